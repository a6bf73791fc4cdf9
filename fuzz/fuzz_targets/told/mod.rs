//! What is asked of every plan.

use nastavnik::console::render_problem;
use nastavnik::plan::Plan;

/// Every problem can be shown at its place, and every paper that is planned says something.
pub fn is_told_or_built(plan: &Plan) {
    for problem in &plan.problems {
        assert!(!render_problem(problem, &plan.sources).is_empty());
    }
    if plan.has_errors() {
        return;
    }
    for paper in &plan.papers {
        if let Ok(document) = plan.document(paper) {
            assert!(!nastavnik::text::write(&document).is_empty());
        }
    }
}
