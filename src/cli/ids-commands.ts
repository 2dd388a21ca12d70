/** The id ledger: ids import, migrate, check, rebase, reserve. */
import { type AddCommands, CACHE, EDITION, JSON_OUTPUT, LEDGER, MAPPINGS, PROFILE } from './options.js';

export const addIdsCommands: AddCommands = (program, terminal, settle) => {
  program.command('ids', 'the id ledger: seed, migrate, check, rebase, reserve', (options) =>
    options
      .command(
        'import <file>',
        'seed an empty ledger with the ids of a CONCEPT file',
        (seed) =>
          seed
            .positional('file', { type: 'string', demandOption: true })
            .option('edition', {
              ...EDITION,
              demandOption: true,
              describe: 'edition whose codes the rows are told by',
            })
            .option('report', {
              type: 'string',
              describe: 'how each row was told (default: ids-import.tsv)',
            })
            .option('cache', CACHE)
            .option('mappings', MAPPINGS)
            .option('ledger', LEDGER)
            .option('profile', PROFILE)
            .option('json', JSON_OUTPUT)
            .example(
              '$0 ids import OLD_CONCEPT.csv --edition 2024d --ledger my-ids.tsv',
              'keep the ids you have',
            ),
        (argv) =>
          settle(import('../commands/ids.js').then(({ runIdsImport }) => runIdsImport(argv, terminal))),
      )
      .command(
        'migrate',
        'old id to new id, as a table and as SQL',
        (migrate) =>
          migrate
            .option('from', { type: 'string', demandOption: true, describe: 'old CONCEPT file' })
            .option('release', { type: 'string', demandOption: true, describe: 'folder of a release' })
            .option('out', {
              type: 'string',
              default: '.',
              describe: 'folder for id_migration.tsv and migrate.sql',
            })
            .option('json', JSON_OUTPUT)
            .example('$0 ids migrate --from OLD_CONCEPT.csv --release out/2024d', 'for stored data'),
        (argv) =>
          settle(import('../commands/ids.js').then(({ runIdsMigrate }) => runIdsMigrate(argv, terminal))),
      )
      .command(
        'check',
        'prove from git that no line of the ledger was ever changed or removed',
        (check) => check.option('mappings', MAPPINGS).option('ledger', LEDGER).option('json', JSON_OUTPUT),
        (argv) => settle(import('../commands/ids.js').then(({ runIdsCheck }) => runIdsCheck(argv, terminal))),
      )
      .command(
        'rebase',
        'give the ids that this ledger added fresh numbers after those of another',
        (rebase) =>
          rebase
            .option('onto', {
              type: 'string',
              default: 'origin/main',
              describe: 'branch whose ids stay, or the file of a ledger',
            })
            .option('migration', { type: 'string', describe: 'folder for id_migration.tsv and migrate.sql' })
            .option('mappings', MAPPINGS)
            .option('ledger', LEDGER)
            .option('json', JSON_OUTPUT),
        (argv) =>
          settle(
            import('../commands/ids-rebase.js').then(({ runIdsRebase }) => runIdsRebase(argv, terminal)),
          ),
      )
      .command(
        'reserve <editions..>',
        'give ids to all codes of whole editions, in the ledger of every profile, before they are built',
        (reserve) =>
          reserve
            .positional('editions', { type: 'string', array: true, demandOption: true })
            .option('cache', CACHE)
            .option('mappings', MAPPINGS)
            .option('json', JSON_OUTPUT)
            .example(
              '$0 ids reserve 2016b 2024d',
              'the same ids for everybody, in whatever order they build',
            ),
        (argv) =>
          settle(
            import('../commands/ids-reserve.js').then(({ runIdsReserve }) => runIdsReserve(argv, terminal)),
          ),
      )
      .demandCommand(1, 'import, migrate, check, rebase or reserve'),
  );
  return program;
};
