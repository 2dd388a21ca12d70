/** What a comparison reads of a release: OMOP rows as they are, and the facts behind them. */
import { join } from 'node:path';
import { EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import type { Release } from '../model/omop.js';
import { findAltered } from '../release/altered-files.js';
import { FACT_TABLES, type FactTableName, factFileOf } from '../release/fact-tables.js';
import { findRows, type Picked } from '../release/read-facts.js';
import { readRelease } from '../release/read-release.js';
import { getFile, keepTexts, type ReleaseFolder } from '../release/release-folder.js';

/** The facts tables that are compared: the columns without which nothing can be said of them. */
const COMPARED = {
  attributes: 'tag name keyword vr vm remark at',
  uids: 'uid name keyword type at',
  code_definitions: 'code meaning definition notes at',
  value_terms: 'tag table value meaning retired at',
  body_parts: 'meaning body_part_examined table at',
  context_groups: 'cid title extensible retired at',
  context_group_members: 'cid scheme code meaning snomed_rt snomed_ct at',
  context_group_includes: 'cid included_cid at',
  bindings: 'tag path table strength cid condition at',
  units: 'tag ucum at',
  modules: 'table title kind',
  module_rows: 'table tag',
} as const satisfies { readonly [Name in FactTableName]?: string };
export type ComparedTable = keyof typeof COMPARED;
const COMPARED_TABLES = Object.keys(COMPARED) as readonly ComparedTable[];

/** Rows as text, by property; `at` as printed in their last column. */
export type ReleaseFacts = {
  readonly [Name in ComparedTable]: readonly Picked<
    (typeof FACT_TABLES)[Name]['columns'],
    (typeof COMPARED)[Name]
  >[];
};
export type TermFact = ReleaseFacts['value_terms'][number];
export type GroupFact = ReleaseFacts['context_groups'][number];
export type MemberFact = ReleaseFacts['context_group_members'][number];
export type BindingFact = ReleaseFacts['bindings'][number];

/** What chose a link. */
const PROVENANCE = {
  columns: 'concept_id_2 scheme? code? rule?',
  wanted: 'concept_id_2 scheme code rule',
} as const;
export type ProvenanceFact = Picked<typeof PROVENANCE.columns, typeof PROVENANCE.wanted>;

export interface ReleaseTables extends Release {
  /** Label of the edition. */
  readonly edition: string;
  /** `yyyymmdd`. */
  readonly published: string | undefined;
  readonly profile: string | undefined;
  /** Athena release that its maps were looked up in; undefined without one. */
  readonly athena: string | undefined;
  readonly facts: ReleaseFacts;
  /** Each facts table that the release has; facts of the others are empty and not compared. */
  readonly factTables: ReadonlySet<ComparedTable>;
  readonly provenance: readonly ProvenanceFact[];
}

/** Undefined if a file has an error; all errors are reported together. Throws EnvironmentError if it is no release. */
export function readReleaseTables(given: ReleaseFolder): Outcome<ReleaseTables | undefined> {
  const folder = keepTexts(given);
  getFile(folder, 'manifest.json');
  const read = readRelease(folder, 'rows');
  const { release, manifest } = read.value;
  const edition = manifest?.edition;
  if (manifest === undefined || edition === undefined) {
    const file = join(folder.name, 'manifest.json');
    throw new EnvironmentError(`${file} names no edition`, { fix: 'build the release again' });
  }
  const tables = COMPARED_TABLES.map((name) => {
    const columns: string = FACT_TABLES[name].columns;
    return { name, found: findRows(folder, factFileOf(name), columns, COMPARED[name]) };
  });
  const provenance = findRows(folder, 'link_provenance.tsv', PROVENANCE.columns, PROVENANCE.wanted);
  const facts = [...COMPARED_TABLES.map(factFileOf), 'link_provenance.tsv'];
  const diagnostics = [read, ...tables.map(({ found }) => found), provenance]
    .flatMap((outcome) => outcome.diagnostics)
    .concat(findAltered(folder, facts));
  const { published, profile } = manifest;
  const value: ReleaseTables = {
    ...release,
    edition,
    published,
    profile,
    athena: manifest.athena ?? undefined,
    facts: Object.fromEntries(
      tables.map(({ name, found }) => [name, found.value ?? []]),
    ) as unknown as ReleaseFacts,
    factTables: new Set(tables.flatMap(({ name, found }) => (found.value ? [name] : []))),
    provenance: provenance.value ?? [],
  };
  return { value: isBlocking(diagnostics) ? undefined : value, diagnostics };
}
