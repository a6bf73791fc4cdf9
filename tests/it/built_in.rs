//! The editions that are compiled in besides that of the order № 591: a school of any town can take
//! them, and nothing of the order's town is printed.

use nastavnik::disk::load;
use nastavnik::edition::{DEFAULT, Edition};
use nastavnik::plan::Plan;
use nastavnik::prepare::{blanks, prepare};
use nastavnik::problem::Problem;
use nastavnik::text;

use crate::docx_rules::{assert_formatting_lives_in_styles, assert_tables_are_whole};
use crate::parity::{assert_same_words, assert_structure_in_order};
use crate::support::{copy, document_of, path, tried, write};

fn others() -> Vec<&'static str> {
    let names = Edition::names().into_iter();
    names.filter(|name| *name != DEFAULT).collect()
}

fn told(plan: &Plan) -> Vec<String> {
    let shown = |p: &Problem| {
        format!(
            "[{}] {} | {}",
            p.code.number(),
            p.text(),
            p.advised().unwrap_or_default()
        )
    };
    plan.problems.iter().map(shown).collect()
}

/// The sample school of another town, in the forms of an edition.
fn school(edition: &str, change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "school"]), folder.path());
    let file = folder.path().join("organization.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let from = format!("edition = \"{DEFAULT}\"");
    assert!(text.contains(&from));
    write(
        &file,
        change(&text.replacen(&from, &format!("edition = \"{edition}\""), 1)),
    );
    folder
}

fn papers(plan: &Plan) -> impl Iterator<Item = (String, nastavnik::document::Document)> {
    let made = |paper| plan.document(paper).unwrap();
    plan.papers
        .iter()
        .map(move |paper| (paper.file_name.clone(), made(paper)))
}

