"""What others think of the PDFs: their standards, what a screen reader is told, the QR codes.

`page` (PyPI: page-validation) is a validator of its own that passes the public test files of veraPDF for PDF/A-1 to 3 and
PDF/UA-1. What it does not look at, or looks at mildly, is asked here again of the file as pikepdf reads it.
"""

import json
import re
import subprocess
import zipfile
from pathlib import Path

import page
import pikepdf

PROFILES = {
    "PDF/A-1a": page.ValidationProfile.PDF_A_1A,
    "PDF/A-2a": page.ValidationProfile.PDF_A_2A,
    "PDF/A-3a": page.ValidationProfile.PDF_A_3A,
    "PDF/UA-1": page.ValidationProfile.PDF_UA_1,
}
# Pixels to an inch, as a common printer has them.
DPI = 300


def standards(names, path):
    """The faults that `page` finds by each of the standards."""
    faults = []
    for name in names:
        report = page.validate_pdf(str(path), profile=PROFILES[name])
        failures = [failure for failure in report.failures if not misread_end(path, failure)]
        faults += [f"{name}: {failure.rule_id}: {failure.message}" for failure in failures]
    return faults


def misread_end(path, failure):
    """`page` takes a carriage return at the end of a stream's data for a part of the line end after them."""
    if not failure.rule_id.endswith("STREAM-LENGTH-001"):
        return False
    data = Path(path).read_bytes()
    with pikepdf.open(path) as pdf:
        lengths = {it.objgen[0]: int(it.Length) for it in pdf.objects if isinstance(it, pikepdf.Stream)}
    # It does not always say which stream it means, so all of them are looked at.
    ends_with_return = False
    for number, length in lengths.items():
        start = re.compile(rb"stream\r?\n").search(data, data.index(b"\n%d 0 obj" % number)).end()
        end = start + length
        if not re.match(rb"(\r\n|\n|\r)?endstream", data[end : end + 11]):
            return False
        ends_with_return |= data[end - 1 : end] == b"\r"
    return ends_with_return


def spoilt(path):
    """The judge sees when what it asks for is taken away: each spoilt copy must fail by at least one of the two standards."""
    spoilers = {
        "the language": lambda pdf: pdf.Root.__delitem__("/Lang"),
        "the mark of a tagged file": lambda pdf: pdf.Root.__delitem__("/MarkInfo"),
        "the structure": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
        "the metadata": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    }
    faults = []
    for what, spoil in spoilers.items():
        copy = Path(path).with_suffix(".spoilt")
        with pikepdf.open(path) as pdf:
            spoil(pdf)
            pdf.save(copy)
        if not standards(["PDF/A-2a", "PDF/UA-1"], copy):
            faults.append(f"a file without {what} passes")
        if not accessible(copy):
            faults.append(f"our own rules pass a file without {what}")
        copy.unlink()
    return faults


# Rules of ISO 14289-1 and of the Matterhorn Protocol, asked of the structure itself.


def accessible(path):
    """What a screen reader is told of a file: title, language, kinds of text, head cells, pictures, order."""
    with pikepdf.open(path) as pdf:
        root, faults = pdf.Root, []
        title = str(pdf.docinfo.get("/Title", "")) if pdf.trailer.get("/Info") else ""
        with pdf.open_metadata() as metadata:
            if not metadata.get("dc:title", "").strip() or (title and metadata.get("dc:title") != title):
                faults.append("the title in the metadata is empty or differs from that of the file")
        if str(root.get("/Lang", "")).lower() not in ("ru", "ru-ru"):
            faults.append(f"language {root.get('/Lang')}")
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
            faults.append("the window shows the file name, not the title")
        if not root.get("/MarkInfo", {}).get("/Marked", False):
            faults.append("not marked as tagged")
        if "/StructTreeRoot" not in root:
            return [*faults, "no structure tree"]
        tree = Tree(pdf)
        return faults + tree.faults()


STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form".split()
)


