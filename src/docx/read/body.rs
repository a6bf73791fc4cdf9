//! The paragraphs and tables of a file in their order.

use super::super::tree::Element;
use super::lines::{BLANK, Reading};
use super::outline::{Line, Piece, Whereabouts};
use super::settings::{is_on, value};

impl Reading<'_> {
    pub(super) fn body(&mut self, body: &Element) {
        for e in body.elements() {
            match e.name.as_str() {
                "w:p" => {
                    self.paragraphs += 1;
                    self.paragraph_of_body(e);
                }
                "w:tbl" => {
                    self.tables += 1;
                    let grid = self.table(e);
                    self.out.pieces.push(Piece::Table(grid));
                }
                "w:sdt" => self.control_of_body(e),
                "w:customXml" | "w:ins" => self.body(e),
                _ => {}
            }
        }
    }

    /// A place of a form that takes whole paragraphs.
    fn control_of_body(&mut self, e: &Element) {
        let Some(content) = e.child("w:sdtContent") else {
            return;
        };
        let at = Whereabouts::Paragraph(self.paragraphs + 1);
        if let Some(what) = self.choice(e) {
            self.leave(at, what);
        }
        let is_of_lines = content.elements().all(|e| e.name == "w:p");
        if is_of_lines && self.is_unfilled(e) {
            self.paragraphs += content.elements().count();
            self.out.pieces.push(Piece::Line(Line {
                at,
                text: BLANK.to_owned(),
                ..Line::default()
            }));
            return;
        }
        self.body(content);
    }

    fn paragraph_of_body(&mut self, e: &Element) {
        let at = Whereabouts::Paragraph(self.paragraphs);
        let settings = e.child("w:pPr");
        let begins_page = settings.is_some_and(|it| is_on(it, "w:pageBreakBefore") == Some(true));
        let ends_page = settings.is_some_and(|it| {
            let section = it.child("w:sectPr");
            section.is_some_and(|section| value(section, "w:type") != Some("continuous"))
        });
        if begins_page {
            self.out.pieces.push(Piece::Page);
        }
        let line = self.line(e, at);
        // A page ends in the middle of a paragraph.
        for (i, part) in line.text.split('\u{C}').enumerate() {
            if i > 0 {
                self.out.pieces.push(Piece::Page);
            }
            if i > 0 && part.trim().is_empty() {
                continue;
            }
            self.out.pieces.push(Piece::Line(Line {
                text: part.to_owned(),
                ..line.clone()
            }));
        }
        if ends_page {
            self.out.pieces.push(Piece::Page);
        }
    }
}
