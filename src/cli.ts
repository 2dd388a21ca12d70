/** The commands: their options, examples and wording. What they do is elsewhere. */
import yargs, { type Argv } from 'yargs';
import { runBuild } from './commands/build.js';
import { runImport } from './commands/import.js';
import { runInspect } from './commands/inspect.js';
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
      .parserConfiguration({ 'parse-positional-numbers': false, 'parse-numbers': false })
      .middleware(keepLast, true)
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

/** Of an option that is given twice the last counts; only the words of a query are several. */
function keepLast(argv: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(argv)) {
    if (Array.isArray(value) && name !== '_' && name !== 'query') argv[name] = value.at(-1);
  }
}

/** Arguments that do not make sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const EDITION = { type: 'string', describe: 'label as the standard prints it, e.g. 2024d' } as const;
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
