/** Spark, if it is to be had: a Python that has PySpark, and a Java. */
import { spawnSync } from 'node:child_process';

export const PYTHON = process.env.DICOM_OMOP_PYTHON ?? 'python3';

export function hasSpark(): boolean {
  const java = spawnSync('java', ['-version']).status === 0;
  return java && spawnSync(PYTHON, ['-c', 'import pyspark']).status === 0;
}
