/**
 * The facts of an edition as tables (`standard/*.tsv`): of each its columns, its rows and what fills a cell, in the
 * order in which the standard prints them. The files, the counts of the manifest and what is read back follow from it.
 */
import { propertyOf } from '../model/cdm-tables.js';
import type { Code } from '../model/content-mapping.js';
import type { Derivation, ValueTerm } from '../model/derivation.js';
import type { ModuleRow } from '../model/information-object.js';
import { formatSourceRef, type SourceRef } from '../model/source-ref.js';
import type { Standard } from '../model/standard.js';
import type { Tag } from '../model/tag.js';
import { type ColumnName, columnNames, type PropertyOf, type TextRow, type Words } from './columns.js';
import { type CellValue, formatTable, type TabTable } from './tab-table.js';

/** All that an edition states, and what follows from it. */
export interface Facts {
  readonly standard: Standard;
  readonly derivation: Derivation;
}

/** What a cell is made from: text and numbers as they are, a place as printed, a path joined by `>`. */
type Value = CellValue | SourceRef | readonly Tag[];

/** The columns that no property of the row fills, or that lack the mark of one that may be empty. */
type Made<Columns extends string, Row> = {
  readonly [Word in Words<Columns> as PropertyOf<ColumnName<Word>> extends keyof Row
    ? Row[PropertyOf<ColumnName<Word>>] extends (
        Word extends `${string}?`
          ? Value
          : Exclude<Value, undefined>
      )
      ? never
      : ColumnName<Word>
    : ColumnName<Word>]: (row: Row) => CellValue;
};

type Makers<Row> = Readonly<Record<string, (row: Row) => CellValue>>;

export interface FactTable<Columns extends string> {
  /** With marks, see columns.ts. */
  readonly columns: Columns;
  readonly count: (facts: Facts) => number;
  readonly format: (file: string, facts: Facts) => string;
}

/** A column is filled by the property of its name, unless `made` says how. */
function table<const Columns extends string, Row extends object>(
  columns: Columns,
  rowsOf: (facts: Facts) => readonly Row[],
  made: Makers<NoInfer<Row>> & Made<Columns, NoInfer<Row>>,
): FactTable<Columns> {
  const names = columnNames(columns);
  const makers: Makers<Row> = made;
  const fillers = names.map((name) => {
    const property = propertyOf(name);
    return makers[name] ?? ((row: Row) => formatValue(Reflect.get(row, property) as Value));
  });
  const cells: TabTable<Row>['cells'] = (row) => fillers.map((fill) => fill(row));
  return {
    columns,
    count: (facts) => rowsOf(facts).length,
    format: (file, facts) => formatTable({ file, columns: names, cells }, rowsOf(facts)),
  };
}

