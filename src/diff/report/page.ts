/**
 * A diff as one HTML page that needs nothing else, see page/html-page.ts. The changes stand in it as JSON and are shown
 * as far as one scrolls.
 */
import { escapeHtml, formatHtmlPage, makeTextIndex } from '../../page/html-page.js';
import { shortPlace } from '../../release/places.js';
import { SUBJECT_TYPES } from '../compare/change.js';
import { DECISIONS, decisionOf, titleOfKind } from '../compare/change-kinds.js';
import { countKinds, type ReleaseDiff } from '../compare/comparison.js';
import { formatChange } from './change-line.js';
import { formatCount } from './markdown-text.js';

/** In the order of a row's values. Kind, type, decision, topic, link: index into their lists. */
const COLUMNS = [
  ...['kind', 'type', 'decision', 'code', 'name', 'from', 'to', 'note', 'topic', 'place', 'link'],
  ...['conceptId', 'accepted'],
];

const STYLE = `
#kinds label { display: flex; gap: .4rem; }
#kinds label span:last-child { margin-left: auto; color: var(--dim); }
#kinds label.none { color: var(--dim); }
#kinds { border: 1px solid var(--line); border-radius: 4px; align-self: start; padding: .4rem .7rem; }
summary { cursor: pointer; font-weight: 600; }
textarea { width: 100%; font: 13px/1.4 ui-monospace, monospace; color: inherit; background: var(--paper); }
.accept { vertical-align: middle; }
@media (max-width: 55rem) {
  header { padding: .3rem .7rem; }
  header .keys { display: none; }
  h1 { font-size: 1rem; margin: 0; }
  .controls { gap: .25rem .6rem; }
  .controls label:first-child { flex: 1 1 100%; display: flex; gap: .4rem; align-items: center; }
  input[type=search] { flex: 1; width: 100%; min-width: 0; }
  main { padding: .6rem .7rem; }
}
`;

export function renderPage(diff: ReleaseDiff): string {
  const title = `DICOM ${diff.old.edition} → ${diff.now.edition}`;
  const kinds = [...countKinds(diff.changes)].map(
    ([kind, count], index) =>
      `<label><input type="checkbox" value="${kind}" data-kind="${index}"><span>${escapeHtml(titleOfKind(kind))}</span><span data-count>${formatCount(count)}</span></label>`,
  );
  const types = SUBJECT_TYPES.map((type) => `<option value="${type}">${type}</option>`);
  const gaps = diff.gaps.map((gap) => `<p class="decision">${escapeHtml(gap)}</p>`);
  const body = `<header>
<h1>${escapeHtml(title)}</h1>
<div class="controls" role="search">
<label>Search <input id="search" type="search" autocomplete="off" spellcheck="false" placeholder='words, &quot;a phrase&quot;, keyword, concept id, CID 29'></label>
<label>About <select id="type"><option value="">everything</option>${types.join('')}</select></label>
<label><input id="decisions" type="checkbox"> only what needs a decision</label>
<button id="clear" type="button">Clear</button>
<span id="status" role="status"></span>
</div>
<div class="note keys"><kbd>/</kbd> search, <kbd>↓</kbd> <kbd>↑</kbd> or <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> opens the standard beside, <kbd>a</kbd> accepts</div>
</header>
<main>
<details id="kinds" open><summary>Kinds (none chosen: all)</summary>
${kinds.join('\n')}
</details>
<section aria-label="Changes">
${gaps.join('\n')}
<noscript>The list needs JavaScript; the same changes are in the TSV and Markdown reports.</noscript>
<div id="accepted" hidden><label>Accepted here: <span id="accepted-count">0</span>. Lines for mappings/accepted-changes.tsv:
<textarea id="lines" rows="4" readonly></textarea></label></div>
<ol id="list"></ol>
<button id="more" type="button" hidden>Show more</button>
</section>
</main>`;
  return formatHtmlPage({ title, style: STYLE, body, data: makeData(diff), script: 'diff.js' });
}

/** As `src/page/diff.js` reads it. */
function makeData({ changes, accepted }: ReleaseDiff): object {
  const kinds = [...countKinds(changes).keys()];
  const kindIndex = new Map(kinds.map((kind, index) => [kind, index]));
  const topics = makeTextIndex();
  const links = makeTextIndex();
  const values = changes.map((change) => {
    const { subject, topic, at, link } = change;
    const { from, to, note } = formatChange(change);
    const decision = decisionOf(change);
    return [
      kindIndex.get(change.kind),
      SUBJECT_TYPES.indexOf(subject.type),
      decision === undefined ? null : DECISIONS.indexOf(decision),
      subject.code,
      subject.name,
      from ?? null,
      to ?? null,
      note ?? null,
      topics.indexOf(topic),
      at === undefined ? null : shortPlace(at),
      link === undefined ? null : links.indexOf(link),
      subject.conceptId ?? null,
      accepted.has(change),
    ];
  });
  return {
    kinds: kinds.map((kind) => ({ kind, title: titleOfKind(kind) })),
    decisions: DECISIONS,
    types: SUBJECT_TYPES,
    topics: topics.texts,
    links: links.texts,
    rows: { columns: COLUMNS, values },
  };
}
