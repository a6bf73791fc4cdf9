//! The empty form of every kind of paper.

use std::collections::BTreeSet;

use nastavnik::edition::Edition;
use nastavnik::plan::PaperKind;
use nastavnik::prepare::blanks;
use nastavnik::text;

/// A form says nothing of any school: not of those in the project, not of the one it is made from.
#[test]
fn the_blank_of_every_kind_of_paper_says_nothing_of_a_school() {
    let plan = blanks(&Edition::built_in(false));
    let kinds: BTreeSet<PaperKind> = plan.papers.iter().map(|paper| paper.kind).collect();
    assert_eq!(kinds, PaperKind::ALL.into());
    for paper in &plan.papers {
        let document = plan.document(paper).unwrap();
        assert!(document.is_form, "{}", paper.file_name);
        let words = text::write(&document);
        for said in [
            "Фамилия Имя",
            "размер и условия",
            "заголовок",
            "2026",
            "пункт",
        ] {
            let is_wording = said == "пункт" && words.contains("пунктом")
                || said == "размер и условия" && words.contains("размер и условия выплаты");
            assert!(
                is_wording || !words.contains(said),
                "{}: {said}\n{words}",
                paper.file_name
            );
        }
        let has_place =
            words.contains("____") || words.contains("\t\t") || words.contains(" _____");
        assert!(has_place, "{}", paper.file_name);
    }
}
