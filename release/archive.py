#!/usr/bin/env python3
"""Packs files into a ZIP or tar.gz that is the same each time: release/archive.py OUT NAME=FILE…

A NAME that ends with «!» is that of a program, which may be run. The day is SOURCE_DATE_EPOCH.
"""
import gzip
import io
import os
import pathlib
import sys
import tarfile
import time
import zipfile

DAY = int(os.environ["SOURCE_DATE_EPOCH"])


def as_zip(out, entries):
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, mode, data in entries:
            entry = zipfile.ZipInfo(name, time.gmtime(DAY)[:6])
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)


def as_tar(out, entries):
    with open(out, "wb") as file, gzip.GzipFile("", "wb", 9, file, DAY) as zipped:
        with tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as packed:
            for name, mode, data in entries:
                entry = tarfile.TarInfo(name)
                entry.size, entry.mode, entry.mtime = len(data), mode, DAY
                packed.addfile(entry, io.BytesIO(data))


def main(out, pairs):
    entries = []
    for pair in pairs:
        name, path = pair.split("=", 1)
        entries.append((name.rstrip("!"), 0o755 if name.endswith("!") else 0o644, pathlib.Path(path).read_bytes()))
    (as_zip if out.endswith(".zip") else as_tar)(out, entries)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
