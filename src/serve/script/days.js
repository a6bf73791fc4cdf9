// A day is picked from a calendar, in every form.

export const changed = (field) => {
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
for (const field of document.querySelectorAll('input[data-day]')) {
  const calendar = document.createElement('input');
  Object.assign(calendar, { type: 'date', tabIndex: -1 });
  calendar.setAttribute('aria-hidden', 'true');
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'tool' });
  button.setAttribute('aria-label', `Выбрать день: ${document.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.textContent ?? ''}`);
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
