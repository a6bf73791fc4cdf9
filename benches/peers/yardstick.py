"""The text of the yardstick, distinct for each program, and the same text as a project of nastavnik.

`benches/yardstick/mod.rs` and `benches/batch.rs` make the same project in Rust.
"""

import json
from pathlib import Path

YARDSTICK = Path("benches/yardstick")
SYLLABLES = ("ба", "ве", "ги", "до", "жу", "зе", "ле", "ми", "но", "ра")
# A TOML string may be written as a JSON one.
quoted = json.JSONEncoder(ensure_ascii=False).encode


def programs(count):
    """The data of so many programs, no two with the same people or the same words."""
    text = (YARDSTICK / "data.json").read_text(encoding="utf-8")
    for number in range(count):
        name = "".join(SYLLABLES[int(digit)] for digit in str(number))
        own = text.replace("пара 0", f"пара {number}").replace("Козлова", f"Ка{name}лова").replace("Попова", f"По{name}лова")
        program = json.loads(own)
        # A name in a Jinja2 template has no hyphen.
        program |= {key.replace("-", "_"): value for key, value in program.items()}
        yield program


def activities(program):
    """Each activity with the number of its block."""
    for block in program["blocks"]:
        for part in (block, *block["subs"]):
            for activity in part["items"]:
                yield part["num"], activity


def sayings(program):
    """What every paper of a program must say: who, the note and the plan."""
    yield from (program[key] for key in ("mentor", "mentee", "basis", "period", "goal"))
    for key in ("relevance", "tasks", "mode"):
        yield from program[key]
    for _, activity in activities(program):
        yield from (activity[key] for key in ("name", "term", "result", "format"))


def write_project(folder, own):
    """A school with a pairing for each program."""
    (folder / "pairings").mkdir(parents=True)
    organization = quoted(own[0]["org"])
    staff = [
        f'[organization]\nfull_name = {organization}\nshort_name = {organization}\nhead = "h"\nschool_year = "2025/2026"\n',
        person("h", own[0]["head"]),
    ]
    for number, program in enumerate(own):
        staff += person(f"m{number}", program["mentor"]), person(f"e{number}", program["mentee"])
        (folder / f"pairings/{number}.toml").write_text(pairing(number, program), encoding="utf-8")
    (folder / "organization.toml").write_text("".join(staff), encoding="utf-8")


def person(key, post_and_name):
    post, _, name = post_and_name.rpartition(", ")
    return f"[staff.{key}]\nposition = {quoted(post)}\nname = {quoted(name)}\n"


def pairing(number, program):
    interaction, results = program["mode"]
    lines = [
        f'mentors = ["m{number}"]\nmentees = ["e{number}"]',
        f"basis = {quoted(program['basis'])}\nperiod = {quoted(program['period'])}",
        f"[note]\nrelevance = {quoted(chr(10).join(program['relevance']))}\naim = {quoted(program['goal'])}",
        f"tasks = {quoted(program['tasks'])}\ninteraction = {quoted(interaction)}",
        f"planned_results = {quoted(results.removeprefix('Планируемые результаты: '))}",
    ]
    for block, activity in activities(program):
        lines.append(f"[[activity]]\nblock = {quoted(block)}")
        lines += (f"{key} = {quoted(activity[key])}" for key in ("name", "term", "result", "format"))
    return "\n".join(lines) + "\n"
