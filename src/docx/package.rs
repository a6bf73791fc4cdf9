//! The package: every part but the body and the page headers is written here, and all are packed
//! the same way each time.

use std::fmt::Write as _;

use super::numbering::Lists;
use super::pictures::Media;
use super::styles::{escape, styles_xml};
use super::template::Template;
use crate::document::{Document, Failure, LANGUAGE, PictureFormat};
use crate::packing::Packer;
use crate::style::PageStyle;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WML: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const SETTINGS: &str = r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="240"/><w:doNotHyphenateCaps/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="ru-RU"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"#;

pub(super) fn pack(
    document: &Document,
    style: &PageStyle,
    template: Option<&Template>,
    lists: &Lists,
    pictures: &[Media],
    body: &[u8],
    headers: &[Vec<u8>],
) -> Result<Vec<u8>, Failure> {
    let theme = template.and_then(|t| t.theme.as_deref());
    let numbering = numbering(template, lists);
    let mut package = Packer::default();
    let mut add = |name: &str, bytes: &[u8]| {
        let is_own = matches!(name, "word/document.xml" | "docProps/core.xml");
        let added = if is_own {
            package.add(name, bytes)
        } else {
            package.add_common(name, bytes)
        };
        added.map_err(|e| Failure(format!("{name}: {e}")))
    };
    add(
        "[Content_Types].xml",
        content_types(
            headers.len(),
            theme.is_some(),
            numbering.is_some(),
            pictures,
        )
        .as_bytes(),
    )?;
    add("_rels/.rels", package_relationships().as_bytes())?;
    add("word/document.xml", body)?;
    add(
        "word/_rels/document.xml.rels",
        document_relationships(
            headers.len(),
            theme.is_some(),
            numbering.is_some(),
            pictures,
        )
        .as_bytes(),
    )?;
    add(
        "word/styles.xml",
        template
            .map_or_else(|| styles_xml(style), |t| t.styles.clone())
            .as_bytes(),
    )?;
    for picture in pictures {
        add(&format!("word/{}", picture.path()), &picture.bytes)?;
    }
    if let Some(numbering) = &numbering {
        add("word/numbering.xml", numbering.as_bytes())?;
    }
    if let Some(theme) = theme {
        add("word/theme/theme1.xml", theme)?;
    }
    add(
        "word/settings.xml",
        format!("{DECLARATION}{SETTINGS}").as_bytes(),
    )?;
    add("word/fontTable.xml", font_table(style).as_bytes())?;
    for (i, header) in headers.iter().enumerate() {
        add(&format!("word/header{}.xml", i + 1), header)?;
    }
    add("docProps/core.xml", core_properties(document).as_bytes())?;
    add("docProps/app.xml", app_properties().as_bytes())?;
    package.finish().map_err(|e| Failure(e.to_string()))
}

/// The lists of the template's styles, then those of the paper; nothing where there are none.
fn numbering(template: Option<&Template>, lists: &Lists) -> Option<String> {
    let theirs = template.and_then(|t| t.numbering.as_deref());
    if lists.is_empty() {
        return theirs.map(str::to_owned);
    }
    let (abstracts, nums) = lists.definitions();
    let Some(theirs) = theirs else {
        return Some(format!(
            r#"{DECLARATION}<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{abstracts}{nums}</w:numbering>"#
        ));
    };
    // Definitions stand before lists, and lists before what Word keeps for itself.
    let end = theirs
        .find("<w:numIdMacAtCleanup")
        .or_else(|| theirs.rfind("</w:numbering>"))?;
    let first = theirs.find("<w:num ").unwrap_or(end);
    Some(format!(
        "{}{abstracts}{}{nums}{}",
        &theirs[..first],
        &theirs[first..end],
        &theirs[end..]
    ))
}

fn content_types(headers: usize, theme: bool, numbering: bool, pictures: &[Media]) -> String {
    let mut out = format!(
        r#"{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{WML}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{WML}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="{WML}.settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="{WML}.fontTable+xml"/>"#
    );
    for format in [PictureFormat::Png, PictureFormat::Jpeg]
        .into_iter()
        .filter(|f| pictures.iter().any(|p| p.format == *f))
    {
        let ending = format.ending();
        let kind = match format {
            PictureFormat::Png => "png",
            PictureFormat::Jpeg => "jpeg",
        };
        // Defaults stand before overrides.
        out = out.replacen(
            "<Override",
            &format!(r#"<Default Extension="{ending}" ContentType="image/{kind}"/><Override"#),
            1,
        );
    }
    if theme {
        out.push_str(
            r#"<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>"#,
        );
    }
    if numbering {
        let _ = write!(
            out,
            r#"<Override PartName="/word/numbering.xml" ContentType="{WML}.numbering+xml"/>"#
        );
    }
    for i in 1..=headers {
        let _ = write!(
            out,
            r#"<Override PartName="/word/header{i}.xml" ContentType="{WML}.header+xml"/>"#
        );
    }
    out.push_str(r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#);
    out
}

fn package_relationships() -> String {
    format!(
        r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="{RELATIONSHIPS}/extended-properties" Target="docProps/app.xml"/></Relationships>"#
    )
}

/// docx-rs refers to header N of the body by the id `rIdHeaderN`.
fn document_relationships(
    headers: usize,
    theme: bool,
    numbering: bool,
    pictures: &[Media],
) -> String {
    let mut out = format!(
        r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
    );
    for picture in pictures {
        let _ = write!(
            out,
            r#"<Relationship Id="{}" Type="{RELATIONSHIPS}/image" Target="{}"/>"#,
            picture.id,
            picture.path()
        );
    }
    if theme {
        let _ = write!(
            out,
            r#"<Relationship Id="rIdTheme" Type="{RELATIONSHIPS}/theme" Target="theme/theme1.xml"/>"#
        );
    }
    if numbering {
        let _ = write!(
            out,
            r#"<Relationship Id="rIdNumbering" Type="{RELATIONSHIPS}/numbering" Target="numbering.xml"/>"#
        );
    }
    for (i, part) in ["styles", "settings", "fontTable"].iter().enumerate() {
        let _ = write!(
            out,
            r#"<Relationship Id="rId{}" Type="{RELATIONSHIPS}/{part}" Target="{part}.xml"/>"#,
            i + 1
        );
    }
    for i in 1..=headers {
        let _ = write!(
            out,
            r#"<Relationship Id="rIdHeader{i}" Type="{RELATIONSHIPS}/header" Target="header{i}.xml"/>"#
        );
    }
    out.push_str("</Relationships>");
    out
}

fn font_table(style: &PageStyle) -> String {
    format!(
        r#"{DECLARATION}<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="{}"><w:altName w:val="{}"/><w:charset w:val="CC"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>"#,
        escape(&style.font.docx),
        escape(&style.font.pdf)
    )
}

fn core_properties(document: &Document) -> String {
    let p = &document.properties;
    format!(
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:modified><dc:language>{language}</dc:language></cp:coreProperties>"#,
        title = escape(&p.title),
        subject = escape(&p.subject),
        author = escape(&p.author),
        date = p.date.format("%Y-%m-%d"),
        language = LANGUAGE,
    )
}

fn app_properties() -> String {
    format!(
        r#"{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>nastavnik</Application></Properties>"#
    )
}
