import { describe, expect, test } from '@jest/globals';
import { textOf } from '../../../src/docbook/element.js';
import { ancestry } from '../../../src/docbook/outline.js';
import { readProse } from '../../../src/docbook/variable-list.js';
import { partOf, rowOf, sectionOf, tableOf } from '../../support/docbook.js';

const table = (label: string) =>
  tableOf({ label, caption: `T ${label}`, headings: ['A', 'B'], rows: rowOf('1', '2') });

describe('readOutline', () => {
  test('a superscript in a title stays one', () => {
    const title = 'Cells in 10<superscript>4</superscript> per Sample';
    const { outline } = partOf(16, sectionOf('CID 1', title, ''));
    expect(outline.sections.at(-1)?.title).toBe('Cells in 10^4 per Sample');
  });

  test('nests sections and gives each table its innermost one', () => {
    const { outline } = partOf(
      3,
      sectionOf('C.7', 'Common', sectionOf('C.7.1', 'Patient', table('C.7-1')) + table('C.7-9')),
    );
    expect(outline.tables.map(({ label, caption, section }) => [label, caption, section.label])).toEqual([
      ['C.7-1', 'T C.7-1', 'C.7.1'],
      ['C.7-9', 'T C.7-9', 'C.7'],
    ]);
    const inner = outline.sections.find(({ label }) => label === 'C.7.1');
    expect(inner && ancestry(inner).map(({ label }) => label)).toEqual(['C.7.1', 'C.7', '1', 'PS3.3']);
    expect(inner?.xmlId).toBe('sect_C.7.1');
  });

  test('the prose of a section is what no table and no subsection holds', () => {
    const { outline } = partOf(
      3,
      sectionOf(
        'C.1',
        'Title',
        `<para>before</para>${table('C.1-1')}<para>between</para>${sectionOf('C.1.1', 'Sub', '<para>inside</para>')}<para>after</para>`,
      ),
    );
    const section = outline.sections.find(({ label }) => label === 'C.1');
    expect(section && textOf(readProse(outline, section))).toBe('Title before between after');
  });

  test('a nested table belongs to the one around it', () => {
    const inner = '<informaltable><tbody><tr><td>x</td></tr></tbody></informaltable>';
    const { outline } = partOf(
      3,
      tableOf({ label: 'C.1-1', headings: ['A', 'B'], rows: `<tr><td>a</td><td>${inner}</td></tr>` }) +
        table('C.1-2'),
    );
    expect(outline.tables.map(({ label }) => label)).toEqual(['C.1-1', 'C.1-2']);
  });

  test('what stands in a comment is not there', () => {
    const { outline } = partOf(3, `<!-- ${table('C.1-1')} -->${table('C.1-2')}`);
    expect(outline.tables.map(({ label }) => label)).toEqual(['C.1-2']);
  });

  test.each([
    { title: 'entities', written: 'X &amp; Y &#181; &#xB5; &lt;', read: 'X & Y µ µ <' },
    { title: 'markup', written: '<emphasis>X</emphasis> Y', read: 'X Y' },
    { title: 'invisible characters', written: 'X\u200b\u00a0Y', read: 'X Y' },
  ])('captions and titles are clean of $title', ({ written, read }) => {
    const { outline } = partOf(
      3,
      sectionOf('C.1', written, tableOf({ label: 'C.1-1', caption: written, headings: ['A'], rows: '' })),
    );
    expect(outline.tables[0]?.caption).toBe(read);
    expect(outline.sections.find(({ label }) => label === 'C.1')?.title).toBe(read);
  });

  test('a table that has a title instead of a caption is called by it', () => {
    const { outline } = partOf(
      3,
      '<table label="6-1"><title>Registry</title><tbody><tr><td>a</td></tr></tbody></table>',
    );
    expect(outline.tables[0]).toMatchObject({ label: '6-1', caption: 'Registry', xmlId: undefined });
  });

  test('the caption of a table is not taken from its cells', () => {
    const { outline } = partOf(
      3,
      '<informaltable><tbody><tr><td><variablelist><title>Defined Terms:</title></variablelist></td></tr></tbody></informaltable>',
    );
    expect(outline.tables[0]).toMatchObject({ label: '', caption: '' });
  });

  test('an empty section does not swallow what follows', () => {
    const { outline } = partOf(3, `<section label="C.2"/>${sectionOf('C.3', 'Three', table('C.3-1'))}`);
    expect(outline.tables[0]?.section.label).toBe('C.3');
  });
});
