//! Words for the time in which another run writes to a folder.

use std::ops::ControlFlow;
use std::path::Path;

use super::{Console, interrupt};
use crate::disk::Busy;

/// Says once that another run writes to the folder, and waits until Ctrl-C.
pub(crate) fn wait(folder: &Path, busy: Busy, first: bool) -> ControlFlow<()> {
    if first {
        let process = busy
            .process
            .map(|process| format!(" (процесс {process})"))
            .unwrap_or_default();
        Console::default().warn(&format!(
            "В папку {} сейчас пишет другой запуск программы{process}; жду, пока он закончит.",
            folder.display()
        ));
    }
    if interrupt::asked() {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}
