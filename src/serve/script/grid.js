// Tables of rows as people know them from Excel: arrows, Enter, Tab, ranges, copying, filling down.

import { fieldIn, form, rowsOf, tables, written } from './form.js';
import { gridOfText, pageOfGrid, tablesOfPage, textOfGrid } from './clipboard.js';
import { undo } from './keep.js';
import { tell } from './news.js';
import { blocksOf, planOf } from './plan.js';
import { add, cellsOf, codeOf, double, draggable, drop, fill, insert, isBlank, move, number } from './rows.js';

const cellOf = (node) => node?.closest?.('table[data-rows] td.cell');
const at = (cell) => ({ table: cell.closest('table'), r: cell.parentElement.sectionRowIndex, c: cellsOf(cell.parentElement).indexOf(cell) });
const cellAt = (table, r, c) => cellsOf(rowsOf(table)[r] ?? document.createElement('tr'))[c];
const act = (() => { let count = 0; return (name) => { count += 1; return `${name}-${Date.now()}-${count}`; }; })();

// A range of cells: the corner it began at and the one it has come to.
let range = null;
const bounds = () => ({
  top: Math.min(range.from.r, range.to.r), bottom: Math.max(range.from.r, range.to.r),
  left: Math.min(range.from.c, range.to.c), right: Math.max(range.from.c, range.to.c),
});
const spoken = document.createElement('p');
spoken.className = 'unseen';
spoken.setAttribute('role', 'status');
form.append(spoken);

const paint = () => {
  form.querySelectorAll('td.chosen, tr.chosen').forEach((one) => one.classList.remove('chosen'));
  if (range) {
    const { top, bottom, left, right } = bounds();
    const all = cellsOf(rowsOf(range.table)[0]).length;
    for (let r = top; r <= bottom; r += 1) {
      for (let c = left; c <= right; c += 1) cellAt(range.table, r, c)?.classList.add('chosen');
      if (left === 0 && right === all - 1) rowsOf(range.table)[r].classList.add('chosen');
    }
    const cells = (bottom - top + 1) * (right - left + 1);
    spoken.textContent = cells > 1 ? `Выбраны строки ${top + 1}–${bottom + 1}, ячеек ${cells}` : '';
  } else spoken.textContent = '';
  tables().forEach(label);
};
const choose = (table, from, to) => { range = { table, from, to }; paint(); };
const forget = () => { if (range) { range = null; paint(); } };
const isMany = () => Boolean(range) && (range.from.r !== range.to.r || range.from.c !== range.to.c);

// The rows that an act is about: the chosen ones, or the one that is worked in.
let current = null;
const rowsMeant = (table) => {
  if (range?.table === table) { const { top, bottom } = bounds(); return rowsOf(table).slice(top, bottom + 1); }
  return current?.isConnected && current.closest('table') === table ? [current] : [rowsOf(table).at(-1)];
};

// A field whose words are all marked is looked at, not edited: arrows lead away from it.
const isWhole = (field) => field.matches('select') || (field.selectionStart === 0 && field.selectionEnd === field.value.length);
const enter = (cell) => {
  const field = fieldIn(cell);
  if (!field) return;
  // A closed row may hide the cell.
  cell.parentElement.classList.add('open');
  field.focus();
  field.select?.();
};
const go = (cell, down, right) => {
  const { table, r, c } = at(cell);
  const next = cellAt(table, r + down, c + right);
  if (next) { forget(); enter(next); }
  return Boolean(next);
};

const focusIn = (row) => enter(cellsOf(row)[0]);

