//! What the form is as a whole: of whom it is, where its title stands, which table is its plan.

use crate::docx::read::{Grid, Line, Piece, Side};

use super::clues::{clues, has, starts};
use super::form::Form;
use super::tables::{Heads, is_mostly_empty};
use super::typed::{Typed, is_blank, is_caption, is_wordless, tidy};

#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub form: Form,
    /// The piece that is the title, and its words.
    pub title_at: Option<usize>,
    /// Whether other lines might be it as well.
    pub is_title_doubted: bool,
    pub title: String,
    /// What the title of one word is about: the first words below it.
    pub subject: Option<String>,
    /// The piece that is the plan of a program or the activities of a roadmap.
    pub heart: Option<usize>,
    /// The last table with lines.
    pub last_table: Option<usize>,
    /// About whom a paper is: `pair`, `mentor`, `mentee`, `school`.
    pub about: &'static str,
}

impl Shape {
    pub(super) fn of(typed: &Typed, wish: Option<Form>) -> Self {
        let pieces = &typed.pieces;
        let (title_at, is_title_doubted) = title(pieces).unzip();
        let title = title_at.and_then(|at| line(&pieces[at]));
        let title = title.map(|line| tidy(&line.text)).unwrap_or_default();
        let last_table = pieces
            .iter()
            .rposition(|piece| matches!(piece, Piece::Table(grid) if grid.has_lines));
        let (mentors, mentees) = people(pieces);
        let is_of_pair = mentors && mentees;
        let plan = |form| {
            let is_plan =
                |piece: &Piece| matches!(piece, Piece::Table(grid) if is_plan(grid, form));
            pieces.iter().position(is_plan)
        };
        let filled = |form| {
            let is_it = |piece: &Piece| {
                matches!(piece, Piece::Table(grid)
                    if grid.has_lines && has_heads(&Heads::of(grid), form))
            };
            pieces.iter().position(is_it)
        };
        let whole_title = whole_title(pieces, title_at);
        let (form, heart) = match wish {
            Some(Form::Paper) => (Form::Paper, None),
            Some(form) => {
                let any = pieces
                    .iter()
                    .position(|piece| matches!(piece, Piece::Table(grid) if grid.has_lines));
                let heart = plan(form).or(any);
                // Without a table there is no plan.
                (heart.map_or(Form::Paper, |_| form), heart)
            }
            None => guessed(&whole_title, is_of_pair, &plan, &filled),
        };
        let about = if is_of_pair {
            "pair"
        } else if mentors {
            "mentor"
        } else if mentees {
            "mentee"
        } else {
            "school"
        };
        Self {
            form,
            title_at,
            is_title_doubted: is_title_doubted.unwrap_or(false),
            subject: title_at.and_then(|at| subject(&pieces[at..])),
            title,
            heart,
            last_table,
            about,
        }
    }

    /// Whether mentors and mentees are known where the paper is made.
    pub(super) fn is_of_pair(&self) -> bool {
        match self.form {
            Form::Program => true,
            Form::Roadmap => false,
            Form::Paper => self.about != "school",
        }
    }
}

fn guessed(
    title: &str,
    is_of_pair: bool,
    plan: &dyn Fn(Form) -> Option<usize>,
    filled: &dyn Fn(Form) -> Option<usize>,
) -> (Form, Option<usize>) {
    let clues = clues();
    let is_roadmap = has(title, &clues.roadmaps) && !is_of_pair;
    // A sample may have been left in its rows.
    let heart = || plan(Form::Roadmap).or_else(|| filled(Form::Roadmap));
    if let (true, Some(heart)) = (is_roadmap, is_roadmap.then(heart).flatten()) {
        return (Form::Roadmap, Some(heart));
    }
    let is_program = has(title, &clues.programs) && is_of_pair;
    if let (true, Some(heart)) = (is_program, plan(Form::Program)) {
        return (Form::Program, Some(heart));
    }
    (Form::Paper, None)
}

/// Whether a table is a plan to be filled in: it has columns for what is done and when, and its rows
/// are empty.
fn is_plan(grid: &Grid, form: Form) -> bool {
    if !grid.has_lines {
        return false;
    }
    let heads = Heads::of(grid);
    has_heads(&heads, form) && is_mostly_empty(grid, &heads)
}

/// Whether it says what is done and when.
fn has_heads(heads: &Heads, form: Form) -> bool {
    let has_field = |field: &str| {
        let mut all = heads.texts.iter();
        all.any(|head| clues().column(form, head) == Some(field))
    };
    has_field("name") && has_field("term")
}

/// The line of a piece, if it is one.
pub(super) fn line(piece: &Piece) -> Option<&Line> {
    match piece {
        Piece::Line(line) => Some(line),
        Piece::Table(_) | Piece::Page => None,
    }
}

