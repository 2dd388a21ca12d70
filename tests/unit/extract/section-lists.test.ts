import { describe, expect, test } from '@jest/globals';
import { extractSectionLists } from '../../../src/extract/section-lists.js';
import { readStatements } from '../../../src/extract/section-statements.js';
import { listOf, partOf, rowOf, sectionOf, tableOf } from '../../support/docbook.js';

describe('extractSectionLists', () => {
  test('takes the lists of a section with where it stands and what goes before', () => {
    const section = sectionOf(
      'C.7.3.1.1.1',
      'Modality',
      `<para>Defined Terms for the Modality (0008,0060) are:</para>${listOf('Defined Terms:', { CT: 'Computed Tomography' })}`,
    );
    const { value: lists } = extractSectionLists(partOf(3, sectionOf('C.7.3', 'Series', section)));
    expect(lists).toMatchObject([
      {
        kind: 'Defined',
        terms: [{ value: 'CT', meaning: 'Computed Tomography' }],
        section: 'C.7.3.1.1.1',
        sectionTitle: 'Modality',
        ancestors: ['C.7.3.1.1.1', 'C.7.3', '1', 'PS3.3'],
        introduction: 'Defined Terms for the Modality (0008,0060) are:',
        at: { part: 3, edition: '2024d', label: 'Section C.7.3.1.1.1', xmlId: 'sect_C.7.3.1.1.1' },
      },
    ]);
    expect(lists[0]?.owners).toBeUndefined();
  });

  test.each([
    {
      title: 'a list in a table',
      body: tableOf({ label: 'C.1-1', headings: ['A'], rows: rowOf(listOf('Defined Terms:', { A: 'a' })) }),
    },
    { title: 'a section without a list', body: '<para>Defined Terms:</para>' },
  ])('leaves out $title', ({ body }) => {
    expect(extractSectionLists(partOf(3, sectionOf('C.1', 'One', body))).value).toEqual([]);
  });

  test('keeps a list of no kind: only its owner can tell what it is', () => {
    const part = partOf(3, sectionOf('C.1', 'One', listOf('Bit Map Values for Value 4:', { '0001': 'a' })));
    expect(extractSectionLists(part).value).toMatchObject([{ kind: undefined, valueNumber: '4' }]);
  });

  test('a list belongs to the innermost section', () => {
    const inner = sectionOf('C.1.1', 'Inner', listOf('Defined Terms:', { A: 'a' }));
    const { value: lists } = extractSectionLists(
      partOf(3, sectionOf('C.1', 'Outer', `${listOf('Enumerated Values:', { B: 'b' })}${inner}`)),
    );
    expect(lists.map(({ section, kind }) => [section, kind])).toEqual([
      ['C.1', 'Enumerated'],
      ['C.1.1', 'Defined'],
    ]);
  });
});

describe('readStatements', () => {
  test('names are in lower case without colon, and the first of a name counts', () => {
    const part = partOf(
      16,
      sectionOf(
        'CID 29',
        'Modality',
        listOf(undefined, { 'Keyword :': 'A', 'Version:': '' }) +
          listOf(undefined, { 'KEYWORD:': 'B', 'Version:': '2020' }),
      ),
    );
    const section = part.outline.sections.find(({ label }) => label === 'CID 29');
    expect(section && Object.fromEntries(readStatements(part, section))).toEqual({
      keyword: 'A',
      version: '2020',
    });
  });
});
