//! The pages of papers as pictures, and the field from which the words at a point of a page come.

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::missing::missing;
use super::open_project::OpenProject;
use super::rows;
use super::state::App;
use crate::edit::{Filled, Record};
use crate::make::{Drawing, PagePicture, PendingPicture};
use crate::plan::Paper;
use crate::russian::counted;

/// One drawn page.
pub(super) fn one(app: &App, fingerprint: &str) -> Answer {
    match app
        .page(fingerprint)
        .as_ref()
        .and_then(PendingPicture::wait)
    {
        Some(picture) => Answer::of("image/png", picture.png.clone()),
        None => missing(app),
    }
}

/// The pages of every paper made from a file.
pub(super) fn pages_of_file(app: &App, place: &OpenProject, file: &str) -> Markup {
    pages(app, place, |paper| place.plan().is_from(paper, file))
}

/// The pages of some papers. A page that has not changed keeps its address, so a browser leaves it
/// alone.
pub(super) fn pages(app: &App, place: &OpenProject, is_wanted: impl Fn(&Paper) -> bool) -> Markup {
    let papers: Vec<&Paper> = place
        .plan()
        .papers
        .iter()
        .filter(|p| is_wanted(p))
        .collect();
    let plan = place.plan();
    let draw = |document| {
        app.preview
            .draw(plan, document, &|f| app.has_page(f), &mut |f, picture| {
                app.keep_page(f, picture)
            })
    };
    let drawn = plan
        .documents(&papers)
        .into_iter()
        .map(|document| document.and_then(draw));
    let drawn: Vec<(&Paper, Result<Drawing, String>)> = papers.into_iter().zip(drawn).collect();
    html! {
        div class="pages" id="pages" {
            @if drawn.is_empty() { p class="empty" { "Страницы появятся, когда в форме не останется ошибок." } }
            @for (paper, drawing) in &drawn { (paper_pages(paper, drawing)) }
        }
    }
}

fn paper_pages(paper: &Paper, drawing: &Result<Drawing, String>) -> Markup {
    match drawing {
        Err(why) => html! { p class="box wrong" { (paper.file_name) ": " (why) } },
        Ok(Drawing { pages }) => html! {
            section class="paper" {
                h3 { (paper.file_name) " " small { (counted(pages.len(), "страница", "страницы", "страниц")) } }
                @for (i, page) in pages.iter().enumerate() {
                    img src={ "/page/" (page.fingerprint) } width=(whole(page.width)) height=(whole(page.height))
                        data-width=(page.width) data-height=(page.height) data-page=(page.fingerprint)
                        alt={ (paper.file_name) ", страница " (i + 1) };
                }
            }
        },
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a page is some hundred points wide"
)]
fn whole(points: f64) -> i64 {
    points.round() as i64
}

/// The name of the field whose words stand at a point of a page of a pair's papers; nothing where
/// no field says them.
pub(super) fn at(app: &App, ask: &Ask, place: &OpenProject, code: &str) -> Answer {
    let number = |name: &str| ask.field(name).parse::<f64>().unwrap_or(-1.0);
    let forms = super::pair_forms::forms(place.tables(), code);
    let sent: Vec<Filled> = forms.iter().map(|f| rows::sent(ask, f)).collect();
    let found = app
        .page(ask.field("page"))
        .as_ref()
        .and_then(PendingPicture::wait)
        .and_then(|picture| field_at(picture, number("x"), number("y"), &sent));
    Answer::of("text/plain; charset=utf-8", found.unwrap_or_default())
}

/// Points around the clicked line in which the other cells of its row stand.
const NEAR: f64 = 60.0;

fn field_at(picture: &PagePicture, x: f64, y: f64, forms: &[Filled]) -> Option<String> {
    let clicked = picture.texts.iter().find(|t| t.holds(x, y))?;
    let words = plain(&clicked.text);
    let near: Vec<String> = picture
        .texts
        .iter()
        .filter(|t| (t.top - clicked.top).abs() < NEAR)
        .map(|t| plain(&t.text))
        .collect();
    let mut best: Option<(usize, String)> = None;
    for form in forms {
        for (row, record) in form.records.iter().enumerate() {
            let around = agreement(record, &near);
            for entry in record.entries.iter().filter(|e| e.field.is_key()) {
                let score = likeness(&words, &plain(&entry.text)) * 100 + around;
                if score >= 100 && best.as_ref().is_none_or(|(most, _)| score > *most) {
                    best = Some((score, rows::name(form.kind, row, entry.field.path)));
                }
            }
        }
    }
    best.map(|(_, name)| name)
}

/// How much a run of words has of a field: the same, a part of it, or a name whose other case or
/// short form it is.
fn likeness(words: &str, field: &str) -> usize {
    let surname = |text: &str| {
        text.split(' ')
            .next()
            .map(|w| w.chars().take(5).collect::<String>())
            .unwrap_or_default()
    };
    if words.chars().count() < 2 || field.is_empty() {
        0
    } else if words == field {
        4
    } else if field.contains(words.trim_end_matches('-')) {
        3
    } else if words.contains(field) && field.chars().count() > 3 {
        2
    } else {
        usize::from(surname(field).chars().count() == 5 && words.contains(&surname(field)))
    }
}

/// How many texts of a row stand near the click.
fn agreement(record: &Record, near: &[String]) -> usize {
    let texts = record
        .entries
        .iter()
        .filter(|e| e.field.is_key())
        .map(|e| plain(&e.text))
        .filter(|t| t.chars().count() > 3);
    texts
        .filter(|text| {
            near.iter()
                .any(|n| n.chars().count() > 3 && text.contains(n.as_str()))
        })
        .count()
        .min(99)
}

/// Letters as they are compared: marks that the program sets itself are left out.
fn plain(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| !"\u{AD}\u{200B}«»\"".contains(*c))
        .map(|c| match c {
            '\u{A0}' | '\n' => ' ',
            '–' | '—' | '‑' => '-',
            'ё' => 'е',
            c => c,
        })
        .collect();
    kept.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::SheetKind;
    use crate::make::PlacedText;

    #[test]
    fn a_click_finds_the_row_by_its_neighbours() {
        let row = |name: &str, format: &str| {
            let mut record = Record::blank(SheetKind::Activities);
            record.set("name", name);
            record.set("format", format);
            record
        };
        let forms = [Filled::new(
            SheetKind::Activities,
            vec![
                row("Анкетирование", "очный"),
                row("Беседа о нагрузке", "очный"),
            ],
        )];
        let text = |text: &str, left: f64, top: f64| PlacedText {
            text: text.to_owned(),
            left,
            top,
            right: left + 50.0,
            bottom: top + 12.0,
        };
        let texts = vec![
            text("Анкетирование", 0.0, 0.0),
            text("очный", 100.0, 0.0),
            text("Беседа о", 0.0, 100.0),
            text("очный", 100.0, 100.0),
        ];
        let picture = PagePicture {
            png: Vec::new(),
            texts,
        };
        assert_eq!(
            field_at(&picture, 110.0, 105.0, &forms).as_deref(),
            Some("activities.1.format")
        );
        assert_eq!(
            field_at(&picture, 10.0, 105.0, &forms).as_deref(),
            Some("activities.1.name")
        );
        assert_eq!(field_at(&picture, 300.0, 300.0, &forms), None);
    }
}
