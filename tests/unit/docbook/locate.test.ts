import { describe, expect, test } from '@jest/globals';
import { readDocument } from '../../../src/docbook/document.js';
import { findRow } from '../../../src/docbook/locate.js';
import type { SourceRef } from '../../../src/model/source-ref.js';
import { documentOf, editionOf } from '../../support/standard-document.js';

/** The document has the first line of `body` on its line 5, after `<chapter label="1">`. */
function locate(body: string, at: Pick<SourceRef, 'label' | 'row' | 'xmlId'>) {
  const { value } = readDocument(Buffer.from(documentOf(3, '2024d', body)), 'part03.xml');
  return value && findRow(value, { part: 3, edition: editionOf('2024d'), ...at });
}

const TABLE = `
<section label="C.7" xml:id="sect_C.7">
<table label="C.7-1">
<thead>
<tr><th>A</th><th>B</th></tr>
</thead>
<tbody>
<tr><td>1</td><td>2</td></tr>
<tr><td>3</td><td>4</td></tr>
</tbody>
</table>
</section>`;

const cases: {
  title: string;
  body: string;
  at: Pick<SourceRef, 'label' | 'row' | 'xmlId'>;
  expected: object | undefined;
}[] = [
  {
    title: 'a row of a table',
    body: TABLE,
    at: { label: 'Table C.7-1', row: 2 },
    expected: { file: 'part03.xml', line: 13, cells: ['3', '4'] },
  },
  {
    title: 'a row under headings in the body',
    body: TABLE.replace('<thead>\n', '')
      .replace('</thead>\n<tbody>', '')
      .replace('<tr><th>', '<tbody><tr><th>'),
    at: { label: 'Table C.7-1', row: 1 },
    expected: { file: 'part03.xml', line: 10, cells: ['1', '2'] },
  },
  {
    title: 'a row after a comment of several lines',
    body: `<!-- one\ntwo\nthree -->${TABLE}`,
    at: { label: 'Table C.7-1', row: 1 },
    expected: { file: 'part03.xml', line: 14, cells: ['1', '2'] },
  },
  {
    title: 'a row with a nested table',
    body: TABLE.replace(
      '<td>2</td>',
      '<td>\n<informaltable><tbody><tr><td>x</td></tr></tbody></informaltable></td>',
    ),
    at: { label: 'Table C.7-1', row: 1 },
    expected: { file: 'part03.xml', line: 12, cells: ['1', 'x'] },
  },
  {
    title: 'a row after an empty one',
    body: TABLE.replace('<tr><td>1</td><td>2</td></tr>', '<tr/>'),
    at: { label: 'Table C.7-1', row: 2 },
    expected: { file: 'part03.xml', line: 13, cells: ['3', '4'] },
  },
  {
    title: 'a section',
    body: TABLE,
    at: { label: 'Section C.7', xmlId: 'sect_C.7' },
    expected: { file: 'part03.xml', line: 6, cells: [] },
  },
  {
    title: 'a table that is not there',
    body: TABLE,
    at: { label: 'Table C.7-2', row: 1 },
    expected: undefined,
  },
  { title: 'a row beyond the last', body: TABLE, at: { label: 'Table C.7-1', row: 3 }, expected: undefined },
];

describe('findRow', () => {
  test.each(cases)('$title', ({ body, at, expected }) => {
    expect(locate(body, at)).toEqual(expected);
  });
});
