/** Getting editions: fetch, editions, import. */
import { type AddCommands, BASE_URL, CACHE, EDITION, JSON_OUTPUT } from './options.js';

export const addEditionCommands: AddCommands = (program, terminal, settle) => {
  program.command(
    'fetch',
    'get an edition from NEMA or a mirror into the standard cache, checked',
    (options) =>
      options
        .option('edition', { ...EDITION, default: 'current', describe: 'label, e.g. 2024d, or current' })
        .option('parts', {
          type: 'string',
          describe: 'parts to get (default: 3,6,16, and 15 where it is offered)',
        })
        .option('base-url', BASE_URL)
        .option('cache', CACHE)
        .option('json', JSON_OUTPUT)
        .example('$0 fetch --edition current', 'the newest edition')
        .example('$0 fetch --edition 2024d --base-url http://localhost:8080/', 'from a mirror'),
    (argv) => settle(import('../commands/fetch.js').then(({ runFetch }) => runFetch(argv, terminal))),
  );
  program.command(
    'editions',
    'what is in the standard cache, and what the server offers',
    (options) =>
      options
        .option('base-url', BASE_URL)
        .option('offline', { type: 'boolean', default: false, describe: 'do not ask the server' })
        .option('cache', CACHE)
        .option('json', JSON_OUTPUT)
        .example('$0 editions --offline', 'the cache alone'),
    (argv) =>
      settle(import('../commands/editions.js').then(({ runEditions }) => runEditions(argv, terminal))),
  );
  program.command(
    'import <dir>',
    'take DocBook files that you already have into the standard cache',
    (options) =>
      options
        .positional('dir', {
          type: 'string',
          demandOption: true,
          describe: 'folder with partNN.xml or partNN/partNN.xml',
        })
        .option('edition', { ...EDITION, demandOption: true })
        .option('published', {
          type: 'string',
          describe: 'day of publication, yyyymmdd (default: the nominal day of the label)',
        })
        .option('cache', CACHE)
        .option('json', JSON_OUTPUT)
        .example(
          '$0 import ~/dicom/2024d --edition 2024d',
          'parts 3, 6 and 16 of 2024d, and 15 if it is there',
        ),
    (argv) =>
      settle(
        import('../commands/import.js').then(({ runImport }) =>
          runImport({ ...argv, directory: argv.dir }, terminal),
        ),
      ),
  );
  return program;
};
