import { describe, expect, test } from '@jest/globals';
import { MATCH_COLUMNS, matchLines, matchRows } from '../../../../src/playbook/match/match-rows.js';
import { createMatcher } from '../../../../src/playbook/match/matcher.js';
import { samplePlaybook, shippedSynonyms } from '../../../support/playbook/playbook-text.js';

const matcher = createMatcher(samplePlaybook(), shippedSynonyms());
const studies = [
  { modality: 'CT', studyDescription: 'CT HEAD WO' },
  { modality: 'OT', studyDescription: 'NOTE' },
  { modality: 'CT', studyDescription: 'CT HEAD WO BLORP', n: 3 },
];

describe('rows', () => {
  const rows = studies.flatMap((study) => matchRows(study, matcher.match(study)));

  test('carry the candidate and the verdict', () => {
    expect(Object.keys(rows[0] ?? {})).toEqual([...MATCH_COLUMNS]);
    expect(rows[0]).toEqual({
      modality: 'CT',
      study_description: 'CT HEAD WO',
      n: '1',
      rank: '1',
      loinc: '30799-1',
      rpid: 'RPID22',
      long_common_name: 'CT Head WO contrast',
      score: '1.000',
      verdict: 'sure',
      matched: 'CT; Head; without contrast',
      contradicted: '',
      not_understood: '',
      reasons: '',
      language: 'en',
    });
  });

  test('without a candidate there is one row', () => {
    const empty = { n: '1', rank: '', loinc: '', score: '', verdict: 'none', matched: '' };
    expect(rows.filter((row) => row.study_description === 'NOTE')).toMatchObject([empty]);
  });

  test('as lines they hold the same', () => {
    const lines = studies.flatMap((study) => matchLines(study, matcher.match(study)));
    expect(lines).toEqual(rows.map((row) => MATCH_COLUMNS.map((column) => row[column]).join('\t')));
  });
});

test('a line stays one line, whatever the description holds', () => {
  const study = { modality: 'CT', studyDescription: 'CT\tHEAD\r\nWO' };
  const [line] = matchLines(study, matcher.match(study));
  expect(line?.split('\t').slice(0, 5)).toEqual(['CT', 'CT HEAD WO', '1', '1', '30799-1']);
});
