"""How long distinct programs take nastavnik and its peers, on the same text, in one run. Run by `benches/peers/run`.

`compare.py [N]`: N programs for nastavnik; the slower a peer, the fewer it makes, and each is told per document. All that
is text to a peer (TOML, JSON, the HTML of a filled page) lies ready before the clock starts. First every way makes its papers
once with no clock, and each paper must say what the data say. Then the ways take turns, so that a drift of the machine
meets all.
"""

import datetime
import importlib.metadata
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import jinja2
from yardstick import YARDSTICK, programs, sayings, write_project

PROGRAM = Path("target/dist/nastavnik")
HERE = Path("benches/peers")
PEERS = Path("target/peers")
TYPST = PEERS / "bin/typst"
PYTHON = PEERS / "venv/bin/python"
WEASYPRINT = PEERS / "venv/bin/weasyprint"
WORK = PEERS / "work"
TEMPLATE = WORK / "template.docx"
ROUNDS = 5
PROGRAMS = 200
# Whoever sets pages through fontconfig finds the faces that the others are given, and no more.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{faces}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


@dataclass
class Way:
    """One way to make papers: what it is called, how many it makes at a time and how."""

    name: str
    count: int
    make: Callable[[Path, Path], None]
    """From the folder with the text to the folder of the papers."""
    write: Callable[[Path, list], None]
    """The text of the programs, as this way needs it."""
    suffix: str = ".pdf"
    target: float | None = None
    """How many times as long as nastavnik it must take."""
    text: Path = Path()
    times: list[float] = field(default_factory=list)
    """Seconds for a document, round by round."""


def run(*command):
    """What a program prints; an error with its complaint if it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=3600)
    if done.returncode:
        raise RuntimeError(f"{words[0]} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout


# The ways.


def nastavnik(form):
    def make(text, out):
        run(PROGRAM, "build", "--format", form, "--jobs", "2", "--out", out, text)

    return make


def write_typst(folder, own):
    for number, program in enumerate(own):
        page = folder / str(number)
        page.mkdir(parents=True)
        shutil.copyfile(YARDSTICK / "base.typ", page / "base.typ")
        (page / "data.json").write_text(json.dumps(program, ensure_ascii=False), encoding="utf-8")


def typst(text, out):
    faces = ("--font-path", "fonts", "--ignore-system-fonts", "--ignore-embedded-fonts")
    for page in text.iterdir():
        run(TYPST, "compile", *faces, "--pdf-standard", "a-2a,ua-1", page / "base.typ", out / f"{page.name}.pdf")


def write_json(folder, own):
    folder.mkdir()
    for number, program in enumerate(own):
        (folder / f"{number}.json").write_text(json.dumps(program, ensure_ascii=False), encoding="utf-8")


def soffice(out):
    """Asks for PDF/A-2 and PDF/UA-1, as near to nastavnik's as LibreOffice has it."""
    wishes = {
        "SelectPdfVersion": {"type": "long", "value": "2"},
        "PDFUACompliance": {"type": "boolean", "value": "true"},
    }
    form = f"pdf:writer_pdf_Export:{json.dumps(wishes)}"
    profile = (PEERS / "profile").absolute().as_uri()
    return "soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", out


def office_each(text, out):
    run(PYTHON, HERE / "fill.py", TEMPLATE, text, out, *soffice(out))


def office_once(text, out):
    run(PYTHON, HERE / "fill.py", TEMPLATE, text, out)
    run(*soffice(out), *sorted(out.glob("*.docx")))


def write_html(folder, own):
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    page = environment.from_string((HERE / "page.html").read_text(encoding="utf-8"))
    folder.mkdir()
    for number, program in enumerate(own):
        (folder / f"{number}.html").write_text(page.render(program), encoding="utf-8")


def weasyprint(text, out):
    for page in text.iterdir():
        run(WEASYPRINT, "--pdf-variant", "pdf/a-2a", page, out / f"{page.stem}.pdf")


# What the papers say.


def plain(text):
    """Text without spaces and hyphens: a line may be broken at any of them."""
    return re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text))


def pdf_text(path):
    """Raw order is that of the content stream, so cells come one after another; a line of digits is a page number."""
    pages = run("pdftotext", "-raw", path, "-").split("\f")
    return plain("".join(re.sub(r"\A\d+\n|\n\d+\n?\Z", "\n", page) for page in pages))


def docx_text(path):
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    return plain("".join(t.text or "" for t in root.iter(TEXT)))


