//! Which room may use which, which file of a room uses which, and how long a file may be.
//!
//! A room is a folder or file right in `src`; the groups of commands inside `cli` are rooms of
//! their own. What a file uses is read from its `use` lines and from the paths in its code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::root;

/// Room → rooms it may use.
const MAY_USE: [(&str, &[&str]); 51] = [
    ("digest", &[]),
    ("fields", &[]),
    ("guard", &[]),
    ("fonts", &["guard"]),
    ("origin", &[]),
    ("packing", &[]),
    ("russian", &[]),
    ("shown", &[]),
    ("standard", &[]),
    ("document", &["origin", "standard"]),
    ("problem", &["digest", "origin", "russian"]),
    ("qr", &["document"]),
    ("reader", &["origin", "problem", "russian"]),
    (
        "edition",
        &["document", "fields", "problem", "reader", "russian"],
    ),
    ("style", &["document", "fonts", "russian"]),
    ("text", &["document"]),
    ("xlsx", &["document", "packing"]),
    ("fit", &["document", "fonts", "style"]),
    ("docx", &["document", "fit", "packing", "qr", "style"]),
    ("draft", &["docx"]),
    (
        "pdf",
        &[
            "document", "fit", "fonts", "origin", "qr", "standard", "style",
        ],
    ),
    (
        "project",
        &[
            "digest", "edition", "fields", "problem", "reader", "russian", "standard",
        ],
    ),
    (
        "check",
        &[
            "edition", "fields", "problem", "project", "reader", "russian",
        ],
    ),
    ("disk", &["digest", "fonts", "project"]),
    (
        "forms",
        &[
            "document", "edition", "fields", "origin", "problem", "project", "reader", "russian",
        ],
    ),
    (
        "edit",
        &[
            "digest", "edition", "fields", "problem", "project", "reader", "russian",
        ],
    ),
    (
        "roll_over",
        &[
            "edit", "edition", "fields", "problem", "project", "reader", "russian",
        ],
    ),
    ("signing", &["document", "fonts", "pdf", "russian", "shown"]),
    (
        "workbook",
        &[
            "digest", "edit", "edition", "fields", "guard", "packing", "problem", "project",
            "reader", "xlsx",
        ],
    ),
    (
        "look",
        &[
            "disk", "docx", "fonts", "problem", "project", "reader", "style",
        ],
    ),
    (
        "plan",
        &[
            "digest", "disk", "document", "edition", "forms", "look", "problem", "project", "qr",
            "standard",
        ],
    ),
    ("sample", &["edition", "project", "schema"]),
    (
        "console",
        &["disk", "plan", "problem", "reader", "russian", "shown"],
    ),
    (
        "make",
        &[
            "disk", "document", "docx", "look", "pdf", "plan", "signing", "style", "text", "xlsx",
        ],
    ),
    (
        "prepare",
        &[
            "check", "disk", "edition", "fields", "forms", "look", "plan", "problem", "project",
        ],
    ),
    (
        "schema",
        &["edition", "fields", "prepare", "project", "reader", "style"],
    ),
    (
        "bundle",
        &[
            "digest", "disk", "document", "edition", "look", "make", "packing", "pdf", "plan",
            "russian",
        ],
    ),
    (
        "district",
        &[
            "digest", "disk", "document", "edition", "forms", "look", "plan", "problem", "project",
            "russian",
        ],
    ),
    (
        "new_year",
        &["disk", "plan", "prepare", "reader", "roll_over", "schema"],
    ),
    (
        "exchange",
        &[
            "disk", "edit", "edition", "plan", "prepare", "problem", "project", "reader", "sample",
            "workbook",
        ],
    ),
    (
        "cli/papers",
        &[
            "bundle", "console", "disk", "edition", "make", "plan", "prepare", "problem",
            "russian", "standard",
        ],
    ),
    (
        "cli/reference",
        &[
            "cli/papers",
            "console",
            "disk",
            "draft",
            "edition",
            "fonts",
            "prepare",
            "problem",
            "russian",
            "sample",
        ],
    ),
    (
        "cli/project",
        &[
            "console", "disk", "edit", "exchange", "make", "new_year", "prepare", "problem",
            "reader", "russian",
        ],
    ),
    (
        "cli/district",
        &[
            "cli/papers",
            "console",
            "disk",
            "district",
            "edition",
            "exchange",
            "make",
            "prepare",
            "project",
            "russian",
        ],
    ),
    (
        "cli/signatures",
        &[
            "bundle", "console", "disk", "make", "plan", "prepare", "russian", "serve", "shown",
            "signing",
        ],
    ),
    (
        "workspace",
        &[
            "disk", "edit", "edition", "fields", "origin", "plan", "prepare", "problem", "project",
            "russian",
        ],
    ),
    (
        "serve",
        &[
            "bundle",
            "disk",
            "edit",
            "exchange",
            "fields",
            "make",
            "plan",
            "problem",
            "russian",
            "workspace",
        ],
    ),
    (
        "cli/start",
        &[
            "cli/signatures",
            "console",
            "disk",
            "exchange",
            "fonts",
            "new_year",
            "problem",
            "sample",
            "schema",
            "serve",
        ],
    ),
    (
        "cli",
        &[
            "cli/district",
            "cli/papers",
            "cli/project",
            "cli/reference",
            "cli/signatures",
            "cli/start",
            "console",
            "disk",
            "problem",
            "russian",
        ],
    ),
    ("lib", &[]),
    ("main", &["cli"]),
];

