/**
 * `browse/index.html`: a release to look at and search, by tag, keyword, name, code, concept id or CID. Made of the files
 * of the release alone.
 */
import { escapeHtml, formatHtmlPage } from '../page/html-page.js';
import type { ReleaseFolder } from '../release/release-folder.js';
import { BROWSE_STYLE } from './browse-style.js';
import { ENTRY_KINDS, type Entry } from './entry.js';
import { makePageData } from './page-data.js';
import { openWholeView, type ReleaseView } from './release-view.js';
import { listSubjects, makeEntry } from './subjects.js';

export interface BrowseLabel {
  readonly edition: string;
  readonly profile: string;
  /** Name and version of this program. */
  readonly tool: string;
  readonly athena: string | undefined;
}

export function emitBrowsePage(folder: ReleaseFolder, label: BrowseLabel): [string, string] {
  const view = openWholeView(folder);
  return ['browse/index.html', renderBrowsePage(listEntries(view), label)];
}

/** One at a time: all of them would be more than the page. */
function* listEntries(view: ReleaseView): Generator<Entry> {
  for (const { key } of listSubjects(view)) {
    const entry = makeEntry(view, key);
    if (entry) yield entry;
  }
}

function renderBrowsePage(entries: Iterable<Entry>, label: BrowseLabel): string {
  const title = `DICOM ${label.edition} in OMOP`;
  const kinds = ENTRY_KINDS.map((kind) => `<option value="${kind}">${kind}s</option>`);
  const made = `Profile ${label.profile}, made by ${label.tool}; ${label.athena === undefined ? 'codes of other vocabularies not looked up' : `other vocabularies of ${label.athena}`}.`;
  const body = `<header>
<h1 id="heading">${escapeHtml(title)}</h1>
<div class="controls" role="search">
<label>Search <input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="tag, name, code, concept id, CID"></label>
<label>of <select id="kind"><option value="">all kinds</option>${kinds.join('')}</select></label>
<button id="clear" type="button">Clear</button>
<span id="status" role="status"></span>
</div>
</header>
<main>
<section id="results" aria-label="Found">
<noscript>The page needs JavaScript; the same facts are in the tables of the release.</noscript>
<ol id="list"></ol>
<button id="more" type="button" hidden>Show more</button>
</section>
<article id="entry" aria-label="Entry">
<button id="back" type="button">Back to the list</button>
<div id="detail"></div>
</article>
</main>
<template id="intro">
<p>Search for <code>0018,0081</code>, <code>Echo Time</code>, <code>CT</code>, <code>SRT:T-A0100</code> or its code, <code>CID 29</code>, a UID or a concept id. Several words: all of them; <code>"words in quotes"</code>: as they stand.</p>
<p><kbd>/</kbd> search, <kbd>↓</kbd> <kbd>↑</kbd> or <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> opens, <kbd>Esc</kbd> goes back.</p>
<p class="note">${escapeHtml(made)}</p>
</template>`;
  return formatHtmlPage({
    title,
    style: BROWSE_STYLE,
    body,
    data: makePageData(entries),
    script: 'browse.js',
  });
}
