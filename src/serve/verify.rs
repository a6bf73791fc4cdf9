//! What is signed and what lies in archives: whether it is still what it was.

use maud::{Markup, html};

use super::ask::Answer;
use super::deeds::Verified;
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::state::App;
use crate::russian::counted;

/// Why «верна» is not all that there is to know.
const NOT_CHECKED: &str = "Доверие к удостоверяющему центру и отзыв сертификата здесь не проверяются: для этого есть КриптоАРМ, КриптоПро PDF и портал Госуслуг.";

pub(super) fn show(app: &App, place: &OpenProject) -> Answer {
    let main = html! {
        p class="back" { a href=(place.address("release")) { "← Выпуск" } }
        h1 { "Подписи и архивы" }
        p { "Проверяются документы в папке школы, электронные подписи в них и рядом с ними и архивы учебных лет: не изменилось ли что-нибудь с тех пор." }
        @match app.verify(&place.folder) {
            Ok(verified) => { (told(&verified)) }
            Err(why) => { (layout::bad(&format!("Не проверено: {why}."))) }
        }
    };
    Answer::page(layout::page(
        app,
        place,
        Some(Way::Release),
        "Подписи и архивы",
        &main,
    ))
}

fn told(verified: &Verified) -> Markup {
    let Verified { files, unsigned } = verified;
    let bad = files.iter().filter(|file| !file.is_good).count();
    let unsigned = counted(*unsigned, "документ", "документа", "документов");
    html! {
        @if files.is_empty() {
            p class="empty" { "Подписанных документов и архивов в папке школы нет. Без подписи: " (unsigned) "." }
        } @else {
            @if bad == 0 {
                (layout::good(&format!("Все на месте и без изменений: {}.", counted(files.len(), "файл", "файла", "файлов"))))
            } @else {
                (layout::bad(&format!("Требуют внимания: {}.", counted(bad, "файл", "файла", "файлов"))))
            }
            ol class="remarks" {
                @for file in files.iter().filter(|file| !file.is_good).chain(files.iter().filter(|file| file.is_good)) {
                    li class=(if file.is_good { "well" } else { "bad" }) {
                        p { strong { (if file.is_good { "Без изменений: " } else { "Посмотрите: " }) } (file.name) }
                        ul { @for line in &file.lines { li { (line) } } }
                    }
                }
            }
            p { "Без подписи: " (unsigned) "." }
            p class="hint" { (NOT_CHECKED) }
        }
    }
}
