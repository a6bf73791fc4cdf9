// What is printed, as one types: one question at a time, the next when the answer is there.

import { form, onWritten, show } from './form.js';
import { tell } from './news.js';

const preview = document.getElementById('preview');

const lines = (root) => {
  for (const line of root.querySelectorAll('[data-line]')) {
    const field = document.getElementById(line.dataset.line)?.closest('.field');
    if (!field) continue;
    let place = field.querySelector('.lines');
    if (!place) {
      place = document.createElement('div');
      place.className = 'lines';
      field.querySelector('.control').append(place);
    }
    place.replaceChildren(...line.childNodes);
    line.remove();
  }
};

// The browser decodes a picture with the very frame that shows it: whoever asks it to do so before waits a frame longer.
const there = (img) => new Promise((done) => {
  if (img.complete) { done(); return; }
  img.addEventListener('load', done, { once: true });
  img.addEventListener('error', done, { once: true });
});

const pagesIn = (root) => [...root.querySelectorAll('[data-page]')];

// A page that is written on is a canvas, so that only the lines are drawn that have changed. It becomes a picture again, which is
// smoother, once nobody types.
const SETTLES = 900;
let settling = 0;
const taken = (from, to) => {
  for (const name of ['page', 'width', 'height']) to.dataset[name] = from.dataset[name];
  return to;
};
const settle = async () => {
  for (const canvas of preview.querySelectorAll('canvas[data-page]')) {
    const img = new Image();
    Object.assign(img, { src: canvas.dataset.src, alt: canvas.ariaLabel, width: Math.round(canvas.dataset.width), height: Math.round(canvas.dataset.height) });
    try { await img.decode(); } catch { continue; }
    if (canvas.isConnected && img.src === new URL(canvas.dataset.src, location).href) canvas.replaceWith(taken(canvas, img));
  }
};
const canvasOf = (page) => {
  if (page.matches('canvas')) return page;
  const canvas = Object.assign(document.createElement('canvas'), { width: page.naturalWidth, height: page.naturalHeight });
  canvas.getContext('2d', { alpha: false }).drawImage(page, 0, 0);
  canvas.setAttribute('role', 'img');
  page.replaceWith(canvas);
  return canvas;
};
// A small picture is decoded as it is drawn, which is sooner than to have it done elsewhere.
const stripOf = async (text) => {
  const [top, png] = text.split(':');
  const strip = Object.assign(new Image(), { src: `data:image/png;base64,${png}` });
  await there(strip);
  return [Number(top), strip];
};

// The same papers with as many pages as before stay where they are, but for the pages that have changed: what does that, or
// nothing.
const inPlace = async (now, pages) => {
  const old = pagesIn(now);
  const fresh = pagesIn(pages);
  const counts = (root) => [...root.querySelectorAll('.paper')].map((paper) => pagesIn(paper).length).join();
  if (!old.length || counts(now) !== counts(pages) || pages.children.length !== now.children.length) return null;
  const changed = fresh.map((page, i) => [old[i], page]).filter(([before, page]) => before.dataset.page !== page.dataset.page);
  // A page elsewhere is shown already, or its size is another.
  const isAlike = ([before, page]) => page.dataset.over === before.dataset.page && (before.matches('canvas') || before.naturalWidth > 0);
  if (!changed.every(isAlike)) return null;
  const strips = await Promise.all(changed.map(([, page]) => Promise.all(page.dataset.strips.split(' ').filter(Boolean).map(stripOf))));
  return () => {
    changed.forEach(([before, page], i) => {
      const canvas = taken(page, canvasOf(before));
      canvas.dataset.src = page.getAttribute('src');
      canvas.ariaLabel = page.alt;
      const context = canvas.getContext('2d');
      for (const [top, strip] of strips[i]) context.drawImage(strip, 0, top);
    });
    const heads = now.querySelectorAll('h3');
    pages.querySelectorAll('h3').forEach((head, i) => { if (head.textContent !== heads[i].textContent) heads[i].replaceWith(document.importNode(head, true)); });
    clearTimeout(settling);
    if (changed.length) settling = setTimeout(settle, SETTLES);
    return changed.length;
  };
};

const drawPages = async (pages) => {
  const shown = preview.querySelector('#pages');
  const patch = shown && await inPlace(shown, pages);
  if (patch) {
    preview.dataset.fresh = patch();
    preview.dataset.drawn = Number(preview.dataset.drawn || 0) + 1;
    return;
  }
  const old = new Map([...preview.querySelectorAll('img[data-page]')].map((img) => [img.dataset.page, img]));
  const fresh = [];
  for (const img of pages.querySelectorAll('img')) {
    const known = old.get(img.dataset.page);
    if (known) { known.alt = img.alt; img.replaceWith(known.cloneNode()); } else fresh.push(img);
  }
  for (const img of fresh) { img.decoding = 'sync'; delete img.dataset.strips; }
  const ready = document.importNode(pages, true);
  await Promise.all([...ready.querySelectorAll('img')].filter((img) => !old.has(img.dataset.page)).map(there));
  const now = preview.querySelector('#pages');
  if (now) {
    // The pages that stayed keep their place in the window, and their very pictures.
    for (const img of ready.querySelectorAll('img')) { const known = old.get(img.dataset.page); if (known) img.replaceWith(known); }
    now.replaceWith(ready);
  } else preview.replaceChildren(ready);
  preview.dataset.drawn = Number(preview.dataset.drawn || 0) + 1;
  preview.dataset.fresh = fresh.length;
};

