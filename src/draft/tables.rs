//! Tables with lines: their heads as columns, their rows as rows of the form.

use crate::docx::read::{Grid, GridCell};

use super::block::{Block, list, quoted};
use super::clues::clues;
use super::form::Form;
use super::place;
use super::typed::{is_wordless, tidy};

/// A table's whole width, and the least of a column.
const WHOLE: u32 = 1000;
const LEAST: u32 = 30;
/// Rows that a blank may have for the pen.
const MOST_ROWS: usize = 40;

/// What stands over the columns of a table.
pub(super) struct Heads {
    pub texts: Vec<String>,
    /// Rows of the table that they took, among them the numbers of the columns.
    pub rows: usize,
    pub is_numbered: bool,
    /// Words across the table above its heads.
    pub above: Vec<String>,
    /// Whether heads stood in several rows.
    pub is_high: bool,
}

impl Heads {
    pub(super) fn of(grid: &Grid) -> Self {
        let count = columns(grid);
        let mut first = 0;
        let mut above = Vec::new();
        while let Some([cell]) = grid.rows.get(first).map(Vec::as_slice) {
            if count == 1 || first + 1 == grid.rows.len() {
                break;
            }
            above.extend(Some(cell.text()).filter(|text| !text.is_empty()));
            first += 1;
        }
        let mut last = first;
        while grid
            .rows
            .get(last + 1)
            .is_some_and(|row| row.iter().any(|cell| cell.goes_on))
            && last < first + 3
        {
            last += 1;
        }
        let mut texts = vec![String::new(); count];
        for row in grid.rows.iter().take(last + 1).skip(first) {
            for (at, cell) in placed(row) {
                let text = tidy(&cell.text());
                if cell.goes_on || text.is_empty() {
                    continue;
                }
                for known in texts.iter_mut().skip(at).take(cell.span) {
                    if !known.is_empty() {
                        known.push_str(": ");
                    }
                    known.push_str(&text);
                }
            }
        }
        let rows = (last + 1).min(grid.rows.len());
        let numbers = grid.rows.get(rows).is_some_and(|row| {
            let mut at = 0;
            row.len() == count
                && count > 1
                && row.iter().all(|cell| {
                    at += 1;
                    cell.text() == at.to_string()
                })
        });
        Self {
            texts,
            rows: rows + usize::from(numbers),
            is_numbered: numbers,
            above,
            is_high: last > first,
        }
    }
}

/// How many columns a table has.
fn columns(grid: &Grid) -> usize {
    let width = |row: &Vec<GridCell>| row.iter().map(|cell| cell.span).sum();
    grid.rows.iter().map(width).max().unwrap_or(0)
}

/// The cells of a row, each with its first column.
fn placed(row: &[GridCell]) -> impl Iterator<Item = (usize, &GridCell)> {
    let mut column = 0;
    row.iter().map(move |cell| {
        let at = column;
        column += cell.span;
        (at, cell)
    })
}

/// Whether few rows say more than their number and a title across them.
pub(super) fn is_mostly_empty(grid: &Grid, heads: &Heads) -> bool {
    let body = grid.rows.iter().skip(heads.rows);
    let rows: Vec<&Vec<GridCell>> = body.filter(|row| row.len() > 1).collect();
    let says = |row: &&&Vec<GridCell>| {
        row.iter()
            .any(|cell| cell.text().chars().any(char::is_alphabetic))
    };
    rows.iter().filter(says).count() * 2 <= rows.len()
}

/// One column of the draft.
struct Column {
    head: String,
    width: u32,
    field: String,
}

/// The columns bound to what their heads speak of, each once; with what was guessed.
fn bound(grid: &Grid, heads: &Heads, form: Form, is_list: bool) -> (Vec<Column>, Vec<String>) {
    let widths = widths(grid, heads.texts.len());
    let mut guesses = Vec::new();
    let mut used: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for (head, width) in heads.texts.iter().zip(widths) {
        let known = clues().column(form, head);
        let known = known.filter(|field| *field == "number" || !is_list);
        let field = known.filter(|field| *field == "blank" || !used.contains(field));
        let field = field.unwrap_or("blank");
        used.push(field);
        if head.trim().is_empty() {
            guesses
                .push("у графы нет названия, а без слов ее не бывает: поставлена черта".to_owned());
        }
        if !matches!(field, "blank" | "number") {
            guesses.push(format!("графа «{}» – {field}", shown(head)));
        }
        out.push(Column {
            head: shown(head).to_owned(),
            width,
            field: field.to_owned(),
        });
    }
    (out, guesses)
}

/// A head must have words: a dash where it has none.
fn shown(head: &str) -> &str {
    if head.trim().is_empty() { "–" } else { head }
}

