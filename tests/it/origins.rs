//! Every word of a paper that the user wrote knows where he wrote it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};
use nastavnik::disk::load;
use nastavnik::document::{Document, Inline};
use nastavnik::edition::Term;
use nastavnik::fonts::Faces;
use nastavnik::origin::Origin;
use nastavnik::pdf::{Pages, PdfWriter};
use nastavnik::plan::Plan;
use nastavnik::prepare::prepare;
use nastavnik::style::PageStyle;
use toml_edit::{DocumentMut, Item, Value};
use typst::layout::{Frame, FrameItem};

use crate::browser::{Form, Server};
use crate::support::{SAMPLES, all_documents, files_of, path, texts_in, write};

type Texts = BTreeMap<String, Vec<u8>>;

/// A value of a project: the file and the keys.
type At = (String, String);

/// Where a glyph stands in its frame.
fn glyphs(frame: &Frame, out: &mut Vec<(u16, String)>) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                out.push((0, format!("{at:?} {:?}", group.transform)));
                glyphs(&group.frame, out);
            }
            FrameItem::Text(text) => {
                let places = text.glyphs.iter().map(|g| (g.id, g.x_advance, g.x_offset));
                out.extend(places.map(|(id, advance, offset)| {
                    (id, format!("{at:?} {:?} {advance:?} {offset:?}", text.size))
                }));
            }
            FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
}

fn all_glyphs(pages: &Pages) -> Vec<Vec<(u16, String)>> {
    let page = |page: &typst_layout::Page| {
        let mut out = Vec::new();
        glyphs(&page.frame, &mut out);
        out
    };
    pages.paged().pages().iter().map(page).collect()
}

#[test]
fn pages_for_a_screen_are_those_of_the_file() {
    let writer = PdfWriter::new(PageStyle::built_in(), &Faces::default());
    for (name, document) in all_documents() {
        let issued = writer.lay_out(&document).unwrap();
        let seen = writer
            .lay_out_for_screen(&document, &|file| format!("{file:?}"))
            .unwrap();
        assert_eq!(all_glyphs(&issued), all_glyphs(&seen), "{name}");
        assert_eq!(issued.to_pdf().unwrap(), seen.to_pdf().unwrap(), "{name}");
        PdfWriter::forget(1);
    }
}

/// The words of a document, cut where their origin changes.
fn pieces(document: &Document) -> Vec<(String, Origin)> {
    let mut out = Vec::new();
    for inline in document.texts().flat_map(|text| &text.0) {
        if let Inline::Run { text, origin, .. } = inline {
            let own = origin.pieces(text).into_iter();
            out.extend(own.map(|(piece, origin)| (piece.replace('\u{A0}', " "), origin)));
        }
    }
    out
}

fn has_ending(name: &str, ending: &str) -> bool {
    std::path::Path::new(name)
        .extension()
        .is_some_and(|e| e == ending)
}

fn sample(name: &str) -> Texts {
    texts_in(&path(&["samples", name]))
        .into_iter()
        .filter(|(name, _)| has_ending(name, "toml") || has_ending(name, "png"))
        .collect()
}

/// Every document of a project.
fn documents(texts: &Texts) -> (Plan, Vec<(String, Document)>) {
    let plan = prepare(&files_of(texts));
    let made = plan.papers.iter();
    let made = made.map(|p| (p.file_name.clone(), plan.document(p).unwrap()));
    let made = made.collect();
    (plan, made)
}

/// The text values of a file by their keys, each handed to be changed.
fn each_text(item: &mut Item, keys: &str, change: &mut dyn FnMut(&str, &mut Value)) {
    let below = |key: &str| {
        if keys.is_empty() {
            key.to_owned()
        } else {
            format!("{keys}.{key}")
        }
    };
    match item {
        Item::Value(value) => each_value(value, keys, change),
        Item::Table(table) => {
            for (key, item) in table.iter_mut() {
                each_text(item, &below(key.get()), change);
            }
        }
        Item::ArrayOfTables(list) => {
            for (i, table) in list.iter_mut().enumerate() {
                for (key, item) in table.iter_mut() {
                    each_text(item, &below(&format!("{i}.{}", key.get())), change);
                }
            }
        }
        Item::None => {}
    }
}

