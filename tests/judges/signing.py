"""Questions about electronic signatures: to OpenSSL (with the GOST engine), poppler, pyHanko, qpdf and pikepdf.

The keys are made anew for each run and stay in target/judges. What PDF/A-2 and PDF/UA-1 want of signature fields is asked by
`rules`, clause by clause, for no validator of forms is to be had from the registries.
"""

import json
import os
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path

import forging
import pdf_judge
import pikepdf
import shown
from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

GOST = """openssl_conf = openssl_def
[openssl_def]
engines = engine_section
[engine_section]
gost = gost_section
[gost_section]
engine_id = gost
default_algorithms = ALL
[req]
distinguished_name = dn
[dn]
"""
# Key algorithm, digest of the certificate, digest of the signature.
KEYS = {
    "rsa": (["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"], "sha256", "sha256"),
    "p256": (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], "sha256", "sha256"),
    "gost256": (["-algorithm", "gost2012_256", "-pkeyopt", "paramset:TCA"], "md_gost12_256", "md_gost12_256"),
    "gost512": (["-algorithm", "gost2012_512", "-pkeyopt", "paramset:A"], "md_gost12_512", "md_gost12_512"),
}
OWNERS = {"mentor": "Белых Светлана Юрьевна", "mentor-2": "Орлова-Зимина Елена Львовна", "head": "Воскресенский Павел Андреевич"}
STANDARDS = [
    ("usual", [], ["PDF/A-2a", "PDF/UA-1"]),
    ("personnel", ["--standard", "a-1a"], ["PDF/A-1a"]),
    ("with sources", ["--attach-source"], ["PDF/A-3a", "PDF/UA-1"]),
]
PAPER = "Программа. Белых, Орлова-Зимина — Тихомиров.pdf"
WORDS = {"capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 300}


class Signing:
    """A school whose papers have signature fields, keys of all kinds, and the commands that use them."""

    def __init__(self, program, folder):
        self.program, self.folder = Path(program).absolute(), folder.absolute()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree("samples/school", self.folder / "school")
        with open(self.folder / "school/organization.toml", "a", encoding="utf-8") as settings:
            settings.write("\n[signatures]\nfields = true\n")
        (self.folder / "gost.cnf").write_text(GOST)
        self.environment = {**os.environ, "OPENSSL_CONF": str(self.folder / "gost.cnf")}
        for name, (algorithm, digest, _) in KEYS.items():
            self.run("openssl", "genpkey", *algorithm, "-out", self.key(name))
            subject = f"/CN={OWNERS['mentor']}/SN=Белых/GN=Светлана Юрьевна/O={name}"
            usage = ["-addext", "keyUsage=digitalSignature,nonRepudiation"]
            self.run("openssl", "req", "-new", "-x509", "-key", self.key(name), f"-{digest}", "-days", 30, "-utf8", "-subj", subject, *usage, "-out", self.certificate(name))
        self.run(self.program, "build", self.folder / "school", "--format", "pdf")

    def run(self, *words):
        done = subprocess.run([str(word) for word in words], env=self.environment, **WORDS)
        if done.returncode:
            raise RuntimeError(f"{Path(words[0]).name} {words[1]} ended with {done.returncode}: {done.stderr.decode()[-2000:]}")
        return done.stdout

    def key(self, name):
        return self.folder / f"{name}.key"

    def certificate(self, name):
        return self.folder / f"{name}.pem"

    def paper(self, name):
        """A fresh copy of the program with two mentors."""
        path = self.folder / f"{name}.pdf"
        shutil.copy(self.folder / "school/out" / PAPER, path)
        return path

    def openssl(self, name):
        """The command that signs with a key of ours."""
        signer = ["-signer", self.certificate(name), "-inkey", self.key(name), "-md", KEYS[name][2]]
        return ["openssl", "cms", "-sign", "-binary", "-in", "{in}", *signer, "-outform", "DER", "-out", "{out}", "-nosmimecap", "-cades"]

    def sign(self, path, field, name, *more):
        before = path.read_bytes()
        self.run(self.program, "sign", path, "--field", field, "--cert", self.certificate(name), *more, "--", *self.openssl(name))
        if not path.read_bytes().startswith(before):
            raise RuntimeError("the update changed bytes that were there")


def signatures(path):
    """Field, signed bytes and CMS (without the padding) of each signature."""
    data = path.read_bytes()
    with pikepdf.open(path) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if "/V" in field:
                start, first, second, rest = (int(n) for n in field.V.ByteRange)
                content = cms.ContentInfo.load(bytes(field.V.Contents)).dump()
                yield str(field.T), data[start:first] + data[second : second + rest], content


def by_openssl(signing, path):
    """Each CMS pulled out of the file verifies with OpenSSL over the signed bytes, and no longer when one of them is changed."""
    faults = []
    for field, signed, content in signatures(path):
        own = bytes(cms.ContentInfo.load(content)["content"]["certificates"][0].chosen["tbs_certificate"]["subject"].dump())
        name = next(n for n in KEYS if x509.Certificate.load(pem.unarmor(signing.certificate(n).read_bytes())[2]).subject.dump() == own)
        data, sig = (signing.folder / f"{path.stem}.{field}.{ending}" for ending in ("data", "cms"))
        sig.write_bytes(content)
        command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", sig, "-content", data, "-CAfile", signing.certificate(name), "-purpose", "any", "-out", os.devnull]
        for change, expected in ((0, True), (1, False)):
            data.write_bytes(signed[:-9] + bytes([signed[-9] ^ change]) + signed[-8:])
            done = subprocess.run([str(word) for word in command], env=signing.environment, **WORDS)
            if (done.returncode == 0) != expected:
                faults.append(f"{field}: openssl ended with {done.returncode} where a byte was{'' if change else ' not'} changed: {done.stderr.decode()[-300:]}")
    return faults


def by_pdfsig(signing, path, count):
    told = signing.run("pdfsig", "-nocert", path).decode()
    valid = told.count("Signature Validation: Signature is Valid.")
    return [] if valid == count else [f"{valid} of {count} are valid: {told}"]


def by_pyhanko(signing, path, count):
    roots = [x509.Certificate.load(pem.unarmor(signing.certificate(name).read_bytes())[2]) for name in ("rsa", "p256")]
    faults = []
    with path.open("rb") as file:
        found = PdfFileReader(file).embedded_signatures
        for signature in found:
            status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots, allow_fetching=False))
            if not status.bottom_line:
                faults.append(f"{signature.field_name}: {status.pretty_print_details()}")
    return faults + ([] if len(found) == count else [f"{len(found)} signatures, not {count}"])


