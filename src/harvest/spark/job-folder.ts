/**
 * A job for Apache Spark: a folder with the tables that it reads (Parquet), SELECTs in their order as Spark words them, a driver in Python and the line that
 * submits it. Nothing of this program is needed where it runs. A job whose inputs are the same is gone on with.
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
import { type Diagnostic, EnvironmentError } from '../../model/diagnostic.js';
import { type Engine, quote } from '../engine.js';
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

/** One SELECT. */
export interface Step {
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly sql: string;
  /** An earlier step: runs only where a row of that has `failed` above 0. */
  readonly onlyIfFailed?: string;
}

export interface JobFolder {
  /** Every table of the engine that the job has not, goes with it; those of steps to come must not be there. */
  readonly exportTables: () => Promise<void>;
  readonly addStep: (step: Step) => void;
  readonly writeManifest: () => void;
  /** Runs what has no result; false: the results have to be waited for. */
  readonly settle: () => Promise<boolean>;
  /** `read_parquet(...)` of a step's result, for the engine. Throws if it is not there. */
  readonly resultOf: (name: string) => string;
  /** The results are used: the job goes, unless it is kept. */
  readonly finish: () => void;
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

export function openJobFolder(engine: Engine, request: SparkJob): JobFolder {
  const { job, submit, keep, sources } = request;
  const identity = digest(JSON.stringify([request.identity, request.headers, readModels(sources)]));
  const results = join(job, 'results');
  const tables: string[] = [];
  const steps: Step[] = [];
  const hasBegun = openJob(job, identity);
  const macros = readSparkMacros(sources);
  const hasResult = (name: string) => existsSync(join(results, name, '_SUCCESS'));
  const notWhole = () => new EnvironmentError(`${results} is not whole`, { fix: 'run the job again' });

  return {
    exportTables: async () => {
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
    },
    addStep: (step) => {
      steps.push(step);
      writeFileSync(join(job, fileOf(step)), formatForSpark(step.sql, macros));
    },
    writeManifest,
    settle: async () => {
      const isWhole = () =>
        steps.every(
          ({ name, kind, onlyIfFailed }) => kind === 'view' || onlyIfFailed !== undefined || hasResult(name),
        );
      if (!isWhole() && !(await submit(job))) return false;
      if (!isWhole()) throw notWhole();
      return true;
    },
    resultOf: (name) => {
      if (!hasResult(name)) throw notWhole();
      return `read_parquet(${quote(join(results, name, '*.parquet'))})`;
    },
    finish: () => {
      if (!keep) rmSync(job, { recursive: true, force: true });
    },
  };

  function fileOf(step: Step): string {
    return `models/${String(steps.indexOf(step) + 1).padStart(3, '0')}-${step.name}.sql`;
  }

  function writeManifest(): void {
    const manifest = {
      identity,
      session: SESSION,
      headers: request.headers,
      header_tables: HEADER_TABLES,
      tables,
      models: steps.map((step) => ({
        name: step.name,
        kind: step.kind,
        file: fileOf(step),
        only_if_failed: step.onlyIfFailed,
      })),
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

/** A job that nobody has run yet. */
export function tellWaiting(job: string): Diagnostic {
  return {
    code: 'spark-job-waiting',
    severity: 'warning',
    message: `the job is written and has not run: ${job}`,
    expected: 'spark-submit on PATH, or a Python with pyspark in DICOM_OMOP_PYTHON or on PATH',
    fix: 'run submit.sh of that folder where Spark is, bring its results back into it, then give this command again; README.md there says how',
  };
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
