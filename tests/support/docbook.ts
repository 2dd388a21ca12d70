/** Parts of the standard of a few lines, read as the pipeline reads them. */
import { type CorrectedDocBook, readDocument } from '../../src/docbook/document.js';
import { type Element, findChild } from '../../src/docbook/element.js';
import { makeElementNames } from '../../src/docbook/element-names.js';
import { parsePiece } from '../../src/docbook/piece.js';
import { readTable, type Table } from '../../src/docbook/table.js';
import { formatDiagnostic } from '../../src/model/diagnostic.js';
import type { Part } from '../../src/model/source-ref.js';
import { documentOf } from './standard-document.js';

export const EDITION = '2024d';

export interface TableMarkup {
  readonly label: string;
  readonly caption?: string;
  readonly headings: readonly string[];
  /** Rows as markup. */
  readonly rows: string;
}

/** A valid part whose one chapter holds `body`. Cells are as printed unless `corrections` (text -> text) say otherwise. */
export function partOf(
  part: Part,
  body: string,
  corrections: Readonly<Record<string, string>> = {},
): CorrectedDocBook {
  const file = `part${String(part).padStart(2, '0')}.xml`;
  const { value, diagnostics } = readDocument(Buffer.from(documentOf(part, EDITION, body)), file);
  if (!value) throw new Error(diagnostics.map(formatDiagnostic).join('\n'));
  return { ...value, correctCell: (_, text) => corrections[text] ?? text };
}

/** A table as NEMA writes them: label, xml:id, caption, one heading row. */
export function tableOf({ label, caption = 'A Table', headings, rows }: TableMarkup): string {
  const head = headings.map((heading) => `<th><para>${heading}</para></th>`).join('');
  return (
    `<table label="${label}" xml:id="table_${label.replaceAll(' ', '_')}"><caption>${caption}</caption>` +
    `<thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`
  );
}

/** A row of plain cells, each with its content in a paragraph unless it is empty. */
export function rowOf(...cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell === '' ? '' : `<para>${cell}</para>`}</td>`).join('')}</tr>`;
}

export function sectionOf(label: string, title: string, body: string): string {
  return `<section label="${label}" xml:id="sect_${label.replaceAll(' ', '_')}"><title>${title}</title>${body}</section>`;
}

/** A list of terms with their meanings. */
export function listOf(title: string | undefined, terms: Readonly<Record<string, string>>): string {
  const entries = Object.entries(terms).map(
    ([term, text]) =>
      `<varlistentry><term>${term}</term><listitem><para>${text}</para></listitem></varlistentry>`,
  );
  return `<variablelist>${title === undefined ? '' : `<title>${title}</title>`}${entries.join('')}</variablelist>`;
}

/** A link as NEMA writes it, inside a part or to another. */
export function linkOf(target: string): string {
  return `<xref linkend="${target}" xrefstyle="select: label"/>`;
}

export function olinkOf(target: string): string {
  return `<olink targetdoc="PS3.16" targetptr="${target}" xrefstyle="select: labelnumber"/>`;
}

/** The first table of a body. */
export function readFirstTable(body: string): Table {
  const { outline } = partOf(3, body);
  const piece = outline.tables[0];
  if (!piece) throw new Error('the body holds no table');
  return readTable(outline, piece);
}

/** The one element of a piece of markup. */
export function elementOf(markup: string): Element {
  const name = /<([\w:]+)/.exec(markup)?.[1] ?? '';
  const bytes = Buffer.from(markup);
  const element = findChild(
    parsePiece({ bytes, names: makeElementNames() }, [[0, bytes.length]], 'piece'),
    name,
  );
  if (!element) throw new Error('the markup holds no element');
  return element;
}
