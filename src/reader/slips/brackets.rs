//! Brackets without their pair, or with nothing inside.

use super::slip::Slip;
use crate::problem::Code;

pub(super) fn brackets(text: &str, out: &mut Vec<Slip>) {
    let mut open: Vec<usize> = Vec::new();
    let brackets = text.bytes().enumerate();
    for (at, byte) in brackets.filter(|(_, byte)| matches!(byte, b'(' | b')')) {
        let message = match (byte, open.last()) {
            (b'(', _) => {
                open.push(at);
                continue;
            }
            (_, Some(&start)) => {
                open.pop();
                if !text[start + 1..at].trim().is_empty() {
                    continue;
                }
                "пустые скобки"
            }
            (_, None) if !is_after_number(&text[..at]) => "скобка ) без открывающей",
            _ => continue,
        };
        out.push(slip(message, at));
        return;
    }
    if let Some(at) = open.first() {
        out.push(slip("скобка ( не закрыта", *at));
    }
}

fn slip(message: &str, at: usize) -> Slip {
    Slip {
        code: Code::UnevenBrackets,
        message: message.to_owned(),
        hint: "поставьте парную скобку или уберите лишнюю",
        span: at..at + 1,
        fix: None,
    }
}

/// «1)», «а)», «1.2)»: the bracket closes the number of a list; and a smile.
fn is_after_number(before: &str) -> bool {
    const LONGEST: usize = 4;
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let is_letter = word.chars().count() == 1;
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    let is_roman = !word.is_empty() && word.bytes().all(|b| b"IVXivx".contains(&b));
    is_letter
        || is_roman
        || is_number && word.chars().count() <= LONGEST
        || word.ends_with([':', ';', '-', ')'])
}
