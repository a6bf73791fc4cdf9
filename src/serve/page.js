// What the pages do beyond plain forms: every form works without it.

import { form, hashOf, show, store, stored } from './script/form.js';
import { tell } from './script/news.js';
import './script/days.js';
import './script/lists.js';

// In a narrow window the sections stand in one line: the present one is in sight.
document.querySelector('nav [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });

// Where a save was refused, its first wrong field.
const toWrong = document.querySelector('.box.wrong a[href^="#"]');
toWrong?.addEventListener('click', (event) => { if (show(hashOf(toWrong))) event.preventDefault(); });

// Where a save leads tells whether it was one.
const address = new URL(location);
const WORDS = ['saved', 'happened', 'removed', 'changed', 'undone', 'redone', 'discarded'];
const word = WORDS.find((known) => address.searchParams.has(known));
const sent = stored('sent');
store('sent', null);
if (word) {
  for (const known of WORDS) address.searchParams.delete(known);
  history.replaceState(null, '', address);
}

// Pages beside a form, where there is no room for both.
for (const button of document.querySelectorAll('[data-show]')) {
  button.addEventListener('click', () => {
    document.body.dataset.shows = button.dataset.show;
    document.querySelectorAll('[data-show]').forEach((other) => other.setAttribute('aria-pressed', String(other === button)));
  });
}

if (form) {
  const { begin } = await import('./script/edit.js');
  const isGoingOn = begin();
  // Who saves goes on where he was. What was new has an address of its own now.
  const isHere = sent && (location.pathname === sent.path || location.pathname.startsWith(`${sent.path}/`));
  if (isHere) {
    document.getElementById(sent.field)?.focus({ preventScroll: true });
    scrollTo(0, sent.top);
    if (word === 'saved') tell('Сохранено.');
  }
  const isShown = (toWrong && show(hashOf(toWrong))) || show(hashOf(location));
  // A new thing is written from its first field on.
  if (!isShown && form.dataset.new && !isGoingOn && !word && !form.querySelector('.wrong')) {
    [...form.querySelectorAll('.field :is(input, textarea, select)')].find((field) => !field.value)?.focus();
  }
} else show(hashOf(location));
document.documentElement.dataset.ready = '1';
