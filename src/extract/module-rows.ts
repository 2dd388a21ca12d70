/**
 * One row of a PS3.3 attribute table: an attribute with its lists, or an include of a macro with what the
 * cell beside it says of context groups. Nesting is the number of leading `>`.
 */
import { descendants, printedTextOf, textOf } from '../docbook/element.js';
import { linkTarget } from '../docbook/link.js';
import { type Cell, findCell, findPrinted, findText, printCell, type Row } from '../docbook/table.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { ModuleRow, SectionReference } from '../model/information-object.js';
import type { SourceRef } from '../model/source-ref.js';
import { parseTag } from '../model/tag.js';
import { findUnreadCids, parseCidStatements } from './cid-statements.js';
import { parseStatedCodes } from './stated-codes.js';
import { type RowReading, refuse } from './table-reading.js';
import { type FoundLists, readTermLists } from './term-lists.js';

export interface ModuleColumns {
  readonly name: number;
  readonly tag: number;
  readonly type: number | undefined;
  readonly description: number | undefined;
}

const LISTS: ReadonlySet<string> = new Set(['variablelist', 'note']);
const NO_LISTS: FoundLists = { lists: [], diagnostics: [] };

export function readModuleRow(
  row: Row,
  columns: ModuleColumns,
  at: SourceRef,
  table: string,
): RowReading<ModuleRow> {
  const nameText = findPrinted(row, columns.name) ?? '';
  const [, marks = '', name = ''] = /^((?:>\s*)*)(.*)$/.exec(nameText) ?? [];
  const depth = marks.replace(/[^>]/g, '').length;
  const tagText = findText(row, columns.tag);
  const descriptionCell = findCell(row, columns.description);
  const shared = { table, row: row.row, depth, at };
  if (/^include\b/i.test(name) && !tagText?.startsWith('(')) {
    return readInclude(row, columns, name, shared);
  }
  if (!tagText?.startsWith('(') && (!tagText || parseTag(tagText) === undefined)) {
    if (!tagText || /^see\b/i.test(tagText)) {
      return refuse('row-without-tag', 'note', at, 'the row names no attribute', {
        found: row.cells
          .map((cell) => cell.text)
          .join(' | ')
          .slice(0, 200),
        expected: 'an attribute with its tag, or an include of a macro [PS3.3 5.1]',
      });
    }
  }
  const tag = parseTag(tagText ?? '');
  if (!tag) {
    return refuse('tag-malformed', 'finding', at, `${JSON.stringify(name)} has no readable tag`, {
      found: tagText ?? '',
      expected: '(gggg,eeee), hexadecimal, x for the digits of a repeating group [PS3.5 7.1, 7.6]',
      fix: 'add the table, the text as found and the right tag to mappings/corrections/cells.tsv',
    });
  }
  const lists = descriptionCell ? readTermLists(descriptionCell.element, at) : NO_LISTS;
  const diagnostics: Diagnostic[] = [...lists.diagnostics];
  if (/^include$/i.test(name)) {
    diagnostics.push({
      code: 'include-without-target',
      severity: 'warning',
      at,
      message:
        'an include that names no macro stands beside a tag; the row is kept as printed and not expanded',
      found: nameText,
      expected: 'Include Table n [PS3.3 5.2]',
      fix: 'compare with the published page',
    });
  }
  return {
    facts: [
      {
        ...shared,
        kind: 'attribute',
        tag,
        name,
        type: columns.type === undefined ? undefined : findText(row, columns.type),
        description: descriptionCell ? printedTextOf(descriptionCell.element, LISTS) : '',
        sectionReferences: descriptionCell ? readSectionReferences(descriptionCell) : [],
        lists: lists.lists.map(({ list }) => list),
        ...(descriptionCell ? readStatedCodes(descriptionCell) : {}),
      },
    ],
    diagnostics,
  };
}

function readInclude(
  row: Row,
  columns: ModuleColumns,
  name: string,
  shared: { readonly table: string; readonly row: number; readonly depth: number; readonly at: SourceRef },
): RowReading<ModuleRow> {
  const nameCell = findCell(row, columns.name);
  const beside = row.cells.filter((cell) => cell !== nameCell).at(-1);
  const written = /\bTable ([A-Z0-9]\S*?)[,."”]*(?:\s|$)/.exec(name);
  const linked = nameCell ? findLinkedTable(nameCell) : undefined;
  const includeTable = linked ?? written?.[1];
  if (includeTable === undefined) {
    return refuse('include-without-target', 'warning', shared.at, 'an include that names no table', {
      found: name,
      expected: 'Include Table n [PS3.3 5.2]',
      fix: 'none if any macro is meant; else compare with the published page',
    });
  }
  const condition = /\b((?:if|when|unless|for|in)\b.*)$/i.exec(name.replace(/["“][^"”]*["”]/g, ''))?.[1];
  const cidStatements = parseCidStatements(beside?.text ?? '');
  const unread = findUnreadCids(beside?.text ?? '', cidStatements);
  return {
    diagnostics: unread.length === 0 ? [] : [unreadStatement(shared.at, beside?.text ?? '', unread)],
    facts: [
      {
        ...shared,
        kind: 'include',
        includeTable,
        condition: condition?.trim(),
        description: beside ? printCell(beside) : '',
        sectionReferences: beside ? readSectionReferences(beside) : [],
        cidStatements,
        ...(beside ? readStatedCodes(beside) : {}),
      },
    ],
  };
}

/** Codes outside lists, whose entries are values already. */
function readStatedCodes({ element }: Cell): Pick<ModuleRow, 'statedCodes'> {
  const statedCodes = parseStatedCodes(textOf(element, LISTS), printedTextOf(element, LISTS));
  return statedCodes.length === 0 ? {} : { statedCodes };
}

function unreadStatement(at: SourceRef, found: string, cids: readonly string[]): Diagnostic {
  return {
    code: 'cid-statement-unknown',
    severity: 'warning',
    at,
    message: `CID ${cids.join(', ')} is named in words that bind nothing`,
    found,
    expected: 'Baseline CID n or Defined CID n (BCID, DCID) [PS3.3 5.6]',
    fix: 'compare with the published page; a new wording is a change to the reader of these statements',
  };
}

function findLinkedTable(cell: Cell): string | undefined {
  for (const element of descendants(cell.element)) {
    const label = /^table_(.+)$/.exec(linkTarget(element) ?? '')?.[1];
    if (label !== undefined) return label;
  }
  return undefined;
}

/** Links to sections of the same part, each with the sentence around it. */
function readSectionReferences(cell: Cell): SectionReference[] {
  const references: SectionReference[] = [];
  let afterList = false;
  for (const element of descendants(cell.element)) {
    if (element.name === 'variablelist') afterList = true;
    const section = element.name === 'xref' ? /^sect_(.+)$/.exec(linkTarget(element) ?? '')?.[1] : undefined;
    if (section === undefined) continue;
    const printed = `Section ${section}`;
    const start = cell.text.indexOf(printed);
    const before =
      cell.text
        .slice(0, Math.max(start, 0))
        .split(/[.:;]\s/)
        .at(-1) ?? '';
    const after = cell.text.slice(Math.max(start, 0) + printed.length).split(/[.:;](?:\s|$)/)[0] ?? '';
    references.push({ section, sentence: `${before}${printed}${after}`.trim(), afterList });
  }
  return references;
}
