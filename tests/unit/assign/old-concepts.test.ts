import { describe, expect, test } from '@jest/globals';
import { matchOldConcepts, parseOldConcepts } from '../../../src/assign/old-concepts.js';

const parse = (text: string) => parseOldConcepts(text, 'OLD.csv', 'DICOM');
const row = (conceptId: number, conceptCode: string, conceptName: string, line: number) => ({
  conceptId,
  conceptCode,
  conceptName,
  line,
});

describe('reading CONCEPT rows of another origin', () => {
  test('tab-separated as Athena writes it: quotes are text, other vocabularies are passed over', () => {
    const text =
      'concept_id\tconcept_name\tvocabulary_id\tconcept_code\n' +
      '2000000001\tThe "CT"\tDICOM\tCT\n4300757\tComputed tomography\tSNOMED\t77477000\n';
    expect(parse(text)).toEqual({ value: [row(2000000001, 'CT', 'The "CT"', 2)], diagnostics: [] });
  });

  test('comma-separated with quotes, columns in any order and case, a byte order mark', () => {
    const text = '\uFEFFConcept_Code,Concept_Name,Concept_Id\n"CT","CT, helical ""x""",2000000001\n';
    expect(parse(text)).toEqual({ value: [row(2000000001, 'CT', 'CT, helical "x"', 2)], diagnostics: [] });
  });

  test('lines are counted as the file has them, blank ones and those inside of quotes too', () => {
    const text = 'concept_id,concept_code,concept_name\n\n1,A,"two\nlines"\n2,B,b\nx,C,c\n';
    const { value, diagnostics } = parse(text);
    expect(value.map(({ conceptCode, line }) => `${conceptCode} ${line}`)).toEqual(['A 4', 'B 5']);
    expect(diagnostics).toMatchObject([{ at: { file: 'OLD.csv', line: 6 }, found: 'x | C | c' }]);
    expect(parse(text.replaceAll('\n', '\r\n')).diagnostics).toMatchObject([{ at: { line: 6 } }]);
  });

  test('a last line without its end is told: the file may be cut there', () => {
    const { value, diagnostics } = parse('concept_id,concept_code,concept_name\n1,A,a\n2,CT,Comp');
    expect(value).toHaveLength(2);
    expect(diagnostics).toMatchObject([
      {
        code: 'old-concepts-malformed',
        severity: 'warning',
        at: { file: 'OLD.csv', line: 3 },
        message: expect.stringContaining('cut'),
        found: '2 | CT | Comp',
        fix: expect.stringContaining('CONCEPT'),
      },
    ]);
  });

  test.each([
    ['a column that is not there', 'concept_id\tconcept_name\n1\tx\n', 1, 'no column concept_code'],
    ['an empty file', '', 1, 'no column concept_id, concept_code, concept_name'],
    [
      'an id that is none',
      'concept_id\tconcept_code\tconcept_name\n1.5\tCT\tx\n',
      2,
      'a row without an integer id and a code',
    ],
    [
      'a row without a code',
      'concept_id\tconcept_code\tconcept_name\n1\t\tx\n',
      2,
      'a row without an integer id and a code',
    ],
    [
      'a row that is cut',
      'concept_id\tconcept_name\tvocabulary_id\tconcept_code\n1\tx\tDICOM\tCT\n2\tMagnetic Res\n',
      3,
      '2 cells where the header has 4: the row is cut',
    ],
    [
      'a row without a vocabulary',
      'concept_id\tconcept_name\tvocabulary_id\tconcept_code\n1\tx\t\tCT\n',
      2,
      'a row without a vocabulary',
    ],
    [
      'a quote that is not closed',
      'concept_id,concept_code,concept_name\n1,A,a\n2,"B,b\n',
      3,
      'Quote Not Closed',
    ],
  ])('%s is an error with its line', (_title, text, line, message) => {
    expect(parse(text).diagnostics).toMatchObject([
      {
        code: 'old-concepts-malformed',
        severity: 'error',
        at: { file: 'OLD.csv', line },
        message: expect.stringContaining(message),
        expected: expect.stringContaining('concept_id, concept_code, concept_name'),
        fix: 'give a CONCEPT file as Athena or the predecessor wrote it',
      },
    ]);
  });
});

const OWN = [
  ['CT', 'Computed Tomography'],
  ['00180081', 'Echo Time'],
  ['60xx0010', 'Overlay Rows'],
  ['00185100:HFS', 'Head First-Supine'],
  ['00100040:M', 'Male'],
  ['00209072:R', 'Right'],
  ['00280004:R', 'Red'],
  ['00200060:L', 'Left'],
  ['00200062:L', 'Left'],
  ['00111111:Q', 'Q'],
  ['00112222:Q', 'Q'],
].map(([conceptCode = '', conceptName = '']) => ({ conceptCode, conceptName }));

function match(...rows: readonly (readonly [code: string, name?: string, id?: number])[]) {
  const old = rows.map(([code, name = '', id], index) =>
    row(id ?? 2000000001 + index, code, name, index + 2),
  );
  return matchOldConcepts(old, OWN).map(({ conceptCode, how, candidates }) =>
    [how, conceptCode, ...(candidates.length > 0 ? [`[${candidates.join(' ')}]`] : [])]
      .filter(Boolean)
      .join(' '),
  );
}

describe('which of our codes an old row means', () => {
  test.each([
    ['CT', '', 'same code CT'],
    ['00180081', '', 'same code 00180081'],
    ['(0018,0081)', '', 'same tag 00180081'],
    ['0018,0081', '', 'same tag 00180081'],
    ['(60XX,0010)', '', 'same tag 60xx0010'],
    ['HFS', 'anything', 'value of one attribute only 00185100:HFS'],
    ['R', 'Right', 'value and name 00209072:R'],
    ['R', 'RED', 'value and name 00280004:R'],
    ['R', ' right ', 'value and name 00209072:R'],
    ['R', 'Rear', 'ambiguous [00209072:R 00280004:R]'],
    ['L', 'Left', 'ambiguous [00200060:L 00200062:L]'],
    ['Q', 'Q', 'ambiguous [00111111:Q 00112222:Q]'],
    ['ct', 'Computed Tomography', 'unknown code'],
    ['(0018,9999)', '', 'unknown code'],
  ])('%s "%s": %s', (code, name, expected) => {
    expect(match([code, name])).toEqual([expected]);
  });

  test('a code of ours is given once, to the first row that means it', () => {
    expect(match(['00180081'], ['(0018,0081)'])).toEqual([
      'same code 00180081',
      'code already matched [00180081]',
    ]);
  });

  test('an old id that stands twice gives one code its id, whichever row is told first', () => {
    expect(match(['CT', '', 7], ['HFS', '', 7])).toEqual(['same code CT', 'id already used']);
    expect(match(['nothing', '', 7], ['HFS', '', 7])).toEqual([
      'unknown code',
      'value of one attribute only 00185100:HFS',
    ]);
  });
});
