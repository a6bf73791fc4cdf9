// Ready wording for the program of a pair: from the bank, or from another pair; and the way of a row into the school's bank.

import { fieldIn, fieldsOf, form, rowsOf, written } from './form.js';
import { rowsMeant } from './grid.js';
import { undo } from './keep.js';
import { tell } from './news.js';
import { cellsOf, fill, insert, isBlank, number } from './rows.js';

const table = document.getElementById('activities');
const { project, root } = document.body.dataset;
const address = `${root}${project}/bank`;

const element = (name, properties = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
};
const button = (words, click, title = '', className = 'quiet') => {
  const made = element('button', { type: 'button', textContent: words, title, className });
  made.addEventListener('click', click);
  return made;
};
const ask = async (at, options) => {
  const answer = await fetch(at, options);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};
const silent = () => tell('Программа не отвечает: запустите ее еще раз.');

const list = element('select', { id: 'bank-case' });
const about = element('p', { className: 'hint' });
const parts = element('div', { className: 'bank-parts' });
const named = element('input', { id: 'bank-name', autocomplete: 'off' });
const dialog = element('dialog', { id: 'bank' });
dialog.setAttribute('aria-labelledby', 'bank-title');

// The blocks of the form, in its order.
const blocks = () => [...(document.getElementById('offer-blocks')?.options ?? [])];
const boxes = () => [...parts.querySelectorAll('input[type=checkbox]')];
const choice = (words, checked, rest = '') => {
  const box = element('input', { type: 'checkbox', checked });
  const label = element('label', { className: 'bank-line' }, box, element('span', {}, element('span', { textContent: words }), ...(rest ? [element('span', { className: 'hint', textContent: rest })] : [])));
  return { box, label };
};
const group = (title, lines) => element('fieldset', {}, element('legend', { textContent: title }), ...lines);

let offered = { fields: [], rows: [] };
const cellIn = (row, key) => fieldIn(row.querySelector(`.cell-${key}`));

const show = async () => {
  const option = list.selectedOptions[0];
  if (!option) return;
  about.textContent = option.dataset.group ? `Для группы: ${option.dataset.group}.` : '';
  let found;
  try {
    found = await ask(`${address}/${encodeURIComponent(option.value)}`);
  } catch { silent(); return; }
  // Another may have been chosen meanwhile.
  if (list.selectedOptions[0] !== option) return;
  offered = found;
  const known = new Set(rowsOf(table).map((row) => cellIn(row, 'name').value.trim()));
  const fields = offered.fields.map((one) => {
    const [field] = fieldsOf(one.name);
    const has = Boolean(field?.value.trim());
    // What is written already is replaced only on demand.
    const made = choice(one.label, Boolean(field) && !has, has ? `уже заполнено; в банке: ${one.text}` : one.text);
    one.box = made.box;
    return made.label;
  });
  const byBlock = new Map();
  offered.rows = offered.rows.map((row) => Object.fromEntries(row));
  for (const row of offered.rows) {
    const has = known.has(row.name.trim());
    const made = choice(row.name, !has, [has ? 'уже есть в плане' : '', row.term, row.result].filter(Boolean).join(' · '));
    row.box = made.box;
    const head = blocks().find((block) => block.value === row.block)?.label || row.block || 'Без блока';
    byBlock.set(head, [...byBlock.get(head) ?? [], made.label]);
  }
  parts.replaceChildren(
    ...(fields.length ? [group('Записка', fields)] : []),
    ...[...byBlock].map(([head, lines]) => group(head, lines)),
  );
  parts.scrollTop = 0;
};

// A row goes behind the last of its block, or of those before it.
const place = (block) => {
  const known = blocks().map((block) => block.value);
  const at = known.indexOf(block);
  const rows = rowsOf(table).filter((row) => !isBlank(row));
  return rows.filter((row) => { const own = known.indexOf(cellIn(row, 'block').value); return own >= 0 && own <= at; }).at(-1);
};
const put = () => {
  const fields = offered.fields.filter((one) => one.box.checked);
  const rows = offered.rows.filter((one) => one.box.checked);
  for (const one of fields) { const [field] = fieldsOf(one.name); if (field) fill(field, one.text); }
  let first = null;
  for (const one of rows) {
    const blank = rowsOf(table).length === 1 && isBlank(rowsOf(table)[0]) ? rowsOf(table)[0] : null;
    const before = place(one.block);
    const row = blank ?? insert(before ?? rowsOf(table)[0]);
    // Of the first block, before rows of later ones.
    if (!blank && !before) row.previousElementSibling?.before(row);
    for (const key of ['block', 'name', 'term', 'result', 'format']) {
      const field = cellIn(row, key);
      if (field && one[key] !== undefined) fill(field, one[key]);
    }
    first ??= row;
  }
  dialog.close();
  if (!fields.length && !rows.length) return;
  number(table);
  written(`bank-${Date.now()}`);
  tell(`Вставлено: частей записки – ${fields.length}, мероприятий – ${rows.length}.`, 'Отменить', undo);
  if (first) { cellsOf(first)[0].scrollIntoView({ block: 'center' }); cellIn(first, 'name').focus(); } else fieldsOf(fields[0].name)[0]?.focus();
};

