//! How many pages programs take, and how they end.

use nastavnik::document::{Block, Cell, Column, Document, Inline, Orientation, Row, Table, Text};
use nastavnik::fit::fit;
use nastavnik::fonts::Faces;
use nastavnik::pdf::{Pages, PdfWriter};
use nastavnik::style::PageStyle;
use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem};

use crate::programs::{generated, generated_of_groups};
use crate::support::all_documents;

/// The programs of the samples, and thirty more.
fn programs() -> Vec<Document> {
    let samples = all_documents()
        .into_iter()
        .filter(|(name, _)| name.contains(": Программа.") && !name.starts_with("papers"))
        .map(|(_, document)| document);
    samples.chain(generated()).collect()
}

fn tables(document: &mut Document) -> impl Iterator<Item = &mut Table> {
    let blocks = document.sections.iter_mut().flat_map(|s| &mut s.blocks);
    blocks.filter_map(|block| {
        if let Block::Table(table) = block {
            Some(table)
        } else {
            None
        }
    })
}

/// As it was before anything was fitted: widths and spaces stay.
fn fixed(documents: &[Document]) -> (Vec<Document>, PageStyle) {
    let mut documents = documents.to_vec();
    for table in documents.iter_mut().flat_map(tables) {
        for column in &mut table.columns {
            column.bounds = (column.width, column.width);
        }
    }
    let fit = "[fit]\npad_y_least = 3\npad_y_most = 3\nspacing_least = 1\n";
    (documents, PageStyle::changed_by(fit).unwrap())
}

fn set(documents: &[Document], style: PageStyle) -> Vec<Pages> {
    let writer = PdfWriter::new(style, &Faces::default());
    let set = |document| {
        let pages = writer.lay_out(document).unwrap();
        PdfWriter::forget(1);
        pages
    };
    documents.iter().map(set).collect()
}

/// The page of the last row but one.
fn tail(pages: &Pages) -> Option<usize> {
    fn has_mark(frame: &Frame) -> bool {
        frame.items().any(|(_, item)| match item {
            FrameItem::Group(group) => has_mark(&group.frame),
            FrameItem::Tag(Tag::Start(element, _)) => element
                .to_packed::<MetadataElem>()
                .is_some_and(|it| matches!(&it.value, Value::Str(mark) if mark.as_str() == "tail")),
            _ => false,
        })
    }
    let mut pages = pages.paged().pages().iter();
    pages.position(|page| has_mark(&page.frame))
}

/// The README says these figures.
#[test]
fn programs_take_fewer_pages_and_end_with_rows() {
    let programs = programs();
    let (documents, style) = fixed(&programs);
    let count = |pages: &[Pages]| -> Vec<usize> { pages.iter().map(Pages::count).collect() };
    let before = count(&set(&documents, style));
    let fitted = set(&programs, PageStyle::built_in());
    let after = count(&fitted);
    let (all, fewer): (usize, usize) = (before.iter().sum(), after.iter().sum());
    assert!(
        fewer * 100 <= all * 92,
        "{all} pages {before:?}, then {fewer} {after:?}"
    );
    for (i, pages) in fitted.iter().enumerate() {
        assert_eq!(tail(pages), Some(pages.count() - 1), "program {i}");
    }
    let readme = include_str!("../../README.md");
    let said = format!(
        "{} программ – {all} листов, после – {fewer}",
        programs.len()
    );
    assert!(readme.contains(&said), "{said}");
}

/// Below the plan of a group many people sign. Where two rows and all of them fit onto one page, they
/// stand there together. The README says these figures.
#[test]
fn programs_of_groups_end_with_rows() {
    let lonely = |mentees: usize| {
        let programs = generated_of_groups(mentees);
        let set = set(&programs, PageStyle::built_in());
        let ends = set
            .iter()
            .map(|pages| tail(pages) == Some(pages.count() - 1));
        (set.len(), ends.filter(|is_good| !is_good).count())
    };
    let (small, large) = (lonely(3), lonely(5));
    assert_eq!(small.1, 0);
    let readme = include_str!("../../README.md");
    let said = format!(
        "ни одна из {} составленных программ двух наставников и трех наставляемых; где наставляемых пять и подписей восемь – {} из {}.",
        small.0, large.1, large.0
    );
    assert!(readme.contains(&said), "{said}");
}

#[test]
fn the_same_paper_is_drawn_alike_and_a_small_change_moves_few() {
    let style = PageStyle::built_in();
    let drawn = |document: &Document| {
        let mut fitted = fit(document.clone(), &style);
        let widths: Vec<Vec<u16>> = tables(&mut fitted)
            .map(|table| table.columns.iter().map(|c| c.width).collect())
            .collect();
        widths
    };
    let programs = programs();
    let mut moved = 0;
    for document in &programs {
        assert_eq!(drawn(document), drawn(document));
        let mut changed = document.clone();
        let rows = tables(&mut changed).flat_map(|table| &mut table.rows);
        let cells = rows.filter_map(|row| match row {
            Row::Cells(cells) => Some(cells),
            Row::Title { .. } => None,
        });
        let Some(Cell(paragraphs)) = cells.flatten().nth(6) else {
            panic!("a program with one row");
        };
        let Some(Text(runs)) = paragraphs.first_mut() else {
            panic!("a row without words");
        };
        runs.push(Inline::LineBreak);
        runs.extend(Text::plain("и анализ").0);
        moved += usize::from(drawn(document) != drawn(&changed));
    }
    assert!(moved * 5 <= programs.len(), "{moved}");
}

