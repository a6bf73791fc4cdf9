//! A form from its outline to its wording file.

use super::clues::clues;
use super::form::{About, Form};
use super::shape::Shape;
use super::typed::Typed;
use super::{lines, naming, place, write};
use crate::docx::read::{LeftOut, Outline, Piece, Unreadable, read};

/// A draft of the one file of an edition that says the form.
#[derive(Debug, Clone)]
pub struct Draft {
    pub form: Form,
    /// What the paper is called in lists.
    pub name: String,
    pub text: String,
    /// How many guesses the text marks.
    pub guesses: usize,
    /// What has found no place, each with where it stood.
    pub unplaced: Vec<String>,
}

/// Drafts the file of a form from its Word file.
///
/// # Errors
/// If it is none, or too large to be a form.
pub fn draft(bytes: &[u8], about: &About<'_>) -> Result<Draft, Unreadable> {
    let outline = read(bytes, &clues().unfilled)?;
    let says_something = outline.pieces.iter().any(|piece| match piece {
        Piece::Line(line) => !line.text.trim().is_empty(),
        Piece::Table(grid) => !grid.rows.is_empty(),
        Piece::Page => false,
    });
    if !says_something {
        return Err(Unreadable::NoWords);
    }
    Ok(drafted(&outline, about))
}

fn drafted(outline: &Outline, about: &About<'_>) -> Draft {
    let mut typed = Typed::of(outline, about.can_draw);
    let shape = Shape::of(&typed, about.form);
    let mut blocks = lines::blocks(&typed, &shape);
    typed.unplaced.append(&mut blocks.unplaced);
    for (at, what) in &outline.left_out {
        typed
            .unplaced
            .push(format!("{}{}", place::place(*at), said(what)));
    }
    let name = naming::name(&shape, about);
    let text = write::file(&typed, &shape, &blocks, about, &name);
    let guesses = write::guesses_in(&text);
    Draft {
        form: shape.form,
        name,
        text,
        guesses,
        unplaced: typed.unplaced,
    }
}

fn said(what: &LeftOut) -> String {
    match what {
        LeftOut::Picture => "рисунок: бланк его не печатает".to_owned(),
        LeftOut::TextBox(text) => format!("надпись поверх страницы: «{text}»"),
        LeftOut::Header(text) => format!("колонтитул: «{text}»"),
        LeftOut::Footnote => "сноска: впишите ее слова блоком note".to_owned(),
        LeftOut::InnerTable(text) => format!("таблица в ячейке таблицы: «{text}»"),
        LeftOut::Choice(words) => format!(
            "список для выбора: {}; на его месте строка для записи",
            words.join(", ")
        ),
        LeftOut::Turned => {
            "часть страниц книжная, часть альбомная: у формы одна ориентация, по последним страницам".to_owned()
        }
    }
}
