import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readSparkMacros } from '../../../../src/harvest/spark/job-folder.js';
import { expandMacros, formatForSpark, parseMacros } from '../../../../src/harvest/spark/macro-expansion.js';
import { ROOT } from '../../../support/command-line.js';

const MACROS = parseMacros(`-- a comment; with a semicolon
CREATE MACRO VARCHAR AS STRING;
CREATE MACRO matches(text, pattern) AS rlike(text, pattern);
CREATE MACRO upper(text) AS upper(translate(text, 'a', 'b'));
CREATE MACRO concat(parts...) AS concat_ws('', parts);
CREATE MACRO day_of(text) AS CASE WHEN matches(text, '^text$') THEN
  upper(text) END;
`);
const expand = (sql: string) => expandMacros(sql, MACROS);

describe('macros', () => {
  test.each([
    ["matches(a.b, 'x,(y')", "(rlike(a.b, 'x,(y'))"],
    ['CAST(NULL AS VARCHAR)', 'CAST(NULL AS STRING)'],
    // The engine's own function, within the macro that has its name.
    ['upper(upper(a))', "(upper(translate((upper(translate(a, 'a', 'b'))), 'a', 'b')))"],
    ["concat('[', n, ']')", "concat_ws('', '[', n, ']')"],
    [
      'day_of(x + y)',
      "(CASE WHEN rlike((x + y), '^text$') THEN\n  (upper(translate((x + y), 'a', 'b'))) END)",
    ],
    // Texts, comments, quoted names, columns of that name: as they are.
    ["'matches(a, b)' -- upper(a)\n", "'matches(a, b)' -- upper(a)\n"],
    ['"VARCHAR", t.upper, upper', '"VARCHAR", t.upper, upper'],
  ])('%s', (sql, expected) => {
    expect(expand(sql)).toBe(expected);
  });

  test('a parameter is not what an argument names: text of another table', () => {
    expect(expand('matches(t.text, pattern)')).toBe('rlike(t.text, pattern)');
  });

  test('a wrong number of arguments and an open parenthesis are faults', () => {
    expect(() => expand('matches(a)')).toThrow('2 parameters');
    expect(() => expand('matches(a, b')).toThrow('not closed');
    expect(() => parseMacros('SELECT 1;\n')).toThrow('no macro');
  });
});

describe('orders of a window', () => {
  test.each([
    [
      'rank() OVER (PARTITION BY a, b ORDER BY c, f(d, e) DESC)',
      'rank() OVER (PARTITION BY a, b ORDER BY c NULLS LAST, f(d, e) DESC NULLS LAST)',
    ],
    [
      'sum(n) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)',
      'sum(n) OVER (ORDER BY a NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)',
    ],
    ['lag(x) OVER (ORDER BY a NULLS FIRST,\n b)', 'lag(x) OVER (ORDER BY a NULLS FIRST,\n b NULLS LAST)'],
    [
      'coalesce(k, row_number() OVER (\n  ORDER BY (SELECT 1), b\n)) + 1',
      'coalesce(k, row_number() OVER (\n  ORDER BY (SELECT 1) NULLS LAST, b NULLS LAST)) + 1',
    ],
  ])('%s', (sql, expected) => {
    expect(formatForSpark(sql, MACROS)).toBe(expected);
  });
});

describe('the macros of the engines', () => {
  const read = (file: string) => parseMacros(readFileSync(join(ROOT, 'src/harvest', file), 'utf8'));

  test('what DuckDB words in its own way, Spark words too, or has as a function of that name', () => {
    const spark = new Set([...read('spark-macros.sql').keys(), 'explode']);
    expect([...read('duckdb-macros.sql').keys()].filter((name) => !spark.has(name))).toEqual([]);
  });

  test('no model keeps a name that only DuckDB has', () => {
    const macros = readSparkMacros(join(ROOT, 'src'));
    const own =
      /\b(VARCHAR|regexp_matches|string_agg|unnest|string_split|isfinite|to_days|list_\w+\(|QUALIFY|arg_min|arg_max)\b/;
    for (const room of ['harvest', 'deidentify']) {
      const folder = join(ROOT, 'src', room, 'models');
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql'))) {
        const sql = expandMacros(readFileSync(join(folder, file), 'utf8'), macros).replace(/--.*/g, '');
        expect([file, own.exec(sql)?.[0], sql.includes("\\'")]).toEqual([file, undefined, false]);
      }
    }
  });
});
