//! The wording a project's papers are made with, and what is wrong with its own files of it.

use crate::edition::{self, Edition, Own};
use crate::problem::{Advice, Code, FileId, Place, Placed, Problem, Sources, nearest};
use crate::project::SharedEditions;

/// The wording: of the named edition, built in or a folder of the project's own, with the project's
/// single files in place of its; and what is wrong with those.
pub(super) fn edition(
    named: Option<&Placed<String>>,
    corrected: bool,
    sources: &Sources,
    (forms, shared): (&[(FileId, String)], &SharedEditions),
    can_draw: &dyn Fn(char) -> bool,
) -> (Option<Edition>, Vec<Problem>) {
    let name = named.map_or(edition::DEFAULT, |n| n.value.as_str());
    let own = Own {
        sources,
        files: forms
            .iter()
            .map(|(file, stem)| (*file, stem.as_str()))
            .collect(),
        can_draw,
    };
    if let Some(mut loaded) = Edition::load(name, corrected, &own) {
        loaded.problems.extend(unused(name, named, &own));
        return (loaded.edition, loaded.problems);
    }
    let problem = unknown(name, &own, shared);
    let problem = match named {
        Some(named) => problem.at(&named.place),
        None => problem,
    };
    (None, vec![problem])
}

/// A name that no edition has: a slip of the pen, or an edition that was left on another computer.
fn unknown(name: &str, own: &Own<'_>, shared: &SharedEditions) -> Problem {
    let mut known = own.editions();
    known.extend(shared.names());
    // What an edition is called is not its name.
    if let Some(folder) = own.called(name) {
        let message = format!("«{name}» – название редакции форм, а нужно ее имя");
        let hint = format!("впишите edition = \"{folder}\"");
        return Problem::new(Code::UnknownEdition, message).hint(Advice::apart(
            hint,
            format!("выберите из списка редакцию {folder}"),
        ));
    }
    if nearest(name, &known).is_some() {
        let problem = Problem::new(Code::UnknownEdition, format!("нет редакции форм «{name}»"));
        return problem.hint(Advice::choose(name, &known));
    }
    let lies_above = own.files.iter().any(|(_, file)| *file == "edition");
    if lies_above {
        let message = format!(
            "редакции форм «{name}» нет: ее файлы, видно, лежат прямо в папке forms, а нужны в папке forms/{name}"
        );
        let hint = format!("создайте папку forms/{name} и перенесите в нее файлы из forms");
        return Problem::new(Code::MissingEdition, message).hint(hint);
    }
    let message = format!(
        "редакции форм «{name}» здесь нет: ни среди встроенных, ни в папке forms школы, ни в общей папке редакций {}",
        shared.folder
    );
    Problem::new(Code::MissingEdition, message.trim_end()).hint(Advice::apart(
        format!(
            "если школа перенесена с другого компьютера, перенесите и редакцию: там выполните nastavnik edition export {name} и положите папку {name} в forms рядом с organization.toml; какие редакции есть здесь, покажет nastavnik edition list"
        ),
        format!(
            "если школа перенесена с другого компьютера, перенесите и редакцию: папка {name} лежит там в папке forms школы или в общей папке редакций, положите ее в папку forms; или выберите другую редакцию из списка"
        ),
    ))
}

/// An edition that lies in the project while the project takes one that is built in: it may be meant.
fn unused(name: &str, named: Option<&Placed<String>>, own: &Own<'_>) -> Option<Problem> {
    let is_built_in = |name: &str| Edition::names().contains(&name);
    let editions = own.editions();
    let is_whole = |edition: &&&str| {
        let passport = format!("{edition}/edition");
        own.files.iter().any(|(_, name)| *name == passport)
    };
    let mut others = editions.iter().filter(|edition| !is_built_in(edition));
    let lies = others.find(is_whole)?;
    if !is_built_in(name) {
        return None;
    }
    let message =
        format!("редакция форм «{lies}» лежит в папке forms, но документы готовятся по «{name}»");
    let problem = Problem::new(Code::OverlookedFile, message).hint(format!(
        "чтобы готовить по ней, впишите edition = \"{lies}\"; если она не нужна, уберите папку"
    ));
    let (file, _) = own
        .files
        .iter()
        .find(|(_, file)| file.starts_with(&format!("{lies}/")))?;
    Some(match named {
        Some(named) => problem.at(&named.place),
        None => problem.at(&Place::in_file(*file, 0..0)),
    })
}
