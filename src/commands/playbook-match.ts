/** `dicom-omop playbook match`: study descriptions -> ranked procedures of the playbook. */
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { findCurated } from '../build/options.js';
import { writeFileWhole } from '../disk/staged.js';
import { getText } from '../disk/text-file.js';
import { EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import type { Counts } from '../playbook/match/match-part.js';
import { matchStudies, threadsFor } from '../playbook/match/match-threads.js';
import { readWords, type WordTable } from '../playbook/match/open-matcher.js';
import type { Study } from '../playbook/match/study.js';
import { parseStudies } from '../playbook/match/study-rows.js';
import { type LoincConcepts, parseApproved } from '../playbook/match/usagi.js';
import { VERDICTS } from '../playbook/match/verdict.js';
import type { Playbook } from '../playbook/playbook.js';
import { LOINC_VOCABULARY } from '../playbook/playbook-map.js';
import { parseJobs } from './option-number.js';
import { openPlaybook, resolvePlaybookCodes } from './playbook.js';
import { exitCodeOf, reportDiagnostics, type Terminal } from './terminal.js';

export interface PlaybookMatchArguments {
  readonly playbook: string;
  readonly mappings?: string | undefined;
  /** Languages to read besides English, joined by commas; all if not given. */
  readonly language?: string | undefined;
  /** The site's own words and choices. */
  readonly synonyms?: string | undefined;
  readonly file?: string | undefined;
  readonly modality?: string | undefined;
  readonly studyDescription?: string | undefined;
  readonly bodyPart?: string | undefined;
  readonly out?: string | undefined;
  readonly limit: number;
  /** Number of threads; as many as pay if not given. */
  readonly jobs?: string | undefined;
  readonly json: boolean;
  /** `usagi`: a file of OHDSI Usagi in place of the table of matches. */
  readonly export?: 'usagi' | undefined;
  /** A file that Usagi saved: its approved choices count as the site's own. */
  readonly approved?: string | undefined;
  /** For the concept ids that Usagi shows. */
  readonly athena?: string | undefined;
}

export async function runPlaybookMatch(args: PlaybookMatchArguments, terminal: Terminal): Promise<0 | 1> {
  if (!(Number.isInteger(args.limit) && args.limit > 0)) {
    throw new EnvironmentError(`${args.limit} is no number of candidates`, {
      fix: 'give --limit as a whole number, 1 or more',
    });
  }
  const jobs = parseJobs(args.jobs);
  const playbook = openPlaybook(args.playbook, terminal);
  const words = readWords({
    tables: findMatcherTables(args.mappings, terminal),
    site: args.synonyms === undefined ? undefined : readTable(args.synonyms, terminal),
    languages: args.language?.split(',').map((language) => language.trim()),
  });
  const studies = readAsked(args, terminal);
  const found =
    playbook && args.athena !== undefined ? await findConcepts(playbook, args.athena, terminal) : NOTHING;
  const approved = readApproved(args.approved, found.value, terminal);
  const diagnostics = [
    ...words.diagnostics,
    ...studies.diagnostics,
    ...found.diagnostics,
    ...approved.diagnostics,
  ];
  reportDiagnostics(diagnostics, terminal);
  if (!playbook || !studies.value || isBlocking(diagnostics)) return 1;
  const request = {
    playbook,
    words: [...words.value, ...approved.value],
    limit: args.limit,
    form: args.export ?? (args.json ? 'json' : 'table'),
    concepts: found.value,
  } as const;
  const { length } = studies.value;
  const threads = jobs ?? threadsFor(length, availableParallelism());
  const { text, counts } = await matchStudies(studies.value, request, threads);
  if (args.out === undefined) terminal.out(text);
  else {
    const file = resolve(terminal.workingDirectory, args.out);
    writeFileWhole(file, text);
    terminal.err(`${length} descriptions matched in ${file}\n`);
  }
  if (args.file !== undefined) terminal.err(formatCoverage(counts));
  return exitCodeOf(diagnostics);
}

const NOTHING: Outcome<LoincConcepts> = { value: new Map(), diagnostics: [] };

/** LOINC number -> concept, for the whole playbook. */
async function findConcepts(
  playbook: Playbook,
  athena: string,
  terminal: Terminal,
): Promise<Outcome<LoincConcepts>> {
  const found = await resolvePlaybookCodes(playbook, athena, terminal);
  const concepts = playbook.procedures.flatMap(({ loinc }) => {
    const concept = found.value?.index.find(LOINC_VOCABULARY, loinc);
    return concept ? [[loinc, { ...concept, conceptName: concept.conceptName ?? '' }] as const] : [];
  });
  return { value: new Map(concepts), diagnostics: found.diagnostics };
}

function readApproved(
  path: string | undefined,
  concepts: LoincConcepts,
  terminal: Terminal,
): ReturnType<typeof parseApproved> {
  if (path === undefined) return { value: [], diagnostics: [] };
  const file = resolve(terminal.workingDirectory, path);
  const text = getText(file, 'give --approved a file that Usagi saved');
  return parseApproved(
    text,
    path,
    new Map([...concepts].map(([loinc, { conceptId }]) => [conceptId, loinc])),
  );
}

/** Coverage told by studies, not by spellings: `sure 812 of 1,024 descriptions, 96,120 of 99,871 studies`. */
function formatCoverage(counts: Counts): string {
  const all = Object.values(counts);
  const descriptions = all.reduce((sum, count) => sum + count.descriptions, 0);
  const studies = all.reduce((sum, count) => sum + count.studies, 0);
  return VERDICTS.map((verdict) => {
    const own = counts[verdict];
    const share = studies === 0 ? 0 : (100 * own.studies) / studies;
    return `  ${verdict}: ${own.descriptions} of ${descriptions} descriptions, ${own.studies} of ${studies} studies (${share.toFixed(1)} %)\n`;
  }).join('');
}

/** The tables of words among the curated files. */
export function findMatcherTables(mappings: string | undefined, terminal: Terminal): WordTable[] {
  const folder = findCurated(mappings, 'playbook', terminal);
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.tsv'));
  } catch (cause) {
    const fix = "restore it from the program's own mappings";
    throw new EnvironmentError(`cannot read ${folder}`, { fix, cause });
  }
  return names.sort().map((name) => readTable(join(folder, name), terminal));
}

function readTable(path: string, terminal: Terminal): WordTable {
  const file = resolve(terminal.workingDirectory, path);
  return { file: path, text: getText(file, 'give a table with the columns of mappings/playbook/en.tsv') };
}

function readAsked(args: PlaybookMatchArguments, terminal: Terminal): ReturnType<typeof parseStudies> {
  if (args.file !== undefined) {
    const file = resolve(terminal.workingDirectory, args.file);
    return parseStudies(
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
