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
 * @typedef {[text: number, ref: number, note: number, place: number]} Item numbers of texts, entries, places; -1 for none
 * @typedef {[
 *   kind: number, key: string, name: string, conceptId: string, conceptCode: string, words: number[],
 *   facts: number[], sections: [title: number, items: number[]][],
 * ]} Entry facts: label, text, label, text ...; items: four numbers each
 */

/** @type {{ kinds: string[], texts: string[], places: [text: string, link: string][], entries: Entry[] }} */
const data = JSON.parse(at('data').textContent ?? '');
const { entries } = data;
const [search, kind] = [inputAt('search'), inputAt('kind')];
const [detail, status] = [at('detail'), at('status')];
const byKey = new Map(entries.map((entry, index) => [entry[1], index]));
/** @type {string[]} */
const haystacks = new Array(entries.length);
/** @type {number | undefined} */
let chosen;

/** @param {number} index */
function haystackOf(index) {
  const known = haystacks[index];
  if (known !== undefined) return known;
  const [, key, name, conceptId, conceptCode, words] = entries[index];
  const made = fold([key, name, conceptId, conceptCode, ...words.map((word) => data.texts[word])].join('\n'));
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
    const [kindIndex, key, name] = entries[index];
    const item = element('li');
    const anchor = document.createElement('a');
    anchor.href = stateOf(key);
    anchor.tabIndex = -1;
    anchor.append(element('code', '', key), ' ', element('span', 'name', name));
    item.append(anchor, ' ', element('span', 'note', data.kinds[kindIndex]));
    return item;
  },
  before: () => search.focus(),
});

/** @param {string} key */
function stateOf(key) {
  return formatState({ q: search.value, kind: kind.value, e: key });
}

function update() {
  const query = normalise(search.value);
  const matches = matcherOf(query);
  const wanted = fold(query);
  document.body.classList.toggle('searching', query !== '' || kind.value !== '');
  const ofKind = kind.value === '' ? -1 : data.kinds.indexOf(kind.value);
  /** @type {number[][]} */
  const ranks = [[], [], []];
  for (let index = 0; index < entries.length; index += 1) {
    if (ofKind >= 0 && entries[index][0] !== ofKind) continue;
    const haystack = haystackOf(index);
    if (wanted !== '' && !matches(haystack)) continue;
    ranks[wanted === '' ? 0 : rankOf(haystack, wanted)].push(index);
  }
  const found = ranks.flat();
  list.show(found);
  status.textContent = `${found.length.toLocaleString('en')} of ${countOf(entries.length, 'entry').replace(/entrys$/, 'entries')}`;
}

/**
 * @param {number} ref
 * @param {string} text
 */
function refTo(ref, text) {
  const anchor = document.createElement('a');
  anchor.href = stateOf(entries[ref][1]);
  anchor.dataset.entry = String(ref);
  anchor.textContent = text;
  return anchor;
}

/**
 * @param {number[]} items
 * @param {number} start
 */
function renderItem(items, start) {
  const [text, ref, note, place] = items.slice(start, start + 4);
  const item = element('li');
  const words = text < 0 ? `${entries[ref][1]} ${entries[ref][2]}` : data.texts[text];
  item.append(ref < 0 ? element('span', '', words) : refTo(ref, words));
  if (note >= 0) item.append(' ', element('span', 'note', data.texts[note]));
  if (place >= 0) {
    const [label, link] = data.places[Math.floor(place / 10_000)];
    const row = place % 10_000;
    item.append(' ', linkTo(link, element('span', 'place', row === 0 ? label : `${label} row ${row}`)));
  }
  return item;
}

/** @param {Entry} entry */
function renderEntry([kindIndex, key, name, conceptId, conceptCode, , facts, sections]) {
  const title = element('h2', 'title');
  title.append(element('code', '', key), ' ', name);
  const rows = element('dl');
  if (conceptId) {
    const code = conceptCode || key.replace(/^DCM:/, '').replace(/^\((....),(....)\)$/, '$1$2');
    rows.append(element('dt', '', 'Concept'), element('dd', '', `${conceptId}, code ${code}`));
  }
  for (let index = 0; index < facts.length; index += 2) {
    rows.append(element('dt', '', data.texts[facts[index]]), element('dd', '', data.texts[facts[index + 1]]));
  }
  const parts = sections.map(([label, items]) => {
    const count = items.length / 4;
    const made = document.createElement('details');
    made.open = count <= 60;
    made.append(
      element('summary', '', `${data.texts[label]}${count > 1 ? ` (${count.toLocaleString('en')})` : ''}`),
    );
    const rowsOf = element('ul');
    for (let start = 0; start < items.length; start += 4) rowsOf.append(renderItem(items, start));
    made.append(rowsOf);
    return made;
  });
  return [element('p', 'note', data.kinds[kindIndex]), title, rows, ...parts];
}

function show() {
  const entry = chosen === undefined ? undefined : entries[chosen];
  document.body.classList.toggle('chosen', entry !== undefined);
  const intro = /** @type {HTMLTemplateElement} */ (at('intro'));
  detail.replaceChildren(...(entry ? renderEntry(entry) : [intro.content.cloneNode(true)]));
  document.title = entry ? `${entry[1]} ${entry[2]}` : (at('heading').textContent ?? '');
}

/** @param {number | undefined} index */
function choose(index) {
  chosen = index;
  writeState(stateOf(index === undefined ? '' : entries[index][1]), true);
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
  writeState(stateOf(chosen === undefined ? '' : entries[chosen][1]));
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