/// A room that uses more than these knows too much.
const MOST_ROOMS: usize = 10;

/// A longer file holds more than one thing.
const MOST_LINES: usize = 600;

/// `serve::place` as `["serve", "place"]`; the names of an item come after those of its module.
type Names = Vec<String>;

/// A file of `src`.
struct Module {
    /// Path in `src`, for messages.
    file: String,
    /// What it uses, as written: [`Self::place`] finds out what is meant.
    uses: Vec<Names>,
    /// What it re-exports: name → path as written.
    exports: BTreeMap<String, Names>,
    /// Files below it.
    children: Vec<String>,
}

/// All files of `src` by the names of their modules.
struct Crate(BTreeMap<Names, Module>);

impl Crate {
    fn read(source: &Path) -> Self {
        let mut files = Vec::new();
        rust_files(source, &mut files);
        let mut modules = BTreeMap::new();
        for path in files {
            let file = path.strip_prefix(source).unwrap().display().to_string();
            let file = file.replace('\\', "/");
            let names = module_of(&file);
            // The tests of a module see all of it.
            if names.iter().any(|name| name == "tests") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            modules.insert(names, Module::new(file, &text));
        }
        Self(modules)
    }

    /// The path from the top of the crate; `None` where it leads out of it.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" | "nastavnik" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let above = &module[..module.len().checked_sub(1)?];
                match rest.first().map(String::as_str) {
                    Some("super") => self.absolute(above, rest),
                    _ => Some([above, rest].concat()),
                }
            }
            _ => {
                let child = [module, std::slice::from_ref(first)].concat();
                self.0.contains_key(&child).then(|| [module, path].concat())
            }
        }
    }

    /// The module that a path from the top goes through last.
    fn module<'p>(&self, path: &'p [String]) -> Option<(&'p [String], &'p [String])> {
        (1..=path.len())
            .rev()
            .map(|length| path.split_at(length))
            .find(|(module, _)| self.0.contains_key(*module))
    }

    /// The module in which the item of a path stands, through every re-export.
    fn owner(&self, path: &[String]) -> Option<Names> {
        let (module, rest) = self.module(path)?;
        let exported = rest
            .first()
            .and_then(|name| self.0[module].exports.get(name))
            .and_then(|path| self.absolute(module, path));
        match exported {
            Some(path) if self.module(&path).is_some_and(|(m, _)| m != module) => self.owner(&path),
            _ => Some(module.to_vec()),
        }
    }

    /// The modules that a file uses, where the items stand; those below it among them, for it
    /// declares them.
    fn used_by(&self, names: &Names) -> BTreeSet<Names> {
        let module = &self.0[names];
        let below = module
            .children
            .iter()
            .map(|child| [names.as_slice(), std::slice::from_ref(child)].concat())
            .filter(|child| self.0.contains_key(child));
        module
            .uses
            .iter()
            .filter_map(|path| self.owner(&self.absolute(names, path)?))
            .chain(below)
            .filter(|used| used != names)
            .collect()
    }

    /// The rooms that a file uses, as it names them.
    fn rooms_used_by(&self, names: &Names) -> BTreeSet<String> {
        let used = self.0[names]
            .uses
            .iter()
            .filter_map(|path| self.absolute(names, path))
            .filter_map(|path| self.module(&path).map(|(module, _)| room_of(module)));
        let below = self.0[names]
            .children
            .iter()
            .map(|child| room_of(&[names.as_slice(), std::slice::from_ref(child)].concat()));
        let own = room_of(names);
        used.chain(below).filter(|room| *room != own).collect()
    }

    /// Circles of files inside a room: each a set of files of which every one uses, by way of the
    /// others, every other.
    fn circles(&self) -> Vec<(String, BTreeSet<String>)> {
        let mut reached: BTreeMap<&Names, BTreeSet<Names>> = BTreeMap::new();
        for names in self.0.keys() {
            let inside = |used: &Names| room_of(used) == room_of(names);
            let mut seen = BTreeSet::new();
            let mut next: Vec<Names> = self.used_by(names).into_iter().filter(inside).collect();
            while let Some(one) = next.pop() {
                if seen.insert(one.clone()) {
                    next.extend(self.used_by(&one).into_iter().filter(inside));
                }
            }
            reached.insert(names, seen);
        }
        let mut circles = BTreeSet::new();
        for (names, seen) in reached
            .iter()
            .filter(|(names, seen)| seen.contains(**names))
        {
            let circle = seen
                .iter()
                .filter(|other| reached[other].contains(*names))
                .map(|other| self.0[other].file.clone());
            circles.insert((room_of(names), circle.collect::<BTreeSet<_>>()));
        }
        circles.into_iter().collect()
    }
}

