// Lists are filtered as one types, and ticked all at once.

for (const box of document.querySelectorAll('[data-filter]')) {
  box.addEventListener('input', () => {
    const searchable = (text) => text.toLowerCase().replaceAll('ё', 'е').replace(/[\s\u2010-\u2015-]+/g, ' ').trim();
    const wanted = searchable(box.value);
    for (const row of document.querySelectorAll(`#${box.dataset.filter} tbody tr`)) row.hidden = !searchable(row.textContent).includes(wanted);
  });
}

for (const checks of document.querySelectorAll('form[data-checks]')) {
  const boxes = () => checks.querySelectorAll('input[name=paper]');
  const line = document.createElement('p');
  for (const [words, on] of [['Отметить все', true], ['Снять все', false]]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = words;
    button.addEventListener('click', () => boxes().forEach((box) => { box.checked = on; }));
    line.append(button);
  }
  boxes()[0]?.closest('fieldset').querySelector('legend').after(line);
}
