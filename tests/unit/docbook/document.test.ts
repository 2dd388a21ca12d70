import { describe, expect, test } from '@jest/globals';
import { identifyDocument, readDocument } from '../../../src/docbook/document.js';
import { documentOf } from '../../support/standard-document.js';

const part6 = documentOf(6, '2024d');

const refused: { title: string; xml: string; expected: object }[] = [
  {
    title: 'another root',
    xml: '<article label="PS3.6"><title>x</title></article>',
    expected: { found: expect.stringContaining('<article'), expected: '<book label="PS3.N">' },
  },
  {
    title: 'a book without the label of a part',
    xml: part6.replace(' label="PS3.6"', ''),
    expected: { message: 'the root is not a DocBook book of a part of DICOM' },
  },
  {
    title: 'a subtitle without an edition',
    xml: part6.replace('DICOM PS3.6 2024d - Data Dictionary', 'Digital Imaging'),
    expected: { found: 'Digital Imaging', expected: 'DICOM PS3.6 <edition> - <title>' },
  },
  {
    title: 'a subtitle of another part than the label',
    xml: part6.replace('DICOM PS3.6 ', 'DICOM PS3.5 '),
    expected: { found: 'DICOM PS3.5 2024d - Data Dictionary' },
  },
  {
    title: 'an edition that could name a path',
    xml: part6.replace('2024d', '../2024d'),
    expected: { found: 'DICOM PS3.6 ../2024d - Data Dictionary' },
  },
  {
    title: 'a part that is not read',
    xml: part6.replaceAll('PS3.6', 'PS3.5'),
    expected: { found: 'PS3.5', expected: 'PS3.3, PS3.6, PS3.15 or PS3.16' },
  },
];

describe.each([
  { name: 'readDocument', read: readDocument },
  { name: 'identifyDocument', read: identifyDocument },
])('$name', ({ read }) => {
  test('says which part and edition it is', () => {
    const { value, diagnostics } = read(Buffer.from(part6), 'part06.xml');
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({ part: 6, edition: '2024d', title: 'Data Dictionary' });
  });

  test('reads the subtitle as it was printed until 2014b', () => {
    const xml = part6.replace('DICOM PS3.6 2024d', 'DICOM PS 3.6 2014a');
    expect(readDocument(Buffer.from(xml), 'part06.xml').value).toMatchObject({ part: 6, edition: '2014a' });
  });

  test('reads past invisible characters in the subtitle', () => {
    const xml = part6.replace('PS3.6 2024d', 'PS3.6\u00a02024d\u200b');
    expect(read(Buffer.from(xml), 'part06.xml').value?.edition).toBe('2024d');
  });

  test.each(refused)('refuses $title', ({ xml, expected }) => {
    const { value, diagnostics } = read(Buffer.from(xml), 'part06.xml');
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: 'document-not-dicom',
        severity: 'error',
        at: { file: 'part06.xml' },
        fix: expect.stringContaining('source/docbook'),
        ...expected,
      },
    ]);
  });

  test('hands on why a file is no XML', () => {
    const { value, diagnostics } = read(Buffer.from(''), 'part06.xml');
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'document-empty' }]);
  });
});
