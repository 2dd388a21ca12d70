import { describe, expect, test } from '@jest/globals';
import { formatMigrationSql, formatMigrationTable, type Migration } from '../../../src/emit/migration.js';

function moveOf(oldId: number, newId: number | undefined, rest: Partial<Migration> = {}): Migration {
  const code = newId === undefined ? undefined : `C${newId}`;
  const how = newId === undefined ? 'unknown code' : 'same code';
  return { oldId, newId, oldCode: `O${oldId}`, oldName: `Name ${oldId}`, code, how, candidates: [], ...rest };
}

/** Pairs of the temporary table, `old>new`. */
const pairsOf = (sql: string) => [...sql.matchAll(/^ {2}\((\d+), (\d+)\)/gm)].map(([, a, b]) => `${a}>${b}`);
const updatesOf = (sql: string) =>
  [...sql.matchAll(/UPDATE (\w+) SET (\w+) = m\.new_id FROM id_migration m WHERE (\S+) = m\.old_id;/g)].map(
    ([, table, column, where]) => ({ table, column, where }),
  );

test('the table has a line for each old row, told or not', () => {
  const rows = [
    moveOf(1, 11),
    moveOf(2, undefined, { how: 'ambiguous', candidates: ['00209072:R', '00280004:R'] }),
    moveOf(3, 13, { oldName: 'two\r\nlines\tand a tab' }),
  ];
  expect(formatMigrationTable(rows).split('\n')).toEqual([
    'old_id\tnew_id\tcode\thow\told_code\told_name\tcandidates',
    '1\t11\tC11\tsame code\tO1\tName 1\t',
    '2\t\t\tambiguous\tO2\tName 2\t00209072:R 00280004:R',
    '3\t13\tC13\tsame code\tO3\ttwo lines and a tab\t',
    '',
  ]);
});

describe('the SQL', () => {
  test('has the pairs that change, and no row that was not told or keeps its id', () => {
    const sql = formatMigrationSql([moveOf(1, 11), moveOf(2, undefined), moveOf(3, 3), moveOf(4, 14)]);
    expect(pairsOf(sql)).toEqual(['1>11', '4>14']);
  });

  test('has no INSERT where nothing changes, and is a whole transaction all the same', () => {
    const sql = formatMigrationSql([moveOf(3, 3)]);
    expect(sql).not.toContain('INSERT');
    expect(sql).toMatch(/^--[^\n]*\nBEGIN;\n[\s\S]*\nCOMMIT;\n$/);
  });

  test('updates each stored column once, from the table of pairs alone', () => {
    const updates = updatesOf(formatMigrationSql([moveOf(1, 2), moveOf(2, 1)]));
    const columns = updates.map(({ table, column }) => `${table}.${column}`);
    expect(columns).toEqual([...new Set(columns)]);
    expect(updates.map(({ where }) => where)).toEqual(columns);
    expect(columns).toEqual(
      expect.arrayContaining([
        'measurement.measurement_source_concept_id',
        'measurement.value_as_concept_id',
        'observation.observation_source_concept_id',
        'image_occurrence.modality_concept_id',
        'image_feature.image_finding_concept_id',
      ]),
    );
  });

  test('touches a column only where the database has it', () => {
    const blocks = formatMigrationSql([moveOf(1, 2)]).match(/DO \$\$ BEGIN[\s\S]*?END \$\$;/g) ?? [];
    expect(blocks.length).toBeGreaterThan(10);
    for (const block of blocks) {
      const [update] = updatesOf(block);
      expect(block).toContain(`table_name = '${update?.table}' AND column_name = '${update?.column}'`);
    }
  });
});
