#!/usr/bin/env python3
"""Prints what is inside the program for one target and under which licence, with the text of each licence once.

Asks cargo for the crates and reads their own files; ends with an error where a crate has no text and no
licence whose text stands here.

    release/licences.py x86_64-pc-windows-gnu > Лицензии.txt
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = re.compile(r"^(licen[sc]e|copying|copyright|notice|unlicense)", re.IGNORECASE)
HEAD = """Что внутри программы «Наставник» {version} и на каких условиях это распространяется.

Сама программа: MIT или Apache-2.0, на выбор. Ниже – ее составные части; тексты лицензий – в конце, каждый один раз.
"""
# Where the text of a licence stands whose crate brings none, those that are liked best first.
STANDARD = {"MIT": "LICENSE-MIT", "Apache-2.0": "LICENSE-APACHE", "BSD-3-Clause": "release/BSD-3-Clause.txt"}
# Licences that ask for no text to be handed on.
FREE = {"0BSD", "CC0-1.0", "MIT-0", "Unlicense"}
# What is linked in and is no crate: its name, its licence, and where the text stands.
PARTS = {
    "any": [
        ("Liberation Serif 2.1.5 (шрифт)", "OFL-1.1", "fonts/LICENSE.txt"),
        ("Rust standard library", "MIT OR Apache-2.0", "LICENSE-APACHE"),
    ],
    "windows": [
        ("libgcc (GCC Runtime Library)", "GPL-3.0-or-later WITH GCC-exception-3.1", "/usr/share/doc/gcc-mingw-w64-base/copyright"),
        ("mingw-w64 runtime, winpthreads", "ZPL-2.1 AND MIT AND BSD-3-Clause", "/usr/share/doc/mingw-w64-x86-64-dev/copyright"),
    ],
}


def crates(target):
    """The crates that are linked in, sorted: those of build scripts, macros and tests are not."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
    data = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in data["packages"]}
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    root = data["resolve"]["root"]
    seen, ahead = set(), [root]
    while ahead:
        one = ahead.pop()
        if one in seen:
            continue
        seen.add(one)
        for dependency in nodes[one]["deps"]:
            kinds = {kind["kind"] for kind in dependency["dep_kinds"]}
            macro = any("proc-macro" in it["kind"] for it in packages[dependency["pkg"]]["targets"])
            if None in kinds and not macro:
                ahead.append(dependency["pkg"])
    version = packages[root]["version"]
    linked = [packages[one] for one in seen if one != root]
    return version, sorted(linked, key=lambda package: (package["name"], package["version"]))


def texts(package):
    """The licence files of a crate, also those of foreign code deep inside it."""
    folder = pathlib.Path(package["manifest_path"]).parent
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and NAMES.match(path.name)]
    found = [path for path in found if path.suffix.lower() not in {".rs", ".toml", ".json", ".html", ".yml", ".py"}]
    return [path.read_text("utf-8", "replace").strip() for path in found]


def of_standard(package):
    """For a crate without a text: that of a licence it allows, with its authors."""
    allowed = re.split(r"[\s/()]+", package["license"] or "")
    for licence, path in STANDARD.items():
        if licence in allowed:
            authors = ", ".join(package["authors"]) or f"the authors of {package['name']}"
            text = (ROOT / path).read_text("utf-8").strip()
            return [re.sub(r"(?m)^Copyright \(c\) .*$", f"Copyright (c) {authors}", text)]
    if FREE.intersection(allowed):
        return []
    sys.exit(f"{package['name']} {package['version']}: no text of {package['license'] or 'a licence'}")


def main(target):
    version, linked = crates(target)
    parts = PARTS["any"] + (PARTS["windows"] if "windows" in target else [])
    entries = [(name, licence, [pathlib.Path(ROOT, path).read_text("utf-8", "replace").strip()]) for name, licence, path in parts]
    for package in linked:
        name = f"{package['name']} {package['version']}"
        entries.append((name, package["license"] or "см. текст", texts(package) or of_standard(package)))
    # Texts that differ in their line breaks only are one.
    numbers, printed = {}, []
    lines = [HEAD.format(version=version)]
    for name, licence, found in entries:
        own = []
        for text in found:
            number = numbers.setdefault(" ".join(text.split()), len(numbers) + 1)
            if number > len(printed):
                printed.append(text)
            if str(number) not in own:
                own.append(str(number))
        lines.append(f"{name}: {licence} [{', '.join(own) or 'текст не требуется'}]")
    for number, text in enumerate(printed, 1):
        lines.append(f"\n{'=' * 30} [{number}] {'=' * 30}\n\n{text}")
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1])
