//! The print run: the same pages as in the single files, every paper on the front of a sheet.

use std::collections::BTreeMap;

use nastavnik::bundle::{PrintRun, print_run};
use nastavnik::make::make_one;
use nastavnik::plan::{Format, PaperKind};

use crate::support::{fold, path, pdf_pages_as_drawn, sample_plan};

fn everything() -> PrintRun {
    PrintRun {
        kinds: Vec::new(),
        named: None,
        duplex: false,
        by_person: false,
        copies: BTreeMap::new(),
        checklist: false,
    }
}

/// Everything drawn on each page, hyphens aside: one glyph stands for them all in a file, and which
/// it is named after differs.
fn folded(pdf: &[u8]) -> Vec<String> {
    pdf_pages_as_drawn(pdf)
        .iter()
        .map(|page| fold(page))
        .collect()
}

#[test]
fn the_run_equals_the_single_files_page_by_page() {
    let plan = sample_plan("school");
    let single: Vec<Vec<String>> = plan
        .papers
        .iter()
        .map(|p| folded(&make_one(&plan.document(p).unwrap(), Format::Pdf).unwrap()))
        .collect();
    for duplex in [false, true] {
        let printed = print_run(
            &plan,
            &PrintRun {
                duplex,
                ..everything()
            },
        )
        .unwrap()
        .unwrap();
        let pages = folded(&printed.pdf);
        let mut at = 0;
        for (paper, own) in plan.papers.iter().zip(&single) {
            if duplex && at % 2 == 1 {
                assert_eq!(
                    pages[at], "",
                    "the back before {} is blank",
                    paper.file_name
                );
                at += 1;
            }
            for (page, own) in pages[at..].iter().zip(own) {
                assert_eq!(page, own, "{}, duplex {duplex}", paper.file_name);
            }
            at += own.len();
        }
        assert_eq!(at, pages.len());
        assert_eq!(printed.papers, plan.papers.len());
    }
}

#[test]
fn copies_kinds_and_people_are_chosen() {
    let plan = sample_plan("school");
    let programs = PrintRun {
        kinds: vec![PaperKind::Program],
        copies: [(PaperKind::Program, 2)].into(),
        ..everything()
    };
    let once = print_run(
        &plan,
        &PrintRun {
            copies: BTreeMap::new(),
            ..programs.clone()
        },
    )
    .unwrap()
    .unwrap();
    let twice = print_run(&plan, &programs).unwrap().unwrap();
    assert_eq!((once.papers, twice.pages), (8, once.pages * 2));
    let pair = print_run(
        &plan,
        &PrintRun {
            named: Some("панкратов".to_owned()),
            by_person: true,
            ..everything()
        },
    )
    .unwrap()
    .unwrap();
    assert_eq!(pair.papers, 3, "program, consent, agreement");
    let found = |name: &str| {
        let run = PrintRun {
            named: Some(name.to_owned()),
            ..everything()
        };
        print_run(&plan, &run).unwrap().map(|run| run.papers)
    };
    assert!(found("Журавлёв").is_some());
    assert_eq!(found("журавлев"), found("Журавлёв"));
    assert_eq!(found("орлова  зимина"), found("Орлова-Зимина"));
    assert!(
        print_run(
            &plan,
            &PrintRun {
                named: Some("нет такого".to_owned()),
                ..everything()
            }
        )
        .unwrap()
        .is_none()
    );
}

#[test]
fn the_first_page_lists_everyone_who_signs() {
    let plan = sample_plan("start");
    let printed = print_run(
        &plan,
        &PrintRun {
            checklist: true,
            ..everything()
        },
    )
    .unwrap()
    .unwrap();
    let first = pdf_pages_as_drawn(&printed.pdf)
        .remove(0)
        .replace('\u{A0}', " ");
    for who in [
        "Наставник: Петрова М.И.",
        "Согласовано: директор, Никитина О.П.",
        "Ознакомлен: Сидоров А.Ю.",
    ] {
        assert!(first.contains(who), "{first}");
    }
}

/// Who signs in a stamp signs the paper as well.
#[test]
fn who_signs_in_a_stamp_is_on_the_list() {
    let mut files = nastavnik::disk::load(&crate::support::path(&["samples", "start"]));
    files.today = None;
    let organization = files.organization.as_mut().unwrap();
    let text = String::from_utf8(organization.bytes.clone()).unwrap();
    let text = text.replace(
        "edition = \"stary-oskol-2022\"",
        "edition = \"federal-2021\"",
    );
    organization.bytes = text.into_bytes();
    let plan = nastavnik::prepare::prepare(&files);
    let run = PrintRun {
        checklist: true,
        ..everything()
    };
    let printed = print_run(&plan, &run).unwrap().unwrap();
    let first = pdf_pages_as_drawn(&printed.pdf)
        .remove(0)
        .replace('\u{A0}', " ");
    assert!(first.contains("УТВЕРЖДАЮ: О.П. Никитина"), "{first}");
}

