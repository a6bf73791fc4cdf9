//! The places for the pen of an empty form as content controls: a click selects the whole place, and
//! the Tab key goes from one to the next.

use super::styles;
use super::tree::{Element, Node};
use super::words::CAPTION_MARK;

/// A place without words of its own.
const EMPTY: &str = "\u{A0}\u{A0}\u{A0}";
/// Letters that the name of a control may have.
const NAME: usize = 64;

/// Makes a content control of every empty line and cell, and of every row of underscores.
pub(super) fn put_in(root: &mut Element) {
    let mut fields = Fields {
        count: 0,
        signature: styles::signature_word(),
    };
    if let Some(body) = root.child_mut("w:body") {
        fields.fill(body);
    }
}

struct Fields {
    /// How many there are.
    count: usize,
    /// The word of captions for what is signed and not typed.
    signature: String,
}

impl Fields {
    fn fill(&mut self, body: &mut Element) {
        let mut caption: Option<String> = None;
        // What is said of a line stands below it.
        for node in body.children.iter_mut().rev() {
            let Node::Element(e) = node else { continue };
            match e.name.as_str() {
                "w:tbl" => self.fill_table(e),
                "w:p" => {
                    let style = style(e).unwrap_or_default().to_owned();
                    self.fill_blanks(e);
                    if is_line(&style) && !has_value(e) {
                        let said = caption.take().unwrap_or_default();
                        self.fill_line(e, &said);
                    }
                    caption = (style == styles::CAPTION).then(|| words(e));
                }
                _ => {}
            }
        }
    }

    /// Every empty cell, named by the head of its column.
    fn fill_table(&mut self, table: &mut Element) {
        let mut heads: Vec<String> = Vec::new();
        for node in &mut table.children {
            let Node::Element(row) = node else { continue };
            if row.name != "w:tr" {
                continue;
            }
            let cells: Vec<&mut Element> = row
                .children
                .iter_mut()
                .filter_map(|node| match node {
                    Node::Element(e) if e.name == "w:tc" => Some(e),
                    Node::Element(_) | Node::Text(_) => None,
                })
                .collect();
            let is_head = heads.is_empty();
            if is_head {
                heads = cells.iter().map(|cell| words(cell)).collect();
            }
            for (cell, head) in cells.into_iter().zip(&heads) {
                for node in &mut cell.children {
                    if let Node::Element(p) = node
                        && p.name == "w:p"
                    {
                        self.fill_blanks(p);
                    }
                }
                if is_head {
                    continue;
                }
                if let Some(p) = cell.child_mut("w:p").filter(|p| words(p).is_empty()) {
                    let control = self.control(head, EMPTY, None);
                    p.children.push(control);
                }
            }
        }
    }

    /// Rows of underscores, which say what belongs there where it is known.
    fn fill_blanks(&mut self, p: &mut Element) {
        for node in &mut p.children {
            if let Node::Element(run) = node
                && run.name == "w:r"
            {
                let words = words(run);
                let (line, said) = words.split_once(CAPTION_MARK).unwrap_or((&words, ""));
                if is_blank(line) {
                    let asked = asked(said);
                    let shown = if said.is_empty() { line } else { &asked };
                    *node = self.control(said, shown, None);
                }
            }
        }
    }

    /// An empty line, before the tab that draws it.
    fn fill_line(&mut self, p: &mut Element, said: &str) {
        let said = said.trim_matches(['(', ')']);
        let typed = without_signature(said, &self.signature);
        let shown = if typed.is_empty() {
            EMPTY.to_owned()
        } else {
            format!("{} ", asked(typed))
        };
        let control = self.control(said.trim(), &shown, Some(styles::FILLED));
        let drawn = p.children.iter().rposition(
            |node| matches!(node, Node::Element(e) if e.name == "w:r" && e.child("w:tab").is_some()),
        );
        p.children
            .insert(drawn.unwrap_or(p.children.len()), control);
    }

    /// A control that shows these words until it is filled in.
    fn control(&mut self, name: &str, shown: &str, look: Option<&str>) -> Node {
        self.count += 1;
        let mut properties = Element::new("w:sdtPr", &[]);
        let mut say = |name: &str, value: Option<&str>| {
            let attributes: Vec<_> = value.into_iter().map(|v| ("w:val", v)).collect();
            let child = Element::new(name, &attributes);
            properties.children.push(Node::Element(child));
        };
        if look.is_some() {
            say("w:rPr", None);
        }
        let name: String = name.chars().take(NAME).collect();
        if !name.trim().is_empty() {
            say("w:alias", Some(name.trim()));
        }
        say("w:id", Some(&self.count.to_string()));
        say("w:showingPlcHdr", None);
        say("w:text", None);
        if let (Some(look), Some(of_run)) = (look, properties.child_mut("w:rPr")) {
            let style = Element::new("w:rStyle", &[("w:val", look)]);
            of_run.children.push(Node::Element(style));
        }
        let mut content = Element::new("w:sdtContent", &[]);
        content.children.push(Node::Element(run(shown)));
        let mut control = Element::new("w:sdt", &[]);
        control.children = vec![Node::Element(properties), Node::Element(content)];
        Node::Element(control)
    }
}

/// What a place asks for, told from the words of the form by brackets: it stands there in no case
/// of theirs, and on paper too.
fn asked(said: &str) -> String {
    format!("[{said}]")
}

/// What is typed into a line whose caption asks for a signature too.
fn without_signature<'c>(caption: &'c str, signature: &str) -> &'c str {
    match caption.split_once(signature) {
        Some((before, _)) => before.trim_end().trim_end_matches(',').trim(),
        None => caption.trim(),
    }
}

fn run(shown: &str) -> Element {
    let mut look = Element::new("w:rPr", &[]);
    let style = Element::new("w:rStyle", &[("w:val", styles::PLACEHOLDER)]);
    look.children.push(Node::Element(style));
    let mut text = Element::new("w:t", &[("xml:space", "preserve")]);
    text.children.push(Node::Text(shown.to_owned()));
    let mut run = Element::new("w:r", &[]);
    run.children = vec![Node::Element(look), Node::Element(text)];
    run
}

fn style(p: &Element) -> Option<&str> {
    p.child("w:pPr")?.child("w:pStyle")?.attribute("w:val")
}

/// Whether a paragraph of this style is a line for the pen.
fn is_line(style: &str) -> bool {
    let lines = [styles::FORM_LINE, styles::SIGNATURE];
    style == styles::TITLE_LINE
        || lines.iter().any(|line| {
            [false, true]
                .iter()
                .any(|wide| styles::id(line, *wide) == style)
        })
}

/// Whether a line has words in the style of what is filled in; a title line, any.
fn has_value(p: &Element) -> bool {
    if style(p) == Some(styles::TITLE_LINE) {
        return !words(p).is_empty();
    }
    let runs = p.elements().filter(|e| e.name == "w:r");
    let mut filled = runs.filter(|run| {
        let look = run.child("w:rPr").and_then(|look| look.child("w:rStyle"));
        look.is_some_and(|style| style.attribute("w:val") == Some(styles::FILLED))
    });
    filled.any(|run| !words(run).is_empty())
}

fn is_blank(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '_')
}

/// The words of an element.
fn words(e: &Element) -> String {
    let mut out = String::new();
    for node in &e.children {
        match node {
            Node::Element(child) => out.push_str(&words(child)),
            Node::Text(text) if e.name == "w:t" => out.push_str(text),
            Node::Text(_) => {}
        }
    }
    out
}
