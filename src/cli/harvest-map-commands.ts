/** Header tables to OMOP rows, and those into a database: harvest map, harvest load. */
import type { Argv } from 'yargs';
import type { Terminal } from '../commands/terminal.js';
import { MAP_OPTIONS } from './harvest-map-options.js';
import { JSON_OUTPUT, MAPPINGS, type Settle } from './options.js';

export function addMapCommands(harvest: Argv, terminal: Terminal, settle: Settle): Argv {
  return harvest
    .command(
      'map <headers>',
      'header tables to OMOP rows, de-identified',
      (options) =>
        options
          .positional('headers', {
            type: 'string',
            demandOption: true,
            describe: 'folder that harvest scan wrote',
          })
          .options(MAP_OPTIONS)
          .example(
            '$0 harvest map headers --release out/2024d --persons persons.csv --out omop',
            'IMAGE_OCCURRENCE, IMAGE_FEATURE, MEASUREMENT, OBSERVATION, PROCEDURE_OCCURRENCE',
          ),
      (argv) => settle(import('../commands/harvest-map.js').then((it) => it.runHarvestMap(argv, terminal))),
    )
    .command(
      ['run <path..>', '$0'],
      'scan, map and check in one, with what scan does by default; `run` may be left out',
      (options) =>
        options
          .positional('path', {
            type: 'string',
            array: true,
            demandOption: true,
            describe: 'files and folders; names and endings do not matter',
          })
          .option('headers', {
            type: 'string',
            default: 'headers',
            describe: 'folder of the header tables between the steps; stays at the site',
          })
          .option('resume', {
            type: 'boolean',
            default: false,
            describe: 'go on with a scan that was stopped',
          })
          .options(MAP_OPTIONS)
          .example(
            '$0 harvest run /archive --release out/2024d --persons persons.csv --out omop',
            'all steps',
          ),
      (argv) => settle(import('../commands/harvest-run.js').then((it) => it.runHarvest(argv, terminal))),
    )
    .command(
      'lookup',
      'the look-up tables of a release, as text and Parquet, and the SQL that joins headers with them',
      (options) =>
        options
          .option('release', {
            type: 'string',
            demandOption: true,
            describe: 'folder of the release whose concepts are used',
          })
          .option('out', {
            type: 'string',
            demandOption: true,
            describe: 'folder of the tables; replaced whole',
          })
          .option('mappings', MAPPINGS)
          .option('json', JSON_OUTPUT)
          .example(
            '$0 harvest lookup --release out/2024d --out lookup',
            'scripts for DuckDB, Spark, PostgreSQL, BigQuery too',
          ),
      (argv) =>
        settle(import('../commands/harvest-lookup.js').then((it) => it.runHarvestLookUp(argv, terminal))),
    )
    .command(
      'load <omop>',
      'what harvest map wrote, into a database: our rows only, in one transaction',
      (options) =>
        options
          .positional('omop', {
            type: 'string',
            demandOption: true,
            describe: 'folder that harvest map wrote',
          })
          .option('to', {
            type: 'string',
            demandOption: true,
            describe:
              'sqlite:FILE, duckdb:FILE, postgresql://user@host/database?schema=cdm (password in PGPASSWORD), or a script: postgresql, duckdb, sqlserver, bigquery, snowflake, databricks',
          })
          .option('schema', {
            type: 'string',
            describe:
              'schema of PostgreSQL or of a script (default: that of the URL, else public; cdm for databases that run elsewhere)',
          })
          .option('prune', {
            type: 'boolean',
            default: false,
            describe: 'remove rows of former harvests that deleted.tsv names',
          })
          .option('mappings', MAPPINGS)
          .option('json', JSON_OUTPUT)
          .example(
            '$0 harvest load omop --to sqlite:cdm.db',
            'rows that differ are updated, missing ones added',
          ),
      (argv) => settle(import('../commands/harvest-load.js').then((it) => it.runHarvestLoad(argv, terminal))),
    )
    .command(
      'explain <table> <id>',
      'the files, the element, the rule and the concept behind one row; shows what headers hold',
      (options) =>
        options
          .positional('table', {
            type: 'string',
            demandOption: true,
            describe:
              'IMAGE_OCCURRENCE, IMAGE_FEATURE, MEASUREMENT, OBSERVATION, PROCEDURE_OCCURRENCE, or a table of a profile (RADIOLOGY_IMAGE, IMAGING_SERIES ...)',
          })
          .positional('id', { type: 'string', demandOption: true, describe: 'its id' })
          .option('headers', {
            type: 'string',
            default: 'headers',
            describe: 'folder that harvest scan wrote',
          })
          .option('crosswalk', {
            type: 'string',
            default: 'site',
            describe: 'folder that harvest map remembers in',
          })
          .option('json', JSON_OUTPUT)
          .example('$0 harvest explain MEASUREMENT 12345', 'where that value comes from'),
      (argv) =>
        settle(import('../commands/harvest-explain.js').then((it) => it.runHarvestExplain(argv, terminal))),
    );
}
