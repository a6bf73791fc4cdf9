//! Changes to a text that leave everything else of it as it is.

use std::ops::Range;

/// A text, what is to change in it, and what is to be said of it.
#[derive(Debug)]
pub struct Patch<'t> {
    pub text: &'t str,
    changes: Vec<(Range<usize>, String)>,
    /// Each at a place of the old text.
    remarks: Vec<(usize, String)>,
}

impl<'t> Patch<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            changes: Vec::new(),
            remarks: Vec::new(),
        }
    }

    pub fn source(&self, span: &Range<usize>) -> &'t str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    pub fn remark(&mut self, at: usize, text: impl Into<String>) {
        self.remarks.push((at, text.into()));
    }

    pub fn replace(&mut self, span: Range<usize>, with: String) {
        if self.source(&span) != with {
            self.changes.push((span, with));
        }
    }

    pub fn remove(&mut self, span: Range<usize>) {
        self.changes.push((span, String::new()));
    }

    /// Removes whole lines.
    pub fn remove_lines(&mut self, span: Range<usize>) {
        self.remove(self.line_start(span.start)..self.line_end(span.end));
    }

    /// Removes whole lines and the remark right above them: a section and what belongs to it. Of
    /// the empty lines on both sides those above stay.
    pub fn remove_section(&mut self, span: Range<usize>) {
        let mut start = self.line_start(span.start);
        while let Some(above) = start.checked_sub(1).map(|end| self.line_start(end))
            && self.text[above..start].trim_start().starts_with('#')
        {
            start = above;
        }
        let mut end = self.line_end(span.end);
        let gap_above = start == 0
            || self.text[self.line_start(start - 1)..start]
                .trim()
                .is_empty();
        while gap_above
            && end < self.text.len()
            && self.text[end..self.line_end(end)].trim().is_empty()
        {
            end = self.line_end(end);
        }
        self.remove(start..end);
    }

    /// Removes some of the items of a list in one line or several, each with its comma.
    pub fn remove_items(&mut self, items: &[Range<usize>], goes: &[bool]) {
        for (i, item) in items.iter().enumerate().filter(|(i, _)| goes[*i]) {
            if let Some(next) = items.get(i + 1) {
                self.remove(item.start..next.start);
            } else {
                let kept = items
                    .iter()
                    .zip(goes)
                    .filter(|(_, goes)| !**goes)
                    .map(|(kept, _)| kept.end)
                    .next_back();
                self.remove(kept.unwrap_or(item.start)..item.end);
            }
        }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |i| i + 1)
    }

    /// Past the line feed.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |i| at + i + 1)
    }

    /// The changes that are made: one within another is lost with it.
    fn sorted(&self) -> Vec<&(Range<usize>, String)> {
        let mut changes: Vec<_> = self.changes.iter().collect();
        changes.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut out: Vec<&(Range<usize>, String)> = Vec::new();
        for change in changes {
            if out
                .last()
                .is_none_or(|(last, _)| change.0.start >= last.end)
            {
                out.push(change);
            }
        }
        out
    }

    /// The text with its changes.
    pub fn made(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut at = 0;
        for (span, with) in self.sorted() {
            out.push_str(&self.text[at..span.start]);
            out.push_str(with);
            at = span.end;
        }
        out + &self.text[at..]
    }

    /// Remarks with their lines in the new text, from 1, in that order; what stood in a removed
    /// place is told at its line.
    pub fn remarks(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut remarks: Vec<&(usize, String)> = self.remarks.iter().collect();
        remarks.sort_by_key(|(at, _)| *at);
        remarks
            .into_iter()
            .map(|(at, text)| (self.new_line(*at), text.as_str()))
    }

    fn new_line(&self, at: usize) -> usize {
        let feeds = |text: &str| text.matches('\n').count();
        let mut line = 1 + feeds(&self.text[..at]);
        for (span, with) in self
            .sorted()
            .into_iter()
            .filter(|(span, _)| span.start < at)
        {
            line = line + feeds(with) - feeds(&self.text[span.start..span.end.min(at)]);
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, items: &[&str], goes: &[bool]) -> String {
        let spans: Vec<Range<usize>> = items
            .iter()
            .map(|i| text.find(i).map(|at| at..at + i.len()).unwrap())
            .collect();
        let mut edits = Patch::new(text);
        edits.remove_items(&spans, goes);
        edits.made()
    }

    #[test]
    fn an_item_goes_with_its_comma() {
        let list = "[a, b, c]";
        assert_eq!(
            without(list, &["a", "b", "c"], &[true, false, false]),
            "[b, c]"
        );
        assert_eq!(
            without(list, &["a", "b", "c"], &[false, true, false]),
            "[a, c]"
        );
        assert_eq!(
            without(list, &["a", "b", "c"], &[false, false, true]),
            "[a, b]"
        );
        assert_eq!(without(list, &["a", "b", "c"], &[false, true, true]), "[a]");
        assert_eq!(
            without("[\n  a,\n  b,\n]", &["a", "b"], &[false, true]),
            "[\n  a,\n]"
        );
    }

    #[test]
    fn a_section_goes_with_its_remark_and_leaves_the_others() {
        let text = "# all\n\n# own\n[a]\nx = 1\n\n# next\n[b]\n";
        let mut edits = Patch::new(text);
        let at = text.find("[a]").unwrap();
        edits.remove_section(at..text.find("\n\n# next").unwrap());
        edits.remark(text.find("[b]").unwrap(), "b");
        assert_eq!(edits.made(), "# all\n\n# next\n[b]\n");
        assert_eq!(edits.remarks().collect::<Vec<_>>(), [(4, "b")]);
    }
}
