//! How a page looks: the one style that both writers obey, read from `forms/style.toml`.
//!
//! It knows the names of the paragraph styles, never what is written in them.

mod changed;
mod syllables;

use serde::{Deserialize, Serialize};

use crate::document::{Cell, Column, Picture, Text};
use crate::fonts::Advances;
use crate::russian::may_be_surname;
pub use changed::Fault;
pub use syllables::{is_latin, runs, syllables};

/// Millimetres in a point.
const POINT: f64 = 25.4 / 72.0;

/// From line to line, in sizes of the text, and what of that stands between two lines: Word's single
/// spacing (see blocks.typ, which sets the same).
pub const LINE_PITCH: f64 = 1.15;
pub const LINE_GAP: f64 = 0.043;

/// Lengths of the page in millimetres, sizes and spaces of text in points (1/72 inch).
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PageStyle {
    pub page: Page,
    pub font: Fonts,
    pub mark: Mark,
    pub line: Line,
    pub field: FieldBox,
    pub table: TablePad,
    pub fit: Limits,
    pub style: ParagraphStyles,
    /// How wide the letters of the family for PDF are.
    #[serde(skip)]
    pub advances: Advances,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub width: f64,
    pub height: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// From the upper edge of the sheet to the page number.
    pub number: f64,
}

/// The family drawn in PDF and the family named in DOCX: they have the same metrics.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fonts {
    pub pdf: String,
    pub docx: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Of a mark or stamp in the corner.
    pub width: f64,
    /// Of the heading to the text of an order, and of the post in a signature.
    pub heading: f64,
    /// Height of the coat of arms or emblem.
    pub emblem: f64,
    /// Side of a QR code, and its distance from the lower and right edges of the sheet.
    pub qr: f64,
    pub qr_edge: f64,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Points.
    pub thickness: f64,
    /// Points below the baseline.
    pub drop: f64,
    /// Millimetres.
    pub signature: f64,
}

/// The place for an electronic signature, millimetres.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FieldBox {
    pub width: f64,
    pub height: f64,
    /// From the words beside it.
    pub gap: f64,
}

/// Inner space of a cell, points.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TablePad {
    pub pad_x: f64,
    pub pad_y: f64,
    /// Millimetres: words are broken in narrower columns only.
    pub hyphenate_below: f64,
}

/// How far a page may go from the style to save a sheet or to end well.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The least and the most that `table.pad_y` may become, points.
    pub pad_y_least: f64,
    pub pad_y_most: f64,
    /// The least share of the spaces between paragraphs.
    pub spacing_least: f64,
}

/// One entry per kind of paragraph the forms write.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ParagraphStyles {
    pub body: ParagraphStyle,
    pub letterhead: ParagraphStyle,
    pub date_number: ParagraphStyle,
    pub text_heading: ParagraphStyle,
    pub signature_line: ParagraphStyle,
    pub executor: ParagraphStyle,
    pub mark: ParagraphStyle,
    pub title: ParagraphStyle,
    pub subtitle: ParagraphStyle,
    pub lead: ParagraphStyle,
    /// A lead below a signature.
    pub lead_below: ParagraphStyle,
    pub heading: ParagraphStyle,
    pub title_line: ParagraphStyle,
    pub form_line: ParagraphStyle,
    pub caption: ParagraphStyle,
    pub table_head: ParagraphStyle,
    pub table_title: ParagraphStyle,
    pub table_subtitle: ParagraphStyle,
    pub table_text: ParagraphStyle,
    pub table_number: ParagraphStyle,
    pub note: ParagraphStyle,
    pub signature: ParagraphStyle,
    pub date: ParagraphStyle,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ParagraphStyle {
    pub size: f64,
    #[serde(default)]
    pub bold: bool,
    #[serde(default)]
    pub italic: bool,
    pub align: Align,
    /// First-line indent, millimetres.
    #[serde(default)]
    pub indent: f64,
    #[serde(default)]
    pub before: f64,
    #[serde(default)]
    pub after: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    Left,
    Centre,
    Right,
    Both,
}

