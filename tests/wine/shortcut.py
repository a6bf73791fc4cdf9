"""Prints the target, the working folder and the arguments of a shortcut of Windows, a line each (MS-SHLLINK)."""
import re
import struct
import sys

with open(sys.argv[1], "rb") as file:
    link = file.read()
flags = struct.unpack_from("<I", link, 20)[0]
at = 76
# The list of the shell's items: «this computer», the disk, and a name for each folder of the way.
end = at + 2 + struct.unpack_from("<H", link, at)[0]
at += 2
way = []
while (size := struct.unpack_from("<H", link, at)[0]) > 0:
    item = link[at : at + size]
    names = re.findall(rb"((?:[^\0][\x00-\x04]){2,})\0\0", item[14:])
    way.append(names[-1].decode("utf-16-le") if names else re.sub(rb"\\?\0.*", b"", item[3:], flags=re.S).decode("latin-1"))
    at += size
at = end
if flags & 0x02:
    # The same path in the letters of one code page, which may not have them all.
    at += struct.unpack_from("<I", link, at)[0]
words = {}
for flag in (0x04, 0x08, 0x10, 0x20, 0x40):
    if flags & flag:
        length = struct.unpack_from("<H", link, at)[0]
        words[flag] = link[at + 2 : at + 2 + 2 * length].decode("utf-16-le").rstrip("\0")
        at += 2 + 2 * length
print("\\".join(way[1:]))
print(words.get(0x10, ""))
print(words.get(0x20, "").strip())