/// Who only reads is on the list too, and its numbers run on over papers that nobody signs.
#[test]
fn the_list_of_signatures_has_its_own_numbers() {
    let plan = sample_plan("school");
    let orders = PrintRun {
        kinds: vec![
            PaperKind::Order,
            PaperKind::Regulation,
            PaperKind::Roadmap,
            PaperKind::Labour,
        ],
        checklist: true,
        ..everything()
    };
    let printed = print_run(&plan, &orders).unwrap().unwrap();
    let first = pdf_pages_as_drawn(&printed.pdf)[..2]
        .join("\n")
        .replace('\u{A0}', " ");
    assert!(first.contains("Ознакомление: Кузьменко В.Б."), "{first}");
    // The regulation, which follows the first order, is signed by nobody.
    for number in 1..=4 {
        assert!(
            first.contains(&format!("{number}.Приказ.")),
            "{number}: {first}"
        );
    }
}

/// Windows has nothing that CUPS is: the file is opened, and what is left to do is said.
#[cfg(windows)]
#[test]
fn in_windows_the_file_is_opened_for_the_printer() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("печать.pdf");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nastavnik"));
    let done = command
        .args(["print", "--duplex", "--printer", "Учительская", "--out"])
        .arg(&out)
        .arg(path(&["samples", "start"]))
        .output()
        .unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(0), "{said}");
    assert!(
        said.contains("не отправляет файл на принтер сама")
            && said.contains("выберите принтер «Учительская»")
            && said.contains("с двух сторон"),
        "{said}"
    );
    assert!(out.is_file());
}

/// CUPS gets the file, the printer and the sides; what it complains of is passed on.
#[cfg(unix)]
#[test]
fn the_printer_gets_the_run() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let lp = folder.path().join("lp");
    let run = |script: &str| {
        std::fs::write(&lp, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&lp, std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nastavnik"));
        command
            .args(["print", "--duplex", "--printer", "Учительская", "--out"])
            .arg(folder.path().join("печать.pdf"));
        command
            .arg(path(&["samples", "start"]))
            .env("PATH", folder.path())
            .output()
            .unwrap()
    };
    let sent = run(&format!(
        "printf '%s\\n' \"$@\" > '{}/got'",
        folder.path().display()
    ));
    assert_eq!(sent.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&sent.stdout).contains("Отправлено на принтер Учительская."));
    let got = std::fs::read_to_string(folder.path().join("got")).unwrap();
    let expected = format!(
        "-d\nУчительская\n-o\nmedia=A4\n-o\nsides=two-sided-long-edge\n--\n{}/печать.pdf\n",
        folder.path().display()
    );
    assert_eq!(got, expected);
    let refused = run("echo 'lp: printer unknown' >&2; exit 1");
    assert_eq!(refused.status.code(), Some(3));
    assert!(
        String::from_utf8_lossy(&refused.stderr)
            .contains("принтер не принял файл: lp: printer unknown")
    );
    std::fs::remove_file(&lp).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nastavnik"));
    command
        .args(["print", "--printer", "Учительская", "--out"])
        .arg(folder.path().join("печать.pdf"))
        .arg(path(&["samples", "start"]));
    let absent = command.env("PATH", folder.path()).output().unwrap();
    assert_eq!(absent.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&absent.stderr).contains("на этом компьютере нет команды lp"));
}

#[test]
fn papers_are_found_by_any_way_of_writing_a_name() {
    let plan = sample_plan("school");
    let papers = |name: &str| {
        let run = PrintRun {
            named: Some(name.to_owned()),
            kinds: vec![PaperKind::Program],
            ..everything()
        };
        let printed = print_run(&plan, &run).unwrap();
        printed.map_or(0, |printed| printed.papers)
    };
    let own = papers("Гордеева");
    assert!(own > 0);
    for name in [
        "Гордеева Т.М.",
        "Т. М. Гордеева",
        "Гордеева Татьяна Михайловна",
        "гордеева татьяна",
    ] {
        assert_eq!(papers(name), own, "{name}");
    }
    for name in ["Гордеева А.М.", "Гордеева Анна"] {
        assert_eq!(papers(name), 0, "{name}");
    }
}
