/** Runs the job of `harvest map --engine spark` where Spark is on this machine: by spark-submit, or by a Python that has PySpark. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { SparkRequest, SubmitJob } from '../harvest/spark/job-folder.js';
import { EnvironmentError } from '../model/diagnostic.js';
import type { Terminal } from './terminal.js';

export interface SparkOptions {
  /** Of Spark: `local[2]`, `yarn` ...; undefined: as Spark is configured, one thread for each processor without that. */
  readonly master: string | undefined;
  readonly threads: number;
  /** Of the driver, in megabytes. */
  readonly memory: number;
  /** Settings of Spark: `name=value`. */
  readonly conf: readonly string[];
}

/** Options of every command that Spark may run. */
export interface SparkArguments {
  /** `duckdb` or `spark` */
  readonly engine?: string | undefined;
  readonly job?: string | undefined;
  /** `auto` or `never` */
  readonly submit?: string | undefined;
  readonly sparkMaster?: string | undefined;
  readonly sparkConf?: readonly string[] | undefined;
}

/** Undefined where Spark is not asked for. `place`: of the job where none is named; such a job goes when its results are used. */
export function findSparkRequest(
  { engine, job, submit, sparkMaster, sparkConf }: SparkArguments,
  { place, threads, memory }: { readonly place: string; readonly threads: number; readonly memory: number },
  terminal: Terminal,
): SparkRequest | undefined {
  if (engine !== 'spark') return undefined;
  return {
    job: job === undefined ? place : resolve(terminal.workingDirectory, job),
    keep: job !== undefined,
    submit:
      submit === 'never'
        ? async () => false
        : makeSubmit({ master: sparkMaster, threads, memory, conf: sparkConf ?? [] }, terminal),
  };
}

interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly hasOwnMaster: boolean;
}

export function makeSubmit(options: SparkOptions, terminal: Terminal): SubmitJob {
  return async (job) => {
    const program = findProgram(options, terminal);
    if (!program) return false;
    const log = join(job, 'spark.log');
    const ended = await runDriver(program, join(job, 'driver.py'), options, terminal);
    writeFileSync(log, ended.text, { mode: 0o600 });
    if (ended.code === 0) return true;
    const [, model, message] = /^fault (\w+): (.*)$/m.exec(ended.text) ?? [];
    throw new EnvironmentError(
      model === undefined
        ? `Spark ended with code ${ended.code}: ${lastLine(ended.text)}`
        : `Spark failed in model ${model}: ${message}`,
      {
        fix: `look into ${log}; what is done stays done: the same command goes on from there, with --job ${job}`,
      },
    );
  };
}

function findProgram({ master, threads, memory }: SparkOptions, { env }: Terminal): Program | undefined {
  const own = env.DICOM_OMOP_PYTHON;
  const submit = findOnPath('spark-submit', env.PATH);
  if (own === undefined && submit !== undefined) {
    const given = master === undefined ? [] : ['--master', master];
    return { command: submit, args: [...given, '--driver-memory', `${memory}m`], hasOwnMaster: true };
  }
  const python = own ?? findOnPath('python3', env.PATH);
  if (python === undefined) return undefined;
  const has = spawnSync(python, [
    '-c',
    'import importlib.util as u; raise SystemExit(u.find_spec("pyspark") is None)',
  ]);
  if (has.status !== 0) return undefined;
  const chosen = master ?? `local[${threads}]`;
  return { command: python, args: ['--master', chosen, '--memory', `${memory}m`], hasOwnMaster: false };
}

function findOnPath(name: string, path = ''): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

async function runDriver(
  { command, args, hasOwnMaster }: Program,
  driver: string,
  { threads, conf }: SparkOptions,
  { env }: Terminal,
): Promise<{ readonly code: number; readonly text: string }> {
  const settings = [
    `spark.sql.shuffle.partitions=${4 * threads}`,
    'spark.ui.enabled=false',
    'spark.ui.showConsoleProgress=false',
    ...conf,
  ].flatMap((setting) => ['--conf', setting]);
  const child = spawn(
    command,
    hasOwnMaster ? [...args, ...settings, driver] : [driver, ...args, ...settings],
    {
      env: {
        ...env,
        PYSPARK_PYTHON: env.PYSPARK_PYTHON ?? (hasOwnMaster ? undefined : command),
        PYTHONDONTWRITEBYTECODE: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => {
    text += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    text += bytes.toString();
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve(exit ?? 1));
  });
  return { code, text };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
