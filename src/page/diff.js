/**
 * The page of changes: filters, and the list of what passes them. Reads the JSON in `#data` (shape: diff/report/page.ts).
 * Words, kinds, type and decisions stand in the address, so that they can be sent on. Ticks of "accepted" become lines for
 * mappings/accepted-changes.tsv.
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
 * @typedef {{
 *   kind: number, type: number, decision: number | null, code: string, name: string, from: string | null,
 *   to: string | null, note: string | null, topic: number, place: string | null, link: number | null,
 *   conceptId: number | null, accepted: boolean,
 * }} Change kind, type, decision, topic, link: index into their lists
 */

const data = JSON.parse(at('data').textContent ?? '');
/** @type {Change[]} */
const rows = data.rows.values.map((/** @type {unknown[]} */ values) =>
  Object.fromEntries(
    data.rows.columns.map((/** @type {string} */ name, /** @type {number} */ index) => [name, values[index]]),
  ),
);
const [search, type, decisions] = [inputAt('search'), inputAt('type'), inputAt('decisions')];
const [kinds, status, lines] = [at('kinds'), at('status'), inputAt('lines')];
const boxes = /** @type {HTMLInputElement[]} */ ([...kinds.querySelectorAll('input')]);
const counts = [...kinds.querySelectorAll('[data-count]')];
/** @type {string[]} */
const haystacks = new Array(rows.length);
/** @type {Set<Change>} */
const ticked = new Set();

/** Keywords are names without blanks and `'s`. @param {number} index */
function haystackOf(index) {
  const known = haystacks[index];
  if (known !== undefined) return known;
  const { code, name, from, to, note, topic, kind, place, conceptId } = rows[index];
  const keyword = name.replace(/['\u2019]s\b/g, '').replace(/[^\p{L}\p{N}]/gu, '');
  const texts = [
    code,
    name,
    keyword,
    conceptId,
    from,
    to,
    note,
    data.topics[topic],
    data.kinds[kind].title,
    place,
  ];
  const made = fold(texts.filter((text) => text !== null).join('\n'));
  haystacks[index] = made;
  return made;
}

/** @param {Change} row */
function render(row) {
  const item = element('li');
  item.append(element('span', 'kind', data.kinds[row.kind].title), ' ');
  const link = row.link === null ? undefined : data.links[row.link];
  item.append(linkTo(link, element('code', '', row.code)), ' ', element('span', 'name', row.name));
  if (row.conceptId !== null) item.append(' ', element('span', 'note', String(row.conceptId)));
  if (row.decision !== null)
    item.append(' ', element('span', 'decision', data.decisions[row.decision]), ' ', boxOf(row));
  if (row.from !== null || row.to !== null) {
    const values = element('div', 'values');
    values.append(element('del', '', row.from ?? 'none'), ' → ', element('ins', '', row.to ?? 'none'));
    item.append(values);
  }
  const rest = [row.note, row.place].filter((text) => text !== null).join(' · ');
  if (rest) item.append(element('div', 'note', rest));
  return item;
}

/** @param {Change} row */
function boxOf(row) {
  const label = element('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.className = 'accept';
  box.checked = row.accepted || ticked.has(row);
  box.disabled = row.accepted;
  box.addEventListener('change', () => {
    if (box.checked) ticked.add(row);
    else ticked.delete(row);
    showLines();
  });
  label.append(box, ' accepted');
  return label;
}

/** What is ticked here, as lines of mappings/accepted-changes.tsv. */
function showLines() {
  const texts = [...ticked].map(({ kind, code, from, to }) =>
    [data.kinds[kind].kind, code, from ?? '', to ?? '', 'accepted in review'].join('\t'),
  );
  lines.value = texts.map((text) => `${text}\n`).join('');
  at('accepted').hidden = texts.length === 0;
  at('accepted-count').textContent = String(texts.length);
}

const list = makeList({
  list: at('list'),
  more: at('more'),
  render,
  headingOf: (row) => `${data.kinds[row.kind].title}: ${data.topics[row.topic]}`,
  before: () => search.focus(),
});

function update() {
  const matches = matcherOf(search.value);
  const isAsked = search.value.trim() !== '';
  const chosen = new Set(boxes.filter(({ checked }) => checked).map(({ dataset }) => Number(dataset.kind)));
  const wanted = type.value === '' ? -1 : data.types.indexOf(type.value);
  const ofKind = new Array(data.kinds.length).fill(0);
  const found = rows.filter((row, index) => {
    if (wanted >= 0 && row.type !== wanted) return false;
    if (decisions.checked && (row.decision === null || row.accepted)) return false;
    if (isAsked && !matches(haystackOf(index))) return false;
    ofKind[row.kind] += 1;
    return chosen.size === 0 || chosen.has(row.kind);
  });
  for (const [index, count] of counts.entries()) {
    count.textContent = ofKind[index].toLocaleString('en');
    count.closest('label')?.classList.toggle('none', ofKind[index] === 0);
  }
  list.show(found);
  status.textContent = `${found.length.toLocaleString('en')} of ${countOf(rows.length, 'change')}`;
}

function save() {
  const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => value);
  const state = {
    q: search.value,
    kinds: chosen.join(','),
    type: type.value,
    decisions: decisions.checked ? '1' : '',
  };
  writeState(formatState(state));
}

function restore() {
  const state = readState();
  const chosen = (state.get('kinds') ?? '').split(',');
  search.value = state.get('q') ?? '';
  type.value = data.types.includes(state.get('type')) ? (state.get('type') ?? '') : '';
  decisions.checked = state.get('decisions') === '1';
  for (const box of boxes) box.checked = chosen.includes(box.value);
  update();
}

const typing = afterPause(() => {
  save();
  update();
});
search.addEventListener('input', typing.soon);
for (const control of [type, decisions, kinds]) control.addEventListener('change', typing.now);
at('clear').addEventListener('click', () => {
  search.value = '';
  type.value = '';
  decisions.checked = false;
  for (const box of boxes) box.checked = false;
  typing.now();
  search.focus();
});
addEventListener('hashchange', restore);
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, target } = event;
  const row = list.rowOf(target);
  if (key === '/' && target !== search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (key === 'Escape' && target === search) {
    search.value = '';
    typing.now();
  } else if (key === 'ArrowDown' && target === search) {
    event.preventDefault();
    if (typing.isWaiting()) typing.now();
    list.focusFirst();
  } else if (row && (key === 'ArrowDown' || key === 'j')) {
    event.preventDefault();
    list.move(1);
  } else if (row && (key === 'ArrowUp' || key === 'k')) {
    event.preventDefault();
    list.move(-1);
  } else if (row && key === 'a' && target instanceof HTMLLIElement) {
    /** @type {HTMLElement | null} */ (target.querySelector('.accept'))?.click();
  } else if (row && key === 'Enter' && target instanceof HTMLLIElement) {
    const link = row.link === null ? undefined : data.links[row.link];
    if (link?.startsWith('https://')) window.open(link, '_blank', 'noopener,noreferrer');
  }
});
if (matchMedia('(max-width: 55rem)').matches) kinds.removeAttribute('open');
restore();
document.documentElement.dataset.ready = 'true';
