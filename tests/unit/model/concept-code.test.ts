import { describe, expect, test } from '@jest/globals';
import { kindOfCode, tagOfCode, termCode, valueOfCode } from '../../../src/model/concept-code.js';
import { tagOf } from '../../support/facts.js';

const POSITION = '(0018,5100)';

describe('termCode', () => {
  const tag = tagOf(POSITION);

  test('names the attribute, or in the raw form only the value', () => {
    expect(termCode(tag, 'HFS', 'tag')).toBe('00185100:HFS');
    expect(termCode(tag, 'HFS', 'raw')).toBe('HFS');
    expect(termCode(tagOf('(60xx,0040)'), 'G', 'tag')).toBe('60xx0040:G');
  });

  test('50 characters stay, 51 end in a digest of the whole', () => {
    const fits = 'x'.repeat(41);
    expect(termCode(tag, fits, 'tag')).toBe(`00185100:${fits}`);
    const long = termCode(tag, `${fits}y`, 'tag');
    expect(long).toMatch(/^00185100:x{32}~[0-9a-f]{8}$/);
    expect(long).toHaveLength(50);
    expect(termCode(tag, `${fits}z`, 'tag')).not.toBe(long);
    expect(termCode(tag, `${fits}y`, 'tag')).toBe(long);
  });

  test('a long code does not end in a blank before its digest', () => {
    expect(termCode(tag, `${'x'.repeat(31)} ${'y'.repeat(30)}`, 'tag')).toMatch(/x~[0-9a-f]{8}$/);
  });

  test('a double quote becomes an apostrophe, as in every OMOP table', () => {
    expect(termCode(tag, 'the "A" view', 'tag')).toBe("00185100:the 'A' view");
  });
});

describe('what a code says', () => {
  test.each([
    ['00180081', 'attribute', '(0018,0081)', undefined],
    ['FFFCFFFC', 'attribute', '(FFFC,FFFC)', undefined],
    ['60xx0010', 'attribute', '(60xx,0010)', undefined],
    ['00185100:HFS', 'term', '(0018,5100)', 'HFS'],
    ['00080008:a:b', 'term', '(0008,0008)', 'a:b'],
    ['1.2.840.10008.1.2', 'uid', undefined, undefined],
    ['121139', 'code', undefined, undefined],
    ['CT', 'code', undefined, undefined],
    ['DECAFBAD', 'code', undefined, undefined],
    ['00185100:', 'code', undefined, undefined],
    ['MDC:10:11264', 'foreign', undefined, undefined],
    ['0019xx0C|SIEMENS MR HEADER', 'private', undefined, undefined],
  ])('%s', (code, kind, tag, value) => {
    expect([kindOfCode(code), tagOfCode(code), valueOfCode(code)]).toEqual([kind, tag, value]);
  });
});