fn each_value(value: &mut Value, keys: &str, change: &mut dyn FnMut(&str, &mut Value)) {
    match value {
        Value::Array(list) => {
            for (i, inner) in list.iter_mut().enumerate() {
                each_value(inner, &format!("{keys}.{i}"), change);
            }
        }
        Value::InlineTable(table) => {
            for (key, inner) in table.iter_mut() {
                each_value(inner, &format!("{keys}.{}", key.get()), change);
            }
        }
        value => change(keys, value),
    }
}

fn each_of_project(texts: &mut Texts, change: &mut dyn FnMut(&str, &str, &mut Value)) {
    for (name, bytes) in texts
        .iter_mut()
        .filter(|(name, _)| has_ending(name, "toml"))
    {
        let mut document: DocumentMut = String::from_utf8(bytes.clone()).unwrap().parse().unwrap();
        each_text(document.as_item_mut(), "", &mut |keys, value| {
            change(name, keys, value);
        });
        *bytes = document.to_string().into_bytes();
    }
}

/// Last keys of values that are printed as they are written.
const FREE: [&str; 28] = [
    "full_name",
    "short_name",
    "parent",
    "place",
    "organization",
    "number",
    "title",
    "heading",
    "preamble",
    "text",
    "executor",
    "pay",
    "relevance",
    "aim",
    "tasks",
    "interim_results",
    "planned_results",
    "schedule",
    "conditions",
    "name",
    "term",
    "result",
    "interaction",
    "mode",
    "format",
    "responsible",
    "basis",
    "position",
];

/// Last keys of values that are words of the edition: a mark would make them unknown.
const CHOSEN: [&str; 4] = ["form", "kind", "model", "group"];

/// Whether a mark may be put behind a value without making it another thing.
fn is_free(keys: &str, text: &str) -> bool {
    let mut last = keys.rsplit('.').filter(|key| key.parse::<usize>().is_err());
    let key = last.next().unwrap_or_default();
    let is_named = match key {
        // A key of the staff.
        "responsible" => !text.is_ascii(),
        // A name is printed in parts: a mark would be one of them.
        "name" => !keys.starts_with("staff."),
        _ => true,
    };
    FREE.contains(&key) && is_named
}

/// Behind every text of the user's own a mark is written that stands nowhere else; wherever it is
/// printed, the words lead to that text.
#[test]
fn every_text_leads_to_the_place_where_it_is_written() {
    for name in SAMPLES {
        let mut texts = sample(name);
        let mut written: Vec<At> = Vec::new();
        each_of_project(&mut texts, &mut |file, keys, value| {
            let Some(text) = value.as_str().filter(|text| is_free(keys, text)) else {
                return;
            };
            let mark = format!("{text} клеймо{}я", written.len());
            written.push((file.to_owned(), keys.to_owned()));
            *value = Value::from(mark);
        });
        let (plan, documents) = documents(&texts);
        assert!(!documents.is_empty(), "{name}: {:?}", plan.problems);
        let errors: Vec<_> = plan.problems.iter().filter(|p| p.is_error()).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        let mut printed = BTreeSet::new();
        for (paper, document) in &documents {
            for (piece, origin) in pieces(document) {
                for mark in piece.split("клеймо").skip(1) {
                    let digits = mark.chars().take_while(char::is_ascii_digit);
                    let index = digits.collect::<String>().parse::<usize>();
                    let index = index.unwrap_or_else(|_| panic!("{name}, {paper}: {piece:?}"));
                    let (file, keys) = &written[index];
                    let Origin::Data { file: own, path } = &origin else {
                        panic!("{name}, {paper}: nobody wrote {piece:?}");
                    };
                    let own = &plan.sources.get(*own).inside;
                    assert_eq!((own, &path.to_string()), (file, keys), "{paper}: {piece}");
                    printed.insert(index);
                }
            }
        }
        let missing: Vec<&At> = (0..written.len())
            .filter(|i| !printed.contains(i))
            .map(|i| &written[i])
            .collect();
        // A text may be printed nowhere: the post of who signs nothing, the blocks of the plan.
        assert!(
            missing.len() * 10 < written.len(),
            "{name}: of {} texts {missing:?}",
            written.len()
        );
    }
}

