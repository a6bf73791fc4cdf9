"""What a school's own script does with docxtpl: fills a DOCX template with the data of every program of a folder.

`fill.py TEMPLATE DATA OUT`: OUT/N.docx for each DATA/N.json, one process for all.
`fill.py TEMPLATE DATA OUT COMMAND…`: the same, and the command is called with each file as soon as it is there.
"""

import json
import subprocess
import sys
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate


def main(template, data, out, *command):
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    for source in sorted(Path(data).glob("*.json")):
        document = DocxTemplate(template)
        document.render(json.loads(source.read_text(encoding="utf-8")), environment)
        paper = Path(out) / f"{source.stem}.docx"
        document.save(paper)
        if command:
            subprocess.run([*command, paper], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
