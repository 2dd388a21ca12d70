import { describe, expect, test } from '@jest/globals';
import { isExample, parseIntroduction, parseListTitle } from '../../../src/extract/list-title.js';

type Parsed = [
  kind: string | undefined,
  valueNumber: string | undefined,
  condition: string | undefined,
  attribute?: string,
];

/** Titles in the forms that published editions print, with what each says. */
const titles: Record<string, Parsed> = {
  'Enumerated Values:': ['Enumerated', undefined, undefined],
  'Enumerated Values': ['Enumerated', undefined, undefined],
  'Enumerated values:': ['Enumerated', undefined, undefined],
  'Enumerated Value:': ['Enumerated', undefined, undefined],
  'Defined Terms:': ['Defined', undefined, undefined],
  'Defined Terms': ['Defined', undefined, undefined],
  'Defined Term:': ['Defined', undefined, undefined],
  'Retired Defined Terms:': ['Defined', undefined, undefined],
  'Enumerated Values for Value 1:': ['Enumerated', '1', undefined],
  'Defined Terms for Value 3:': ['Defined', '3', undefined],
  'Value 2 Enumerated Values:': ['Enumerated', '2', undefined],
  'Value 1 Defined Terms:': ['Defined', '1', undefined],
  'Enumerated Values for Values 1 and 2:': ['Enumerated', '1 and 2', undefined],
  'Defined Terms for Value 3 or 4:': ['Defined', '3 or 4', undefined],
  'Enumerated Values for Values 1, 2:': ['Enumerated', '1, 2', undefined],
  'Defined Terms for Value 4 if Multi-energy CT Acquisition is YES:': [
    'Defined',
    '4',
    'if Multi-energy CT Acquisition is YES',
  ],
  'Enumerated Values if Bits Stored = 8:': ['Enumerated', undefined, 'if Bits Stored = 8'],
  'Enumerated Values if Segmentation Type (0062,0001) is BINARY:': [
    'Enumerated',
    undefined,
    'if Segmentation Type (0062,0001) is BINARY',
  ],
  'Enumerated Values if Image Type (0008,0008) Value 3 is THUMBNAIL, LABEL or OVERVIEW:': [
    'Enumerated',
    undefined,
    'if Image Type (0008,0008) Value 3 is THUMBNAIL, LABEL or OVERVIEW',
  ],
  'Defined Terms if Print Job Execution Status (2100,0020) is NORMAL:': [
    'Defined',
    undefined,
    'if Print Job Execution Status (2100,0020) is NORMAL',
  ],
  'Enumerated Values when the printer supports Requested Decimate/Crop Behavior (2020,0040):': [
    'Enumerated',
    undefined,
    'when the printer supports Requested Decimate/Crop Behavior (2020,0040)',
  ],
  'Enumerated Values unless Pixel Data is compressed:': [
    'Enumerated',
    undefined,
    'unless Pixel Data is compressed',
  ],
  'Enumerated Values where Rows is present:': ['Enumerated', undefined, 'where Rows is present'],
  'Defined Terms for CT:': ['Defined', undefined, 'for CT'],
  'Defined Terms for Printer and Execution Status Info': [
    'Defined',
    undefined,
    'for Printer and Execution Status Info',
  ],
  'Data Type Defined Terms': ['Defined', undefined, undefined],
  'Recommended text for Stress Echo stage names:': [undefined, undefined, undefined],
  'Examples:': [undefined, undefined, undefined],
  'Bit Map Values for Value 4:': [undefined, '4', undefined],
  'Enumerated Values of Bits Stored (0028,0101):': ['Enumerated', undefined, undefined, '(0028,0101)'],
  'Defined Terms for the Strain Nomenclature (0010,0213)': ['Defined', undefined, undefined, '(0010,0213)'],
  'Defined Terms for Value 3 of Image Type (0008,0008):': ['Defined', '3', undefined, '(0008,0008)'],
  'Enumerated Values of Image Type (0008,0008) Value 3 for Stereotactic Mammography': [
    'Enumerated',
    '3',
    'for Stereotactic Mammography',
    '(0008,0008)',
  ],
  'Enumerated Values for Photometric Interpretation (0028,0004) = RGB:': [
    'Enumerated',
    undefined,
    'for Photometric Interpretation (0028,0004) = RGB',
  ],
};

describe('parseListTitle', () => {
  test.each(Object.entries(titles))('%s', (title, [kind, valueNumber, condition, attribute]) => {
    expect(parseListTitle(title)).toEqual({
      kind,
      attribute,
      valueNumber,
      condition,
      retired: title.startsWith('Retired'),
    });
  });
});

describe('parseIntroduction', () => {
  test.each([
    ['Value 1 shall identify the characteristics of the pixels', undefined, '1', undefined],
    ['For Value 3 of Image Type (0008,0008):', undefined, '3', undefined],
    ['For Image Type (0008,0008) Value 1:', undefined, '1', undefined],
    [
      'If Image Type (0008,0008) Value 3 is LOCALIZER:',
      undefined,
      undefined,
      'If Image Type (0008,0008) Value 3 is LOCALIZER',
    ],
    ['For humans:', undefined, undefined, 'For humans'],
    ['The Enumerated Values are:', 'Enumerated', undefined, undefined],
    ['There are Defined Terms.', undefined, undefined, undefined],
  ])('%s', (text, kind, valueNumber, condition) => {
    expect(parseIntroduction(text)).toEqual({ kind, valueNumber, condition });
  });
});

test.each([
  ['For example, the Defined Terms may be used like this:', true],
  ['Examples of Defined Terms:', true],
  ['The Defined Terms are, e.g., for planning:', true],
  ['The Defined Terms are:', false],
])('%s: an example is %s', (text, expected) => {
  expect(isExample(text)).toBe(expected);
});
