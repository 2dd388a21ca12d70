import { describe, expect, test } from '@jest/globals';
import { readTermLists } from '../../../src/extract/term-lists.js';
import { elementOf, listOf } from '../../support/docbook.js';
import { placeOf } from '../../support/facts.js';

interface Case {
  readonly title: string;
  readonly xml: string;
  readonly expected: readonly object[];
}

const cases: Case[] = [
  {
    title: 'a superscript in a meaning stays one, in a value it is plain',
    xml: '<td><para>Enumerated Values:</para><itemizedlist><listitem><para>R<superscript>2</superscript> = rate in s<superscript>-1</superscript></para></listitem></itemizedlist></td>',
    expected: [{ kind: 'Enumerated', terms: [{ value: 'R2', meaning: 'rate in s^-1' }] }],
  },
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
    title: 'values in paragraphs below a paragraph that is their title',
    xml: '<td><para>Side of the scale.</para><para>Enumerated Values:</para><para>+1</para><para>upwards, in s<superscript>-1</superscript></para><para>-1</para><para>downwards</para><para>See the text.</para></td>',
    expected: [
      {
        title: 'Enumerated Values:',
        kind: 'Enumerated',
        terms: [
          { value: '+1', meaning: 'upwards, in s^-1' },
          { value: '-1', meaning: 'downwards' },
        ],
      },
    ],
  },
  {
    title: 'a sentence that calls values previously defined, beside a list of those that are',
    xml: `<td>${listOf('Enumerated Values:', { PATIENT: 'a person' })}<note><para>Enumerated Values SHELF and CARD BOX were previously defined for this Attribute. They are now retired.</para></note></td>`,
    expected: [
      { kind: 'Enumerated', retired: false, terms: [{ value: 'PATIENT' }] },
      { kind: 'Enumerated', retired: true, terms: [{ value: 'SHELF' }, { value: 'CARD BOX' }] },
    ],
  },
  {
    title: 'a title in a paragraph that holds its list, and one before a list, announce no paragraphs',
    xml: `<td><para>Defined Terms: ${listOf(undefined, { A: 'a' })}</para><para>B</para><para>Defined Terms:</para>${listOf(undefined, { C: 'c' })}<para>D</para></td>`,
    expected: [{ terms: [{ value: 'A' }] }, { terms: [{ value: 'C' }] }],
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
  {
    title: 'lists in the items of a list, each with the value number of its item',
    xml:
      '<section><para>The values are:</para><itemizedlist>' +
      `<listitem><para>Value 1 shall identify the pixels</para>${listOf('Enumerated Values:', { ORIGINAL: 'o' })}</listitem>` +
      `<listitem><para>Value 3 shall identify the plane.</para>${listOf(undefined, { 'BIPLANE A': 'a' })}</listitem>` +
      '</itemizedlist></section>',
    expected: [
      { kind: 'Enumerated', valueNumber: '1', condition: undefined, terms: [{ value: 'ORIGINAL' }] },
      { kind: undefined, valueNumber: '3', terms: [{ value: 'BIPLANE A' }] },
    ],
  },
  {
    title: 'an example is no list of terms',
    xml: `<section><para>For example, the Defined Terms may stand for:</para>${listOf(undefined, { STATIC: '3' })}</section>`,
    expected: [],
  },
  {
    title: 'an itemized list after another list belongs to no paragraph',
    xml: `<section><para>Enumerated Values:</para>${listOf(undefined, { A: 'a' })}<itemizedlist><listitem><para>B</para></listitem></itemizedlist></section>`,
    expected: [{ kind: 'Enumerated', terms: [{ value: 'A' }] }],
  },
];

describe('readTermLists', () => {
  const at = placeOf('Table C.7-1', 3);

  test.each(cases)('$title', ({ xml, expected }) => {
    const found = readTermLists(elementOf(xml), at).lists.map(({ list }) => list);
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
    expect(found.every((list) => list.at === at)).toBe(true);
  });

  test('hands on the paragraph before a list', () => {
    const xml = `<section><title>S</title><para>For Image Type (0008,0008):</para>${listOf('Defined Terms:', { A: 'a' })}</section>`;
    expect(readTermLists(elementOf(xml), at).lists.map(({ introduction }) => introduction)).toEqual([
      'For Image Type (0008,0008):',
    ]);
  });

  test('sentences in a list that calls itself values are told, and no value is taken', () => {
    const xml =
      '<section><para>The Enumerated Values shall be chosen as follows:</para><itemizedlist>' +
      '<listitem><para>If the view is a short axis view</para></listitem><listitem><para>A: b</para></listitem></itemizedlist></section>';
    const { lists, diagnostics } = readTermLists(elementOf(xml), at);
    expect(lists).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'list-of-sentences',
        severity: 'warning',
        at,
        found: 'If the view is a short axis view',
        fix: expect.stringContaining('terms.tsv'),
      },
    ]);
  });

  test('paragraphs below a title that begin with a pattern and hold values are told, not taken', () => {
    const at = placeOf('C.13-3 row 1');
    const xml =
      '<td><para>Enumerated Values:</para><para>GRID\\C,R</para><para>rows of boxes</para><para>SLIDE</para></td>';
    const { lists, diagnostics } = readTermLists(elementOf(xml), at);
    expect(lists).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'list-of-sentences', at, found: 'GRID\\C,R' }]);
  });
});
