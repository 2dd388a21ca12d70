import { describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { formatCdmTables } from '../../../src/load/cdm-tables.js';
import { formatImagingTables } from '../../../src/load/imaging-tables.js';
import { makeStubRows } from '../../../src/load/stub-rows.js';
import { CDM_VOCABULARY_TABLES } from '../../../src/model/cdm-tables.js';
import { releaseOf } from '../../support/release.js';

const withSqlite = <T>(script: string, use: (database: Database.Database) => T): T => {
  const database = new Database(':memory:');
  try {
    database.exec(script);
    return use(database);
  } finally {
    database.close();
  }
};

describe('the vocabulary tables of CDM v5.4', () => {
  test.each(Object.values(CDM_VOCABULARY_TABLES).map((table) => [table.name, table] as const))(
    '%s in SQLite has the columns, NULLs and keys of the model',
    (name, { columns, primaryKey }) => {
      const found = withSqlite(formatCdmTables('sqlite'), (database) =>
        database
          .prepare<[], { name: string; notnull: number; pk: number }>(`PRAGMA table_info(${name})`)
          .all(),
      );
      expect(found.map((each) => each.name)).toEqual(columns.map((each) => each.name));
      expect(found.filter((each) => each.notnull === 0).map((each) => each.name)).toEqual(
        columns.filter((each) => each.nullable).map((each) => each.name),
      );
      expect(found.filter((each) => each.pk > 0).map((each) => each.name)).toEqual(primaryKey);
    },
  );

  test('PostgreSQL states its primary keys before the foreign keys that need them', () => {
    const script = formatCdmTables('postgresql');
    expect(script.lastIndexOf('PRIMARY KEY')).toBeLessThan(script.indexOf('FOREIGN KEY'));
    expect(script.match(/PRIMARY KEY/g)).toHaveLength(5);
    expect(script.match(/FOREIGN KEY/g)).toHaveLength(22);
  });

  test('DuckDB gets primary keys alone', () => {
    expect(formatCdmTables('duckdb')).not.toContain('FOREIGN KEY');
  });
});

describe('the imaging extension', () => {
  test('refers to concepts and to itself, and to clinical tables where they are', () => {
    const without = formatImagingTables('postgresql', { clinicalTables: false });
    expect(without).not.toContain('REFERENCES person');
    expect(without).toContain('FOREIGN KEY (modality_concept_id) REFERENCES concept (concept_id)');
    expect(without).toContain(
      'FOREIGN KEY (image_occurrence_id) REFERENCES image_occurrence (image_occurrence_id)',
    );
    expect(formatImagingTables('postgresql', { clinicalTables: true })).toContain(
      'REFERENCES person (person_id)',
    );
  });

  test('SQLite takes a series and refuses one without a modality', () => {
    const script = `${formatCdmTables('sqlite')}${formatImagingTables('sqlite', { clinicalTables: false })}`;
    withSqlite(script, (database) => {
      const add = database.prepare(
        'INSERT INTO image_occurrence VALUES (1, 1, 1, NULL, NULL, NULL, NULL, ?, ?, ?, ?)',
      );
      database.pragma('foreign_keys = OFF');
      expect(add.run('2024-09-15', '1.2.3', '1.2.3.4', 2128200002).changes).toBe(1);
      expect(() => add.run('2024-09-15', '1.2.3', '1.2.3.5', null)).toThrow(/NOT NULL/);
    });
  });
});

test('stub rows close: each names only concepts, domains, vocabularies and classes that are there', () => {
  const { concept, domain, vocabulary, concept_class: classes } = makeStubRows(releaseOf());
  const ids = new Set([
    ...concept.map(([id]) => id),
    ...releaseOf().concepts.map(({ conceptId }) => conceptId as number),
  ]);
  const names = (rows: readonly (readonly unknown[])[]) => new Set(rows.map(([name]) => name));
  expect([...domain, ...vocabulary, ...classes].filter((row) => !ids.has(row.at(-1) as number))).toEqual([]);
  expect(concept.filter((row) => !names(domain).has(row[2] as string))).toEqual([]);
  expect(concept.filter((row) => !names(vocabulary).has(row[3] as string))).toEqual([]);
  expect(concept.filter((row) => !names(classes).has(row[4] as string))).toEqual([]);
});
