//! The sheets of a section: size, margins, and the number of the page.

use docx_rs::{
    Docx, Header, PageMargin, PageNum, PageNumType, PageOrientationType, PageSize, Paragraph,
    Section,
};

use super::units::twips;
use crate::document::{Block, Orientation, Section as PaperSection};
use crate::style::PageStyle;

/// The style for the margins of a section.
pub(super) fn sheet_style(style: &PageStyle, section: &PaperSection) -> PageStyle {
    let has_code = section.blocks.iter().any(|b| matches!(b, Block::QrCode(_)));
    if has_code {
        style.with_room_for_code()
    } else {
        style.clone()
    }
}

pub(super) fn page_number() -> Header {
    Header::new().add_paragraph(
        Paragraph::new()
            .style("Header")
            .add_page_num(PageNum::new()),
    )
}

fn sheet(
    style: &PageStyle,
    orientation: Orientation,
) -> (u32, u32, PageOrientationType, PageMargin) {
    let p = &style.page;
    let (width, height) = (twips(p.width), twips(p.height));
    let margin = PageMargin::new()
        .left(signed(p.left))
        .right(signed(p.right))
        .top(signed(p.top))
        .bottom(signed(p.bottom))
        .header(signed(p.number))
        .footer(signed(p.number))
        .gutter(0);
    match orientation {
        Orientation::Portrait => (width, height, PageOrientationType::Portrait, margin),
        Orientation::Landscape => (height, width, PageOrientationType::Landscape, margin),
    }
}

fn signed(millimetres: f64) -> i32 {
    i32::try_from(twips(millimetres)).unwrap_or(i32::MAX)
}

pub(super) fn page_set_up(docx: Docx, style: &PageStyle, orientation: Orientation) -> Docx {
    let (width, height, turn, margin) = sheet(style, orientation);
    docx.page_size(width, height)
        .page_orient(turn)
        .page_margin(margin)
        .page_num_type(PageNumType::new().start(1))
}

pub(super) fn section_set_up(style: &PageStyle, orientation: Orientation) -> Section {
    let (width, height, turn, margin) = sheet(style, orientation);
    Section::new()
        .page_size(PageSize::new().size(width, height).orient(turn))
        .page_margin(margin)
        .page_num_type(PageNumType::new().start(1))
        .title_pg()
        .header(page_number())
}
