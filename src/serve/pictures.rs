//! Pages of papers as pictures, and the way back from a point on a page to the field behind it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};
use serde::Serialize;

use super::ask::{Answer, Ask};
use super::missing::missing;
use super::open_project::OpenProject;
use super::rows;
use super::state::App;
use crate::edit::Filled;
use crate::make::{Drawing, Over, PagePatch, PagePicture, PendingPatch, PendingPicture};
use crate::plan::Paper;
use crate::russian::counted;

/// One page as a picture.
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

/// Draws the pages of every paper made from a file.
pub(super) fn pages_of_file(app: &App, ask: &Ask, place: &OpenProject, file: &str) -> Markup {
    pages(app, ask, place, |paper| place.plan().is_from(paper, file))
}

/// Draws the pages of some papers. A page that has not changed keeps its address, so the browser
/// does not fetch it again. For one that differs little from what the window shows in its place,
/// the strips that differ go along.
pub(super) fn pages(
    app: &App,
    ask: &Ask,
    place: &OpenProject,
    is_wanted: impl Fn(&Paper) -> bool,
) -> Markup {
    let shown: Vec<&str> = ask.fields("page").collect();
    let over = |at: usize| {
        let fingerprint = (*shown.get(at)?).to_owned();
        let picture = app.page(&fingerprint)?;
        Some(Over {
            fingerprint,
            picture,
        })
    };
    let papers: Vec<&Paper> = place
        .plan()
        .papers
        .iter()
        .filter(|p| is_wanted(p))
        .collect();
    let plan = place.plan();
    // Pages of the papers before.
    let mut before = 0;
    let mut draw = |document| {
        let is_known = |page: &str| app.has_page(page);
        let mut keep = |page, picture| app.keep_page(page, picture);
        let over = |page| over(before + page);
        let drawing = app
            .preview
            .draw(plan, document, &is_known, &mut keep, &over)?;
        before += drawing.pages.len();
        Ok(drawing)
    };
    let drawn = plan
        .documents(&papers)
        .into_iter()
        .map(|document| document.map_err(String::from).and_then(&mut draw));
    let drawn: Vec<(&Paper, Result<Drawing, String>)> = papers.into_iter().zip(drawn).collect();
    html! {
        div class="pages" id="pages" {
            @if drawn.is_empty() { p class="empty" { "Страницы появятся, когда в форме не останется ошибок." } }
            @for (paper, drawing) in &drawn { (paper_pages(app, paper, drawing)) }
        }
    }
}

fn paper_pages(app: &App, paper: &Paper, drawing: &Result<Drawing, String>) -> Markup {
    match drawing {
        Err(why) => html! { p class="box wrong" { (paper.file_name) ": " (why) } },
        Ok(Drawing { pages }) => html! {
            section class="paper" {
                h3 { (paper.file_name) " " small { (counted(pages.len(), "страница", "страницы", "страниц")) } }
                @for (i, page) in pages.iter().enumerate() {
                    @let patch = page.patch.as_ref().and_then(PendingPatch::wait);
                    img src=(app.at(&format!("page/{}", page.fingerprint))) width=(whole(page.width)) height=(whole(page.height))
                        data-width=(page.width) data-height=(page.height) data-page=(page.fingerprint)
                        data-over=[patch.map(|it| &it.over)] data-strips=[patch.map(strips)]
                        alt={ (paper.file_name) ", страница " (i + 1) };
                }
            }
        },
    }
}

/// «64:iVBO… 128:iVBO…»: where each strip begins, and its picture.
fn strips(patch: &PagePatch) -> String {
    let strips = patch.strips.iter();
    let strips = strips.map(|(top, png)| format!("{top}:{}", STANDARD.encode(png)));
    strips.collect::<Vec<_>>().join(" ")
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a page is some hundred points wide"
)]
fn whole(points: f64) -> i64 {
    points.round() as i64
}

/// Where the words at a point of a page come from; the script of a form reads this.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Lead {
    /// From a field of the open form.
    Field(String),
    /// From a field of another screen: its address, and what that screen is about.
    Elsewhere { address: String, called: String },
    /// From the wording of the paper.
    Wording,
    /// There are no words at this point.
    Nowhere,
}

/// Where words are printed.
#[derive(Serialize)]
struct Spot {
    /// Fingerprint of the page.
    page: String,
    /// Points from its upper edge.
    top: f64,
}

/// Tells where the words of a field of the form are printed on the pages that are shown, or else
/// the first words of its row.
pub(super) fn where_printed(
    app: &App,
    ask: &Ask,
    before: &OpenProject,
    after: &OpenProject,
    forms: &[Filled],
) -> Answer {
    let name = ask.field("field");
    let row = rows::row_of(name);
    let mut of_row = None;
    let mut found = None;
    'pages: for page in ask.fields("page") {
        let Some(pending) = app.page(page) else {
            continue;
        };
        for text in pending.wait().map_or(&[][..], PagePicture::texts) {
            let Some(written) = &text.written else {
                continue;
            };
            let Some(field) = after.field_at(&written.file, &written.path) else {
                continue;
            };
            let (screen, field) = after.screen_and_field(&field);
            if !ask.is_at(&screen) && before.has(&written.file) {
                continue;
            }
            let field = rows::in_sent(forms, &field);
            let spot = || Spot {
                page: page.to_owned(),
                top: text.top,
            };
            if field == name {
                found = Some(spot());
                break 'pages;
            }
            if of_row.is_none() && row.is_some_and(|row| field.starts_with(row)) {
                of_row = Some(spot());
            }
        }
    }
    Answer::of(
        "application/json",
        serde_json::to_vec(&found.or(of_row)).unwrap_or_default(),
    )
}

/// Finds the field whose words are printed at a point of a page, in the form as it was sent or on
/// another screen. `after` is the project as the form would make it.
pub(super) fn point(
    app: &App,
    ask: &Ask,
    before: &OpenProject,
    after: &OpenProject,
    forms: &[Filled],
) -> Answer {
    let number = |name: &str| ask.field(name).parse::<f64>().unwrap_or(-1.0);
    let page = app.page(ask.field("page"));
    let picture = page.as_ref().and_then(PendingPicture::wait);
    let way = match picture.and_then(|picture| picture.at(number("x"), number("y"))) {
        None => Lead::Nowhere,
        Some(text) => match &text.written {
            None => Lead::Wording,
            Some(written) => match after
                .field_at(&written.file, &written.path)
                .map(|field| after.screen_and_field(&field))
            {
                None => Lead::Wording,
                // A file that is not there yet is the form's own.
                Some((screen, field)) if ask.is_at(&screen) || !before.has(&written.file) => {
                    Lead::Field(rows::in_sent(forms, &field))
                }
                Some((screen, field)) => Lead::Elsewhere {
                    address: format!("{screen}#{field}"),
                    called: after.called_at(&written.file, &written.path),
                },
            },
        },
    };
    Answer::of(
        "application/json",
        serde_json::to_vec(&way).unwrap_or_default(),
    )
}
