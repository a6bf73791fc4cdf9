//! The pieces of a form as blocks, in their order.

use crate::docx::read::{Grid, GridCell, Line, List, Piece, Side};

use super::block::{Block, list, quoted};
use super::clues::clues;
use super::form::Form;
use super::shape::{Shape, line};
use super::signatures::{self, Signatures, is_below};
use super::typed::{Typed, around_blanks, is_blank, is_caption, is_wordless, tidy};
use super::{naming, place, stamps, tables};

/// Empty lines that move a title to the middle of its page; fewer are how paragraphs stand apart.
const LEAST_GAP: usize = 4;
const MOST_LINES: usize = 40;
/// Letters of the words before a line that is bound to data.
const LONGEST_LABEL: usize = 70;
/// Underscores of a line in a text.
const LONGEST_BLANK: usize = 60;

#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub list: Vec<Block>,
    /// The lines of the file about the plan.
    pub section: Option<String>,
    pub unplaced: Vec<String>,
    open: Option<Signatures>,
}

/// Every piece of a form as a block.
pub(super) fn blocks(typed: &Typed, shape: &Shape) -> Blocks {
    let mut out = Blocks::default();
    let mut at = 0;
    while at < typed.pieces.len() {
        at += out.take(&typed.pieces, at, shape).max(1);
    }
    out.close();
    while out
        .list
        .last()
        .is_some_and(|block| matches!(block.is, "page" | "gap"))
    {
        out.list.pop();
    }
    if shape.form != Form::Paper && shape.title_at.is_none() {
        let title = Block::new("title", String::new()).text("text", &naming::called(shape));
        let title = title.guess("названия в бланке не нашлось".to_owned());
        out.list.insert(0, title);
    }
    out
}

impl Blocks {
    fn push(&mut self, block: Block) {
        self.close();
        self.list.push(block);
    }

    /// Ends the signatures that stand together.
    fn close(&mut self) {
        let open = self.open.take();
        self.list.extend(open.map(Signatures::into_block));
    }

    fn sign(&mut self, next: Signatures) {
        if self.open.as_mut().is_some_and(|open| open.join(&next)) {
            return;
        }
        self.close();
        self.open = Some(next);
    }

    /// Takes what begins with a piece; how many pieces it took.
    fn take(&mut self, pieces: &[Piece], at: usize, shape: &Shape) -> usize {
        match &pieces[at] {
            Piece::Page => {
                if self.list.last().is_some_and(|block| block.is != "page") || self.open.is_some() {
                    self.push(Block::new("page", String::new()));
                }
                1
            }
            Piece::Table(grid) => {
                self.table(grid, pieces, at, shape);
                1
            }
            Piece::Line(line) if line.text.is_empty() => self.gap(pieces, at),
            Piece::Line(own) => {
                if let Some((block, count)) = stamps::of_lines(pieces, at, shape.title_at) {
                    self.push(block);
                    return count;
                }
                if let Some((found, count)) = signatures::of_lines(pieces, at, shape) {
                    self.sign(found);
                    return count;
                }
                self.line(own, pieces, at, shape)
            }
        }
    }

    fn gap(&mut self, pieces: &[Piece], at: usize) -> usize {
        let empty = pieces[at..]
            .iter()
            .take_while(|piece| line(piece).is_some_and(|it| it.text.is_empty()));
        let count = empty.count();
        if count >= LEAST_GAP && !self.list.is_empty() {
            let block = Block::new("gap", String::new());
            self.push(block.with("count", &count.min(MOST_LINES).to_string()));
        }
        count
    }