const ACTS = {
  up: (table, rows) => { move(rows, -1); return rows; },
  down: (table, rows) => { move(rows, 1); return rows; },
  add: (table, rows) => [add(table, rows.at(-1))],
  double: (table, rows) => double(rows),
  fill: (table, rows) => { fillDown(table, rows); return rows; },
  drop: (table, rows) => {
    const next = drop(rows);
    tell(rows.length === 1 ? 'Строка удалена.' : `Удалено строк: ${rows.length}.`, 'Отменить', undo);
    return [next];
  },
};
const run = (table, name) => {
  const rows = rowsMeant(table);
  const column = range?.table === table ? range.from.c : current && rows.includes(current) ? Math.max(0, cellsOf(current).indexOf(cellOf(document.activeElement))) : 0;
  const wasMany = rows.length > 1;
  const left = ACTS[name](table, rows);
  const wide = cellsOf(left[0]).length - 1;
  if (wasMany && name !== 'drop' && name !== 'add') choose(table, { r: left[0].sectionRowIndex, c: 0 }, { r: left.at(-1).sectionRowIndex, c: wide }); else range = null;
  current = left[0];
  enter(cellsOf(left[0])[column] ?? cellsOf(left[0])[0]);
  paint();
  written(act(name));
};

// The first of several rows is repeated in the others; a single one takes what stands above it.
const fillDown = (table, rows) => {
  let { left, right } = range?.table === table ? bounds() : { left: -1, right: -1 };
  const own = cellsOf(rows[0]).indexOf(cellOf(document.activeElement));
  if (left < 0) { left = Math.max(own, 0); right = left; }
  const source = rows.length > 1 ? rows[0] : rows[0].previousElementSibling;
  if (!source) return;
  for (const row of rows.length > 1 ? rows.slice(1) : rows) {
    for (let c = left; c <= right; c += 1) fill(fieldIn(cellsOf(row)[c]), fieldIn(cellsOf(source)[c]).value);
  }
};

// One line of buttons above each table, in place of those in every row.
const BUTTONS = [
  ['add', '+ Строка', 'Вставить строку ниже: Ctrl+Enter'], ['double', 'Дублировать', 'Дублировать строки: Ctrl+Shift+D'],
  ['up', '↑', 'Переставить выше: Alt+↑'], ['down', '↓', 'Переставить ниже: Alt+↓'], ['fill', 'Заполнить вниз', 'Повторить верхнюю из выбранных ячеек во всех: Ctrl+D'], ['drop', 'Удалить', 'Удалить строки: Ctrl+Delete'],
];
const bars = new Map();
const label = (table) => {
  const bar = bars.get(table);
  if (!bar) return;
  const rows = rowsMeant(table);
  const count = rowsOf(table).length;
  bar.textContent = rows.length > 1 ? `Выбрано строк: ${rows.length} из ${count}` : `Строка ${rows[0].sectionRowIndex + 1} из ${count}`;
};
for (const table of tables()) {
  const bar = document.createElement('div');
  bar.className = 'row-tools';
  bar.setAttribute('role', 'toolbar');
  const titled = table.closest('fieldset, details')?.querySelector('legend, summary');
  bar.setAttribute('aria-label', `Строки таблицы ${titled ? `«${titled.textContent.trim()}»` : ''}`.trim());
  BUTTONS.forEach(([name, words, title]) => {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', textContent: words, title, className: 'quiet' });
    if (words.length < 2) button.setAttribute('aria-label', title);
    // The cell that is worked in stays the one that is meant.
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => run(table, name));
    bar.append(button);
  });
  const words = document.createElement('span');
  words.className = 'hint';
  bars.set(table, words);
  bar.append(words);
  table.closest('.table-scroll').before(bar);
  label(table);
}
document.documentElement.classList.add('can-grid');

form.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act], [data-add]');
  if (!button) return;
  event.preventDefault();
  const table = button.dataset.add ? document.getElementById(button.dataset.add) : button.closest('table');
  forget();
  current = button.dataset.add ? rowsOf(table).at(-1) : button.closest('tr');
  run(table, button.dataset.act ?? 'add');
});
// The row that is worked in is open, and stays so until another is: nothing moves under a mouse that is held down.
let isHeld = false;
const open = () => {
  if (isHeld) return;
  form.querySelectorAll('tr.open').forEach((row) => { if (row !== current) row.classList.remove('open'); });
  current?.classList.add('open');
};
form.addEventListener('focusin', (event) => {
  const cell = cellOf(event.target);
  if (!cell) return;
  const { table, r, c } = at(cell);
  if (range) {
    const { top, bottom, left, right } = bounds();
    if (range.table !== table || r < top || r > bottom || c < left || c > right) forget();
  }
  current = cell.parentElement;
  open();
  label(table);
});
form.addEventListener('input', (event) => {
  const row = cellOf(event.target)?.parentElement;
  row?.classList.remove('unclear');
  row?.removeAttribute('title');
  if (row) usual(row, event.target);
});
// What is usual in the school goes into a new row with its first letter; what is taken out again stays out.
const usual = (row, typed) => {
  const { usual: key, usually } = row.closest('[data-usual]')?.dataset ?? {};
  if (!usually || row.dataset.begun || codeOf(row)?.value) return;
  row.dataset.begun = '1';
  const field = row.querySelector(`[name$=".${key}"]`);
  if (field && field !== typed && !field.value) fill(field, usually);
};

