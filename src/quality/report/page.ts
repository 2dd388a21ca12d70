/** The report of a harvest as one HTML page that needs nothing else, see page/html-page.ts: tables and bars, and a list of combinations that can be searched. */
import { escapeHtml, formatHtmlPage } from '../../page/html-page.js';
import { CATEGORIES } from '../rule-file.js';
import type { Count, HarvestSummary, Named, YearCell } from './summary.js';

const STYLE = `
main { display: block; max-width: 70rem; margin: 0 auto; }
section { margin-bottom: 1.5rem; }
h2 { margin: 1.2rem 0 .4rem; border-bottom: 1px solid var(--line); }
h3 { margin: .8rem 0 .2rem; font-size: .95rem; }
.totals { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: 0; padding: 0; list-style: none; }
.totals li { padding: 0; border: 0; }
.totals b { display: block; font-size: 1.3rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .2rem .5rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td.n, th.n { text-align: right; white-space: nowrap; overflow-wrap: normal; }
td.bar { width: 40%; min-width: 6rem; }
svg { display: block; width: 100%; height: .8rem; }
svg rect { fill: var(--link); }
nav { display: flex; flex-wrap: wrap; gap: .2rem .8rem; }
#list li { display: flex; gap: .8rem; justify-content: space-between; }
#list .n { white-space: nowrap; }
.failed { color: var(--alarm); font-weight: 700; }
@media (max-width: 55rem) { header { position: static; padding: .4rem .7rem; } main { padding: .6rem .7rem; } td.bar { width: 30%; min-width: 4rem; } }
`;

export function formatReport(summary: HarvestSummary): string {
  const { least, totals, isDeidentified } = summary;
  const title = 'Images of this harvest';
  const sections: readonly (readonly [id: string, title: string, html: string])[] = [
    ['totals', 'Totals', formatTotals(totals)],
    ['years', 'By modality and year', formatYears(summary)],
    ['makers', 'Makers', formatNamed(summary.makers, 'maker', 'series')],
    ['sites', 'Parts of the body', formatNamed(summary.sites, 'part', 'series')],
    ['procedures', 'Procedures', formatNamed(summary.procedures, 'procedure', 'procedures')],
    ['combinations', 'Combinations', formatSearch(summary)],
    ['attributes', 'Attributes', formatAttributes(summary)],
    ['coverage', 'What the vocabulary knows', formatCoverage(summary)],
    ['quality', 'Quality', formatQuality(summary)],
    ['unresolved', 'What was not understood', formatUnresolved(summary)],
    ['refused', 'What was not taken', formatRefused(summary)],
  ];
  const links = sections.map(([id, name]) => `<a href="#${id}">${name}</a>`);
  const blocks = sections.map(
    ([id, name, html]) => `<section id="${id}" aria-label="${name}">\n<h2>${name}</h2>\n${html}\n</section>`,
  );
  const body = `<header>
<h1>${title}</h1>
<p class="note">${escapeHtml(summary.tool)}; counts below ${least} are shown as &lt;${least}; counts of fewer than ${least} persons, and counts that a small one could be computed from, are hidden${isDeidentified ? '; years are shifted' : ''}.</p>
<nav aria-label="Sections">${links.join(' ')}</nav>
</header>
<main>
${blocks.join('\n')}
</main>`;
  return formatHtmlPage({
    title,
    style: STYLE,
    body,
    data: { combinations: summary.combinations },
    script: 'report.js',
  });
}

/** `1,234`, `<5`, `hidden`, or nothing. */
function formatCount(count: Count): string {
  if (count === null) return '';
  return typeof count === 'string'
    ? `<span class="note">${escapeHtml(count)}</span>`
    : count.toLocaleString('en', { maximumFractionDigits: 4 });
}

interface Column<Row> {
  readonly title: string;
  readonly isNumber?: boolean;
  /** HTML. */
  readonly cell: (row: Row) => string;
}

function formatTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  if (rows.length === 0) return '<p class="note">None.</p>';
  const kind = ({ isNumber }: Column<Row>) => (isNumber ? ' class="n"' : '');
  const head = columns.map((column) => `<th scope="col"${kind(column)}>${column.title}</th>`);
  const lines = rows.map(
    (row) => `<tr>${columns.map((column) => `<td${kind(column)}>${column.cell(row)}</td>`).join('')}</tr>`,
  );
  return `<div class="wide"><table>\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody></table></div>`;
}

function formatTotals(totals: readonly Named[]): string {
  return `<ul class="totals">${totals.map(({ name, n }) => `<li><b>${formatCount(n)}</b>${name}</li>`).join('')}</ul>`;
}

/** A bar as long as its part of the greatest; what is hidden has none. */
function formatBar(n: Count, greatest: number): string {
  const width = typeof n !== 'number' || greatest === 0 ? 0 : (100 * n) / greatest;
  return `<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="${width.toFixed(1)}" height="4"/></svg>`;
}

function greatestOf(rows: readonly { readonly n: Count }[]): number {
  return Math.max(0, ...rows.map(({ n }) => (typeof n === 'number' ? n : 0)));
}

