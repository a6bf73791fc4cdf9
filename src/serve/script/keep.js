// What is typed is saved of itself a moment later: into the files where it reads, into a draft on the disk where it does
// not. Steps back and forth.

import { asText, fieldsOf, form, onWritten, rowsOf, store, stored, tables, written } from './form.js';
import { expect, tell } from './news.js';
import { put } from './rows.js';

// Milliseconds: after the last key, and after the first at most.
const PAUSE = 600;
const LONGEST = 1300;
const RETRY = 2000;
// Keys that follow one another so soon are one step back.
const STEP = 1500;

const key = `unsent:${location.pathname}`;
const state = form.querySelector('[data-state]');
const seen = form.elements.namedItem('seen');
const hidden = (name) => {
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name });
  form.append(field);
  return field;
};
// By which the program knows what this window has sent, and in which order.
const me = stored('window') ?? crypto.randomUUID();
store('window', me);
const turn = hidden('turn');
hidden('window').value = me;
let turns = Date.now();

const say = (words, field) => {
  if (!state) return;
  state.replaceChildren(words);
  if (field) {
    const link = document.createElement('a');
    link.href = `#${encodeURIComponent(field)}`;
    link.textContent = 'показать';
    state.append(' – ', link);
  }
};
const time = () => new Date().toLocaleTimeString('ru-RU', { hour: '2-digit', minute: '2-digit' });

const drawn = asText();
// A page can be typed into before its script is there, and a browser puts back what stood in a form.
const wasTyped = [...form.elements].some((one) => one.matches('input:not([type]), input[type=text], textarea') && one.value !== one.defaultValue);
// What was sent and not saved is drawn again as it was typed, and is still in no file.
let inFiles = form.dataset.unsaved || wasTyped ? null : drawn;
// The newest that lies on the disk, in a file or in a draft.
let onDisk = drawn;
let group = '';
let timer = 0;
let since = 0;
let underWay = null;
let isLost = false;
let isForced = false;
// What is sent as a form is on its way: nothing may overtake it.
let isSubmitted = false;

export const isClean = () => asText() === inFiles;

const body = (wish) => {
  turns += 1;
  turn.value = turns;
  const sent = new URLSearchParams(new FormData(form));
  sent.set('do', wish);
  sent.set('group', group);
  // A name half written may be somebody else's.
  if (document.activeElement?.matches('input[list="offer-people"]') && document.activeElement.value !== document.activeElement.defaultValue) sent.set('typing', '1');
  return sent;
};

const send = async () => {
  clearTimeout(timer);
  timer = 0;
  since = 0;
  if (underWay) { await underWay; }
  if (isSubmitted) return;
  const text = asText();
  if (text === onDisk && !isForced) return;
  isForced = false;
  const rows = new Map(tables().map((table) => [table.dataset.rows, rowsOf(table)]));
  const gone = [...form.querySelectorAll('[data-gone] input')];
  expect();
  underWay = fetch(location.pathname, { method: 'POST', body: body('keep') })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then((kept) => take(kept, text, rows, gone), () => lost())
    .finally(() => { underWay = null; });
  await underWay;
  if (asText() !== onDisk && !timer && !isLost) schedule();
};

const lost = () => {
  isLost = true;
  say('Не записано: программа не отвечает. Не закрывайте эту вкладку');
  timer = setTimeout(send, RETRY);
};

const take = (kept, text, rows, gone) => {
  isLost = false;
  expect();
  if (kept.state === 'failed') {
    say(`Не записано: ${kept.why}`);
    timer = setTimeout(send, RETRY);
    return;
  }
  if (kept.state === 'outrun') {
    // Drawn again once nobody is typing.
    onDisk = text;
    if (asText() === text) {
      store('news', `В форму взято то, что тем временем изменили в другом месте: ${kept.what || 'порядок строк'}.`);
      goOn();
      location.reload();
    }
    return;
  }
  const isNewest = asText() === text;
  if (kept.state === 'saved') {
    seen.value = kept.seen;
    for (const [sheet, codes] of Object.entries(kept.codes)) {
      rows.get(sheet)?.forEach((row, i) => { const code = row.querySelector('input[name$=".@code"]'); if (code) code.value = codes[i] ?? ''; });
    }
    gone.forEach((named) => named.remove());
    steps.length = 0;
    last.at = 0;
    button('undo', 'Отменить', kept.back);
    button('redo', 'Вернуть', kept.again);
    document.getElementById('form-news')?.replaceChildren();
    delete form.dataset.unsaved;
    if (isNewest) { inFiles = asText(); onDisk = inFiles; before = inFiles; say(`Сохранено в ${time()}`); } else { inFiles = ''; onDisk = ''; before = asText(); }
  } else {
    if (isNewest) { onDisk = text; inFiles = null; }
    if (kept.why) say(`Черновик: ${kept.why}`, kept.field);
    button('undo', 'Отменить', steps.length || kept.why ? 'что еще не сохранено' : null);
  }
};

const schedule = () => {
  const now = performance.now();
  since ||= now;
  clearTimeout(timer);
  timer = setTimeout(send, Math.max(0, Math.min(PAUSE, since + LONGEST - now)));
};

// Steps back within what is in no file yet; the files have a history of their own.
const steps = [];
const ahead = [];
const last = { group: '', at: 0 };
let before = drawn;
let isTurning = false;

