/** `dicom-omop build --edition LABEL` */
import type { LedgerLine } from '../assign/ledger.js';
import { isReleased } from '../build/already-released.js';
import { findLedgerFile } from '../build/curation.js';
import { withLedgerLock } from '../build/ledger-files.js';
import type { BuildConfig, BuildOptions } from '../build/options.js';
import { type BuiltRelease, buildRelease } from '../build/release-build.js';
import { type Diagnostic, SEVERITIES } from '../model/diagnostic.js';
import { isPublished } from '../model/edition.js';
import { readConfig } from './build-config.js';
import { showScan } from './scan-bar.js';
import {
  exitCodeOf,
  makeProgress,
  reportByCode,
  reportDiagnostics,
  type Terminal,
  withProgress,
} from './terminal.js';

export interface BuildArguments extends BuildOptions {
  readonly json: boolean;
  readonly unlessReleased: boolean;
  /** Exit code 1 for whatever the standard's own text has wrong, too. */
  readonly strict: boolean;
}

export async function runBuild(args: BuildArguments, terminal: Terminal): Promise<0 | 1> {
  const config = await readConfig(args, terminal);
  if (args.unlessReleased && (await isReleased(config))) {
    terminal.out(
      `edition ${config.edition} is already released in ${config.releaseDirectory}: nothing to do\n`,
    );
    return 0;
  }
  const { value: built, diagnostics } = await underLedgerLock(config, terminal, () =>
    withProgress(makeProgress(terminal), (progress) => buildRelease(config, progress, showScan(terminal))),
  );
  if (!built) {
    reportDiagnostics(diagnostics, terminal);
    terminal.err('nothing was written: the former release and the ledger are as they were\n');
    return 1;
  }
  terminal.out(args.json ? formatJson(config, built, diagnostics) : formatSummary(config, built));
  reportByCode(diagnostics, terminal, `, see ${config.releaseDirectory}/diagnostics.tsv`);
  return exitCodeOf(diagnostics.filter((fault) => args.strict || isOurs(fault)));
}

/** Findings that leave what is published in doubt: of two rows of one code, which is meant? */
const UNTRUSTWORTHY: ReadonlySet<string> = new Set(['code-repeated']);

/** False for what is merely odd in the standard's own text: it is published, and what is refused has its place. */
function isOurs({ at, code, severity }: Diagnostic): boolean {
  return severity !== 'finding' || at === undefined || !('part' in at) || UNTRUSTWORTHY.has(code);
}

/** Runs `action` as the only one that changes the ledger of the run; says for whom it waits. */
export function underLedgerLock<T>(
  config: BuildConfig,
  { err }: Terminal,
  action: () => Promise<T>,
): Promise<T> {
  const ledgerFile = findLedgerFile(config);
  if (ledgerFile === undefined) return action();
  const onWait = (holder: string) => err(`waits     for ${ledgerFile}: held by ${holder}\n`);
  return withLedgerLock({ ledgerFile, purpose: `edition ${config.edition}`, onWait }, action);
}

function formatJson(
  config: BuildConfig,
  { curation, counts, growths }: BuiltRelease,
  diagnostics: readonly Diagnostic[],
): string {
  const { idsInLedger, ...rows } = counts;
  const addedIds = growths[0]?.ids ?? [];
  const bySeverity = Object.fromEntries(
    SEVERITIES.map((severity) => [
      severity,
      diagnostics.filter((diagnostic) => diagnostic.severity === severity).length,
    ]),
  );
  const result = {
    edition: config.edition,
    release: config.releaseDirectory,
    ledger: curation.ledgerFile,
    ...rows,
    newIds: addedIds.length,
    firstNewId: addedIds[0]?.conceptId,
    lastNewId: addedIds.at(-1)?.conceptId,
    idsInLedger,
    diagnostics: bySeverity,
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}

function formatSummary(config: BuildConfig, { curation, counts, growths }: BuiltRelease): string {
  const addedIds = growths[0]?.ids ?? [];
  const others = growths.slice(1);
  const lines = [
    `${counts.concepts} concepts (${counts.deprecated} deprecated), ${counts.relationships / 2} links with their reverses, ${counts.synonyms} synonyms`,
    `release  ${config.releaseDirectory} (start with report.md)`,
    ...(curation.start
      ? [`ledger   created, with the ${counts.idsInLedger - addedIds.length} ids that the program ships`]
      : []),
    `ledger   ${curation.ledgerFile}${addedIds.length > 0 ? ` (${addedIds.length} new ids: review and commit it)` : ' (no new ids)'}`,
    ...others.flatMap(({ files, ids }) =>
      ids.length === 0 ? [] : [`ledger   ${files.ledgerFile} (${ids.length} new ids: review and commit it)`],
    ),
    ...(isPublished(config.edition) ? tellOwnIds(addedIds) : []),
    ...(config.edition === 'mini'
      ? [
          'next     this is the embedded sample of the standard; for a real edition:',
          '         dicom-omop import DIR --edition 2024d   (DIR holds part03.xml, part06.xml, part16.xml)',
          '         dicom-omop build --edition 2024d',
        ]
      : [`next     dicom-omop inspect 0018,0081 --edition ${config.edition}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Ids of a published edition that the ledger did not have: another site may give others to the same codes. */
function tellOwnIds(addedIds: readonly LedgerLine[]): string[] {
  const [first] = addedIds;
  if (!first) return [];
  return [
    `         ${first.conceptId} to ${addedIds.at(-1)?.conceptId} are this ledger's alone: a site with another ledger gives these`,
    '         codes other ids, until they are contributed (CONTRIBUTING: "A build gave new ids")',
  ];
}