def judge(way, papers, own):
    """Every program has a paper, which says all that its data say."""
    read = pdf_text if way.suffix == ".pdf" else docx_text
    texts = [read(paper) for paper in papers]
    for program in own:
        mine = [text for text in texts if plain(program["mentor"]) in text]
        if len(mine) != 1:
            raise RuntimeError(f"{way.name}: {len(mine)} papers of «{program['mentor']}»")
        lacking = [saying for saying in sayings(program) if plain(saying) not in mine[0]]
        if lacking:
            raise RuntimeError(f"{way.name}: the paper of «{program['mentor']}» does not say «{lacking[0]}»")


def timed(way):
    """Makes the papers anew; answers them and the seconds for each."""
    out = WORK / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    start = time.perf_counter()
    way.make(way.text, out)
    seconds = time.perf_counter() - start
    papers = sorted(out.rglob(f"*{way.suffix}"))
    if len(papers) != way.count:
        raise RuntimeError(f"{way.name}: {len(papers)} papers of {way.count}")
    return papers, seconds / way.count


# The table.


def russian(number, digits):
    return f"{number:.{digits}f}".replace(".", ",")


def milliseconds(seconds):
    return russian(seconds * 1000, 1 if seconds < 0.1 else 0)


def table(ways):
    """Rows for the README. The ratio is taken round by round: neighbours in time had the same machine."""
    first = ways[0]
    yield "| способ | документов за раз | мс на документ | от и до | дольше в … раз | цель |"
    yield "|---|--:|--:|--:|--:|--:|"
    for way in ways:
        ratio = statistics.median(its / ours for its, ours in zip(way.times, first.times, strict=True))
        cells = (
            way.name,
            str(way.count),
            milliseconds(statistics.median(way.times)),
            f"{milliseconds(min(way.times))}–{milliseconds(max(way.times))}",
            russian(ratio, 1 if ratio < 20 else 0),
            "" if way.target is None else f"≥ {russian(way.target, 1 if way.target < 10 else 0)}",
        )
        yield f"| {' | '.join(cells)} |"


def machine(count):
    office = re.search(r"[\d.]+", run("soffice", "--version")).group()
    typesetter = re.search(r"[\d.]+", run(TYPST, "--version")).group()
    versions = [f"typst {typesetter}", f"LibreOffice {office}"]
    versions += (f"{name} {importlib.metadata.version(name)}" for name in ("docxtpl", "WeasyPrint"))
    cores = len(os.sched_getaffinity(0))
    today = datetime.date.today().strftime("%d.%m.%Y")
    return f"Ядер: {cores}; программ: {count}; кругов: {ROUNDS}; {', '.join(versions)}; {today}."


def main(count):
    missing = [str(tool) for tool in (PROGRAM, TYPST, PYTHON, WEASYPRINT, "soffice", "pdftotext") if not shutil.which(tool)]
    if missing:
        sys.exit(f"missing: {', '.join(missing)}; benches/peers/run installs the peers and builds nastavnik")
    ways = [
        Way("`nastavnik build --format pdf`, все сразу на двух ядрах", count, nastavnik("pdf"), write_project),
        Way("`nastavnik build --format docx`, все сразу на двух ядрах", count, nastavnik("docx"), write_project, ".docx"),
        Way("`typst compile` для каждого документа", min(count, 50), typst, write_typst, target=2.5),
        Way("docxtpl + LibreOffice для каждого документа", min(count, 10), office_each, write_json, target=75),
        Way("docxtpl для всех, LibreOffice одним вызовом", min(count, 100), office_once, write_json, target=10),
        Way("WeasyPrint для каждого документа", min(count, 10), weasyprint, write_html, target=50),
    ]
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    fonts = WORK / "fonts.conf"
    fonts.write_text(FONTS.format(faces=Path("fonts").absolute(), cache=(WORK / "fontcache").absolute()), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(fonts.absolute())
    run(PYTHON, HERE / "template.py", TEMPLATE)
    own = list(programs(count))
    for number, way in enumerate(ways):
        way.text = WORK / f"text-{number}"
        way.write(way.text, own[: way.count])
        papers, _ = timed(way)
        judge(way, papers, own[: way.count])
        print(f"{way.name}: {way.count} papers say what they must", file=sys.stderr)
    for number in range(1, ROUNDS + 1):
        for way in ways:
            _, seconds = timed(way)
            way.times.append(seconds)
        said = ", ".join(milliseconds(way.times[-1]) for way in ways)
        print(f"round {number}, ms for a document: {said}", file=sys.stderr)
    print(*table(ways), "", machine(count), sep="\n")


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else PROGRAMS)
    except RuntimeError as error:
        sys.exit(str(error))
