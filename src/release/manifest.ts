/** `manifest.json`: what a release was made of and what is in it. No clock: the same inputs, the same bytes. */
import { createHash } from 'node:crypto';
import type { Derivation } from '../model/derivation.js';
import { type Diagnostic, SEVERITIES } from '../model/diagnostic.js';
import type { Edition } from '../model/edition.js';
import type { Fact } from '../model/fact.js';
import { countBy } from '../model/grouping.js';
import type { Release } from '../model/omop.js';
import type { Profile } from '../model/profile.js';
import type { Standard } from '../model/standard.js';
import { countFacts } from './fact-tables.js';
import type { Files } from './omop-tables.js';
import { compareText } from './row-order.js';

/** A file that went into the release. */
export interface ManifestInput {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface ReleaseForm {
  readonly only: string | null;
  readonly exclude: readonly string[];
  readonly fhir: boolean;
}

export interface ReleaseSummary {
  readonly edition: Edition;
  readonly published: string;
  readonly toolVersion: string;
  readonly profile: Profile;
  readonly standard: Standard;
  readonly derivation: Derivation;
  readonly athena: string | undefined;
  /** What was left out or added on request. */
  readonly form: ReleaseForm;
  /** Codes of other schemes by what became of them: `standard`, `absent`, `not looked up`, ... */
  readonly codes: Readonly<Record<string, number>>;
  readonly assignment: {
    readonly release: Release;
    readonly ledger: readonly { readonly firstEdition: Edition }[];
  };
  readonly inputs: readonly ManifestInput[];
  readonly diagnostics: readonly Diagnostic[];
}

export function emitManifest(summary: ReleaseSummary, files: Files): [string, string] {
  const { edition, published, toolVersion, profile, standard, diagnostics } = summary;
  const { release } = summary.assignment;
  const manifest = {
    edition,
    published,
    profile: profile.name,
    tool: `dicom-omop ${toolVersion}`,
    athena: summary.athena ?? null,
    form: summary.form,
    confidentiality: describeConfidentiality(standard),
    inputs: [...summary.inputs].sort((a, b) => (a.name < b.name ? -1 : 1)),
    counts: {
      concepts: countSorted(release.concepts, ({ conceptClassId, domainId, invalidReason }) =>
        [domainId, conceptClassId, invalidReason ?? 'valid'].join(' | '),
      ),
      relationships: countSorted(release.relationships, ({ relationshipId, invalidReason }) =>
        [relationshipId, invalidReason ?? 'valid'].join(' | '),
      ),
      codes: summary.codes,
      facts: countFacts(summary),
      diagnostics: Object.fromEntries(
        SEVERITIES.map((severity) => [
          severity,
          countSorted(
            diagnostics.filter((each) => each.severity === severity),
            ({ code }) => code,
          ),
        ]),
      ),
      rows: sumRows(standard),
    },
    files: Object.fromEntries(
      [...files].map(([name, text]) => [
        name,
        { sha256: createHash('sha256').update(text).digest('hex'), rows: countLines(text) - 1 },
      ]),
    ),
    tables: standard.counts.map(({ part, table, read, used, refused }) => ({
      part,
      table,
      read,
      used,
      refused,
    })),
  };
  return ['manifest.json', `${formatJson(manifest)}\n`];
}

/** What a manifest says of its release; undefined is what it does not say. */
export interface Manifest {
  readonly edition: string | undefined;
  /** `yyyymmdd`. */
  readonly published: string | undefined;
  readonly profile: string | undefined;
  readonly tool: string | undefined;
  readonly athena: string | null | undefined;
  readonly form: ReleaseForm | undefined;
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[] | undefined;
  /** Files of the release with their rows, without the header. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly rows: number }>> | undefined;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Undefined if the text is no manifest. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === 'object' && manifest !== null ? (manifest as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

/** Read, used and refused rows of a part; used + refused = read. */
export function sumRows(standard: Standard): Record<string, { read: number; used: number; refused: number }> {
  const sums: Record<string, { read: number; used: number; refused: number }> = {};
  for (const { part, read, used, refused } of standard.counts) {
    const name = `PS3.${part}`;
    const sum = sums[name] ?? { read: 0, used: 0, refused: 0 };
    sums[name] = { read: sum.read + read, used: sum.used + used, refused: sum.refused + refused };
  }
  return sums;
}

/** Which PS3.15 the facts about confidentiality come from: `2024e`, and whether that is the document itself. */
function describeConfidentiality({
  confidentialityProfile,
  safePrivateAttributes,
  counts,
}: Standard): object {
  const describe = (facts: readonly Fact[], table: string) => {
    const isRead = counts.some((count) => count.part === 15 && count.table === table && count.used > 0);
    return `PS3.15 ${facts[0]?.at.edition ?? 'unknown'}${isRead ? '' : ', the list that the program brings'}`;
  };
  return {
    profile: describe(confidentialityProfile, 'E.1-1'),
    safe_private_attributes: describe(safePrivateAttributes, 'E.3.10-1'),
  };
}

function countSorted<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  return Object.fromEntries([...countBy(items, keyOf)].sort(([a], [b]) => compareText(a, b)));
}

/** Indented, but each table and input on one line: one changed fact is one changed line. */
function formatJson(value: object): string {
  return JSON.stringify(value, undefined, 2).replace(
    /\{\n\s+"(?:part|name|sha256|read)"[^{}]*?\}/g,
    (object) => object.replace(/\n\s+/g, ' '),
  );
}
