/** Who runs the models: DuckDB in this process, or Spark. Either way their results are tables of the engine afterwards. */
import type { Engine } from './engine.js';
import { listRanges } from './id-ranges.js';
import { formatModel, type Model, readSql } from './model-files.js';
import { WRITTEN_MODELS } from './outputs.js';

export interface ModelRunner {
  /** Whether results are there as soon as `run` has ended. */
  readonly isPrompt: boolean;
  /** The models, in their order; they read the tables that the engine has by now. */
  readonly run: (models: readonly Model[]) => Promise<void>;
  /** Has the results of all models so far in the engine; false if they have to be waited for. */
  readonly settle: () => Promise<boolean>;
  /** The rows are in place: what is not needed any more goes. */
  readonly finish: () => void;
}

export function runInEngine(engine: Engine, sources: string): ModelRunner {
  return {
    isPrompt: true,
    run: async (models) => {
      for (const model of models) {
        if (RANGED.has(model)) await runInRanges(engine, model, sources);
        else await engine.run(formatModel(model, sources, WRITTEN_MODELS.has(model) ? 'VIEW' : undefined));
      }
    },
    settle: async () => true,
    finish: () => undefined,
  };
}

/** Models whose groups hold more than DuckDB can spill, or whose rows are wanted about in the order of their ids: made in ranges of a column of theirs. `weight`: of a row of `of`. */
const RANGED: ReadonlyMap<Model, { readonly by: string; readonly of: string; readonly weight: number }> =
  new Map([
    ['harvest/study_said', { by: 'study_instance_uid', of: 'study', weight: 20 }],
    ['harvest/series_input', { by: 'series_instance_uid', of: 'series_id', weight: 5 }],
    ['harvest/feature_id', { by: 'image_occurrence_id', of: 'feature_value', weight: 1 }],
  ]);

async function runInRanges(engine: Engine, model: Model, sources: string): Promise<void> {
  const { by, of, weight } = RANGED.get(model) ?? { by: '', of: '', weight: 0 };
  const [room = '', name = ''] = model.split('/');
  const rows = (where: string) => `SELECT * FROM (${readSql(sources, room, name)}) made WHERE ${where}`;
  const [first = 'TRUE', ...others] = await listRanges(engine, of, by, weight);
  await engine.run(`CREATE TABLE ${name} AS ${rows(first)}`);
  for (const where of others) await engine.run(`INSERT INTO ${name} ${rows(where)}`);
}
