//! How paragraphs and tables look by their styles: each takes from the one that it is based on.

use std::collections::BTreeMap;

use super::super::tree::Element;
use super::outline::{List, Side};
use super::settings::{is_on, value};

/// What paragraphs and runs say of their looks, and their styles behind them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub side: Option<Side>,
    pub is_bold: Option<bool>,
    pub is_underlined: Option<bool>,
    pub size: Option<u32>,
    /// A tab of it draws a line, or a line is drawn below it.
    pub draws_line: bool,
    pub list: Option<List>,
    /// For tables: whether lines are drawn.
    pub has_lines: bool,
}

impl Look {
    /// This look where it says something, the other elsewhere.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            side: self.side.or(below.side),
            is_bold: self.is_bold.or(below.is_bold),
            is_underlined: self.is_underlined.or(below.is_underlined),
            size: self.size.or(below.size),
            draws_line: self.draws_line || below.draws_line,
            list: self.list.or(below.list),
            has_lines: self.has_lines || below.has_lines,
        }
    }
}

/// Left of it a paragraph stands in the left half of the sheet, twentieths of a point.
const RIGHT_HALF: i64 = 3900;
/// Styles upon styles.
const MOST_STEPS: usize = 20;

#[derive(Debug, Default)]
pub(super) struct Looks {
    styles: BTreeMap<String, Style>,
    default: Look,
    usual_paragraph: Option<String>,
    /// By the number of a list: whether each level of it counts.
    lists: BTreeMap<String, Vec<Counting>>,
}

#[derive(Debug, Default)]
struct Style {
    look: Look,
    based_on: Option<String>,
    numbering: Option<(String, usize)>,
    /// By how much a style of Word's own for lists stands deeper than its numbering says.
    depth: usize,
}

impl Looks {
    pub(super) fn of(styles: Option<&Element>, numbering: Option<&Element>) -> Self {
        let mut out = Self {
            lists: numbering.map(lists).unwrap_or_default(),
            ..Self::default()
        };
        let Some(styles) = styles else { return out };
        if let Some(defaults) = styles.child("w:docDefaults") {
            let run = defaults.find("w:rPr").map(of_run);
            out.default = run.unwrap_or_default();
        }
        for style in styles.elements().filter(|e| e.name == "w:style") {
            let Some(id) = style.attribute("w:styleId") else {
                continue;
            };
            let paragraph = style.child("w:pPr");
            let mut look = paragraph.map(of_paragraph).unwrap_or_default();
            if let Some(run) = style.child("w:rPr") {
                look = of_run(run).over(look);
            }
            look.has_lines = style.child("w:tblPr").is_some_and(has_borders);
            if style.attribute("w:type") == Some("paragraph")
                && style.attribute("w:default").is_some_and(|it| it != "0")
            {
                out.usual_paragraph = Some(id.to_owned());
            }
            let known = Style {
                look,
                based_on: value(style, "w:basedOn").map(str::to_owned),
                numbering: paragraph.and_then(numbering_of),
                depth: value(style, "w:name").map_or(0, depth_of),
            };
            out.styles.insert(id.to_owned(), known);
        }
        out
    }

    /// The look of a style with those that it is based on.
    fn style(&self, id: &str) -> Look {
        let mut look = Look::default();
        let mut next = Some(id);
        for _ in 0..MOST_STEPS {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else {
                break;
            };
            look = look.over(style.look);
            if let (None, Some((list, level))) = (look.list, &style.numbering) {
                look.list = self.list(list, *level).map(|it| match it {
                    List::Counted(level) => List::Counted(level + style.depth),
                    List::Lettered(level) => List::Lettered(level + style.depth),
                    List::Dotted => List::Dotted,
                });
            }
            next = style.based_on.as_deref();
        }
        look
    }

    /// The look of a paragraph; `settings` are its own.
    pub(super) fn paragraph(&self, settings: Option<&Element>) -> Look {
        let own = settings.map(of_paragraph).unwrap_or_default();
        let named = settings.and_then(|it| value(it, "w:pStyle"));
        let style = named.or(self.usual_paragraph.as_deref());
        let mut look = own.over(style.map(|id| self.style(id)).unwrap_or_default());
        if let Some((list, level)) = settings.and_then(numbering_of) {
            look.list = self.list(&list, level);
        }
        look.over(self.default)
    }

    /// The look of a run of such a paragraph.
    pub(super) fn run(&self, settings: Option<&Element>, paragraph: Look) -> Look {
        let own = settings.map(of_run).unwrap_or_default();
        let style = settings.and_then(|it| value(it, "w:rStyle"));
        let style = style.map(|id| self.style(id)).unwrap_or_default();
        own.over(style).over(paragraph)
    }

    /// Whether lines are drawn in a table; `settings` are its own.
    pub(super) fn has_lines(&self, settings: Option<&Element>) -> bool {
        let Some(settings) = settings else {
            return false;
        };
        let style = value(settings, "w:tblStyle");
        if settings.child("w:tblBorders").is_some() {
            return has_borders(settings);
        }
        style.is_some_and(|id| self.style(id).has_lines)
    }

