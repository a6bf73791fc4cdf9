// Rows of a table: added, moved, doubled, taken away.

import { form, fieldIn, fieldsOf, rowsOf, tables } from './form.js';

export const cellsOf = (row) => [...row.querySelectorAll('td.cell')];
export const codeOf = (row) => row.querySelector('input[name$=".@code"]');

export const number = (table) => {
  const sheet = table.dataset.rows;
  const start = new RegExp(`^${sheet}\\.\\d+\\.`);
  rowsOf(table).forEach((row, i) => {
    if (Number(row.dataset.row) === i && row.dataset.numbered) return;
    row.dataset.row = i;
    row.dataset.numbered = '1';
    row.cells[0].firstChild.nodeValue = i + 1;
    for (const part of row.querySelectorAll('*')) {
      for (const name of ['id', 'name', 'for', 'aria-describedby', 'data-said']) {
        const value = part.getAttribute(name);
        if (value && start.test(value)) part.setAttribute(name, value.replace(start, `${sheet}.${i}.`));
      }
      const label = part.getAttribute('aria-label');
      if (label) part.setAttribute('aria-label', label.replace(/строка \d+/, `строка ${i + 1}`));
      if (part.matches('label .unseen')) part.textContent = part.textContent.replace(/строка \d+/, `строка ${i + 1}`);
      if (part.dataset.act) part.value = `${part.dataset.act}:${sheet}:${i}`;
    }
  });
};

const emptied = (row) => {
  const fresh = row.cloneNode(true);
  fresh.classList.remove('dragged', 'target', 'unclear', 'open', 'chosen');
  fresh.removeAttribute('title');
  delete fresh.dataset.numbered;
  delete fresh.dataset.begun;
  fresh.querySelectorAll('.chosen').forEach((cell) => cell.classList.remove('chosen'));
  for (const field of fresh.querySelectorAll('input, textarea, select')) field.value = '';
  for (const area of fresh.querySelectorAll('textarea')) area.textContent = '';
  for (const said of fresh.querySelectorAll('[data-said]')) said.replaceChildren();
  for (const wrong of fresh.querySelectorAll('.wrong')) wrong.classList.remove('wrong');
  for (const wrong of fresh.querySelectorAll('[aria-invalid]')) wrong.removeAttribute('aria-invalid');
  return fresh;
};

export const draggable = (row) => { row.cells[0].draggable = true; };

export const insert = (after) => {
  const row = emptied(after);
  after.after(row);
  draggable(row);
  return row;
};

export const add = (table, after) => {
  const row = insert(after || rowsOf(table).at(-1));
  number(table);
  return row;
};

// Rows that stand together go up or down by one.
export const move = (rows, by) => {
  const other = by < 0 ? rows[0].previousElementSibling : rows.at(-1).nextElementSibling;
  if (!other) return;
  if (by < 0) rows.at(-1).after(other); else rows[0].before(other);
  number(rows[0].closest('table'));
};

export const double = (rows) => {
  let last = rows.at(-1);
  const made = rows.map((row) => {
    const copy = insert(last);
    cellsOf(row).forEach((cell, i) => fill(fieldIn(cellsOf(copy)[i]), fieldIn(cell).value));
    last = copy;
    return copy;
  });
  number(last.closest('table'));
  return made;
};

// A row is taken away from the files only if it is named.
export const takeAway = (table, code) => {
  const gone = form.querySelector(`[data-gone="${table.dataset.rows}.gone"]`);
  if (!code || !gone) return;
  const named = document.createElement('input');
  Object.assign(named, { type: 'hidden', name: gone.dataset.gone, value: code });
  gone.append(named);
};

// Returns the row that stands where the first of them stood.
export const drop = (rows) => {
  const table = rows[0].closest('table');
  let next = rows.at(-1).nextElementSibling || rows[0].previousElementSibling;
  if (!next) next = insert(rows.at(-1));
  for (const row of rows) {
    takeAway(table, codeOf(row)?.value);
    row.remove();
  }
  number(table);
  return next;
};

export const isBlank = (row) => cellsOf(row).every((cell) => !fieldIn(cell).value.trim());

// Words into a field, which may be one of several to choose from.
export const fill = (field, words) => {
  if (field.matches('select')) {
    const known = [...field.options].find((option) => [option.text, option.value].some((text) => text.trim().toLowerCase() === words.toLowerCase()));
    if (!known && words) field.add(new Option(words, words));
    field.value = known ? known.value : words;
  } else {
    field.value = field.matches('textarea') ? words : words.replace(/\s*\n\s*/g, ' ');
  }
};

// A form as it was at another time: names and values of all its fields.
export const put = (entries) => {
  const names = new Map();
  for (const [name, value] of entries) names.set(name, [...(names.get(name) || []), value]);
  const rows = {};
  for (const name of names.keys()) {
    const [, sheet, i] = name.match(/^(\w+)\.(\d+)\./) || [];
    if (sheet) rows[sheet] = Math.max(rows[sheet] ?? 0, Number(i) + 1);
  }
  for (const table of tables()) {
    const wanted = rows[table.dataset.rows] ?? 0;
    while (rowsOf(table).length < wanted) add(table);
    while (rowsOf(table).length > Math.max(wanted, 1)) rowsOf(table).at(-1).remove();
  }
  for (const gone of form.querySelectorAll('[data-gone]')) {
    gone.replaceChildren();
    const table = document.getElementById(gone.dataset.gone.split('.')[0]);
    for (const code of names.get(gone.dataset.gone) || []) takeAway(table, code);
  }
  for (const [name, values] of names) {
    for (let all = fieldsOf(name); all.length < values.length && all.length > 0; all = fieldsOf(name)) {
      const more = all.at(-1).cloneNode();
      more.id = `${name}-${all.length}`;
      all.at(-1).after(more);
    }
    fieldsOf(name).forEach((field, i) => {
      const value = values[i] ?? '';
      if (field.matches('select') && ![...field.options].some((option) => option.value === value)) field.add(new Option(value, value));
      field.value = value;
    });
  }
};
