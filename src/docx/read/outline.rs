//! A form as it was typed: its words and how they stand.

/// A form as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    pub pieces: Vec<Piece>,
    pub is_landscape: bool,
    /// What is in the file and not in the pieces: where, and what it says.
    pub left_out: Vec<(Whereabouts, LeftOut)>,
}

#[derive(Debug, Clone)]
pub enum Piece {
    Line(Line),
    Table(Grid),
    /// What follows begins a new page.
    Page,
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub struct Line {
    pub at: Whereabouts,
    /// Lines to write on are underscores, however they were drawn.
    pub text: String,
    pub side: Side,
    pub is_bold: bool,
    /// Of the list that counts it.
    pub list: Option<List>,
    /// Of its letters, half-points.
    pub size: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    #[default]
    Left,
    Centre,
    /// At the right edge, or in the right half of the sheet.
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Its level, from zero.
    Counted(usize),
    /// The same, counted by letters or Roman figures: «a)», «ii)».
    Lettered(usize),
    Dotted,
}

#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Its number among the tables of the file.
    pub number: usize,
    pub rows: Vec<Vec<GridCell>>,
    /// Whether lines are drawn around its cells.
    pub has_lines: bool,
    /// In twentieths of a point.
    pub widths: Vec<u32>,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub struct GridCell {
    pub lines: Vec<Line>,
    /// Columns that it takes.
    pub span: usize,
    /// In twentieths of a point, where it says so itself.
    pub width: Option<u32>,
    /// Whether it goes on from the row above.
    pub goes_on: bool,
}

/// Where something stands, counted from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whereabouts {
    #[default]
    Nowhere,
    Paragraph(usize),
    Cell {
        table: usize,
        row: usize,
        column: usize,
    },
}

/// What an outline has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    Picture,
    /// A box with words that stands by itself on the page.
    TextBox(String),
    /// Words above or below the text of every page.
    Header(String),
    Footnote,
    /// A table in a cell.
    InnerTable(String),
    /// Words of which one is to be chosen.
    Choice(Vec<String>),
    /// Some pages are upright and some are not.
    Turned,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    NotDocx,
    /// It holds more than a form would.
    TooLarge,
    /// There are no words in it.
    NoWords,
}

impl GridCell {
    /// Its words as one line.
    pub fn text(&self) -> String {
        let lines = self.lines.iter().map(|line| line.text.trim());
        let lines: Vec<&str> = lines.filter(|text| !text.is_empty()).collect();
        lines.join(" ")
    }
}
