//! `word/styles.xml`, written from the page style. Built-in styles keep their English names, which
//! Word shows translated; the styles of our own have Russian names, because users see them in the
//! style list.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use super::cells::{AROUND_TABLE, cell_margins};
use super::units::{eighths, half_points, twentieths, twips, whole};
use crate::style::{Align, LINE_GAP, PageStyle, ParagraphStyle, ParagraphStyles};

pub(super) const BODY: &str = "BodyText";
pub(super) const TITLE: &str = "Title";
/// Lines that go on with the title: they are no headings.
pub(super) const TITLE_MORE: &str = "TitleMore";
pub(super) const SUBTITLE: &str = "Subtitle";
pub(super) const LEAD: &str = "Lead";
pub(super) const LEAD_BELOW: &str = "LeadBelow";
pub(super) const HEADING: &str = "Heading1";
pub(super) const EMBLEM: &str = "Emblem";
pub(super) const LETTERHEAD: &str = "Letterhead";
pub(super) const DATE_NUMBER: &str = "DateAndNumber";
pub(super) const TEXT_HEADING: &str = "TextHeading";
pub(super) const SIGNATURE_POST: &str = "SignaturePost";
pub(super) const SIGNATURE_NAME: &str = "SignatureName";
pub(super) const EXECUTOR: &str = "Executor";
pub(super) const LAYOUT: &str = "LayoutTable";
pub(super) const TABLE_NORMAL: &str = "TableNormal";
pub(super) const DEFAULT_FONT: &str = "DefaultParagraphFont";
pub(super) const MARK: &str = "Mark";
pub(super) const MARK_LAST: &str = "MarkLast";
pub(super) const TITLE_LINE: &str = "TitleLine";
pub(super) const FORM_LINE: &str = "FormLine";
pub(super) const CAPTION: &str = "LineCaption";
pub(super) const TABLE: &str = "FormTable";
pub(super) const TABLE_HEAD: &str = "TableHead";
pub(super) const TABLE_TITLE: &str = "TableTitle";
pub(super) const TABLE_SUBTITLE: &str = "TableSubtitle";
pub(super) const TABLE_TEXT: &str = "TableText";
pub(super) const TABLE_NUMBER: &str = "TableNumber";
/// Words of a narrow column that may be hyphenated.
pub(super) const TABLE_NARROW: &str = "TableNarrow";
pub(super) const TABLE_NARROW_CENTRE: &str = "TableNarrowCentre";
pub(super) const TABLE_NARROW_HEAD: &str = "TableNarrowHead";
/// Text and a line of a form right above a table.
pub(super) const ABOVE_TABLE: &str = "AboveTable";
pub(super) const FORM_LINE_ABOVE: &str = "FormLineAbove";
pub(super) const AFTER_TABLE: &str = "AfterTable";
/// After a table without lines, which needs no space below it.
pub(super) const AFTER_LAYOUT: &str = "AfterLayout";
pub(super) const NOTE: &str = "Note";
pub(super) const SIGNATURE: &str = "Signature";
pub(super) const DATE: &str = "SignatureDate";
/// Words of a form before those that are filled in.
pub(super) const LEAD_WORDS: &str = "LeadWords";
/// An explanation of the form.
pub(super) const HINT: &str = "Hint";
pub(super) const LEAD_HINT: &str = "LeadHint";
/// A value on its line.
pub(super) const FILLED: &str = "Filled";
/// What an empty field shows.
pub(super) const PLACEHOLDER: &str = "PlaceholderText";

/// Each character style and how its words differ from those around them.
const CHARACTERS: [(&str, &str); 4] = [
    (LEAD_WORDS, "<w:b/><w:bCs/>"),
    (HINT, "<w:i/><w:iCs/>"),
    (LEAD_HINT, "<w:b/><w:bCs/><w:i/><w:iCs/>"),
    (FILLED, r#"<w:u w:val="single"/>"#),
];

/// Styles whose tab stop or indent depends on the width of the page have a twin for the landscape
/// page.
pub(super) fn id(style: &str, wide: bool) -> String {
    if wide {
        format!("{style}Wide")
    } else {
        style.to_owned()
    }
}

/// What a style adds to size, weight, alignment and spaces.
#[derive(Default)]
struct Extra {
    keep_next: bool,
    /// Right tab stop at this many twips: where a line for the pen ends.
    tab: Option<u32>,
    left: u32,
    right: u32,
    /// A line beneath the paragraph, this many eighths of a point thick and as many points below as
    /// given.
    rule: Option<(usize, usize)>,
    outline: bool,
    /// Style of the paragraph that Word opens after this one.
    next: Option<&'static str>,
    /// Built-in style.
    builtin: bool,
    no_hyphens: bool,
}

/// Names of the styles of our own, as Word lists them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    /// Added for the landscape page.
    wide: String,
    /// The word of captions for what is signed and not typed.
    signature: String,
    /// By the id of the style.
    style: BTreeMap<String, String>,
}

