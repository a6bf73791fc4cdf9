// What the pages do beyond plain forms: every form works without it.
'use strict';
(() => {
  const form = document.querySelector('form[data-draft]');
  const news = document.getElementById('news');
  const tell = (words, link, go) => {
    const line = document.createElement('p');
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'tool';
    close.setAttribute('aria-label', 'Убрать сообщение');
    close.append('×');
    close.addEventListener('click', () => line.remove());
    line.append(close, words + ' ');
    if (link) {
      const anchor = document.createElement('a');
      anchor.href = typeof go === 'string' ? go : '';
      anchor.textContent = link;
      if (typeof go !== 'string') anchor.addEventListener('click', (event) => { event.preventDefault(); go(); });
      line.append(anchor);
    }
    news.replaceChildren(line);
    return line;
  };

  // Signs of life. Browsers allow six connections to one server, so of all tabs one listens and tells the others.
  const { project, standing } = document.body.dataset;
  const changed = (word) => {
    if (leaving) return;
    if (word === 'ended') {
      tell('Программа закрыта. Если в этой вкладке есть несохраненное, не закрывайте ее: запустите программу еще раз и перенесите его.');
      return;
    }
    // This page may itself be drawn from the changed files.
    const [index, now] = word.split(' ');
    if (index === project && now !== standing) tell('Файлы школы изменились на диске.', 'Показать заново', () => location.reload());
  };
  let leaving = false;
  addEventListener('pagehide', () => { leaving = true; });
  const tabs = new BroadcastChannel('nastavnik');
  tabs.onmessage = (message) => changed(message.data);
  const listen = () => navigator.locks.request('alive', () => new Promise((release) => {
    if (leaving) { release(); return; }
    const signs = new EventSource('/alive');
    signs.addEventListener('changed', (event) => { tabs.postMessage(event.data); changed(event.data); });
    signs.onerror = () => setTimeout(() => {
      if (signs.readyState === EventSource.OPEN || leaving) return;
      tabs.postMessage('ended');
      changed('ended');
    }, 4000);
    // A page that the browser keeps for the button «back» must not keep its connection.
    addEventListener('pagehide', () => { signs.close(); release(); }, { once: true });
  }));
  addEventListener('pageshow', (event) => { if (event.persisted) { leaving = false; listen(); } });
  // The page that says farewell has nothing to listen to.
  if (document.querySelector('form.end')) listen();

  // A field may stand in a part that is folded away.
  const show = (id) => {
    const field = id && document.getElementById(id);
    if (!field) return false;
    for (let part = field.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
    return true;
  };
  const hashOf = (from) => decodeURIComponent(from.hash.slice(1));
  const toHash = () => show(hashOf(location));
  const toWrong = document.querySelector('.box.wrong a[href^="#"]');
  toWrong?.addEventListener('click', (event) => { if (show(hashOf(toWrong))) event.preventDefault(); });

  // Lists are filtered as one types.
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

  // What is typed waits in this tab until it is saved. Where a save leads tells whether it was one.
  const key = `draft:${location.pathname}`;
  const address = new URL(location);
  const isSaved = ['saved', 'removed'].some((word) => address.searchParams.has(word));
  const sent = JSON.parse(sessionStorage.getItem('sent') || 'null');
  sessionStorage.removeItem('sent');
  if (isSaved) {
    if (sent) sessionStorage.removeItem(sent.key);
    for (const word of ['saved', 'removed']) address.searchParams.delete(word);
    history.replaceState(null, '', address);
  }
  const conflict = document.querySelector('form[data-conflict]');
  if (conflict) {
    // Here the versions are chosen between: the draft has become one of them.
    const forget = () => sessionStorage.removeItem(key);
    conflict.addEventListener('submit', forget);
    conflict.querySelector('a').addEventListener('click', forget);
  }
  if (!form) { toHash(); return; }

  const state = form.querySelector('[data-state]');
  const seen = form.elements.namedItem('seen');
  const own = () => [...new FormData(form)].filter(([name]) => !['token', 'seen', 'do'].includes(name));
  const asText = () => JSON.stringify(own());
  const fieldsOf = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];

  // Rows of tables.
  const number = (table) => {
    const sheet = table.dataset.rows;
    const start = new RegExp(`^${sheet}\\.\\d+\\.`);
    [...table.tBodies[0].rows].forEach((row, i) => {
      row.dataset.row = i;
      row.cells[0].firstChild.nodeValue = i + 1;
      for (const part of row.querySelectorAll('*')) {
        for (const name of ['id', 'name', 'for', 'aria-describedby', 'data-said']) {
          const value = part.getAttribute(name);
          if (value && start.test(value)) part.setAttribute(name, value.replace(start, `${sheet}.${i}.`));
        }
        const label = part.getAttribute('aria-label');
        if (label) part.setAttribute('aria-label', label.replace(/строка \d+/, `строка ${i + 1}`));
        if (part.matches('label .unseen')) part.textContent = part.textContent.replace(/строка \d+/, `строка ${i + 1}`);
        if (part.dataset.act) part.value = `${part.dataset.act}:${sheet}:${i}`;
      }
    });
  };
  const emptied = (row) => {
    const fresh = row.cloneNode(true);
    fresh.classList.remove('dragged', 'target');
    for (const field of fresh.querySelectorAll('input, textarea, select')) field.value = '';
    for (const area of fresh.querySelectorAll('textarea')) area.textContent = '';
    for (const said of fresh.querySelectorAll('[data-said]')) said.replaceChildren();
    for (const wrong of fresh.querySelectorAll('.wrong')) wrong.classList.remove('wrong');
    for (const wrong of fresh.querySelectorAll('[aria-invalid]')) wrong.removeAttribute('aria-invalid');
    return fresh;
  };
  const insert = (after) => {
    const row = emptied(after);
    after.after(row);
    draggable(row);
    return row;
  };
  const add = (table, after) => {
    const row = insert(after || table.tBodies[0].rows[table.tBodies[0].rows.length - 1]);
    number(table);
    return row;
  };
  const move = (row, by) => {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(row); else other.after(row);
    number(row.closest('table'));
  };
  // A row is taken away from the files only if it is named.
  const takeAway = (table, code) => {
    const gone = form.querySelector(`[data-gone="${table.dataset.rows}.gone"]`);
    if (!code || !gone) return;
    const named = document.createElement('input');
    Object.assign(named, { type: 'hidden', name: gone.dataset.gone, value: code });
    gone.append(named);
  };
  const focusIn = (row) => row?.querySelector('td input, td textarea, td select')?.focus();
  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-act], [data-add]');
    if (!button) return;
    event.preventDefault();
    if (button.dataset.add) {
      focusIn(add(document.getElementById(button.dataset.add)));
    } else {
      const row = button.closest('tr');
      const table = row.closest('table');
      const act = button.dataset.act;
      if (act === 'up' || act === 'down') { move(row, act === 'up' ? -1 : 1); button.focus(); }
      if (act === 'add') focusIn(add(table, row));
      if (act === 'drop') {
        const next = row.nextElementSibling || row.previousElementSibling;
        if (!next) add(table, row);
        takeAway(table, row.querySelector('input[name$=".@code"]')?.value);
        row.remove();
        number(table);
        focusIn(next || table.tBodies[0].rows[0]);
      }
    }
    written();
  });
  // From anywhere on the page: a browser would save the page itself.
  addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.code === 'KeyS') {
      event.preventDefault();
      form.requestSubmit(form.querySelector('button[value=save]'));
    }
  });
  form.addEventListener('keydown', (event) => {
    const row = event.target.closest('table[data-rows] tbody tr');
    if (row && event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      const at = event.target;
      move(row, event.key === 'ArrowUp' ? -1 : 1);
      at.focus();
      written();
    }
  });

  // A table of Word or Excel is spread from the cell where it is pasted.
  const wordsOf = (cell) => {
    let text = '';
    const read = (node) => {
      if (node.nodeType === Node.TEXT_NODE) { text += node.nodeValue.replace(/[ \t\r\n]+/g, ' '); return; }
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      if (node.matches('br')) { text += '\n'; return; }
      const isBlock = node.matches('p, div, li, ul, ol, tr, h1, h2, h3, h4, h5, h6');
      if (isBlock && text && !text.endsWith('\n')) text += '\n';
      node.childNodes.forEach(read);
      if (isBlock && text && !text.endsWith('\n')) text += '\n';
    };
    cell.childNodes.forEach(read);
    return text.split('\n').map((line) => line.replace(/ +/g, ' ').trim()).join('\n').trim();
  };
  const gridOfPage = (html) => {
    // The policy of the page complains of every attribute that is a style or a script, though this page is only read.
    const plain = html.replace(/<([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi, (_, tag, rest) => `<${tag} ${(rest.match(/\b(col|row)span\s*=\s*["']?\d+["']?/gi) || []).join(' ')}>`);
    const page = new DOMParser().parseFromString(plain.replace(/<style\b[\s\S]*?<\/style>/gi, ''), 'text/html');
    const table = page.querySelector('table');
    if (!table) return null;
    page.querySelectorAll('script').forEach((part) => part.remove());
    const grid = [];
    [...table.rows].forEach((row, r) => {
      const line = grid[r] ||= [];
      let c = 0;
      for (const cell of row.cells) {
        while (line[c] !== undefined) c += 1;
        const words = wordsOf(cell);
        // What a merged cell covers is empty but for its corner.
        for (let down = 0; down < Math.min(cell.rowSpan || 1, table.rows.length - r); down += 1) {
          const covered = grid[r + down] ||= [];
          for (let right = 0; right < cell.colSpan; right += 1) covered[c + right] = down || right ? '' : words;
        }
        c += cell.colSpan;
      }
    });
    table.remove();
    // Words around a table would be lost.
    return page.body.textContent.trim() ? null : grid;
  };
  const gridOfText = (text) => {
    if (!text.includes('\t')) return null;
    const grid = [[]];
    // Excel puts a cell of several lines in quotes, and doubles those within.
    const cells = /(?:"((?:[^"]|"")*[\t\n](?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/y;
    const whole = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
    for (let found = cells.exec(whole); found; found = cells.exec(whole)) {
      grid[grid.length - 1].push((found[1]?.replaceAll('""', '"') ?? found[2]).trim());
      if (found[3] === '\n') grid.push([]);
      if (found[3] === '') break;
    }
    return grid;
  };
  const fieldIn = (cell) => cell.querySelector('textarea, input, select');
  const fill = (field, words) => {
    if (field.matches('select')) {
      const known = [...field.options].find((option) => option.text.trim().toLowerCase() === words.toLowerCase());
      if (!known && words) field.add(new Option(words, words));
      field.value = known ? known.value : words;
    } else {
      field.value = field.matches('textarea') ? words : words.replace(/\s*\n\s*/g, ' ');
    }
  };
  const spread = (field, grid) => {
    const cellsOf = (row) => [...row.querySelectorAll('td.cell')];
    let row = field.closest('tr');
    const first = cellsOf(row).indexOf(field.closest('td.cell'));
    const room = cellsOf(row).length - first;
    const width = (rows) => Math.max(...rows.map((line) => line.length));
    // The page numbers the rows itself.
    const isNumbered = width(grid) > room && grid.every((line) => /^(\d+[.)]?|№.*)?$/.test(line[0] ?? ''));
    const lines = isNumbered ? grid.map((line) => line.slice(1)) : grid;
    lines.forEach((line, i) => {
      if (i > 0) row = row.nextElementSibling || insert(row);
      const cells = cellsOf(row).slice(first);
      line.slice(0, room).forEach((words, c) => fill(fieldIn(cells[c]), words));
    });
    number(row.closest('table'));
    if (width(lines) > room) tell('Таблица шире, чем здесь столбцов справа: лишние столбцы не вставлены.');
  };
  form.addEventListener('paste', (event) => {
    const field = event.target;
    if (!field.matches?.('table[data-rows] td.cell :is(input, textarea, select)')) return;
    const [html, text] = ['text/html', 'text/plain'].map((kind) => event.clipboardData.getData(kind));
    // In a list of Word a tab stands behind every mark.
    const grid = html && !/<table\b/i.test(html) ? null : gridOfPage(html) || gridOfText(text);
    // The words of one cell go where the caret is.
    if (!grid || (grid.length === 1 && grid[0].length < 2)) return;
    event.preventDefault();
    spread(field, grid);
    written();
  });

  let dragged = null;
  const draggable = (row) => { row.cells[0].draggable = true; };
  for (const table of form.querySelectorAll('table[data-rows]')) {
    [...table.tBodies[0].rows].forEach(draggable);
    const target = (event) => event.target.closest('tr');
    const clear = () => table.querySelectorAll('.target, .dragged').forEach((row) => row.classList.remove('target', 'dragged'));
    table.addEventListener('dragstart', (event) => {
      dragged = target(event);
      dragged.classList.add('dragged');
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setDragImage(dragged, 0, 0);
    });
    table.addEventListener('dragover', (event) => {
      const row = target(event);
      if (!dragged || !row || row.parentElement !== table.tBodies[0]) return;
      event.preventDefault();
      table.querySelectorAll('.target').forEach((other) => other.classList.remove('target'));
      row.classList.add('target');
    });
    table.addEventListener('drop', (event) => {
      event.preventDefault();
      const row = target(event);
      if (dragged && row && row !== dragged) {
        if (Number(dragged.dataset.row) < Number(row.dataset.row)) row.after(dragged); else row.before(dragged);
        number(table);
        written();
      }
    });
    table.addEventListener('dragend', () => { dragged = null; clear(); });
  }

  // Who writes a name into the last line for names gets another line.
  const spare = (field) => {
    const all = fieldsOf(field.name);
    if (!field.closest('.field') || field.type !== 'text' || field.getAttribute('list') !== 'offer-people') return;
    if (all.length < 2 || all[all.length - 1] !== field || !field.value) return;
    const more = field.cloneNode();
    more.value = '';
    more.removeAttribute('aria-invalid');
    more.id = `${field.name}-${all.length}`;
    field.after(more);
  };

  const put = (entries) => {
    const names = new Map();
    for (const [name, value] of entries) names.set(name, [...(names.get(name) || []), value]);
    const rows = {};
    for (const name of names.keys()) {
      const [, sheet, i] = name.match(/^(\w+)\.(\d+)\./) || [];
      if (sheet) rows[sheet] = Math.max(rows[sheet] ?? 0, Number(i) + 1);
    }
    for (const table of form.querySelectorAll('table[data-rows]')) {
      const wanted = rows[table.dataset.rows] ?? 0;
      while (table.tBodies[0].rows.length < wanted) add(table);
      while (table.tBodies[0].rows.length > Math.max(wanted, 1)) table.tBodies[0].rows[table.tBodies[0].rows.length - 1].remove();
    }
    for (const gone of form.querySelectorAll('[data-gone]')) {
      gone.replaceChildren();
      const table = document.getElementById(gone.dataset.gone.split('.')[0]);
      for (const code of names.get(gone.dataset.gone) || []) takeAway(table, code);
    }
    for (const [name, values] of names) {
      for (let all = fieldsOf(name); all.length < values.length && all.length > 0; all = fieldsOf(name)) {
        const more = all[all.length - 1].cloneNode();
        more.id = `${name}-${all.length}`;
        all[all.length - 1].after(more);
      }
      fieldsOf(name).forEach((field, i) => { field.value = values[i] ?? ''; });
    }
  };
  const drawn = asText();
  // What was sent and not saved is drawn again as it was typed, and is still in no file.
  const isClean = (text) => !form.dataset.unsaved && text === drawn;
  const kept = JSON.parse(sessionStorage.getItem(key) || 'null');

  // What is printed, as one types: one question at a time, the next when the answer is there.
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
  const apply = async (text) => {
    const answer = new DOMParser().parseFromString(text, 'text/html');
    const pages = answer.getElementById('pages');
    if (pages) {
      const old = new Map([...preview.querySelectorAll('img[data-page]')].map((img) => [img.dataset.page, img]));
      const fresh = [];
      for (const img of pages.querySelectorAll('img')) {
        const known = old.get(img.dataset.page);
        if (known) { known.alt = img.alt; img.replaceWith(known.cloneNode()); } else fresh.push(img);
      }
      const ready = document.importNode(pages, true);
      await Promise.allSettled([...ready.querySelectorAll('img')].filter((img) => !old.has(img.dataset.page)).map((img) => img.decode()));
      const now = preview.querySelector('#pages');
      if (now) {
        // The pages that stayed keep their place in the window, and their very pictures.
        for (const img of ready.querySelectorAll('img')) { const known = old.get(img.dataset.page); if (known) img.replaceWith(known); }
        now.replaceWith(ready);
      } else preview.replaceChildren(ready);
      preview.dataset.drawn = Number(preview.dataset.drawn || 0) + 1;
      preview.dataset.fresh = fresh.length;
    }
    lines(answer);
    const [general, fresh] = [document, answer].map((page) => page.getElementById('general'));
    if (general && fresh && general.textContent !== fresh.textContent) general.replaceChildren(...fresh.childNodes);
    for (const said of form.querySelectorAll('[data-said]')) {
      const found = answer.querySelector(`[data-for="${CSS.escape(said.dataset.said)}"]`);
      said.replaceChildren(...(found ? found.childNodes : []));
      const field = said.closest('.field, .cell');
      const isWrong = Boolean(said.querySelector('.error'));
      field?.classList.toggle('wrong', isWrong);
      for (const control of field?.querySelectorAll('input, textarea, select') ?? []) {
        if (isWrong && !control.matches('input:placeholder-shown')) control.setAttribute('aria-invalid', 'true'); else control.removeAttribute('aria-invalid');
      }
    }
  };
  let wanted = false;
  let asking = false;
  const ask = async () => {
    wanted = true;
    if (asking || !preview) return;
    asking = true;
    while (wanted) {
      wanted = false;
      const body = new URLSearchParams(new FormData(form));
      body.set('do', 'draft');
      try {
        const answer = await fetch(location.pathname, { method: 'POST', body });
        if (answer.ok) await apply(await answer.text());
      } catch { break; }
    }
    asking = false;
  };
  let saved;
  const written = () => {
    saved?.remove();
    // Asked first: while the answer is made there is time for the rest.
    ask();
    remember();
  };
  const remember = () => {
    const text = asText();
    if (isClean(text)) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ seen: seen.value, text }));
    if (state) state.textContent = isClean(text) ? '' : 'Есть несохраненные изменения';
  };
  form.addEventListener('input', (event) => { spare(event.target); written(); });
  if (preview) lines(preview);
  if (form.dataset.unsaved) remember();
  else if (kept && kept.text !== drawn) {
    put(JSON.parse(kept.text));
    seen.value = kept.seen;
    tell('Восстановлено то, что вы не успели сохранить.', 'Взять из файлов', () => { sessionStorage.removeItem(key); location.reload(); });
    written();
  }

  // Nobody closes the tab on what is not saved. Within the tab it waits.
  let isKept = false;
  form.addEventListener('submit', () => {
    isKept = true;
    sessionStorage.setItem('sent', JSON.stringify({ key, path: location.pathname, top: scrollY, field: document.activeElement?.id }));
  });
  addEventListener('click', (event) => { if (event.target.closest('a[href]:not([href^="#"])')) isKept = true; });
  addEventListener('beforeunload', (event) => { if (!isKept && !isClean(asText())) event.preventDefault(); });
  // Who saves goes on where he was.
  // What was new has an address of its own now.
  if (isSaved && sent && (location.pathname === sent.path || location.pathname.startsWith(`${sent.path}/`))) {
    document.getElementById(sent.field)?.focus({ preventScroll: true });
    scrollTo(0, sent.top);
    saved = tell('Сохранено.');
  }

  // A click on a page leads to the field its words come from.
  if (preview) {
    preview.classList.add('can-point');
    preview.addEventListener('click', async (event) => {
      const img = event.target.closest('img[data-page]');
      if (!img) return;
      const box = img.getBoundingClientRect();
      const body = new URLSearchParams(new FormData(form));
      body.set('do', 'point');
      body.set('page', img.dataset.page);
      body.set('x', ((event.clientX - box.left) / box.width) * Number(img.dataset.width));
      body.set('y', ((event.clientY - box.top) / box.height) * Number(img.dataset.height));
      const answer = await fetch(location.pathname, { method: 'POST', body });
      if (!answer.ok) return;
      const way = await answer.json();
      if (way === 'wording') tell('Это слова самой формы документа.');
      else if (way.elsewhere) tell(`Эти слова записаны в другом месте: ${way.elsewhere.called}.`, 'Перейти к полю', way.elsewhere.address);
      else if (way.field && !show(way.field)) tell('Поля с этими словами на странице нет.');
    });
  }
  if ((toWrong && show(hashOf(toWrong))) || toHash()) return;
  // A new thing is written from its first field on.
  const asksElse = kept || isSaved || form.dataset.unsaved || form.querySelector('.wrong');
  if (form.dataset.new && !asksElse) [...form.querySelectorAll('.field :is(input, textarea, select)')].find((field) => !field.value)?.focus();
})();
