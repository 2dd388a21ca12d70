/** The OMOP tables of a release: the columns of CDM v5.4 (model/cdm-tables.ts), rows sorted by their keys. */
import {
  CDM_VOCABULARY_TABLES,
  type CdmTable,
  propertyOf,
  RELEASE_TABLES,
  type ReleaseTableName,
} from '../model/cdm-tables.js';
import type { Release } from '../model/omop.js';
import { type CellValue, formatTable, type TabTable } from './tab-table.js';

/** File name -> text. */
export type Files = ReadonlyMap<string, string>;

const PROPERTY_OF_TABLE = {
  concept: 'concepts',
  concept_relationship: 'relationships',
  concept_synonym: 'synonyms',
  vocabulary: 'vocabularies',
  concept_class: 'conceptClasses',
  relationship: 'relationshipTypes',
} as const satisfies Readonly<Record<ReleaseTableName, keyof Release>>;

/** The rows of a table, as they stand in the release. */
export function rowsOf(release: Release, table: ReleaseTableName): readonly object[] {
  return release[PROPERTY_OF_TABLE[table]];
}

/** Rows by table -> a release. The rows must have the properties of the table's columns. */
export function makeRelease(rows: (table: ReleaseTableName) => readonly object[]): Release {
  return Object.fromEntries(
    RELEASE_TABLES.map((table) => [PROPERTY_OF_TABLE[table], rows(table)]),
  ) as unknown as Release;
}

/** What reads the cells of a row, in the order of the columns. */
export function cellReader({ columns }: CdmTable): (row: object) => CellValue[] {
  const properties = columns.map(({ name }) => propertyOf(name));
  return (row) => properties.map((property) => Reflect.get(row, property) as CellValue);
}

/** By key: numbers by value, text by code point. */
export function compareByKey({ key }: CdmTable): (a: object, b: object) => number {
  const properties = key.map(propertyOf);
  return (a, b) => {
    for (const property of properties) {
      const left: string | number = Reflect.get(a, property) ?? '';
      const right: string | number = Reflect.get(b, property) ?? '';
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}

/** A table of the release as a file. */
export function omopTable(name: ReleaseTableName): TabTable<object> {
  const table = CDM_VOCABULARY_TABLES[name];
  return { file: table.file, columns: table.columns.map((column) => column.name), cells: cellReader(table) };
}

export function emitOmopTables(release: Release): Files {
  return new Map(
    RELEASE_TABLES.map((name) => {
      const table = omopTable(name);
      const rows = [...rowsOf(release, name)].sort(compareByKey(CDM_VOCABULARY_TABLES[name]));
      return [table.file, formatTable(table, rows)];
    }),
  );
}