/// Thousandths of the width of the table.
fn widths(grid: &Grid, count: usize) -> Vec<u32> {
    // What the cells say goes before the grid, as in Word.
    let own = grid.rows.iter().find_map(|row| {
        let widths: Vec<u32> = row.iter().filter_map(|cell| cell.width).collect();
        (row.len() == count && widths.len() == count).then_some(widths)
    });
    let known = own.unwrap_or_else(|| grid.widths.clone());
    let is_known = known.len() == count && known.iter().all(|width| *width > 0);
    let raw: Vec<u32> = if is_known {
        known.iter().map(|width| (*width).min(100_000)).collect()
    } else {
        vec![1; count]
    };
    let sum = raw.iter().sum::<u32>().max(1);
    let least = LEAST.min(WHOLE / u32::try_from(count.max(1)).unwrap_or(WHOLE));
    let mut out: Vec<u32> = raw
        .iter()
        .map(|width| (width * WHOLE / sum).max(least))
        .collect();
    // What rounding took or gave goes to the widest.
    let total: u32 = out.iter().sum();
    if let Some(widest) = out.iter_mut().max_by_key(|width| **width) {
        *widest = (*widest + WHOLE).saturating_sub(total);
    }
    out
}

fn in_line(columns: &[Column]) -> String {
    let lines: Vec<String> = columns
        .iter()
        .map(|it| {
            format!(
                "    {{ head = {}, width = {}, align = \"{}\", field = \"{}\" }},",
                quoted(&it.head),
                it.width,
                align(it),
                it.field
            )
        })
        .collect();
    format!("[\n{}\n]", lines.join("\n"))
}

fn align(column: &Column) -> &'static str {
    if column.field == "number" || column.width < 90 {
        "centre"
    } else {
        "left"
    }
}

/// A table of a form that is no plan.
pub(super) fn sheet(grid: &Grid, summary: &str) -> Vec<Block> {
    let heads = Heads::of(grid);
    let from = place::table_place(grid.number);
    let mut out: Vec<Block> = heads
        .above
        .iter()
        .map(|text| Block::new("heading", from.clone()).text("text", text))
        .collect();
    let body: Vec<&Vec<GridCell>> = grid.rows.iter().skip(heads.rows).collect();
    let (columns, mut guesses) = bound(grid, &heads, Form::Paper, true);
    let said: Vec<Option<String>> = body.iter().map(|row| said(row, &columns)).collect();
    let is_empty = said.iter().all(Option::is_none);
    let mut block = Block::new("table", from);
    if heads.is_high {
        guesses.push("шапка таблицы стояла в несколько строк и сведена в одну".to_owned());
    }
    if body.iter().any(|row| row.iter().any(|cell| cell.goes_on)) {
        guesses
            .push("ячейки, объединенные по вертикали, разделены: слова стоят в первой".to_owned());
    }
    block = if is_empty {
        let count = said.len().clamp(1, MOST_ROWS);
        block
            .with("rows", "\"empty\"")
            .with("count", &count.to_string())
    } else {
        block.with("rows", "\"questions\"")
    };
    block = block
        .text("summary", summary)
        .with("column", &in_line(&columns));
    if heads.is_numbered {
        block = block.with("number_row", "true");
    }
    if !is_empty {
        let empty = format!(
            "    {{ cells = {} }},",
            list(&vec![String::new(); columns.len()])
        );
        let rows = said.iter().map(|row| row.as_deref().unwrap_or(&empty));
        let rows: Vec<&str> = rows.collect();
        block = block.with("row", &format!("[\n{}\n]", rows.join("\n")));
    }
    for guess in guesses {
        block = block.guess(guess);
    }
    out.push(block);
    out
}

/// A row of the form's own words; `None` where it has none.
fn said(row: &[GridCell], columns: &[Column]) -> Option<String> {
    if let [only] = row
        && columns.len() > 1
    {
        let text = tidy(&only.text());
        return (!is_wordless(&text)).then(|| format!("    {{ title = {} }},", quoted(&text)));
    }
    let mut cells = vec![String::new(); columns.len()];
    for (at, cell) in placed(row) {
        let is_number = columns.get(at).is_some_and(|it| it.field == "number");
        // The program counts the rows itself.
        let is_counted = is_number && !cell.text().chars().any(char::is_alphabetic);
        if let (false, Some(own)) = (is_counted || cell.goes_on, cells.get_mut(at)) {
            *own = tidy(&cell.text());
        }
    }
    if cells.iter().all(|text| is_wordless(text)) {
        return None;
    }
    Some(format!("    {{ cells = {} }},", list(&cells)))
}

/// The plan of a program or of a school, and the lines of the file that say it.
pub(super) struct Plan {
    pub block: Block,
    pub above: Vec<String>,
    pub section: String,
    pub unplaced: Vec<String>,
}

