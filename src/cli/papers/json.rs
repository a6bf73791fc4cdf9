//! What became of every file, for programs.

use std::borrow::Cow;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::told;
use crate::disk::State;
use crate::make::Made;
use crate::plan::Plan;

/// A file, for programs: the same for one school and for many.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FileJson {
    /// Name of the school's folder, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) school: Option<String>,
    kind: Option<Cow<'static, str>>,
    source: Option<String>,
    /// Of a paper that is kept back without its ending.
    path: Option<String>,
    pages: Option<usize>,
    /// `made` now, or `fresh` from an earlier run; `changed`, `signed`, `issued` and left as it is;
    /// `withheld`, `orphaned`; `failed`; `outrun` by a file that was saved meanwhile.
    state: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// Every file and paper with what became of it.
pub(super) fn files_json(plan: &Plan, made: &Made, out: &Path) -> Vec<FileJson> {
    let row = |state: &'static str, path: Option<String>| FileJson {
        school: None,
        kind: None,
        source: None,
        path,
        pages: None,
        state: state.into(),
        why: None,
    };
    let shown = |path: &Path| Some(path.display().to_string());
    let mut rows = Vec::new();
    for outcome in &made.outcomes {
        let of_paper = |row: FileJson| FileJson {
            kind: Some(outcome.kind.key().into()),
            source: Some(outcome.source.clone()),
            ..row
        };
        let made = outcome.made.iter().map(|m| (m, "made"));
        let fresh = outcome.fresh.iter().map(|m| (m, "fresh"));
        rows.extend(made.chain(fresh).map(|(m, state)| FileJson {
            pages: m.pages,
            ..of_paper(row(state, shown(&m.path)))
        }));
        rows.extend(outcome.kept.iter().map(|kept| {
            FileJson {
                why: kept
                    .differs
                    .as_ref()
                    .map(|difference| told::differs(kept.state, difference)),
                ..of_paper(row(kept.state.key(), shown(&kept.path)))
            }
        }));
        let failed = outcome.failed.iter().chain(&outcome.unroomed);
        rows.extend(failed.map(|why| FileJson {
            why: Some(why.clone()),
            ..of_paper(row("failed", None))
        }));
        rows.extend(outcome.outrun.iter().map(|why| FileJson {
            why: Some(why.clone()),
            ..of_paper(row("outrun", None))
        }));
    }
    let withheld = plan.withheld_papers().map(|name| FileJson {
        why: Some("ошибки в описании школы".to_owned()),
        ..row(State::Withheld.key(), shown(&out.join(name)))
    });
    rows.extend(withheld);
    let lying = made
        .rest
        .iter()
        .filter(|file| file.state != State::Withheld);
    rows.extend(lying.map(|file| {
        FileJson {
            why: file
                .differs
                .as_ref()
                .map(|difference| told::differs(file.state, difference)),
            ..row(file.state.key(), shown(&out.join(&file.file)))
        }
    }));
    rows
}