impl PageStyle {
    /// The style compiled into the program.
    ///
    /// # Panics
    /// If `forms/style.toml` in this source tree is broken; a test reads it.
    #[expect(
        clippy::expect_used,
        reason = "the file is compiled in and read by a test"
    )]
    pub fn built_in() -> Self {
        toml::from_str(include_str!("../forms/style.toml")).expect("forms/style.toml")
    }

    /// The built-in style with the keys that the user's file changes.
    ///
    /// # Errors
    /// What is wrong with the file, in Russian, and where.
    pub fn changed_by(text: &str) -> Result<Self, Fault> {
        let merged = changed::merged(text, include_str!("../forms/style.toml"))?;
        let style: Self = toml::Value::Table(merged).try_into().map_err(|_| {
            Fault::new(
                "значение не того вида",
                "размеры пишутся числом, названия – в кавычках",
            )
        })?;
        match style.unfit() {
            Some((path, why)) => {
                Err(Fault::new(why, "исправьте число или удалите строку").at(text, path))
            }
            None => Ok(style),
        }
    }

    /// What keeps a page of this style from being printed, and its key.
    fn unfit(&self) -> Option<(&'static str, String)> {
        let p = &self.page;
        let (width, height) = self.text_area(false);
        let edges = [
            ("page.left", p.left),
            ("page.right", p.right),
            ("page.top", p.top),
            ("page.bottom", p.bottom),
        ];
        let is_bad = |size: &f64| !(0.0..=80.0).contains(size);
        if let Some((path, _)) = edges.iter().find(|(_, size)| is_bad(size)) {
            return Some((path, "поля страницы должны быть от 0 до 80 мм".to_owned()));
        }
        if width < LEAST_TEXT || height < LEAST_TEXT {
            let why = format!(
                "на странице {}×{} мм с такими полями для текста остается {}×{} мм, а нужно не меньше {LEAST_TEXT}×{LEAST_TEXT} мм",
                p.width,
                p.height,
                width.max(0.0),
                height.max(0.0)
            );
            let path = if width < LEAST_TEXT {
                "page.width"
            } else {
                "page.height"
            };
            return Some((path, why));
        }
        if !(10.0..=40.0).contains(&self.mark.qr) || !(0.0..=20.0).contains(&self.mark.qr_edge) {
            let why = "сторона QR-кода должна быть от 10 до 40 мм, а расстояние до края листа – от 0 до 20 мм";
            let is_side = !(10.0..=40.0).contains(&self.mark.qr);
            let path = if is_side { "mark.qr" } else { "mark.qr_edge" };
            return Some((path, why.to_owned()));
        }
        let sizes = [
            ("style.body.size", self.style.body.size),
            ("style.table_text.size", self.style.table_text.size),
            ("style.title.size", self.style.title.size),
            ("style.caption.size", self.style.caption.size),
            ("style.note.size", self.style.note.size),
        ];
        let strange = sizes.iter().find(|(_, size)| !(5.0..=30.0).contains(size));
        strange.map(|(path, _)| {
            (
                *path,
                "размер шрифта должен быть от 5 до 30 пунктов".to_owned(),
            )
        })
    }

    /// Whether a table row may be taller than the text area of a page: a quick upper estimate, so a
    /// writer measures, or lets split, only the rows this names.
    pub fn may_exceed_page(&self, cells: &[Cell], columns: &[Column], landscape: bool) -> bool {
        let (width, height) = self.text_area(landscape);
        let size = self.style.table_text.size;
        // Beside the row the page must hold the head of the table and the titles above the row.
        let most = (height / (LINE_PITCH * size * POINT) * 0.6).floor();
        // The widest letters of a serif face are as wide as its size.
        let letter = 1.05 * size * POINT;
        cells.iter().zip(columns).any(|(cell, column)| {
            let room = width * f64::from(column.width) / 1000.0 - self.padding();
            let lines_by = |count: &dyn Fn(&str) -> f64| {
                let paragraphs = cell.0.iter().map(Text::to_plain);
                let lines = |p: String| p.split('\n').map(count).sum::<f64>();
                paragraphs.map(lines).sum::<f64>()
            };
            let by_letters = |line: &str| line_count(line, (room / letter).max(1.0));
            // Counting is quick, and enough for nearly every row.
            lines_by(&by_letters) > most
                && lines_by(&|line| self.lines_by_words(line, size, room)) > most
        })
    }

    /// Lines of this width, in millimetres, that a text of one paragraph fills word by word.
    fn lines_by_words(&self, text: &str, size: f64, room: f64) -> f64 {
        let of = |words: &str| self.advances.width(words) * size * POINT;
        let (mut lines, mut end) = (1.0, 0.0);
        for word in text.split_whitespace() {
            let own = of(word);
            let after = end + of(" ") + own;
            if end <= 0.0 || after <= room {
                end = after;
            } else {
                lines += 1.0;
                end = own;
            }
            // Parted at its end, a line is not quite full.
            let parted = (end / (0.8 * room).max(1.0)).floor();
            if end > room {
                lines += parted;
                end = (own - parted * 0.8 * room).max(0.0);
            }
        }
        lines
    }

    /// Width and height of an emblem, millimetres: of the height that the style gives, or lower if
    /// it would be wider than the text less a strip of air on both sides.
    pub fn emblem(&self, it: &Picture, landscape: bool) -> (f64, f64) {
        let shape = f64::from(it.width.max(1)) / f64::from(it.height.max(1));
        let width = (self.mark.emblem * shape).min(self.text_area(landscape).0 * EMBLEM_SHARE);
        (width, width / shape)
    }

    /// Whether the words of a cell may be parted at the ends of lines, in every format alike: where
    /// one is wider than the column; and in a narrow column, but not beside a name or a date.
    pub fn hyphenates(&self, cell: &Cell, column: &Column, landscape: bool) -> bool {
        // What no-break spaces keep together is parted at them before a word of it is.
        let is_too_wide = |text: &Text| {
            let text = text.as_plain();
            let mut words = parts(&text).flat_map(|part| part.split(NO_BREAK));
            words.any(|word| !self.fits_column(word, column, landscape))
        };
        let is_narrow = self.is_narrow(column.width, landscape);
        let is_empty = || cell.0.iter().all(|text| text.as_plain().is_empty());
        let stays_whole = || {
            cell.0
                .iter()
                .any(|text| Self::stays_whole(&text.as_plain()))
        };
        cell.0.iter().any(is_too_wide) || is_narrow && !is_empty() && !stays_whole()
    }

    /// Whether words of a column of this width are parted for its sake alone.
    pub fn is_narrow(&self, width: u16, landscape: bool) -> bool {
        self.text_area(landscape).0 * f64::from(width) / 1000.0 < self.table.hyphenate_below
    }

    /// Whether a text holds a name or a date, beside which no word is parted.
    pub fn stays_whole(text: &str) -> bool {
        holds_name_or_date(text)
    }

    /// Width of the widest part of a text that is of a name or a date, in sizes of its letters: a
    /// line may not part it.
    pub fn whole_width(&self, text: &str) -> f64 {
        if !holds_name_or_date(text) {
            return 0.0;
        }
        // Initials may stand apart from their name, if they must.
        let widest = |part: &str| {
            let of_name = part
                .split(NO_BREAK)
                .filter(|it| opened(it).starts_with(char::is_uppercase));
            let date = holds_month(part).then_some(part);
            let widths = of_name.chain(date).map(|it| self.advances.width(it));
            widths.fold(0.0, f64::max)
        };
        parts(text).map(widest).fold(0.0, f64::max)
    }

    /// Whether the words at the head of a column may be parted: only where one is wider than it.
    pub fn hyphenates_head(&self, column: &Column, landscape: bool) -> bool {
        let head = column.head.to_plain();
        parts(&head).any(|part| !self.fits_head(part, column, landscape))
    }

    /// Whether a word stands whole on a line of a column.
    pub fn fits_column(&self, word: &str, column: &Column, landscape: bool) -> bool {
        self.holds(word, self.style.table_text.size, column, landscape)
    }

    /// The same at the head of the column.
    pub fn fits_head(&self, word: &str, column: &Column, landscape: bool) -> bool {
        self.holds(word, self.style.table_head.size, column, landscape)
    }

    fn holds(&self, word: &str, size: f64, column: &Column, landscape: bool) -> bool {
        self.advances.width(word) * size * POINT <= self.room(column, landscape)
    }

    /// Width of the lines of a column, millimetres.
    fn room(&self, column: &Column, landscape: bool) -> f64 {
        self.text_area(landscape).0 * f64::from(column.width) / 1000.0 - self.padding()
    }

    /// Left and right of the words of a cell, millimetres.
    fn padding(&self) -> f64 {
        2.0 * self.table.pad_x * POINT
    }

    /// Whether a line for the pen goes on the last line of a text of this size that is as wide as
    /// the page.
    pub fn has_room_to_sign(&self, text: &str, size: f64, landscape: bool) -> bool {
        let width = self.text_area(landscape).0;
        let of = |words: &str| self.advances.width(words) * size * POINT;
        let mut end = 0.0;
        for word in text.split_whitespace() {
            let after = end + of(" ") + of(word);
            end = if after > width { of(word) } else { after };
        }
        end + of(" ") + self.line.signature <= width
    }

    /// The style of a section whose paragraphs stand as close as is allowed.
    #[must_use]
    pub fn tight(&self) -> Self {
        let mut style = self.clone();
        let share = self.fit.spacing_least;
        let s = &mut style.style;
        for paragraph in [
            &mut s.title,
            &mut s.subtitle,
            &mut s.lead,
            &mut s.heading,
            &mut s.caption,
            &mut s.note,
            &mut s.signature,
            &mut s.date,
        ] {
            paragraph.before *= share;
            paragraph.after *= share;
        }
        style
    }

    /// The style of pages with a QR code: their lower margin holds it.
    #[must_use]
    pub fn with_room_for_code(&self) -> Self {
        let mut style = self.clone();
        style.page.bottom = style.page.bottom.max(self.mark.qr + self.mark.qr_edge);
        style
    }

    /// Width and height of the text area of a page, millimetres, for the given turn of the sheet.
    /// The binding margin stays on the left in both.
    pub fn text_area(&self, landscape: bool) -> (f64, f64) {
        let p = &self.page;
        let (width, height) = if landscape {
            (p.height, p.width)
        } else {
            (p.width, p.height)
        };
        (width - p.left - p.right, height - p.top - p.bottom)
    }
}

