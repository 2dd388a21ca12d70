/** The vocabulary applied to images: harvest scan; the other steps stand beside it. */
import { addMapCommands } from './harvest-map-commands.js';
import { addQualityCommands } from './harvest-quality-commands.js';
import { type AddCommands, JSON_OUTPUT, MAPPINGS } from './options.js';

export const addHarvestCommands: AddCommands = (program, terminal, settle) =>
  program.command('harvest', 'image headers in, OMOP imaging tables out', (harvest) =>
    addQualityCommands(addMapCommands(harvest, terminal, settle), terminal, settle)
      .command(
        'scan [path..]',
        'read image headers into header tables',
        (options) =>
          options
            .positional('path', {
              type: 'string',
              array: true,
              default: [],
              describe: 'files and folders; names and endings do not matter',
            })
            .option('out', { type: 'string', demandOption: true, describe: 'folder of the header tables' })
            .option('release', {
              type: 'string',
              describe: 'release whose data elements name what headers do not (default: the latest in out/)',
            })
            .option('table', {
              type: 'string',
              describe: 'a table of headers in place of files: CSV, TSV, Parquet, JSON, NDJSON',
            })
            .option('table-form', {
              type: 'string',
              default: 'auto',
              describe: 'wide, long, dicomjson or fhir (ImagingStudy), where it is not to be guessed',
            })
            .option('columns', { type: 'string', describe: 'file that names columns of tables' })
            .option('dicomweb', {
              type: 'string',
              describe: 'a DICOMweb service in place of files: its base URL',
            })
            .option('study-date', { type: 'string', describe: 'of a service: A-B, e.g. 20200101-20201231' })
            .option('modality', { type: 'string', describe: 'of a service: studies with these, e.g. CT,MR' })
            .option('attributes', {
              type: 'string',
              default: 'core',
              describe: 'what is taken: core, analytical, all, or a file of tags and paths',
            })
            .option('private', { type: 'string', describe: 'file of private elements to take' })
            .option('sample', {
              choices: ['all', 'series'],
              default: 'all',
              describe: 'read all images, or of each series the first, which stands for all of them',
            })
            .option('archives', {
              type: 'boolean',
              default: false,
              describe: 'look into ZIP and TAR files found in folders',
            })
            .option('follow-links', { type: 'boolean', default: false, describe: 'follow symbolic links' })
            .option('jobs', { type: 'string', describe: 'threads (default: one for each processor)' })
            .option('shard', { type: 'string', describe: 'the K-th of N parts of the work: K/N' })
            .option('max-header', {
              type: 'string',
              default: '4MiB',
              describe: 'bytes read of a file before its pixel data',
            })
            .option('resume', {
              type: 'boolean',
              default: false,
              describe: 'go on with a scan that was stopped',
            })
            .option('tsv', { type: 'boolean', default: false, describe: 'write the tables as text too' })
            .option('mappings', MAPPINGS)
            .option('json', JSON_OUTPUT)
            .example('$0 harvest scan /archive --out headers', 'every file below /archive')
            .example('$0 harvest scan --table idc.parquet --out headers', 'headers that are a table already')
            .example('$0 harvest scan /archive --out headers --resume', 'the same, where it was stopped'),
        (argv) =>
          settle(import('../commands/harvest-scan.js').then(({ runScan }) => runScan(argv, terminal))),
      )
      .demandCommand(1, 'a step is needed: scan, map, run, load, explain, check, report, list, lookup'),
  );
