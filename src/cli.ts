/** The commands: their options, examples and wording. What they do is elsewhere. */
import yargs, { type Argv } from 'yargs';
import { runBuild } from './commands/build.js';
import { runCoverage } from './commands/coverage.js';
import { runEditions } from './commands/editions.js';
import { runFetch } from './commands/fetch.js';
import { runImport } from './commands/import.js';
import { runInspect } from './commands/inspect.js';
import { runPlaybook } from './commands/playbook.js';
import { runPlaybookMatch } from './commands/playbook-match.js';
import type { Terminal } from './commands/terminal.js';

/** Parses the arguments and runs a command. Resolves to the exit code: 0 fine, 1 findings, 2 usage or environment. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  let exitCode: 0 | 1 | 2 = 0;
  const settle = async (run: Promise<0 | 1 | 2>) => {
    exitCode = await run;
  };
  const commands: readonly ((program: Argv) => Argv)[] = [
    (program) =>
      program.command(
        'fetch',
        'get an edition from NEMA or a mirror into the standard cache, checked',
        (options) =>
          options
            .option('edition', { ...EDITION, default: 'current', describe: 'label, e.g. 2024d, or current' })
            .option('parts', { type: 'string', default: '3,6,16', describe: 'parts to get' })
            .option('base-url', BASE_URL)
            .option('cache', CACHE)
            .option('json', JSON_OUTPUT)
            .example('$0 fetch --edition current', 'the newest edition')
            .example('$0 fetch --edition 2024d --base-url http://localhost:8080/', 'from a mirror'),
        (argv) => settle(runFetch(argv, terminal)),
      ),
    (program) =>
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
        (argv) => settle(runEditions(argv, terminal)),
      ),
    (program) =>
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
            .example('$0 import ~/dicom/2024d --edition 2024d', 'parts 3, 6 and 16 of 2024d'),
        (argv) => settle(runImport({ ...argv, directory: argv.dir }, terminal)),
      ),
    (program) =>
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
              default: 'out',
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
            .option('locked', {
              type: 'boolean',
              describe: 'fail if the ledger would have to grow',
              default: false,
            })
            .option('profile', PROFILE)
            .option('json', JSON_OUTPUT)
            .example('$0 build --edition 2024d', 'the release of 2024d in out/2024d')
            .example('$0 build --edition 2024d --locked', 'the same, but no new ids'),
        (argv) => settle(runBuild(argv, terminal)),
      ),
    (program) =>
      program.command(
        'inspect <query..>',
        'trace a tag, code, UID, term or context group from XML row to output line',
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
              describe: 'every line instead of the first 20 of a kind',
              default: false,
            })
            .option('json', JSON_OUTPUT)
            .example('$0 inspect 0018,0081', 'an attribute by its tag')
            .example('$0 inspect "CID 29"', 'a context group')
            .example('$0 inspect DCM:121139', 'a code')
            .example('$0 inspect 1.2.840.10008.1.2', 'a UID')
            .example('$0 inspect 00185100:HFS', 'a value of an attribute'),
        (argv) => settle(runInspect({ ...argv, query: argv.query.join(' ') }, terminal)),
      ),
    (program) =>
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
            .example('$0 coverage --edition 2024d --athena ~/athena', 'against an Athena download'),
        (argv) => settle(runCoverage(argv, terminal)),
      ),
    (program) =>
      program.command('playbook', 'the LOINC/RSNA radiology playbook as OMOP maps', (options) =>
        options
          .command(
            '$0',
            'map the playbook: RPID, LOINC, concept and standard concept',
            (map) =>
              map
                .option('playbook', { ...PLAYBOOK, demandOption: true })
                .option('athena', { ...ATHENA, demandOption: true })
                .option('out', { type: 'string', default: 'out/playbook', describe: 'folder to replace' })
                .option('json', JSON_OUTPUT)
                .example(
                  '$0 playbook --playbook LoincRsnaRadiologyPlaybook.csv --athena ~/athena',
                  'all maps',
                ),
            (argv) => settle(runPlaybook(argv, terminal)),
          )
          .command(
            'match',
            'find the procedure that a study description means; says none rather than guess',
            (match) =>
              match
                .option('playbook', { ...PLAYBOOK, demandOption: true })
                .option('file', {
                  type: 'string',
                  describe: 'table with modality, study_description, body_part',
                  conflicts: 'study-description',
                })
                .option('modality', { type: 'string', describe: 'e.g. CT' })
                .option('study-description', { type: 'string', describe: 'e.g. "CT HEAD W CONTRAST"' })
                .option('body-part', { type: 'string', describe: 'e.g. HEAD' })
                .option('limit', { type: 'number', default: 3, describe: 'candidates for each study' })
                .option('out', { type: 'string', describe: 'file to write (default: standard output)' })
                .option('mappings', MAPPINGS)
                .option('json', JSON_OUTPUT)
                .example(
                  '$0 playbook match --playbook P.csv --modality CT --study-description "CT HEAD W CONTRAST"',
                  'one',
                ),
            (argv) => settle(Promise.resolve().then(() => runPlaybookMatch(argv, terminal))),
          ),
      ),
  ];
  const program = commands.reduce(
    (built, add) => add(built),
    yargs([...args])
      .scriptName('dicom-omop')
      .usage(
        '$0 <command>\n\nAn edition of the DICOM standard in, OMOP vocabulary tables with permanent ids out.',
      )
      .version(terminal.toolVersion)
      .strict()
      .demandCommand(1, 'a command is needed')
      .recommendCommands()
      .wrap(Math.min(110, terminal.columns))
      .exitProcess(false)
      .parserConfiguration({
        'parse-positional-numbers': false,
        'parse-numbers': false,
        'duplicate-arguments-array': false,
      })
      .fail((message, error) => {
        throw error ?? new UsageError(message);
      }),
  );
  try {
    await program.parseAsync([...args], {}, (_error, _argv, output) => {
      if (output) terminal.out(`${output}\n`);
    });
    return exitCode;
  } catch (error) {
    return terminal.fail(error);
  }
}

/** Arguments that do not make sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const EDITION = { type: 'string', describe: 'label as the standard prints it, e.g. 2024d' } as const;
const BASE_URL = {
  type: 'string',
  describe: 'a mirror of dicom.nema.org/medical/dicom/ (default: DICOM_OMOP_BASE_URL, else NEMA)',
} as const;
const ATHENA = {
  type: 'string',
  describe: 'an Athena download (folder or ZIP) to look codes up in',
} as const;
const PLAYBOOK = {
  type: 'string',
  describe: 'LoincRsnaRadiologyPlaybook.csv of a LOINC release (your own copy)',
} as const;
const CACHE = {
  type: 'string',
  describe: 'the standard cache (default: standard-cache here, else the embedded one)',
} as const;
const MAPPINGS = {
  type: 'string',
  describe: 'curated files and ledgers (default: mappings here, else the embedded ones)',
} as const;
const LEDGER = {
  type: 'string',
  describe: 'the id ledger (default: the one that the profile names)',
} as const;
const PROFILE = {
  type: 'string',
  describe: 'form of the release: a file in mappings/profiles',
  default: 'default',
} as const;
const JSON_OUTPUT = { type: 'boolean', describe: 'print the result as JSON', default: false } as const;
