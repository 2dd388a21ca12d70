/**
 * The page of a release: search, a list of what is found, and the entry that is chosen. Reads the JSON in `#data` (shape:
 * browse/page-data.ts). The address holds words, kind and entry, so that it can be sent on.
 */
import {
  afterPause,
  at,
  countOf,
  element,
  fold,
  formatState,
  inputAt,
  linkTo,
  makeList,
  matcherOf,
  readState,
  writeState,
} from './parts.js';

/**
 * @type {{
 *   kinds: string[], texts: string[], base: string, places: [text: string, link?: string][], kindOf: string, keys: string[],
 *   names: string[], conceptIds: number[], codes: Record<number, string>, bodies: string[],
 * }}
 */
const data = JSON.parse(at('data').textContent ?? '');
const { keys, names } = data;
const [search, kind] = [inputAt('search'), inputAt('kind')];
const [detail, status] = [at('detail'), at('status')];
const byKey = new Map(keys.map((key, index) => [key, index]));
/** @type {string[]} */
const haystacks = new Array(keys.length);
/** @type {number | undefined} */
let chosen;

const BASE = 44;
/** The number that each letter stands for; from BASE on more of the number follows. */
const DIGITS = new Map(
  [...Array(92).keys()]
    .map((code) => String.fromCharCode(code + 35))
    .filter((letter) => !'&<\\'.includes(letter))
    .map((letter, digit) => [letter, digit]),
);

/**
 * The numbers of an entry, one after the other; `isDone` after the last.
 * @typedef {{ (): number, isDone: () => boolean }} Take
 * @param {number} index
 * @returns {Take}
 */
function numbersOf(index) {
  const body = data.bodies[index];
  let next = 0;
  const take = () => {
    let number = 0;
    for (;;) {
      const digit = DIGITS.get(body[next]) ?? 0;
      next += 1;
      if (digit < BASE) return number * BASE + digit;
      number = number * BASE + digit - BASE;
    }
  };
  return Object.assign(take, { isDone: () => next >= body.length });
}

/** @param {Take} take */
function takeText(take) {
  return data.texts[take() - 1];
}

/** @param {Take} take */
function takeWords(take) {
  return Array.from({ length: take() }, () => takeText(take));
}

/** @param {number} index */
function haystackOf(index) {
  const known = haystacks[index];
  if (known !== undefined) return known;
  const key = keys[index];
  const made = fold(
    [
      key,
      key.replace(/^\((....),(....)\)$/, '$1$2'),
      names[index],
      data.conceptIds[index] || '',
      data.codes[index] ?? '',
      ...takeWords(numbersOf(index)),
    ].join('\n'),
  );
  haystacks[index] = made;
  return made;
}

/**
 * 0: the query is its key, code, keyword, id or name; 1: one of these begins with it; 2: it has the words.
 * @param {string} haystack
 * @param {string} wanted
 */
function rankOf(haystack, wanted) {
  const at = `\n${haystack}\n`.indexOf(`\n${wanted}`);
  if (at < 0) return haystack.includes(`:${wanted}\n`) ? 0 : 2;
  return `${haystack}\n`[at + wanted.length] === '\n' ? 0 : 1;
}

/** @param {string} text */
function normalise(text) {
  const tag = /^\(?([0-9a-f]{4}),?([0-9a-fx]{4})\)?$/i.exec(text.trim());
  return tag ? `(${tag[1]},${tag[2]})` : text.trim();
}

const list = makeList({
  list: at('list'),
  more: at('more'),
  render: (/** @type {number} */ index) => {
    const key = keys[index];
    const item = element('li');
    const anchor = document.createElement('a');
    anchor.href = stateOf(key);
    anchor.tabIndex = -1;
    anchor.append(element('code', '', key), ' ', element('span', 'name', names[index]));
    item.append(anchor, ' ', element('span', 'note', kindOf(index)));
    return item;
  },
  before: () => search.focus(),
});

/** @param {number} index */
function kindOf(index) {
  return data.kinds[Number(data.kindOf[index])];
}

/** @param {string} key */
function stateOf(key) {
  return formatState({ q: search.value, kind: kind.value, e: key });
}

function update() {
  const query = normalise(search.value);
  const matches = matcherOf(query);
  const wanted = fold(query);
  document.body.classList.toggle('searching', query !== '' || kind.value !== '');
  const ofKind = kind.value === '' ? undefined : String(data.kinds.indexOf(kind.value));
  /** @type {number[][]} */
  const ranks = [[], [], []];
  for (let index = 0; index < keys.length; index += 1) {
    if (ofKind !== undefined && data.kindOf[index] !== ofKind) continue;
    const haystack = haystackOf(index);
    if (wanted !== '' && !matches(haystack)) continue;
    ranks[wanted === '' ? 0 : rankOf(haystack, wanted)].push(index);
  }
  const found = ranks.flat();
  list.show(found);
  status.textContent = `${found.length.toLocaleString('en')} of ${countOf(keys.length, 'entry').replace(/entrys$/, 'entries')}`;
}

/**
 * @param {number} ref
 * @param {string} text
 */
