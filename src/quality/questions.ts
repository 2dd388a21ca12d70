/** Who answers: the engine itself, at once; or a job for Apache Spark, which is told all questions before the first answer is read. */
import type { Engine } from '../harvest/engine.js';
import { openJobFolder, type SparkRequest, type Step } from '../harvest/spark/job-folder.js';

export interface Question {
  /** Of a table that is not there yet. */
  readonly name: string;
  readonly sql: string;
  /** Columns of the answer, as ORDER BY has them; undefined for one row, or where `sql` limits them. */
  readonly order?: string;
  /** The question whose answer has `failed` above 0 where this one is asked. */
  readonly onlyIfFailed?: string;
}

export interface Questions {
  /** A table made of others, or a view, for questions and tables to come. */
  readonly make: (name: string, sql: string, kind?: 'table' | 'view') => Promise<void>;
  /** Every question that may be asked; false: its answers have to be waited for. Once, before the first answer. */
  readonly expect: (questions: readonly Question[]) => Promise<boolean>;
  readonly answer: <Row extends object>(question: Question) => Promise<readonly Row[]>;
  /** Nothing more is asked. */
  readonly finish: () => void;
}

export function askEngine(engine: Engine): Questions {
  return {
    make: (name, sql, kind = 'table') => engine.run(`CREATE ${kind} ${name} AS\n${sql}`),
    expect: async () => true,
    answer: ({ sql, order }) =>
      engine.rows(order === undefined ? sql : `SELECT * FROM (${sql}\n) answer ORDER BY ${order}`),
    finish: () => undefined,
  };
}

export interface SparkQuestions extends SparkRequest {
  /** Folders of header tables. */
  readonly headers: readonly string[];
  readonly sources: string;
}

/** The engine reads what the job is given and what comes back; nothing is reckoned in it. */
export function askSpark(engine: Engine, request: SparkQuestions): Questions {
  const made: Step[] = [];
  let job: ReturnType<typeof openJobFolder> | undefined;
  return {
    make: async (name, sql, kind = 'table') => {
      made.push({ name, kind, sql });
      // For the names and types of columns alone.
      await engine.run(`CREATE VIEW ${name} AS\n${sql}`);
    },
    expect: async (questions) => {
      const inputs = await digestInputs(engine, new Set(made.map(({ name }) => name)));
      job = openJobFolder(engine, { ...request, identity: { inputs, made, questions } });
      for (const step of made) job.addStep(step);
      await job.exportTables();
      for (const { name, sql, onlyIfFailed } of questions)
        job.addStep({ name, kind: 'table', sql, ...(onlyIfFailed === undefined ? {} : { onlyIfFailed }) });
      job.writeManifest();
      return job.settle();
    },
    answer: ({ name, order }) => {
      if (job === undefined) throw new Error(`${name} was not expected`);
      return engine.rows(
        `SELECT * FROM ${job.resultOf(name)}${order === undefined ? '' : ` ORDER BY ${order}`}`,
      );
    },
    finish: () => job?.finish(),
  };
}

/** The day of the check, and what the header tables hold, which have a manifest of their own. */
const LEFT_OUT = [
  'check_setting',
  'instances',
  'elements',
  'sr_items',
  'segments',
  'object_reference',
  'findings',
];

/** Table -> rows and their digest, in any order. */
async function digestInputs(
  engine: Engine,
  made: ReadonlySet<string>,
): Promise<readonly (readonly [name: string, rows: string])[]> {
  const tables = await engine.rows<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables ORDER BY name',
  );
  const digests: (readonly [string, string])[] = [];
  for (const { name } of tables.filter((table) => !made.has(table.name) && !LEFT_OUT.includes(table.name))) {
    const [found] = await engine.rows<{ digest: string }>(
      `SELECT concat(count(*), ' ', bit_xor(hash(t))) AS digest FROM ${name} t`,
    );
    digests.push([name, found?.digest ?? '']);
  }
  return digests;
}
