/** Who answers what check and report ask of a harvest: the engine here, or Spark by a job. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../harvest/engine.js';
import { tellWaiting } from '../harvest/spark/job-folder.js';
import { EnvironmentError } from '../model/diagnostic.js';
import type { QualityInputs } from '../quality/inputs.js';
import { askEngine, askSpark, type Questions } from '../quality/questions.js';
import type { HarvestOriginArguments } from './harvest-origin.js';
import { findSparkRequest, type SparkArguments } from './harvest-spark.js';
import { getCount } from './option-number.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

/** Who answers: the engine, or Spark by the job `name`-job of the crosswalk. */
export function openQuestions(
  engine: Engine,
  name: string,
  args: HarvestOriginArguments & SparkArguments,
  inputs: Pick<QualityInputs, 'headers' | 'site' | 'sources'>,
  terminal: Terminal,
): Questions {
  const { headers, site, sources } = inputs;
  if (args.engine === 'spark' && (headers === undefined || (site === undefined && args.job === undefined))) {
    throw new EnvironmentError(
      headers === undefined
        ? 'a job for Spark reads the header tables, which are not at hand'
        : 'the job for Spark has no folder: what the site remembers is not at hand',
      {
        fix: headers === undefined ? 'give --headers the folder of harvest scan' : 'name a folder with --job',
      },
    );
  }
  const spark = findSparkRequest(
    args,
    {
      place: join(site ?? '', `${name}-job`),
      threads: availableParallelism(),
      memory: getCount(args.memory, '--memory'),
    },
    terminal,
  );
  return spark === undefined
    ? askEngine(engine)
    : askSpark(engine, { ...spark, headers: headers ?? [], sources });
}

/** A job that waits is told; where it was not to be run, that is what was asked for. */
export function endWaiting(
  site: string,
  name: string,
  { job, submit }: SparkArguments,
  terminal: Terminal,
): 0 | 1 {
  reportDiagnostics([tellWaiting(job ?? join(site, `${name}-job`))], terminal);
  return submit === 'never' ? 0 : 1;
}