// Mouse: a cell is edited by a click; a range is drawn from cell to cell; a number chooses its row.
let drawing = null;
addEventListener('mousedown', () => { isHeld = true; }, true);
form.addEventListener('mousedown', (event) => {
  if (event.button !== 0) return;
  const head = event.target.closest('table[data-rows] tbody th.number');
  if (head) {
    const table = head.closest('table');
    const r = head.parentElement.sectionRowIndex;
    const wide = cellsOf(head.parentElement).length - 1;
    const from = event.shiftKey && range?.table === table ? range.from.r : r;
    choose(table, { r: from, c: 0 }, { r, c: wide });
    current = head.parentElement;
    return;
  }
  const cell = cellOf(event.target);
  if (!cell) { if (!event.target.closest('.row-tools')) forget(); return; }
  const place = at(cell);
  if (event.shiftKey && current?.closest('table') === place.table) {
    event.preventDefault();
    const from = range?.table === place.table ? range.from : { r: current.sectionRowIndex, c: Math.max(0, cellsOf(current).indexOf(cellOf(document.activeElement))) };
    choose(place.table, from, place);
    return;
  }
  forget();
  drawing = { cell, x: event.clientX, y: event.clientY };
});
form.addEventListener('mouseover', (event) => {
  const cell = drawing && cellOf(event.target);
  if (!cell || !(event.buttons & 1)) { if (drawing && !(event.buttons & 1)) drawing = null; return; }
  if (cell === drawing.cell && !range) return;
  if (Math.hypot(event.clientX - drawing.x, event.clientY - drawing.y) < 8) return;
  const [from, to] = [at(drawing.cell), at(cell)];
  if (from.table !== to.table) return;
  getSelection().removeAllRanges();
  choose(from.table, from, to);
});
addEventListener('mouseup', () => { drawing = null; isHeld = false; open(); }, true);

form.addEventListener('keydown', (event) => {
  const cell = cellOf(event.target);
  if (!cell) return;
  const field = event.target;
  const { table, r, c } = at(cell);
  const ctrl = event.ctrlKey || event.metaKey;
  const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  const takes = (done) => { if (done !== false) event.preventDefault(); };
  if (event.isComposing) return;
  if (event.altKey && !ctrl && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    takes(run(table, event.key === 'ArrowUp' ? 'up' : 'down'));
  } else if (event.altKey && event.key === 'Enter' && field.matches('textarea')) {
    takes(field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end'));
    field.dispatchEvent(new Event('input', { bubbles: true }));
  } else if (ctrl && event.key === 'Enter') takes(run(table, 'add'));
  else if (ctrl && event.shiftKey && event.code === 'KeyD') takes(run(table, 'double'));
  else if (ctrl && event.code === 'KeyD') takes(run(table, 'fill'));
  else if (ctrl && event.key === 'Delete') takes(run(table, 'drop'));
  else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    if (!go(cell, 1, 0) && !isBlank(cell.parentElement)) { const row = add(table); enter(cellsOf(row)[c]); written(act('add')); }
  } else if (event.key === 'Enter' && event.shiftKey && !field.matches('textarea')) takes(go(cell, -1, 0));
  else if (event.key === 'Escape') {
    if (range) forget(); else if (field.dataset.before !== undefined && field.dataset.before !== field.value) { fill(field, field.dataset.before); written(field.name); }
    field.select?.();
  } else if (event.key === 'F2' && !field.matches('select')) takes(field.setSelectionRange(field.value.length, field.value.length));
  else if (arrows && event.shiftKey && !ctrl && !event.altKey && (isWhole(field) || range)) {
    const to = range?.table === table ? range.to : { r, c };
    const next = { r: to.r + arrows[0], c: to.c + arrows[1] };
    if (cellAt(table, next.r, next.c)) choose(table, range?.table === table ? range.from : { r, c }, next);
    takes();
  } else if (arrows && !event.shiftKey && !ctrl && !event.altKey && isWhole(field)) takes(go(cell, ...arrows) || field.matches('select'));
  else if ((event.key === 'Delete' || event.key === 'Backspace') && isMany()) { takes(clear()); written(act('clear')); } else if (ctrl && event.code === 'KeyA' && isWhole(field)) {
    const wide = cellsOf(cell.parentElement).length - 1;
    if (field.dataset.all || !field.value) takes(choose(table, { r: 0, c: 0 }, { r: rowsOf(table).length - 1, c: wide })); else field.dataset.all = '1';
  }
});
form.addEventListener('focusin', ({ target }) => {
  if (cellOf(target)) { target.dataset.before = target.value; delete target.dataset.all; }
});