def by_qpdf(signing, path):
    signing.run("qpdf", "--check", path)
    return []


def by_us(signing, path, values):
    """Our own verify: as it is, what `values` says of each signature, and never good with one of a row of bytes changed."""
    faults = []
    # Owners are not those of the fields, which alone makes the code 1.
    done = subprocess.run([signing.program, "verify", "--json", path], **WORDS)
    report = json.loads(done.stdout)[0]
    if [(s["value"], s["intact"], s["digest_agrees"]) for s in report["signatures"]] != [(value, value == "right", True) for value in values]:
        faults.append(f"verify says {report}")
    data = path.read_bytes()
    spoilt = path.with_suffix(".spoilt.pdf")
    for at in (20, len(data) // 3, len(data) // 2, len(data) - 40):
        spoilt.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        done = subprocess.run([signing.program, "verify", spoilt], **WORDS)
        if done.returncode != 1:
            faults.append(f"verify ended with {done.returncode} where byte {at} was changed")
    spoilt.unlink()
    return faults


def rules(path):
    """PDF/A-2 6.1.3, 6.3.1–6.3.3, 6.4.1–6.4.3 and PDF/UA-1 7.18.1, 7.18.3, 7.18.4, after the profiles of veraPDF."""
    faults = []

    def must(holds, clause):
        if not holds:
            faults.append(clause)

    data = path.read_bytes()
    with pikepdf.open(path) as pdf:
        must("/ID" in pdf.trailer and "/Encrypt" not in pdf.trailer, "6.1.3: file identifier, no encryption")
        must(data.rstrip(b"\r\n").endswith(b"%%EOF"), "6.1.3: nothing after the last %%EOF")
        form = pdf.Root.AcroForm
        must("/XFA" not in form and not form.get("/NeedAppearances", False), "6.4.1, 6.4.2: no XFA, no NeedAppearances")
        must("/NeedsRendering" not in pdf.Root, "6.4.2: no NeedsRendering")
        tree = {}
        gather_numbers(pdf.Root.StructTreeRoot.ParentTree, tree)
        widgets = 0
        for page in pdf.pages:
            annotations = list(page.get("/Annots", []))
            must(not annotations or page.get("/Tabs") == "/S", "UA 7.18.3: tab order by structure")
            for it in annotations:
                must(it.Subtype == "/Widget", f"6.3.1: a {it.Subtype} is left")
                widgets += 1
                flags = int(it.get("/F", 0))
                must(flags & 4 and not flags & (1 | 2 | 32 | 256), "6.3.2: printed, not hidden, invisible or changing")
                must(list(it.get("/AP", {}).keys()) == ["/N"] and isinstance(it.AP.N, pikepdf.Stream), "6.3.3: one appearance, a stream")
                must("/A" not in it and "/AA" not in it, "6.4.1: no actions")
                must(len(str(it.get("/TU", ""))) > 10, "UA 7.18.1: a field says what it is for")
                element = tree.get(int(it.get("/StructParent", -1)))
                must(element is not None and element.S == "/Form", "UA 7.18.4: nested in Form")
                must(element is not None and element.K.Type == "/OBJR" and element.K.Obj.objgen == it.objgen, "UA 7.18.4: the element names the field")
        must(widgets == len(form.Fields), "every field stands on a page")
        must(len({str(field.T) for field in form.Fields}) == len(form.Fields), "names of fields are unique")
        for field in form.Fields:
            if "/V" in field:
                start, first, second, rest = (int(n) for n in field.V.ByteRange)
                must(start == 0 and data[first : first + 1] == b"<" and data[second - 1 : second] == b">", "6.4.3: all but the contents is signed")
                must(data[: second + rest].rstrip().endswith(b"%%EOF"), "6.4.3: a whole revision is signed")
                signed = cms.ContentInfo.load(bytes(field.V.Contents))["content"]
                must(len(signed["certificates"]) >= 1 and len(signed["signer_infos"]) == 1, "6.4.3: a certificate and one signer")
                must(not fonts_not_embedded(field.AP.N), "6.2.11.4: fonts of the stamp are embedded")
        must("/Perms" not in pdf.Root, "6.1.12: no permissions")
    return faults


def gather_numbers(node, into):
    numbers = list(node.get("/Nums", []))
    for key, value in zip(numbers[::2], numbers[1::2], strict=True):
        into[int(key)] = value
    for kid in node.get("/Kids", []):
        gather_numbers(kid, into)


def fonts_not_embedded(form):
    fonts = form.get("/Resources", {}).get("/Font", {})
    return [name for name, font in fonts.items() if not any(key.startswith("/FontFile") for key in font.DescendantFonts[0].FontDescriptor.keys())]


def words(path):
    done = subprocess.run(["pdftotext", "-raw", path, "-"], **WORDS, check=True)
    # A field takes room, so columns may be of other widths and lines end elsewhere; a table may have its head on one page more, and
    # that page a number.
    text = re.sub("[-\u00ad]\n|-", "", done.stdout.decode()).replace("/\n", "/")
    return {word for word in text.split() if not word.isdigit()}


def same_words(plain, path):
    """A paper with fields, signed or not, says what it says without them: stamps are no part of its text."""
    return [] if words(plain / path.name) == words(path) else ["other words than without fields"]


def judge(tally, program, folder, plain):
    """All questions; `plain` is the folder of the same papers without fields."""
    signing = Signing(program, folder)
    out = signing.folder / "school/out"
    papers = [path for path in sorted(out.glob("*.pdf")) if b"/AcroForm" in path.read_bytes()]
    tally.judge("papers with empty fields: rules of PDF/A-2 and PDF/UA-1, pikepdf", papers, rules)
    tally.judge("papers with empty fields: syntax, qpdf", papers, partial(by_qpdf, signing))
    tally.judge("papers with empty fields: the words of those without, pdftotext", papers, partial(same_words, plain))

    gost = signing.paper("gost")
    for field, name in (("mentor", "rsa"), ("mentor-2", "gost256"), ("head", "gost512")):
        signing.sign(gost, field, name)
    tally.judge("RSA, GOST 256 and GOST 512 in one file: each signature, OpenSSL", [gost], partial(by_openssl, signing))
    tally.judge("RSA, GOST 256 and GOST 512 in one file: a changed byte, our verify", [gost], lambda path: by_us(signing, path, ["right", "unchecked", "unchecked"]))

    west = signing.paper("west")
    for field, name in (("mentor", "rsa"), ("mentor-2", "p256"), ("mentee", "rsa")):
        signing.sign(west, field, name)
    mixed = signing.paper("mixed")
    signing.sign(mixed, "mentor", "rsa")
    foreign = signers.SimpleSigner.load(str(signing.key("p256")), str(signing.certificate("p256")), key_passphrase=None)
    with mixed.open("rb+") as file:
        metadata = signers.PdfSignatureMetadata(field_name="head")
        signers.sign_pdf(IncrementalPdfFileWriter(file), metadata, signer=foreign, in_place=True)
    signing.sign(mixed, "mentee", "rsa", "--profile", "pades")
    packed = signing.paper("packed")
    signing.run("qpdf", "--object-streams=generate", packed, packed.with_suffix(".tmp"))
    packed.with_suffix(".tmp").replace(packed)
    for field in ("mentor", "head", "mentee"):
        signing.sign(packed, field, "rsa")
    files = [west, mixed, packed]
    tally.judge("three signatures, one of pyHanko's between two of ours, object streams: pdfsig", files, lambda path: by_pdfsig(signing, path, 3))
    tally.judge("the same files: pyHanko with its analysis of differences", files, lambda path: by_pyhanko(signing, path, 3))
    tally.judge("the same files: a changed byte, our verify", files, lambda path: by_us(signing, path, ["right"] * 3))
    tally.judge("the same files: poppler, MuPDF and PDFium show what each signature covers", [gost, *files], partial(shown.all_alike, signing.program))
    tally.judge("a page written anew after the signature: poppler, MuPDF and PDFium show it", [west, packed], partial(shown.sees, signing.program))
    tally.judge("five hundred spoilt copies of them: what pyHanko or pdfsig refuse, our verify never calls unchanged", [signing.folder], partial(spoilt, signing, files))
    tally.judge("signed files: each signature, OpenSSL", files, partial(by_openssl, signing))
    tally.judge("signed files: syntax, qpdf", [gost, *files], partial(by_qpdf, signing))
    tally.judge("signed files: rules of PDF/A-2 and PDF/UA-1, pikepdf", [gost, west, packed], rules)
    for word, more, standards in STANDARDS:
        signing.run(signing.program, "build", signing.folder / "school", "--format", "pdf", "--out", signing.folder / word, *more)
        path = signing.folder / word / PAPER
        signing.sign(path, "mentor", "rsa")
        tally.judge(f"signed, {word}: {' and '.join(standards)}, page", [path], partial(pdf_judge.standards, standards))
    beside = signing.paper("beside")
    signing.run(signing.program, "sign", beside, "--detached", "--", *signing.openssl("gost256"))
    tally.judge("a signature beside the file: OpenSSL", [beside], partial(by_openssl_beside, signing))


def spoilt(signing, files, folder):
    roots = [root for name in ("rsa", "p256") for root in forging.read_roots(signing.certificate(name))]
    faults, table = forging.spoil(files, signing.program, folder / "spoilt", roots)
    print(forging.written(table))
    return faults


def by_openssl_beside(signing, path):
    signature = Path(f"{path}.sig")
    signing.run("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content", path, "-CAfile", signing.certificate("gost256"), "-purpose", "any", "-cades", "-out", os.devnull)
    report = json.loads(subprocess.run([signing.program, "verify", "--json", path], **WORDS).stdout)[0]
    told = [(it["value"], it["digest_agrees"]) for it in report["signatures"]]
    return [] if told == [("unchecked", True)] else [f"verify says {report}"]
