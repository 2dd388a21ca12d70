/** Options that several commands share, and what a command is. */
import type { Argv } from 'yargs';
import type { Terminal } from '../commands/terminal.js';

export type ExitCode = 0 | 1 | 2;
/** Takes note of how a command ends. */
export type Settle = (run: Promise<ExitCode>) => Promise<void>;
/** Adds commands to the program. */
export type AddCommands = (program: Argv, terminal: Terminal, settle: Settle) => Argv;

export const EDITION = { type: 'string', describe: 'label as the standard prints it, e.g. 2024d' } as const;
export const BASE_URL = {
  type: 'string',
  describe: 'a mirror of dicom.nema.org/medical/dicom/ (default: DICOM_OMOP_BASE_URL, else NEMA)',
} as const;
export const ATHENA = {
  type: 'string',
  describe: 'an Athena download (folder or ZIP) to look codes up in',
} as const;
export const PLAYBOOK = {
  type: 'string',
  describe: 'LoincRsnaRadiologyPlaybook.csv of a LOINC release (your own copy)',
} as const;
export const CACHE = {
  type: 'string',
  describe: 'the standard cache (default: standard-cache here, else the embedded one)',
} as const;
export const MAPPINGS = {
  type: 'string',
  describe: 'curated files and ledgers (default: mappings here, else the embedded ones)',
} as const;
export const MEMORY = {
  type: 'string',
  default: '1000',
  describe: 'megabytes that it may take; what does not fit goes to disk',
} as const;
export const LEDGER = {
  type: 'string',
  describe: 'the id ledger (default: the one that the profile names)',
} as const;
export const PROFILE = {
  type: 'string',
  describe: 'form of the release: a file in mappings/profiles',
  default: 'default',
} as const;
export const JSON_OUTPUT = { type: 'boolean', describe: 'print the result as JSON', default: false } as const;
/** What runs the SQL of a harvest. */
export const SPARK_OPTIONS = {
  engine: {
    choices: ['duckdb', 'spark'],
    default: 'duckdb',
    describe: 'what runs the SQL: DuckDB here, or a job for Apache Spark',
  },
  job: {
    type: 'string',
    describe:
      'folder of the job for Spark, which stays then (default: in --crosswalk, until its results are written)',
  },
  submit: {
    choices: ['auto', 'never'],
    default: 'auto',
    describe: 'whether the job is run where spark-submit or pyspark is',
  },
  'spark-master': { type: 'string', describe: 'master of Spark (default: one thread for each processor)' },
  'spark-conf': {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'setting of Spark, name=value; may be repeated',
  },
} as const;
