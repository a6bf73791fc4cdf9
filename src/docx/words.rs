//! Texts as the runs of docx-rs paragraphs, and their numbers in the lists of Word.

use docx_rs::{BreakType, IndentLevel, NumberingId, Paragraph, Run};

use super::numbering::Lists;
use super::styles;
use crate::document::{Inline, Origins, Text};
use crate::style::{runs, syllables};

/// A paragraph whose number, if it begins with one, is counted by Word.
pub(super) fn numbered(id: &str, text: &Text, keep: bool, lists: &mut Lists) -> Paragraph {
    let Some((Inline::Number(number), words)) = text.0.split_first() else {
        return paragraph(id, text, keep);
    };
    let Some((list, level)) = lists.place(number) else {
        return paragraph(id, text, keep);
    };
    paragraph(id, &Text(words.to_vec()), keep)
        .numbering(NumberingId::new(list), IndentLevel::new(level))
}

pub(super) fn paragraph(id: &str, text: &Text, keep: bool) -> Paragraph {
    let p = add_runs(Paragraph::new().style(id), text, false);
    if keep { p.keep_next(true) } else { p }
}

pub(super) fn add_runs(mut p: Paragraph, text: &Text, is_filled: bool) -> Paragraph {
    for inline in &text.0 {
        let (run, bold, italic) = match inline {
            Inline::Run {
                text, bold, italic, ..
            } => (Run::new().add_text(xml_text(text)), *bold, *italic),
            Inline::Number(number) => (Run::new().add_text(number.to_string()), false, false),
            Inline::LineBreak => (Run::new().add_break(BreakType::TextWrapping), false, false),
            Inline::Blank { width, caption } => {
                let line = "_".repeat(usize::from(*width));
                (Run::new().add_text(captioned(&line, caption)), false, false)
            }
        };
        p = p.add_run(styled(run, bold, italic, is_filled));
    }
    p
}

/// Between a line for the pen and what belongs there, until the line becomes a content control. No
/// text of the user's has it.
pub(super) const CAPTION_MARK: char = '\u{E000}';

fn captioned(line: &str, caption: &str) -> String {
    if caption.is_empty() {
        line.to_owned()
    } else {
        format!("{line}{CAPTION_MARK}{caption}")
    }
}

/// A run in the character style for words of this look. A value on its line is of one look; only
/// where it is not does the run say the rest itself.
fn styled(run: Run, bold: bool, italic: bool, is_filled: bool) -> Run {
    match (bold, italic) {
        (false, false) if !is_filled => run,
        (true, false) if !is_filled => run.style(styles::LEAD_WORDS),
        (false, true) if !is_filled => run.style(styles::HINT),
        (true, true) if !is_filled => run.style(styles::LEAD_HINT),
        _ => {
            let run = run.style(styles::FILLED);
            let run = if bold { run.bold() } else { run };
            if italic { run.italic() } else { run }
        }
    }
}

/// Whether all words of a text, with what is joined to them, are such.
pub(super) fn all_words(text: &Text, are: impl Fn(&str) -> bool) -> bool {
    text.0.iter().all(|inline| match inline {
        Inline::Run { text, .. } => text.split(' ').all(&are),
        Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => true,
    })
}

/// With a line of its own for what follows the slash of a compound that its column cannot hold:
/// Word sees no place to break there and would break a word instead.
pub(super) fn parted_at_slashes(text: &Text, fits: impl Fn(&str) -> bool) -> Text {
    let mut out = Text::default();
    for inline in &text.0 {
        let Inline::Run {
            text,
            bold,
            italic,
            origin,
            meaning,
        } = inline
        else {
            out.0.push(inline.clone());
            continue;
        };
        let mut rest = origin.clone();
        for (i, line) in lines_at_slashes(text, &fits).into_iter().enumerate() {
            if i > 0 {
                out.0.push(Inline::LineBreak);
            }
            let (own, after) = rest.split_at(line.chars().count());
            out.0.push(Inline::Run {
                text: line,
                bold: *bold,
                italic: *italic,
                origin: own,
                meaning: *meaning,
            });
            rest = after;
        }
    }
    out
}