const apply = async (text) => {
  const answer = new DOMParser().parseFromString(text, 'text/html');
  const pages = answer.getElementById('pages');
  if (pages) await drawPages(pages);
  lines(answer);
  const [general, fresh] = [document, answer].map((page) => page.getElementById('general'));
  if (general && fresh && general.textContent !== fresh.textContent) general.replaceChildren(...fresh.childNodes);
  for (const said of form.querySelectorAll('[data-said]')) {
    const found = answer.querySelector(`[data-for="${CSS.escape(said.dataset.said)}"]`);
    if (!found && !said.firstChild) continue;
    said.replaceChildren(...(found ? found.childNodes : []));
    const field = said.closest('.field, .cell');
    const isWrong = Boolean(said.querySelector('.error'));
    field?.classList.toggle('wrong', isWrong);
    for (const control of field?.querySelectorAll('input, textarea, select') ?? []) {
      if (isWrong && !control.matches('input:placeholder-shown')) control.setAttribute('aria-invalid', 'true'); else control.removeAttribute('aria-invalid');
    }
  }
};

const asked = (wish, more = {}) => {
  const body = new URLSearchParams(new FormData(form));
  body.set('do', wish);
  for (const [name, value] of Object.entries(more)) {
    body.delete(name);
    for (const one of [value].flat()) body.append(name, one);
  }
  return fetch(location.pathname, { method: 'POST', body });
};

let wanted = false;
let asking = false;
const ask = async () => {
  wanted = true;
  if (asking || !preview) return;
  asking = true;
  while (wanted) {
    wanted = false;
    try {
      const answer = await asked('draft', { page: pagesIn(preview).map((page) => page.dataset.page) });
      if (answer.ok) await apply(await answer.text());
    } catch { break; }
  }
  asking = false;
};
onWritten(ask);

// The pages follow the row that is worked in.
let followed = '';
let waiting = 0;
const partOf = (field) => {
  const row = field.closest('table[data-rows] tbody tr');
  return row ? `${row.closest('table').id}.${row.dataset.row}` : field.name;
};
const follow = async (field) => {
  const part = partOf(field);
  const { name } = field;
  try {
    const answer = await asked('where', { field: name, page: pagesIn(preview).map((one) => one.dataset.page) });
    const { page, top } = (answer.ok && await answer.json()) || {};
    const img = page && preview.querySelector(`[data-page="${CSS.escape(page)}"]`);
    const box = preview.closest('.right');
    if (!img || !box || followed !== part) return;
    const at = img.offsetTop + (top / Number(img.dataset.height)) * img.clientHeight;
    if (at < box.scrollTop + 40 || at > box.scrollTop + box.clientHeight - 80) box.scrollTo({ top: Math.max(0, at - box.clientHeight / 3), behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  } catch { followed = ''; }
};

if (preview) {
  lines(preview);
  if (preview.closest('.right')) {
    form.addEventListener('focusin', ({ target }) => {
      if (!target.name || target.matches('button') || partOf(target) === followed) return;
      followed = partOf(target);
      // Whoever goes through the rows does not look at the pages on his way.
      clearTimeout(waiting);
      waiting = setTimeout(follow, 150, target);
    });
  }
  // A click on a page leads to the field its words come from.
  preview.classList.add('can-point');
  preview.addEventListener('click', async (event) => {
    const img = event.target.closest('[data-page]');
    if (!img) return;
    const box = img.getBoundingClientRect();
    const answer = await asked('point', {
      page: img.dataset.page,
      x: ((event.clientX - box.left) / box.width) * Number(img.dataset.width),
      y: ((event.clientY - box.top) / box.height) * Number(img.dataset.height),
    });
    if (!answer.ok) return;
    const way = await answer.json();
    if (way === 'wording') tell('Это слова самой формы документа.');
    else if (way.elsewhere) tell(`Эти слова записаны в другом месте: ${way.elsewhere.called}.`, 'Перейти к полю', way.elsewhere.address);
    else if (way.field) {
      const field = document.getElementById(way.field);
      if (field) followed = partOf(field);
      if (!show(way.field)) tell('Поля с этими словами на странице нет.');
    }
  });
}
