"""What a viewer shows of a signed paper is what was signed: three engines draw the file and the revision that a signature covers.

A later signature adds its own stamp, so the place of every signature field that was empty in the signed revision is left out.
On its own: `python tests/judges/shown.py PROGRAM FILE.pdf …`.
"""

import io
import json
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw

DPI = 60
ONE_AT_A_TIME = threading.Lock()
WORDS = {"capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 120}


def by_poppler(path, folder):
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", str(path), str(folder / "poppler")], **WORDS, check=True)
    return [Image.open(it).convert("RGB") for it in sorted(folder.glob("poppler*.png"))]


def by_mupdf(path, folder):
    subprocess.run(["mutool", "draw", "-q", "-r", str(DPI), "-o", str(folder / "mupdf-%04d.png"), str(path)], **WORDS, check=True)
    return [Image.open(it).convert("RGB") for it in sorted(folder.glob("mupdf*.png"))]


def by_pdfium(path, _):
    # PDFium knows no threads: all that is opened must be closed before another thread begins.
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        return [picture_of(page) for page in document]


def picture_of(page):
    bitmap = page.render(scale=DPI / 72, may_draw_forms=True)
    picture = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    return picture


ENGINES = {"poppler": by_poppler, "mupdf": by_mupdf, "pdfium": by_pdfium}


def drawn(data, engine):
    """The pages as pictures; words where the engine cannot read the file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "paper.pdf"
        path.write_bytes(data)
        try:
            pages = ENGINES[engine](path, folder)
        except (subprocess.CalledProcessError, pypdfium2.PdfiumError) as refused:
            return f"refused: {type(refused).__name__}"
        return pages or "no page"


def fields_of(pdf):
    """Name → (field, widget) of each field, a field apart from its look included."""
    out = {}

    def walk(it, above):
        name = ".".join([*above, str(it.T)] if "/T" in it else above)
        kids = list(it.get("/Kids", []))
        if any("/T" in kid for kid in kids):
            for kid in kids:
                walk(kid, name.split("."))
        else:
            out[name] = (it, kids[0] if kids else it)

    for it in pdf.Root.AcroForm.Fields:
        walk(it, [])
    return out


def places(pdf):
    """Name → (page, place, whether it is signed) of each signature field with a look."""
    pages = {it.objgen: number for number, page in enumerate(pdf.pages) for it in page.get("/Annots", [])}
    return {
        name: (pages[widget.objgen], [float(side) for side in widget.Rect], "/V" in field)
        for name, (field, widget) in fields_of(pdf).items()
        if field.get("/FT") == "/Sig" and widget.objgen in pages
    }


def without(pages, fields, heights):
    """The pages with the places of these fields made white."""
    out = [page.copy() for page in pages]
    for number, (left, low, right, high) in fields:
        scale, tall = DPI / 72, heights[number]
        box = [left * scale - 2, (tall - high) * scale - 2, right * scale + 2, (tall - low) * scale + 2]
        ImageDraw.Draw(out[number]).rectangle(box, fill="white")
    return out


def differences(data, field, covered):
    """What any engine shows otherwise in the file than in its first bytes, which are signed in this field."""
    signed = data[:covered]
    with pikepdf.open(io.BytesIO(signed)) as before, pikepdf.open(io.BytesIO(data)) as now:
        known, fields = places(before), places(now)
        heights = [float(page.mediabox[3]) for page in now.pages]
        later = [(page, place) for name, (page, place, is_signed) in fields.items() if is_signed and not known.get(name, (0, 0, False))[2]]
    faults = []
    for engine in ENGINES:
        pages, others = drawn(data, engine), drawn(signed, engine)
        if isinstance(pages, str) or isinstance(others, str):
            if pages != others:
                faults.append(f"{field}, {engine}: {pages if isinstance(pages, str) else 'drawn'}, the signed revision {others if isinstance(others, str) else 'drawn'}")
            continue
        if [page.size for page in pages] != [page.size for page in others]:
            faults.append(f"{field}, {engine}: pages of {[page.size for page in pages]}, signed were {[page.size for page in others]}")
            continue
        pairs = zip(without(pages, later, heights), without(others, later, heights), strict=True)
        apart = [number for number, (one, other) in enumerate(pairs, 1) if ImageChops.difference(one, other).getbbox()]
        if apart:
            faults.append(f"{field}, {engine}: pages {apart} look otherwise than what was signed")
    return faults


def accepted(program, path):
    """Field → the bytes it covers, of each signature that our verify calls unchanged."""
    done = subprocess.run([str(program), "verify", "--json", str(path)], **WORDS)
    signatures = json.loads(done.stdout)[0]["signatures"] if done.stdout else []
    return {it["place"]: it["covered_bytes"] for it in signatures if it["intact"]}


def all_alike(program, path):
    """Whether every engine shows the file as each signature of it that we accept covers it."""
    data = Path(path).read_bytes()
    return [fault for field, covered in accepted(program, path).items() for fault in differences(data, field, covered)]


def sees(program, path):
    """The question can be answered with no: each engine shows a first page that was written anew."""
    data = Path(path).read_bytes()
    field, covered = next(iter(accepted(program, path).items()))
    number = int(re.findall(rb"/Root\s*(\d+) 0 R", data)[-1])
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0].obj
        content = page.Contents.objgen[0] if isinstance(page.Contents, pikepdf.Stream) else page.Contents[0].objgen[0]
    body = b"<</Length 25>>\nstream\n1 0 0 rg 50 50 400 400 re\nf\nendstream"
    written = b"%d 0 obj\n%s\nendobj\n" % (content, body)
    place = len(data) + len(written)
    tail = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (content, len(data), 9999, number, start, place)
    told = differences(data + written + tail, field, covered)
    return [f"a page written anew is not seen by {engine}: {told}" for engine in ENGINES if not any(engine in fault for fault in told)]


if __name__ == "__main__":
    found = {path: all_alike(sys.argv[1], path) for path in sys.argv[2:]}
    for path, faults in found.items():
        print(path, len(accepted(sys.argv[1], path)), *faults, sep="\n  ")
    sys.exit(any(found.values()))