/// The line that is the title, and whether others look like it.
fn title(pieces: &[Piece]) -> Option<(usize, bool)> {
    let clues = clues();
    let may_be = |line: &Line| {
        !is_wordless(&line.text)
            && line.side != Side::Right
            && !is_caption(&line.text)
            && (!line.text.contains("__") || line.side == Side::Centre)
            && !line.text.contains('\t')
            && !starts(&line.text, &clues.stamps)
            && !starts(&line.text, &clues.corners)
    };
    // Words above the first rule to write on, or above the first table with lines.
    let end = pieces.iter().position(|piece| match piece {
        Piece::Table(grid) => grid.has_lines,
        Piece::Line(_) | Piece::Page => false,
    });
    let lines = pieces.iter().enumerate().take(end.unwrap_or(pieces.len()));
    let lines: Vec<(usize, &Line)> = lines
        .filter_map(|(at, piece)| Some((at, line(piece)?)))
        .filter(|(_, line)| may_be(line))
        .collect();
    let is_capital = |line: &Line| {
        line.text.chars().filter(|c| c.is_alphabetic()).count() > 3
            && !line.text.chars().any(char::is_lowercase)
    };
    // The name of an organisation stands in the middle too; a title is bold, in capitals or large.
    let largest = lines.iter().map(|(_, line)| line.size).max().unwrap_or(0);
    let smallest = lines.iter().map(|(_, line)| line.size).min().unwrap_or(0);
    // Of a style for titles, wherever it stands.
    let is_large = |line: &Line| line.size == largest && largest >= smallest + MUCH_LARGER;
    let ranks: [&dyn Fn(&Line) -> bool; 6] = [
        &|it| smallest > 0 && is_large(it) && !is_body(&it.text),
        &|it| it.side == Side::Centre && largest > smallest && it.size == largest && it.is_bold,
        &|it| it.side == Side::Centre && (it.is_bold || is_capital(it)) && !is_body(&it.text),
        &|it| it.side == Side::Centre,
        &|it| it.is_bold || is_capital(it),
        &|_| true,
    ];
    ranks.iter().find_map(|rank| {
        let mut alike = lines.iter().filter(|(_, line)| rank(line));
        let (at, first) = alike.next()?;
        // Lines right below it go on with it.
        let mut others = alike.enumerate();
        let is_other = |(i, (other, it)): (usize, &(usize, &Line))| {
            *other > at + i + 1 && it.size >= first.size
        };
        Some((*at, others.any(is_other)))
    })
}

/// The name of a school or its founder.
fn is_body(text: &str) -> bool {
    let text = text.trim();
    let is_quoted = text.starts_with(['«', '"']) && text.ends_with(['»', '"']);
    is_quoted || starts(text, &clues().bodies)
}

/// Half-points by which the letters of a title are larger than all others.
const MUCH_LARGER: u32 = 12;

/// Pieces below a title where its subject may stand, and letters of one.
const NEAR: usize = 6;
const LONGEST_SUBJECT: usize = 60;

fn subject(from_title: &[Piece]) -> Option<String> {
    let below = from_title.iter().skip(1).take(NEAR).map_while(line);
    let may_be =
        |it: &&Line| !is_wordless(&it.text) && !it.text.contains("__") && !is_caption(&it.text);
    let mut said = below.filter(may_be);
    let text = tidy(&said.next()?.text);
    (text.chars().count() <= LONGEST_SUBJECT).then_some(text)
}

/// The title with the lines in the middle below it.
fn whole_title(pieces: &[Piece], at: Option<usize>) -> String {
    let Some(at) = at else { return String::new() };
    let below = pieces[at..].iter().map_while(line);
    let below = below.take_while(|line| line.side == Side::Centre || line.is_bold);
    let texts: Vec<&str> = below.map(|line| line.text.as_str()).collect();
    tidy(&texts.join(" "))
}

/// Whether the form has lines for a mentor and for a mentee.
fn people(pieces: &[Piece]) -> (bool, bool) {
    let mut labels: Vec<&str> = Vec::new();
    for piece in pieces {
        match piece {
            // A line to write on may stand below its words.
            Piece::Line(it) if it.text.contains("__") || it.text.ends_with(':') => {
                labels.push(&it.text);
            }
            Piece::Table(grid) if !grid.has_lines => {
                let cells = grid.rows.iter().flatten().flat_map(|cell| &cell.lines);
                labels.extend(cells.map(|line| line.text.as_str()));
            }
            Piece::Line(_) | Piece::Table(_) | Piece::Page => {}
        }
    }
    let of = |place: &str, who: &str| {
        let is_said = |text: &&str| {
            !is_blank(text)
                && (clues().value(text, true) == Some(place) || clues().signer(text) == Some(who))
        };
        labels.iter().any(is_said)
    };
    (
        of("mentors.nominative", "mentors"),
        of("mentees.nominative", "mentees"),
    )
}
