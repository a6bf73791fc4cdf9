//! A school before its papers are made: what is to be told first, and whether there is anything to
//! do at all.

use std::ops::ControlFlow;
use std::path::Path;

use super::answer::Answer;
use super::args::BuildArgs;
use super::told::MOST_LINES;
use crate::console::{Console, Ended, interrupt, report};
use crate::disk::{leads_away, load, note_school, other_school};
use crate::make::{Made, Making, Replace, Shard, recall, remember};
use crate::plan::{Plan, inputs_fingerprint, left_to_look_at};
use crate::prepare::prepare;
use crate::russian::counted;

/// A school that was asked for.
pub(super) enum School {
    /// Nothing has changed since the last run, which had this to say.
    Known(Answer),
    Ready(Box<Ready>),
}

/// A plan ready to be carried out.
pub(super) struct Ready {
    pub(super) plan: Plan,
    pub(super) making: Making,
    /// What is wrong with the description, in words.
    remarks: Vec<String>,
    /// What else is to be told before anything is made.
    notices: Vec<String>,
    /// What was asked for, and the fingerprint of what the papers are made from; `None` where the
    /// next run shall not rely on this one.
    known_by: Option<(String, String)>,
}

/// Reads a project, unless the last run of the same command has left it and its papers as they are.
///
/// # Errors
/// Why nothing can be made, in Russian: a template that cannot be used stops it before.
pub(super) fn school(
    folder: &Path,
    out: &Path,
    args: &BuildArgs,
    shard: Shard,
    at_length: bool,
) -> Result<School, (Ended, String)> {
    let files = load(folder);
    let wish = wish(out, args, shard, at_length);
    let known = wish.as_ref().and_then(|wish| {
        recall(
            out,
            wish,
            || inputs_fingerprint(&files),
            crate::console::wait,
        )
    });
    if let Some(answer) = known {
        return Ok(School::Known(answer));
    }
    let mut plan = prepare(&files);
    let is_elsewhere = args.out.is_some() || leads_away(out, folder);
    if is_elsewhere && !plan.papers.is_empty() {
        whose(out, folder)?;
    }
    let known_by = wish.zip(plan.inputs_fingerprint(&files));
    drop(files);
    if let Some(path) = &args.template {
        plan.take_template(path)
            .map_err(|why| (Ended::WithProblems, why))?;
    }
    let left_out = plan
        .choose(args.files.choice())
        .map_err(|why| (Ended::Misused, why))?;
    let remarks = report::lines(&plan.problems, &plan.sources, at_length);
    let mut notices = of_left_out(&left_out);
    notices.extend(of_personal(&plan));
    notices.extend(of_template(&plan));
    let workers = args
        .jobs
        .map_or_else(default_workers, std::num::NonZero::get);
    Ok(School::Ready(Box::new(Ready {
        plan,
        making: Making {
            formats: args.formats.chosen(),
            workers,
            replace: Replace {
                fresh: args.force,
                edited: args.force,
                signed: args.replace_signed,
                issued: args.replace_issued,
            },
            shard,
            wait: crate::console::wait,
        },
        remarks,
        notices,
        known_by,
    })))
}

/// Notes whose papers lie in a folder that was named by hand.
///
/// # Errors
/// That they are those of another school, which would be lost under the same names.
fn whose(out: &Path, folder: &Path) -> Result<(), (Ended, String)> {
    if let Some(other) = other_school(out, folder) {
        let why = format!(
            "{}: здесь документы другой школы ({}), их имена те же; укажите для этой школы другую папку",
            out.display(),
            other.display()
        );
        return Err((Ended::Misused, why));
    }
    // A folder that cannot be written to is told when the papers go there.
    let _ = note_school(out, folder);
    Ok(())
}

/// Tells one command from another by what it makes and says; `None` for one that makes what is not
/// asked for every day.
fn wish(out: &Path, args: &BuildArgs, shard: Shard, at_length: bool) -> Option<String> {
    let is_usual = args.template.is_none()
        && shard == Shard::WHOLE
        && !(args.force || args.replace_signed || args.replace_issued);
    let of = (out, args.formats.chosen(), args.files.choice(), at_length);
    is_usual.then(|| format!("{of:?}"))
}

impl Ready {
    /// Tells what is to be told before anything is made.
    pub(super) fn tell(&self, console: &Console) {
        let rows = report::json_of(&self.plan.problems, &self.plan.sources);
        console.tell_problems(&self.remarks, rows);
        self.notices.iter().for_each(|line| console.warn(line));
    }

    /// Keeps what the next run will have to say, if nothing changes until then.
    pub(super) fn remember(&mut self, made: Made, out: &Path) {
        let known_by = self.known_by.take();
        let Some(((wish, inputs), lies)) = known_by.zip(made.lies.clone()) else {
            return;
        };
        let remarks = std::mem::take(&mut self.remarks);
        let notices = std::mem::take(&mut self.notices);
        let answer = Answer {
            notices,
            ..Answer::of(&self.plan, remarks, &made.settled(), out)
        };
        remember(out, &wish, &inputs, &lies, &answer);
    }
}

pub(crate) fn default_workers() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Papers are begun until Ctrl-C.
pub(super) fn go_on() -> ControlFlow<()> {
    if interrupt::asked() {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

/// Names the papers that everybody may not read.
fn of_left_out(papers: &[String]) -> Vec<String> {
    if papers.is_empty() {
        return Vec::new();
    }
    let count = counted(papers.len(), "документ", "документа", "документов");
    let mut lines = vec![format!(
        "В публичные копии не вошли документы с личными сведениями: {count}"
    )];
    if papers.len() <= MOST_LINES {
        lines.extend(papers.iter().map(|name| format!("  {name}")));
    }
    lines
}

/// Says what of a template goes into no paper.
fn of_template(plan: &Plan) -> Vec<String> {
    let Some(template) = plan.look.template.as_ref() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if template.has_own_page {
        lines.push("Внимание: из образца взяты только стили и списки; его поля страницы, верхний и нижний колонтитулы в документы не переходят – поля задает файл style.toml".to_owned());
    }
    if !template.without_lists.is_empty() {
        let names = template.without_lists.iter().map(|it| format!("«{it}»"));
        let names: Vec<String> = names.collect();
        lines.push(format!(
            "Внимание: стили образца {} нумеруются по списку, которого в нем нет: они взяты без нумерации",
            names.join(", ")
        ));
    }
    lines
}

/// Names the words of public copies that a person must look at.
fn of_personal(plan: &Plan) -> Vec<String> {
    let found = left_to_look_at(plan);
    if found.is_empty() {
        return Vec::new();
    }
    let line = |(paper, words): (String, Vec<String>)| {
        let words: Vec<String> = words.iter().map(|it| format!("«{it}»")).collect();
        format!("  {paper}: {}", words.join(", "))
    };
    let first = "Внимание: в публичных копиях остается то, что похоже на чьи-то имена, телефоны или адреса; посмотрите сами, можно ли это показать всем:";
    let lines = std::iter::once(first.to_owned());
    lines.chain(found.into_iter().map(line)).collect()
}
