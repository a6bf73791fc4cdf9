//! Widths of columns, from those of the form to those that suit what stands in the table.

use super::table::{Cost, LONE, Measured, STEP};
use crate::document::Column;

/// Moves that are looked at, in steps.
const MOVES: [u16; 4] = [1, 2, 4, 8];

/// What a parted word costs, when a line costs four: little where a sheet is to be saved, much where
/// words are to stay whole.
const WEIGHTS: [u32; 2] = [0, 6];

/// Widths worth a look, first those of the form: on the way from them to what suits the rows best,
/// and to what parts the fewest words.
pub(super) fn candidates(measured: &mut Measured<'_>, columns: &[Column]) -> Vec<Vec<u16>> {
    let usual: Vec<u16> = columns.iter().map(|c| c.width).collect();
    let mut out = vec![usual];
    walk_by_lines(measured, columns, 0, &mut out);
    // Where a name is parted in all of them, so is what parts none, and what of that has few lines.
    if out.iter().all(|widths| measured.cost(widths).broken > 0) {
        let price = |_: &mut Measured<'_>, _: &[u16], cost: Cost| {
            MOST * cost.broken + (4 * cost.lines + WEIGHTS[1] * cost.parted).min(MOST - 1)
        };
        walk(measured, columns, &price, 0, &mut out);
        let whole = (1..out.len()).filter(|at| measured.cost(&out[*at]).broken == 0);
        if let Some(first) = whole.min() {
            walk_by_lines(measured, columns, first, &mut out);
        }
    }
    // Where a line of one preposition is left, what has none of them is worth a look too.
    if out.iter().any(|widths| measured.cost(widths).lone > 0) {
        let price = |_: &mut Measured<'_>, _: &[u16], cost: Cost| {
            4 * cost.lines + WEIGHTS[1] * (cost.parted + LONE * cost.lone)
        };
        walk(measured, columns, &price, 0, &mut out);
    }
    out
}

/// Goes to what has the fewest lines, and the fewest parted words.
fn walk_by_lines(
    measured: &mut Measured<'_>,
    columns: &[Column],
    from: usize,
    out: &mut Vec<Vec<u16>>,
) {
    for weight in WEIGHTS {
        let price =
            |_: &mut Measured<'_>, _: &[u16], cost: Cost| 4 * cost.lines + weight * cost.parted;
        walk(measured, columns, &price, from, out);
    }
}

/// Widths on the way to what suits the last rows best, so many of them.
pub(super) fn candidates_of_end(
    measured: &mut Measured<'_>,
    columns: &[Column],
    rows: usize,
) -> Vec<Vec<u16>> {
    let mut out = vec![columns.iter().map(|c| c.width).collect()];
    let price = |it: &mut Measured<'_>, widths: &[u16], cost: Cost| {
        // Of two that suit them as well, the better for all.
        MOST * it.lines_of_end(widths, rows) + cost.lines.min(MOST - 1)
    };
    walk(measured, columns, &price, 0, &mut out);
    out
}

/// More lines than a table of one section has.
const MOST: u32 = 10_000;

/// What some widths cost.
type Price<'p> = &'p dyn Fn(&mut Measured<'_>, &[u16], Cost) -> u32;

/// Goes from some of the widths to better ones, move by move, as far as each costs less. No move parts
/// more heads, names and dates than those.
fn walk(
    measured: &mut Measured<'_>,
    columns: &[Column],
    price: Price<'_>,
    from: usize,
    out: &mut Vec<Vec<u16>>,
) {
    let free: Vec<usize> = (0..columns.len())
        .filter(|at| columns[*at].bounds.0 < columns[*at].bounds.1)
        .collect();
    if free.len() < 2 {
        return;
    }
    let mut widths = out[from].clone();
    let first = measured.cost(&widths);
    let mut least = price(measured, &widths, first);
    loop {
        let mut best = None;
        for from in &free {
            for to in free.iter().filter(|to| *to != from) {
                for steps in MOVES {
                    let by = steps * STEP;
                    let Some(tried) = moved(&widths, columns, (*from, *to), by) else {
                        continue;
                    };
                    let cost = measured.cost(&tried);
                    if cost.broken > first.broken {
                        continue;
                    }
                    let found = price(measured, &tried, cost);
                    if found < least {
                        least = found;
                        best = Some(tried);
                    }
                }
            }
        }
        let Some(better) = best else {
            return;
        };
        if !out.contains(&better) {
            out.push(better.clone());
        }
        widths = better;
    }
}

/// The widths with so much of one column given to another, if their bounds allow it.
fn moved(
    widths: &[u16],
    columns: &[Column],
    (from, to): (usize, usize),
    by: u16,
) -> Option<Vec<u16>> {
    let narrower = widths[from].checked_sub(by)?;
    let wider = widths[to] + by;
    if narrower < columns[from].bounds.0 || wider > columns[to].bounds.1 {
        return None;
    }
    let mut out = widths.to_vec();
    (out[from], out[to]) = (narrower, wider);
    Some(out)
}
