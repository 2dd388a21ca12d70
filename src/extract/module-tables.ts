/**
 * Attribute tables of PS3.3: modules, macros, directory keys. A table is one if its first headings say so;
 * its kind is what its caption calls it.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import type { Table } from '../docbook/table.js';
import type { ModuleRow, ModuleTable, TableKind } from '../model/information-object.js';
import { readModuleRow } from './module-rows.js';
import { type Extraction, placeOf, readTableRows } from './table-reading.js';

const HEADINGS = {
  name: /^(?:attribute name|key)$/i,
  tag: /^tag$/i,
  'type?': /^type$/i,
  'description?': /^(?:attribute )?description$/i,
};

export function isModuleTable(table: Table): boolean {
  const [first = '', second = ''] = table.headings;
  return (
    (HEADINGS.name.test(first) && HEADINGS.tag.test(second)) ||
    /\b(?:module|macro) attributes\b/i.test(table.caption)
  );
}

export function extractModuleTable(document: CorrectedDocBook, table: Table): Extraction<ModuleTable> {
  const { facts, diagnostics, counts } = readTableRows<typeof HEADINGS, ModuleRow>(
    document,
    table,
    HEADINGS,
    'finding',
    (row, columns, at) => readModuleRow(row, columns, at, table.label),
  );
  const moduleTable: ModuleTable = {
    table: table.label,
    title: table.caption,
    kind: kindOf(table.caption),
    section: table.section.label,
    rows: facts,
    at: placeOf(document, table),
  };
  return { facts: [moduleTable], diagnostics, counts };
}

function kindOf(caption: string): TableKind {
  if (/\bmacros?\b/i.test(caption)) return 'macro';
  return /\bmodules?\b/i.test(caption) ? 'module' : 'other';
}
