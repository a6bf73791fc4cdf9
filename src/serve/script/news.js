// Short messages at the edge of the window, and signs of life of the program.

const news = document.getElementById('news');

export const tell = (words, link, go) => {
  const line = document.createElement('p');
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'tool';
  close.setAttribute('aria-label', 'Убрать сообщение');
  close.append('×');
  close.addEventListener('click', () => line.remove());
  line.append(close, `${words} `);
  if (link) {
    const anchor = document.createElement('a');
    anchor.href = typeof go === 'string' ? go : '';
    anchor.textContent = link;
    if (typeof go !== 'string') anchor.addEventListener('click', (event) => { event.preventDefault(); line.remove(); go(); });
    line.append(anchor);
  }
  news.replaceChildren(line);
  return line;
};

const { project, root } = document.body.dataset;
let { standing } = document.body.dataset;
// What this window writes itself is no news to it.
let quiet = 0;
export const expect = () => { quiet = Date.now(); };

let leaving = false;
// Browsers allow six connections to one server, so of all tabs one listens and tells the others.
const tabs = new BroadcastChannel('nastavnik');
const changed = (word) => {
  if (leaving) return;
  if (word === 'ended') {
    document.dispatchEvent(new Event('program-ended'));
    tell('Программа закрыта. Записанное и черновики лежат в папке школы: запустите программу еще раз.');
    return;
  }
  // This page may itself be drawn from the changed files, or have changed them.
  const [index, now] = word.split(' ');
  if (index !== project || now === standing) return;
  standing = now;
  if (Date.now() - quiet < 3000) return;
  tell('Файлы школы изменились на диске.', 'Показать заново', () => location.reload());
};

const listen = () => navigator.locks.request('alive', () => new Promise((release) => {
  if (leaving) { release(); return; }
  const signs = new EventSource(`${root}alive`);
  signs.addEventListener('changed', (event) => { tabs.postMessage(event.data); changed(event.data); });
  signs.onerror = () => setTimeout(() => {
    if (signs.readyState === EventSource.OPEN || leaving) return;
    tabs.postMessage('ended');
    changed('ended');
  }, 4000);
  // A page that the browser keeps for the button «back» must not keep its connection.
  addEventListener('pagehide', () => { signs.close(); release(); }, { once: true });
}));

addEventListener('pagehide', () => { leaving = true; });
addEventListener('pageshow', (event) => { if (event.persisted) { leaving = false; listen(); } });
tabs.onmessage = (message) => changed(message.data);
// The page that says farewell has nothing to listen to.
if (document.querySelector('form.end')) listen();
