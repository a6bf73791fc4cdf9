// The form of a screen, and what all parts of the script do with it.

export const form = document.querySelector('form[data-draft]');

// What goes along with the fields, and is none.
const ALONG = new Set(['token', 'seen', 'do', 'window', 'turn', 'group', 'typing']);

export const fieldsOf = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
export const own = () => [...new FormData(form)].filter(([name]) => !ALONG.has(name));
export const asText = () => JSON.stringify(own());
export const tables = () => (form ? [...form.querySelectorAll('table[data-rows]')] : []);
export const rowsOf = (table) => [...table.tBodies[0].rows];
export const fieldIn = (cell) => cell?.querySelector('textarea, input, select');

// Whoever must know that something was written. `group` names what belongs together for one step back.
const listeners = [];
export const onWritten = (listener) => listeners.push(listener);
export const written = (group) => listeners.forEach((listener) => listener(group));

// A field may stand in a part that is folded away, or behind the pages.
export const show = (id) => {
  const field = id && document.getElementById(id);
  if (!field) return false;
  document.querySelector('[data-show=form]')?.click();
  for (let part = field.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
  field.scrollIntoView({ block: 'center' });
  field.focus({ preventScroll: true });
  return true;
};
export const hashOf = (from) => decodeURIComponent(from.hash.slice(1));

export const stored = (key) => JSON.parse(sessionStorage.getItem(key) || 'null');
export const store = (key, value) => (value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, JSON.stringify(value)));