#[test]
fn init_begins_a_school_in_the_forms_that_it_is_asked_for() {
    for name in others() {
        let folder = tempfile::tempdir().unwrap();
        let (went_well, said) = tried(&["init", "--edition", name, "школа"], folder.path());
        let called = Edition::named(name, false)
            .unwrap()
            .common
            .name
            .clone()
            .unwrap();
        assert!(went_well && said.contains(&called), "{said}");
        let plan = prepare(&load(&folder.path().join("школа")));
        assert!(plan.problems.is_empty(), "{name}: {:?}", told(&plan));
        let passport = folder.path().join("школа/organization.toml");
        let passport = std::fs::read_to_string(passport).unwrap();
        assert!(passport.contains(&format!(
            "# Редакция форм: {called}.\nedition = \"{name}\"\n"
        )));
    }
    let folder = tempfile::tempdir().unwrap();
    let (went_well, said) = tried(&["init", "--edition", "generl"], folder.path());
    assert!(!went_well && said.contains("«general»"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Every paper and every blank, though nothing asks for the regulation of a school.
#[test]
fn their_papers_name_no_town_of_another_s_order() {
    const TOWN: [&str; 6] = [
        "тарооск",
        "тарый Оскол",
        "Белгород",
        "СОИРО",
        "БелИРО",
        "№\u{a0}591",
    ];
    for name in others() {
        let folder = school(name, ToOwned::to_owned);
        let plan = prepare(&load(folder.path()));
        assert!(!plan.has_errors(), "{name}: {:?}", told(&plan));
        assert!(plan.papers.len() > 20);
        let empty = blanks(Edition::named(name, false).unwrap());
        for (paper, document) in papers(&plan).chain(papers(&empty)) {
            let text = text::write(&document);
            let found = TOWN.iter().find(|word| text.contains(**word));
            assert_eq!(found, None, "{name}, {paper}: {text}");
        }
    }
}

#[test]
fn their_papers_are_as_well_made_as_those_of_the_order() {
    for name in others() {
        let folder = school(name, ToOwned::to_owned);
        let plan = prepare(&load(folder.path()));
        let empty = blanks(Edition::named(name, false).unwrap());
        let own = ["Дорожная карта", "Программа. Кузьменко — Быков"];
        let documents = own.map(|paper| document_of(&plan, paper));
        let blank = ["Дорожная карта (бланк)", "Программа (бланк)"];
        let blank = blank.map(|paper| document_of(&empty, paper));
        for document in documents.iter().chain(&blank) {
            assert_same_words(name, document);
            assert_structure_in_order(name, document);
            let docx = nastavnik::make::make_one(document, nastavnik::plan::Format::Docx).unwrap();
            assert_tables_are_whole(name, &docx);
            assert_formatting_lives_in_styles(name, &docx);
        }
    }
}

/// Nothing that the sample school has written is lost where it changes its forms.
#[test]
fn a_filled_school_changes_its_edition_and_loses_no_word() {
    for name in others() {
        let folder = school(name, ToOwned::to_owned);
        let plan = prepare(&load(folder.path()));
        assert!(plan.problems.is_empty(), "{name}: {:?}", told(&plan));
    }
}

#[test]
fn the_regulation_of_an_order_is_not_printed_where_the_edition_has_none() {
    let asked = school("general", |text| {
        format!("regulation = \"official\"\n{text}")
    });
    let plan = prepare(&load(asked.path()));
    assert!(
        plan.has_errors() && plan.papers.is_empty(),
        "{:?}",
        told(&plan)
    );
    assert!(told(&plan)[0].starts_with("[106]"), "{:?}", told(&plan));
    assert!(told(&plan)[0].contains("regulation = \"school\""));

    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "order-591"]), folder.path());
    let file = folder.path().join("organization.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    write(&file, text.replacen(DEFAULT, "general", 1));
    let plan = prepare(&load(folder.path()));
    let told = told(&plan);
    assert!(plan.has_errors() && plan.papers.is_empty(), "{told:?}");
    assert!(
        told.iter()
            .any(|it| it.contains("нет положения муниципального органа")),
        "{told:?}"
    );
}

/// An edition of one's own stands over any that is compiled in, also over one that stands over another.
#[test]
fn an_own_edition_stands_over_each_of_them() {
    for name in others() {
        let folder = school("mine", ToOwned::to_owned);
        let (went_well, said) = tried(&["edition", "new", "mine", "--from", name], folder.path());
        assert!(went_well, "{said}");
        let own = prepare(&load(folder.path()));
        assert!(own.problems.is_empty(), "{:?}", told(&own));
        let usual = school(name, ToOwned::to_owned);
        let usual = prepare(&load(usual.path()));
        let texts = |plan: &Plan| {
            papers(plan)
                .map(|(name, it)| (name, text::write(&it)))
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(&own), texts(&usual));

        // Of a mistake there the line is told.
        let file = folder.path().join("forms/mine/roadmap.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        write(
            &file,
            text.replacen("field = \"term\"", "field = \"tern\"", 1),
        );
        let (went_well, said) = tried(&["edition", "check", "forms/mine"], folder.path());
        assert!(!went_well && said.contains("roadmap.toml:"), "{said}");
    }
}

#[test]
fn an_edition_that_is_compiled_in_is_listed_shown_and_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let (went_well, said) = tried(&["edition", "list"], at);
    assert!(went_well && said.contains("general: Общая форма"), "{said}");
    assert!(
        said.contains("federal-2021: По мотивам методических рекомендаций"),
        "{said}"
    );
    let (went_well, said) = tried(&["edition", "show", "federal-2021"], at);
    assert!(
        went_well && said.contains("опирается на: general"),
        "{said}"
    );
    assert!(said.contains("Наименование этапа"), "{said}");
    let look = [
        "edition",
        "check",
        "general",
        "--out",
        "образцы",
        "--format",
        "text",
    ];
    let (went_well, said) = tried(&look, at);
    assert!(went_well && said.contains("Ошибок нет"), "{said}");
    assert!(at.join("образцы/Дорожная карта.txt").is_file());
    assert!(at.join("образцы/бланки/Программа (бланк).txt").is_file());
}