const keep = async (rows, name) => {
  const sent = new URLSearchParams();
  sent.set('token', form.elements.namedItem('token').value);
  if (name) sent.set('name', name);
  const inside = new Set(rows.flatMap((row) => [...row.querySelectorAll('[name]')].map((field) => field.name)));
  for (const [field, value] of new FormData(form)) {
    if ((inside.has(field) && !field.endsWith('@code')) || (name && field.startsWith('notes.') && !field.includes('@'))) sent.append(field, value);
  }
  try {
    const kept = await ask(address, { method: 'POST', body: sent });
    if (kept.why) tell(`В банк не записано: ${kept.why}.`);
    else tell(name ? `В банк школы записан случай «${name}».` : 'Записано в банк школы.', 'История изменений', `${root}${project}/history`);
  } catch { silent(); }
};

const open = async (part) => {
  let all;
  try { all = await ask(address); } catch { silent(); return; }
  const own = decodeURIComponent(location.pathname.split('/').pop());
  const groups = new Map();
  const wanted = fieldsOf('pairs.0.group')[0]?.value;
  for (const one of all.filter((it) => it.code !== `pair-${own}`)) {
    const option = new Option(one.name, one.code);
    option.dataset.group = one.group;
    if (!groups.has(one.part)) groups.set(one.part, element('optgroup', { label: one.part }));
    groups.get(one.part).append(option);
  }
  list.replaceChildren(...groups.values());
  const options = [...list.options];
  const fits = part ? options.find((one) => one.parentElement.label === part) : options.find((one) => wanted && one.dataset.group === wanted);
  if (part && !fits) { tell('Других пар с запиской или планом пока нет.'); return; }
  if (fits) list.value = fits.value;
  named.value = '';
  dialog.showModal();
  list.focus();
  await show();
};

if (table) {
  list.addEventListener('change', show);
  dialog.append(
    element('h2', { id: 'bank-title', textContent: 'Готовые формулировки' }),
    element('p', { className: 'bank-choice' }, element('label', { htmlFor: 'bank-case', textContent: 'Случай' }), list),
    about,
    parts,
    element('p', { className: 'actions' },
      button('Вставить отмеченное', put, '', 'main'),
      button('Отметить все', () => boxes().forEach((box) => { box.checked = true; })),
      button('Снять все', () => boxes().forEach((box) => { box.checked = false; })),
      button('Закрыть', () => dialog.close())),
    element('details', {},
      element('summary', { textContent: 'Сохранить программу этой пары в банк школы' }),
      element('p', { className: 'bank-choice' }, element('label', { htmlFor: 'bank-name', textContent: 'Название случая' }), named, ' ',
        button('Сохранить в банк', () => {
          const name = named.value.trim();
          if (!name) { named.focus(); return; }
          dialog.close();
          keep(rowsOf(table).filter((row) => !isBlank(row)), name);
        }, '', ''))),
  );
  // Outside of the form: what is chosen here is no field of the pair.
  document.body.append(dialog);
  const bar = table.closest('.table-scroll').previousElementSibling;
  const held = (made) => { made.addEventListener('mousedown', (event) => event.preventDefault()); return made; };
  bar.before(element('p', { className: 'deeds' },
    held(button('Из банка…', () => open(), 'Вставить готовые формулировки: записку и мероприятия')),
    held(button('План другой пары…', () => open('Пары школы'), 'Взять записку и мероприятия другой пары')),
    held(button('В банк школы', () => keep(rowsMeant(table).filter((row) => !isBlank(row))), 'Записать выбранные строки в банк школы')),
  ));
  const note = fieldsOf('notes.0.note.relevance')[0]?.closest('fieldset, details');
  note?.querySelector('legend, summary')?.after(button('Вставить из банка…', () => open(), 'Готовая записка и мероприятия для типовых случаев', ''));
}