/// Parts of a text that a line may begin with.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| c != '\u{A0}' && (c.is_whitespace() || matches!(c, '-' | '/'));
    text.split_inclusive(is_end).map(str::trim_end)
}

/// Words of heads, and dates, which the widths of the form leave whole.
#[test]
fn heads_and_dates_stay_whole() {
    const MONTHS: [&str; 6] = ["сентябр", "октябр", "ноябр", "декабр", "феврал", "апрел"];
    let style = PageStyle::built_in();
    let is_date = |part: &&str| MONTHS.iter().any(|month| part.contains(month));
    let mut dates = 0;
    for (i, document) in programs().iter().enumerate() {
        let mut fitted = fit(document.clone(), &style);
        for table in tables(&mut fitted) {
            for (at, column) in table.columns.iter().enumerate() {
                let head = column.head.to_plain();
                for word in parts(&head) {
                    assert!(style.fits_head(word, column, false), "program {i}: {word}");
                }
                let cells = table.rows.iter().filter_map(|row| match row {
                    Row::Cells(cells) => cells.get(at),
                    Row::Title { .. } => None,
                });
                for text in cells.flat_map(|Cell(paragraphs)| paragraphs) {
                    for date in parts(&text.to_plain()).filter(is_date) {
                        dates += 1;
                        assert!(
                            style.fits_column(date, column, false),
                            "program {i}: {date}"
                        );
                    }
                }
            }
        }
    }
    assert!(dates > 100, "{dates}");
}

/// A name that stands in the column of terms, where none is looked for, stands whole unless that takes
/// one more sheet, or leaves the last one without rows: where it is parted, the same program with a
/// column that holds it is set beside it.
#[test]
fn a_long_name_in_a_term_stands_whole() {
    const TERM: usize = 2;
    let style = PageStyle::built_in();
    let name =
        Cell::plain("с 1\u{A0}сентября по 30\u{A0}октября, у\u{A0}Воронцовой-Преображенской");
    let plans = |document: &mut Document| -> Vec<usize> {
        let all = tables(document).enumerate();
        let plans = all.filter(|(_, table)| table.columns.len() == 5);
        plans.map(|(at, _)| at).collect()
    };
    let (mut parted, mut wider) = (Vec::new(), Vec::new());
    for document in programs() {
        let mut document = document.clone();
        let plans = plans(&mut document);
        for at in &plans {
            let table = tables(&mut document).nth(*at).unwrap();
            let mut rows = table.rows.iter_mut().filter_map(|row| match row {
                Row::Cells(cells) => Some(cells),
                Row::Title { .. } => None,
            });
            rows.next().unwrap()[TERM] = name.clone();
        }
        let mut fitted = fit(document.clone(), &style);
        let is_parted = |column: &Column| style.hyphenates(&name, column, false);
        let columns = plans.iter().map(|at| {
            let table = tables(&mut fitted).nth(*at).unwrap();
            table.columns[TERM].clone()
        });
        if !columns.collect::<Vec<_>>().iter().any(is_parted) {
            continue;
        }
        let mut held = document.clone();
        for at in &plans {
            let columns = &mut tables(&mut held).nth(*at).unwrap().columns;
            let own = columns[TERM].clone();
            let with_width = |width| Column {
                width,
                ..own.clone()
            };
            // Widths are tried in steps.
            let mut steps = (own.width..=own.bounds.1).step_by(8);
            let needed = steps.find(|it| !is_parted(&with_width(*it)));
            let needed = needed.expect("the bounds of the form have room for it");
            columns[1].width -= needed - own.width;
            columns[TERM].width = needed;
            columns[TERM].bounds.0 = needed;
        }
        parted.push(document);
        wider.push(held);
    }
    assert!(!parted.is_empty() && parted.len() < programs().len() / 3);
    let (parted, wider) = (set(&parted, style.clone()), set(&wider, style));
    let is_needless = |(parted, wider): &(&Pages, &Pages)| {
        let takes_more = wider.count() > parted.count();
        let ends_alone = tail(wider) != Some(wider.count() - 1);
        !takes_more && !ends_alone
    };
    // Heights are reckoned before they are set, and may be a line too many.
    let needless = parted.iter().zip(&wider).filter(is_needless).count();
    assert!(needless <= 1, "{needless} of {}", parted.len());
}

/// The consents of several mentors are named in a column that is narrow, for one day is enough for it.
#[test]
fn a_list_gives_its_long_names_the_room_to_stand_whole() {
    let style = PageStyle::built_in();
    let long = "Вознесенская-Благовещенская\u{A0}М.К. – 29\u{A0}августа 2026\u{A0}г.";
    let is_list = |name: &str| {
        ["Реестр наставнических", "О закреплении"]
            .iter()
            .any(|it| name.contains(it))
    };
    let mut seen = 0;
    for (name, mut document) in all_documents() {
        if !is_list(&name) {
            continue;
        }
        let tables = tables(&mut document).filter(|table| table.columns.len() > 4);
        for table in tables {
            for row in &mut table.rows {
                if let Row::Cells(cells) = row {
                    *cells.last_mut().unwrap() = Cell::plain(long);
                }
            }
        }
        let fitted = fit(document, &style);
        for section in fitted.sections {
            let landscape = section.orientation == Orientation::Landscape;
            for block in &section.blocks {
                let Block::Table(table) = block else { continue };
                if table.columns.len() <= 4 {
                    continue;
                }
                let column = table.columns.last().unwrap();
                let is_parted = style.hyphenates(&Cell::plain(long), column, landscape);
                assert!(!is_parted, "{name}: {}", column.width);
                seen += 1;
            }
        }
    }
    assert!(seen > 1);
}
