// What fields do beyond being written into: a day is picked from a calendar, everybody who takes part is named at once, an
// order shows what its kind needs.

import { fieldsOf, form } from './form.js';

const changed = (field) => {
  for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
};

const SVG = 'http://www.w3.org/2000/svg';
const sign = () => {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', 'M2 3h12v11H2zM2 6h12M5 1v3M11 1v3');
  svg.append(path);
  return svg;
};

// The calendar is the browser's own; what is written stays as people write it.
for (const field of form.querySelectorAll('input[data-day]')) {
  const calendar = document.createElement('input');
  Object.assign(calendar, { type: 'date', tabIndex: -1 });
  calendar.setAttribute('aria-hidden', 'true');
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'tool' });
  button.setAttribute('aria-label', `Выбрать день: ${form.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.textContent ?? ''}`);
  button.append(sign());
  const both = document.createElement('span');
  both.className = 'day';
  field.replaceWith(both);
  both.append(field, button, calendar);
  button.addEventListener('click', () => {
    const [, day, month, year] = field.value.match(/^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$/) ?? [];
    calendar.value = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
    calendar.showPicker();
  });
  calendar.addEventListener('input', (event) => { event.stopPropagation(); });
  calendar.addEventListener('change', (event) => {
    event.stopPropagation();
    if (!calendar.value) return;
    field.value = calendar.value.split('-').reverse().join('.');
    field.focus();
    changed(field);
  });
}

// Everybody of the pairs that the order names, or of all pairs where it names none.
for (const button of form.querySelectorAll('button[data-everyone]')) {
  const [first] = fieldsOf(button.dataset.everyone);
  if (!first) continue;
  first.closest('.control').append(button);
  button.hidden = false;
  button.addEventListener('click', () => {
    const pairs = JSON.parse(button.dataset.pairs);
    const named = new Set(fieldsOf(button.dataset.of).flatMap((field) => field.value.split('\n')).map((line) => line.trim()).filter(Boolean));
    const own = pairs.filter(({ pair }) => named.has(pair));
    const people = new Set((own.length ? own : pairs).flatMap((one) => one.people));
    const known = new Set(fieldsOf(button.dataset.everyone).map((field) => field.value.trim()));
    for (const person of people) {
      if (known.has(person)) continue;
      const free = fieldsOf(button.dataset.everyone).find((field) => !field.value.trim());
      if (!free) break;
      free.value = person;
      changed(free);
    }
  });
}

// What belongs to other kinds of orders only is out of the way, unless there is something in it.
const kinds = form.querySelector('[data-kinds]');
if (kinds) {
  const own = JSON.parse(kinds.dataset.kinds);
  const all = new Set(Object.values(own).flat());
  const [kind] = fieldsOf(kinds.dataset.kind);
  const sort = () => {
    for (const name of all) {
      const fields = fieldsOf(name);
      const box = fields[0]?.closest('.field');
      if (box) box.hidden = !(own[kind.value] ?? []).includes(name) && fields.every((field) => !field.value);
    }
  };
  kind.addEventListener('change', sort);
  sort();
}
