import { describe, expect, test } from '@jest/globals';
import { parseQuery } from '../../../src/inspect/query.js';

const position = { kind: 'tag', tag: '(0018,5100)' };
const term = { kind: 'term', code: '00185100:HFS', tag: '(0018,5100)', value: 'HFS' };

describe('parseQuery', () => {
  test.each([
    { text: '0018,5100', expected: position },
    { text: '(0018,5100)', expected: position },
    { text: '00185100', expected: position },
    { text: ' 0018,5100 ', expected: position },
    { text: '60xx0010', expected: { kind: 'tag', tag: '(60xx,0010)' } },
    { text: '0040,a30a', expected: { kind: 'tag', tag: '(0040,A30A)' } },
    { text: '00185100:HFS', expected: term },
    { text: '(0018,5100):HFS', expected: term },
    { text: '0018,5100:HFS', expected: term },
    {
      text: '0040a30a:a b',
      expected: { kind: 'term', code: '0040A30A:a b', tag: '(0040,A30A)', value: 'a b' },
    },
    { text: 'CID 29', expected: { kind: 'cid', cid: '29' } },
    { text: 'cid29', expected: { kind: 'cid', cid: '29' } },
    { text: 'DCM:121139', expected: { kind: 'code', scheme: 'DCM', value: '121139' } },
    { text: '121139', expected: { kind: 'code', scheme: 'DCM', value: '121139' } },
    { text: 'SCT:69536005', expected: { kind: 'code', scheme: 'SCT', value: '69536005' } },
    { text: '99SDM:T-1', expected: { kind: 'code', scheme: '99SDM', value: 'T-1' } },
    { text: '1.2.840.10008.1.2', expected: { kind: 'uid', uid: '1.2.840.10008.1.2' } },
    { text: '2128200017', expected: { kind: 'concept', conceptId: 2128200017 } },
    { text: 'PatientPosition', expected: { kind: 'keyword', keyword: 'PatientPosition' } },
  ])('$text', ({ text, expected }) => {
    expect(parseQuery(text)).toEqual(expected);
  });

  test.each(['', 'patient position', '(0018 5100)', 'CID 29 30', '1.2', '12', 'DCM:', '../x'])(
    '"%s" is no query',
    (text) => {
      expect(parseQuery(text)).toBeUndefined();
    },
  );
});