const gridOfRange = () => {
  const { top, bottom, left, right } = bounds();
  return rowsOf(range.table).slice(top, bottom + 1).map((row) => cellsOf(row).slice(left, right + 1).map((cell) => fieldIn(cell).value));
};
const clear = () => {
  const { top, bottom, left, right } = bounds();
  for (let r = top; r <= bottom; r += 1) for (let c = left; c <= right; c += 1) fill(fieldIn(cellAt(range.table, r, c)), '');
};
for (const kind of ['copy', 'cut']) {
  document.addEventListener(kind, (event) => {
    if (!isMany()) return;
    event.preventDefault();
    const grid = gridOfRange();
    event.clipboardData.setData('text/plain', textOfGrid(grid));
    event.clipboardData.setData('text/html', pageOfGrid(grid));
    if (kind === 'cut') { clear(); written(act('cut')); }
  });
}

// A table is spread from the cell where it is pasted.
const spread = (field, grid) => {
  let row = field.closest('tr');
  const table = row.closest('table');
  const first = cellsOf(row).indexOf(cellOf(field));
  const room = cellsOf(row).length - first;
  const width = (rows) => Math.max(...rows.map((line) => line.length));
  // The page numbers the rows itself.
  const isNumbered = width(grid) > room && grid.every((line) => /^(\d+[.)]?|№.*)?$/.test(line[0] ?? ''));
  const lines = isNumbered ? grid.map((line) => line.slice(1)) : grid;
  const from = row.sectionRowIndex;
  lines.forEach((line, i) => {
    if (i > 0) row = row.nextElementSibling || insert(row);
    const cells = cellsOf(row).slice(first);
    line.slice(0, room).forEach((words, c) => fill(fieldIn(cells[c]), words));
  });
  number(table);
  choose(table, { r: from, c: first }, { r: from + lines.length - 1, c: first + Math.min(room, width(lines)) - 1 });
  if (width(lines) > room) tell('Таблица шире, чем здесь столбцов справа: лишние столбцы не вставлены.', 'Отменить', undo);
};

// The official form goes into the plan row by row, whatever cell it was pasted in.
const putPlan = (table, after, plan, hasMore) => {
  let row = after;
  const made = plan.rows.map((one) => {
    if (row !== after || !isBlank(row)) row = insert(row);
    for (const name of ['block', 'name', 'term', 'result', 'format']) {
      const cell = row.querySelector(`.cell-${name}`);
      if (cell) fill(fieldIn(cell), one[name]);
    }
    row.classList.toggle('unclear', one.unclear.length > 0);
    if (one.unclear.length) row.title = `Проверьте: ${one.unclear.join('; ')}`;
    return row;
  });
  number(table);
  const unclear = plan.rows.filter((one) => one.unclear.length);
  const reasons = [...new Set(unclear.flatMap((one) => one.unclear))];
  const words = [`Вставлено мероприятий: ${plan.rows.length}.`];
  if (unclear.length) words.push(`Проверьте отмеченные строки (${unclear.length}): ${reasons.join('; ')}.`);
  if (plan.left.length) words.push(`Столбцы, которых в плане нет, не вставлены: ${plan.left.join(', ')}.`);
  if (hasMore) words.push('Текст вокруг таблицы не вставлен.');
  tell(words.join(' '), 'Отменить', undo);
  choose(table, { r: made[0].sectionRowIndex, c: 0 }, { r: made.at(-1).sectionRowIndex, c: cellsOf(row).length - 1 });
  enter(cellsOf(made.find((one) => one.classList.contains('unclear')) ?? made[0])[0]);
  paint();
};

