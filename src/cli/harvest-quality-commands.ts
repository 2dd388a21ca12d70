/** What a harvest is worth: harvest check, report, list. */
import type { Argv } from 'yargs';
import type { Terminal } from '../commands/terminal.js';
import { ATHENA, JSON_OUTPUT, MAPPINGS, MEMORY, type Settle, SPARK_OPTIONS } from './options.js';

const OMOP = {
  type: 'string',
  demandOption: true,
  describe: 'folder that harvest map wrote',
} as const;
const NAMES = { ...ATHENA, describe: 'an Athena download (folder or ZIP), for concepts of others' } as const;
/** Where a harvest came from, with what map and scan do by default. */
const ORIGIN_OPTIONS = {
  headers: { type: 'string', default: 'headers', describe: 'folder that harvest scan wrote' },
  crosswalk: { type: 'string', default: 'site', describe: 'folder that harvest map remembers in' },
  release: {
    type: 'string',
    describe: 'folder of the release that was harvested with (default: the one of that digest in out/)',
  },
  memory: MEMORY,
  mappings: MAPPINGS,
  json: JSON_OUTPUT,
} as const;

export function addQualityCommands(harvest: Argv, terminal: Terminal, settle: Settle): Argv {
  return harvest
    .command(
      'check <omop>',
      'the quality rules over a harvest: dq_results.tsv, and control rows for DataQualityDashboard',
      (options) =>
        options
          .positional('omop', OMOP)
          .options({ ...ORIGIN_OPTIONS, ...SPARK_OPTIONS })
          .option('athena', NAMES)
          .option('cdm', {
            type: 'string',
            describe:
              'the clinical data: sqlite:FILE, duckdb:FILE or postgresql://user@host/database?schema=cdm; only read',
          })
          .option('cdm-dates', {
            choices: ['original', 'shifted'],
            default: 'original',
            describe: 'days of the CDM: as in the headers, or shifted as those of the harvest are',
          })
          .option('rules', {
            type: 'string',
            describe: 'file of code, threshold, level: only these rules, with thresholds of the site',
          })
          .option('fail-on', {
            type: 'string',
            default: 'error',
            describe: 'level whose failure gives exit code 1: error, warning, note',
          })
          .example('$0 harvest check omop', 'what can be asked without the CDM')
          .example(
            '$0 harvest check omop --cdm sqlite:cdm.db --fail-on warning',
            'against the clinical data',
          ),
      (argv) =>
        settle(import('../commands/harvest-check.js').then((it) => it.runHarvestCheck(argv, terminal))),
    )
    .command(
      'report <omop>',
      'one page about a harvest, to be given away: counts, bars, distributions, quality; small counts hidden',
      (options) =>
        options
          .positional('omop', OMOP)
          .options({ ...ORIGIN_OPTIONS, ...SPARK_OPTIONS })
          .option('athena', NAMES)
          .option('out', {
            type: 'string',
            default: 'report.html',
            describe: 'the page; summary.json stands beside it',
          })
          .option('min-cell', {
            type: 'string',
            default: '5',
            describe: 'smallest count that is told, of rows and of persons; 1 hides nothing',
          })
          .example('$0 harvest report omop --out report.html', 'after harvest check, with its results'),
      (argv) =>
        settle(import('../commands/harvest-report.js').then((it) => it.runHarvestReport(argv, terminal))),
    )
    .command(
      'list <omop>',
      'the series of a selection; at the site, for UIDs are those of the headers',
      (options) =>
        options
          .positional('omop', OMOP)
          .options(ORIGIN_OPTIONS)
          .option('athena', NAMES)
          .option('where', {
            type: 'string',
            default: '',
            describe:
              'conditions joined by "and": modality, site, maker, model, year, images, person, derived facts (plane, contrast, phase, weighting ...), or attributes by keyword; with = != < <= > >= ~ (contains)',
          })
          .example(
            '$0 harvest list omop --where "modality=CT and plane=axial and contrast=pre"',
            'series to extract',
          )
          .example('$0 harvest list omop --where "modality=CT and SliceThickness<=1"', 'by an attribute'),
      (argv) => settle(import('../commands/harvest-list.js').then((it) => it.runHarvestList(argv, terminal))),
    );
}