impl Module {
    fn new(file: String, text: &str) -> Self {
        let (mut uses, mut exports, mut children) = (Vec::new(), BTreeMap::new(), Vec::new());
        let mut rest = String::new();
        let code = code(text);
        let mut lines = code.lines();
        while let Some(line) = lines.next() {
            let (is_public, words) = after_visibility(line.trim_start());
            if let Some(begun) = words.strip_prefix("use ") {
                let mut tree = begun.to_owned();
                while !tree.contains(';') {
                    tree += lines.next().unwrap();
                }
                let paths = leaves(tree.trim_end_matches(';'));
                let named = |path: &Names| Some((path.last()?.clone(), path.clone()));
                if is_public {
                    exports.extend(paths.iter().filter_map(named));
                }
                uses.extend(paths);
            } else if let Some(child) = words.strip_prefix("mod ").and_then(|m| m.strip_suffix(';'))
            {
                children.push(child.to_owned());
            } else {
                rest += line;
                rest.push('\n');
            }
        }
        uses.extend(paths_in(&rest));
        Self {
            file,
            uses,
            exports,
            children,
        }
    }
}

/// The code of a file without comments and without its tests, which see all of it. Who may see an
/// item is no use of that module, so `pub(in crate::reader)` is plainly `pub`.
fn code(text: &str) -> String {
    let mut out = String::new();
    for line in without_tests(text).lines() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        let line = line.split(" // ").next().unwrap();
        match line
            .split_once("pub(in ")
            .and_then(|(before, rest)| Some((before, rest.split_once(')')?)))
        {
            Some((before, (_, after))) => out += &format!("{before}pub{after}"),
            None => out += line,
        }
        out.push('\n');
    }
    out
}

fn without_tests(text: &str) -> &str {
    text.split_once("#[cfg(test)]\nmod tests {")
        .map_or(text, |(code, _)| code)
}

/// Whether a line begins with `pub` of any kind, and what comes after it.
fn after_visibility(line: &str) -> (bool, &str) {
    let Some(rest) = line.strip_prefix("pub") else {
        return (false, line);
    };
    let rest = match rest.strip_prefix('(') {
        Some(inside) => inside.split_once(')').map_or(rest, |(_, after)| after),
        None => rest,
    };
    rest.strip_prefix(' ')
        .map_or((false, line), |words| (true, words))
}

