//! Widths of columns, from those of the form to those that suit what stands in the table.

use super::table::{Measured, STEP};
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
    let free: Vec<usize> = (0..columns.len())
        .filter(|at| columns[*at].bounds.0 < columns[*at].bounds.1)
        .collect();
    if free.len() > 1 {
        for weight in WEIGHTS {
            walk(measured, columns, &free, weight, &mut out);
        }
    }
    out
}

/// Goes from the first widths to better ones, move by move, as far as each costs less. No move parts
/// more heads and dates than the first widths.
fn walk(
    measured: &mut Measured<'_>,
    columns: &[Column],
    free: &[usize],
    weight: u32,
    out: &mut Vec<Vec<u16>>,
) {
    let mut widths = out[0].clone();
    let broken = measured.cost(&widths).broken;
    let mut price = |widths: &[u16]| {
        let cost = measured.cost(widths);
        (cost.broken <= broken).then_some(4 * cost.lines + weight * cost.parted)
    };
    let Some(mut least) = price(&widths) else {
        return;
    };
    loop {
        let mut best = None;
        for from in free {
            for to in free.iter().filter(|to| *to != from) {
                for steps in MOVES {
                    let by = steps * STEP;
                    let Some(tried) = moved(&widths, columns, (*from, *to), by) else {
                        continue;
                    };
                    if let Some(found) = price(&tried).filter(|found| *found < least) {
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
