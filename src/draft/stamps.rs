//! What stands in the corners above the title: stamps at the left and right, marks of appendices.

use crate::docx::read::{Grid, GridCell, Line, Piece, Side};

use super::block::{Block, list};
use super::clues::{clues, starts};
use super::place;
use super::shape::line;
use super::typed::{is_wordless, tidy};

/// Columns of a table without lines that stand side by side.
const MOST_COLUMNS: usize = 3;

/// A table without lines in which stamps stand.
pub(super) fn of_table(grid: &Grid) -> Option<Vec<Block>> {
    let rows = &grid.rows;
    let is_stamp = |cell: &GridCell| {
        cell.lines
            .iter()
            .any(|line| starts(&line.text, &clues().stamps))
    };
    let count = rows.iter().map(Vec::len).max()?;
    if grid.has_lines || count > MOST_COLUMNS || !rows.iter().flatten().any(is_stamp) {
        return None;
    }
    let from = place::table_place(grid.number);
    let column = |at: usize| -> Vec<String> {
        let cells = rows.iter().filter_map(|row| row.get(at));
        texts(cells.flat_map(|cell| &cell.lines))
    };
    let sides: Vec<Vec<String>> = (0..count).map(column).collect();
    let block = |left: &[String], right: &[String]| stamps(from.clone(), left, right);
    Some(match sides.as_slice() {
        [only] => vec![block(&[], only)],
        [left, right] => vec![block(left, right)],
        [left, middle, right] if middle.is_empty() => vec![block(left, right)],
        [left, middle, right] => vec![block(left, middle), block(&[], right)],
        _ => return None,
    })
}

fn texts<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<String> {
    let texts = lines.map(|line| tidy(&line.text));
    texts.filter(|text| !text.is_empty()).collect()
}

fn stamps(from: String, left: &[String], right: &[String]) -> Block {
    let mut block = Block::new("stamps", from);
    for (key, lines) in [("left", left), ("right", right)] {
        if !lines.is_empty() {
            block = block.with(key, &list(lines));
        }
    }
    block.guess(
        "подчерки грифа оставлены для записи от руки; вместо них можно поставить {head_name}, {head_post}, {order_date}, {order_number}"
            .to_owned(),
    )
}

/// Lines at the right edge from `at` on, and how many pieces they took.
pub(super) fn of_lines(
    pieces: &[Piece],
    at: usize,
    title_at: Option<usize>,
) -> Option<(Block, usize)> {
    let is_corner = |line: &Line| line.side == Side::Right;
    let first = line(&pieces[at])?;
    let from = place::place(first.at);
    let begins = starts(&first.text, &clues().stamps) || starts(&first.text, &clues().corners);
    let is_above = title_at.is_none_or(|title| at < title);
    // A line at the right far below the title is no mark.
    if !is_above || !(is_corner(first) || begins) || is_wordless(&first.text) {
        return None;
    }
    if let Some(found) = side_by_side(pieces, at, title_at) {
        return Some(found);
    }
    let group = pieces[at..].iter().enumerate();
    let group = group.take_while(|(i, piece)| {
        Some(at + i) != title_at
            && line(piece).is_some_and(|line| {
                !line.text.is_empty()
                    && (*i == 0 || line.side == first.side)
                    && (*i == 0 || !starts(&line.text, &clues().stamps))
            })
    });
    let lines: Vec<String> = group
        .filter_map(|(_, piece)| line(piece))
        .map(|line| tidy(&line.text))
        .collect();
    let count = lines.len();
    let block = if starts(&first.text, &clues().stamps) {
        let (left, right): (&[String], &[String]) = if is_corner(first) {
            (&[], &lines)
        } else {
            (&lines, &[])
        };
        stamps(from, left, right)
    } else {
        Block::new("corner", from).with("lines", &list(&lines))
    };
    Some((block, count))
}

/// Two stamps drawn side by side with tabs or spaces.
fn side_by_side(pieces: &[Piece], at: usize, title_at: Option<usize>) -> Option<(Block, usize)> {
    let first = line(&pieces[at])?;
    let (left, right) = halves(&first.text)?;
    if !starts(&left, &clues().stamps) || !starts(&right, &clues().stamps) {
        return None;
    }
    let (mut lefts, mut rights) = (vec![left], vec![right]);
    let mut count = 1;
    for (i, piece) in pieces[at..].iter().enumerate().skip(1) {
        let Some(next) = line(piece).filter(|line| !line.text.is_empty()) else {
            break;
        };
        if Some(at + i) == title_at {
            break;
        }
        match halves(&next.text) {
            Some((left, right)) => {
                lefts.push(left);
                rights.push(right);
            }
            None if next.side == Side::Right => rights.push(tidy(&next.text)),
            None => lefts.push(tidy(&next.text)),
        }
        count += 1;
    }
    Some((stamps(place::place(first.at), &lefts, &rights), count))
}

/// A line parted in the middle by a tab or many spaces.
fn halves(text: &str) -> Option<(String, String)> {
    let at = text.find(['\t']).or_else(|| text.find("    "))?;
    let (left, right) = (tidy(&text[..at]), tidy(&text[at..]));
    (!left.is_empty() && !right.is_empty()).then_some((left, right))
}
