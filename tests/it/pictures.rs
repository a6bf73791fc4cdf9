//! A few pages as they look, small, against pictures of before.

use std::path::Path;

use nastavnik::edition::Edition;
use nastavnik::fonts::Faces;
use nastavnik::pdf::PdfWriter;
use nastavnik::plan::Plan;
use nastavnik::prepare::blanks;
use nastavnik::style::PageStyle;
use typst_render::RenderOptions;

use crate::support::{document_of, files_of, path, sample_plan, texts_in};

/// Pixels a point.
const SCALE: f64 = 0.8;
/// Grey levels by which a block of 8×8 pixels may differ: a moved line differs by far more, another
/// renderer by less.
const TOLERANCE: u32 = 24;

struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

fn page(plan: &Plan, paper: &str, page: usize) -> Picture {
    let document = document_of(plan, paper);
    let pages = PdfWriter::new(PageStyle::built_in(), &Faces::default())
        .lay_out(&document)
        .unwrap();
    let options = RenderOptions {
        pixel_per_pt: SCALE.into(),
        ..RenderOptions::default()
    };
    picture(&typst_render::render(
        &pages.paged().pages()[page],
        &options,
    ))
}

fn write(picture: &Picture, file: &Path) {
    let mut pixels = tiny_skia::Pixmap::new(
        u32::try_from(picture.width).unwrap(),
        u32::try_from(picture.height).unwrap(),
    )
    .unwrap();
    for (pixel, grey) in pixels.pixels_mut().iter_mut().zip(&picture.grey) {
        *pixel = tiny_skia::PremultipliedColorU8::from_rgba(*grey, *grey, *grey, 255).unwrap();
    }
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, pixels.encode_png().unwrap()).unwrap();
}

fn read(file: &Path) -> Picture {
    let bytes = std::fs::read(file)
        .unwrap_or_else(|e| panic!("{}: {e}; `just accept` makes it", file.display()));
    picture(&tiny_skia::Pixmap::decode_png(&bytes).unwrap())
}

fn picture(pixels: &tiny_skia::Pixmap) -> Picture {
    let grey = pixels.pixels().iter().map(|p| p.red()).collect();
    Picture {
        width: pixels.width() as usize,
        height: pixels.height() as usize,
        grey,
    }
}

/// The blocks that differ by more than the tolerance.
fn differing_blocks(a: &Picture, b: &Picture) -> usize {
    let mean = |p: &Picture, x: usize, y: usize| {
        let mut sum = 0;
        for row in y..y + 8 {
            for column in x..x + 8 {
                sum += u32::from(p.grey[row * p.width + column]);
            }
        }
        sum / 64
    };
    let mut count = 0;
    for y in (0..a.height - 8).step_by(8) {
        for x in (0..a.width - 8).step_by(8) {
            count += usize::from(mean(a, x, y).abs_diff(mean(b, x, y)) > TOLERANCE);
        }
    }
    count
}

fn compare(name: &str, found: &Picture) {
    let file = path(&["tests", "pictures"]).join(format!("{name}.png"));
    if std::env::var_os("NASTAVNIK_ACCEPT").is_some() {
        write(found, &file);
        return;
    }
    let expected = read(&file);
    let same_size = (expected.width, expected.height) == (found.width, found.height);
    let differing = if same_size {
        differing_blocks(&expected, found)
    } else {
        usize::MAX
    };
    if differing > 0 {
        let left = path(&["target", "pictures"]).join(format!("{name}.png"));
        write(found, &left);
        panic!(
            "{name} looks different in {differing} places; see {} and {}",
            left.display(),
            file.display()
        );
    }
}