/// The values of a project by file and keys.
fn values(texts: &Texts) -> BTreeMap<At, String> {
    let mut out = BTreeMap::new();
    each_of_project(&mut texts.clone(), &mut |file, keys, value| {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), ToOwned::to_owned);
        out.insert((file.to_owned(), keys.to_owned()), text.trim().to_owned());
    });
    out
}

/// The words of a value that a piece may be: a form of it begins as it does.
fn is_form_of(piece: &str, value: &str) -> bool {
    const STEM: usize = 3;
    let words = |text: &str| {
        let plain = text.to_lowercase().replace('ё', "е").replace('\u{AD}', "");
        let letters = plain.split(|c: char| !c.is_alphanumeric());
        let words = letters.filter(|word| !word.is_empty());
        words
            .map(|word| word.chars().take(STEM).collect::<String>())
            .collect::<Vec<_>>()
    };
    let known = words(value);
    words(piece).iter().all(|word| {
        known
            .iter()
            .any(|known| known.starts_with(word.as_str()) || word.starts_with(known.as_str()))
    })
}

#[test]
fn every_origin_has_the_words_that_are_made_of_it() {
    let mut chosen = BTreeSet::new();
    for name in SAMPLES {
        let texts = sample(name);
        let values = values(&texts);
        let (plan, documents) = documents(&texts);
        let kinds = &plan.edition().unwrap().common.mentoring_kind;
        let phrases = &plan.edition().unwrap().program.note.interaction_phrases;
        let staff = |key: &str| {
            let at = |field: &str| {
                (
                    "organization.toml".to_owned(),
                    format!("staff.{key}.{field}"),
                )
            };
            values.get(&at("name"))
        };
        let surnames: BTreeSet<String> = values
            .iter()
            .filter(|((_, keys), _)| {
                keys.starts_with("staff.") && keys.rsplit('.').next() == Some("name")
            })
            .map(|(_, name)| name.split(' ').next().unwrap().to_owned())
            .collect();
        assert!(!surnames.is_empty());
        for (paper, document) in &documents {
            for (piece, origin) in pieces(document) {
                let Origin::Data { file, path } = &origin else {
                    // A year of the form's own is that of the order it comes from.
                    assert!(
                        !piece.contains("2026") && !piece.contains("2027"),
                        "{paper}: {piece}"
                    );
                    let is_name = surnames
                        .iter()
                        .any(|surname| piece.contains(surname.as_str()));
                    assert!(!is_name, "{paper}: {piece}");
                    continue;
                };
                let at = (plan.sources.get(*file).inside.clone(), path.to_string());
                let value = values
                    .get(&at)
                    .unwrap_or_else(|| panic!("{paper}: no {at:?}, {piece}"));
                if let Some(person) = staff(value) {
                    assert!(
                        is_form_of(&piece, person),
                        "{paper}, {at:?}: {piece} – {person}"
                    );
                } else if let Ok(day) = NaiveDate::parse_from_str(value, "%Y-%m-%d") {
                    // Somebody's last day is that before the first one without him.
                    let is_last = path.last_key() == Some("day")
                        && are_words_of_days(&piece, &[day.pred_opt().unwrap()]);
                    assert!(
                        (is_last || are_words_of_days(&piece, &[day])) && has_number(&piece),
                        "{paper}, {at:?}: {piece} – {value}"
                    );
                } else if let Some(phrase) = phrases.get(value.as_str())
                    && path.last_key() == Some("interaction")
                {
                    // A program says its phrase, a contract the word itself.
                    let is_said = agreeing(phrase).contains(&piece) || piece == *value;
                    assert!(is_said, "{paper}: {piece}");
                } else if let Some(key) = path.last_key().filter(|key| CHOSEN.contains(key)) {
                    let plain = |text: &str| letters(&text.to_lowercase());
                    let printed = |it: &&Term| it.word == *value;
                    let printed = kinds.iter().find(printed).and_then(|it| it.printed.clone());
                    let value = printed.as_ref().unwrap_or(value);
                    assert_eq!(plain(&piece), plain(value), "{paper}, {at:?}");
                    chosen.insert(key.to_owned());
                } else {
                    assert!(
                        is_form_of(&piece, value),
                        "{paper}, {at:?}: {piece} – {value}"
                    );
                }
            }
        }
    }
    assert_eq!(chosen.len(), CHOSEN.len(), "{chosen:?}");
}

