/** `dicom-omop playbook`: the radiology playbook as OMOP maps. */
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { resolveCodes } from '../athena/resolution.js';
import { requireRegularFile } from '../disk/regular-file.js';
import { EnvironmentError, isBlocking } from '../model/diagnostic.js';
import { PLAYBOOK_NOTICE, type Playbook } from '../playbook/playbook.js';
import { readPlaybook } from '../playbook/playbook-file.js';
import {
  LOINC_VOCABULARY,
  PLAYBOOK_MAP_COLUMNS,
  playbookMapRows,
  resolvePlaybook,
} from '../playbook/playbook-map.js';
import {
  PLAYBOOK_PARTS_COLUMNS,
  playbookPartRows,
  RADLEX_MODIFIER_COLUMNS,
  radLexModifierRows,
} from '../playbook/playbook-parts.js';
import { SOURCE_TO_CONCEPT_MAP_COLUMNS, sourceToConceptMapRows } from '../playbook/source-to-concept-map.js';
import { formatRecords } from '../release/records-table.js';
import { writeReleaseDirectory } from '../release/release-directory.js';
import { showScan } from './scan-bar.js';
import { exitCodeOf, reportDiagnostics, type Terminal } from './terminal.js';

export interface PlaybookArguments {
  readonly playbook: string;
  readonly athena: string;
  readonly out: string;
  readonly json: boolean;
}

/** First day of every row of SOURCE_TO_CONCEPT_MAP: OMOP's default, so that the same inputs give the same bytes. */
const VALID_FROM = '19700101';

export async function runPlaybook(args: PlaybookArguments, terminal: Terminal): Promise<0 | 1> {
  const playbook = openPlaybook(args.playbook, terminal);
  if (!playbook) return 1;
  const found = await resolvePlaybookCodes(playbook, args.athena, terminal);
  const links = found.value && resolvePlaybook(playbook, found.value.index);
  const diagnostics = [...found.diagnostics, ...(links?.diagnostics ?? [])];
  reportDiagnostics(diagnostics, terminal);
  if (!links || isBlocking(diagnostics)) {
    terminal.err('nothing was written\n');
    return 1;
  }
  const directory = resolve(terminal.workingDirectory, args.out);
  const files = new Map([
    [
      'playbook_map.tsv',
      formatRecords('playbook_map.tsv', PLAYBOOK_MAP_COLUMNS, playbookMapRows(links.value)),
    ],
    [
      'playbook_parts.tsv',
      formatRecords('playbook_parts.tsv', PLAYBOOK_PARTS_COLUMNS, playbookPartRows(playbook)),
    ],
    [
      'playbook_modifiers.tsv',
      formatRecords('playbook_modifiers.tsv', RADLEX_MODIFIER_COLUMNS, radLexModifierRows(playbook)),
    ],
    [
      'SOURCE_TO_CONCEPT_MAP.csv',
      formatRecords(
        'SOURCE_TO_CONCEPT_MAP.csv',
        SOURCE_TO_CONCEPT_MAP_COLUMNS,
        sourceToConceptMapRows(links.value, VALID_FROM),
      ),
    ],
    ['NOTICE.txt', `${PLAYBOOK_NOTICE}\n`],
    ['manifest.json', formatManifest(args.playbook, found.value?.index.release, terminal.toolVersion)],
  ]);
  await writeReleaseDirectory(directory, files);
  const statuses: Record<string, number> = {};
  for (const { status } of playbookMapRows(links.value)) statuses[status] = (statuses[status] ?? 0) + 1;
  if (args.json)
    terminal.out(
      `${JSON.stringify({ directory, procedures: playbook.procedures.length, statuses }, undefined, 2)}\n`,
    );
  else {
    terminal.out(
      `${playbook.procedures.length} procedures in ${directory}: ${[...files.keys()].join(', ')}\n`,
    );
    for (const [status, count] of Object.entries(statuses))
      terminal.out(`  ${String(count).padStart(6)} ${status}\n`);
    terminal.out(`${PLAYBOOK_NOTICE}\n`);
  }
  return exitCodeOf(diagnostics);
}

/** The concepts of all LOINC codes of the playbook in an Athena download. */
export function resolvePlaybookCodes(
  playbook: Playbook,
  athena: string,
  terminal: Terminal,
): ReturnType<typeof resolveCodes> {
  const bundle = resolve(terminal.workingDirectory, athena);
  const codes = playbook.procedures.map(({ loinc }) => ({
    vocabularyId: LOINC_VOCABULARY,
    conceptCode: loinc,
  }));
  const onProgress = showScan(terminal);
  return resolveCodes({ bundle, codes, ...(onProgress ? { onProgress } : {}) });
}

/** What the files were made of. */
function formatManifest(playbook: string, athena: string | undefined, toolVersion: string): string {
  const file = basename(playbook);
  return `${JSON.stringify({ tool: `dicom-omop ${toolVersion}`, playbook: file, athena: athena ?? null }, undefined, 2)}\n`;
}

/** The user's copy of the playbook; undefined after its faults have been reported. */
export function openPlaybook(path: string, terminal: Terminal): Playbook | undefined {
  const file = resolve(terminal.workingDirectory, path);
  const { value, diagnostics } = readPlaybook(readBytes(file), path);
  reportDiagnostics(diagnostics, terminal);
  return isBlocking(diagnostics) ? undefined : value;
}

function readBytes(file: string): Buffer {
  requireRegularFile(file);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new EnvironmentError(`cannot read ${file}`, {
      fix: 'give --playbook the LoincRsnaRadiologyPlaybook.csv of a LOINC release (AccessoryFiles)',
      cause: error,
    });
  }
}
