import { describe, expect, test } from '@jest/globals';
import { findUnreadCids, parseCidStatements } from '../../../src/extract/cid-statements.js';

type Statement = [
  strength: 'Baseline' | 'Defined',
  cid: string,
  attribute?: string | undefined,
  condition?: string,
];
const ANATOMY = 'Anatomic Region Sequence';

/** Wordings of published editions, links printed as labels. */
const wordings: Record<string, Statement[]> = {
  'BCID 7030': [['Baseline', '7030']],
  'DCID 82.': [['Defined', '82']],
  'Baseline CID 12.': [['Baseline', '12']],
  'Baseline CID is CID 11.': [['Baseline', '11']],
  'Defined CID is 4030.': [['Defined', '4030']],
  'Defined Context ID 5.': [['Defined', '5']],
  'Baseline Context Group 29': [['Baseline', '29']],
  'Defined CID for the Anatomic Region Sequence is 4009.': [['Defined', '4009', ANATOMY]],
  'Defined CID for Measurement Units Code Sequence is 84 "PET Units for Real World Value Mapping".': [
    ['Defined', '84', 'Measurement Units Code Sequence'],
  ],
  'Defined CID for the Anatomic Region Sequence is 4009 for humans, and 7482 for animals.': [
    ['Defined', '4009', ANATOMY, 'for humans'],
    ['Defined', '7482', ANATOMY, 'for animals'],
  ],
  'Defined CID for Anatomic Region Sequence (0008,2218) is CID 4.': [['Defined', '4', '(0008,2218)']],
  'Baseline CID for Anatomic Region Sequence and Primary Anatomic Structure Sequence is 1.': [
    ['Baseline', '1', ANATOMY],
    ['Baseline', '1', 'Primary Anatomic Structure Sequence'],
  ],
  'DCID 2, unless otherwise defined in the macro invocation.': [
    ['Defined', '2', undefined, 'unless otherwise defined in the macro invocation'],
  ],
  'DCID 83, or as specified in the macro invocation.': [
    ['Defined', '83', undefined, 'or as specified in the macro invocation'],
  ],
  'Baseline CID 26 unless otherwise specified in invocation.': [
    ['Baseline', '26', undefined, 'unless otherwise specified in invocation'],
  ],
  'For IVUS BCID 3497; no Baseline CID is defined otherwise.': [['Baseline', '3497', undefined, 'For IVUS']],
  'Baseline CID 20. Defined CID 21 if Modality is CT.': [
    ['Baseline', '20'],
    ['Defined', '21', undefined, 'if Modality is CT'],
  ],
  'Defined CID is CID 82 for referenced waveforms.': [
    ['Defined', '82', undefined, 'for referenced waveforms'],
  ],
  'Defined CIDs 10 and 11.': [
    ['Defined', '10'],
    ['Defined', '11'],
  ],
  'Defined CID is CID 82, see note 4.': [['Defined', '82']],
  'No Baseline CID is defined.': [],
  'No Baseline or Defined CID is specified.': [],
  'A Baseline CID is not defined.': [],
  'Shall not be a code of DCID 29.': [],
  'See Section C.7.6.16.': [],
  'B CID 5001': [['Baseline', '5001']],
  'Baseline CID for Concept Code Sequence for Concept Name of (121401, DCM, "Derivation") is CID 7180.': [
    ['Baseline', '7180', 'Concept Code Sequence', 'for Concept Name of (121401, DCM, "Derivation")'],
  ],
  '': [],
  'No Baseline CID is defined. DCID 7.': [['Defined', '7']],
  'Baseline CID 4031 "Common Anatomic Regions 2".': [['Baseline', '4031']],
};

describe('parseCidStatements', () => {
  test.each(Object.entries(wordings))('%s', (text, expected) => {
    expect(parseCidStatements(text)).toEqual(
      expected.map(([strength, cid, attribute, condition]) => ({ strength, cid, attribute, condition })),
    );
  });

  /** Each took minutes where an expression went over the text again from each of its words. */
  test.each([
    { text: `Defined CID ${'Aa '.repeat(300_000)}`, cids: [] },
    { text: `CID 5 ${', '.repeat(300_000)}x. Defined CID 5${', '.repeat(300_000)}x`, cids: ['5'] },
    { text: `Defined CID 5 for ${'. '.repeat(300_000)}x`, cids: ['5'] },
  ])('a million characters: $cids', ({ text, cids }) => {
    expect(parseCidStatements(text).map(({ cid }) => cid)).toEqual(cids);
  });
});

test.each([
  ['See CID 5001.', ['5001']],
  ['See CID 5001. BCID 7.', ['5001']],
  ['No Baseline CID is defined, CID 7 was.', []],
  ['Baseline CID 26.', []],
])('%s: words that bind nothing', (text, expected) => {
  expect(findUnreadCids(text, parseCidStatements(text))).toEqual(expected);
});