class Tree:
    """The structure tree of a file, and which marks of which page it names."""

    def __init__(self, pdf):
        self.pdf = pdf
        self.root = pdf.Root.StructTreeRoot
        self.roles = {str(key)[1:]: str(value)[1:] for key, value in dict(self.root.get("/RoleMap", {})).items()}
        self.found = []
        self.named = {}
        """(page, mark) → element."""
        self.levels = []
        self.walk(self.root, None, [])

    def kind(self, element):
        name = str(element.S)[1:]
        return self.roles.get(name, name)

    def walk(self, element, page_of, above):
        page_of = element.get("/Pg", page_of)
        if "/S" in element:
            above = [*above, self.kind(element)]
            self.look(element, above)
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary) and child.get("/Type") == pikepdf.Name.MCR:
                self.name(child.get("/Pg", page_of), int(child.MCID), element)
            elif isinstance(child, pikepdf.Dictionary) and child.get("/Type") != pikepdf.Name.OBJR:
                self.walk(child, page_of, above)
            elif not isinstance(child, pikepdf.Dictionary):
                self.name(page_of, int(child), element)

    def name(self, page_of, mark, element):
        key = (page_of.objgen if page_of is not None else None, mark)
        if key in self.named:
            self.found.append("a piece of content stands in the structure twice")
        self.named[key] = element.objgen

    def look(self, element, above):
        kind = above[-1]
        if kind not in STANDARD:
            self.found.append(f"{kind} is no kind of ISO 32000-1")
        attributes = element.get("/A", [])
        attributes = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
        if kind == "TH" and not any("/Scope" in a for a in attributes if isinstance(a, pikepdf.Dictionary)):
            self.found.append("a head cell that does not say of what it is the head")
        if kind == "Figure" and not str(element.get("/Alt", "")).strip():
            self.found.append("a picture without words for it")
        if kind in ("TR", "TH", "TD") and "Table" not in above:
            self.found.append(f"{kind} outside a table")
        if kind == "Table":
            self.table(element)
        if re.fullmatch("H[1-6]", kind):
            level = int(kind[1])
            if level > (self.levels[-1] if self.levels else 0) + 1:
                self.found.append(f"a heading of level {level} under one of {self.levels[-1:] or 'none'}")
            self.levels.append(level)

    def table(self, element):
        """Rows are of the same width, and the first one is a head."""
        rows = list(self.rows(element))
        widths = {sum(span for _, span in row) for row in rows}
        if len(widths) != 1:
            self.found.append(f"a table with rows of {sorted(widths)} cells")
        if not rows or any(kind != "TH" for kind, _ in rows[0]):
            self.found.append("a table whose first row is no head")

    def rows(self, element):
        for child in element.get("/K", []):
            kind = self.kind(child)
            if kind in ("THead", "TBody", "TFoot"):
                yield from self.rows(child)
            elif kind == "TR":
                yield [(self.kind(cell), self.span(cell)) for cell in child.get("/K", [])]

    @staticmethod
    def span(cell):
        attributes = cell.get("/A", [])
        attributes = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
        return max([int(a.get("/ColSpan", 1)) for a in attributes if isinstance(a, pikepdf.Dictionary)], default=1)

    def faults(self):
        """Those of the elements, and where pages and structure do not name each other."""
        faults = list(self.found)
        parents = {}
        self.numbers(self.root.get("/ParentTree", {}), parents)
        for count, page_of in enumerate(self.pdf.pages, 1):
            marks, loose = marked(page_of)
            if loose:
                faults.append(f"page {count}: content that is neither structure nor an artifact")
            if not marks:
                continue
            back = parents.get(int(page_of.get("/StructParents", -1)), [])
            for mark in marks:
                element = self.named.get((page_of.objgen, mark))
                if element is None:
                    faults.append(f"page {count}: a piece of content that the structure does not name")
                elif mark >= len(back) or back[mark].objgen != element:
                    faults.append(f"page {count}: the parent tree names another element")
        return sorted(set(faults))

    def numbers(self, node, out):
        items = list(node.get("/Nums", []))
        out.update({int(number): value for number, value in zip(items[::2], items[1::2], strict=True)})
        for child in node.get("/Kids", []):
            self.numbers(child, out)


SHOWS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "EI"}


def marked(page_of):
    """The numbers of a page's marks, and whether anything is drawn under no mark."""
    marks, open_marks, loose = set(), [], False
    properties = page_of.get("/Resources", {}).get("/Properties", {})
    for operands, operator in pikepdf.parse_content_stream(page_of):
        name = str(operator)
        if name in ("BDC", "BMC"):
            values = operands[1] if name == "BDC" else None
            if isinstance(values, pikepdf.Name):
                values = properties.get(values)
            number = values.get("/MCID") if isinstance(values, pikepdf.Dictionary) else None
            if number is not None:
                marks.add(int(number))
            open_marks.append(str(operands[0]) == "/Artifact" or number is not None)
        elif name == "EMC":
            open_marks.pop()
        elif name in SHOWS and not any(open_marks):
            loose = True
    return marks, loose


# QR codes.


def read_codes(pdf, folder):
    """What stands in the codes of the first two pages of a PDF: page → texts."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-l", "2", "-png", str(pdf), str(folder / "page")], check=True)
    codes = {}
    for count, picture in enumerate(sorted(folder.glob("*.png")), 1):
        # One code to a page: its two lines are all that is printed.
        command = ["zbarimg", "-q", "--raw", "-S*.enable=0", "-Sqrcode.enable", str(picture)]
        said = subprocess.run(command, capture_output=True).stdout.decode().strip()
        found = [said] if said else []
        if found:
            codes[count] = found
    return codes


def codes(archive, office, folder, paper):
    """The code of a paper, in its PDF and in its DOCX as LibreOffice sets it, says what the archive's list says of it."""
    with zipfile.ZipFile(archive) as package:
        listed = json.loads(package.read("manifest.json"))
    names = {file["file"].removeprefix("documents/"): entry for entry in listed["papers"] for file in entry["files"]}
    entry = names[paper.name]
    said = [entry["kind"], entry["number"], entry["date"], entry["data"].upper()]
    source = office[paper] if paper.suffix == ".docx" else paper
    found = read_codes(source, folder / paper.name)
    # An order encloses other papers as sections of its own, and only its first page bears the code.
    if list(found) != [1] or found[1][0].count("SHA-256") != 1:
        return [f"codes on the pages: {found}"]
    return [f"the code says {found[1][0]!r} without {word!r}" for word in said if word and word not in found[1][0]]
