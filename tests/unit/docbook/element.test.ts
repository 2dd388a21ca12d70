import { describe, expect, test } from '@jest/globals';
import { descendants, printedTextOf, textOf } from '../../../src/docbook/element.js';
import { linkTarget } from '../../../src/docbook/link.js';
import { elementOf } from '../../support/docbook.js';

const texts: { title: string; xml: string; expected: string }[] = [
  {
    title: 'mixed content runs on',
    xml: '<para>Shall be <emphasis role="bold">YES</emphasis>, not<emphasis>NO</emphasis>.</para>',
    expected: 'Shall be YES, notNO.',
  },
  {
    title: 'paragraphs of a cell are set apart',
    xml: '<td><para>A</para><para>B</para></td>',
    expected: 'A B',
  },
  {
    title: 'superscripts stay on the word as plain characters, for codes',
    xml: '<para>mm<superscript>2</superscript></para>',
    expected: 'mm2',
  },
  {
    title: 'entities are resolved once',
    xml: '<para>a &amp;lt; b &#181;&#xB5; &gt;</para>',
    expected: 'a &lt; b µµ >',
  },
  { title: 'digits stay text', xml: '<para>0010</para>', expected: '0010' },
  {
    title: 'a link into a section prints its label',
    xml: '<para>See <xref linkend="sect_C.7.3.1.1.1"/>.</para>',
    expected: 'See Section C.7.3.1.1.1.',
  },
  {
    title: 'a link to a table',
    xml: '<para>Include <xref linkend="table_10-11"/></para>',
    expected: 'Include Table 10-11',
  },
  {
    title: 'a link to a figure',
    xml: '<para><xref linkend="figure_C.8-1"/></para>',
    expected: 'Figure C.8-1',
  },
  { title: 'a link to an annex', xml: '<para><xref linkend="chapter_B"/></para>', expected: 'Section B' },
  {
    title: 'a link to a context group reads on from the letter before it',
    xml: '<para>B<olink targetdoc="PS3.16" targetptr="sect_CID_82"/>.</para>',
    expected: 'BCID 82.',
  },
  {
    title: 'a link to the table of a template',
    xml: '<para>D<olink targetptr="table_TID_300"/></para>',
    expected: 'DTID 300',
  },
  { title: 'a link to a part', xml: '<para><olink targetptr="PS3.16"/></para>', expected: 'PS3.16' },
  {
    title: 'a link to a note prints nothing',
    xml: '<para>a<xref linkend="note_1"/>b</para>',
    expected: 'ab',
  },
  {
    title: 'a nested table reads on',
    xml: '<td><para>A</para><informaltable><tbody><tr><td>B</td><td>C</td></tr></tbody></informaltable></td>',
    expected: 'A B C',
  },
];

describe('textOf', () => {
  test.each(texts)('$title', ({ xml, expected }) => {
    expect(textOf(elementOf(xml))).toBe(expected);
  });

  test('leaves out the elements that are asked to be', () => {
    const cell = elementOf('<td><para>A</para><note><para>B</para></note></td>');
    expect(textOf(cell, new Set(['note']))).toBe('A');
  });
});

describe('printedTextOf', () => {
  test.each([
    ['more than 4 x 10<superscript>9</superscript>/L', 'more than 4 x 10^9/L'],
    ['counts s<superscript>-1</superscript>', 'counts s^-1'],
    ['2<superscript>Bits - 1</superscript> levels', '2^(Bits - 1) levels'],
    ['cm<emphasis><superscript>2</superscript></emphasis>', 'cm^2'],
    ['from y<subscript>low</subscript> to y<subscript>high</subscript>', 'from y_low to y_high'],
    ['H<subscript>2</subscript>O', 'H2O'],
    ['101<subscript>2</subscript>', '101_2'],
    ['the 2<superscript>nd</superscript> line', 'the 2nd line'],
    ['Brand<superscript>TM</superscript>', 'BrandTM'],
    ['<superscript>1</superscript> a footnote', '1 a footnote'],
  ])('%s', (markup, expected) => {
    expect(printedTextOf(elementOf(`<para>${markup}</para>`))).toBe(expected);
  });
});

describe('linkTarget', () => {
  test.each([
    { xml: '<xref linkend="sect_A"/>', expected: 'sect_A' },
    { xml: '<olink targetdoc="PS3.16" targetptr="sect_CID_4"/>', expected: 'sect_CID_4' },
    { xml: '<para linkend="sect_A"/>', expected: undefined },
  ])('$xml', ({ xml, expected }) => {
    expect(linkTarget(elementOf(xml))).toBe(expected);
  });
});

describe('descendants', () => {
  test('come in document order and stop at excepted elements', () => {
    const element = elementOf('<td><para><emphasis/></para><note><para/></note><xref/></td>');
    const names = (except?: ReadonlySet<string>) => [...descendants(element, except)].map(({ name }) => name);
    expect(names()).toEqual(['para', 'emphasis', 'note', 'para', 'xref']);
    expect(names(new Set(['note']))).toEqual(['para', 'emphasis', 'note', 'xref']);
  });
});
