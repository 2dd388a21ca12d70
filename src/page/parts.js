/**
 * What the pages share: making elements, matching words and phrases, a list that grows as one scrolls and is walked by
 * keyboard, and the state in the fragment of the address. Text goes in as text nodes only; links must be `https:`.
 */

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function at(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * @param {string} id
 * @returns {HTMLInputElement}
 */
export function inputAt(id) {
  return /** @type {HTMLInputElement} */ (at(id));
}

/**
 * @param {string} name
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElement}
 */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/**
 * A link to the standard; the content alone where there is none.
 * @param {string | undefined} href
 * @param {HTMLElement} content
 * @returns {HTMLElement}
 */
export function linkTo(href, content) {
  if (!href?.startsWith('https://')) return content;
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.rel = 'noreferrer';
  anchor.append(content);
  return anchor;
}

/**
 * Without case and accents.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  if (/^[\n -~]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Words and "phrases in quotes"; `CID 29` is a phrase of its own, and ends where a number ends.
 * @param {string} query
 * @returns {(folded: string) => boolean}
 */
export function matcherOf(query) {
  const terms = [...fold(query).matchAll(/"([^"]*)"|\bcid\s*(\d+)\b|(\S+)/g)].map(([, phrase, cid, word]) =>
    cid === undefined ? (phrase ?? word ?? '').trim() : new RegExp(`\\bcid ${cid}\\b`),
  );
  const wanted = terms.filter((term) => term !== '');
  return (folded) =>
    wanted.every((term) => (typeof term === 'string' ? folded.includes(term) : term.test(folded)));
}

/**
 * @param {number} count
 * @param {string} word
 * @returns {string}
 */
export function countOf(count, word) {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}

/**
 * The state as a fragment: what is empty is left out.
 * @param {Record<string, string>} state
 * @returns {string}
 */
export function formatState(state) {
  const filled = Object.entries(state).filter(([, value]) => value !== '');
  return `#${new URLSearchParams(filled)}`;
}

/** @returns {URLSearchParams} */
export function readState() {
  return new URLSearchParams(location.hash.slice(1));
}

/**
 * @param {string} fragment
 * @param {boolean} [isStep] a step that Back undoes
 */
export function writeState(fragment, isStep = false) {
  try {
    if (isStep) history.pushState(null, '', fragment);
    else history.replaceState(null, '', fragment);
  } catch {
    // Some viewers forbid it; the page works without.
  }
}

const CHUNK = 100;

/**
 * A list that shows a hundred rows at a time. `headingOf`: rows with another heading than the one before stand under it.
 * @template Row
 * @param {{
 *   list: HTMLElement,
 *   more: HTMLElement,
 *   render: (row: Row) => HTMLElement,
 *   headingOf?: (row: Row) => string,
 *   before: () => void,
 * }} parts `before`: takes the focus when one moves up from the first row
 */
export function makeList({ list, more, render, headingOf, before }) {
  /** @type {readonly Row[]} */
  let rows = [];
  let shown = 0;
  /** @type {HTMLElement | undefined} */
  let current;
  const items = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll('li[data-row]')]);
  const showMore = () => {
    const fragment = document.createDocumentFragment();
    for (const row of rows.slice(shown, shown + CHUNK)) {
      const heading = headingOf?.(row);
      const last = rows[shown - 1];
      if (heading !== undefined && (shown === 0 || last === undefined || headingOf?.(last) !== heading)) {
        const item = element('li', 'topic');
        item.append(element('h2', '', heading));
        fragment.append(item);
      }
      const item = render(row);
      item.dataset.row = String(shown);
      item.tabIndex = shown === 0 ? 0 : -1;
      fragment.append(item);
      shown += 1;
    }
    list.append(fragment);
    more.hidden = shown >= rows.length;
    more.textContent = `Show ${Math.min(CHUNK, rows.length - shown)} more`;
  };
  /** @param {HTMLElement | undefined} item */
  const focus = (item) => {
    if (!item) return;
    for (const other of items()) if (other.tabIndex === 0) other.tabIndex = -1;
    current?.removeAttribute('aria-current');
    current = item;
    item.tabIndex = 0;
    item.setAttribute('aria-current', 'true');
    item.focus();
    item.scrollIntoView({ block: 'nearest' });
  };
  /** @param {number} step */
  const move = (step) => {
    const all = items();
    const index = all.findIndex((item) => item.contains(document.activeElement));
    if (step > 0 && index === all.length - 1 && shown < rows.length) {
      showMore();
      focus(items()[index + 1]);
    } else if (step < 0 && index <= 0) before();
    else focus(all[index + step]);
  };
  more.addEventListener('click', () => {
    const count = items().length;
    showMore();
    focus(items()[count]);
  });
  if ('IntersectionObserver' in window) {
    new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting) && shown > 0 && shown < rows.length) showMore();
      },
      { rootMargin: '600px' },
    ).observe(more);
  }
  return {
    /** @param {readonly Row[]} found */
    show: (found) => {
      rows = found;
      shown = 0;
      current = undefined;
      list.replaceChildren();
      showMore();
    },
    focusFirst: () => focus(items()[0]),
    move,
    /** @param {EventTarget | null} target */
    rowOf: (target) => {
      const item = target instanceof Element ? target.closest('li[data-row]') : null;
      return item && list.contains(item)
        ? rows[Number(/** @type {HTMLElement} */ (item).dataset.row)]
        : undefined;
    },
  };
}

/**
 * Runs after a pause of typing; `now` runs what is waiting at once.
 * @param {() => void} action
 */
export function afterPause(action) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    action();
  };
  return {
    soon: () => {
      clearTimeout(timer);
      timer = setTimeout(now, 80);
    },
    now,
    isWaiting: () => timer !== undefined,
  };
}
