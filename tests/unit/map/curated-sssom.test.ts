import { expect, test } from '@jest/globals';
import { emitSssom } from '../../../src/emit/sssom.js';
import { parseCuratedSssom } from '../../../src/map/curated-sssom.js';

const HEADER =
  '#curie_map:\n#  SCTID: "http://snomed.info/id/"\nsubject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\n';
const parse = (line: string) => parseCuratedSssom(`${HEADER}${line}\n`, 'mine.sssom.tsv');

test('what a release writes is read back', () => {
  const [, text] = emitSssom({
    mappings: [
      {
        subject: { vocabularyId: 'DICOM', conceptCode: '00180015:FOOT LEFT', name: 'Left foot' },
        predicate: 'broadMatch',
        object: { vocabularyId: 'SNOMED', conceptCode: '56459004', conceptName: 'Foot', conceptId: 1 },
        justification: 'ManualMappingCuration',
        words: 'side is lost',
        decidedBy: 'anna',
        rule: 'curated',
        confidence: 1,
      },
    ],
    edition: '2024d',
    published: '20240915',
    toolVersion: '0.1.0',
    isLookedUp: true,
  });
  expect(parseCuratedSssom(text, 'mine.sssom.tsv')).toEqual({
    value: [
      {
        conceptCode: '00180015:FOOT LEFT',
        predicate: 'broadMatch',
        vocabularyId: 'SNOMED',
        objectCode: '56459004',
        justification: 'curated: side is lost',
        decidedBy: 'anna',
        file: 'mine.sssom.tsv',
        line: expect.any(Number),
      },
    ],
    diagnostics: [],
  });
});

test.each([
  'CT\tskos:exactMatch\tSCTID:77477000\tsemapv:ManualMappingCuration\tanna',
  'DICOM:CT\tskos:relatedMatch\tSCTID:77477000\tsemapv:ManualMappingCuration\tanna',
  'DICOM:CT\tskos:exactMatch\t77477000\tsemapv:ManualMappingCuration\tanna',
  'DICOM:%ZZ\tskos:exactMatch\tSCTID:77477000\tsemapv:ManualMappingCuration\tanna',
  'DICOM:CT\tskos:exactMatch\tSCTID:77477000\tsemapv:ManualMappingCuration\t',
])('curated-sssom-wrong: %j', (line) => {
  expect(parse(line)).toMatchObject({
    value: [],
    diagnostics: [
      {
        code: 'curated-sssom-wrong',
        severity: 'error',
        at: { file: 'mine.sssom.tsv', line: 4 },
        fix: expect.stringContaining('mappings.sssom.tsv'),
      },
    ],
  });
});
