// Lists are filtered as one types, and ticked all at once.

for (const box of document.querySelectorAll('[data-filter]')) {
  box.addEventListener('input', () => {
    const searchable = (text) => text.toLowerCase().replaceAll('ё', 'е').replace(/[\s\u2010-\u2015-]+/g, ' ').trim();
    const wanted = searchable(box.value);
    const rows = [...document.querySelectorAll(`#${box.dataset.filter} tbody tr`)];
    for (const row of rows) {
      row.hidden = !searchable(row.textContent).includes(wanted);
      // What is not seen is not meant.
      for (const tick of row.querySelectorAll('input[type=checkbox]')) tick.disabled = row.hidden;
    }
    const count = document.querySelector(`#${box.dataset.filter} caption[data-count]`);
    const left = rows.filter((row) => !row.hidden).length;
    if (count) { count.dataset.all ??= count.textContent; count.textContent = left === rows.length ? count.dataset.all : `${left} из ${rows.length}`; }
    document.dispatchEvent(new Event('change'));
  });
}

// What is chosen is shown at once; what is typed is filtered here.
for (const filter of document.querySelectorAll('form[role=search]')) {
  filter.querySelector('button').hidden = true;
  filter.addEventListener('change', ({ target }) => { if (target.matches('select')) filter.requestSubmit(); });
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

for (const all of document.querySelectorAll('[data-tick-all]')) {
  const boxes = () => [...document.querySelectorAll(`input[name=${all.dataset.tickAll}]:enabled`)];
  all.hidden = false;
  all.addEventListener('change', () => { boxes().forEach((box) => { box.checked = all.checked; }); });
  document.addEventListener('change', () => {
    const ticked = boxes().filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
    document.querySelectorAll('[data-chosen]').forEach((words) => { words.textContent = ticked ? `: отмечено ${ticked}` : ''; });
  });
}

// A beginning that only one person has stands for his whole name.
document.addEventListener('change', ({ target }) => {
  const people = target.matches?.('input[list$=people]') && target.list;
  const plain = (text) => text.toLowerCase().replaceAll('ё', 'е').trim();
  const begun = people ? plain(target.value) : '';
  if (begun.length < 3) return;
  const found = [...people.options].filter((option) => plain(option.value).startsWith(begun));
  if (found.length !== 1 || found[0].value === target.value) return;
  target.value = found[0].value;
  target.dispatchEvent(new Event('input', { bubbles: true }));
});
