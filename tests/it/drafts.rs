//! Editions learnt from forms in Word: the draft's paper, printed as DOCX, has the lines of the form in
//! their order.

use std::sync::LazyLock;

use nastavnik::draft::{About, Draft, Form, Unreadable, draft};
use nastavnik::edition::Edition;
use nastavnik::fonts::Faces;
use nastavnik::make::make_one;
use nastavnik::plan::{Format, Paper};
use nastavnik::prepare::{PreparedMunicipality, blanks, prepare_edition};
use nastavnik::project::RawFile;

use crate::support::{Xml, document_of, part, path, texts_in};

/// The share of lines that must be the same.
const LEAST: f64 = 0.95;

fn learnt(bytes: &[u8], form: Option<Form>) -> Draft {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let blanks = blanks(&Edition::built_in(false));
        let names = blanks.papers.into_iter().map(|paper| paper.file_name);
        names.map(|name| name.replace(" (бланк)", "")).collect()
    });
    let built_in = Edition::built_in(false);
    let papers = built_in.year.paper.iter();
    let papers: Vec<(&str, &str)> = papers.map(|p| (p.key.as_str(), p.name.as_str())).collect();
    let faces = Faces::default();
    let about = About {
        edition: "learnt",
        file: "бланк.docx",
        form,
        papers: &papers,
        taken: &NAMES,
        can_draw: &|c| faces.can_draw(c),
    };
    draft(bytes, &about).unwrap()
}

fn edition_of(draft: &Draft) -> PreparedMunicipality {
    let passport = "name = \"Черновик\"\nsource = \"бланк\"\nextends = \"stary-oskol-2022\"\n";
    let file = |stem: &str, text: &str| RawFile {
        name: format!("forms/learnt/{stem}.toml"),
        inside: format!("forms/learnt/{stem}.toml"),
        stem: format!("learnt/{stem}"),
        bytes: text.as_bytes().to_vec(),
    };
    let forms = [
        file("edition", passport),
        file(draft.form.file(), &draft.text),
    ];
    prepare_edition("learnt", false, &forms)
}

/// The blank of the draft's paper as DOCX.
fn printed(draft: &Draft) -> Result<Vec<u8>, String> {
    let read = edition_of(draft);
    let told: Vec<String> = read
        .problems
        .iter()
        .map(|p| p.text().into_owned())
        .collect();
    let Some(edition) = read.edition.filter(|_| told.is_empty()) else {
        return Err(told.join("\n"));
    };
    let blank = match draft.form {
        Form::Program => edition.program.blank_file_name.clone(),
        Form::Roadmap => edition.roadmap.blank_file_name.clone(),
        Form::Paper => format!("{} (бланк)", draft.name),
    };
    let document = document_of(&blanks(&edition), &blank);
    Ok(make_one(&document, Format::Docx).unwrap())
}

/// What a page says, line by line, without lines to write on and signs.
fn lines(bytes: &[u8]) -> Vec<String> {
    let document = Xml::parse(&part(bytes, "word/document.xml"));
    let mut out = Lines::default();
    out.gather(document.child("w:body").unwrap());
    out.end_columns();
    out.all
}

#[derive(Default)]
struct Lines {
    all: Vec<String>,
    /// The right one of two columns drawn with tabs.
    right: Vec<String>,
}

impl Lines {
    fn gather(&mut self, it: &Xml) {
        for child in &it.children {
            match child.name.as_str() {
                "w:p" => self.paragraph(&words(child)),
                "w:tr" => {
                    self.end_columns();
                    self.row(child);
                }
                "w:sdt" if is_placeholder(child) => {}
                _ => self.gather(child),
            }
        }
    }

    /// Words at both ends of a line stand in two columns, which are read one after the other.
    fn paragraph(&mut self, text: &str) {
        let is_said = |text: &str| text.contains(char::is_alphabetic);
        match text.split_once('\t') {
            Some((left, right)) if is_said(left) && is_said(right) => {
                self.all.extend(lines_of(left));
                self.right.extend(lines_of(right));
            }
            // A line to write on in each column.
            _ if !is_said(text) => {}
            _ => {
                self.end_columns();
                self.all.extend(lines_of(text));
            }
        }
    }

    fn end_columns(&mut self) {
        self.all.append(&mut self.right);
    }

    /// The cells of a row, one after the other.
    fn row(&mut self, row: &Xml) {
        let cells = row.all("w:tc");
        let of = |cell: &&Xml| -> Vec<String> {
            let texts = cell.all("w:p").into_iter().map(words);
            texts.flat_map(|text| lines_of(&text)).collect()
        };
        let said: Vec<Vec<String>> = cells.iter().map(of).collect();
        // Stamps side by side are read down each of them.
        let is_stamps = cells.len() <= 2 && said.iter().any(|cell| cell.len() > 1);
        let lines = said.concat();
        if is_stamps || lines.is_empty() {
            self.all.extend(lines);
        } else {
            self.all.push(lines.join(" "));
        }
    }
}