/// The values of the fields of a form, those of one name together.
fn fields_of(form: &Form) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in &form.fields {
        let all = out.entry(name.clone()).or_default();
        all.push('\n');
        all.push_str(value);
    }
    out
}

/// Names of the months beside a day.
const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// Whether a piece says these days and nothing else: «с 7», «по 11 сентября 2026 г.», «11.09.2026»,
/// «2026/2027 учебный год». A word may be parted at the end of a line.
fn are_words_of_days(piece: &str, days: &[NaiveDate]) -> bool {
    let is_part = |whole: &str, part: &str| whole.starts_with(part) || whole.ends_with(part);
    let in_digits = days.iter().map(|day| day.format("%d.%m.%Y").to_string());
    let rest = in_digits.fold(piece.to_lowercase(), |text, day| text.replace(&day, " "));
    let years = rest.replace(['-', '–', '/'], "/");
    let is_number = |number: i32| {
        days.iter().any(|day| {
            let of_school = [day.year() - 1, day.year() + 1];
            i32::try_from(day.day()) == Ok(number)
                || day.year() == number
                || of_school.contains(&number) && years.contains('/')
        })
    };
    let is_word = |word: &str| {
        let months = days.iter().map(|day| MONTHS[day.month0() as usize]);
        let mut words = months.chain(["с", "по", "г", "года", "учебный", "год", "от"]);
        words.any(|known| is_part(known, word))
    };
    let is_said = |word: &str| word.parse().map_or_else(|_| is_word(word), is_number);
    rest.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(is_said)
}

fn has_number(piece: &str) -> bool {
    piece.contains(|c: char| c.is_ascii_digit())
}

