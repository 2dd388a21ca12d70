import { describe, expect, test } from '@jest/globals';
import { createMatcher } from '../../../../src/playbook/match/matcher.js';
import { formatMatches, parseApproved } from '../../../../src/playbook/match/usagi.js';
import { samplePlaybook, shippedSynonyms } from '../../../support/playbook/playbook-text.js';

const matcher = createMatcher(samplePlaybook(), shippedSynonyms());
const CONCEPTS = new Map([
  ['24627-2', { conceptId: 3000002, conceptName: 'CT Chest', domainId: 'Procedure' }],
  ['24628-0', { conceptId: 3000005, conceptName: 'CT Chest W contrast IV', domainId: 'Procedure' }],
]);
const matched = [
  { modality: 'CT', studyDescription: 'CT CHEST, "QWZX"', n: 3 },
  { modality: 'CT', studyDescription: 'CT CHEST W CONTRAST', n: 90 },
].map((study) => ({ study, match: matcher.match(study) }));
const text = formatMatches(matched, CONCEPTS);
const approve = (line: string) => line.replace('UNCHECKED', 'APPROVED');

describe('formatMatches', () => {
  test('one row per description, the most frequent first, with the concepts of the candidates', () => {
    const [header, first, second] = text.split('\n');
    expect(header).toBe(
      'sourceCode,sourceName,sourceFrequency,sourceAutoAssignedConceptIds,ADD_INFO:modality,ADD_INFO:bodyPart,ADD_INFO:verdict,ADD_INFO:reasons,ADD_INFO:candidates,matchScore,mappingStatus,equivalence,statusSetBy,statusSetOn,conceptId,conceptName,domainId,mappingType,comment,createdBy,createdOn,assignedReviewer',
    );
    expect(first).toMatch(/^study-[0-9a-f]{16},CT CHEST W CONTRAST,90,3000005/);
    expect(first).toContain(',UNCHECKED,');
    expect(second).toContain('"CT CHEST, ""QWZX""",3,3000002');
    expect(second).toContain('not understood: qwzx');
  });

  test('without an Athena download no concept is claimed', () => {
    expect(formatMatches(matched, new Map()).split('\n')[1]).toContain(',0,Unmapped,');
  });
});

describe('parseApproved', () => {
  test('an approved row is a choice of the site; others are not', () => {
    const [header = '', first = '', second = ''] = text.split('\n');
    const { value, diagnostics } = parseApproved([header, first, approve(second)].join('\n'), 'usagi.csv');
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject([
      {
        kind: 'study',
        phrase: 'CT CHEST, "QWZX"',
        modalities: ['CT'],
        partName: '24627-2',
        language: 'site',
      },
    ]);
    const decided = createMatcher(samplePlaybook(), [...shippedSynonyms(), ...value]);
    expect(decided.match({ modality: 'CT', studyDescription: 'ct chest, "qwzx"' })).toMatchObject({
      verdict: 'sure',
      candidates: [{ procedure: { loinc: '24627-2' } }],
    });
  });

  test('another concept than a candidate is found by its id', () => {
    const [header = '', first = ''] = text.split('\n');
    const changed = approve(first).replace(',3000005,CT Chest', ',77,CT Chest');
    const file = `${header}\n${changed}\n`;
    expect(parseApproved(file, 'usagi.csv', new Map([[77, '30799-1']])).value[0]?.partName).toBe('30799-1');
    expect(parseApproved(file, 'usagi.csv')).toMatchObject({
      value: [],
      diagnostics: [
        {
          code: 'usagi-concept-unknown',
          severity: 'finding',
          found: '77',
          at: { file: 'usagi.csv', line: 2 },
          fix: expect.any(String),
        },
      ],
    });
  });

  test('a file of something else is told', () => {
    expect(parseApproved('a,b\n1,2\n', 'usagi.csv').diagnostics).toMatchObject([
      { code: 'usagi-columns', fix: expect.stringContaining('playbook match --export usagi') },
    ]);
  });
});