    fn table(&mut self, grid: &Grid, pieces: &[Piece], at: usize, shape: &Shape) {
        if shape.heart == Some(at) {
            let plan = tables::plan(grid, shape.form);
            let from = place::table_place(grid.number);
            for text in plan.above {
                self.push(Block::new("heading", from.clone()).text("text", &text));
            }
            self.push(plan.block);
            self.section = Some(plan.section);
            self.unplaced.extend(plan.unplaced);
            return;
        }
        if let Some(blocks) = stamps::of_table(grid) {
            blocks.into_iter().for_each(|block| self.push(block));
            return;
        }
        if !grid.has_lines {
            let is_late = signatures::is_late(pieces, at, shape);
            match signatures::of_table(grid, is_late, shape) {
                Some(found) => self.sign(found),
                None => self.rows(grid, shape),
            }
            return;
        }
        let summary = self
            .list
            .iter()
            .rev()
            .find(|it| matches!(it.is, "title" | "heading" | "lead"));
        let words = summary.and_then(|block| {
            block
                .keys
                .first()?
                .strip_prefix("text = \"")?
                .strip_suffix('"')
        });
        let words = words.map_or_else(|| shape.title.clone(), |it| it.replace("\\\"", "\""));
        let words = if words.is_empty() {
            place::table_place(grid.number)
        } else {
            words
        };
        for block in tables::sheet(grid, &words) {
            self.push(block);
        }
    }

    /// A table without lines that only keeps words side by side: each row is a line, or each of its
    /// cells where they have lines to write on of their own.
    fn rows(&mut self, grid: &Grid, shape: &Shape) {
        // No line of it is the title, which stands by itself.
        let shape = &Shape {
            title_at: None,
            ..shape.clone()
        };
        for row in &grid.rows {
            let said: Vec<&GridCell> = row
                .iter()
                .filter(|cell| !tidy(&cell.text()).is_empty())
                .collect();
            let is_labelled = |cell: &&&GridCell| {
                let parts = around_blanks(&cell.text());
                parts.len() > 1 && !is_wordless(&parts[0])
            };
            let cells = if said.iter().filter(is_labelled).count() > 1 {
                said.iter().map(|cell| vec![*cell]).collect()
            } else {
                vec![said]
            };
            for cells in cells.iter().filter(|cells| !cells.is_empty()) {
                self.line_of_cells(cells, shape);
            }
        }
    }

    /// Words of one cell or of several side by side.
    fn line_of_cells(&mut self, cells: &[&GridCell], shape: &Shape) {
        let texts: Vec<String> = cells.iter().map(|cell| tidy(&cell.text())).collect();
        let own = Line {
            text: texts.join(" "),
            at: cells[0].lines.first().map(|it| it.at).unwrap_or_default(),
            ..Line::default()
        };
        self.line(&own, &[Piece::Line(own.clone())], 0, shape);
        let worded = texts.iter().filter(|text| !is_wordless(text)).count();
        if let (true, Some(last)) = (worded > 1, self.list.last_mut()) {
            last.guesses
                .push("слова стояли рядом в таблице без линий и сведены в одну строку".to_owned());
        }
    }

    fn line(&mut self, own: &Line, pieces: &[Piece], at: usize, shape: &Shape) -> usize {
        let from = place::place(own.at);
        let below = pieces
            .get(at + 1)
            .and_then(line)
            .filter(|next| is_below(next, own));
        let caption = below.map(|next| tidy(&next.text));
        let count = 1 + usize::from(caption.is_some());
        if is_blank(&own.text) {
            return self.blank(pieces, at, from, caption);
        }
        let parts = around_blanks(&own.text);
        if let ([label, rest], None) = (parts.as_slice(), own.list)
            && is_wordless(rest)
            && !is_wordless(label)
        {
            self.push(labelled(&tidy(label), caption, from, shape));
            return count;
        }
        if let Some(List::Counted(_) | List::Lettered(_)) = own.list {
            return self.clauses(pieces, at, from);
        }
        let is_title = shape.title_at == Some(at);
        let mut block = words(own, from, is_title);
        if is_title && shape.is_title_doubted {
            block =
                block.guess("это название документа; похожи на него и другие строки".to_owned());
        }
        self.push(block);
        1
    }

    /// Lines to write on: one with words beneath it, or several.
    fn blank(
        &mut self,
        pieces: &[Piece],
        at: usize,
        from: String,
        caption: Option<String>,
    ) -> usize {
        if let Some(caption) = caption {
            let several = pieces.get(at).and_then(line);
            let several = several.is_some_and(|own| {
                let parts = around_blanks(&own.text);
                parts.len() > 2 && parts[1].trim().is_empty()
            });
            let mut block = Block::new("line", from).text("caption", &caption);
            if several {
                block = block.guess("строки стояли рядом и сведены в одну".to_owned());
            }
            self.push(block);
            return 2;
        }
        let is_free = |i: usize| {
            let own = pieces.get(i).and_then(line).filter(|it| is_blank(&it.text));
            let below = pieces.get(i + 1).and_then(line);
            own.is_some_and(|own| !below.is_some_and(|next| is_below(next, own)))
        };
        let count = (at..pieces.len())
            .take_while(|i| is_free(*i))
            .count()
            .max(1);
        let block = Block::new("space", from);
        self.push(block.with("count", &count.min(MOST_LINES).to_string()));
        count
    }

