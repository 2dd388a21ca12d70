/** The models of `harvest map` as a job for Apache Spark, whose results are views of the engine afterwards. */
import type { Engine } from '../engine.js';
import { formatModel, isView, type Model, readSql } from '../model-files.js';
import type { ModelRunner } from '../model-runner.js';
import { openJobFolder, type SparkJob } from './job-folder.js';

export function runOnSpark(engine: Engine, request: SparkJob): ModelRunner {
  const { sources } = request;
  const folder = openJobFolder(engine, request);
  const models: { readonly name: string; readonly model: Model }[] = [];
  let settled = 0;

  return {
    isPrompt: false,
    run: async (added) => {
      await folder.exportTables();
      for (const model of added) {
        const [room = '', name = ''] = model.split('/');
        models.push({ name, model });
        folder.addStep({
          name,
          kind: isView(name) ? 'view' : 'table',
          sql: readSql(sources, room, name),
        });
      }
      folder.writeManifest();
    },
    settle: async () => {
      if (!(await folder.settle())) return false;
      for (const { name, model } of models.slice(settled)) {
        await engine.run(
          isView(name)
            ? formatModel(model, sources)
            : `CREATE VIEW ${name} AS SELECT * FROM ${folder.resultOf(name)}`,
        );
      }
      settled = models.length;
      return true;
    },
    finish: folder.finish,
  };
}
