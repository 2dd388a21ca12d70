import { describe, expect, test } from '@jest/globals';
import { emitSssom } from '../../../src/emit/sssom.js';
import type { StandardMapping } from '../../../src/model/standard-mapping.js';

const term: StandardMapping = {
  subject: { vocabularyId: 'DICOM', conceptCode: '00180015:FOOT LEFT', name: 'Foot' },
  predicate: 'broadMatch',
  object: { vocabularyId: 'SNOMED', conceptCode: '56459004', conceptName: 'Foot structure' },
  justification: 'MappingChaining',
  words: 'Table L-1',
  decidedBy: undefined,
  rule: 'annex-l',
  confidence: 1,
};
const code: StandardMapping = {
  subject: { vocabularyId: 'DICOM', conceptCode: '00180015:FOOT', name: 'Foot' },
  predicate: 'exactMatch',
  object: { vocabularyId: 'OMOP Extension', conceptCode: 'OMOP1' },
  justification: 'ManualMappingCuration',
  words: 'the same meaning',
  decidedBy: 'people',
  rule: 'mappings/codes.tsv',
  confidence: 0.8,
};
const request = {
  mappings: [term, code],
  edition: '2024d',
  published: '20240915',
  isLookedUp: false,
  toolVersion: '0.1.0',
};

describe('mappings.sssom.tsv', () => {
  const [file, text] = emitSssom(request);
  const lines = text.trimEnd().split('\n');
  const metadata = lines.filter((line) => line.startsWith('#'));
  const [header, ...rows] = lines.filter((line) => !line.startsWith('#')).map((line) => line.split('\t'));

  test('the metadata block states the set, its licence and every prefix', () => {
    expect(file).toBe('mappings.sssom.tsv');
    expect(metadata).toEqual([
      '#sssom_version: "1.0"',
      '#mapping_set_id: "urn:dicom-omop:mappings:2024d"',
      '#mapping_set_version: "2024d"',
      '#mapping_set_title: "DICOM 2024d to standard concepts of OMOP"',
      '#license: "https://www.apache.org/licenses/LICENSE-2.0"',
      '#publication_date: "2024-09-15"',
      '#mapping_tool: "dicom-omop"',
      '#mapping_tool_version: "0.1.0"',
      '#curie_map:',
      '#  semapv: "https://w3id.org/semapv/vocab/"',
      '#  skos: "http://www.w3.org/2004/02/skos/core#"',
      '#  DICOM: "urn:dicom-omop:DICOM:"',
      '#  OMOP_Extension: "urn:dicom-omop:OMOP%20Extension:"',
      '#  SCTID: "http://snomed.info/id/"',
    ]);
  });

  test('one line for each mapping, sorted, with CURIEs that hold no blank', () => {
    const cells = rows.map((row) => Object.fromEntries((header ?? []).map((name, at) => [name, row[at]])));
    expect(cells).toMatchObject([
      {
        subject_id: 'DICOM:00180015%3AFOOT',
        predicate_id: 'skos:exactMatch',
        object_id: 'OMOP_Extension:OMOP1',
        object_label: '',
        mapping_justification: 'semapv:ManualMappingCuration',
        confidence: '0.8',
        author_label: 'people',
        comment: 'mappings/codes.tsv: the same meaning',
      },
      {
        subject_id: 'DICOM:00180015%3AFOOT%20LEFT',
        predicate_id: 'skos:broadMatch',
        object_id: 'SCTID:56459004',
        object_label: 'Foot structure',
        mapping_justification: 'semapv:MappingChaining',
        author_label: '',
        comment: 'annex-l: Table L-1',
      },
    ]);
  });

  test('every prefix that a line uses is in the block', () => {
    const declared = metadata.flatMap((line) => /^# {2}(\w+):/.exec(line)?.[1] ?? []);
    const used = rows.flatMap((row) =>
      [row[0], row[2], row[3], row[5]].map((cell) => cell?.split(':')[0] ?? ''),
    );
    expect(used.filter((prefix) => !declared.includes(prefix))).toEqual([]);
  });

  test('the order of the mappings does not matter', () => {
    expect(emitSssom({ ...request, mappings: [code, term] })).toEqual([file, text]);
  });
});
