/** Each quality rule passes on clean data and fails on data made to break it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Engine, openEngine } from '../../../src/harvest/engine.js';
import { PREPARED, readPrepared } from '../../../src/quality/inputs.js';
import { readRules } from '../../../src/quality/rule-file.js';
import { runRules } from '../../../src/quality/run-rules.js';
import { ROOT } from '../../support/command-line.js';
import { BREACHES } from '../../support/quality/breaches.js';
import { openCleanHarvest, QUALITY_TABLES } from '../../support/quality-tables.js';

jest.setTimeout(120_000);

const RULES = readRules(join(ROOT, 'src'));

describe('quality rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quality-'));
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ folder, threads: 1, memory: 500 });
    await openCleanHarvest(engine);
  });
  afterAll(() => {
    engine.close();
    rmSync(folder, { recursive: true });
  });
  const ask = async (codes: readonly string[]) =>
    runRules(
      engine,
      RULES.filter(({ code }) => codes.includes(code)),
      { absent: new Map() },
    );

  test('there are 85, R01 to T10', () => {
    const codes = Object.entries({ R: 13, V: 18, C: 8, K: 18, P: 18, T: 10 }).flatMap(([letter, n]) =>
      Array.from({ length: n }, (_, at) => `${letter}${String(at + 1).padStart(2, '0')}`),
    );
    expect(RULES.map(({ code }) => code)).toEqual(codes);
    expect(Object.keys(BREACHES).sort()).toEqual([...codes].sort());
  });

  test('a clean harvest keeps all of them, and each has something to judge', async () => {
    const results = await ask(RULES.map(({ code }) => code));
    const wrong = results.filter(({ status }) => status !== 'passed');
    expect(
      wrong.map(({ rule, status, failed, total, examples }) => ({
        code: rule.code,
        status,
        failed,
        total,
        examples,
      })),
    ).toEqual([]);
  });

  test.each(RULES.map(({ code, title }) => [code, title] as const))(
    '%s fails on data that break it: %s',
    async (code) => {
      await engine.run('BEGIN');
      try {
        for (const statement of BREACHES[code] ?? []) await engine.run(statement);
        const [result] = await ask([code]);
        expect(result?.status).toBe('failed');
      } finally {
        await engine.run('ROLLBACK');
      }
    },
  );

  test('a rule tells all tables that it asks, and no other', () => {
    const tablesOf = (sql: string) =>
      new Set(
        [...sql.matchAll(/\b(?:FROM|JOIN) ([a-z_]+)/g)]
          .map(([, name]) => name ?? '')
          .filter((name) => QUALITY_TABLES.has(name)),
      );
    const wrong = RULES.flatMap(({ code, sql, reads, uses }) => {
      const told = new Set([...reads, ...uses, 'check_setting', 'manifest_count']);
      return [...tablesOf(sql)].filter((name) => !told.has(name)).map((name) => `${code} ${name}`);
    });
    const prepared = PREPARED.flatMap((name) => {
      const { sql, reads } = readPrepared(join(ROOT, 'src'), name);
      const told = new Set([...reads, 'check_setting', 'foreign_concept', 'observation']);
      return [...tablesOf(sql)].filter((table) => !told.has(table)).map((table) => `${name} ${table}`);
    });
    expect([...wrong, ...prepared]).toEqual([]);
  });

  test('a rule whose table is not there is not run, and says why', async () => {
    const [result] = await runRules(
      engine,
      RULES.filter(({ code }) => code === 'R03'),
      { absent: new Map([['cdm_person', 'PERSON is not at hand']]) },
    );
    expect(result).toMatchObject({ status: 'not run', reason: 'PERSON is not at hand', total: 0 });
  });

  test('thresholds and levels of a site go before those of the rule, and leave the other rules out', async () => {
    await engine.run('BEGIN');
    await engine.run(
      'UPDATE image_occurrence SET anatomic_site_concept_id = 0 WHERE image_occurrence_id = 1',
    );
    const results = await runRules(engine, RULES, {
      absent: new Map(),
      choices: [{ code: 'K04', threshold: 0, level: 'error' }],
    });
    await engine.run('ROLLBACK');
    expect(
      results.map(({ rule, status, level, threshold }) => [rule.code, status, level, threshold]),
    ).toEqual([['K04', 'failed', 'error', 0]]);
  });
});
