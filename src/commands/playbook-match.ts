/** `dicom-omop playbook match`: study descriptions -> ranked procedures of the playbook. */
import { join, resolve } from 'node:path';
import { findFolder } from '../build/options.js';
import { writeFileWhole } from '../disk/staged.js';
import { EnvironmentError, isBlocking } from '../model/diagnostic.js';
import type { Study } from '../playbook/match/description.js';
import { createMatcher } from '../playbook/match/matcher.js';
import { MATCH_COLUMNS, matchRows, readStudies } from '../playbook/match/study-rows.js';
import { readSynonyms } from '../playbook/match/synonyms.js';
import { formatRecords } from '../release/records-table.js';
import { getText } from '../release/text-file.js';
import { openPlaybook } from './playbook.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface PlaybookMatchArguments {
  readonly playbook: string;
  readonly mappings?: string | undefined;
  readonly file?: string | undefined;
  readonly modality?: string | undefined;
  readonly studyDescription?: string | undefined;
  readonly bodyPart?: string | undefined;
  readonly out?: string | undefined;
  readonly limit: number;
  readonly json: boolean;
}

export function runPlaybookMatch(args: PlaybookMatchArguments, terminal: Terminal): 0 | 1 {
  if (!(Number.isInteger(args.limit) && args.limit > 0)) {
    throw new EnvironmentError(`${args.limit} is no number of candidates`, {
      fix: 'give --limit as a whole number, 1 or more',
    });
  }
  const playbook = openPlaybook(args.playbook, terminal);
  const table = join(findFolder(args.mappings, 'mappings', terminal), 'playbook-synonyms.tsv');
  const synonyms = readSynonyms(getText(table, "restore it from the program's own mappings"), table);
  const studies = readAsked(args, terminal);
  reportDiagnostics([...synonyms.diagnostics, ...studies.diagnostics], terminal);
  if (!playbook || !studies.value || isBlocking([...synonyms.diagnostics, ...studies.diagnostics])) return 1;
  const matcher = createMatcher(playbook, synonyms.value, { limit: args.limit });
  const rows = studies.value.flatMap((study) => matchRows(study, matcher.match(study)));
  const text = args.json
    ? `${JSON.stringify(rows, undefined, 2)}\n`
    : formatRecords('matches', MATCH_COLUMNS, rows);
  if (args.out === undefined) terminal.out(text);
  else {
    const file = resolve(terminal.workingDirectory, args.out);
    writeFileWhole(file, text);
    terminal.err(`${rows.length} rows for ${studies.value.length} studies in ${file}\n`);
  }
  return 0;
}

function readAsked(args: PlaybookMatchArguments, terminal: Terminal): ReturnType<typeof readStudies> {
  if (args.file !== undefined) {
    const file = resolve(terminal.workingDirectory, args.file);
    return readStudies(
      getText(file, 'give --file a table with modality, study_description and body_part'),
      args.file,
    );
  }
  if (args.studyDescription === undefined) {
    throw new EnvironmentError('no study to match', {
      fix: 'give --study-description, or --file with a table of studies',
    });
  }
  const study: Study = {
    modality: args.modality ?? '',
    studyDescription: args.studyDescription,
    bodyPart: args.bodyPart ?? '',
  };
  return { value: [study], diagnostics: [] };
}
