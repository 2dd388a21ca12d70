/** Who runs the models: DuckDB in this process, or Spark. Either way their results are tables of the engine afterwards. */
import type { Engine } from './engine.js';
import { formatModel, type Model } from './model-files.js';
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
        await engine.run(formatModel(model, sources, WRITTEN_MODELS.has(model) ? 'VIEW' : undefined));
      }
    },
    settle: async () => true,
    finish: () => undefined,
  };
}
