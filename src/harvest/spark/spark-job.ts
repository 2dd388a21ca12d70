/**
 * The models as a job for Apache Spark: a folder with the tables that they read (Parquet), the models in their order as Spark words them, a driver in
 * Python and the line that submits it. Nothing of this program is needed where it runs. A job whose inputs are the same is gone on with.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findJson } from '../../disk/json-file.js';
import { EnvironmentError } from '../../model/diagnostic.js';
import { type Engine, quote } from '../engine.js';
import { formatModel, isView, type Model, readSql } from '../model-files.js';
import type { ModelRunner } from '../model-runner.js';
import { HEADER_TABLES } from '../sources.js';
import { formatForSpark, parseMacros } from './macro-expansion.js';

/** Runs a job; false: not here. Throws if a model fails. */
export type SubmitJob = (job: string) => Promise<boolean>;

export interface SparkRequest {
  /** Folder of the job; it holds what identifies patients. */
  readonly job: string;
  /** Whether the folder stays when the rows are in place. */
  readonly keep: boolean;
  readonly submit: SubmitJob;
}

export interface SparkJob extends SparkRequest {
  readonly headers: readonly string[];
  readonly sources: string;
  /** What decides the result, but for the day on which the job is written. */
  readonly identity: object;
}

/** Spark as the models mean it: texts as they stand, times without a zone, faults of a cast as errors. */
const SESSION = {
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.ansi.doubleQuotedIdentifiers': 'true',
  'spark.sql.parser.escapedStringLiterals': 'true',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.timestampType': 'TIMESTAMP_NTZ',
  'spark.sql.parquet.binaryAsString': 'true',
  'spark.sql.parquet.compression.codec': 'zstd',
  'spark.sql.autoBroadcastJoinThreshold': '64m',
} as const;

interface Step {
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly file: string;
  readonly model: Model;
}

export function runOnSpark(engine: Engine, request: SparkJob): ModelRunner {
  const { job, submit, keep, sources } = request;
  const identity = digest(JSON.stringify([request.identity, request.headers, readModels(sources)]));
  const results = join(job, 'results');
  const tables: string[] = [];
  const steps: Step[] = [];
  let settled = 0;
  const hasBegun = openJob(job, identity);
  const macros = readSparkMacros(sources);

  return {
    isPrompt: false,
    run: async (models) => {
      await exportTables();
      for (const model of models) steps.push(writeModel(model));
      writeManifest();
    },
    settle: async () => {
      const awaited = steps.slice(settled);
      const isWhole = () =>
        awaited.every(({ name, kind }) => kind === 'view' || existsSync(join(results, name, '_SUCCESS')));
      if (!isWhole() && !(await submit(job))) return false;
      if (!isWhole()) throw new EnvironmentError(`${results} is not whole`, { fix: 'run the job again' });
      for (const { name, kind, model } of awaited) {
        const files = quote(join(results, name, '*.parquet'));
        await engine.run(
          kind === 'view'
            ? formatModel(model, sources)
            : `CREATE VIEW ${name} AS SELECT * FROM read_parquet(${files})`,
        );
      }
      settled = steps.length;
      return true;
    },
    finish: () => {
      if (!keep) rmSync(job, { recursive: true, force: true });
    },
  };

  /** Every table that the engine has and the job has not. */
  async function exportTables(): Promise<void> {
    const found = await engine.rows<{ name: string }>(
      'SELECT table_name AS name FROM information_schema.tables ORDER BY name',
    );
    const known = new Set<string>([
      ...Object.keys(HEADER_TABLES),
      ...tables,
      ...steps.map(({ name }) => name),
    ]);
    for (const { name } of found) {
      if (known.has(name)) continue;
      tables.push(name);
      const file = join(job, 'tables', `${name}.parquet`);
      if (hasBegun && existsSync(file)) continue;
      await engine.run(`COPY ${name} TO ${quote(`${file}.new`)} (FORMAT parquet, COMPRESSION zstd)`);
      copyFileSync(`${file}.new`, file);
      rmSync(`${file}.new`);
    }
  }

  function writeModel(model: Model): Step {
    const [room = '', name = ''] = model.split('/');
    const file = `models/${String(steps.length + 1).padStart(3, '0')}-${name}.sql`;
    writeFileSync(join(job, file), formatForSpark(readSql(sources, room, name), macros));
    return { name, kind: isView(name) ? 'view' : 'table', file, model };
  }

  function writeManifest(): void {
    const manifest = {
      identity,
      session: SESSION,
      headers: request.headers,
      header_tables: HEADER_TABLES,
      tables,
      models: steps.map(({ name, kind, file }) => ({ name, kind, file })),
    };
    for (const file of ['driver.py', 'README.md'])
      copyFileSync(join(sources, 'harvest', 'spark', file), join(job, file));
    writeFileSync(
      join(job, 'submit.sh'),
      '#!/bin/sh\n# Where Spark is: on a cluster with --master, and with URIs that its workers see.\nexec spark-submit driver.py "$@"\n',
    );
    chmodSync(join(job, 'submit.sh'), 0o700);
    writeFileSync(join(job, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  }
}

/** Macros of all engines with those of Spark, which win. */
export function readSparkMacros(sources: string): ReturnType<typeof parseMacros> {
  const read = (file: string) => readFileSync(join(sources, 'harvest', file), 'utf8');
  return parseMacros(`${read('macros.sql')}\n${read('spark-macros.sql')}`);
}

/** True if the folder holds this very job. Another job is replaced; a folder of something else is refused. */
function openJob(job: string, identity: string): boolean {
  const file = join(job, 'manifest.json');
  if (existsSync(job) && readdirSync(job).length > 0) {
    const isJob = existsSync(join(job, 'driver.py')) || existsSync(join(job, 'tables'));
    if (!isJob) {
      throw new EnvironmentError(`${job} holds something else than a job`, {
        fix: 'name a folder that is new or empty with --job',
      });
    }
    const written = findJson<{ readonly identity?: string }>(file, {
      members: ['models'],
      fix: 'remove the folder, or name another with --job',
    });
    if (written?.identity === identity) return true;
    if (existsSync(join(job, 'results')) && existsSync(file)) {
      throw new EnvironmentError(`${job} holds a job of other inputs, with results`, {
        fix: 'remove the folder, or name another with --job: headers, release, tables or options have changed, or another harvest has given ids since',
      });
    }
    rmSync(job, { recursive: true });
  }
  for (const folder of ['tables', 'models']) mkdirSync(join(job, folder), { recursive: true, mode: 0o700 });
  return false;
}

/** The text of everything that decides what a model is. */
function readModels(sources: string): readonly string[] {
  const folders = ['harvest', 'harvest/models', 'deidentify/models'].map((folder) => join(sources, folder));
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
