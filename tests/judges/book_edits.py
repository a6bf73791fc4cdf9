"""Sorts, inserts, deletes, copies and rewrites rows of the sample school's workbook in LibreOffice Calc, at random but the same for a
seed, and asks nastavnik to take the book back: the files must then say exactly what was changed.

Part of tests/judges/run with a fixed set of seeds; `python book_edits.py 300` tries so many, `python book_edits.py 300 7` from the seed 7.
"""

import copy
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from subprocess import DEVNULL, PIPE

PROGRAM = "target/release/nastavnik"
SAMPLE = Path("samples/school")
FOLDER = Path("target/judges/book-edits")
MACRO = Path("tests/judges/Edits.bas")

STAFF, PAIRS, NOTES, ACTIVITIES = "Сотрудники", "Пары", "Записки", "Мероприятия"
ROADMAP, ORDERS = "Дорожная карта", "Приказы"
# Columns by which people sort, sheet by sheet.
SORTED_BY = {
    STAFF: ["Фамилия, имя, отчество", "Должность"],
    PAIRS: ["Пара", "Наставник", "Наставляемый", "Форма наставничества", "Доплата"],
    NOTES: ["Пара", "Цель", "Режим работы"],
    ACTIVITIES: ["Пара", "Блок", "Мероприятие", "Срок", "Результат", "Формат"],
    ROADMAP: ["Этап", "Мероприятие", "Срок", "Результат", "Ответственный"],
    ORDERS: ["Вид приказа", "Номер", "Дата"],
}
SURNAMES = ["Щеглов", "Юматов", "Гостев", "Дьяконов", "Ряховский", "Усольцев", "Эрдман", "Чухно", "Фирстов", "Ыбышев"]
GIVEN = ["Тарас Маркович", "Савва Янович", "Клим Родионович", "Фрол Эдуардович", "Устин Захарович"]
POSTS = ["учитель труда", "логопед", "учитель музыки", "тьютор", "библиотекарь"]


def run(*command):
    words = [str(word) for word in command]
    # The office starts a process of its own, which would outlive it.
    with subprocess.Popen(words, stdout=PIPE, stderr=PIPE, stdin=DEVNULL, text=True, start_new_session=True) as running:
        try:
            out, complaints = running.communicate(timeout=300)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(words, running.returncode, out, complaints)


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def state(folder):
    """What the files say, by names of people instead of the keys the program gives them."""
    organization = read(folder / "organization.toml")
    staff = organization.pop("staff")
    names = {key: person["name"] for key, person in staff.items()}
    pairs, activities = {}, {}
    for path in sorted((folder / "pairings").glob("*.toml")):
        pair = read(path)
        key = tuple(tuple(names[k] for k in pair.pop(side)) for side in ("mentors", "mentees"))
        activities[key] = pair.pop("activity", [])
        pairs[key] = pair
    roadmap = read(folder / "roadmap.toml")
    rows = [("", "", activity) for activity in roadmap.pop("activity", [])]
    for stage in roadmap.pop("stage", []):
        rows += [(stage["title"], "", activity) for activity in stage.get("activity", [])]
        for section in stage.get("section", []):
            rows += [(stage["title"], section["title"], activity) for activity in section.get("activity", [])]
    return {
        "organization": organization,
        "staff": {person["name"]: {k: v for k, v in person.items() if k != "name"} for person in staff.values()},
        "pairs": pairs,
        "activities": activities,
        "roadmap": rows,
        "roadmap's own": roadmap,
        "orders": {path.stem: read(path) for path in sorted((folder / "orders").glob("*.toml"))},
    }


