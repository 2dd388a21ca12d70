/** The command line: commands, options, examples and wording. What they do is elsewhere. */
import yargs from 'yargs';
import type { Terminal } from '../commands/terminal.js';
import { UsageError } from '../model/diagnostic.js';
import { addEditionCommands } from './edition-commands.js';
import { addHarvestCommands } from './harvest-commands.js';
import { addIdsCommands } from './ids-commands.js';
import type { AddCommands, ExitCode } from './options.js';
import { addPlaybookCommands } from './playbook-commands.js';
import { addReleaseCommands } from './release-commands.js';

const COMMANDS: readonly AddCommands[] = [
  addEditionCommands,
  addReleaseCommands,
  addHarvestCommands,
  addPlaybookCommands,
  addIdsCommands,
];

/** Parses the arguments and runs a command. Resolves to the exit code: 0 fine, 1 findings, 2 usage or environment. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const settle = async (run: Promise<ExitCode>) => {
    exitCode = await run;
  };
  const program = COMMANDS.reduce(
    (built, add) => add(built, terminal, settle),
    yargs([...args])
      .scriptName('dicom-omop')
      .usage(
        '$0 <command>\n\nAn edition of the DICOM standard in, OMOP vocabulary tables with permanent ids out.',
      )
      .version(terminal.toolVersion)
      .strict()
      .completion('completion', 'a script for bash or zsh that completes commands: put it into your profile')
      .demandCommand(1, 'a command is needed')
      .recommendCommands()
      // The help of a command is laid out at each run, shown or not: lines as they are cost next to nothing.
      .wrap(args.includes('--help') ? Math.min(110, terminal.columns) : null)
      .exitProcess(false)
      .parserConfiguration({ 'parse-positional-numbers': false, 'parse-numbers': false })
      .middleware(keepLast, true)
      .fail((message, error) => {
        throw error ?? new UsageError(message);
      }),
  );
  try {
    if (args.includes('--') && !args.includes('--get-yargs-completions'))
      throw new UsageError('"--" is no argument here: options and names may stand in any order');
    await program.parseAsync([...args], {}, (_error, _argv, output) => {
      if (output) terminal.out(`${output}\n`);
    });
    return exitCode;
  } catch (error) {
    return terminal.fail(error);
  }
}

/** Of an option that is given twice the last counts; only what stands here is several. */
const SEVERAL = new Set(['_', 'query', 'path', 'editions', 'spark-conf', 'sparkConf']);

function keepLast(argv: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(argv)) {
    if (Array.isArray(value) && !SEVERAL.has(name)) argv[name] = value.at(-1);
  }
}
