// The official form of a plan that was copied as a whole: its heads, its rows of blocks, its numbers.

const HEADS = [
  ['number', /^(№|n)|п\/п/i],
  ['block', /^\s*(номер\s+)?блок(а|и)?(\s+(работ|плана))?\s*$/i],
  ['format', /формат/i],
  ['term', /срок|дата|период|когда/i],
  ['result', /результат|продукт|итог/i],
  ['name', /меропр|содержание|блок|тема|наименование|деятельност|форма работы/i],
  ['', /ответствен|отметк|выполн|примечан|подпис/i],
];
// Columns that have no head, in their order.
const ORDER = ['name', 'term', 'result', 'format'];
const ROMAN = ['', 'I', 'II', 'III', 'IV', 'V', 'VI'];

const plain = (text) => text.toLowerCase().replaceAll('ё', 'е').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
const isNumber = (words) => /^\d{1,3}([.)]|\.\d{1,3})*\.?$/.test(words.trim());

// Blocks of the form as the page offers them: key and title.
export const blocksOf = (list) => [...(list?.options ?? [])].map((option) => ({ key: option.value, title: plain(option.label === option.value ? '' : option.label) }));

// The block that a row of its own names, however it is written: «Блок II. …», «Блок 2», «4.1. Оказание помощи …».
const blockOf = (words, blocks) => {
  const named = words.match(/^\s*блок\s*(?:№\s*)?([IVXІ]+|[1-6])(?![\p{L}\p{N}])/iu);
  if (named) {
    const given = named[1].toUpperCase().replaceAll('І', 'I');
    return { key: ROMAN[Number(given)] ?? given };
  }
  const numbered = words.match(/^\s*(?:блок\s*)?(\d\.\d)(?:\.|\s|$)(?!\d)/i);
  if (numbered) return { key: numbered[1] };
  const own = plain(words);
  const titled = own.length > 20 && blocks.find((block) => block.title && (block.title.startsWith(own.slice(0, 40)) || own.startsWith(block.title.slice(0, 40))));
  return titled ? { key: titled.key } : null;
};

// The block that a column of its own names.
const blockIn = (words, blocks) => {
  const bare = words.trim().replace(/^блок\s*|\.$/gi, '').toUpperCase().replaceAll('І', 'I');
  return blocks.some(({ key }) => key === bare) ? bare : blockOf(words, blocks)?.key;
};

const headsOf = (line) => {
  const fields = line.map((words) => (words.length > 90 ? undefined : HEADS.find(([, sign]) => sign.test(words))?.[0]));
  const known = new Set(fields.filter(Boolean));
  return known.size >= 2 && known.has('name') && !line.some((words) => isNumber(words) && words !== '1') ? fields : null;
};

/// The activities of a plan, each with its block and with what is unclear of it; nothing where the table is no such form.
export const planOf = ({ grid, above = [] }, blocks, formats) => {
  const width = Math.max(...grid.map((line) => line.length));
  if (width < 2) return null;
  let fields = null;
  let block = null;
  let hasBlocks = false;
  const rows = [];
  const left = new Set();
  const isKnown = (key) => blocks.some((known) => known.key === key);
  const byPosition = () => {
    const body = grid.filter((line) => line.filter(Boolean).length > 1);
    const isNumbered = body.length > 0 && body.every((line) => !line[0] || isNumber(line[0]) || /^№/.test(line[0]));
    return Array.from({ length: width }, (_, i) => (isNumbered && i === 0 ? 'number' : ORDER[i - (isNumbered ? 1 : 0)] ?? ''));
  };
  for (const [r, line] of grid.entries()) {
    const filled = line.filter((words) => words.trim());
    if (!filled.length) continue;
    // Under heads that take two rows stand those of their parts.
    const isSecond = r > 0 && fields !== null && !rows.length && above[r] !== undefined;
    const titles = isSecond ? Array.from(line, (words, c) => words || above[r][c] || '') : line;
    const heads = headsOf(titles);
    if (heads) {
      fields = heads;
      left.clear();
      titles.forEach((words, i) => { if (!heads[i] && words) left.add(words.replace(/\s+/g, ' ')); });
      continue;
    }
    // Under its heads a form numbers its columns.
    if (filled.length > 2 && filled.every((words, i) => words.trim() === String(i + 1))) continue;
    const [first, second] = filled;
    const isAlone = filled.length === 1 || (filled.length === 2 && isNumber(first) && line.indexOf(second) < 2);
    if (isAlone) {
      const named = blockOf(filled.length === 2 && /^\d\.\d/.test(first) ? `${first.replace(/\.$/, '')}. ${second}` : filled.at(-1), blocks) ?? (filled.length === 1 ? null : blockOf(second, blocks));
      if (named) { block = named.key; hasBlocks = true; continue; }
    }
    fields ??= byPosition();
    const row = { block: '', name: '', term: '', result: '', format: '', unclear: [] };
    fields.forEach((field, c) => {
      if (field && field !== 'number' && field !== 'block') row[field] = [row[field], line[c] || above[r]?.[c] || ''].filter(Boolean).join('\n');
    });
    const column = fields.indexOf('block');
    const given = column < 0 ? '' : line[column] || above[r]?.[column] || '';
    if (given.trim()) { block = blockIn(given, blocks) ?? given.trim(); hasBlocks = true; }
    if (!row.name) {
      // A block that is titled in another column, or words that stand under no head.
      const words = filled.join(' ');
      const named = blockOf(words, blocks);
      if (named) { block = named.key; hasBlocks = true; continue; }
      row.name = words;
      row.unclear.push('мероприятие не названо');
    }
    const own = (line[fields.indexOf('number')] ?? '').match(/^(\d\.\d)(\.|$)/)?.[1];
    row.name = row.name.replace(/^\d{1,3}([.)]\d{0,3})*[.)]\s+/, '');
    row.block = own && isKnown(own) && (block === 'IV' || block === null) ? own : block ?? '';
    if (!isKnown(row.block)) {
      row.unclear.push(row.block ? `в блоке ${row.block} нужен пункт: 4.1–4.6` : 'блок не указан');
      row.block = '';
    }
    if (row.format && formats.length) {
      const own = plain(row.format);
      const known = formats.find((one) => plain(one) === own) ?? (own.includes(' ') ? undefined : formats.find((one) => own.startsWith(plain(one).slice(0, 5))));
      if (known) row.format = known; else row.unclear.push('формат назван иначе, чем в форме');
    }
    rows.push(row);
  }
  return rows.length && (hasBlocks || fields?.includes('name') && grid.some(headsOf)) ? { rows, left: [...left] } : null;
};
