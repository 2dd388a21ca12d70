/** Spark, if it is to be had: a Python that has PySpark, and a Java. */
import { spawnSync } from 'node:child_process';
import { makeSubmit } from '../../src/commands/harvest-spark.js';
import type { Terminal } from '../../src/commands/terminal.js';
import type { SubmitJob } from '../../src/harvest/spark/job-folder.js';

export const PYTHON = process.env.DICOM_OMOP_PYTHON ?? 'python3';

export function hasSpark(): boolean {
  const java = spawnSync('java', ['-version']).status === 0;
  return java && spawnSync(PYTHON, ['-c', 'import pyspark']).status === 0;
}

/** Two threads, or what DICOM_OMOP_SPARK_MASTER says. */
export const SPARK_MASTER = process.env.DICOM_OMOP_SPARK_MASTER ?? 'local[2]';
/** A few rows need no compiler, no plan that adapts and no partitions: most of the time would be theirs. */
export const FEW_ROWS = [
  'spark.sql.shuffle.partitions=2',
  'spark.sql.adaptive.enabled=false',
  'spark.sql.codegen.wholeStage=false',
  'spark.sql.codegen.factoryMode=NO_CODEGEN',
  'spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
];

export function submitHere(): SubmitJob {
  return makeSubmit({ master: SPARK_MASTER, threads: 2, memory: 1000, conf: FEW_ROWS }, {
    env: { ...process.env, DICOM_OMOP_PYTHON: PYTHON },
  } as unknown as Terminal);
}
