import { describe, expect, test } from '@jest/globals';
import { findKeys, findNear } from '../../../src/browse/find-subjects.js';
import { openView, openWholeView } from '../../../src/browse/release-view.js';
import { smallRelease } from '../../support/small-release.js';

describe.each([
  ['line by line', openView],
  ['whole', openWholeView],
])('findKeys, read %s', (_name, open) => {
  const view = open(smallRelease());

  test.each([
    ['0018,0081', ['(0018,0081)']],
    ['(0018,0081)', ['(0018,0081)']],
    ['00180081', ['(0018,0081)']],
    ['6000,0010', ['(60xx,0010)']],
    ['60xx0010', ['(60xx,0010)']],
    ['EchoTime', ['(0018,0081)']],
    ['echo time', ['(0018,0081)']],
    ['CT', ['DCM:CT']],
    ['DCM:CT', ['DCM:CT']],
    ['dcm:CT', ['DCM:CT']],
    ['XCT', ['DCM:XCT']],
    ['2128200004', ['DCM:CT']],
    ['12738006', ['SCT:12738006']],
    ['SCT:12738006', ['SCT:12738006']],
    ['SRT:T-A0100', ['SCT:12738006']],
    ['T-A0100', ['SCT:12738006']],
    ['G-A102', ['SCT:66459002']],
    ['CID 29', ['CID 29']],
    ['cid29', ['CID 29']],
    ['1.2.840.10008.1.2', ['1.2.840.10008.1.2']],
    ['00185100:HFS', ['00185100:HFS']],
    ['0018,5100:HFS', ['00185100:HFS']],
    ['HFS', ['00185100:HFS']],
    ['hfs', ['00185100:HFS']],
    ['BRAIN', ['00180015:BRAIN', 'SCT:12738006']],
    ['Brain', ['SCT:12738006', '00180015:BRAIN']],
    ['Table C.7-5a', ['Table C.7-5a']],
    ['C.7-5a', ['Table C.7-5a']],
    ['Acquisition Modality', ['CID 29']],
    ['acquisition modality', ['CID 29']],
    ['computed tomography', ['DCM:CT']],
    ['0019,100C', ['0019xx0C|ACME 1.1']],
    ['(0019,xx0c)', ['0019xx0C|ACME 1.1']],
    ['0019xx0C|ACME 1.1', ['0019xx0C|ACME 1.1']],
    ['ACME 1.1', ['0019xx0C|ACME 1.1']],
    ['B factor', ['0019xx0C|ACME 1.1']],
    ['2130000001', ['0019xx0C|ACME 1.1']],
    ['RADLEX:RID12', ['RADLEX:RID12']],
    ['2128200009', ['RADLEX:RID12']],
    ['a+(b', []],
    ['', []],
    ['0018,9999', []],
    ['SRT:CT', []],
    ['00185100:XXX', []],
    ['nothing of the kind', []],
  ])('%s -> %j', (text, keys) => {
    expect(findKeys(view, text)).toEqual(keys);
    expect(view.diagnostics()).toEqual([]);
  });
});

test('a name is found without its accents and case, and they without it', () => {
  const files = { 'standard/code_definitions.tsv': 'code\tmeaning\tat\n7\tRoentgénogram\t\n' };
  const find = (text: string) => findKeys(openView(smallRelease(files)), text);
  expect([find('roentgenogram'), find('ROENTGÉNOGRAM')]).toEqual([['DCM:7'], ['DCM:7']]);
});

describe('findNear', () => {
  const near = (text: string) => findNear(openView(smallRelease()), text).map(({ key }) => key);

  test('names with all the words first', () => {
    expect(near('position')[0]).toBe('(0018,5100)');
    expect(near('tomography comp')[0]).toBe('DCM:CT');
  });

  test('then alike ones, also of tags and codes', () => {
    expect(near('Eco Tme')[0]).toBe('(0018,0081)');
    expect(near('0018,0082')).toContain('(0018,0081)');
    expect(near('qqqq')).toEqual([]);
    expect(near(' ')).toEqual([]);
    expect(near('b facto')).toContain('0019xx0C|ACME 1.1');
  });
});
