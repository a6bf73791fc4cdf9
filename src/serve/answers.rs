//! Which screen serves which address.

use super::ask::{Answer, Ask};
use super::gone::gone;
use super::missing::missing;
use super::open_project::OpenProject;
use super::state::App;
use super::{
    bank, bulk, complete, event, excel, folders, history, orders, page, pair, pairs, pictures,
    regulation, release, remarks, roadmap, school, sign, staff, start, verify, year,
};

pub(super) fn answer(app: &App, ask: &Ask) -> Answer {
    let path: Vec<&str> = ask.path.iter().map(String::as_str).collect();
    match (ask.posted, path.as_slice()) {
        (false, []) => start::show(app, ask),
        (false, ["page.css"]) => Answer::of("text/css; charset=utf-8", page::CSS),
        (false, ["page.js"]) => Answer::of(page::SCRIPT_KIND, page::SCRIPT),
        (false, ["script", wanted]) => match page::PARTS.iter().find(|(name, _)| name == wanted) {
            Some((_, text)) => Answer::of(page::SCRIPT_KIND, *text),
            None => missing(app),
        },
        (false, ["favicon.ico" | "icon.svg"]) => Answer::of("image/svg+xml", page::ICON),
        (false, ["page", fingerprint]) => pictures::one(app, fingerprint),
        (false, ["folders"]) => folders::starts(app),
        (false, ["folders", number]) => folders::one(app, number),
        (true, ["open"]) => folders::open(app, ask),
        (true, ["end"]) => start::end(app),
        (_, [index, rest @ ..]) => {
            let index = index.parse().ok();
            let folder = index.and_then(|index| app.folder(index));
            if let Some(folder) = folder.filter(|it| !it.is_dir()) {
                return gone(app, ask, &folder);
            }
            match index.and_then(|index| OpenProject::open(app, index)) {
                Some(place) => within(app, ask, &place, rest),
                None => missing(app),
            }
        }
        (true, []) => missing(app),
    }
}

/// Addresses inside one project.
fn within(app: &App, ask: &Ask, place: &OpenProject, path: &[&str]) -> Answer {
    match (ask.posted, path) {
        (true, ["create"]) => start::create(app, ask, place),
        (_, ["school"]) => school::answer(app, ask, place),
        (false, ["staff"]) => staff::list(app, ask, place),
        (_, ["person"]) => staff::answer(app, ask, place, ""),
        (_, ["person", key]) => staff::answer(app, ask, place, key),
        (false, ["pairs"]) => pairs::list(app, ask, place),
        (false, ["complete"]) => complete::show(app, place),
        (true, ["pairs"]) => bulk::answer(app, ask, place.index),
        (_, ["pair"]) => pair::answer(app, ask, place, ""),
        (_, ["pair", code]) => pair::answer(app, ask, place, code),
        (_, ["event", kind]) => event::answer(app, ask, place, kind, ""),
        (_, ["event", kind, code]) => event::answer(app, ask, place, kind, code),
        (false, ["bank"]) => bank::list(place),
        (false, ["bank", code]) => bank::one(app, place, code),
        (true, ["bank"]) => bank::keep(app, ask, place.index),
        (_, ["roadmap"]) => roadmap::answer(app, ask, place),
        (false, ["orders"]) => orders::list(app, ask, place),
        (_, ["order"]) => orders::answer(app, ask, place, ""),
        (_, ["order", code]) => orders::answer(app, ask, place, code),
        (_, ["regulation"]) => regulation::answer(app, ask, place),
        (false, ["remarks"]) => remarks::list(app, ask, place),
        (true, ["remarks"]) => remarks::mend(app, ask, place),
        (false, ["release"]) => release::show(app, ask, place),
        (true, ["release"]) => release::make(app, ask, place),
        (false, ["verify"]) => verify::show(app, place),
        (_, ["sign"]) => sign::answer(app, ask, place.index),
        (_, ["new-year"]) => year::answer(app, ask, place.index),
        (false, ["paper", id]) => release::paper(app, place, id),
        (false, ["history"]) => history::list(app, ask, place),
        (true, ["history"]) => history::turn(app, ask, place),
        (false, ["excel"]) => excel::download(app, place),
        (true, ["excel"]) => excel::sent(app, ask, place),
        _ => missing(app),
    }
}
