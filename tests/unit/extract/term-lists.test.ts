import { describe, expect, test } from '@jest/globals';
import { parseListTitle, readTermLists } from '../../../src/extract/term-lists.js';
import { elementOf, listOf } from '../../support/docbook.js';
import { placeOf } from '../../support/facts.js';

type Parsed = [kind: string | undefined, valueNumber: string | undefined, condition: string | undefined];

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
};

describe('parseListTitle', () => {
  test.each(Object.entries(titles))('%s', (title, [kind, valueNumber, condition]) => {
    expect(parseListTitle(title)).toEqual({
      kind,
      valueNumber,
      condition,
      retired: title.startsWith('Retired'),
    });
  });
});

interface Case {
  readonly title: string;
  readonly xml: string;
  readonly expected: readonly object[];
}

const lists: Case[] = [
  {
    title: 'a titled list in a cell',
    xml: `<td><para>Kind.</para>${listOf('Defined Terms:', { HFS: 'Head First', FFS: 'Feet First' })}</td>`,
    expected: [
      {
        title: 'Defined Terms:',
        kind: 'Defined',
        terms: [
          { value: 'HFS', meaning: 'Head First' },
          { value: 'FFS', meaning: 'Feet First' },
        ],
      },
    ],
  },
  {
    title: 'a list inside a paragraph, and one inside a note',
    xml: `<td><para>a ${listOf('Enumerated Values:', { YES: 'y' })}</para><note>${listOf('Defined Terms:', { NO: 'n' })}</note></td>`,
    expected: [
      { kind: 'Enumerated', terms: [{ value: 'YES', meaning: 'y' }] },
      { kind: 'Defined', terms: [{ value: 'NO', meaning: 'n' }] },
    ],
  },
  {
    title: 'a list without a title takes its kind from the paragraph before it',
    xml: `<td><para>The following Defined Terms:</para>${listOf(undefined, { A: 'a' })}</td>`,
    expected: [{ title: undefined, kind: 'Defined' }],
  },
  {
    title: 'a list without a title after a sentence stays of no kind',
    xml: `<td><para>There are Defined Terms.</para>${listOf(undefined, { A: 'a' })}</td>`,
    expected: [{ kind: undefined }],
  },
  {
    title: 'a paragraph that ends in a colon limits the list after it',
    xml: `<td><para>For humans:</para>${listOf('Enumerated Values:', { BIPED: 'b' })}<para>Note.</para>${listOf('Enumerated Values:', { A: 'a' })}</td>`,
    expected: [{ condition: 'For humans' }, { condition: undefined }],
  },
  {
    title: 'a condition in the title goes before one in the paragraph',
    xml: `<td><para>For humans:</para>${listOf('Enumerated Values if Rows is 1:', { A: 'a' })}</td>`,
    expected: [{ condition: 'if Rows is 1' }],
  },
  {
    title: 'an itemized list after a paragraph that is its title',
    xml:
      '<td><para>Enumerated Values for Value 3:</para><itemizedlist>' +
      ['AXIAL = across', 'LOCALIZER - a scout', 'REST: at rest', 'OTHER']
        .map((text) => `<listitem><para>${text}</para></listitem>`)
        .join('') +
      '</itemizedlist></td>',
    expected: [
      {
        kind: 'Enumerated',
        valueNumber: '3',
        terms: [
          { value: 'AXIAL', meaning: 'across' },
          { value: 'LOCALIZER', meaning: 'a scout' },
          { value: 'REST', meaning: 'at rest' },
          { value: 'OTHER', meaning: undefined },
        ],
      },
    ],
  },
  {
    title: 'an itemized list after any other paragraph is no list of terms',
    xml: '<td><para>It shall hold:</para><itemizedlist><listitem><para>A</para></listitem></itemizedlist></td>',
    expected: [],
  },
  {
    title: 'a list inside an item of another',
    xml: `<td><orderedlist><listitem>${listOf('Defined Terms:', { A: 'a' })}</listitem></orderedlist></td>`,
    expected: [{ kind: 'Defined', terms: [{ value: 'A', meaning: 'a' }] }],
  },
  {
    title: 'invisible characters inside values, and an empty term',
    xml: `<td>${listOf('Defined Terms:', { 'CORO\u00adNAL\u200b': 'c', '\u200b': 'nothing' })}</td>`,
    expected: [{ terms: [{ value: 'CORONAL', meaning: 'c' }] }],
  },
];

describe('readTermLists', () => {
  const at = placeOf('Table C.7-1', 3);

  test.each(lists)('$title', ({ xml, expected }) => {
    const found = readTermLists(elementOf(xml), at).map(({ list }) => list);
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
    expect(found.every((list) => list.at === at)).toBe(true);
  });

  test('hands on the paragraph before a list', () => {
    const xml = `<section><title>S</title><para>For Image Type (0008,0008):</para>${listOf('Defined Terms:', { A: 'a' })}</section>`;
    expect(readTermLists(elementOf(xml), at).map(({ introduction }) => introduction)).toEqual([
      'For Image Type (0008,0008):',
    ]);
  });
});