function refTo(ref, text) {
  const anchor = document.createElement('a');
  anchor.href = stateOf(keys[ref]);
  anchor.dataset.entry = String(ref);
  anchor.textContent = text;
  return anchor;
}

/** @param {Take} take */
function renderItem(take) {
  const [text, ref, note, place, row] = [take() - 1, take() - 1, take() - 1, take() - 1, take()];
  const item = element('li');
  const words = text < 0 ? `${keys[ref]} ${names[ref]}` : data.texts[text];
  item.append(ref < 0 ? element('span', '', words) : refTo(ref, words));
  if (note >= 0) item.append(' ', element('span', 'note', data.texts[note]));
  if (place >= 0) {
    const [label, link] = data.places[place];
    const shown = element('span', 'place', row === 0 ? label : `${label} row ${row}`);
    item.append(' ', linkTo(link === undefined ? link : data.base + link, shown));
  }
  return item;
}

/** @param {number} index */
function renderEntry(index) {
  const take = numbersOf(index);
  const [key, name, conceptId] = [keys[index], names[index], data.conceptIds[index]];
  const title = element('h2', 'title');
  title.append(element('code', '', key), ' ', name);
  const rows = element('dl');
  if (conceptId) {
    const code = data.codes[index] ?? key.replace(/^DCM:/, '').replace(/^\((....),(....)\)$/, '$1$2');
    rows.append(element('dt', '', 'Concept'), element('dd', '', `${conceptId}, code ${code}`));
  }
  takeWords(take);
  for (let facts = take(); facts > 0; facts -= 1) {
    rows.append(element('dt', '', takeText(take)), element('dd', '', takeText(take)));
  }
  const parts = [];
  while (!take.isDone()) parts.push(renderSection(take));
  return [element('p', 'note', kindOf(index)), title, rows, ...parts];
}

/** @param {Take} take */
function renderSection(take) {
  const label = takeText(take);
  const count = take();
  const section = document.createElement('details');
  section.open = count <= 60;
  const items = element('ul');
  for (let item = 0; item < count; item += 1) items.append(renderItem(take));
  section.append(
    element('summary', '', `${label}${count > 1 ? ` (${count.toLocaleString('en')})` : ''}`),
    items,
  );
  return section;
}

function show() {
  document.body.classList.toggle('chosen', chosen !== undefined);
  const intro = /** @type {HTMLTemplateElement} */ (at('intro'));
  detail.replaceChildren(...(chosen === undefined ? [intro.content.cloneNode(true)] : renderEntry(chosen)));
  document.title =
    chosen === undefined ? (at('heading').textContent ?? '') : `${keys[chosen]} ${names[chosen]}`;
}

/** @param {number | undefined} index */
function choose(index) {
  chosen = index;
  writeState(stateOf(index === undefined ? '' : keys[index]), true);
  show();
  if (index === undefined) search.focus();
  else {
    scrollTo(0, 0);
    at('back').focus({ preventScroll: true });
  }
}

function restore() {
  const state = readState();
  search.value = state.get('q') ?? '';
  kind.value = state.get('kind') ?? '';
  if (kind.value === '' && state.get('kind')) kind.value = '';
  chosen = byKey.get(state.get('e') ?? '');
  update();
  show();
}

const typing = afterPause(() => {
  writeState(stateOf(chosen === undefined ? '' : keys[chosen]));
  update();
});
search.addEventListener('input', () => {
  if (document.body.classList.contains('chosen') && matchMedia('(max-width: 55rem)').matches)
    choose(undefined);
  typing.soon();
});
kind.addEventListener('change', typing.now);
at('clear').addEventListener('click', () => {
  search.value = '';
  kind.value = '';
  choose(undefined);
  update();
});
at('back').addEventListener('click', () => choose(undefined));
addEventListener('hashchange', restore);
addEventListener('popstate', restore);
addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
  const ref = event.target.closest('a[data-entry]');
  const row = list.rowOf(event.target);
  if (!ref && row === undefined) return;
  event.preventDefault();
  choose(ref instanceof HTMLElement ? Number(ref.dataset.entry) : row);
});
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = list.rowOf(event.target);
  const { key } = event;
  if (key === '/' && event.target !== search) {
    event.preventDefault();
    if (chosen !== undefined && matchMedia('(max-width: 55rem)').matches) choose(undefined);
    search.focus();
    search.select();
  } else if (key === 'Escape') {
    if (event.target === search) search.value = '';
    if (chosen === undefined) typing.now();
    else choose(undefined);
    if (event.target === search) update();
  } else if ((key === 'ArrowDown' || key === 'Enter') && event.target === search) {
    event.preventDefault();
    if (typing.isWaiting()) typing.now();
    if (key === 'ArrowDown') list.focusFirst();
    else at('list').querySelector('a')?.click();
  } else if (row !== undefined && (key === 'ArrowDown' || key === 'j')) {
    event.preventDefault();
    list.move(1);
  } else if (row !== undefined && (key === 'ArrowUp' || key === 'k')) {
    event.preventDefault();
    list.move(-1);
  } else if (row !== undefined && key === 'Enter') {
    event.preventDefault();
    choose(row);
  }
});
restore();
document.documentElement.dataset.ready = 'true';