/// Between the syllables of a word that its column cannot hold, until the mark becomes an optional
/// hyphen. No text of the user's has it.
pub(super) const HYPHEN_MARK: char = '\u{E001}';

/// With an optional hyphen between the syllables of each word that does not fit its column: a program
/// that has no Russian rules would end the line after any letter, without a hyphen.
pub(super) fn hyphenated(text: &Text, fits: impl Fn(&str) -> bool) -> Text {
    let marked = |inline: &Inline| match inline {
        Inline::Run {
            text,
            bold,
            italic,
            meaning,
            ..
        } => Inline::Run {
            text: with_marks(text, &fits),
            bold: *bold,
            italic: *italic,
            // Of no use to this writer, and the marks would shift it.
            origin: Origins::default(),
            meaning: *meaning,
        },
        Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => inline.clone(),
    };
    Text(text.0.iter().map(marked).collect())
}

fn with_marks(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/');
    let mut out = String::new();
    for part in text.split_inclusive(is_end) {
        if fits(part.trim_end()) {
            out.push_str(part);
            continue;
        }
        // Brackets and commas are of no syllable.
        for run in runs(part) {
            let parts: Vec<&str> = syllables(run).collect();
            out.push_str(&parts.join(&HYPHEN_MARK.to_string()));
        }
    }
    out
}

/// The text, cut after the slashes of compounds that do not fit.
fn lines_at_slashes(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        let is_wide = !fits(word.trim_end());
        for (i, part) in word.split_inclusive('/').enumerate() {
            if i > 0 && is_wide && ends_with_word(&line) && starts_with_word(part) {
                out.push(std::mem::take(&mut line));
            }
            line.push_str(part);
        }
    }
    out.push(line);
    out
}

/// Letters of a word too long to be an abbreviation such as «п/п».
const WORD: usize = 4;

fn ends_with_word(text: &str) -> bool {
    let letters = text.trim_end_matches('/').chars().rev();
    letters.take_while(|c| c.is_alphabetic()).count() >= WORD
}

fn starts_with_word(text: &str) -> bool {
    text.chars().take_while(|c| c.is_alphabetic()).count() >= WORD
}

/// Text without the characters XML 1.0 cannot hold. The reader refuses them; a document made
/// otherwise must still open.
fn xml_text(text: &str) -> String {
    // Byte by byte, for nearly every text is one: below the space, or the first byte of U+FFFE.
    let may_be_none = |b: u8| b < b' ' && b != b'\t' || b == 0xEF;
    if !text.bytes().any(may_be_none) {
        return text.to_owned();
    }
    let is_allowed =
        |c: char| matches!(c, '\t' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    let mut out = text.to_owned();
    out.retain(is_allowed);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_too_wide_for_its_column_has_optional_hyphens() {
        let marked = |text: &str, most: usize| {
            let fits = |word: &str| word.chars().count() <= most;
            let text = hyphenated(&Text::plain(text), fits).to_plain();
            text.replace(HYPHEN_MARK, "|")
        };
        assert_eq!(
            marked("(Персонализированные программы)", 14),
            "(Пер|со|на|ли|зи|ро|ван|ные программы)"
        );
        assert_eq!(marked("Персонализированные", 19), "Персонализированные");
    }

    #[test]
    fn a_compound_too_wide_for_its_column_is_parted_after_the_slash() {
        let parted = |text: &str, most: usize| {
            parted_at_slashes(&Text::plain(text), |word| word.chars().count() <= most).to_plain()
        };
        assert_eq!(
            parted("Формат (очный/дистанционный)", 14),
            "Формат (очный/\nдистанционный)"
        );
        for whole in ["Формат (очный/дистанционный)", "№ п/п, 2026/2027"]
        {
            assert_eq!(parted(whole, 40), whole);
        }
        assert_eq!(parted("№ п/п, 2026/2027", 3), "№ п/п, 2026/2027");
    }
}