/// Spaces at which no line ends.
const NO_BREAK: [char; 2] = ['\u{A0}', '\u{202F}'];

/// The parts of a text between which a line may end as they are written.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| match c {
        c if NO_BREAK.contains(&c) => false,
        '-' | '–' | '—' | '/' => true,
        c => c.is_whitespace(),
    };
    text.split_inclusive(is_end).map(str::trim_end)
}

/// Share of the text's width that an emblem may take.
const EMBLEM_SHARE: f64 = 0.96;

/// The beginnings by which the months are known in every case.
const MONTHS: [&str; 12] = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
];

/// Whether a month is named.
fn holds_month(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/'))
        .any(is_month)
}

fn is_month(word: &str) -> bool {
    const LONGEST: usize = "сентября".len();
    let word = word.trim_start_matches(|c: char| !matches!(c, 'А'..='я') && !c.is_alphabetic());
    // Most words end here.
    if !word.starts_with(|c| "яфмаисондЯФМАИСОНД".contains(c)) {
        return false;
    }
    let word = word.trim_end_matches(|c: char| !c.is_alphabetic());
    if word.len() > LONGEST {
        return false;
    }
    let word = word.to_lowercase();
    MONTHS.iter().any(|stem| {
        word.strip_prefix(stem)
            .is_some_and(|end| matches!(end, "" | "а" | "е" | "у" | "ь" | "я" | "ю" | "й"))
    })
}

