//! Lengths as Word writes them.

/// Twentieths of a point in the given millimetres.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths of a page are small and positive"
)]
pub(super) fn twips(millimetres: f64) -> u32 {
    (millimetres / 25.4 * 1440.0).round() as u32
}

/// The nearest whole number not below zero.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates by definition"
)]
pub(super) fn whole(number: f64) -> usize {
    number.round() as usize
}

pub(super) fn half_points(points: f64) -> usize {
    whole(points * 2.0)
}

pub(super) fn twentieths(points: f64) -> usize {
    whole(points * 20.0)
}

/// Rounded down, and none below zero.
pub(super) fn whole_twentieths(points: f64) -> usize {
    whole((points * 20.0).floor())
}

pub(super) fn eighths(points: f64) -> usize {
    whole(points * 8.0)
}