    fn list(&self, number: &str, level: usize) -> Option<List> {
        let levels = self.lists.get(number)?;
        Some(match levels.get(level).unwrap_or(&Counting::Figures) {
            Counting::Figures => List::Counted(level),
            Counting::Letters => List::Lettered(level),
            Counting::None => List::Dotted,
        })
    }
}

fn of_paragraph(settings: &Element) -> Look {
    let indent = settings.child("w:ind").and_then(|it| {
        let left = it.attribute("w:left").or_else(|| it.attribute("w:start"));
        left?.parse::<i64>().ok()
    });
    let side = match value(settings, "w:jc") {
        Some("center") => Some(Side::Centre),
        Some("right" | "end") => Some(Side::Right),
        _ if indent.is_some_and(|left| left >= RIGHT_HALF) => Some(Side::Right),
        Some(_) => Some(Side::Left),
        None => None,
    };
    let is_leader = |tab: &Element| {
        let leader = tab.attribute("w:leader");
        leader.is_some_and(|it| matches!(it, "underscore" | "heavy"))
    };
    let tabs = settings.child("w:tabs");
    let has_leader = tabs.is_some_and(|tabs| tabs.elements().any(is_leader));
    let border = settings.child("w:pBdr").and_then(|it| it.child("w:bottom"));
    Look {
        side,
        draws_line: has_leader || border.is_some_and(is_drawn),
        ..settings.child("w:rPr").map(of_run).unwrap_or_default()
    }
}

fn of_run(settings: &Element) -> Look {
    Look {
        is_bold: is_on(settings, "w:b"),
        is_underlined: is_on(settings, "w:u"),
        size: value(settings, "w:sz").and_then(|it| it.parse().ok()),
        ..Look::default()
    }
}

/// The number of its list and its level there.
fn numbering_of(settings: &Element) -> Option<(String, usize)> {
    let numbers = settings.child("w:numPr")?;
    let level = value(numbers, "w:ilvl").and_then(|it| it.parse().ok());
    Some((value(numbers, "w:numId")?.to_owned(), level.unwrap_or(0)))
}

/// «List Number 2» is a list of its own that stands within «List Number».
fn depth_of(style: &str) -> usize {
    let name = style.to_lowercase();
    let depth = name
        .strip_prefix("list number ")
        .and_then(|it| it.parse::<usize>().ok());
    depth.map_or(0, |depth| depth.saturating_sub(1).min(MOST_STEPS))
}

fn is_drawn(border: &Element) -> bool {
    let kind = border.attribute("w:val");
    kind.is_some_and(|kind| !matches!(kind, "none" | "nil"))
}

pub(super) fn has_borders(settings: &Element) -> bool {
    let borders = ["w:tblBorders", "w:tcBorders"]
        .iter()
        .find_map(|name| settings.child(name));
    borders.is_some_and(|it| it.elements().filter(|side| is_drawn(side)).count() > 1)
}

/// How a level of a list counts.
#[derive(Debug, Clone, Copy)]
enum Counting {
    Figures,
    Letters,
    None,
}

/// By the number of each list, how its levels count.
fn lists(numbering: &Element) -> BTreeMap<String, Vec<Counting>> {
    let mut definitions: BTreeMap<&str, Vec<Counting>> = BTreeMap::new();
    for definition in numbering.elements().filter(|e| e.name == "w:abstractNum") {
        let Some(id) = definition.attribute("w:abstractNumId") else {
            continue;
        };
        let levels = definition.elements().filter(|e| e.name == "w:lvl");
        let counts = |level: &Element| match value(level, "w:numFmt") {
            Some("bullet") => Counting::None,
            Some(format) if format.ends_with("Letter") || format.ends_with("Roman") => {
                Counting::Letters
            }
            Some(format) if format.starts_with("russian") => Counting::Letters,
            _ => Counting::Figures,
        };
        definitions.insert(id, levels.map(counts).collect());
    }
    let mut out = BTreeMap::new();
    for list in numbering.elements().filter(|e| e.name == "w:num") {
        let definition = value(list, "w:abstractNumId").and_then(|id| definitions.get(id));
        if let (Some(id), Some(levels)) = (list.attribute("w:numId"), definition) {
            out.insert(id.to_owned(), levels.clone());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::tree::parse;

    #[test]
    fn a_list_counts_by_figures_or_letters_or_not_at_all() {
        let level = |format: &str| format!(r#"<w:lvl><w:numFmt w:val="{format}"/></w:lvl>"#);
        let formats = [
            "decimal",
            "lowerLetter",
            "upperRoman",
            "russianLower",
            "bullet",
        ];
        let levels: String = formats.map(level).concat();
        let numbering = format!(
            r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
        );
        let looks = Looks::of(None, Some(&parse(numbering.as_bytes()).unwrap()));
        let lists: Vec<_> = (0..formats.len())
            .map(|at| looks.list("1", at).unwrap())
            .collect();
        assert_eq!(
            lists,
            [
                List::Counted(0),
                List::Lettered(1),
                List::Lettered(2),
                List::Lettered(3),
                List::Dotted
            ]
        );
    }
}
