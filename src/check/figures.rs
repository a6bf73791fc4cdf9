//! Figures of the school against its pairs.

use crate::problem::{Advice, Code, Problem};
use crate::project::Project;

/// Fewer teachers than take part in pairs: the report would count more than a whole of them.
pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    let Some(teachers) = project.teachers() else {
        return;
    };
    let included = project.counts(None).included;
    if included <= teachers.value {
        return;
    }
    let message = format!(
        "педагогов в школе {}, а в парах участвуют {included}: охват в отчете был бы больше 100 процентов",
        teachers.value
    );
    let problem = Problem::new(Code::FewTeachers, message).at(&teachers.place);
    problems.push(problem.hint(Advice::apart(
        "исправьте teachers: сколько в школе педагогов всего",
        "исправьте, сколько в школе педагогов всего",
    )));
}