class Round:
    """One book: the edits, and what the files must say after it is taken back."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.seed = seed
        self.folder = (FOLDER / str(seed)).absolute()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(SAMPLE, self.folder / "school", ignore=shutil.ignore_patterns("out", ".nastavnik"))
        self.book, self.order = self.folder / "book.xlsx", self.folder / "order.txt"
        told = run(PROGRAM, "export", self.folder / "school", "--xlsx", self.folder / "exported.xlsx")
        assert told.returncode == 0, told.stderr
        self.before = state(self.folder / "school")
        self.after = copy.deepcopy(self.before)
        self.prunes = self.random.random() < 0.5
        self.lines, self.later, self.told = [], [], []
        staff = read(self.folder / "school/organization.toml")["staff"]
        self.names = {key: person["name"] for key, person in staff.items()}
        self.pair_of, self.free_names = {}, [f"{a} {b}" for a in SURNAMES for b in GIVEN]
        for path in (self.folder / "school/pairings").glob("*.toml"):
            pair = read(path)
            self.pair_of[path.stem] = tuple(tuple(self.names[k] for k in pair[side]) for side in ("mentors", "mentees"))
        self.codes_of_roadmap = roadmap_codes(read(self.folder / "school/roadmap.toml"))
        self.edits()

    def __str__(self):
        return f"seed {self.seed}: {self.told}"

    def pick(self, values):
        return self.random.choice(sorted(values))

    def new_name(self):
        # Not two of one family, nor namesakes: the program would ask whether they are one person.
        name = self.pick(self.free_names)
        surname, given = name.split(" ", 1)
        self.free_names = [n for n in self.free_names if not n.startswith(surname) and not n.endswith(given)]
        return name

    def say(self, *words):
        self.lines.append("\t".join(str(word) for word in words))
        self.told.append(" ".join(str(word) for word in words))

    def edits(self):
        self.say("load", (self.folder / "exported.xlsx").as_uri())
        each = {
            STAFF: [self.staff_set, self.staff_insert, self.staff_copy],
            PAIRS: [self.pair_set, self.pair_insert, self.pair_copy, self.pair_delete],
            NOTES: [self.note_set],
            ACTIVITIES: [self.activity_set, self.activity_copy, self.activity_delete],
            ROADMAP: [self.roadmap_set, self.roadmap_insert, self.roadmap_copy, self.roadmap_delete],
            ORDERS: [self.order_set],
        }
        self.used = set()
        for sheet in self.random.sample(list(each), self.random.randint(1, len(each))):
            chosen = self.random.sample(each[sheet], self.random.randint(0, len(each[sheet])))
            sorts = [lambda: self.sort(sheet)] * self.random.randint(0, 2)
            steps = chosen + sorts
            self.random.shuffle(steps)
            for step in steps:
                step()
        self.say("save", self.book.as_uri(), self.order.as_uri())

    def sort(self, sheet):
        self.say("sort", sheet, self.pick(SORTED_BY[sheet]), self.random.choice(["up", "down"]))

    def codes(self, sheet):
        """Codes of rows that nothing was done to yet."""
        school = self.folder / "school"
        if sheet == STAFF:
            own = list(self.names)
        elif sheet in (PAIRS, NOTES):
            own = list(self.pair_of)
        elif sheet == ORDERS:
            own = [path.stem for path in (school / "orders").glob("*.toml")]
        elif sheet == ACTIVITIES:
            own = [f"{stem}/{i + 1}" for stem, key in self.pair_of.items() for i in range(len(self.before["activities"][key]))]
        else:
            own = self.codes_of_roadmap
        # A pair that went away takes its other rows with it; a row beside one that was deleted has no certain place.
        gone = {stem for _, stem in self.used if (PAIRS, stem) in self.used and stem in self.deleted_pairs()}
        free = [code for code in own if (sheet, code) not in self.used and code.split("/")[0] not in gone]
        return [c for c in free if not any((sheet, n) in self.used for n in neighbours(c))] if sheet in (ROADMAP, ACTIVITIES) else free

    def deleted_pairs(self):
        return {words.split("\t")[2] for words in self.lines if words.startswith(f"delete\t{PAIRS}\t")}

    def take(self, sheet):
        code = self.pick(self.codes(sheet))
        self.used.add((sheet, code))
        return code

    # The staff.

    def staff_set(self):
        code, post = self.take(STAFF), self.pick(POSTS)
        self.say("set", STAFF, code, f"Должность={post}")
        self.after["staff"][self.names[code]]["position"] = post

    def staff_insert(self):
        name, post = self.new_name(), self.pick(POSTS)
        self.say("insert", STAFF, self.take(STAFF), f"Фамилия, имя, отчество={name}", f"Должность={post}")
        self.after["staff"][name] = {"position": post}

    def staff_copy(self):
        # One about whom nothing is said but the post.
        plain = [key for key, name in self.names.items() if set(self.before["staff"][name]) == {"position"} and (STAFF, key) not in self.used]
        code, name, post = self.pick(plain), self.new_name(), self.pick(POSTS)
        self.used.add((STAFF, code))
        self.say("copy", STAFF, code, f"Фамилия, имя, отчество={name}", f"Должность={post}")
        self.after["staff"][name] = {"position": post}

    # Pairs and their notes.

    def pair_set(self):
        code, pay = self.take(PAIRS), f"{self.random.randint(5, 40)} процентов оклада"
        self.say("set", PAIRS, code, f"Доплата={pay}")
        self.after["pairs"][self.pair_of[code]].setdefault("labour", {})["pay"] = pay

    def strangers(self):
        """A mentor and a mentee who are no pair yet."""
        known = set(self.after["pairs"])
        both = [((a,), (b,)) for a in self.names.values() for b in self.names.values() if a != b and ((a,), (b,)) not in known]
        return self.pick(both)

    def pair_insert(self):
        pair = self.strangers()
        self.say("insert", PAIRS, self.take(PAIRS), f"Наставник={pair[0][0]}", f"Наставляемый={pair[1][0]}", "Номер приказа=7-ОД")
        self.after["pairs"][pair] = {"basis": {"number": "7-ОД"}}
        self.after["activities"][pair] = []

    def pair_copy(self):
        # Who has but one mentor and mentee and is no pair with somebody else yet; the term and so on are copied.
        single = [stem for stem in self.codes(PAIRS) if all(len(side) == 1 for side in self.pair_of[stem])]
        code, pair = self.pick(single), self.strangers()
        self.used.add((PAIRS, code))
        self.say("copy", PAIRS, code, "Пара=", f"Наставник={pair[0][0]}", f"Наставляемый={pair[1][0]}")
        # The row holds all but what other sheets say of the pair.
        whole = copy.deepcopy(self.before["pairs"][self.pair_of[code]])
        for elsewhere in ("note", "mentorship"):
            whole.pop(elsewhere, None)
        self.after["pairs"][pair], self.after["activities"][pair] = whole, []

    def pair_delete(self):
        # Orders that name the pair would be without it.
        named = {stem for order in self.before["orders"].values() for stem in order.get("pairings", [])}
        free = [code for code in self.codes(PAIRS) if code not in named and not any(c.split("/")[0] == code for _, c in self.used)]
        if not free:
            return
        code = self.pick(free)
        self.used.add((PAIRS, code))
        self.say("delete", PAIRS, code)
        if self.prunes:
            self.after["pairs"].pop(self.pair_of[code])
            self.after["activities"].pop(self.pair_of[code])

    def note_set(self):
        code, words = self.take(NOTES), f"Цель номер {self.random.randint(1, 99)}"
        self.say("set", NOTES, code, f"Цель={words}")
        self.after["pairs"][self.pair_of[code]].setdefault("note", {})["aim"] = words

    # Activities of programs: the order of the rows is that of the papers, so it is read from the sorted book.

    def of_code(self, code):
        stem, number = code.split("/")
        return self.pair_of[stem], int(number) - 1

    def activity_set(self):
        code, words = self.take(ACTIVITIES), f"Итог номер {self.random.randint(1, 99)}"
        pair, i = self.of_code(code)
        self.say("set", ACTIVITIES, code, f"Результат={words}")
        self.after["activities"][pair][i]["result"] = words

    def activity_copy(self):
        code, words = self.take(ACTIVITIES), f"Новое дело номер {self.random.randint(1, 99)}"
        pair, i = self.of_code(code)
        self.say("copy", ACTIVITIES, code, f"Мероприятие={words}")
        self.later.append((pair, code, dict(self.before["activities"][pair][i], name=words)))

    def activity_delete(self):
        code = self.take(ACTIVITIES)
        pair, i = self.of_code(code)
        self.say("delete", ACTIVITIES, code)
        if self.prunes:
            self.after["activities"][pair][i] = None

    # The roadmap: however it is sorted, stages and order stay.

    def place(self, code):
        return self.codes_of_roadmap.index(code)

    def roadmap_set(self):
        code, words = self.take(ROADMAP), f"Итог номер {self.random.randint(1, 99)}"
        self.say("set", ROADMAP, code, f"Результат={words}")
        i = self.place(code)
        self.after["roadmap"][i][2]["result"] = words

    def roadmap_new(self, code, activity):
        self.later.append((ROADMAP, code, activity))

    def roadmap_insert(self):
        code, words = self.take(ROADMAP), f"Новое дело номер {self.random.randint(1, 99)}"
        stage, section, _ = self.before["roadmap"][self.place(code)]
        parts = [f"Этап={stage}"] * bool(stage) + [f"Раздел={section}"] * bool(section)
        self.say("insert", ROADMAP, code, *parts, f"Мероприятие={words}", "Срок=еженедельно")
        self.roadmap_new(code, {"name": words, "term": "еженедельно"})

    def roadmap_copy(self):
        code, words = self.take(ROADMAP), f"Новое дело номер {self.random.randint(100, 199)}"
        self.say("copy", ROADMAP, code, f"Мероприятие={words}")
        self.roadmap_new(code, dict(self.before["roadmap"][self.place(code)][2], name=words))

    def roadmap_delete(self):
        code = self.take(ROADMAP)
        self.say("delete", ROADMAP, code)
        if self.prunes:
            self.after["roadmap"][self.place(code)] = None

    # Orders.

    def order_set(self):
        code, words = self.take(ORDERS), f"Петренко, {self.random.randint(10, 99)}-00"
        self.say("set", ORDERS, code, f"Исполнитель={words}")
        self.after["orders"][code]["executor"] = words

    # What came of it.

    def expected(self):
        """The state after the import: new rows stand where the sheet has them, or at the end of their part if it was sorted."""
        # What is done may go on for several lines, of which the first is enough.
        lines = [line.split("\t") for line in self.order.read_text(encoding="utf-8").split("\n") if line.count("\t") == 2]
        order = [(sheet, code) for sheet, code, _ in lines]
        after = self.after
        seen = list(dict.fromkeys(code for sheet, code in order if sheet == ROADMAP and code))
        is_sorted = seen != [code for code in self.codes_of_roadmap if code in seen]
        rows, before = after["roadmap"], self.before["roadmap"]
        added = [(code, activity) for where, code, activity in self.later if where == ROADMAP]
        out = []
        if is_sorted:
            names = [name for sheet, _, name in lines if sheet == ROADMAP]
            added.sort(key=lambda it: names.index(it[1]["name"]))
            for part in dict.fromkeys(row[:2] for row in before):
                out += [row for row, old in zip(rows, before, strict=True) if row and old[:2] == part]
                out += [(*part, activity) for code, activity in added if before[self.place(code)][:2] == part]
        else:
            for code, row, old in zip(self.codes_of_roadmap, rows, before, strict=True):
                out += [row] * bool(row)
                out += [(*old[:2], activity) for at, activity in added if at == code]
        after["roadmap"] = out
        for pair, list_ in list(after["activities"].items()):
            stem = next((s for s, key in self.pair_of.items() if key == pair), None)
            rows = [(code, name) for sheet, code, name in lines if sheet == ACTIVITIES and stem and code.split("/")[0] == stem]
            copies = {code: activity for where, code, activity in self.later if where == pair}
            kept = {f"{stem}/{i + 1}": activity for i, activity in enumerate(list_) if activity}
            out = []
            for code, name in rows:
                # A sort may have put the copy before the row it was made of.
                is_copy = code in copies and copies[code]["name"] == name
                out.append(copies[code] if is_copy else kept[code])
            rows = [code for code, _ in rows]
            # What was deleted and stays, stands behind what it stood behind.
            for code, activity in kept.items():
                if code not in rows:
                    number = int(code.split("/")[1])
                    before = kept.get(f"{stem}/{number - 1}")
                    at = 0 if number == 1 else next((i + 1 for i, a in enumerate(out) if a is before), len(out))
                    out.insert(at, activity)
            after["activities"][pair] = out
        return after

    def faults(self):
        school = self.folder / "school"
        told = run(PROGRAM, "import", self.book, school, *["--prune"] * self.prunes)
        if told.returncode:
            return [f"refused: {told.stdout[-600:]} {told.stderr[-1200:]}"]
        faults = list(differences(self.expected(), state(school)))
        held = {path: path.read_bytes() for path in school.rglob("*.toml")}
        again = run(PROGRAM, "import", self.book, school, *["--prune"] * self.prunes)
        if again.returncode or {path: path.read_bytes() for path in school.rglob("*.toml")} != held:
            faults.append(f"a second import changes something: {again.stdout[-600:]} {again.stderr[-600:]}")
        return faults


def roadmap_codes(roadmap):
    """Codes of the rows of the sheet, in their order."""
    out = [str(i + 1) for i in range(len(roadmap.get("activity", [])))]
    for i, stage in enumerate(roadmap.get("stage", []), 1):
        out += [f"{i}.{j + 1}" for j in range(len(stage.get("activity", [])))]
        for j, section in enumerate(stage.get("section", []), 1):
            out += [f"{i}.{j}.{k + 1}" for k in range(len(section.get("activity", [])))]
    return out


def neighbours(code):
    head, number = re.match(r"(.*?)(\d+)$", code).groups()
    return [f"{head}{int(number) - 1}", f"{head}{int(number) + 1}"]


def differences(wanted, found, path=""):
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key in [*wanted, *(k for k in found if k not in wanted)]:
            if key not in found or key not in wanted:
                yield f"{path}/{key}: {'is missing' if key in wanted else f'is new: {found[key]}'}"
            else:
                yield from differences(wanted[key], found[key], f"{path}/{key}")
    elif wanted != found:
        if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
            at = next(i for i, (a, b) in enumerate(zip(wanted, found, strict=True)) if a != b)
            yield f"{path}: at {at}: {wanted[at]} became {found[at]}"
        else:
            yield f"{path}: {wanted} became {found}"


def profile():
    """A profile of LibreOffice that has the macro."""
    folder = (FOLDER / "profile").absolute()
    shutil.rmtree(folder, ignore_errors=True)
    switch = f"-env:UserInstallation={folder.as_uri()}"
    # The first start makes the profile and would write over the macro.
    run("soffice", switch, "--headless", "--terminate_after_init")
    basic = folder / "user/basic/Standard"
    basic.mkdir(parents=True, exist_ok=True)
    code = MACRO.read_text(encoding="utf-8").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    (basic / "Edits.xba").write_text(
        f'{head}<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" script:language="StarBasic">{code}</script:module>',
        encoding="utf-8",
    )
    (basic / "script.xlb").write_text(
        f'{head}<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"'
        ' library:passwordprotected="false"><library:element library:name="Edits"/></library:library>',
        encoding="utf-8",
    )
    (basic.parent / "script.xlc").write_text(
        f'{head}<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>'
        "</library:libraries>",
        encoding="utf-8",
    )
    return switch


def edited(seeds):
    """A round for each seed, its book edited by one LibreOffice."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    rounds = [Round(seed) for seed in seeds]
    script = FOLDER / "edits.txt"
    # LibreOffice takes an end of line at the end of the file for a part of the line.
    script.write_text("\n".join(line for it in rounds for line in it.lines), encoding="utf-8")
    answer = FOLDER / "answer.txt"
    answer.unlink(missing_ok=True)
    files = ", ".join(f'"{path.absolute().as_uri()}"' for path in (script, answer))
    run("soffice", profile(), "--headless", f"macro:///Standard.Edits.Run({files})")
    # What was started may end a moment before the process that writes the files.
    files = [answer, *(it.order for it in rounds)]
    for _ in range(600):
        if all(file.is_file() and file.stat().st_size for file in files) or answer.is_file() and answer.read_text() not in ("", "done"):
            break
        time.sleep(0.1)
    told = answer.read_text(encoding="utf-8")
    if told != "done":
        raise RuntimeError(f"LibreOffice: {told}")
    return rounds


def main():
    count, first = int((sys.argv[1:2] or ["100"])[0]), int((sys.argv[2:3] or ["1"])[0])
    failed = 0
    for start in range(first, first + count, 25):
        for it in edited(range(start, min(start + 25, first + count))):
            faults = it.faults()
            failed += bool(faults)
            if faults:
                print(f"seed {it.seed}{' --prune' * it.prunes}: {it.told}")
                for fault in faults:
                    print(f"    {fault}")
            else:
                shutil.rmtree(it.folder)
    print(f"{count - failed} of {count} rounds gave exactly the changes")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
