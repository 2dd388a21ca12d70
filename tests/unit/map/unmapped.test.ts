import { describe, expect, test } from '@jest/globals';
import { formatApprovedMaps, formatUnmapped, parseApprovedMaps } from '../../../src/map/unmapped.js';
import type { ConceptDraft, LinkDraft } from '../../../src/model/concept-draft.js';
import type { CodeMap } from '../../../src/model/mapping.js';

const draft = (conceptCode: string, name: string) =>
  ({ vocabularyId: 'DICOM', conceptCode, name, kind: 'code' }) as ConceptDraft;
const key = (conceptCode: string) => ({ vocabularyId: 'DICOM', conceptCode });
const link = (to: string) => ({ from: key('00080060'), to: key(to) }) as LinkDraft;
const DRAFTS = [
  draft('CT', 'Computed Tomography'),
  draft('XA', 'X-Ray, "Angio"'),
  draft('MR', 'Magnetic'),
  { ...draft('1.2.3', 'A UID'), kind: 'uid' } as ConceptDraft,
];
const mapped = { subject: key('CT'), relationshipId: 'Maps to' } as CodeMap;
const HEADER = 'sourceCode,sourceName,mappingStatus,equivalence,statusSetBy,conceptId,comment\n';
const parse = (rows: string) => parseApprovedMaps(`${HEADER}${rows}`, 'saved.csv');

test('the unmapped with how often they are used, most used first', () => {
  const text = formatUnmapped(DRAFTS, { maps: [mapped], resolved: [] }, [link('XA'), link('XA'), link('CT')]);
  expect(text.split('\n').map((line) => line.split(',UNCHECKED')[0])).toEqual([
    'sourceCode,sourceName,sourceFrequency,sourceAutoAssignedConceptIds,ADD_INFO:kind,matchScore,mappingStatus,equivalence,statusSetBy,statusSetOn,conceptId,conceptName,domainId,mappingType,comment,createdBy,createdOn,assignedReviewer',
    'XA,"X-Ray, ""Angio""",2,,code,0',
    'MR,Magnetic,0,,code,0',
    '',
  ]);
});

describe('approved rows', () => {
  test('become lines of maps-to.tsv, the others wait', () => {
    const { value, diagnostics } = parse(
      'XA,X-Ray,APPROVED,WIDER,anna,4,angiography\nMR,Magnetic,APPROVED,EQUAL,ben,5,\nUS,Ultrasound,UNCHECKED,UNREVIEWED,,0,\n',
    );
    expect(diagnostics).toEqual([]);
    const found = { vocabularyId: 'SNOMED', conceptCode: '77343006' };
    expect(formatApprovedMaps(value, 'saved.csv', (id) => (id === 4 ? found : undefined))).toMatchObject({
      value: 'XA\tbroadMatch\tSNOMED\t77343006\tangiography\tanna\n',
      diagnostics: [
        {
          code: 'usagi-concept-absent',
          at: { file: 'saved.csv', line: 3 },
          found: '5',
          fix: expect.any(String),
        },
      ],
    });
  });

  test.each([
    'XA,X-Ray,APPROVED,UNREVIEWED,anna,4,',
    'XA,X-Ray,APPROVED,EQUAL,,4,',
    'XA,X-Ray,APPROVED,EQUAL,anna,0,',
  ])('usagi-row-wrong: %s', (row) =>
    expect(parse(`${row}\n`)).toMatchObject({
      value: [],
      diagnostics: [{ code: 'usagi-row-wrong', at: { line: 2 }, fix: expect.stringContaining('Usagi') }],
    }),
  );

  test('a file of something else is told', () => {
    expect(parseApprovedMaps('a,b\n1,2\n', 'saved.csv').diagnostics).toMatchObject([
      { code: 'usagi-columns', fix: expect.stringContaining('coverage --usagi') },
    ]);
  });
});
