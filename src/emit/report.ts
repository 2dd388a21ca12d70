/** `report.md`: the build in a page, for whoever reviews it. */
import { type Diagnostic, formatDiagnostic, SEVERITIES } from '../model/diagnostic.js';
import { groupBy } from '../model/grouping.js';
import type { TableCount } from '../model/standard.js';
import { type ReleaseForm, type ReleaseSummary, sumRows } from '../release/manifest.js';

const SHOWN = 20;

export function emitReport(summary: ReleaseSummary): [string, string] {
  const { edition, published, profile, toolVersion, standard, derivation, diagnostics, inputs } = summary;
  const { release, ledger } = summary.assignment;
  const born = ledger.filter(({ firstEdition }) => firstEdition === edition).length;
  const invalid = release.concepts.filter(({ invalidReason }) => invalidReason !== undefined).length;
  const lines = [
    `# DICOM ${edition} as an OMOP vocabulary`,
    '',
    `Profile \`${profile.name}\`, edition of ${published}, made by dicom-omop ${toolVersion}.`,
    ...describeSubset(summary.form),
    '',
    '| | |',
    '|---|---:|',
    `| concepts | ${release.concepts.length} |`,
    `| of them deprecated | ${invalid} |`,
    `| ids first given in this edition | ${born} |`,
    `| relationships, both directions | ${release.relationships.length} |`,
    `| synonyms | ${release.synonyms.length} |`,
    `| attributes with allowed values | ${new Set(derivation.valueTerms.flatMap(({ tag }) => tag ?? [])).size} |`,
    `| bindings to context groups | ${derivation.bindings.length} |`,
    `| attributes with a unit | ${new Set(derivation.units.map(({ tag }) => tag)).size} |`,
    '',
    '## Rows read',
    '',
    '| part | rows | used | refused |',
    '|---|---:|---:|---:|',
    ...Object.entries(sumRows(standard)).map(
      ([part, { read, used, refused }]) => `| ${part} | ${read} | ${used} | ${refused} |`,
    ),
    '',
    'Every refused row has a line in `diagnostics.tsv`; tables of no vocabulary family have one for the table.',
    '',
    ...listUnread(standard.counts),
    '## Codes of other schemes',
    '',
    summary.athena === undefined
      ? 'Not looked up: built without an Athena download.'
      : `Looked up in Athena, ${summary.athena}. Each that reaches no standard concept has a line in \`unresolved.tsv\`.`,
    '',
    '| outcome | codes |',
    '|---|---:|',
    ...Object.entries(summary.codes).map(([outcome, count]) => `| ${outcome} | ${count} |`),
    '',
    '## Inputs',
    '',
    '| file | bytes | sha256 |',
    '|---|---:|---|',
    ...inputs.map(({ name, bytes, sha256 }) => `| ${name} | ${bytes} | \`${sha256.slice(0, 16)}\` |`),
    '',
    ...SEVERITIES.filter((severity) => severity !== 'note').flatMap((severity) =>
      listDiagnostics(
        severity,
        diagnostics.filter((each) => each.severity === severity),
      ),
    ),
  ];
  return ['report.md', `${lines.join('\n').trimEnd()}\n`];
}

/** Tables that no reader takes, by what they hold. */
function listUnread(counts: readonly TableCount[]): string[] {
  const unread = counts.flatMap(({ read, unread: table }) => (table ? [{ read, reason: table.reason }] : []));
  if (unread.length === 0) return [];
  return [
    '## Tables not read',
    '',
    '| what they hold | tables | rows |',
    '|---|---:|---:|',
    ...[...groupBy(unread, ({ reason }) => reason)].map(
      ([reason, tables]) =>
        `| ${reason} | ${tables.length} | ${tables.reduce((sum, { read }) => sum + read, 0)} |`,
    ),
    '',
    'Each has a line in `standard/tables_not_read.tsv`.',
    '',
  ];
}

function describeSubset({ only, exclude }: ReleaseForm): string[] {
  const options = [...(only === null ? [] : [`only ${only}`]), ...exclude.map((name) => `without ${name}`)];
  return options.length === 0
    ? []
    : ['', `A subset of the attributes: ${options.join(', ')}; reasons in \`attribute_guide.tsv\`.`];
}

function listDiagnostics(severity: string, diagnostics: readonly Diagnostic[]): string[] {
  if (diagnostics.length === 0) return [];
  const shown = diagnostics
    .slice(0, SHOWN)
    .map((diagnostic) => `- ${formatDiagnostic(diagnostic).replaceAll('|', '\\|')}`);
  const more = diagnostics.length - shown.length;
  return [
    `## ${diagnostics.length} ${severity}s`,
    '',
    ...shown,
    ...(more > 0 ? [`- ... and ${more} more in \`diagnostics.tsv\``] : []),
    '',
  ];
}
