"""Signed papers spoilt in many ways: what pyHanko calls altered or pdfsig calls invalid, our verify never calls unchanged.

Bits are flipped, blocks swapped and doubled, and updates appended by hand, by pikepdf and by pyHanko. The seed is fixed, so a
fault can be found again. On its own: `python tests/judges/forging.py PROGRAM FOLDER_OF_SIGNED_PDF ROOTS.pem [COUNT]`.
"""

import io
import json
import logging
import random
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import shown
from asn1crypto import pem, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

COUNT = 520
WORDS = {"capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 120}


def flip(data, chance):
    """One bit anywhere."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def flip_late(data, chance):
    """One bit near the end, where updates stand."""
    at = len(data) - 1 - chance.randrange(min(len(data), 40_000))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def swap(data, chance):
    """Two blocks change places."""
    size = chance.choice([16, 64, 256, 1024])
    first, second = sorted(chance.sample(range(0, len(data) - size, size), 2))
    return data[:first] + data[second : second + size] + data[first + size : second] + data[first : first + size] + data[second + size :]


def cut(data, chance):
    return data[: len(data) - chance.randrange(1, 3000)]


def pad(data, chance):
    return data + chance.choice([b"\n", b"\n\n", b" " * 9, b"%comment\n", b"\0" * 16, b"1 0 obj\nnull\nendobj\n"])


def parts(data):
    """What an update must name: objects of the file, the catalog, the last section, the size."""
    numbers = sorted({int(n) for n in re.findall(rb"(?<!\d)(\d+) 0 obj", data)})
    root = int(re.findall(rb"/Root\s*(\d+) 0 R", data)[-1])
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    size = max(int(n) for n in re.findall(rb"/Size\s*(\d+)", data))
    return numbers, root, start, size


def body(data, number):
    found = re.findall(rb"(?<!\d)%d 0 obj\s*(.*?)endobj" % number, data, re.DOTALL)
    return found[-1] if found else b"null"


def by_hand(data, chance):
    """An update with an object written again, freed, moved, renamed or new."""
    numbers, root, start, size = parts(data)
    number = chance.choice(numbers)
    generation, kind, offset = 0, b"n", len(data)
    new = body(data, number)
    way = chance.randrange(10)
    if way == 0:
        generation = 1
    elif way == 1:
        kind = b"f"
    elif way == 2:
        new = b"<<>>"
    elif way == 3:
        new = b"<</Length 24>>\nstream\n1 0 0 rg 0 0 999 999 re f\nendstream\n"
    elif way == 4:
        offset = chance.randrange(len(data))
    elif way == 5:
        number, new = root, body(data, root).rstrip().removesuffix(b">>") + b"/OpenAction<</S/JavaScript/JS(x)>>>>\n"
    elif way == 6:
        number = size
    elif way == 7:
        new = re.sub(rb"/Rect\s*\[", b"/Rect[1 ", new, count=1)
    elif way == 8:
        new = new.replace(b"/Sig", b"/Btn", 1)
    written = b"%d %d obj\n%sendobj\n" % (number, generation, new.rstrip() + b"\n")
    section = len(data) + len(written)
    previous = start if chance.random() < 0.9 else chance.randrange(len(data))
    row = b"%010d %05d %s \n" % (offset, generation, kind)
    tail = b"xref\n%d 1\n%strailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (number, row, size + 1, root, previous, section)
    return data + written + tail


def by_pikepdf(data, chance):
    """Written anew as a whole, with a change or without."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        way = chance.randrange(3)
        if way == 0:
            pdf.pages[0].contents_add(b"q 1 0 0 rg 0 0 99 99 re f Q")
        elif way == 1:
            pdf.Root.Lang = "en"
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=chance.choice(list(pikepdf.ObjectStreamMode)))
    return out.getvalue()


