/** Every quality rule, on data made to break all of them: DuckDB and Spark find the same, part by part, with the same examples. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { openEngine, quote } from '../../src/harvest/engine.js';
import { HEADER_TABLES } from '../../src/harvest/sources.js';
import { askSpark } from '../../src/quality/questions.js';
import { readRules } from '../../src/quality/rule-file.js';
import {
  askRules,
  listQuestions,
  planRules,
  type RuleResult,
  runRules,
} from '../../src/quality/run-rules.js';
import { ROOT } from '../support/command-line.js';
import { writeHeaderTables } from '../support/header-tables.js';
import { BREACHES } from '../support/quality/breaches.js';
import { openCleanHarvest } from '../support/quality-tables.js';
import { hasSpark, submitHere } from '../support/spark.js';
import { useFolders } from '../support/standard-document.js';

jest.setTimeout(1_800_000);
const newFolder = useFolders();
const sources = join(ROOT, 'src');
const rules = readRules(sources);
const inOneLine = (results: readonly RuleResult[]) =>
  results.map(({ rule, parts, examples, ...result }) =>
    [rule.code, ...Object.values(result), JSON.stringify(parts), ...examples].join(' '),
  );

(hasSpark() ? describe : describe.skip)('quality rules on Spark', () => {
  test('find what they find in DuckDB', async () => {
    const folder = await newFolder();
    const headers = join(folder, 'headers');
    await writeHeaderTables(headers, { instances: [], elements: [] });
    const engine = await openEngine({ folder, threads: 1, memory: 500 });
    const questions = askSpark(engine, {
      ...{ job: join(folder, 'job'), keep: true, submit: submitHere() },
      ...{ headers: [headers], sources },
    });
    await openCleanHarvest(engine, questions.make);
    for (const breach of Object.values(BREACHES).flat()) await engine.run(breach);
    for (const [name, place] of Object.entries(HEADER_TABLES)) {
      if (!['instances', 'elements', 'object_reference'].includes(name)) continue;
      mkdirSync(join(headers, place), { recursive: true });
      await engine.run(
        `COPY ${name} TO ${quote(join(headers, place, 'part-00000.parquet'))} (FORMAT parquet)`,
      );
    }
    const inDuckdb = await runRules(engine, rules, { absent: new Map() });
    const planned = await planRules(engine, rules, { absent: new Map() });
    expect(await questions.expect(listQuestions(planned))).toBe(true);
    const inSpark = await askRules(questions, planned);
    engine.close();
    expect(inOneLine(inSpark)).toEqual(inOneLine(inDuckdb));
    expect(inDuckdb.filter(({ failed }) => failed > 0).length).toBeGreaterThan(60);
  });
});