export const FACT_TABLES = {
  attributes: table(
    'tag name? keyword? vr? vm? remark? retired registry at',
    ({ standard }: Facts) => standard.attributes,
    {},
  ),
  uids: table('uid name keyword? type retired at', ({ standard }: Facts) => standard.uids, {}),
  coding_schemes: table(
    'designator uid? description? name? at',
    ({ standard }: Facts) => standard.codingSchemes,
    {},
  ),
  code_definitions: table(
    'code meaning definition? notes? retired replaced_by? at',
    ({ standard }: Facts) => standard.codeDefinitions,
    { replaced_by: ({ replacedBy }) => replacedBy.map(formatCode).join(' ') || undefined },
  ),
  body_parts: table(
    'scheme? code? meaning body_part_examined? snomed_rt? fma? umls? table snomed_ct? at',
    ({ standard }: Facts) => standard.bodyParts,
    {},
  ),
  context_groups: table(
    'cid title keyword? extensible version? uid? retired at',
    ({ standard }: Facts) => standard.contextGroups,
    {},
  ),
  context_group_members: table(
    'cid row scheme code meaning? at scheme_version? snomed_rt? snomed_ct? umls?',
    ({ standard }: Facts) => standard.contextGroups.flatMap(({ members }) => members),
    { code: ({ value }) => value },
  ),
  context_group_includes: table(
    'cid included_cid at',
    ({ standard }: Facts) => standard.contextGroups.flatMap(({ includes }) => includes),
    {},
  ),
  context_group_expansion: table(
    'cid scheme code meaning? via_cid',
    ({ derivation }: Facts) => derivation.expandedMembers,
    { code: ({ value }) => value },
  ),
  templates: table('tid title extensible? root? at', ({ standard }: Facts) => standard.templates, {}),
  template_rows: table(
    'tid row nest relation? value_type? concept_scheme? concept_code? concept_meaning? vm? requirement? value_set_cid? include_tid? at condition? concept_text? concept_cid? value_set_strength?',
    ({ standard }: Facts) => standard.templates.flatMap(({ rows }) => rows),
    {
      concept_scheme: ({ concept }) => concept?.scheme,
      concept_code: ({ concept }) => concept?.value,
      concept_meaning: ({ concept }) => concept?.meaning,
    },
  ),
  modules: table('table title kind section at', ({ standard }: Facts) => standard.moduleTables, {}),
  iod_modules: table(
    'table ie? module module_section? usage? at',
    ({ standard }: Facts) => standard.iodModules,
    {},
  ),
  module_rows: table(
    'table row depth kind tag? name? type? include_table? at condition?',
    ({ standard }: Facts) => standard.moduleTables.flatMap((each): readonly ModuleRow[] => each.rows),
    {
      tag: (row) => (row.kind === 'attribute' ? row.tag : undefined),
      name: (row) => (row.kind === 'attribute' ? row.name : undefined),
      type: (row) => (row.kind === 'attribute' ? row.type : undefined),
      include_table: (row) => (row.kind === 'include' ? row.includeTable : undefined),
      condition: (row) => (row.kind === 'include' ? row.condition : undefined),
    },
  ),
  module_attributes: table(
    'table path tag type? via_table',
    ({ derivation }: Facts) => derivation.moduleAttributes,
    {},
  ),
  value_terms: table(
    'tag? path table kind value_number? condition? value meaning? retired at',
    ({ derivation }: Facts) => derivation.valueTerms,
    { value: formatTerm },
  ),
  bindings: table(
    'tag path table strength cid condition? at',
    ({ derivation }: Facts) => derivation.bindings,
    {},
  ),
  units: table('tag ucum phrase at', ({ derivation }: Facts) => derivation.units, {}),
  unit_statements: table('tag table ucum? phrase at', ({ derivation }: Facts) => derivation.unitStatements, {
    ucum: ({ ucum, noUnit }) => ucum ?? (noUnit === undefined ? undefined : '-'),
  }),
  confidentiality_profile: table(
    'tag name retired? in_standard_iod? basic_profile retain_safe_private? retain_uids? retain_device_identity? retain_institution_identity? retain_patient_characteristics? retain_full_dates? retain_modified_dates? clean_descriptors? clean_structured_content? clean_graphics? at',
    ({ standard }: Facts) => standard.confidentialityProfile,
    {
      basic_profile: ({ actions }) => actions.basic_profile,
      retain_safe_private: ({ actions }) => actions.retain_safe_private,
      retain_uids: ({ actions }) => actions.retain_uids,
      retain_device_identity: ({ actions }) => actions.retain_device_identity,
      retain_institution_identity: ({ actions }) => actions.retain_institution_identity,
      retain_patient_characteristics: ({ actions }) => actions.retain_patient_characteristics,
      retain_full_dates: ({ actions }) => actions.retain_full_dates,
      retain_modified_dates: ({ actions }) => actions.retain_modified_dates,
      clean_descriptors: ({ actions }) => actions.clean_descriptors,
      clean_structured_content: ({ actions }) => actions.clean_structured_content,
      clean_graphics: ({ actions }) => actions.clean_graphics,
    },
  ),
  safe_private_attributes: table(
    'tag private_creator vr? vm? meaning? at',
    ({ standard }: Facts) => standard.safePrivateAttributes,
    {},
  ),
  tables_not_read: table(
    'part table? title? rows reason at',
    ({ standard }: Facts) =>
      standard.counts.flatMap(({ part, table: label, read, unread }) =>
        unread ? [{ part, table: label || undefined, rows: read, ...unread }] : [],
      ),
    { title: ({ title }) => title || undefined },
  ),
} as const;

export type FactTableName = keyof typeof FACT_TABLES;
/** A row of a table as it is read back. */
export type FactRow<Name extends FactTableName> = TextRow<(typeof FACT_TABLES)[Name]['columns']>;

const FACT_TABLE_NAMES = Object.keys(FACT_TABLES) as readonly FactTableName[];

/** Path inside a release. */
export function factFileOf(name: FactTableName): string {
  return `standard/${name}.tsv`;
}

/** Path -> text. */
export function emitFactTables(facts: Facts): ReadonlyMap<string, string> {
  return new Map(
    FACT_TABLE_NAMES.map((name) => [factFileOf(name), FACT_TABLES[name].format(factFileOf(name), facts)]),
  );
}

/** Rows of each table. */
export function countFacts(facts: Facts): Record<string, number> {
  return Object.fromEntries(FACT_TABLE_NAMES.map((name) => [name, FACT_TABLES[name].count(facts)]));
}

/** A value as the vocabulary knows it: a code of another scheme than DCM with its scheme. */
function formatTerm({ scheme, value }: ValueTerm): string {
  return scheme === undefined || scheme === 'DCM' ? value : `${scheme}:${value}`;
}

function formatCode({ scheme, value }: Code): string {
  return `${scheme}:${value}`;
}

function formatValue(value: Value): CellValue {
  if (typeof value !== 'object') return value;
  return 'part' in value ? formatSourceRef(value) : value.join('>');
}
