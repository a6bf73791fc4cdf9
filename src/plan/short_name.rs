//! How a file of a project is called wherever its folder lies.

/// The name of a project's file from its folder: «pairings/a.toml».
pub(super) fn short_name(shown: &str) -> String {
    let mut parts = shown.rsplit('/');
    let file = parts.next().unwrap_or_default();
    match parts.next() {
        Some(folder @ ("pairings" | "orders" | "forms")) => format!("{folder}/{file}"),
        Some(_) | None => file.to_owned(),
    }
}
