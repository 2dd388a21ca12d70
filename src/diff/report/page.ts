/**
 * A diff as one HTML page that needs nothing else: no network (its content security policy forbids it), works
 * from a file, by keyboard and by mouse. The changes stand in it as JSON and are shown as far as one scrolls.
 */
import { createHash } from 'node:crypto';
import { PAGE_STYLE } from '../../page/page-style.js';
import { shortPlace } from '../../release/places.js';
import { SUBJECT_TYPES } from '../compare/change.js';
import { DECISIONS, decisionOf, titleOfKind } from '../compare/change-kinds.js';
import { countKinds, type ReleaseDiff } from '../compare/comparison.js';
import { formatChange } from './change-line.js';
import { escapeHtml, formatCount } from './markdown-text.js';
import { PAGE_SCRIPT } from './page-script.js';

/** In the order in which the script reads them. Kind, type, decision, topic, link: index into their lists. */
const COLUMNS = ['kind', 'type', 'decision', 'code', 'name', 'from', 'to', 'note', 'topic', 'place', 'link'];

export function renderPage(diff: ReleaseDiff): string {
  const title = `DICOM ${diff.old.edition} → ${diff.now.edition}`;
  const counts = [...countKinds(diff.changes)];
  const policy = [
    "default-src 'none'",
    `script-src '${digest(PAGE_SCRIPT)}'`,
    `style-src '${digest(PAGE_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const kinds = counts.map(
    ([kind, count], index) =>
      `<label><input type="checkbox" value="${kind}" data-kind="${index}"><span>${escapeHtml(titleOfKind(kind))}</span><span>${formatCount(count)}</span></label>`,
  );
  const types = SUBJECT_TYPES.map(
    (type, index) => `<option data-type="${index}" value="${type}">${type}</option>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<div class="controls" role="search">
<label>Search <input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="words, all of them"></label>
<label>About <select id="type"><option value="">everything</option>${types.join('')}</select></label>
<label><input id="decisions" type="checkbox"> only what needs a decision</label>
<button id="clear" type="button">Clear</button>
<span id="status" role="status"></span>
</div>
<div class="note"><kbd>/</kbd> search, <kbd>↓</kbd> <kbd>↑</kbd> or <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> opens the standard</div>
</header>
<main>
<fieldset id="kinds"><legend>Kinds (none chosen: all)</legend>
${kinds.join('\n')}
</fieldset>
<section aria-label="Changes">
<noscript>The list needs JavaScript; the same changes are in the TSV and Markdown reports.</noscript>
<ol id="list"></ol>
<button id="more" type="button" hidden>Show more</button>
</section>
</main>
<script id="data" type="application/json">${formatData(diff)}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** JSON in which nothing can end the script element: each `<` is escaped. */
function formatData({ changes }: ReleaseDiff): string {
  const kinds = [...countKinds(changes).keys()];
  const kindIndex = new Map(kinds.map((kind, index) => [kind, index]));
  const topics = makeIndex();
  const links = makeIndex();
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
    ];
  });
  const data = {
    kinds: kinds.map((kind) => ({ kind, title: titleOfKind(kind) })),
    decisions: DECISIONS,
    topics: topics.texts,
    links: links.texts,
    rows: { columns: COLUMNS, values },
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

/** Each text once, by the number of its first appearance. */
function makeIndex(): { readonly texts: readonly string[]; readonly indexOf: (text: string) => number } {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { texts, indexOf };
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
