/**
 * Script of the diff page, plain JavaScript for browsers. Reads the JSON in `#data` (shape: page.ts), filters it,
 * and shows a hundred rows at a time. Text goes in as text nodes only; links must start with `https://`.
 * The state (words, kinds, type, decisions only) stands in the fragment of the address, so that it can be sent on.
 */
export const PAGE_SCRIPT = String.raw`'use strict';
(() => {
  const CHUNK = 100;
  const data = JSON.parse(document.getElementById('data').textContent);
  const [KIND, TYPE, DECISION, CODE, NAME, FROM, TO, NOTE, TOPIC, PLACE, LINK] = data.rows.columns.keys();
  const rows = data.rows.values;
  const at = (id) => document.getElementById(id);
  const [search, type, decisions, list, more, status, kinds] =
    ['search', 'type', 'decisions', 'list', 'more', 'status', 'kinds'].map(at);
  const boxes = () => [...kinds.querySelectorAll('input')];
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const haystacks = new Array(rows.length);
  const haystack = (index) => {
    const row = rows[index];
    return haystacks[index] ??= fold([row[CODE], row[NAME], row[FROM], row[TO], row[NOTE], data.topics[row[TOPIC]],
      data.kinds[row[KIND]].title, row[PLACE]].filter(Boolean).join('\n'));
  };
  let found = [];
  let shown = 0;
  let current;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const renderRow = (row) => {
    const item = element('li');
    item.tabIndex = -1;
    item.dataset.row = '';
    item.append(element('span', 'kind', data.kinds[row[KIND]].title), ' ');
    const code = element('code', '', row[CODE]);
    const link = row[LINK] === null ? undefined : data.links[row[LINK]];
    if (link && link.startsWith('https://')) {
      const anchor = element('a');
      anchor.href = link;
      anchor.rel = 'noreferrer';
      anchor.append(code);
      item.append(anchor);
    } else item.append(code);
    item.append(' ', element('span', 'name', row[NAME]));
    if (row[DECISION] !== null) item.append(' ', element('span', 'decision', data.decisions[row[DECISION]]));
    if (row[FROM] !== null || row[TO] !== null) {
      const values = element('div', 'values');
      values.append(element('del', '', row[FROM] ?? 'none'), ' \u2192 ', element('ins', '', row[TO] ?? 'none'));
      item.append(values);
    }
    const rest = [row[NOTE], row[PLACE]].filter((text) => text !== null).join(' \u00b7 ');
    if (rest) item.append(element('div', 'note', rest));
    return item;
  };
  const headingOf = (row) => data.kinds[row[KIND]].title + ': ' + data.topics[row[TOPIC]];
  const showMore = () => {
    const fragment = document.createDocumentFragment();
    for (const index of found.slice(shown, shown + CHUNK)) {
      const row = rows[index];
      const before = shown === 0 ? undefined : rows[found[shown - 1]];
      if (!before || headingOf(before) !== headingOf(row)) {
        const heading = element('li', 'topic');
        heading.append(element('h2', '', headingOf(row)));
        fragment.append(heading);
      }
      const item = renderRow(row);
      if (shown === 0) item.tabIndex = 0;
      fragment.append(item);
      shown += 1;
    }
    list.append(fragment);
    more.hidden = shown >= found.length;
    more.textContent = 'Show ' + Math.min(CHUNK, found.length - shown) + ' more';
  };
  const writeState = () => {
    const state = new URLSearchParams();
    if (search.value) state.set('q', search.value);
    const chosen = boxes().filter((box) => box.checked).map((box) => box.value);
    if (chosen.length > 0) state.set('kinds', chosen.join(','));
    if (type.value) state.set('type', type.value);
    if (decisions.checked) state.set('decisions', '1');
    try { history.replaceState(null, '', '#' + state); } catch { /* the page works without */ }
  };
  const readState = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    const chosen = (state.get('kinds') ?? '').split(',');
    search.value = state.get('q') ?? '';
    type.value = state.get('type') ?? '';
    if (type.selectedIndex < 0) type.value = '';
    decisions.checked = state.get('decisions') === '1';
    for (const box of boxes()) box.checked = chosen.includes(box.value);
  };
  const update = () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const chosen = new Set(boxes().filter((box) => box.checked).map((box) => Number(box.dataset.kind)));
    const wanted = type.value === '' ? -1 : Number(type.selectedOptions[0].dataset.type);
    found = [];
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index];
      if (chosen.size > 0 && !chosen.has(row[KIND])) continue;
      if (wanted >= 0 && row[TYPE] !== wanted) continue;
      if (decisions.checked && row[DECISION] === null) continue;
      if (words.length > 0 && !words.every((word) => haystack(index).includes(word))) continue;
      found.push(index);
    }
    shown = 0;
    current = undefined;
    list.replaceChildren();
    showMore();
    status.textContent = found.length.toLocaleString('en') + ' of ' + rows.length.toLocaleString('en') + ' changes';
  };
  let timer;
  const change = () => { clearTimeout(timer); timer = undefined; writeState(); update(); };
  const items = () => [...list.querySelectorAll('li[data-row]')];
  const focusItem = (item) => {
    if (!item) return;
    for (const other of list.querySelectorAll('li[tabindex="0"]')) other.tabIndex = -1;
    current?.removeAttribute('aria-current');
    current = item;
    item.tabIndex = 0;
    item.setAttribute('aria-current', 'true');
    item.focus();
    item.scrollIntoView({ block: 'nearest' });
  };
  const move = (step) => {
    const all = items();
    const index = all.indexOf(document.activeElement.closest('li[data-row]'));
    if (step > 0 && index === all.length - 1 && shown < found.length) {
      showMore();
      return focusItem(items()[index + 1]);
    }
    if (step < 0 && index <= 0) return search.focus();
    focusItem(all[index + step]);
  };

  search.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(change, 80); });
  type.addEventListener('change', change);
  decisions.addEventListener('change', change);
  kinds.addEventListener('change', change);
  more.addEventListener('click', () => {
    const count = items().length;
    showMore();
    focusItem(items()[count]);
  });
  at('clear').addEventListener('click', () => {
    search.value = '';
    type.value = '';
    decisions.checked = false;
    for (const box of boxes()) box.checked = false;
    change();
    search.focus();
  });
  addEventListener('hashchange', () => { readState(); update(); });
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    const inList = target.closest('li[data-row]') !== null;
    if (key === '/' && target !== search) { event.preventDefault(); search.focus(); search.select(); }
    else if (key === 'Escape' && target === search) { search.value = ''; change(); }
    else if (key === 'ArrowDown' && target === search) {
      event.preventDefault();
      if (timer !== undefined) change();
      focusItem(items()[0]);
    }
    else if (inList && (key === 'ArrowDown' || key === 'j')) { event.preventDefault(); move(1); }
    else if (inList && (key === 'ArrowUp' || key === 'k')) { event.preventDefault(); move(-1); }
    else if (inList && key === 'Enter' && target.tagName === 'LI') target.querySelector('a')?.click();
  });
  if ('IntersectionObserver' in window) {
    new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting) && shown > 0 && shown < found.length) showMore();
    }, { rootMargin: '600px' }).observe(more);
  }
  readState();
  update();
  document.documentElement.dataset.ready = 'true';
})();
`;