/// Whether two words with a large letter stand side by side, as in a name, or one within a sentence;
/// or a month is named.
fn holds_name_or_date(text: &str) -> bool {
    let mut before = None;
    let mut is_end_of_name = |word| {
        let before: Option<&str> = before.replace(word);
        has_capital(word)
            && (is_of_name(word) || before.is_some_and(|before| is_name(before, word)))
    };
    text.split_whitespace().any(&mut is_end_of_name) || holds_month(text)
}

/// The letters of Russian first: for others a table is searched.
fn has_capital(word: &str) -> bool {
    word.chars().any(|c| match c {
        'а'..='я' | ' '..='@' => false,
        'А'..='Я' => true,
        c => c.is_uppercase(),
    })
}

/// Whether a word shows by itself that it is of a name: «А.С.Пушкин», «Воронцовой-Преображенской»,
/// «(Вяземская/Заозерский».
fn is_of_name(word: &str) -> bool {
    let mut initials = word.split('.').map(opened);
    let is_initial = |it: &str| it.starts_with(char::is_uppercase) && !is_large(it);
    if initials.next().is_some_and(is_initial) && initials.any(is_large) {
        return true;
    }
    let joined = word.split(['-', '–', '—', '/', ';']).map(opened);
    let parts: Vec<&str> = joined.filter(|part| !part.is_empty()).collect();
    parts.windows(2).any(|pair| {
        pair.iter().all(|part| is_proper(part)) && pair.iter().any(|part| has_surname_end(part))
    })
}

/// Whether a word and the next one are of a name. A large letter after a small word is one of a
/// name, unless a sentence begins with it.
fn is_name(word: &str, next: &str) -> bool {
    if matches!(word, "–" | "—" | "-" | "/") {
        return has_surname_end(opened(next)) && is_proper(opened(next));
    }
    let goes_on = word.ends_with(char::is_lowercase);
    is_large(opened(word)) && is_large(next) || goes_on && is_proper(next)
}

/// Without the brackets and quotes before it.
fn opened(word: &str) -> &str {
    word.trim_start_matches(|c: char| !matches!(c, 'А'..='я') && !c.is_alphanumeric())
}

fn is_large(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().count() > 1
}

/// With a large letter and small ones: no abbreviation.
fn is_proper(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Whether a word ends as surnames do, in any case.
fn has_surname_end(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphabetic());
    may_be_surname(&word.to_lowercase())
}

/// The least width and height of the text of a page, millimetres.
const LEAST_TEXT: f64 = 100.0;
/// Lines that a text of one paragraph needs at most.
fn line_count(text: &str, per_line: f64) -> f64 {
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    (f64::from(letters) / per_line).ceil().max(1.0)
}

#[cfg(test)]
mod tests;
