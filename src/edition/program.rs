//! Приложение № 2: the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::block::{YearBlock, YearBlockKind};
use super::columns::{ColumnWords, PlanField, columns, one_or_many, tell_same_heads};
use super::common::LineWords;
use super::layout;
use super::places::{BASIS_ORDER, DATE, GROUND, MENTEE, NAMES, PHRASE, TASK, TITLE};
use super::words::{
    Keyed, any, choice, count, fill, fill_with, flag, inherited, line, lines, many, named_texts,
    one, optional, or_default, required, required_tables, told_twice, unbound, word_list, words,
};
use crate::document::Orientation;
use crate::fields;
use crate::problem::{Code, Place, Placed, Problem};
use crate::reader::{Stands, Wording, same_word};

/// Most lines and rows that a blank leaves for the pen.
const MOST_LINES: u16 = 60;

words! {
    /// `program.toml`.
    struct ProgramForm {
        orientation: Orientation = choice,
        file_name: String = fill(&NAMES),
        blank_file_name: String = line,
        subject: String = fill(&NAMES),
        appendix_mark: Vec<String> = lines,
        /// In place of it, where the school has a regulation of its own.
        school_appendix_mark: Option<Vec<String>> = optional(layout::school_mark),
        title: String = line,
        mentor: PeopleLine = one,
        mentee: PeopleLine = one,
        basis: LineWords = one,
        basis_order: String = fill(&BASIS_ORDER),
        basis_title: String = fill_with(&TITLE, "title"),
        basis_consent: String = fill_with(&DATE, "date"),
        /// Of one mentor among several.
        basis_consent_of: String = inherited(fill_with(&GROUND, "date")),
        note: NoteWords = one,
        plan: PlanWords = one,
        signatures: SignatureWords = one,
        /// The blocks of the paper in their order, where it is not the usual one.
        layout: Option<Vec<YearBlock>> = optional(layout::program),
    }

    struct NoteWords {
        heading: String = line,
        /// In the order of the paper.
        part: Vec<PartWords> = parts,
        task: String = fill_with(&TASK, "text"),
        /// The words before a field, by its word.
        labels: BTreeMap<&'static str, String> = labels,
        /// Allowed words of the mode of work.
        modes: Vec<String> = word_list,
        /// Whole phrases for one-word values.
        interaction_phrases: BTreeMap<String, String> = named_texts(&PHRASE),
        /// The phrase with a place for the word.
        interaction_blank: Option<String> = optional(fill(&PHRASE)),
    }

    struct PlanWords {
        heading: String = line,
        summary: String = line,
        blank_rows: usize = count(0..=MOST_LINES),
        formats: Vec<String> = word_list,
        /// Beginnings of words by which hours for analysis and consultation are known.
        reflection_marks: Vec<String> = or_default(lines),
        column: Vec<ColumnWords<PlanField>> = columns,
        /// Whether the numbers of the columns stand below their heads.
        number_row: bool = flag,
        block: Vec<BlockWords> = blocks,
        notes: PlanNotes = one,
    }

    struct BlockWords {
        key: String = line,
        title: String = line,
        /// Beginnings of words by which a task is known to belong here.
        task_marks: Vec<String> = or_default(lines),
        part: Vec<PartOfBlock> = any,
    }

    struct PartOfBlock {
        key: String = line,
        title: String = line,
        /// A part may have parts of its own, as deep as the form has them.
        part: Vec<PartOfBlock> = any,
    }

    struct PlanNotes {
        blocks: String = line,
        reflection: String = line,
    }

    struct SignatureWords {
        mentor: LineWords = one,
        head: LineWords = one,
        mentee: MenteeLine = one,
        date: String = line,
    }

    /// Words that agree with the number of mentors and of mentees before their names, and those
    /// beneath.
    struct PeopleLine {
        label: String = or_default(fill(&PHRASE)),
        caption: String = line,
    }

    /// Words that agree with the mentee before the line for the pen, and those beneath it.
    struct MenteeLine {
        label: String = or_default(fill(&MENTEE)),
        caption: String = line,
    }
}

/// What a part of the note can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteField {
    /// Stands on the line of the words before it, where it is alone.
    Period,
    MentoringForm,
    MentoringKind,
    MentoringModel,
    MenteeGroup,
    /// A field of the pairing's own note.
    Own(&'static str),
}

/// Fields of the pairing that the note prints with its own, and the key of the words before each.
const OF_PAIRING: [(&str, NoteField, &str); 5] = [
    ("period", NoteField::Period, ""),
    ("form", NoteField::MentoringForm, "mentoring_form"),
    ("kind", NoteField::MentoringKind, "mentoring_kind"),
    ("model", NoteField::MentoringModel, "mentoring_model"),
    ("group", NoteField::MenteeGroup, "mentee_group"),
];

