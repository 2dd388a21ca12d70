/**
 * The combinations of a harvest's report: search, two filters, and the list of what passes them. Reads the JSON in `#data` (shape:
 * quality/report/page.ts). Words and filters stand in the address.
 */
import {
  afterPause,
  at,
  countOf,
  element,
  fold,
  formatState,
  inputAt,
  makeList,
  matcherOf,
  readState,
  writeState,
} from './parts.js';

/** @typedef {{ modality: string, site: string, plane: string, contrast: string, weighting: string, n: number | string }} Combination */

/** @type {{ combinations: Combination[] }} */
const data = JSON.parse(at('data').textContent ?? '');
const [search, modality, site] = [inputAt('search'), inputAt('modality'), inputAt('site')];

/** @param {Combination} row */
function namesOf({ modality, site, plane, contrast, weighting }) {
  const agent = contrast === 'yes' ? 'with contrast' : contrast === 'no' ? 'without contrast' : contrast;
  return [modality, site, plane, agent, weighting].filter((name) => name !== '');
}
const haystacks = new Map(data.combinations.map((row) => [row, fold(namesOf(row).join(' '))]));

const list = makeList({
  list: at('list'),
  more: at('more'),
  render: (/** @type {Combination} */ row) => {
    const item = element('li');
    item.append(
      element('span', 'name', namesOf(row).join(' · ')),
      element('span', 'n', row.n.toLocaleString('en')),
    );
    return item;
  },
  before: () => search.focus(),
});

function update() {
  const matches = matcherOf(search.value);
  const found = data.combinations.filter(
    (row) =>
      (modality.value === '' || row.modality === modality.value) &&
      (site.value === '' || row.site === site.value) &&
      matches(haystacks.get(row) ?? ''),
  );
  list.show(found);
  const series = found.reduce((sum, { n }) => sum + (typeof n === 'number' ? n : 0), 0);
  const hidden = found.some(({ n }) => typeof n === 'string') ? ' and some' : '';
  at('status').textContent =
    `${countOf(found.length, 'combination')}, ${series.toLocaleString('en')} series${hidden}`;
}

function save() {
  writeState(formatState({ q: search.value, modality: modality.value, site: site.value }));
  update();
}

const state = readState();
search.value = state.get('q') ?? '';
modality.value = state.get('modality') ?? '';
site.value = state.get('site') ?? '';
const typing = afterPause(save);
search.addEventListener('input', typing.soon);
for (const control of [modality, site]) control.addEventListener('change', typing.now);
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = list.rowOf(event.target);
  if (event.key === '/' && event.target !== search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === 'ArrowDown' && event.target === search) {
    event.preventDefault();
    if (typing.isWaiting()) typing.now();
    list.focusFirst();
  } else if (row && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    list.move(event.key === 'ArrowDown' ? 1 : -1);
  }
});
update();
document.documentElement.dataset.ready = 'true';
