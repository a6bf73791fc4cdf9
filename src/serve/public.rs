//! Copies for everybody: made beside the papers, and what a person must look at first.

use std::ops::ControlFlow;

use maud::{Markup, html};

use super::layout;
use super::open_project::OpenProject;
use crate::disk;
use crate::make::{Made, Making, make};
use crate::plan::{Choice, Plan, left_to_look_at};
use crate::russian::counted;

/// The folder of the copies among the papers.
const FOLDER: &str = "public";

/// What was made, and what there is to say of it.
pub(super) struct Published {
    pub made: Made,
    left_out: Vec<String>,
    look_at: Vec<(String, Vec<String>)>,
}

/// Makes copies of the papers of a plan. They never lie among the papers themselves.
///
/// # Errors
/// Why they could not be made, in Russian.
pub(super) fn publish(
    place: &OpenProject,
    mut plan: Plan,
    making: &Making,
) -> Result<Published, String> {
    let left_out = plan.choose(Choice {
        public: true,
        ..Choice::default()
    })?;
    if plan.papers.is_empty() {
        return Err("среди отмеченных нет документов, которые можно показать всем".to_owned());
    }
    let folder = place.out().join(FOLDER);
    let made = disk::create_folder(&folder)
        .and_then(|()| make(&plan, &folder, making, &|| ControlFlow::Continue(())))
        .map_err(|trouble| trouble.to_string())?;
    Ok(Published {
        made,
        left_out,
        look_at: left_to_look_at(&plan),
    })
}

/// Says what a person must look at before he shows the copies to anybody. The button belongs to
/// the form of this id.
pub(super) fn told(place: &OpenProject, published: &Published, form: &str) -> Markup {
    let Published {
        left_out, look_at, ..
    } = published;
    html! {
        div class="box" {
            p { "Публичные копии: вместо имен – фамилии с инициалами, без дат согласий, выплат и подписей. Папка: " code { (place.out().join(FOLDER).display()) } }
            p { button form=(form) name="do" value="public-zip" { "Скачать публичные копии архивом" } }
            @if !left_out.is_empty() {
                details {
                    summary { "Не вошли документы с личными сведениями: " (left_out.len()) }
                    ul { @for name in left_out { li { (name) } } }
                }
            }
        }
        @if !look_at.is_empty() {
            div class="box wrong" role="alert" {
                p { "Посмотрите сами, можно ли это показать всем: " (counted(look_at.len(), "документ", "документа", "документов")) ", где осталось похожее на имена, телефоны или адреса." }
                ul { @for (paper, words) in look_at { li { (paper) ": " (quoted(words)) } } }
            }
        } @else {
            (layout::good("Похожего на чужие имена, телефоны и адреса в копиях не осталось."))
        }
    }
}

fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|it| format!("«{it}»")).collect();
    words.join(", ")
}