impl Names {
    fn built_in() -> Self {
        // Compiled in, and a test reads it.
        toml::from_str(include_str!("../../forms/docx-styles.toml")).unwrap_or_default()
    }

    fn of(&self, style: &str, wide: bool) -> String {
        let name = self.style.get(style).map_or(style, String::as_str);
        escape(&if wide {
            format!("{name} {}", self.wide)
        } else {
            name.to_owned()
        })
    }
}

/// The word of captions for what is signed and not typed.
pub(super) fn signature_word() -> String {
    Names::built_in().signature
}

#[expect(
    clippy::too_many_lines,
    reason = "one style after another, as they stand in the part"
)]
pub(super) fn styles_xml(style: &PageStyle) -> String {
    let (s, names) = (&style.style, Names::built_in());
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    );
    let font = escape(&style.font.docx);
    let _ = write!(
        out,
        r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/><w:kern w:val="2"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:suppressAutoHyphens/></w:pPr></w:pPrDefault></w:docDefaults><w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"><w:lsdException w:name="Normal" w:uiPriority="0" w:semiHidden="0" w:unhideWhenUsed="0" w:qFormat="1"/><w:lsdException w:name="heading 1" w:uiPriority="9" w:semiHidden="0" w:unhideWhenUsed="0" w:qFormat="1"/><w:lsdException w:name="Title" w:uiPriority="10" w:semiHidden="0" w:unhideWhenUsed="0" w:qFormat="1"/><w:lsdException w:name="Subtitle" w:uiPriority="11" w:semiHidden="0" w:unhideWhenUsed="0" w:qFormat="1"/><w:lsdException w:name="Body Text" w:uiPriority="1" w:semiHidden="0" w:unhideWhenUsed="0" w:qFormat="1"/></w:latentStyles>"#,
        size = half_points(s.body.size)
    );
    out.push_str(r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#);
    out.push_str(r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>"#);
    out.push_str(r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#);
    let builtin = || Extra {
        builtin: true,
        no_hyphens: true,
        ..Extra::default()
    };
    let next = Some(BODY);
    paragraph(&mut out, BODY, "Body Text", &s.body, &builtin());
    paragraph(
        &mut out,
        TITLE,
        "Title",
        &s.title,
        &Extra {
            keep_next: true,
            outline: true,
            next,
            ..builtin()
        },
    );
    paragraph(
        &mut out,
        TITLE_MORE,
        &names.of(TITLE_MORE, false),
        &s.heading,
        &Extra {
            keep_next: true,
            next,
            ..ours()
        },
    );
    paragraph(
        &mut out,
        SUBTITLE,
        "Subtitle",
        &s.subtitle,
        &Extra { next, ..builtin() },
    );
    paragraph(
        &mut out,
        LEAD,
        &names.of(LEAD, false),
        &s.lead,
        &Extra { next, ..ours() },
    );
    paragraph(
        &mut out,
        LEAD_BELOW,
        &names.of(LEAD_BELOW, false),
        &s.lead_below,
        &ours(),
    );
    paragraph(
        &mut out,
        HEADING,
        "heading 1",
        &s.heading,
        &Extra {
            keep_next: true,
            outline: true,
            next,
            ..builtin()
        },
    );
    let number = ParagraphStyle {
        align: Align::Centre,
        size: s.mark.size,
        ..s.table_number.clone()
    };
    paragraph(&mut out, "Header", "header", &number, &builtin());
    let tab = Some(twips(style.text_area(false).0));
    paragraph(
        &mut out,
        EMBLEM,
        &names.of(EMBLEM, false),
        &ParagraphStyle {
            after: 6.0,
            ..s.letterhead.clone()
        },
        &Extra {
            keep_next: true,
            ..ours()
        },
    );
    paragraph(
        &mut out,
        LETTERHEAD,
        &names.of(LETTERHEAD, false),
        &s.letterhead,
        &Extra {
            keep_next: true,
            ..ours()
        },
    );
    paragraph(
        &mut out,
        DATE_NUMBER,
        &names.of(DATE_NUMBER, false),
        &s.date_number,
        &Extra { tab, ..ours() },
    );
    let right = twips(style.text_area(false).0 - style.mark.heading);
    paragraph(
        &mut out,
        TEXT_HEADING,
        &names.of(TEXT_HEADING, false),
        &s.text_heading,
        &Extra {
            right,
            keep_next: true,
            outline: true,
            next,
            ..ours()
        },
    );
    let end = ParagraphStyle {
        align: Align::Right,
        ..s.signature_line.clone()
    };
    paragraph(
        &mut out,
        SIGNATURE_POST,
        &names.of(SIGNATURE_POST, false),
        &s.signature_line,
        &ours(),
    );
    paragraph(
        &mut out,
        SIGNATURE_NAME,
        &names.of(SIGNATURE_NAME, false),
        &end,
        &ours(),
    );
    paragraph(
        &mut out,
        EXECUTOR,
        &names.of(EXECUTOR, false),
        &s.executor,
        &ours(),
    );
    for wide in [false, true] {
        let (width, _) = style.text_area(wide);
        let left = twips(width - style.mark.width);
        let mark = ParagraphStyle {
            after: 0.0,
            ..s.mark.clone()
        };
        paragraph(
            &mut out,
            &id(MARK, wide),
            &names.of(MARK, wide),
            &mark,
            &Extra { left, ..ours() },
        );
        paragraph(
            &mut out,
            &id(MARK_LAST, wide),
            &names.of(MARK_LAST, wide),
            &s.mark,
            &Extra { left, ..ours() },
        );
        let tab = Some(twips(width));
        paragraph(
            &mut out,
            &id(FORM_LINE, wide),
            &names.of(FORM_LINE, wide),
            &s.form_line,
            &Extra { tab, ..ours() },
        );
        paragraph(
            &mut out,
            &id(SIGNATURE, wide),
            &names.of(SIGNATURE, wide),
            &s.signature,
            &Extra { tab, ..ours() },
        );
    }
    let rule = Some((eighths(style.line.thickness), whole(style.line.drop)));
    paragraph(
        &mut out,
        TITLE_LINE,
        &names.of(TITLE_LINE, false),
        &s.title_line,
        &Extra {
            rule,
            keep_next: true,
            ..ours()
        },
    );
    paragraph(
        &mut out,
        CAPTION,
        &names.of(CAPTION, false),
        &s.caption,
        &ours(),
    );
    paragraph(&mut out, DATE, &names.of(DATE, false), &s.date, &ours());
    paragraph(&mut out, NOTE, &names.of(NOTE, false), &s.note, &ours());
    let cell = |keep_next| Extra {
        keep_next,
        ..ours()
    };
    paragraph(
        &mut out,
        TABLE_HEAD,
        &names.of(TABLE_HEAD, false),
        &s.table_head,
        &cell(false),
    );
    paragraph(
        &mut out,
        TABLE_TITLE,
        &names.of(TABLE_TITLE, false),
        &s.table_title,
        &cell(true),
    );
    paragraph(
        &mut out,
        TABLE_SUBTITLE,
        &names.of(TABLE_SUBTITLE, false),
        &s.table_subtitle,
        &cell(true),
    );
    paragraph(
        &mut out,
        TABLE_TEXT,
        &names.of(TABLE_TEXT, false),
        &s.table_text,
        &cell(false),
    );
    paragraph(
        &mut out,
        TABLE_NUMBER,
        &names.of(TABLE_NUMBER, false),
        &s.table_number,
        &cell(false),
    );
    let narrow = Extra {
        no_hyphens: false,
        ..ours()
    };
    for (id, look) in [
        (TABLE_NARROW, &s.table_text),
        (TABLE_NARROW_CENTRE, &s.table_number),
        (TABLE_NARROW_HEAD, &s.table_head),
    ] {
        paragraph(&mut out, id, &names.of(id, false), look, &narrow);
    }
    around_tables(&mut out, s, &names);
    let grey = r#"<w:color w:val="7F7F7F"/>"#;
    let _ = write!(
        out,
        r#"<w:style w:type="character" w:styleId="{PLACEHOLDER}"><w:name w:val="Placeholder Text"/><w:uiPriority w:val="99"/><w:semiHidden/><w:rPr>{grey}</w:rPr></w:style>"#
    );
    for (id, look) in CHARACTERS {
        let name = names.of(id, false);
        let _ = write!(
            out,
            r#"<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:uiPriority w:val="90"/><w:rPr>{look}</w:rPr></w:style>"#
        );
    }
    out.push_str(&table_style(style, &names.of(TABLE, false)));
    out.push_str(&layout_style(&names.of(LAYOUT, false)));
    out.push_str("</w:styles>");
    out
}

/// What stands right above and below tables: Word gives a table itself no space.
fn around_tables(out: &mut String, s: &ParagraphStyles, names: &Names) {
    for (id, base, wide, look) in [
        (ABOVE_TABLE, BODY, false, &s.body),
        (FORM_LINE_ABOVE, FORM_LINE, false, &s.form_line),
        (FORM_LINE_ABOVE, FORM_LINE, true, &s.form_line),
    ] {
        let after = twentieths(AROUND_TABLE - LINE_GAP * look.size).max(twentieths(look.after));
        let _ = write!(
            out,
            r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="{}"/><w:uiPriority w:val="90"/><w:pPr><w:spacing w:after="{after}"/></w:pPr></w:style>"#,
            self::id(id, wide),
            names.of(id, wide),
            self::id(base, wide),
        );
    }
    let layout = ParagraphStyle {
        size: 1.0,
        ..s.table_text.clone()
    };
    let table = ParagraphStyle {
        after: AROUND_TABLE - layout.size,
        ..layout.clone()
    };
    for (id, look) in [(AFTER_TABLE, &table), (AFTER_LAYOUT, &layout)] {
        paragraph(out, id, &names.of(id, false), look, &ours());
    }
}

fn ours() -> Extra {
    Extra {
        no_hyphens: true,
        ..Extra::default()
    }
}

fn paragraph(out: &mut String, id: &str, name: &str, s: &ParagraphStyle, extra: &Extra) {
    let custom = if extra.builtin {
        ""
    } else {
        r#" w:customStyle="1""#
    };
    let _ = write!(
        out,
        r#"<w:style w:type="paragraph"{custom} w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>"#
    );
    if let Some(next) = extra.next {
        let _ = write!(out, r#"<w:next w:val="{next}"/>"#);
    }
    // The gallery shows what a secretary writes with; what the program lays out stays in the list.
    out.push_str(if extra.builtin || extra.next.is_some() {
        "<w:qFormat/><w:pPr>"
    } else {
        r#"<w:uiPriority w:val="90"/><w:pPr>"#
    });
    if extra.keep_next {
        out.push_str("<w:keepNext/>");
    }
    if let Some((thickness, space)) = extra.rule {
        let _ = write!(
            out,
            r#"<w:pBdr><w:bottom w:val="single" w:sz="{thickness}" w:space="{space}" w:color="auto"/></w:pBdr>"#
        );
    }
    if let Some(tab) = extra.tab {
        let _ = write!(
            out,
            r#"<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs>"#
        );
    }
    if !extra.no_hyphens {
        out.push_str(r#"<w:suppressAutoHyphens w:val="false"/>"#);
    }
    let _ = write!(
        out,
        r#"<w:spacing w:before="{}" w:after="{}" w:line="240" w:lineRule="auto"/><w:ind w:left="{}" w:right="{}" w:firstLine="{}"/><w:jc w:val="{}"/>"#,
        twentieths(s.before),
        twentieths(s.after),
        extra.left,
        extra.right,
        twips(s.indent),
        match s.align {
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
            Align::Both => "both",
        }
    );
    if extra.outline {
        out.push_str(r#"<w:outlineLvl w:val="0"/>"#);
    }
    out.push_str("</w:pPr><w:rPr>");
    if s.bold {
        out.push_str("<w:b/><w:bCs/>");
    }
    if s.italic {
        out.push_str("<w:i/><w:iCs/>");
    }
    let size = half_points(s.size);
    let _ = write!(
        out,
        r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#
    );
}

fn table_style(style: &PageStyle, name: &str) -> String {
    let rule = eighths(style.line.thickness);
    let mut borders = String::new();
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(
            borders,
            r#"<w:{side} w:val="single" w:sz="{rule}" w:space="0" w:color="auto"/>"#
        );
    }
    let (x, y) = cell_margins(style, 0);
    format!(
        r#"<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:top w:w="{y}" w:type="dxa"/><w:left w:w="{x}" w:type="dxa"/><w:bottom w:w="{y}" w:type="dxa"/><w:right w:w="{x}" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#
    )
}

/// A table without lines that sets two things side by side.
fn layout_style(name: &str) -> String {
    format!(
        r#"<w:style w:type="table" w:customStyle="1" w:styleId="{LAYOUT}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#
    )
}

/// Text as XML character data or an attribute value.
pub(super) fn escape(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_of_our_own_has_a_russian_name() {
        let names: Names = toml::from_str(include_str!("../../forms/docx-styles.toml")).unwrap();
        let xml = styles_xml(&PageStyle::built_in());
        let is_russian = |text: &str| text.contains(|c| matches!(c, 'А'..='я'));
        let ours = xml
            .split("<w:style ")
            .filter(|style| style.contains("w:customStyle"));
        let shown: Vec<&str> = ours
            .map(|style| {
                style
                    .split("<w:name w:val=\"")
                    .nth(1)
                    .unwrap()
                    .split('"')
                    .next()
                    .unwrap()
            })
            .collect();
        assert!(shown.iter().all(|name| is_russian(name)), "{shown:?}");
        assert!(
            names
                .style
                .values()
                .all(|name| shown.contains(&name.as_str())),
            "{shown:?}"
        );
    }
}
