//! A number as a cell shows it: in decimal figures, of which tables know fifteen, and halves away from
//! nought. 0,105 is 10,5 % there, though the binary number is a little less.

/// Figures that a table knows of a number, behind the first.
const FIGURES: usize = 14;

/// The number without its sign, with the point moved to the right by `shift` places, or to the left
/// by as many below nought, and `decimals` places behind it.
pub(super) fn rounded(number: f64, shift: isize, decimals: usize) -> String {
    let written = format!("{:.FIGURES$e}", number.abs());
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let exponent: isize = exponent.parse().unwrap_or_default();
    let point = exponent + 1 + shift;
    // Noughts in front, so that a figure stands before the point.
    let noughts = usize::try_from(1 - point).unwrap_or_default();
    let point = usize::try_from(point).unwrap_or_default().max(1);
    let mut figures = vec![0_u8; noughts];
    figures.extend(
        mantissa
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|b| b - b'0'),
    );
    let kept = point + decimals;
    let is_up = figures.get(kept).is_some_and(|next| *next >= 5);
    figures.resize(kept, 0);
    let mut carries = is_up;
    for figure in figures.iter_mut().rev() {
        if !carries {
            break;
        }
        carries = *figure == 9;
        *figure = if carries { 0 } else { *figure + 1 };
    }
    let mut out: String = if carries { "1" } else { "" }.to_owned();
    let digit = |figure: &u8| char::from(b'0' + figure);
    let whole = &figures[..point];
    let first = whole
        .iter()
        .take(point - 1)
        .take_while(|it| **it == 0 && !carries);
    out.extend(whole[first.count()..].iter().map(digit));
    if decimals > 0 {
        out.push('.');
        out.extend(figures[point..].iter().map(digit));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_nought() {
        for (number, shift, decimals, shown) in [
            (0.105, 2, 0, "11"),
            (0.285, 2, 0, "29"),
            (1.005, 0, 2, "1.01"),
            (2.5, 0, 0, "3"),
            (-0.25, 0, 1, "0.3"),
            (9.995, 0, 2, "10.00"),
            (0.0004, 0, 2, "0.00"),
            (0.0, 2, 1, "0.0"),
            (0.07, 2, 0, "7"),
            (12_345.678, 0, 1, "12345.7"),
            (1e20, 0, 0, "100000000000000000000"),
            (2500.0, -3, 1, "2.5"),
            (2500.0, -3, 0, "3"),
            (40.0, -6, 2, "0.00"),
            (5.0, -3, 3, "0.005"),
        ] {
            assert_eq!(rounded(number, shift, decimals), shown, "{number}");
        }
    }
}
