//! The draft as a wording file, with where each block came from and what was guessed.

use super::block::{Block, quoted};
use super::form::{About, Form};
use super::lines::Blocks;
use super::naming;
use super::shape::Shape;
use super::typed::Typed;

/// The whole file.
pub(super) fn file(
    typed: &Typed,
    shape: &Shape,
    blocks: &Blocks,
    about: &About<'_>,
    name: &str,
) -> String {
    let mut out = opening(about);
    let orientation = if typed.is_landscape {
        "landscape"
    } else {
        "portrait"
    };
    let (heading, own) = match shape.form {
        Form::Program => ("[[layout]]", program(name)),
        Form::Roadmap => ("[[layout]]", String::new()),
        Form::Paper => ("[[paper.block]]", paper(name, shape, about)),
    };
    out.push_str(&own);
    out.push_str(&format!("orientation = \"{orientation}\"\n"));
    if let Some(section) = &blocks.section {
        out.push('\n');
        out.push_str(section);
    }
    out.push_str("\n# Блоки бланка по порядку.\n");
    for block in &blocks.list {
        out.push_str(&written(block, heading));
    }
    if !typed.unplaced.is_empty() {
        out.push_str("\n# Чему места не нашлось:\n");
        for it in &typed.unplaced {
            out.push_str(&format!("# – {}\n", commented(it)));
        }
    }
    out
}

/// How every guess is marked.
const GUESS: &str = "# Догадка: ";

/// How many guesses a text marks.
pub(super) fn guesses_in(text: &str) -> usize {
    text.lines().filter(|line| line.starts_with(GUESS)).count()
}

fn opening(about: &About<'_>) -> String {
    format!(
        "# Черновик формы, прочитанной из файла «{}». Сверьте с бланком: над каждым блоком сказано, откуда он взят,\n\
         # а строки «Догадка» – что программа решила сама. Сам бланк не изменен.\n\n",
        commented(about.file)
    )
}

fn program(name: &str) -> String {
    format!(
        "file_name = {}\nblank_file_name = {}\nsubject = {}\n",
        quoted(&format!("{name}. {{names}}")),
        quoted(&format!("{name} (бланк)")),
        quoted(&format!("{name}: {{names}}"))
    )
}

fn paper(name: &str, shape: &Shape, about: &About<'_>) -> String {
    let known = naming::replaced(name, about);
    let (remark, key) = match known {
        Some(key) => (
            "# Догадка: так же называется документ года встроенной редакции; этот стоит вместо него.\n",
            key.to_owned(),
        ),
        None => ("", about.edition.to_owned()),
    };

    let names = if shape.about == "school" {
        ""
    } else {
        ". {names}"
    };
    format!(
        "[[paper]]\n{remark}key = {}\nname = {}\nfile_name = {}\n\
         # Догадка: о ком документ (school – один на школу, pair – на каждую пару, mentor, mentee – на каждого).\nabout = \"{}\"\n",
        quoted(&key),
        quoted(name),
        quoted(&format!("{name}{names}")),
        shape.about
    )
}

fn written(block: &Block, heading: &str) -> String {
    let mut out = String::from("\n");
    let from = block.from.trim_end_matches([':', ' ']);
    if !from.is_empty() {
        let from = from.replace(": ;", ";");
        let mut letters = from.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let from: String = first.chain(letters).collect();
        out.push_str(&format!("# {from}.\n"));
    }
    for guess in &block.guesses {
        out.push_str(&format!("{GUESS}{}.\n", commented(guess)));
    }
    out.push_str(&format!("{heading}\nis = \"{}\"\n", block.is));
    for key in &block.keys {
        out.push_str(key);
        out.push('\n');
    }
    out
}

/// Text that stays within its comment.
fn commented(text: &str) -> String {
    let is_plain = |c: &char| !c.is_control();
    let words: String = text.chars().filter(is_plain).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