document.addEventListener('paste', (event) => {
  const cell = cellOf(event.target);
  const activities = document.getElementById('activities');
  // Elsewhere only a whole plan is taken, and only where nobody is writing.
  if (!cell && (!activities || event.target.closest?.('input, textarea, select'))) return;
  const [html, text] = ['text/html', 'text/plain'].map((kind) => event.clipboardData.getData(kind));
  // In a list of Word a tab stands behind every mark.
  const isPage = html && /<table\b/i.test(html);
  if (html && !isPage) return;
  const { tables: found, hasMore } = isPage ? tablesOfPage(html) : { tables: [], hasMore: false };
  if (!isPage) { const grid = gridOfText(text); if (grid) found.push({ grid }); }
  const table = cell ? cell.closest('table') : activities;
  if (table === activities && activities) {
    const offered = activities.querySelector('.cell-format :is(select, input)');
    const formats = [...(offered?.options ?? offered?.list?.options ?? [])].map((option) => option.value).filter(Boolean);
    const plans = found.map((one) => planOf(one, blocksOf(document.getElementById('offer-blocks')), formats)).filter(Boolean);
    const plan = plans.length ? { rows: plans.flatMap((one) => one.rows), left: [...new Set(plans.flatMap((one) => one.left))] } : null;
    if (plan) {
      event.preventDefault();
      putPlan(activities, cell?.parentElement ?? rowsOf(activities).at(-1), plan, hasMore || plans.length < found.length);
      written(act('paste'));
      return;
    }
  }
  const grid = found.length === 1 && !hasMore ? found[0].grid : null;
  // The words of one cell go where the caret is.
  if (!cell || !grid || (grid.length === 1 && grid[0].length < 2 && !isMany())) return;
  event.preventDefault();
  const corner = isMany() ? cellAt(range.table, bounds().top, bounds().left) : cell;
  if (isMany() && grid.length === 1 && grid[0].length === 1) {
    const { top, bottom, left, right } = bounds();
    for (let r = top; r <= bottom; r += 1) for (let c = left; c <= right; c += 1) fill(fieldIn(cellAt(range.table, r, c)), grid[0][0]);
  } else spread(fieldIn(corner), grid);
  written(act('paste'));
});

// Rows are dragged by their numbers.
let dragged = null;
for (const table of tables()) {
  rowsOf(table).forEach(draggable);
  const target = (event) => event.target.closest('tr');
  const clean = () => table.querySelectorAll('.target, .dragged').forEach((row) => row.classList.remove('target', 'dragged'));
  table.addEventListener('dragstart', (event) => {
    const row = target(event);
    if (!row || !event.target.matches?.('th.number')) return;
    dragged = rowsMeant(table).includes(row) ? rowsMeant(table) : [row];
    dragged.forEach((one) => one.classList.add('dragged'));
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setDragImage(row, 0, 0);
  });
  table.addEventListener('dragover', (event) => {
    const row = target(event);
    if (!dragged || !row || row.parentElement !== table.tBodies[0]) return;
    event.preventDefault();
    table.querySelectorAll('.target').forEach((other) => other.classList.remove('target'));
    row.classList.add('target');
  });
  table.addEventListener('drop', (event) => {
    event.preventDefault();
    const row = target(event);
    if (dragged && row && !dragged.includes(row)) {
      if (dragged[0].sectionRowIndex < row.sectionRowIndex) row.after(...dragged); else row.before(...dragged);
      number(table);
      range = null;
      paint();
      written(act('drag'));
    }
  });
  table.addEventListener('dragend', () => { dragged = null; clean(); });
}

export { focusIn, rowsMeant };