def by_pyhanko(data, chance):
    """An update of pyHanko's own writer."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    way = chance.randrange(5)
    if way == 0:
        writer.root["/Lang"] = generic.pdf_string("en")
        writer.update_root()
    elif way == 1:
        page["/Rotate"] = generic.NumberObject(90)
        writer.update_container(page)
    elif way == 2:
        writer.root["/AcroForm"]["/NeedAppearances"] = generic.BooleanObject(True)
        writer.update_container(writer.root["/AcroForm"])
    elif way == 3:
        field = chance.choice(list(writer.root["/AcroForm"]["/Fields"]))
        field["/TU"] = generic.pdf_string("другой человек")
        writer.update_container(field)
    else:
        note = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Annot"), generic.pdf_name("/Subtype"): generic.pdf_name("/Square")})
        note[generic.pdf_name("/Rect")] = generic.ArrayObject([generic.NumberObject(n) for n in (9, 9, 99, 99)])
        kept = list(page.get("/Annots", []))
        page["/Annots"] = generic.ArrayObject([*[getattr(it, "container_ref", it) for it in kept], writer.add_object(note)])
        writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


WAYS = [flip, flip_late, flip_late, swap, cut, pad, by_hand, by_hand, by_hand, by_pikepdf, by_pyhanko, by_pyhanko]


def pyhanko_says(data, roots):
    """Field → whether pyHanko finds it valid with nothing but signatures after it; None if it cannot read the file."""
    try:
        found = PdfFileReader(io.BytesIO(data)).embedded_signatures
        out = {}
        for signature in found:
            try:
                validate = validate_pdf_timestamp if signature.sig_object.get("/Type") == "/DocTimeStamp" else validate_pdf_signature
                status = validate(signature, ValidationContext(trust_roots=roots, allow_fetching=False))
                out[signature.field_name] = bool(status.intact and status.valid and getattr(status, "docmdp_ok", True))
            except Exception:  # noqa: BLE001 - whatever it stumbles over, it did not find the signature valid
                out[signature.field_name] = False
        return out
    except Exception:  # noqa: BLE001
        return None


def pdfsig_says(path):
    """Field → whether pdfsig calls the signature invalid."""
    done = subprocess.run(["pdfsig", "-nocert", str(path)], **WORDS)
    out, field = {}, None
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        if found := re.search(r"Signature Field Name: (.*)", line):
            field = found[1].strip()
        elif found := re.search(r"Signature Validation: (.*)", line):
            # It knows no time stamps over a document.
            out[field] = "is Valid" not in found[1] and "Unimplemented" not in found[1]
    return out


def we_say(program, path):
    """Field → whether our verify calls it unchanged, and whether the whole run took it for good."""
    done = subprocess.run([str(program), "verify", "--json", str(path)], **WORDS)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"verify ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    report = json.loads(done.stdout)[0]
    return {it["place"]: it["intact"] for it in report["signatures"]}


def compare(program, path, roots):
    data = path.read_bytes()
    ours = we_say(program, path)
    theirs, invalid = pyhanko_says(data, roots), pdfsig_says(path)
    faults = []
    for field, intact in ours.items():
        if intact and (theirs is None or not theirs.get(field, False)):
            faults.append(f"{field}: unchanged by us, not by pyHanko ({'no answer' if theirs is None else theirs})")
        if intact and invalid.get(field, True):
            faults.append(f"{field}: unchanged by us, invalid by pdfsig")
    if any(ours.values()):
        faults += shown.all_alike(program, path)
    altered = theirs is None or not all(theirs.values()) or any(invalid.values())
    return faults, altered, any(ours.values())


def spoil(files, program, folder, roots, count=COUNT):
    """Makes and judges the spoilt files; gives the faults and a table of what each way came to."""
    logging.disable(logging.CRITICAL)
    folder.mkdir(parents=True, exist_ok=True)
    faults, table = [], {way.__name__: [0] * len(COLUMNS) for way in WAYS}
    sources = [path.read_bytes() for path in files]
    for number in range(count):
        chance = random.Random(number)
        data, way = chance.choice(sources), chance.choice(WAYS)
        try:
            spoilt = way(data, chance)
        except Exception:  # noqa: BLE001 - a writer that refuses the file makes no case
            continue
        if spoilt == data:
            continue
        path = folder / f"{number:04}-{way.__name__}.pdf"
        path.write_bytes(spoilt)
        found, altered, accepted = compare(program, path, roots)
        seen = (1, altered, not altered, accepted, altered and accepted, bool(found))
        table[way.__name__] = [sum(it) for it in zip(table[way.__name__], seen, strict=True)]
        faults += [f"{path.name}: {fault}" for fault in found]
        if not found:
            path.unlink()
    return faults, table


COLUMNS = ["spoilt", "altered: theirs", "whole: theirs", "some signature unchanged: ours", "of these altered: theirs", "faults"]


def written(table):
    """The table in words; a signature of a file that is altered may cover what came before the change."""
    rows = [["way", *COLUMNS], *([name, *map(str, row)] for name, row in table.items())]
    rows.append(["all", *(str(sum(column)) for column in zip(*table.values(), strict=True))])
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip() for row in rows)


def read_roots(path):
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(Path(path).read_bytes(), multiple=True)]


if __name__ == "__main__":
    program, signed, anchors = sys.argv[1:4]
    found, told = spoil(sorted(Path(signed).glob("*.pdf")), Path(program).absolute(), Path(signed) / "spoilt", read_roots(anchors), int(sys.argv[4]) if len(sys.argv) > 4 else COUNT)
    print(*found, written(told), sep="\n")
    sys.exit(bool(found))
