//! The blocks of a section as strips of the heights that the page program will give them.

use super::flow::{Space, Strip};
use super::words::Words;
use crate::document::{
    Block, LabelledLine, Orientation, Section, SignatureBlock, Text, is_below_signature,
    keeps_with_next, signature_keeps_with_next,
};
use crate::style::{
    Align, LINE_GAP as GAP, LINE_PITCH, PageStyle, ParagraphStyle, ParagraphStyles,
};

/// Points in a millimetre.
const MILLIMETRE: f64 = 72.0 / 25.4;

/// Height of a line without what stands between two of them, in sizes of the text.
const LINE: f64 = LINE_PITCH - GAP;

/// The space that the page program leaves around a block that says nothing of it, points.
const AROUND: f64 = 1.2 * 11.0;
/// Between two stamps, millimetres.
const STAMP_GAP: f64 = 10.0;
/// Around a table.
pub(super) const AROUND_TABLE: f64 = 6.0;

/// The page that blocks of a section stand on.
pub(super) struct Sheet<'a> {
    pub(super) style: &'a PageStyle,
    pub(super) landscape: bool,
    /// The same where paragraphs stand as close as is allowed.
    pub(super) tight: PageStyle,
    /// Of what lines of the text area fill, points.
    pub(super) width: f64,
    pub(super) height: f64,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(section: &Section, style: &'a PageStyle) -> Self {
        let landscape = section.orientation == Orientation::Landscape;
        let has_code = section.blocks.iter().any(|b| matches!(b, Block::QrCode(_)));
        let (width, height) = if has_code {
            style.with_room_for_code().text_area(landscape)
        } else {
            style.text_area(landscape)
        };
        Self {
            style,
            tight: style.tight(),
            landscape,
            width: width * MILLIMETRE,
            height: height * MILLIMETRE - GAP * style.style.body.size,
        }
    }

    /// The strips of a block that is no table.
    pub(super) fn strips(&self, blocks: &[Block], index: usize, out: &mut Vec<Strip>) {
        let keeps = keeps_with_next(blocks, index);
        let style = &self.style.style;
        match &blocks[index] {
            Block::QrCode(_) | Block::Table(_) => {}
            Block::Emblem(it) => {
                let height = self.style.emblem(it, self.landscape).1 * MILLIMETRE;
                out.push(Strip::new(AROUND, height, AROUND_TABLE, keeps));
            }
            Block::Letterhead(lines) => {
                for line in lines {
                    self.paragraph(|s| &s.letterhead, line, true, out);
                }
            }
            Block::AppendixMark(lines) | Block::ApprovalStamp(lines) => {
                self.corner(lines, keeps, out);
            }
            Block::Stamps { left, right } => self.stamps(left, right, keeps, out),
            Block::Gap(lines) => {
                let height = height(u32::from(*lines), style.body.size);
                out.push(Strip::new(0.0, height, 0.0, keeps));
            }
            Block::DateAndNumber { date, number } => {
                self.ends(&style.date_number, (date, number), false, keeps, out);
            }
            Block::SignatureLine { post, name, field } => {
                let has_field = field.is_some();
                self.ends(&style.signature_line, (post, name), has_field, keeps, out);
            }
            Block::TextHeading(text) => {
                let lines = self.lines(&style.text_heading, text, self.heading(), 0.0);
                let height = height(lines, style.text_heading.size);
                let after = style.text_heading.after + GAP * style.text_heading.size;
                out.push(Strip::new(AROUND, height, after, keeps));
            }
            Block::Title(text) => self.paragraph(|s| &s.title, text, keeps, out),
            Block::Subtitle(text) => self.paragraph(|s| &s.subtitle, text, keeps, out),
            Block::Heading(text) => self.paragraph(|s| &s.heading, text, keeps, out),
            Block::Lead(text) if is_below_signature(blocks, index) => {
                self.paragraph(|s| &s.lead_below, text, keeps, out);
            }
            Block::Lead(text) => self.paragraph(|s| &s.lead, text, keeps, out),
            Block::Paragraph(text) => self.paragraph(|s| &s.body, text, keeps, out),
            Block::Note(text) => self.paragraph(|s| &s.note, text, keeps, out),
            Block::Executor(text) => self.paragraph(|s| &s.executor, text, keeps, out),
            Block::TitleLine(it) => self.title_line(it, keeps, out),
            Block::LabelledLine(it) => {
                self.labelled(|s| &s.form_line, it, (self.width, 0.0), keeps, out);
            }
            Block::Signatures(places) => {
                for (i, place) in places.iter().enumerate() {
                    let keeps = signature_keeps_with_next(places.len(), i);
                    out.push(self.signature(place, keeps));
                }
            }
        }
    }

    fn heading(&self) -> f64 {
        self.style.mark.heading * MILLIMETRE
    }

    /// Lines of a text at a width, the last with so much room after it.
    fn lines(&self, style: &ParagraphStyle, text: &Text, width: f64, room: f64) -> u32 {
        self.lines_of(style, &[text], width, room)
    }

    fn lines_of(&self, style: &ParagraphStyle, texts: &[&Text], width: f64, room: f64) -> u32 {
        let words = Words::of(texts, &self.style.advances, (style.bold, style.italic));
        let of_size = |points: f64| thousandths(points / style.size);
        let (indent, width) = (of_size(style.indent * MILLIMETRE), of_size(width));
        let count = words.lines_after(indent, width).count;
        if room > 0.0 && style.align != Align::Both {
            let with_room = words.lines_after(indent + of_size(room), width);
            count.max(with_room.count)
        } else {
            count
        }
    }

    fn paragraph(&self, style: Which, text: &Text, keeps: bool, out: &mut Vec<Strip>) {
        let lines = self.lines(style(&self.style.style), text, self.width, 0.0);
        self.set_lines(style, lines, keeps, out);
    }

    /// The lines of a paragraph, of which neither the first nor the last stands alone on a page.
    fn set_lines(&self, style: Which, lines: u32, keeps: bool, out: &mut Vec<Strip>) {
        let styles = [style(&self.style.style), style(&self.tight.style)];
        let gap = GAP * styles[0].size;
        for line in 0..lines {
            let (is_first, is_last) = (line == 0, line + 1 == lines);
            let spaces = styles.map(|style| Space {
                before: if is_first { style.before + gap } else { gap },
                height: LINE * style.size,
                after: if is_last { style.after + gap } else { gap },
            });
            out.push(Strip {
                spaces,
                keeps: if is_last {
                    keeps
                } else {
                    is_first || line + 2 == lines
                },
                head: 0.0,
            });
        }
    }

    fn corner(&self, lines: &[Text], keeps: bool, out: &mut Vec<Strip>) {
        let style = &self.style.style.mark;
        let width = self.style.mark.width * MILLIMETRE;
        let count = lines
            .iter()
            .map(|line| self.lines(style, line, width, 0.0))
            .sum();
        out.push(set_apart(style, count, keeps));
    }

    /// Two stamps side by side.
    fn stamps(&self, left: &[Text], right: &[Text], keeps: bool, out: &mut Vec<Strip>) {
        let style = &self.style.style.mark;
        let width = (self.width - STAMP_GAP * MILLIMETRE) / 2.0;
        let lines_of = |lines: &[Text]| -> u32 {
            let each = lines.iter();
            each.map(|line| self.lines(style, line, width, 0.0)).sum()
        };
        let count = lines_of(left).max(lines_of(right));
        out.push(set_apart(style, count, keeps));
    }

    /// Something at the left, something at the right on its last line.
    fn ends(
        &self,
        style: &ParagraphStyle,
        (left, right): (&Text, &Text),
        has_field: bool,
        keeps: bool,
        out: &mut Vec<Strip>,
    ) {
        let field = &self.style.field;
        let (width, least) = if has_field {
            let beside = (field.width + 2.0 * field.gap) * MILLIMETRE + 8.0 * style.size;
            (self.width - beside, field.height * MILLIMETRE)
        } else {
            (self.heading(), 0.0)
        };
        let lines = self.lines(style, left, width, 0.0);
        let lines = lines.max(self.lines(style, right, self.width - width, 0.0));
        let height = height(lines, style.size).max(least);
        let gap = GAP * style.size;
        let (before, after) = (style.before + gap, style.after + gap);
        out.push(Strip::new(before, height, after, keeps));
    }

    fn title_line(&self, it: &LabelledLine, keeps: bool, out: &mut Vec<Strip>) {
        let style = &self.style.style.title_line;
        let blank = [Text::default()];
        let values = if it.values.is_empty() {
            &blank[..]
        } else {
            &it.values
        };
        for value in values {
            let lines = self.lines(style, value, self.width, 0.0);
            let height = height(lines, style.size) + self.style.line.drop;
            out.push(Strip::new(AROUND, height, AROUND, true));
        }
        if let Some(caption) = &it.caption {
            self.paragraph(|s| &s.caption, caption, keeps, out);
        }
    }

    /// A label, values on lines of their own, each with `room` after it, and a caption.
    fn labelled(
        &self,
        style: Which,
        it: &LabelledLine,
        (width, room): (f64, f64),
        keeps: bool,
        out: &mut Vec<Strip>,
    ) {
        let blank = [Text::default()];
        let values = if it.values.is_empty() {
            &blank[..]
        } else {
            &it.values
        };
        let usual = style(&self.style.style);
        for (i, value) in values.iter().enumerate() {
            let is_last = i + 1 == values.len();
            let room = if value.is_empty() { 0.0 } else { room };
            let lines = if i == 0 && !it.label.is_empty() {
                let whole = [&it.label, &Text::plain(" "), value];
                self.lines_of(usual, &whole, width, room)
            } else {
                self.lines(usual, value, width, room)
            };
            let keeps = keeps || !is_last || it.caption.is_some();
            self.set_lines(style, lines, keeps, out);
        }
        if let Some(caption) = &it.caption {
            let lines = self.lines(&self.style.style.caption, caption, width, 0.0);
            self.set_lines(|s| &s.caption, lines, keeps, out);
        }
    }

    /// Never parted.
    fn signature(&self, it: &SignatureBlock, keeps: bool) -> Strip {
        let style = &self.style.style;
        let field = &self.style.field;
        let (width, room, least) = if it.field.is_some() {
            let beside = (field.width + field.gap) * MILLIMETRE;
            (self.width - beside, 0.0, field.height * MILLIMETRE)
        } else {
            (self.width, self.style.line.signature * MILLIMETRE, 0.0)
        };
        let mut inner = Vec::new();
        self.labelled(|s| &s.signature, &it.line, (width, room), true, &mut inner);
        if !it.date.is_empty() {
            let lines = self.lines(&style.date, &it.date, width, 0.0);
            self.set_lines(|s| &s.date, lines, false, &mut inner);
        }
        let gap = GAP * style.signature.size;
        let space = |at: usize, before: f64| {
            let meet = inner.windows(2);
            let between = meet.map(|pair| pair[0].spaces[at].after.max(pair[1].spaces[at].before));
            let words = inner.iter().map(|strip| strip.spaces[at].height);
            Space {
                before,
                height: words.chain(between).sum::<f64>().max(least),
                after: AROUND,
            }
        };
        Strip {
            spaces: [
                space(0, style.signature.before + gap),
                space(1, self.tight.style.signature.before + gap),
            ],
            keeps,
            head: 0.0,
        }
    }
}

/// One of the paragraph styles.
type Which = fn(&ParagraphStyles) -> &ParagraphStyle;

/// Height of so many lines of a size.
pub(super) fn height(lines: u32, size: f64) -> f64 {
    size * (f64::from(lines) * LINE + f64::from(lines.saturating_sub(1)) * GAP)
}

/// So many lines of a style in one piece.
fn set_apart(style: &ParagraphStyle, lines: u32, keeps: bool) -> Strip {
    let gap = GAP * style.size;
    let height = height(lines, style.size);
    Strip::new(style.before + gap, height, style.after + gap, keeps)
}

/// Of a size, as letters are measured.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates by definition"
)]
pub(super) fn thousandths(sizes: f64) -> u32 {
    (sizes * 1000.0) as u32
}
