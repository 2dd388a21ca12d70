/** Making and looking at releases: build, inspect, coverage, diff, verify, load. */
import { DIFF_FORMATS } from '../commands/diff-formats.js';
import {
  type AddCommands,
  ATHENA,
  CACHE,
  EDITION,
  JSON_OUTPUT,
  LEDGER,
  MAPPINGS,
  PROFILE,
} from './options.js';

export const addReleaseCommands: AddCommands = (program, terminal, settle) => {
  program.command(
    'build',
    'make a release: OMOP tables, facts tables, manifest and report',
    (options) =>
      options
        .option('edition', { ...EDITION, default: 'mini' })
        .option('cache', CACHE)
        .option('out', {
          type: 'string',
          describe: 'folder of releases; <out>/<edition> is replaced',
          defaultDescription: 'out; out/submission with --submission',
        })
        .option('mappings', MAPPINGS)
        .option('ledger', LEDGER)
        .option('offline', {
          type: 'boolean',
          default: false,
          describe: 'accepted for scripts: a build never uses the network',
        })
        .option('unless-released', {
          type: 'boolean',
          default: false,
          describe: 'do nothing if this release was made of the same inputs already',
        })
        .option('athena', ATHENA)
        .option('without-athena', {
          type: 'boolean',
          conflicts: 'athena',
          describe: 'say that no codes are to be looked up (the default without --athena)',
        })
        .option('previous', {
          type: 'string',
          describe:
            'release before this one, whose ended links are closed (default: the last edition, beside this one)',
        })
        .option('only', {
          type: 'string',
          choices: ['analytical'],
          describe: 'leave out attributes whose VR is not for analysis',
        })
        .option('exclude', {
          type: 'string',
          describe: 'leave out attributes: retired,private,free-text,phi',
        })
        .option('fhir', { type: 'boolean', default: false, describe: 'write FHIR R4 resources too (fhir/)' })
        .option('submission', {
          type: 'boolean',
          default: false,
          describe: 'for the OHDSI vocabulary team: profile ohdsi, analytical attributes, no PHI',
        })
        .option('locked', {
          type: 'boolean',
          describe: 'fail if the ledger would have to grow',
          default: false,
        })
        .option('strict', {
          type: 'boolean',
          describe: "exit code 1 for findings in the standard's own text too",
          default: false,
        })
        .option('profile', PROFILE)
        .option('json', JSON_OUTPUT)
        .example('$0 build --edition 2024d', 'the release of 2024d in out/2024d')
        .example('$0 build --edition 2024d --locked', 'the same, but no new ids')
        .example('$0 build --edition 2024d --submission --athena ~/athena', 'the folder for OHDSI'),
    (argv) => settle(import('../commands/build.js').then(({ runBuild }) => runBuild(argv, terminal))),
  );
  program.command(
    'inspect <query..>',
    'all that a release says of a tag, code, UID, value, context group, concept id or name',
    (options) =>
      options
        .positional('query', { type: 'string', array: true, demandOption: true })
        .option('edition', { ...EDITION, default: 'mini' })
        .option('cache', CACHE)
        .option('out', { type: 'string', describe: 'folder of releases', default: 'out' })
        .option('mappings', MAPPINGS)
        .option('ledger', LEDGER)
        .option('profile', PROFILE)
        .option('all', {
          type: 'boolean',
          describe: 'every line instead of the first 20 of a section, every match in full',
          default: false,
        })
        .option('source', {
          type: 'boolean',
          describe: 'the rows of the XML, too (always if the edition is not built)',
          default: false,
        })
        .option('json', JSON_OUTPUT)
        .example('$0 inspect 0018,0081', 'an attribute by its tag')
        .example('$0 inspect "CID 29"', 'a context group')
        .example('$0 inspect DCM:121139', 'a code')
        .example('$0 inspect 1.2.840.10008.1.2', 'a UID')
        .example('$0 inspect 00185100:HFS', 'a value of an attribute')
        .example('$0 inspect CT', 'a code, whatever its scheme; SRT:T-A0100 as old images have it')
        .example('$0 inspect "Echo Time"', 'a name or keyword; what is near it if there is none'),
    (argv) =>
      settle(
        import('../commands/inspect.js').then(({ runInspect }) =>
          runInspect({ ...argv, query: argv.query.join(' ') }, terminal),
        ),
      ),
  );
  program.command(
    'coverage',
    'how much reaches a standard concept: by kind, by coding scheme, and the biggest gaps',
    (options) =>
      options
        .option('edition', { ...EDITION, default: 'mini' })
        .option('athena', ATHENA)
        .option('cache', CACHE)
        .option('mappings', MAPPINGS)
        .option('ledger', LEDGER)
        .option('profile', PROFILE)
        .option('json', JSON_OUTPUT)
        .option('usagi', {
          type: 'string',
          describe: 'file for the unmapped concepts, as OHDSI Usagi opens it',
        })
        .option('approved', {
          type: 'string',
          describe: 'a file that Usagi saved: its approved rows as lines of maps-to.tsv',
        })
        .example('$0 coverage --edition 2024d --athena ~/athena', 'against an Athena download')
        .example('$0 coverage --edition 2024d --athena ~/athena --usagi unmapped.csv', 'to map in Usagi')
        .example('$0 coverage --approved saved.csv --athena ~/athena >> mappings/maps-to.tsv', 'and back'),
    (argv) =>
      settle(import('../commands/coverage.js').then(({ runCoverage }) => runCoverage(argv, terminal))),
  );
  program.command(
    'diff <old> <now>',
    'what changed between two releases, or between two cached editions',
    (options) =>
      options
        .positional('old', {
          type: 'string',
          demandOption: true,
          describe: 'folder of a release, or edition',
        })
        .positional('now', { type: 'string', demandOption: true, describe: 'the same' })
        .option('format', {
          choices: DIFF_FORMATS,
          default: 'md' as const,
          describe: 'md for a pull request, json or tsv for programs, html to search',
        })
        .option('out', { type: 'string', describe: 'file to write (default: standard output)' })
        .option('limit', { type: 'string', describe: 'items of one list of the Markdown at most' })
        .option('fail-on', {
          type: 'string',
          describe: 'exit code 1 on any of removed,renamed,lost-mapping,domain,...; changed ids always fail',
        })
        .option('delta', { type: 'string', describe: 'folder for the rows that differ, with an action each' })
        .option('athena', ATHENA)
        .option('cache', CACHE)
        .option('mappings', MAPPINGS)
        .option('ledger', LEDGER)
        .option('profile', PROFILE)
        .example('$0 diff out/2016b out/2024d --out report.md', 'for the top of a pull request')
        .example('$0 diff 2016b 2024d --format html --out changes.html', 'editions of the cache')
        .example('$0 diff out/2016b out/2024d --delta delta', 'CONCEPT_delta.csv and friends'),
    (argv) => settle(import('../commands/diff.js').then(({ runDiff }) => runDiff(argv, terminal))),
  );
  program.command(
    'verify <release>',
    'hold a release to the rules of OMOP',
    (options) =>
      options
        .positional('release', { type: 'string', demandOption: true, describe: 'folder of a release' })
        .option('athena', ATHENA)
        .option('previous', {
          type: 'string',
          describe: 'release before this one, for the rules about the life of ids',
        })
        .option('mappings', MAPPINGS)
        .option('json', JSON_OUTPUT)
        .example('$0 verify out/2024d', 'every rule; exit code 1 on findings'),
    (argv) => settle(import('../commands/verify.js').then(({ runVerify }) => runVerify(argv, terminal))),
  );
  program.command(
    'load <release>',
    'put a release into a database, or write the script that does',
    (options) =>
      options
        .positional('release', { type: 'string', demandOption: true, describe: 'folder of a release' })
        .option('to', {
          type: 'string',
          demandOption: true,
          describe:
            'sqlite:FILE, postgresql://user@host/database (password in PGPASSWORD), or a script: postgresql, duckdb, sqlserver, bigquery, snowflake, databricks',
        })
        .option('schema', { type: 'string', describe: 'schema of the CDM tables (PostgreSQL, DuckDB)' })
        .option('standalone', {
          type: 'boolean',
          default: false,
          describe: 'bring the rows of OHDSI that ours refer to (no Athena in the target)',
        })
        .option('json', JSON_OUTPUT)
        .example('$0 load out/2024d --to sqlite:omop.db', 'upsert our vocabulary, nothing else')
        .example('$0 load out/2024d --to postgresql://etl@db/omop --schema cdm', 'the same, into PostgreSQL')
        .example('$0 load out/2024d --to postgresql', 'write load-postgresql.sql into the release'),
    (argv) => settle(import('../commands/load.js').then(({ runLoad }) => runLoad(argv, terminal))),
  );
  return program;
};