/// The lines of a text that say something. What stands in brackets after a line to write on is a
/// caption, be it beside or beneath.
fn lines_of(text: &str) -> Vec<String> {
    let text = text.replace("_ (", "_\n(");
    let lines = text.split('\n').map(plain);
    lines
        .filter(|line| line.contains(char::is_alphabetic))
        .collect()
}

fn is_placeholder(it: &Xml) -> bool {
    let settings = it.child("w:sdtPr");
    settings.is_some_and(|it| it.child("w:showingPlcHdr").is_some())
}

fn words(it: &Xml) -> String {
    let mut out = String::new();
    for child in &it.children {
        match child.name.as_str() {
            "w:sdt" if is_placeholder(child) => {}
            // Not the places of tabs, which are settings.
            "w:pPr" => {}
            "w:tab" => out.push('\t'),
            "w:br" => out.push('\n'),
            "w:t" => out.push_str(&child.words()),
            _ => out.push_str(&words(child)),
        }
    }
    out
}

fn plain(text: &str) -> String {
    let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let text: String = text.to_lowercase().chars().map(letters).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The longest common run of lines, in order.
fn common(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for line in a {
        let mut before = 0;
        for (j, other) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if line == other {
                before + 1
            } else {
                above.max(row[j])
            };
            before = above;
        }
    }
    row[b.len()]
}

/// What of the form is in the paper and what of the paper is in the form, the lesser of both shares;
/// and the lines that differ.
fn likeness(form: &[u8], paper: &[u8]) -> (f64, String) {
    let (form, paper) = (lines(form), lines(paper));
    let same = common(&form, &paper);
    let only = |a: &[String], b: &[String]| -> Vec<String> {
        a.iter().filter(|line| !b.contains(line)).cloned().collect()
    };
    let differ = format!(
        "only in the form: {:#?}\nonly in the paper: {:#?}",
        only(&form, &paper),
        only(&paper, &form)
    );
    #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
    let share = same as f64 / form.len().max(paper.len()) as f64;
    (share, differ)
}

/// What is wrong with the draft of a form: mistakes, or lines that differ.
fn unlike(name: &str, bytes: &[u8]) -> Option<String> {
    let draft = learnt(bytes, None);
    let paper = match printed(&draft) {
        Ok(paper) => paper,
        Err(told) => return Some(format!("{name}: {told}\n{}", draft.text)),
    };
    let (share, differ) = likeness(bytes, &paper);
    (share < LEAST).then(|| format!("{name}: {share:.3}\n{differ}\n{}", draft.text))
}

#[test]
fn forms_of_public_shapes_are_learnt_line_by_line() {
    let files = texts_in(&path(&["tests", "blanks"]));
    assert!(files.len() >= 10);
    let unlike: Vec<String> = files
        .iter()
        .filter_map(|(name, bytes)| unlike(name, bytes))
        .collect();
    assert!(
        unlike.is_empty(),
        "{}: {}",
        unlike.len(),
        unlike.join("\n\n")
    );
}

#[test]
fn our_own_blanks_are_learnt_line_by_line() {
    let built_in = blanks(&Edition::built_in(false));
    assert!(built_in.papers.len() > 30);
    let of = |paper: &Paper| {
        let document = built_in.document(paper).unwrap();
        unlike(
            &paper.file_name,
            &make_one(&document, Format::Docx).unwrap(),
        )
    };
    let unlike: Vec<String> = built_in.papers.iter().filter_map(of).collect();
    assert!(
        unlike.is_empty(),
        "{}: {}",
        unlike.len(),
        unlike.join("\n\n")
    );
}

/// A Word file with these paragraphs and tables.
fn form(body: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).unwrap();
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    zip.write_all(xml.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn title(text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
    )
}

