//! Paragraphs: their words, with every line to write on as underscores.

use super::super::tree::{Element, Node};
use super::looks::{Look, Looks};
use super::outline::{LeftOut, Line, Outline, Side, Whereabouts};
use super::settings::{is_on, own_text};

/// A line to write on, where its length is not known.
pub(super) const BLANK: &str = "________________";
/// Underscores for a space that is underlined.
const LEAST_BLANK: usize = 3;

/// The body while it is read.
pub(super) struct Reading<'l> {
    pub(super) looks: &'l Looks,
    /// Beginnings of what Word writes where nobody has filled a place.
    unfilled: &'l [String],
    pub(super) out: Outline,
    pub(super) paragraphs: usize,
    pub(super) tables: usize,
}

impl<'l> Reading<'l> {
    pub(super) fn new(looks: &'l Looks, unfilled: &'l [String]) -> Self {
        Self {
            looks,
            unfilled,
            out: Outline::default(),
            paragraphs: 0,
            tables: 0,
        }
    }

    pub(super) fn into_outline(self) -> Outline {
        self.out
    }

    pub(super) fn leave(&mut self, at: Whereabouts, what: LeftOut) {
        self.out.left_out.push((at, what));
    }

    /// Whether nobody has filled a place of a form.
    pub(super) fn is_unfilled(&self, control: &Element) -> bool {
        let settings = control.child("w:sdtPr");
        let words = control.child("w:sdtContent").map(words).unwrap_or_default();
        settings.is_some_and(|it| is_on(it, "w:showingPlcHdr") == Some(true))
            || is_stand_in(&words, self.unfilled)
    }

    /// The words that a place offers.
    pub(super) fn choice(&self, control: &Element) -> Option<LeftOut> {
        let settings = control.child("w:sdtPr")?;
        let names = ["w:dropDownList", "w:comboBox"];
        let list = names.iter().find_map(|name| settings.child(name))?;
        let items = list.elements().filter(|e| e.name == "w:listItem");
        let shown = |e: &Element| {
            let text = e.attribute("w:displayText").or(e.attribute("w:value"))?;
            (!is_stand_in(text, self.unfilled)).then(|| text.to_owned())
        };
        let words: Vec<String> = items.filter_map(shown).collect();
        (!words.is_empty()).then_some(LeftOut::Choice(words))
    }

    /// A paragraph as a line.
    pub(super) fn line(&mut self, e: &Element, at: Whereabouts) -> Line {
        let look = self.looks.paragraph(e.child("w:pPr"));
        let mut words = Words {
            reading: self,
            paragraph: look,
            text: String::new(),
            bold: (0, 0),
            size: None,
            left_out: Vec::new(),
        };
        words.take(e);
        let (bold, letters) = words.bold;
        let left_out = std::mem::take(&mut words.left_out);
        let mut text = words.text;
        if look.draws_line && text.trim().is_empty() {
            BLANK.clone_into(&mut text);
        }
        let size = words.size.or(look.size).unwrap_or(0);
        for what in left_out {
            self.leave(at, what);
        }
        Line {
            at,
            text,
            side: look.side.unwrap_or(Side::Left),
            is_bold: letters > 0 && bold == letters,
            list: look.list,
            size,
        }
    }
}

/// The words of one paragraph while they are gathered.
struct Words<'l> {
    reading: &'l Reading<'l>,
    paragraph: Look,
    text: String,
    /// Letters that are bold, and all.
    bold: (usize, usize),
    size: Option<u32>,
    left_out: Vec<LeftOut>,
}

impl Words<'_> {
    fn take(&mut self, e: &Element) {
        for child in e.elements() {
            match child.name.as_str() {
                "w:r" => self.run(child),
                "w:sdt" => self.control(child),
                "w:hyperlink" | "w:ins" | "w:smartTag" | "w:fldSimple" | "w:customXml"
                | "w:dir" | "w:bdo" => self.take(child),
                _ => {}
            }
        }
    }

    /// A place of a form that nobody has filled is a line to write on.
    fn control(&mut self, e: &Element) {
        self.left_out.extend(self.reading.choice(e));
        if self.reading.is_unfilled(e) {
            let own = e.child("w:sdtContent").map(words).unwrap_or_default();
            let is_drawn = own.contains('_') && !own.chars().any(char::is_alphanumeric);
            self.text.push_str(if is_drawn { &own } else { BLANK });
        } else if let Some(content) = e.child("w:sdtContent") {
            self.take(content);
        }
    }

    fn run(&mut self, run: &Element) {
        let settings = run.child("w:rPr");
        if settings.is_some_and(|it| is_on(it, "w:vanish") == Some(true)) {
            return;
        }
        let look = self.reading.looks.run(settings, self.paragraph);
        let mut own = String::new();
        for e in run.elements() {
            match e.name.as_str() {
                "w:t" => own.push_str(&own_text(e)),
                "w:tab" | "w:ptab" => own.push('\t'),
                "w:br" if e.attribute("w:type") == Some("page") => own.push('\u{C}'),
                "w:br" | "w:cr" => own.push('\n'),
                "w:noBreakHyphen" => own.push('-'),
                "w:sym" => own.push('□'),
                "w:footnoteReference" | "w:endnoteReference" => {
                    self.left_out.push(LeftOut::Footnote);
                }
                "w:drawing" | "w:pict" | "w:object" | "mc:AlternateContent" => {
                    self.left_out.push(drawn(e));
                }
                _ => {}
            }
        }
        let is_underlined = look.is_underlined == Some(true);
        let is_line = |text: &str| text.chars().all(char::is_whitespace) && !text.is_empty();
        if is_underlined && is_line(&own) && !own.contains('\u{C}') {
            let wide = own.contains('\t').then(|| BLANK.to_owned());
            own = wide.unwrap_or_else(|| "_".repeat(own.chars().count().max(LEAST_BLANK)));
        } else if self.paragraph.draws_line {
            own = own.replace('\t', BLANK);
        }
        let letters = own.chars().filter(|c| c.is_alphanumeric()).count();
        self.bold.1 += letters;
        if look.is_bold == Some(true) {
            self.bold.0 += letters;
        }
        if letters > 0 && self.size.is_none() {
            self.size = look.size;
        }
        self.text.push_str(&own);
    }
}

fn is_stand_in(words: &str, beginnings: &[String]) -> bool {
    let words = words.trim().to_lowercase();
    beginnings.iter().any(|it| words.starts_with(it))
}

/// A picture, or the words of a box that stands by itself.
fn drawn(e: &Element) -> LeftOut {
    match e.find("w:txbxContent") {
        Some(content) => LeftOut::TextBox(words(content).trim().to_owned()),
        None => LeftOut::Picture,
    }
}

/// Every word below an element, a space between paragraphs.
pub(super) fn words(e: &Element) -> String {
    let mut out = String::new();
    gather(e, &mut out);
    out
}

fn gather(e: &Element, out: &mut String) {
    for node in &e.children {
        let Node::Element(child) = node else { continue };
        match child.name.as_str() {
            "w:t" => out.push_str(&own_text(child)),
            "w:tab" => out.push(' '),
            "w:instrText" | "w:del" => {}
            _ => gather(child, out),
        }
        if child.name == "w:p" {
            out.push(' ');
        }
    }
}
