/**
 * Context groups from PS3.16 Annex B: what a section says of its group (variablelist), and the rows of its
 * table. Columns differ over 40 ways between tables and editions; they are found by heading. Include rows
 * span the table with a link to another group. A group may have no table at all.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import { descendants } from '../docbook/element.js';
import { linkTarget } from '../docbook/link.js';
import type { Section } from '../docbook/outline.js';
import { findPrinted, findText, type Row } from '../docbook/table.js';
import type { ContextGroup, ContextGroupInclude, ContextGroupMember } from '../model/content-mapping.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceRef } from '../model/source-ref.js';
import { parseExtensible, readStatements } from './section-statements.js';
import { type Extraction, type RowReading, readTableRows, refuse } from './table-reading.js';

const HEADINGS = {
  'scheme?': /^coding scheme designator/i,
  'schemeVersion?': /^coding scheme version/i,
  'value?': /^code value/i,
  'meaning?': /^code meaning/i,
  'snomedRt?': /^snomed-rt id/i,
  'snomedCt?': /^snomed-ct concept id/i,
  'umls?': /^umls concept unique ?id/i,
};
const SECTION = /^CID (\S+)$/;

type GroupRow = { readonly member: ContextGroupMember } | { readonly include: ContextGroupInclude };

export function extractContextGroups(document: CorrectedDocBook): Extraction<ContextGroup> {
  const groups = document.outline.sections
    .filter((section) => SECTION.test(section.label))
    .map((section) => readGroup(document, section, SECTION.exec(section.label)?.[1] ?? ''));
  const diagnostics = groups.flatMap((group) => group.diagnostics);
  if (groups.length === 0) {
    diagnostics.push({
      code: 'table-missing',
      severity: 'error',
      at: { file: document.file },
      message: 'PS3.16 holds no section labelled "CID n"',
      expected: 'the context groups of PS3.16 Annex B',
      fix: 'check that the file is complete; fetch or import the part again',
    });
  }
  return {
    facts: groups.flatMap((group) => group.facts),
    diagnostics,
    counts: groups.flatMap((group) => group.counts),
  };
}

function readGroup(document: CorrectedDocBook, section: Section, cid: string): Extraction<ContextGroup> {
  const at: SourceRef = {
    part: document.part,
    edition: document.edition,
    label: section.label,
    ...(section.xmlId === undefined ? {} : { xmlId: section.xmlId }),
  };
  const stated = readStatements(document, section);
  const tables = section.tables
    .filter((piece) => SECTION.test(piece.label))
    .map((piece) =>
      readTableRows<typeof HEADINGS, GroupRow>(document, piece, HEADINGS, 'finding', (row, columns, place) =>
        readGroupRow(row, columns, place, cid),
      ),
    );
  const rows = tables.flatMap((table) => table.facts);
  const type = stated.get('type');
  const diagnostics: Diagnostic[] = tables.flatMap((table) => table.diagnostics);
  const extensible = parseExtensible(type);
  if (type !== undefined && extensible === undefined) {
    diagnostics.push({
      code: 'extensibility-unknown',
      severity: 'warning',
      at,
      message: 'the group says neither Extensible nor Non-Extensible',
      found: type,
      expected: 'Extensible or Non-Extensible [PS3.16 6.1.1]',
      fix: 'none needed: read as Extensible',
    });
  }
  const group: ContextGroup = {
    cid,
    title: section.title,
    keyword: stated.get('keyword'),
    // A group is open to extension unless it is declared Non-Extensible; retired groups declare nothing.
    extensible: extensible ?? true,
    version: stated.get('version')?.replace(/\D/g, '') || undefined,
    uid: stated.get('uid')?.replaceAll(' ', ''),
    retired: /\(retired\)$/i.test(section.title),
    members: rows.flatMap((row) => ('member' in row ? [row.member] : [])),
    includes: rows.flatMap((row) => ('include' in row ? [row.include] : [])),
    at,
  };
  return { facts: [group], diagnostics, counts: tables.flatMap((table) => table.counts) };
}

function readGroupRow(
  row: Row,
  columns: {
    readonly scheme: number | undefined;
    readonly schemeVersion: number | undefined;
    readonly value: number | undefined;
    readonly meaning: number | undefined;
    readonly snomedRt: number | undefined;
    readonly snomedCt: number | undefined;
    readonly umls: number | undefined;
  },
  at: SourceRef,
  cid: string,
): RowReading<GroupRow> {
  const first = row.cells[0];
  if (first && /^include\b/i.test(first.text)) {
    const links = [...descendants(first.element)].flatMap((element) => {
      const linked = /^sect_CID_(.+)$/.exec(linkTarget(element) ?? '')?.[1];
      return linked === undefined ? [] : [linked];
    });
    const written = [...first.text.matchAll(/\bCID (\d\w*)/g)].map((match) => match[1] ?? '');
    const included = [...new Set(links.length > 0 ? links : written)];
    if (included.length > 0) {
      return { facts: included.map((includedCid) => ({ include: { cid, includedCid, at } })) };
    }
    return refuse('include-without-target', 'finding', at, 'the row includes a group but names none', {
      found: first.text,
      expected: 'Include CID n [PS3.16 6.1.4]',
      fix: 'compare with the published page',
    });
  }
  const scheme = findText(row, columns.scheme);
  const value = findText(row, columns.value);
  const meaning = findPrinted(row, columns.meaning);
  const found = row.cells.map((cell) => cell.text).join(' | ');
  if (row.cells.every((cell) => cell.text === '')) {
    return refuse('row-empty', 'note', at, 'the row is empty');
  }
  if (!scheme || !value) {
    return refuse('code-incomplete', 'warning', at, 'a scheme and a value are needed', {
      found,
      expected: 'Coding Scheme Designator and Code Value [PS3.16 6.1.4]',
      fix: 'compare with the published page; a row that the standard leaves open can only be waited for',
    });
  }
  return {
    facts: [
      {
        member: {
          cid,
          row: row.row,
          scheme,
          schemeVersion: findText(row, columns.schemeVersion),
          value,
          meaning,
          snomedRt: findText(row, columns.snomedRt) ?? (scheme === 'SRT' ? value : undefined),
          snomedCt: findText(row, columns.snomedCt) ?? (scheme === 'SCT' ? value : undefined),
          umls: findText(row, columns.umls),
          at,
        },
      },
    ],
  };
}
