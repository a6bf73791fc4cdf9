// What fields do beyond being written into: everybody who takes part is named at once, an order shows what its kind needs.

import { changed } from './days.js';
import { fieldsOf, form } from './form.js';

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