onWritten((name) => {
  const text = asText();
  if (!isTurning && text !== before) {
    const now = performance.now();
    if (last.group !== name || now - last.at > STEP) steps.push(before);
    Object.assign(last, { group: name, at: now });
    ahead.length = 0;
    button('undo', 'Отменить', 'последнее изменение');
  }
  before = text;
  group = name;
  if (text === onDisk && !timer && !isForced) return;
  say(text === inFiles ? '' : 'Записывается…');
  schedule();
});

const button = (wish, label, what) => {
  const found = form.querySelector(`button[value=${wish}]`);
  if (!found) return;
  found.disabled = !what;
  found.title = what ? `${label}: ${what}` : label;
};

const turnTo = (text) => {
  isTurning = true;
  put(JSON.parse(text));
  written('turn');
  isTurning = false;
  before = asText();
};

// The page is drawn again where it was.
export const goOn = () => store('sent', { key, path: location.pathname, top: scrollY, field: document.activeElement?.id });

const submit = (wish) => {
  goOn();
  const pressed = form.querySelector(`button[value=${wish}]`) ?? form.querySelector('button[value=undo]');
  if (pressed.value !== wish) pressed.value = wish;
  pressed.disabled = false;
  form.requestSubmit(pressed);
};

export const undo = async () => {
  if (steps.length) { ahead.push(asText()); turnTo(steps.pop()); button('redo', 'Вернуть', 'отмененное'); return; }
  await send();
  if (isClean()) { if (!form.querySelector('button[value=undo]').disabled) submit('undo'); } else submit('discard');
};
export const redo = async () => {
  if (ahead.length) { steps.push(asText()); turnTo(ahead.pop()); if (!ahead.length) button('redo', 'Вернуть', null); return; }
  await send();
  if (isClean() && !form.querySelector('button[value=redo]').disabled) submit('redo');
};
for (const [wish, act] of [['undo', undo], ['redo', redo]]) {
  form.querySelector(`button[value=${wish}]`)?.addEventListener('click', (event) => { if (event.detail || document.activeElement === event.target) { event.preventDefault(); act(); } });
}

// From anywhere on the page: a browser would save the page itself.
addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.code === 'KeyS') {
    event.preventDefault();
    form.requestSubmit(form.querySelector('button[value=save]'));
  } else if (event.code === 'KeyZ' && !event.target.matches('input[type=search]')) {
    event.preventDefault();
    (event.shiftKey ? redo : undo)();
  } else if (event.code === 'KeyY') {
    event.preventDefault();
    redo();
  }
});

// Whoever leaves a name has written it whole.
form.addEventListener('change', (event) => {
  if (!event.target.matches('input[list="offer-people"]')) return;
  event.target.defaultValue = event.target.value;
  isForced = true;
  schedule();
});

// The last keys before a window is closed still go out; another page of this tab finds them meanwhile.
const farewell = () => {
  const text = asText();
  if (isSubmitted || text === onDisk) return;
  store(key, { seen: seen.value, text });
  fetch(location.pathname, { method: 'POST', body: body('keep'), keepalive: true }).catch(() => {});
};
addEventListener('pagehide', farewell);
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden' && asText() !== onDisk) send(); });
addEventListener('beforeunload', (event) => { if (isLost && !isSubmitted) event.preventDefault(); });
const STILL_HERE = 10_000;
const leave = () => {
  isSubmitted = true;
  clearTimeout(timer);
  setTimeout(() => { isSubmitted = false; schedule(); }, STILL_HERE);
};
form.addEventListener('submit', (event) => {
  // A page of the browser that says there is no answer would take the place of what was typed.
  if (isLost) {
    event.preventDefault();
    send();
    return;
  }
  leave();
  turns += 1;
  turn.value = turns;
  if (event.submitter?.value === 'save') goOn();
});
// Another form of the page, as the one that ends the work, waits until nothing is left to write.
document.addEventListener('submit', (event) => {
  const other = event.target;
  if (other === form || other.method !== 'post' || isSubmitted) return;
  if (asText() === onDisk && !underWay) { leave(); return; }
  event.preventDefault();
  send().then(() => {
    if (isLost) return;
    leave();
    other.requestSubmit(event.submitter);
  });
});
addEventListener('pageshow', (event) => { if (event.persisted) isSubmitted = false; });

// Where a save leads tells whether it was one.
export const begin = () => {
  if (wasTyped) {
    isForced = true;
    schedule();
  }
  const kept = stored(key);
  store(key, null);
  const words = stored('news');
  store('news', null);
  if (words) tell(words);
  if (kept && kept.text !== drawn && kept.text !== JSON.stringify([])) {
    put(JSON.parse(kept.text));
    seen.value = kept.seen;
    written('restored');
  } else if (form.dataset.unsaved) {
    say('Черновик: в файлах этого еще нет');
    // What has come to read meanwhile goes into the files.
    isForced = true;
    schedule();
  }
  return Boolean(kept || form.dataset.unsaved || wasTyped);
};

// Lines for names: who writes into the last gets another.
form.addEventListener('input', ({ target }) => {
  const all = fieldsOf(target.name);
  if (!target.closest('.field') || target.type !== 'text' || target.getAttribute('list') !== 'offer-people') return;
  if (all.length < 2 || all.at(-1) !== target || !target.value) return;
  const more = target.cloneNode();
  more.value = '';
  more.removeAttribute('aria-invalid');
  more.id = `${target.name}-${all.length}`;
  target.after(more);
});
form.addEventListener('input', (event) => written(event.target.name));