impl Keyed for NoteField {
    fn words() -> &'static [(&'static str, Self)] {
        static WORDS: LazyLock<Vec<(&str, NoteField)>> = LazyLock::new(|| {
            let own = fields::note().map(|(key, _)| (key, NoteField::Own(key)));
            let of_pairing = OF_PAIRING.iter().map(|(word, field, _)| (*word, *field));
            own.chain(of_pairing).collect()
        });
        &WORDS
    }
}

/// The words before each field that shares its part with others. A field that has a part of its
/// own name needs none.
fn labels(words: &Wording<'_>, _: &'static str) -> Option<BTreeMap<&'static str, String>> {
    let shared = shared_fields(words);
    let mut read = Vec::new();
    for (word, _) in NoteField::words() {
        let of_pairing = OF_PAIRING.iter().find(|(own, ..)| own == word);
        let key = of_pairing.map_or(*word, |(.., key)| *key);
        let is_named = key.is_empty() || NAMED_PARTS.iter().any(|(name, _)| name == word);
        if !is_named && (words.may_have(key) || shared.contains(word)) {
            read.push(line(words, key).map(|label| (*word, label)));
        }
    }
    // Every label is looked at before the first wrong one ends it.
    read.into_iter().collect()
}

/// Fields that stand in a part with others.
fn shared_fields(words: &Wording<'_>) -> Vec<&'static str> {
    if !words.has("part") {
        let named = NAMED_PARTS.iter().filter(|(_, fields)| fields.len() > 1);
        return named
            .flat_map(|(_, fields)| fields.iter().map(|f| f.word()))
            .collect();
    }
    let tables = words.tables("part").map(|tables| tables.value);
    let lists = tables.into_iter().flatten().filter(|t| t.is_list("field"));
    let fields = lists.filter_map(|t| one_or_many::<NoteField>(&t, "field"));
    fields
        .filter(|fields| fields.len() > 1)
        .flatten()
        .map(|field| field.value.word())
        .collect()
}

/// A part of the note: its words and what is printed beneath them.
#[derive(Debug, Clone)]
pub struct PartWords {
    pub label: String,
    pub hint: Option<String>,
    /// Lines for the pen on a blank.
    pub lines: usize,
    /// In the order of the paper.
    pub field: Vec<NoteField>,
    /// Those of them that the words ask for by name: each has a line for the pen where others are
    /// told and it is not.
    pub asked: Vec<NoteField>,
}

/// Names that parts have where each is a table of its own, and what then stands in them.
const NAMED_PARTS: [(&str, &[NoteField]); 6] = [
    ("relevance", &[NoteField::Own("relevance")]),
    ("aim", &[NoteField::Own("aim")]),
    ("tasks", &[NoteField::Own("tasks")]),
    ("period", &[NoteField::Period]),
    (
        "interaction",
        &[
            NoteField::Own("interaction"),
            NoteField::MentoringForm,
            NoteField::MentoringModel,
            NoteField::MentoringKind,
            NoteField::MenteeGroup,
        ],
    ),
    (
        "results",
        &[
            NoteField::Own("interim_results"),
            NoteField::Own("planned_results"),
            NoteField::Own("schedule"),
            NoteField::Own("mode"),
            NoteField::Own("conditions"),
        ],
    ),
];

/// The parts as a list of their own order and fields, `[[note.part]]`, or by their names.
fn parts(words: &Wording<'_>, key: &'static str) -> Option<Vec<PartWords>> {
    if !words.has(key) && NAMED_PARTS.iter().any(|(name, _)| words.has(name)) {
        let read: Vec<_> = NAMED_PARTS
            .iter()
            .map(|(name, fields)| named_part(words, name, fields))
            .collect();
        return read.into_iter().collect();
    }
    let tables = required_tables(words, key)?;
    let read: Vec<_> = tables.iter().map(part).collect();
    let read = read.into_iter().collect::<Option<Vec<_>>>()?;
    let (parts, fields): (Vec<PartWords>, Vec<Vec<Placed<NoteField>>>) = read.into_iter().unzip();
    let fields: Vec<Placed<NoteField>> = fields.into_iter().flatten().collect();
    tell_same_heads(words, &tables, "label");
    for (part, table) in parts.iter().zip(tables.iter()) {
        // What stands nowhere is told of the whole note.
        let is_elsewhere = |field| words.asks_data() || fields.iter().any(|it| it.value == field);
        let mut others = part.asked.iter().filter(|it| !part.field.contains(it));
        if let Some(other) = others.find(|it| is_elsewhere(**it)) {
            table.report(asked_elsewhere(*other, part, table));
            return None;
        }
    }
    check_fields(words, &tables.place, &fields).then_some(parts)
}

/// A field that a part asks for and does not print.
fn asked_elsewhere(field: NoteField, part: &PartWords, table: &Wording<'_>) -> Problem {
    let message = format!("«asked»: поля «{}» нет в field этой части", field.word());
    let here: Vec<&str> = part.field.iter().map(|it| it.word()).collect();
    unbound(message, &table.place_of_key("asked")).hint(format!(
        "впишите его и в field или уберите; в field стоит: {}",
        here.join(", ")
    ))
}

fn named_part(
    words: &Wording<'_>,
    name: &'static str,
    fields: &'static [NoteField],
) -> Option<PartWords> {
    let table = required(words, name, Wording::table)?;
    let part = words_of_part(&table, Some(fields.to_vec()));
    table.finish();
    part
}

fn part(table: &Wording<'_>) -> Option<(PartWords, Vec<Placed<NoteField>>)> {
    if !table.must_have("field") {
        let known: Vec<&str> = NoteField::words().iter().map(|(word, _)| *word).collect();
        let problem = Problem::new(
            Code::UnboundForm,
            "не сказано, что печатается в этой части записки: нет поля «field»",
        );
        let hint = format!(
            "добавьте строку field = \"…\"; можно: {}; что пишут только от руки – не часть записки, а блок: is = \"line\" среди [[layout]]",
            known.join(", ")
        );
        table.lacks_so("field", problem.hint(hint));
    }
    let fields = if table.has("field") {
        one_or_many::<NoteField>(table, "field")
    } else {
        None
    };
    let plain: Option<Vec<NoteField>> =
        (fields.as_ref()).map(|fields| fields.iter().map(|f| f.value).collect());
    let part = words_of_part(table, plain);
    table.finish();
    Some((part?, fields?))
}

/// What is said of a part whose fields these are, as far as they are known.
fn words_of_part(table: &Wording<'_>, field: Option<Vec<NoteField>>) -> Option<PartWords> {
    let label = line(table, "label");
    let hint = optional(line)(table, "hint");
    let lines = or_default(count(0..=MOST_LINES))(table, "lines");
    let asked = if table.has("asked") {
        one_or_many::<NoteField>(table, "asked")
    } else {
        Some(Vec::new())
    };
    Some(PartWords {
        label: label?,
        hint: hint?,
        lines: lines?,
        field: field?,
        asked: asked?.into_iter().map(|it| it.value).collect(),
    })
}

/// Every field in one part only; one in none is told as a warning.
fn check_fields(words: &Wording<'_>, place: &Place, fields: &[Placed<NoteField>]) -> bool {
    let mut good = true;
    for (i, field) in fields.iter().enumerate() {
        if fields[..i].iter().any(|before| before.value == field.value) {
            good = false;
            let message = format!("поле «{}» стоит в двух частях записки", field.value.word());
            words.report(unbound(message, &field.place).hint("оставьте его в одной"));
        }
    }
    let missing: Vec<&str> = NoteField::words()
        .iter()
        .filter(|(_, field)| fields.iter().all(|known| known.value != *field))
        .map(|(word, _)| *word)
        .collect();
    if !missing.is_empty() && !words.asks_data() {
        let message = format!(
            "в записке нет места для полей: {}; эти сведения не напечатаются",
            missing.join(", ")
        );
        words.report(
            Problem::new(Code::UnprintedField, message)
                .at(place)
                .hint("если так и задумано, ничего не делайте; если нет – допишите их в field одной из частей"),
        );
    }
    good
}

/// Blocks whose keys, and those of their parts, tell each from the others.
fn blocks(words: &Wording<'_>, key: &'static str) -> Option<Vec<BlockWords>> {
    // A plan may be one list.
    words.wants(key, || Stands::Tables { may_be_empty: true });
    if words.has(key) && words.is_list(key) && words.tables(key)?.is_empty() {
        return Some(Vec::new());
    }
    let read = many::<BlockWords>(words, key);
    let tables = if words.has(key) {
        words.tables(key)?.value
    } else {
        Vec::new()
    };
    let mut keys: Vec<Placed<String>> = Vec::new();
    for table in &tables {
        gather_keys(table, &mut keys)?;
    }
    read.filter(|_| told_twice(words, "key", &keys))
}

/// The keys of a block or part and of the parts in it, as they are compared.
fn gather_keys(table: &Wording<'_>, keys: &mut Vec<Placed<String>>) -> Option<()> {
    if table.has("key") {
        let key = table.text("key");
        keys.extend(key.map(|key| key.map(|key| plain_key(&key))));
    }
    if table.has("part") {
        for part in &table.tables("part")?.value {
            gather_keys(part, keys)?;
        }
    }
    Some(())
}

/// A key as it is compared: small letters, a full stop at the end, a comma for the stop and Russian
/// letters that look like Latin ones or like Roman numerals make no difference.
fn plain_key(written: &str) -> String {
    let plain = written.trim().trim_end_matches('.').replace(',', ".");
    let plain = plain.to_uppercase().replace('П', "II").replace('Ш', "III");
    plain.chars().map(latin_like).collect()
}

/// The Latin letter that a Russian one looks like.
fn latin_like(c: char) -> char {
    const ALIKE: [(char, char); 13] = [
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('Ё', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('У', 'Y'),
        ('Х', 'X'),
    ];
    if c == 'І' {
        return 'I';
    }
    let found = ALIKE.iter().find(|(russian, _)| *russian == c);
    found.map_or(c, |(_, latin)| *latin)
}

impl ProgramForm {
    /// Fields of the pairing that the paper has no place for, of those that a note may have.
    pub fn left_out(&self) -> Vec<&'static str> {
        let layout = || self.layout.iter().flatten();
        let has_note =
            self.layout.is_none() || layout().any(|block| block.is == YearBlockKind::Explanation);
        let of_note = self.note.part.iter().filter(|_| has_note);
        let printed: Vec<&str> = of_note
            .flat_map(|part| &part.field)
            .map(|field| field.word())
            .collect();
        let is_named = |field: &str| {
            let mark = format!("{{{field}}}");
            layout().any(|block| block.texts().any(|text| text.contains(&mark)))
        };
        let words = NoteField::words().iter().map(|(word, _)| *word);
        words
            .filter(|word| !printed.contains(word) && !is_named(word))
            .collect()
    }

    /// Whether it says why the mentors act.
    pub fn prints_basis(&self) -> bool {
        let says = |block: &YearBlock| block.texts().any(|text| text.contains("{basis}"));
        self.layout
            .as_ref()
            .is_none_or(|layout| layout.iter().any(says))
    }

    /// Whether the plan has a column for a field.
    pub fn has_column(&self, field: PlanField) -> bool {
        self.plan.column.iter().any(|column| column.field == field)
    }

    /// Keys that an activity may name: those of blocks and parts without parts in them.
    pub fn block_keys(&self) -> Vec<&str> {
        let mut out = Vec::new();
        for block in &self.plan.block {
            if block.part.is_empty() {
                out.push(block.key.as_str());
            }
            for part in &block.part {
                part.walk(&mut |it| {
                    if it.part.is_empty() {
                        out.push(it.key.as_str());
                    }
                });
            }
        }
        out
    }

    /// The title of a block or of a part of one, by the key that the user wrote.
    pub fn block_title(&self, written: &str) -> Option<&str> {
        let key = self.block_key(written)?;
        let mut found = None;
        for block in &self.plan.block {
            if block.key == key {
                found = Some(block.title.as_str());
            }
            for part in &block.part {
                part.walk(&mut |it| {
                    if it.key == key {
                        found = Some(it.title.as_str());
                    }
                });
            }
        }
        found
    }

    /// The key that the user meant.
    pub fn block_key(&self, written: &str) -> Option<&str> {
        let keys = self.block_keys();
        // Most write it as the form does.
        if let Some(key) = keys.iter().find(|key| **key == written) {
            return Some(key);
        }
        let plain = plain_key(written);
        keys.into_iter().find(|key| plain_key(key) == plain)
    }
}

impl PartOfBlock {
    /// This part and all parts in it, in the order of the form.
    fn walk<'p>(&'p self, see: &mut impl FnMut(&'p Self)) {
        see(self);
        for part in &self.part {
            part.walk(see);
        }
    }
}

impl NoteWords {
    /// The words before a field that shares its part with others.
    pub fn label(&self, field: NoteField) -> Option<&str> {
        self.labels.get(field.word()).map(String::as_str)
    }

    /// The phrase for a one-word value, where there is one.
    pub fn phrase(&self, text: &str) -> Option<&str> {
        self.interaction_phrases
            .iter()
            .find(|(word, _)| same_word(word, text))
            .map(|(_, phrase)| phrase.as_str())
    }
}