function formatNamed(rows: readonly Named[], what: string, counted: string): string {
  const greatest = greatestOf(rows);
  return formatTable(rows, [
    { title: what, cell: ({ name }) => escapeHtml(name) },
    { title: counted, isNumber: true, cell: ({ n }) => formatCount(n) },
    { title: '', cell: ({ n }) => formatBar(n, greatest) },
  ]).replaceAll('<td><svg', '<td class="bar"><svg');
}

function formatYears({ modalities, years }: HarvestSummary): string {
  const greatest = greatestOf(years);
  return modalities
    .map(({ name, n }) => {
      const of = years.filter(({ modality }) => modality === name);
      const table = formatTable<YearCell>(of, [
        { title: 'year', cell: ({ year }) => escapeHtml(year) },
        { title: 'series', isNumber: true, cell: (cell) => formatCount(cell.n) },
        { title: 'images', isNumber: true, cell: ({ images }) => formatCount(images) },
        { title: '', cell: (cell) => formatBar(cell.n, greatest) },
      ]).replaceAll('<td><svg', '<td class="bar"><svg');
      return `<h3>${escapeHtml(name)}: ${formatCount(n)} series</h3>\n${table}`;
    })
    .join('\n');
}

function formatSearch({ combinations }: HarvestSummary): string {
  const options = (values: readonly string[]) =>
    [...new Set(values)]
      .filter((value) => value !== '')
      .sort()
      .map((value) => `<option>${escapeHtml(value)}</option>`)
      .join('');
  return `<div class="controls" role="search">
<label>Search <input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="CT chest axial"></label>
<label>Modality <select id="modality"><option value="">all</option>${options(combinations.map(({ modality }) => modality))}</select></label>
<label>Part <select id="site"><option value="">all</option>${options(combinations.map(({ site }) => site))}</select></label>
<span id="status" role="status"></span>
</div>
<noscript>The list needs JavaScript; the same numbers are in summary.json.</noscript>
<ol id="list"></ol>
<button id="more" type="button" hidden>Show more</button>`;
}

function formatAttributes({ attributes }: HarvestSummary): string {
  return formatTable(attributes, [
    {
      title: 'attribute',
      cell: ({ attribute, unit }) =>
        `${escapeHtml(attribute)}${unit === null ? '' : ` <span class="note">${escapeHtml(unit)}</span>`}`,
    },
    { title: '% of series', isNumber: true, cell: ({ percent }) => formatCount(percent) },
    { title: 'values', isNumber: true, cell: ({ values }) => formatCount(values) },
    { title: 'distinct', isNumber: true, cell: ({ unique }) => formatCount(unique) },
    { title: 'least', isNumber: true, cell: ({ low }) => formatCount(low) },
    { title: 'median', isNumber: true, cell: ({ median }) => formatCount(median) },
    { title: 'greatest', isNumber: true, cell: ({ high }) => formatCount(high) },
  ]);
}

function formatCoverage({ coverage }: HarvestSummary): string {
  return formatTable(coverage, [
    { title: 'what', cell: ({ what }) => escapeHtml(what) },
    { title: 'number', isNumber: true, cell: ({ known }) => formatCount(known) },
    { title: 'of', isNumber: true, cell: ({ total }) => formatCount(total) },
    {
      title: '%',
      isNumber: true,
      cell: ({ known, total }) =>
        typeof known !== 'number' || typeof total !== 'number' || total === 0
          ? ''
          : ((100 * known) / total).toFixed(1),
    },
  ]);
}

function formatQuality({ quality }: HarvestSummary): string {
  if (quality === undefined) return '<p>The harvest was not checked: dicom-omop harvest check.</p>';
  const categories = formatTable(CATEGORIES, [
    { title: 'category', cell: (category) => escapeHtml(category) },
    ...(['passed', 'failed', 'nothing to judge', 'not run'] as const).map((status) => ({
      title: status,
      isNumber: true,
      cell: (category: string) =>
        String(quality.filter((rule) => rule.category === category && rule.status === status).length),
    })),
  ]);
  const failed = formatTable(
    quality.filter(({ status }) => status === 'failed'),
    [
      { title: 'rule', cell: ({ code }) => code },
      { title: 'what does not hold', cell: ({ title }) => escapeHtml(title) },
      { title: 'level', cell: ({ level }) => `<span class="failed">${level}</span>` },
      {
        title: '% that fail',
        isNumber: true,
        cell: ({ percent }) => formatCount(percent),
      },
      { title: 'allowed', isNumber: true, cell: ({ threshold }) => String(threshold) },
    ],
  );
  return `${categories}\n<h3>Failed</h3>\n${failed}`;
}

function formatUnresolved({ unresolved }: HarvestSummary): string {
  return formatTable(unresolved, [
    { title: 'what', cell: ({ what }) => escapeHtml(what) },
    { title: 'attribute', cell: ({ attribute }) => escapeHtml(attribute) },
    { title: 'value', cell: ({ value }) => escapeHtml(value) },
    { title: 'series', isNumber: true, cell: ({ n }) => formatCount(n) },
  ]);
}

function formatRefused({ refused }: HarvestSummary): string {
  return formatTable(refused, [
    { title: 'level', cell: ({ level }) => escapeHtml(level) },
    { title: 'reason', cell: ({ reason }) => escapeHtml(reason) },
    { title: 'number', isNumber: true, cell: ({ n }) => formatCount(n) },
  ]);
}