/// The heart of a program or a roadmap.
pub(super) fn plan(grid: &Grid, form: Form) -> Plan {
    let heads = Heads::of(grid);
    let from = place::table_place(grid.number);
    let (columns, mut guesses) = bound(grid, &heads, form, false);
    let body: Vec<&Vec<GridCell>> = grid.rows.iter().skip(heads.rows).collect();
    let mut unplaced = Vec::new();
    let mut titles: Vec<Title> = Vec::new();
    let mut empty = 0_usize;
    for (at, row) in body.iter().enumerate() {
        let place = format!("{from}, строка {}: ", heads.rows + at + 1);
        if form == Form::Program && titled(row, columns.len(), &mut titles) {
            continue;
        }
        if said(row, &columns).is_some() {
            unplaced.push(format!("{place}{}", of_school(row, form)));
        } else {
            empty += 1;
        }
    }
    if heads.is_high {
        guesses.push("шапка таблицы стояла в несколько строк и сведена в одну".to_owned());
    }
    let places = titles.iter().map(|title| title.parts.len().max(1));
    let rows = empty.div_ceil(places.sum::<usize>().max(1));
    let section = section(form, &columns, &heads, &titles, rows.clamp(1, MOST_ROWS));
    let is = if form == Form::Roadmap {
        "roadmap"
    } else {
        "plan"
    };
    let mut block = Block::new(is, from);
    for guess in guesses {
        block = block.guess(guess);
    }
    Plan {
        block,
        above: heads.above,
        section,
        unplaced,
    }
}

/// A block of a plan and its parts.
struct Title {
    key: String,
    text: String,
    parts: Vec<(String, String)>,
}

/// Whether a row is the title of a block or of a part of the last one, which it then becomes.
fn titled(row: &[GridCell], columns: usize, titles: &mut Vec<Title>) -> bool {
    match row {
        [only] if columns > 1 && !is_wordless(&only.text()) => {
            let text = tidy(&only.text());
            let key = key(&text).unwrap_or_else(|| (titles.len() + 1).to_string());
            let is_taken = titles.iter().any(|known| known.key == key);
            titles.push(Title {
                key: if is_taken {
                    format!("{key}-{}", titles.len() + 1)
                } else {
                    key
                },
                text,
                parts: Vec::new(),
            });
            true
        }
        [number, title] if columns > 2 && title.span + 1 == columns => {
            let text = tidy(&title.text());
            let (Some(last), false) = (titles.last_mut(), is_wordless(&text)) else {
                return false;
            };
            let own = number.text().trim_end_matches('.').trim().to_owned();
            let counted = format!("{}.{}", last.key, last.parts.len() + 1);
            let is_fresh = !own.is_empty() && last.parts.iter().all(|(key, _)| *key != own);
            last.parts
                .push((if is_fresh { own } else { counted }, text));
            true
        }
        _ => false,
    }
}

/// «Блок IV. …», «Раздел 2 …», «3. …»: the number in the title of a block.
fn key(title: &str) -> Option<String> {
    let is_number = |word: &&str| {
        let roman = |c: char| matches!(c, 'I' | 'V' | 'X');
        word.chars().all(|c| c.is_ascii_digit()) || word.chars().all(roman)
    };
    let words = title.split_whitespace().take(2);
    let words = words.map(|word| word.trim_end_matches(['.', ')', ':', ',']));
    words
        .filter(|word| !word.is_empty())
        .find(is_number)
        .map(str::to_owned)
}

/// A row that is no part of the form.
fn of_school(row: &[GridCell], form: Form) -> String {
    let texts: Vec<String> = row.iter().map(|cell| tidy(&cell.text())).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    let home = match form {
        Form::Roadmap => "roadmap.toml",
        Form::Program | Form::Paper => "файлах пар",
    };
    format!(
        "«{}» – это не форма, а мероприятие или этап: его место в {home} школы",
        texts.join("; ")
    )
}

fn section(form: Form, columns: &[Column], heads: &Heads, titles: &[Title], rows: usize) -> String {
    let (table, column) = match form {
        Form::Roadmap => ("", "column"),
        Form::Program | Form::Paper => ("[plan]\n", "plan.column"),
    };
    let mut out =
        format!("{table}# Сколько пустых строк печатать на бланке.\nblank_rows = {rows}\n");
    if heads.is_numbered {
        out.push_str("# Строка с номерами граф под шапкой.\nnumber_row = true\n");
    }
    if form == Form::Program && titles.is_empty() {
        out.push_str("# План без блоков: все мероприятия подряд.\nblock = []\n");
    }
    for it in columns {
        out.push_str(&format!(
            "[[{column}]]\nhead = {}\nwidth = {}\nalign = \"{}\"\nfield = \"{}\"\n",
            quoted(&it.head),
            it.width,
            align(it),
            it.field
        ));
    }
    for (at, title) in titles.iter().enumerate() {
        if at == 0 {
            out.push_str("# key – что пишется в поле block файла пары.\n");
        }
        for (table, key, text) in std::iter::once(("plan.block", &title.key, &title.text)).chain(
            title
                .parts
                .iter()
                .map(|(key, text)| ("plan.block.part", key, text)),
        ) {
            out.push_str(&format!(
                "[[{table}]]\nkey = {}\ntitle = {}\n",
                quoted(key),
                quoted(text)
            ));
        }
    }
    out
}
