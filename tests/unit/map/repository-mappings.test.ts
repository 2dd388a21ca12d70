/** The curated files of this repository, held against the embedded edition. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readBuildConfig } from '../../../src/build/options.js';
import { type Build, prepareBuild } from '../../../src/build/pipeline.js';
import { parseSchemeMappings } from '../../../src/map/coding-schemes.js';
import { parseCuratedMaps } from '../../../src/map/curated-maps.js';
import { makeMapping } from '../../../src/map/mapping.js';
import { isSnomedIdentifier } from '../../../src/map/verhoeff.js';
import { parseTabSeparated } from '../../../src/model/tab-separated.js';
import { ROOT } from '../../support/command-line.js';
import { useFolders } from '../../support/standard-document.js';

const MAPPINGS = join(ROOT, 'mappings');
const textOf = (file: string) => readFileSync(join(MAPPINGS, file), 'utf8');
const tables = readdirSync(MAPPINGS, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.tsv'),
);
const schemes = parseSchemeMappings(textOf('coding-schemes.tsv'), 'coding-schemes.tsv');
const curated = parseCuratedMaps(textOf('maps-to.tsv'), 'maps-to.tsv');
const newFolder = useFolders();

let build: Build;
beforeAll(async () => {
  const around = { programRoot: ROOT, workingDirectory: await newFolder(), toolVersion: 'test' };
  const config = readBuildConfig({ edition: 'mini', ledger: 'ids.tsv' }, around);
  const { value, diagnostics } = await prepareBuild(config, () => {});
  if (!value) throw new Error(JSON.stringify(diagnostics));
  build = value;
});

test.each(tables)('mappings/%s has a header and rows of one width', (file) => {
  const header =
    textOf(file)
      .split('\n')
      .find((line) => !line.startsWith('#')) ?? '';
  expect(parseTabSeparated(textOf(file), file, header.split('\t')).diagnostics).toEqual([]);
});

describe('mappings/maps-to.tsv', () => {
  test('has no fault, and no pair twice', () => {
    expect(curated.diagnostics).toEqual([]);
    const pairs = curated.value.map((map) => `${map.conceptCode} ${map.vocabularyId} ${map.objectCode}`);
    expect(pairs).toEqual([...new Set(pairs)]);
    expect(pairs.length).toBeGreaterThan(30);
  });

  test('maps no code to two concepts', () => {
    const subjects = curated.value.map(({ conceptCode }) => conceptCode);
    expect(subjects).toEqual([...new Set(subjects)]);
  });

  test('names SNOMED CT identifiers with right check digits', () => {
    const codes = curated.value.flatMap((map) => (map.vocabularyId === 'SNOMED' ? [map.objectCode] : []));
    expect(codes.filter((code) => !isSnomedIdentifier(code))).toEqual([]);
  });

  test('names concepts that the ledger knows: those of whole editions', () => {
    const columns = ['concept_id', 'vocabulary_id', 'concept_code', 'first_edition'];
    const ledger = parseTabSeparated(textOf('concept-ids.tsv'), 'concept-ids.tsv', columns);
    const codes = new Set(ledger.value.map(({ cells }) => cells.concept_code));
    expect(curated.value.filter(({ conceptCode }) => !codes.has(conceptCode))).toEqual([]);
  });

  test('every line becomes a map of the edition that has its concept', () => {
    const codes = new Set(build.vocabulary.concepts.map(({ conceptCode }) => conceptCode));
    const lines = curated.value.filter(({ conceptCode }) => codes.has(conceptCode));
    const maps = build.mapping.maps.filter(({ rule }) => rule === 'curated');
    expect(maps.map(({ at }) => ('line' in at ? at.line : undefined))).toEqual(lines.map(({ line }) => line));
  });
});

describe('mappings/coding-schemes.tsv', () => {
  test('has no fault', () => {
    expect(schemes.diagnostics).toEqual([]);
  });

  test('lists every scheme whose codes the edition uses, and every designator that it registers', () => {
    const subjects = new Set<string>();
    const request = { ...build, ...build.curation, subjects };
    expect(makeMapping(request).diagnostics.filter(({ code }) => code === 'scheme-unknown')).toEqual([]);
    const registered = build.standard.codingSchemes.map(({ designator }) => designator);
    expect(registered.length).toBeGreaterThan(5);
    expect(registered.filter((designator) => !schemes.value.has(designator))).toEqual([]);
  });

  test('leads codes of the old SNOMED designators through the printed pairs to SNOMED', () => {
    for (const designator of ['SCT', 'SRT', 'SNM3', '99SDM']) {
      expect(schemes.value.get(designator)?.vocabularyId).toBe('SNOMED');
    }
  });
});

test('no number stands in two ledgers, and each profile whose codes differ has numbers of its own', () => {
  const ledgers = tables.filter((file) => /^concept-ids.*\.tsv$/.test(file));
  const ids = ledgers.flatMap((file) =>
    textOf(file)
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split('\t')[0]),
  );
  expect(ids.length).toBeGreaterThan(2000);
  expect(new Set(ids).size).toBe(ids.length);
  const profiles = readdirSync(join(MAPPINGS, 'profiles')).map(
    (file) => JSON.parse(textOf(join('profiles', file))) as { ledger: string; firstConceptId?: number },
  );
  const starts = new Map(profiles.map(({ ledger, firstConceptId }) => [ledger, firstConceptId]));
  expect(new Set(starts.values()).size).toBe(starts.size);
});
