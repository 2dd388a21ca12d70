/** Which files of `standard/` a comparison reads, the columns it needs of each, and how a row becomes a fact. */
import type { ReleaseFacts } from './release-tables.js';
import type { CellReader } from './text-table.js';

export interface FactTable<Row> {
  /** Path inside the release. */
  readonly file: string;
  /** Columns without which the file cannot be read. */
  readonly required: readonly string[];
  readonly read: (cell: CellReader) => Row;
}

export type FactTables = {
  readonly [Name in keyof ReleaseFacts]: FactTable<ReleaseFacts[Name][number]>;
};

export const FACT_TABLES: FactTables = {
  attributes: table('attributes', 'tag name keyword vr vm remark at', (cell) => ({
    tag: text(cell, 'tag'),
    name: cell('name'),
    keyword: cell('keyword'),
    vr: cell('vr'),
    vm: cell('vm'),
    remark: cell('remark'),
    at: text(cell, 'at'),
  })),
  uids: table('uids', 'uid name keyword type at', (cell) => ({
    uid: text(cell, 'uid'),
    name: text(cell, 'name'),
    keyword: cell('keyword'),
    type: text(cell, 'type'),
    at: text(cell, 'at'),
  })),
  code_definitions: table('code_definitions', 'code meaning definition notes at', (cell) => ({
    code: text(cell, 'code'),
    meaning: text(cell, 'meaning'),
    definition: cell('definition'),
    notes: cell('notes'),
    at: text(cell, 'at'),
  })),
  value_terms: table('value_terms', 'tag table value meaning retired at', (cell) => ({
    tag: text(cell, 'tag'),
    table: text(cell, 'table'),
    value: text(cell, 'value'),
    meaning: cell('meaning'),
    retired: cell('retired') === 'true',
    at: text(cell, 'at'),
  })),
  body_parts: table('body_parts', 'meaning body_part_examined table at', (cell) => ({
    value: cell('body_part_examined'),
    meaning: text(cell, 'meaning'),
    table: text(cell, 'table'),
    at: text(cell, 'at'),
  })),
  context_groups: table('context_groups', 'cid title extensible retired at', (cell) => ({
    cid: text(cell, 'cid'),
    title: text(cell, 'title'),
    extensible: text(cell, 'extensible'),
    retired: cell('retired') === 'true',
    at: text(cell, 'at'),
  })),
  context_group_members: table('context_group_members', 'cid scheme code meaning at', (cell) => ({
    cid: text(cell, 'cid'),
    scheme: text(cell, 'scheme'),
    code: text(cell, 'code'),
    meaning: cell('meaning'),
    snomedRt: cell('snomed_rt'),
    snomedCt: cell('snomed_ct'),
    at: text(cell, 'at'),
  })),
  context_group_includes: table('context_group_includes', 'cid included_cid at', (cell) => ({
    cid: text(cell, 'cid'),
    includedCid: text(cell, 'included_cid'),
    at: text(cell, 'at'),
  })),
  bindings: table('bindings', 'tag path table strength cid condition at', (cell) => ({
    tag: text(cell, 'tag'),
    path: text(cell, 'path'),
    table: text(cell, 'table'),
    strength: text(cell, 'strength'),
    cid: text(cell, 'cid'),
    condition: cell('condition'),
    at: text(cell, 'at'),
  })),
  units: table('units', 'tag ucum at', (cell) => ({
    tag: text(cell, 'tag'),
    ucum: text(cell, 'ucum'),
    at: text(cell, 'at'),
  })),
  modules: table('modules', 'table title kind', (cell) => ({
    table: text(cell, 'table'),
    title: text(cell, 'title'),
    kind: text(cell, 'kind'),
  })),
  module_rows: table('module_rows', 'table tag', (cell) => ({
    table: text(cell, 'table'),
    tag: text(cell, 'tag'),
  })),
  link_provenance: {
    file: 'link_provenance.tsv',
    required: ['concept_id_2'],
    read: (cell) => ({
      conceptId2: Number(cell('concept_id_2')),
      scheme: cell('scheme'),
      code: cell('code'),
      rule: cell('rule'),
    }),
  },
};

function table<Row>(name: string, columns: string, read: (cell: CellReader) => Row): FactTable<Row> {
  return { file: `standard/${name}.tsv`, required: columns.split(' '), read };
}

function text(cell: CellReader, column: string): string {
  return cell(column) ?? '';
}