#[test]
fn pages_look_as_before() {
    let school = sample_plan("school");
    compare("roadmap-1", &page(&school, "Дорожная карта", 0));
    compare("roadmap-2", &page(&school, "Дорожная карта", 1));
    compare(
        "program-1",
        &page(&school, "Программа. Гордеева — Панкратов", 0),
    );
    compare(
        "program-3",
        &page(&school, "Программа. Гордеева — Панкратов", 2),
    );
    compare(
        "group-5",
        &page(
            &school,
            "Программа. Хабибуллина — Соколова, Мирошниченко, Ермолаев",
            4,
        ),
    );
    compare(
        "order-1",
        &page(&school, "Приказ. О внедрении наставничества", 0),
    );
    compare(
        "pairs-3",
        &page(&school, "Приказ. О закреплении наставнических пар", 2),
    );
    compare(
        "agreement-1",
        &page(
            &school,
            "Дополнительное соглашение. Гордеева — Панкратов",
            0,
        ),
    );
    compare("register-1", &page(&school, "Реестр наставнических пар", 0));
    compare(
        "municipal-1",
        &page(&sample_plan("order-591"), "Муниципальная дорожная карта", 0),
    );
    let blanks = blanks(&Edition::built_in(false));
    compare("blank-program-1", &page(&blanks, "Программа (бланк)", 0));
    compare(
        "blank-roadmap-1",
        &page(&blanks, "Дорожная карта (бланк)", 0),
    );
}

#[test]
fn a_moved_line_is_seen() {
    let a = page(&blanks(&Edition::built_in(false)), "Программа (бланк)", 0);
    let mut moved = a.grey[a.width * 3..].to_vec();
    moved.extend(vec![255; a.width * 3]);
    let b = Picture {
        width: a.width,
        height: a.height,
        grey: moved,
    };
    assert!(differing_blocks(&a, &b) > 20);
}

/// The strips in which a page differs from another, laid over the picture of that one, make its own
/// picture, to the last pixel: of any two pages of a size.
#[test]
fn strips_of_a_page_over_another_make_its_picture() {
    let writer = PdfWriter::new(PageStyle::built_in(), &Faces::default());
    let folder = path(&["samples", "school"]);
    let mut shown: Vec<(Vec<u64>, tiny_skia::Pixmap)> = Vec::new();
    let (mut some, mut all) = (0, 0);
    for words in [
        "",
        "э",
        " и еще много слов, которым в строке нет места, а на странице есть",
    ] {
        let mut texts = texts_in(&folder);
        let pair = texts.get_mut("pairings/gordeeva-pankratov.toml").unwrap();
        let text = String::from_utf8(pair.clone()).unwrap();
        let (before, after) = text.split_once("\naim = \"").unwrap();
        *pair = format!("{before}\naim = \"{words}{after}").into_bytes();
        let plan = nastavnik::prepare::prepare(&files_of(&texts));
        let names = ["Программа. Гордеева — Панкратов", "Дорожная карта"];
        let documents = names.map(|name| document_of(&plan, name));
        let set = documents.map(|document| writer.lay_out(&document).unwrap());
        for pages in &set {
            for page in 0..pages.count() {
                let own = pages.strips(page).unwrap();
                let whole = pages.png(page).unwrap();
                let whole = tiny_skia::Pixmap::decode_png(&whole).unwrap();
                for (other, before) in &shown {
                    if before.height() != whole.height() || before.width() != whole.width() {
                        continue;
                    }
                    assert_eq!(other.len(), own.len());
                    let differs = |at: &usize| own[*at] != other[*at];
                    let differing: Vec<usize> = (0..own.len()).filter(differs).collect();
                    let mut picture = before.clone();
                    let row = 4 * picture.width() as usize;
                    for (top, png) in pages.strips_as_png(page, &differing).unwrap() {
                        let strip = tiny_skia::Pixmap::decode_png(&png).unwrap();
                        picture.data_mut()[top * row..][..strip.data().len()]
                            .copy_from_slice(strip.data());
                    }
                    assert!(picture.data() == whole.data(), "page {page}: {differing:?}");
                    some += usize::from(differing.len() < 5);
                    all += 1;
                }
                shown.push((own, whole));
            }
        }
    }
    // A letter more and the same page again are among them.
    assert!(some > 3 && all > 100, "{some} of {all}");
}