/// A phrase of the form with every choice of its words: `{mentors:наставника|наставников}`.
fn agreeing(phrase: &str) -> Vec<String> {
    let Some((before, rest)) = phrase.split_once('{') else {
        return vec![phrase.to_owned()];
    };
    let (choice, after) = rest.split_once('}').unwrap();
    let (_, words) = choice.split_once(':').unwrap();
    let after = agreeing(after);
    words
        .split('|')
        .flat_map(|word| {
            after
                .iter()
                .map(move |after| format!("{before}{word}{after}"))
        })
        .collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether words on a page are made of what a field shows.
fn shows(value: &str, piece: &str) -> bool {
    let value = value.trim();
    let days: Option<Vec<NaiveDate>> = value
        .split(" – ")
        .map(|day| NaiveDate::parse_from_str(day, "%d.%m.%Y").ok())
        .collect();
    if let Some(days) = days {
        return are_words_of_days(piece, &days);
    }
    // A word may be parted at the end of a line.
    is_form_of(piece, value) || letters(value).contains(&letters(piece))
}

/// A pair, the roadmap, an order and the regulation as they are worked on, with a mark behind every
/// text, two activities of the same words and one text in two fields: a click on any word of any
/// page finds the field that it is written in, on this screen or on another.
#[test]
#[expect(clippy::too_many_lines, reason = "one project, clicked through")]
fn a_click_on_a_word_leads_to_its_own_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut texts = sample("school");
    let pair = "pairings/gordeeva-pankratov.toml";
    let text = String::from_utf8(texts[pair].clone()).unwrap();
    let alike = "\n[[activity]]\nblock = \"I\"\nname = \"Беседа\"\nterm = \"в мае\"\nresult = \"Беседа\"\nformat = \"очный\"\n";
    texts.insert(
        pair.to_owned(),
        format!("{text}{alike}{alike}").into_bytes(),
    );
    for (name, bytes) in &texts {
        write(&folder.path().join(name), bytes);
    }
    let plan = prepare(&load(folder.path()));
    let phrases = &plan.edition().unwrap().program.note.interaction_phrases;
    let writer = PdfWriter::new(plan.look.style.clone(), &plan.look.faces);
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let mut known: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (screen, file) in [
        ("/0/pair/gordeeva-pankratov", pair),
        ("/0/roadmap", "roadmap.toml"),
        ("/0/order/change", "orders/change.toml"),
    ] {
        let form = window.form(screen);
        let html = window.get(screen).text();
        let shown: Vec<&str> = html
            .split("data-page=\"")
            .skip(1)
            .map(|page| page.split('"').next().unwrap())
            .collect();
        let mut laid_out = Vec::new();
        for paper in plan.papers.iter().filter(|p| plan.is_from(p, file)) {
            let pages = writer
                .lay_out_for_screen(&plan.document(paper).unwrap(), &|file| {
                    plan.sources.get(file).inside.clone()
                })
                .unwrap();
            laid_out.extend((0..pages.count()).map(|page| pages.texts(page)));
        }
        assert_eq!(shown.len(), laid_out.len(), "{screen}");
        let (mut reached, mut clicks) = (BTreeMap::<String, usize>::new(), 0);
        for (page, texts) in shown.iter().zip(&laid_out) {
            for text in texts.iter().filter(|t| !t.text.trim().is_empty()) {
                let mut fields = form.fields.clone();
                let (x, y) = (
                    f64::midpoint(text.left, text.right),
                    f64::midpoint(text.top, text.bottom),
                );
                let point = [
                    ("do", "point".to_owned()),
                    ("page", (*page).to_owned()),
                    ("x", x.to_string()),
                    ("y", y.to_string()),
                ];
                fields.extend(point.map(|(name, value)| (name.to_owned(), value)));
                let answer = window.post(screen, &fields).text();
                let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
                if text.written.is_none() {
                    assert_eq!(answer, "wording", "{screen}: {}", text.text);
                    continue;
                }
                clicks += 1;
                let piece = text.text.replace('\u{A0}', " ");
                let (address, field) = match (
                    answer["field"].as_str(),
                    answer["elsewhere"]["address"].as_str(),
                ) {
                    (Some(field), _) => (screen, field.to_owned()),
                    (None, Some(elsewhere)) => {
                        let (address, field) = elsewhere.split_once('#').unwrap();
                        assert_ne!(address, screen, "{piece}");
                        (address, field.to_owned())
                    }
                    (None, None) => panic!("{screen}: {answer} for {piece}"),
                };
                let fields = known
                    .entry(address.to_owned())
                    .or_insert_with(|| fields_of(&window.form(address)));
                let value = fields
                    .get(&field)
                    .unwrap_or_else(|| panic!("{address}#{field}: {piece}"));
                let phrase = phrases
                    .get(value.trim())
                    .filter(|_| field == "notes.0.note.interaction");
                let is_of_phrase = |phrase: &String| {
                    let all = agreeing(phrase);
                    all.iter()
                        .any(|one| letters(one).contains(&letters(&piece)))
                };
                // A contract says the word itself.
                assert!(
                    shows(value, &piece) || phrase.is_some_and(is_of_phrase),
                    "{address}#{field}: {piece} – {value}"
                );
                if address == screen {
                    *reached.entry(field).or_default() += 1;
                }
            }
        }
        assert!(clicks > 20, "{screen}: {clicks}");
        // No field of what is printed is out of reach.
        for (name, value) in fields_of(&form) {
            let is_printed = ["notes.", "activities.", "roadmap."]
                .iter()
                .any(|sheet| name.starts_with(sheet))
                && !["@code", ".block"].iter().any(|end| name.ends_with(end));
            assert!(
                !is_printed
                    || value.trim().is_empty()
                    || reached.contains_key(&name)
                    || is_said_above(&name, &form),
                "{screen}: {name} is not reached, {value}"
            );
        }
    }
}

/// A stage and a section are written in every row and printed once, from the first of them.
fn is_said_above(name: &str, form: &Form) -> bool {
    let [sheet, row, key] = name.splitn(3, '.').collect::<Vec<_>>()[..] else {
        return false;
    };
    let above = row.parse::<usize>().unwrap().checked_sub(1);
    let is_same = |row| form.value(&format!("{sheet}.{row}.{key}")) == form.value(name);
    key.starts_with('@') && above.is_some_and(is_same)
}