    /// Lines that a list of Word counts.
    fn clauses(&mut self, pieces: &[Piece], at: usize, from: String) -> usize {
        let counted = |piece: &Piece| match line(piece)?.list {
            Some(List::Counted(level) | List::Lettered(level)) => {
                Some((level, short_blanks(&tidy(&line(piece)?.text))))
            }
            Some(List::Dotted) | None => None,
        };
        let is_lettered = |piece: &Piece| {
            line(piece).is_some_and(|it| matches!(it.list, Some(List::Lettered(_))))
        };
        let items: Vec<(usize, String)> = pieces[at..].iter().map_while(counted).collect();
        let first = items.first().map_or(0, |(level, _)| *level);
        let mut rest = items.as_slice();
        let value = nested(&mut rest, first);
        let mut block = Block::new("clauses", from).with("clauses", &value);
        if pieces[at..].iter().take(items.len()).any(is_lettered) {
            block = block.guess(
                "в бланке пункты считались буквами или римскими цифрами, здесь – арабскими"
                    .to_owned(),
            );
        }
        self.push(block);
        items.len()
    }
}

/// Clauses of a level and those within them.
fn nested(rest: &mut &[(usize, String)], level: usize) -> String {
    let mut out = Vec::new();
    while let Some(((own, text), after)) = rest.split_first() {
        if *own < level {
            break;
        }
        *rest = after;
        let inner = match rest.first() {
            Some((next, _)) if next > own => format!(", clauses = {}", nested(rest, own + 1)),
            _ => String::new(),
        };
        // A clause must have words.
        let text = if is_wordless(text) && !text.contains('_') {
            "_____"
        } else {
            text
        };
        out.push(format!("{{ text = {}{inner} }}", quoted(text)));
    }
    format!("[\n    {},\n]", out.join(",\n    "))
}

/// «Наставник: ______» with what belongs there.
fn labelled(label: &str, caption: Option<String>, from: String, shape: &Shape) -> Block {
    let mut block = Block::new("line", from).text("label", label);
    let place = clues().value(label, shape.is_of_pair());
    if let Some(place) = place.filter(|_| label.chars().count() <= LONGEST_LABEL) {
        let place = of_form(place, shape);
        block = block
            .text("value", &format!("{{{place}}}"))
            .guess(format!("после слов «{label}» печатается {{{place}}}"));
    }
    match caption {
        Some(caption) => block.text("caption", &caption),
        None => block,
    }
}

/// Whom a paper is about stands there by himself.
fn of_form<'a>(place: &'a str, shape: &Shape) -> &'a str {
    match (shape.form, shape.about, place) {
        (Form::Paper, "mentor", "mentors.nominative")
        | (Form::Paper, "mentee", "mentees.nominative") => "person.nominative",
        _ => place,
    }
}

/// A line of words by how it stands.
fn words(own: &Line, from: String, is_title: bool) -> Block {
    let text = short_blanks(&tidy(&own.text));
    if is_title {
        return Block::new("title", from).text("text", &text);
    }
    if own.list == Some(List::Dotted) {
        return Block::new("paragraph", from).text("text", &format!("– {text}"));
    }
    let is = match own.side {
        Side::Right => return Block::new("corner", from).with("lines", &list(&[text])),
        _ if is_caption(&text) => "note",
        Side::Centre if own.is_bold => "heading",
        Side::Centre => "subtitle",
        Side::Left if own.is_bold => "lead",
        Side::Left => "paragraph",
    };
    Block::new(is, from).text("text", &text)
}

/// Lines to write on no longer than a line of the page.
fn short_blanks(text: &str) -> String {
    let long = "_".repeat(LONGEST_BLANK + 1);
    let mut out = text.to_owned();
    while out.contains(&long) {
        out = out.replace(&long, &"_".repeat(LONGEST_BLANK));
    }
    out
}
