// Tables on the clipboard: what Word, Excel and LibreOffice put there, read; what they understand, written.

// Words of a cell, a line each.
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
  return text.split('\n').map((line) => line.replace(/[  ]+/g, ' ').trim()).join('\n').trim();
};

// The cells of a table, row by row. What a merged cell covers is empty but for its corner; `above` has its words where it
// goes on from the row above.
const gridOf = (table) => {
  const grid = [];
  const above = [];
  [...table.rows].forEach((row, r) => {
    const line = grid[r] ||= [];
    let c = 0;
    for (const cell of row.cells) {
      while (line[c] !== undefined) c += 1;
      const words = wordsOf(cell);
      for (let down = 0; down < Math.min(cell.rowSpan || 1, table.rows.length - r); down += 1) {
        const covered = grid[r + down] ||= [];
        for (let right = 0; right < cell.colSpan; right += 1) {
          covered[c + right] = down || right ? '' : words;
          if (down && !right) (above[r + down] ||= [])[c] = words;
        }
      }
      c += cell.colSpan;
    }
  });
  return { grid: grid.map((line) => Array.from(line, (words) => words ?? '')), above };
};

// Every table of a page that was copied, and whether there are words around them.
export const tablesOfPage = (html) => {
  // The policy of the page complains of every attribute that is a style or a script, though this page is only read.
  const plain = html.replace(/<([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi, (_, tag, rest) => `<${tag} ${(rest.match(/\b(col|row)span\s*=\s*["']?\d+["']?/gi) || []).join(' ')}>`);
  const page = new DOMParser().parseFromString(plain.replace(/<style\b[\s\S]*?<\/style>/gi, ''), 'text/html');
  page.querySelectorAll('script').forEach((part) => part.remove());
  const outer = [...page.querySelectorAll('table')].filter((table) => !table.parentElement.closest('table'));
  const tables = outer.map(gridOf);
  outer.forEach((table) => table.remove());
  return { tables, hasMore: Boolean(page.body.textContent.trim()) };
};

export const gridOfText = (text) => {
  if (!text.includes('\t')) return null;
  const grid = [[]];
  // Excel puts a cell of several lines in quotes, and doubles those within.
  const cells = /(?:"((?:[^"]|"")*[\t\n](?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/y;
  const whole = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  for (let found = cells.exec(whole); found; found = cells.exec(whole)) {
    grid.at(-1).push((found[1]?.replaceAll('""', '"') ?? found[2]).trim());
    if (found[3] === '\n') grid.push([]);
    if (found[3] === '') break;
  }
  return grid;
};

// Both ways in which other programs take a table.
export const textOfGrid = (grid) => grid
  .map((line) => line.map((words) => (/[\t\n"]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words)).join('\t'))
  .join('\r\n');
export const pageOfGrid = (grid) => {
  const table = document.createElement('table');
  for (const line of grid) {
    const row = table.insertRow();
    for (const words of line) {
      words.split('\n').forEach((part, i, all) => {
        const cell = i ? row.cells[row.cells.length - 1] : row.insertCell();
        cell.append(part);
        if (i < all.length - 1) cell.append(document.createElement('br'));
      });
    }
  }
  return table.outerHTML;
};
