import { describe, expect, test } from '@jest/globals';
import { formatUsagi, parseApprovedRows, type UsagiTerm } from '../../../src/usagi/usagi-file.js';

const TERM: UsagiTerm = {
  sourceCode: 'XA',
  sourceName: 'X-Ray, "Angio"',
  sourceFrequency: 2,
  conceptIds: [4, 5],
  info: { kind: 'code' },
  matchScore: 0.5,
  offered: { conceptId: 4, conceptName: 'Angiography', domainId: 'Procedure' },
};
const parse = (text: string) => parseApprovedRows(text, 'saved.csv', ['sourceCode'], 'give another');

describe('formatUsagi', () => {
  test('what is offered waits for a decision', () => {
    const [heading, row] = formatUsagi([TERM], ['kind', 'place']).split('\n');
    expect(heading).toMatch(/ConceptIds,ADD_INFO:kind,ADD_INFO:place,matchScore,mappingStatus,/);
    expect(row).toBe(
      'XA,"X-Ray, ""Angio""",2,4;5,code,,0.5,UNCHECKED,UNREVIEWED,,0,4,Angiography,Procedure,MAPS_TO,,dicom-omop,0,',
    );
  });

  test('without an offer it is Unmapped', () => {
    const text = formatUsagi([{ ...TERM, offered: undefined }], []);
    expect(text.split('\n')[1]).toContain(',UNREVIEWED,,0,0,Unmapped,,MAPS_TO,');
  });
});

describe('parseApprovedRows', () => {
  test('approved rows with their lines; a cell may hold a line break', () => {
    const text = formatUsagi([{ ...TERM, sourceName: 'two\nlines' }, TERM, TERM], []);
    const saved = text.replace(/UNCHECKED(?!.*UNCHECKED)/s, 'APPROVED');
    expect(parse(saved)).toMatchObject({
      value: [{ line: 5, cells: { sourceCode: 'XA' } }],
      diagnostics: [],
    });
    expect(parse(saved).value).toHaveLength(1);
  });

  test('nothing approved is no fault', () => {
    expect(parse(formatUsagi([TERM], []))).toEqual({ value: [], diagnostics: [] });
    expect(parse(formatUsagi([], []))).toEqual({ value: [], diagnostics: [] });
  });

  test.each([
    ['usagi-columns', 'a,b\n1,2\n', 1],
    ['usagi-columns', 'sourceCode\n', 1],
    ['usagi-columns', '', 1],
    ['usagi-csv', 'a,b\n"1,2\n', 2],
  ])('%s: %j', (code, damaged, line) => {
    expect(parse(damaged)).toMatchObject({
      value: [],
      diagnostics: [
        {
          code,
          severity: 'error',
          at: { file: 'saved.csv', line },
          expected: 'sourceCode',
          fix: 'give another',
        },
      ],
    });
  });
});