/// Every path of a tree: `a::{b, c::{self, d}}` → `a::b`, `a::c`, `a::c::d`.
fn leaves(tree: &str) -> Vec<Names> {
    let tree = tree.trim();
    let Some((above, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap();
        let names: Names = path.split("::").map(|n| n.trim().to_owned()).collect();
        return vec![names];
    };
    let above: Names = names_of(above);
    let inside = inside.trim_end().trim_end_matches('}');
    let mut out = Vec::new();
    let (mut depth, mut start) = (0, 0);
    let ends = inside
        .char_indices()
        .chain([(inside.len(), ',')])
        .filter(|(_, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            *c == ',' && depth == 0
        });
    for (at, _) in ends.collect::<Vec<_>>() {
        let item = inside[start..at].trim();
        start = at + 1;
        if item == "self" {
            out.push(above.clone());
        } else if !item.is_empty() {
            out.extend(
                leaves(item)
                    .into_iter()
                    .map(|path| [above.clone(), path].concat()),
            );
        }
    }
    out
}

fn names_of(path: &str) -> Names {
    path.split("::")
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Paths in code that begin with `crate`, `super` or `self`, or with the name of the crate.
fn paths_in(code: &str) -> Vec<Names> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.split(|c| !is_part(c))
        .filter(|word| {
            ["crate::", "super::", "self::", "nastavnik::"]
                .iter()
                .any(|start| word.starts_with(start))
        })
        .map(names_of)
        .collect()
}

fn rust_files(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// `pdf/mod.rs` → `["pdf"]`.
fn module_of(file: &str) -> Names {
    let path = file.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').map(ToOwned::to_owned).collect()
}

/// The longest name of the table that a module lies in; its first name where there is none.
fn room_of(module: &[String]) -> String {
    (1..=module.len())
        .rev()
        .map(|length| module[..length].join("/"))
        .find(|room| MAY_USE.iter().any(|(known, _)| known == room))
        .unwrap_or_else(|| module[0].clone())
}

fn this_crate() -> Crate {
    let all = Crate::read(&root().join("src"));
    assert!(all.0.len() > 100);
    all
}

#[test]
fn rooms_use_only_what_they_may() {
    let table: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    let all = this_crate();
    for (names, module) in &all.0 {
        let room = room_of(names);
        let allowed = table
            .get(room.as_str())
            .unwrap_or_else(|| panic!("room {room} is not in the table"));
        for name in all.rooms_used_by(names) {
            assert!(
                allowed.contains(&name.as_str()),
                "{}: {room} may not use {name}",
                module.file
            );
        }
    }
}

/// A right that nobody needs any more is taken away, so that the table tells how things are.
#[test]
fn rooms_use_all_that_they_may() {
    let all = this_crate();
    for (room, allowed) in MAY_USE {
        let own = all.0.keys().filter(|names| room_of(names) == room);
        let used: BTreeSet<String> = own.flat_map(|names| all.rooms_used_by(names)).collect();
        for name in allowed {
            assert!(used.contains(*name), "{room} does not use {name}");
        }
    }
}

#[test]
fn every_room_of_the_table_exists() {
    for (room, allowed) in MAY_USE {
        let source = root().join("src");
        assert!(
            source.join(room).is_dir() || source.join(format!("{room}.rs")).is_file(),
            "{room}"
        );
        assert!(
            allowed
                .iter()
                .all(|a| MAY_USE.iter().any(|(known, _)| known == a)),
            "{room}"
        );
    }
}

#[test]
fn no_room_uses_more_than_ten_others() {
    for (room, allowed) in MAY_USE {
        assert!(allowed.len() <= MOST_ROOMS, "{room}: {}", allowed.len());
    }
}

#[test]
fn no_rooms_use_each_other_in_a_circle() {
    let table: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    for room in table.keys() {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&str> = table[room].to_vec();
        while let Some(one) = next.pop() {
            assert_ne!(one, *room, "{room} uses itself by way of others");
            if seen.insert(one) {
                next.extend(table[one]);
            }
        }
    }
}

#[test]
fn no_files_of_a_room_use_each_other_in_a_circle() {
    let circles = this_crate().circles();
    assert!(circles.is_empty(), "{circles:#?}");
}

/// With its tests. Tables of data are no Rust: they stand in `forms/` and `tests/data/`.
#[test]
fn no_file_holds_more_than_one_thing() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    for file in files {
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= MOST_LINES, "{}: {lines} lines", file.display());
    }
}

fn small_crate(files: &[(&str, &str)]) -> Crate {
    let module =
        |(file, text): &(&str, &str)| (module_of(file), Module::new((*file).to_owned(), text));
    Crate(files.iter().map(module).collect())
}

fn names(path: &str) -> Names {
    names_of(path)
}

#[test]
fn a_forbidden_use_would_be_seen() {
    let all = small_crate(&[
        ("docx.rs", ""),
        ("text.rs", ""),
        ("forms/mod.rs", "mod order;\npub use order::order;"),
        ("forms/order.rs", ""),
        (
            "pdf.rs",
            "use crate::{\n    docx,\n    text::{self, write},\n};\nfn f() {\n    crate::forms::order();\n}\n",
        ),
    ]);
    let seen = all.rooms_used_by(&names("pdf"));
    assert_eq!(
        seen.into_iter().collect::<Vec<_>>(),
        ["docx", "forms", "text"]
    );
}

#[test]
fn a_circle_would_be_seen() {
    // A file that takes from its parent what the parent re-exports uses the file it comes from.
    let mut files = vec![
        (
            "forms/mod.rs",
            "mod a;\nmod b;\npub use a::A;\npub(crate) use b::{B, C};\n",
        ),
        ("forms/a.rs", "use super::B;\n"),
        (
            "forms/b.rs",
            "pub(super) fn b() {}\n#[cfg(test)]\nmod tests {\n    use super::super::A;\n}\n",
        ),
    ];
    assert!(small_crate(&files).circles().is_empty());
    files[2].1 = "fn b() {\n    super::a::a()\n}\n";
    let circles = small_crate(&files).circles();
    assert_eq!(circles.len(), 1);
    assert_eq!(
        circles[0].1.iter().collect::<Vec<_>>(),
        ["forms/a.rs", "forms/b.rs"]
    );
    files[2].1 = "use super::own;\n";
    let circles = small_crate(&files).circles();
    assert_eq!(circles[0].1.len(), 3, "{circles:?}");
}
