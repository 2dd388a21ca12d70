/** A small clean harvest as the quality rules see it: six series of two persons, with headers, release, vocabulary and CDM, each rule having something to judge. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCuratedLists } from '../../src/harvest/curated-lists.js';
import { type Engine, literal } from '../../src/harvest/engine.js';
import { readMacros, readSql } from '../../src/harvest/model-files.js';
import { insertTable } from '../../src/harvest/sources.js';
import { INSTANCE_MODELS, PREPARED, readPrepared } from '../../src/quality/inputs.js';
import { QUALITY_LISTS } from '../../src/quality/lists.js';
import type { Questions } from '../../src/quality/questions.js';
import { ROOT } from './command-line.js';
import { HEADERS } from './quality/headers.js';
import { OMOP } from './quality/rows.js';
import { VOCABULARY } from './quality/vocabulary.js';

const TABLES = { ...OMOP, ...HEADERS, ...VOCABULARY };

export const QUALITY_TABLES: ReadonlySet<string> = new Set([
  ...Object.keys(TABLES),
  ...INSTANCE_MODELS,
  ...PREPARED,
]);

/** All tables of the clean harvest; what is made of others follows when they change. `make`: as of `Questions`. */
export async function openCleanHarvest(
  engine: Engine,
  make: Questions['make'] = (name, sql) => engine.run(`CREATE VIEW ${name} AS ${sql}`),
): Promise<void> {
  for (const macro of readMacros(join(ROOT, 'src'))) await engine.run(macro);
  const lists = readCuratedLists((name) => {
    const file = join(ROOT, 'mappings', 'harvest', name);
    return { file, text: readFileSync(file, 'utf8') };
  }, QUALITY_LISTS);
  if (lists.diagnostics.length > 0) throw new Error(JSON.stringify(lists.diagnostics));
  for (const each of lists.value) await insertTable(engine, each);
  for (const [name, { columns, rows }] of Object.entries(TABLES)) {
    await engine.run(`CREATE TABLE ${name} (${columns})`);
    for (const row of rows) {
      await engine.run(
        `INSERT INTO ${name} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')})`,
      );
    }
  }
  for (const model of INSTANCE_MODELS)
    await make(model, readSql(join(ROOT, 'src'), 'harvest', model), 'view');
  for (const name of PREPARED) await make(name, readPrepared(join(ROOT, 'src'), name).sql);
}