/// A table; the lines of a cell are parted by «|».
fn table(rows: &[&[&str]], has_lines: bool) -> String {
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let borders: Vec<String> = sides
        .iter()
        .map(|side| format!("<w:{side} w:val=\"single\"/>"))
        .collect();
    let borders = borders.concat();
    let borders = if has_lines { borders.as_str() } else { "" };
    let cell = |text: &&str| {
        let lines: String = text.split('|').map(paragraph).collect();
        format!("<w:tc>{lines}</w:tc>")
    };
    let row = |row: &&[&str]| {
        let cells: String = row.iter().map(cell).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{rows}</w:tbl>")
}

/// The commonest shapes of signatures: a table without lines, by rows or by columns.
#[test]
fn signatures_side_by_side_are_signatures() {
    let shapes: [&[&[&str]]; 6] = [
        &[
            &["Наставник", "Наставляемый"],
            &["____________ /__________/", "____________ /__________/"],
            &["(подпись, расшифровка)", "(подпись, расшифровка)"],
        ],
        &[&["Наставник: ______________", "Наставляемый: ______________"]],
        &[
            &["Наставник|______________", "Наставляемый|______________"],
            &["«__» _______ 20__ г.", "«__» _______ 20__ г."],
        ],
        &[
            &["Наставник", "______________", "И.И. Иванова"],
            &["Наставляемый", "______________", "Петров Петр Петрович"],
        ],
        &[&[
            "Наставник|_____________|(подпись)",
            "",
            "Наставляемый|_____________|(подпись)",
        ]],
        &[
            &["Наставник", "", "Наставляемый"],
            &["", "", ""],
            &["_____________", "", "_____________"],
        ],
    ];
    for rows in shapes {
        let plan: &[&[&str]] = &[
            &["№ п/п", "Содержание", "Срок"],
            &["", "", ""],
            &["", "", ""],
        ];
        let body = [title("ПЛАН ПАРЫ"), table(plan, true), table(rows, false)].concat();
        let draft = learnt(&form(&body), None);
        let text = &draft.text;
        for who in ["Наставник", "Наставляемый"] {
            let is_signature = |line: &&str| {
                line.trim_start().starts_with("{ who = ")
                    && line.contains(&format!("label = \"{who}"))
            };
            assert_eq!(text.lines().filter(is_signature).count(), 1, "{text}");
        }
        assert_eq!(text.matches("is = \"title\"").count(), 1, "{text}");
        let names = rows
            .iter()
            .flat_map(|row| row.iter())
            .filter(|it| it.contains("Иванова"));
        for name in names {
            assert!(text.contains(&format!("# Догадка: «{name}»")), "{text}");
        }
        let read = edition_of(&draft);
        assert!(read.problems.is_empty(), "{text}");
    }
}

/// Words of a table without lines that are no signatures stay line by line, and are no titles.
#[test]
fn words_side_by_side_are_marked() {
    let rows: &[&[&str]] = &[
        &["Дата заполнения", "Кабинет"],
        &["ФИО: ______", "Класс: ______"],
    ];
    let body = [
        title("КАРТОЧКА"),
        paragraph("Сведения:"),
        table(rows, false),
        paragraph("Конец."),
    ];
    let draft = learnt(&form(&body.concat()), None);
    let text = &draft.text;
    assert!(
        text.contains("label = \"ФИО:\"") && text.contains("label = \"Класс:\""),
        "{text}"
    );
    assert!(text.contains("# Догадка: слова стояли рядом"), "{text}");
    assert_eq!(text.matches("is = \"title\"").count(), 1, "{text}");
}

/// Every guess is counted, and every sign that changes is told.
#[test]
fn what_is_said_of_a_draft_is_true() {
    let control = "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText=\"Выберите элемент.\"/><w:listItem w:displayText=\"первая\"/><w:listItem w:displayText=\"высшая\"/></w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>Выберите элемент.</w:t></w:r></w:sdtContent></w:sdt>";
    let body = [
        title("«ЦЕНТР РАЗВИТИЯ»"),
        title("СВИДЕТЕЛЬСТВО {наставника}"),
        paragraph("(ф.и.о.)"),
        paragraph("☐ каждую неделю"),
        paragraph("☐ раз в месяц"),
        format!("<w:p><w:r><w:t>Категория: </w:t></w:r>{control}</w:p>"),
        "<w:p><w:pPr><w:sectPr><w:pgSz w:orient=\"landscape\"/></w:sectPr></w:pPr></w:p>"
            .to_owned(),
        paragraph("Подпись ________"),
    ];
    let draft = learnt(&form(&body.concat()), None);
    let text = &draft.text;
    let marked = text
        .lines()
        .filter(|line| line.starts_with("# Догадка"))
        .count();
    assert_eq!(draft.guesses, marked, "{text}");
    assert!(marked > 0);
    assert!(draft.name.starts_with("СВИДЕТЕЛЬСТВО"), "{}", draft.name);
    for words in [
        "знак «☐» и еще 1",
        "знак «{»",
        "первая, высшая",
        "часть альбомная",
    ] {
        assert!(
            draft.unplaced.iter().any(|it| it.contains(words)),
            "{words}: {:?}",
            draft.unplaced
        );
    }
    assert!(text.contains("label = \"Категория:\""), "{text}");
}

/// A picture of a form has no words.
#[test]
fn a_form_without_words_is_refused() {
    let faces = Faces::default();
    let about = About {
        edition: "learnt",
        file: "бланк.docx",
        form: None,
        papers: &[],
        taken: &[],
        can_draw: &|c| faces.can_draw(c),
    };
    let empty = form("<w:p/><w:p><w:r><w:drawing/></w:r></w:p>");
    assert_eq!(draft(&empty, &about).unwrap_err(), Unreadable::NoWords);
}
