import { expect, test } from '@jest/globals';
import { emitMappingTables, type MappingTables } from '../../../src/emit/mapping-tables.js';
import { resolveTranslation, translateCode } from '../../../src/map/code-resolution.js';
import type { ConceptId } from '../../../src/model/omop.js';
import { athenaConceptOf, athenaIndexOf, stepOf } from '../../support/athena-index.js';
import { placeOf } from '../../support/facts.js';
import { mapOf, SCHEMES, useOf } from '../../support/mapping.js';
import { linkOf } from '../../support/vocabulary.js';

const EMPTY: MappingTables = {
  maps: [],
  resolved: [],
  links: [],
  findForeign: undefined,
  idOf: new Map([
    ['DICOM\tCT', 2128200002 as ConceptId],
    ['DICOM\t00080060', 2128200001 as ConceptId],
  ]),
};
const VALUE = mapOf('00080060', 'SNOMED 138875005', [], {
  relationshipId: 'Maps to value',
  rule: 'context-group',
  justification: 'Defined CID 29',
  at: placeOf('Table C.7-1', 9),
  targets: [
    { conceptId: 12 as ConceptId, steps: [stepOf(10, 11, 'Concept replaced by'), stepOf(11, 12)] },
    { conceptId: 9 as ConceptId, steps: [stepOf(10, 9)] },
  ],
});
const NARROW = mapOf('CT', 'SNOMED 7771000', [], { relationshipId: undefined, predicate: 'narrowMatch' });

/** The rows of one table, without its header. */
function rowsOf(file: string, tables: Partial<MappingTables>): string[][] {
  const text = emitMappingTables({ ...EMPTY, ...tables }).get(file) ?? '';
  expect(text.endsWith('\n')).toBe(true);
  return text
    .replace(/\n$/, '')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}

test('code_maps.tsv has every map, code to code, whether it leads anywhere or not', () => {
  expect(rowsOf('code_maps.tsv', { maps: [VALUE, mapOf('CT', 'SNOMED 77477000'), NARROW] })).toEqual([
    [
      ...['DICOM', '00080060', 'Maps to value', 'exactMatch', 'SNOMED', '138875005', 'context-group'],
      ...['SCT', '138875005', 'Defined CID 29', 'PS3.3 2024d Table C.7-1 row 9'],
    ],
    [
      ...['DICOM', 'CT', 'Maps to', 'exactMatch', 'SNOMED', '77477000', 'curated'],
      ...['SCT', '77477000', 'decided', 'maps-to.tsv:5'],
    ],
    [
      ...['DICOM', 'CT', '', 'narrowMatch', 'SNOMED', '7771000', 'curated'],
      ...['SCT', '7771000', 'decided', 'maps-to.tsv:5'],
    ],
  ]);
});

test('link_provenance.tsv has rule, place, code, steps and target of every link, by id', () => {
  const link = { ...linkOf('00080060', 'CT'), at: placeOf('Table C.7-1', 4) };
  const maps = [mapOf('CT', 'SNOMED 77477000', [5]), NARROW, VALUE, mapOf('CT', 'SNOMED 24028007')];
  const found = { vocabularyId: 'SNOMED', conceptCode: '77477000', conceptName: 'Computed tomography' };
  const findForeign = (conceptId: number) => (conceptId === 5 ? found : undefined);
  expect(rowsOf('link_provenance.tsv', { maps, links: [link], findForeign })).toEqual([
    [
      ...['2128200001', '9', 'Maps to value', 'context-group'],
      ...['PS3.3 2024d Table C.7-1 row 9', 'SCT', '138875005', 'Maps to 9', '', '', ''],
    ],
    [
      ...['2128200001', '12', 'Maps to value', 'context-group'],
      ...['PS3.3 2024d Table C.7-1 row 9', 'SCT', '138875005', 'Concept replaced by 11 > Maps to 12'],
      ...['', '', ''],
    ],
    [
      ...['2128200001', '2128200002', 'Maps to value', 'term'],
      ...['PS3.3 2024d Table C.7-1 row 4', 'DCM', 'CT', '', '', '', ''],
    ],
    [
      ...['2128200002', '5', 'Maps to', 'curated', 'maps-to.tsv:5', 'SCT', '77477000', ''],
      ...['SNOMED', '77477000', 'Computed tomography'],
    ],
  ]);
});

test('unresolved.tsv has each code that reached nothing, why, and every place that uses it', () => {
  const index = athenaIndexOf([athenaConceptOf(1, 'SNOMED 69536005')], [], ['LOINC']);
  const resolved = [
    useOf('SCT 69536005'),
    useOf('LN 8867-4', ['CID 4', 'CID 5']),
    useOf('XYZ 1'),
    { ...useOf('SCT 69536006'), meaning: undefined },
  ].map((use) => resolveTranslation(translateCode(use, SCHEMES, new Map()), index));
  expect(rowsOf('unresolved.tsv', { resolved })).toEqual([
    ['LN', '8867-4', 'Meaning of 8867-4', 'absent', 'LOINC', '8867-4', '', 'CID 4; CID 5'],
    [
      ...['XYZ', '1', 'Meaning of 1', 'scheme unknown', '', ''],
      ...['add XYZ to mappings/coding-schemes.tsv', 'CID 4'],
    ],
    ['SCT', '69536006', '', 'wrong check digit', '', '', '69536006', 'CID 4'],
  ]);
});

test('concept_relationship_stage.tsv has the links by code, for a site that looks the ids up itself', () => {
  expect(
    rowsOf('concept_relationship_stage.tsv', { maps: [mapOf('CT', 'SNOMED 77477000'), NARROW] }),
  ).toEqual([['', '', 'CT', '77477000', 'DICOM', 'SNOMED', 'Maps to', '19700101', '20991231', '']]);
});

test('without maps and codes every table has its header alone', () => {
  const files = emitMappingTables(EMPTY);
  expect([...files.keys()]).toEqual([
    'code_maps.tsv',
    'concept_relationship_stage.tsv',
    'link_provenance.tsv',
    'unresolved.tsv',
  ]);
  for (const text of files.values()) expect(text.split('\n')).toHaveLength(2);
});
