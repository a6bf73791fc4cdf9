//! What is said once a new edition stands.

use std::path::Path;

use crate::console::Console;

pub(super) fn tell_how_to_go_on(name: &str, folder: &Path, console: &Console) {
    tell_how_to_take(name, console);
    console.say(&format!(
        "Проверить: nastavnik edition check \"{}\"",
        folder.display()
    ));
}

pub(super) fn tell_how_to_take(name: &str, console: &Console) {
    console.say(&format!(
        "Чтобы готовить по ней документы, впишите в organization.toml: edition = \"{name}\""
    ));
}
