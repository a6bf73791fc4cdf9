//! Heads of a table with so many columns that no widths let every head stand whole: those of its
//! figures are written from the bottom up, as one does by hand.

use super::section::thousandths;
use super::words::Words;
use crate::document::{Align, Column};
use crate::style::{LINE_PITCH, PageStyle};

/// Fewer heads than this are rather parted.
const FEWEST: usize = 4;

/// Of lines written from the bottom up, points: longer ones are no head any more, and their lengths are
/// tried in steps.
const LONGEST: u16 = 140;
const STEP: u16 = 2;

/// Turns heads where that is needed, on a table so many points wide.
pub(super) fn turn(columns: &mut [Column], style: &PageStyle, width: f64) {
    let face = &style.style.table_head;
    let heads: Vec<Words> = columns
        .iter()
        .map(|it| Words::of(&[&it.head], &style.advances, (face.bold, face.italic)))
        .collect();
    let pad = 2.0 * style.table.pad_x;
    let needed = heads
        .iter()
        .map(|head| f64::from(head.widest_word()) / 1000.0 * face.size + pad);
    let turned: Vec<usize> = (1..columns.len())
        .filter(|at| columns[*at].align == Align::Centre)
        .collect();
    if needed.sum::<f64>() <= width || turned.len() < FEWEST {
        return;
    }
    // One length for all that makes no head higher than its column is wide.
    let suits = |length: &u16| {
        let room = thousandths(f64::from(*length) / face.size);
        turned.iter().all(|at| {
            let across = width * f64::from(columns[*at].width) / 1000.0 - pad;
            let lines = f64::from(heads[*at].lines(room).count);
            heads[*at].widest_word() <= room && lines * face.size * LINE_PITCH <= across
        })
    };
    let length = (STEP..=LONGEST).step_by(usize::from(STEP)).find(suits);
    for at in turned {
        columns[at].turned = length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Text;

    fn turned(heads: &[&str]) -> Vec<Option<u16>> {
        let width = u16::try_from(1000 / heads.len()).unwrap();
        let column = |head: &&str| Column::fixed(Text::plain(*head), width, Align::Centre);
        let mut columns: Vec<Column> = heads.iter().map(column).collect();
        turn(&mut columns, &PageStyle::built_in(), 480.0);
        columns.iter().map(|it| it.turned).collect()
    }

    #[test]
    fn heads_of_figures_are_turned_where_no_widths_hold_them() {
        let heads = [
            "№ п/п",
            "Организация",
            "Наставников",
            "Наставляемых",
            "Завершено досрочно",
            "Согласий наставников",
            "Соглашений",
            "Замечаний",
        ];
        let turned = turned(&heads);
        assert_eq!(turned[0], None);
        let lengths: Vec<u16> = turned[1..].iter().map(|it| it.unwrap()).collect();
        assert!(
            lengths.iter().all(|it| (70..100).contains(it)),
            "{lengths:?}"
        );
    }

    #[test]
    fn heads_that_have_room_stay_level() {
        let heads = [
            "№ п/п",
            "Мероприятие",
            "Срок",
            "Результат",
            "Отметка",
            "Подпись",
        ];
        assert!(turned(&heads).iter().all(Option::is_none));
    }
}
