import { expect, test } from '@jest/globals';
import { readTable } from '../../../src/docbook/table.js';
import { extractModuleTable } from '../../../src/extract/module-tables.js';
import { linkOf, listOf, olinkOf, partOf, rowOf, tableOf } from '../../support/docbook.js';

const HEADINGS = ['Attribute Name', 'Tag', 'Type', 'Attribute Description'];

function extract(rows: string) {
  const part = partOf(
    3,
    tableOf({ label: 'C.7-1', caption: 'Patient Module Attributes', headings: HEADINGS, rows }),
  );
  const [piece] = part.outline.tables;
  if (!piece) throw new Error('no table');
  return extractModuleTable(part, readTable(part.outline, piece));
}

test('a link to a context group in words that bind nothing is told', () => {
  const include = rowOf('&gt;Include Table 8.8-1', '', '', `See ${olinkOf('sect_CID_5001')}.`);
  const denied = rowOf('&gt;Include Table 8.8-1', '', '', 'No Baseline CID is defined, CID 7 was.');
  const { facts, diagnostics } = extract(include + denied);
  expect(facts[0]?.rows).toMatchObject([{ cidStatements: [] }, { cidStatements: [] }]);
  expect(diagnostics).toMatchObject([
    {
      code: 'cid-statement-unknown',
      severity: 'warning',
      at: { label: 'Table C.7-1', row: 1 },
      found: 'See CID 5001.',
      fix: expect.stringContaining('published page'),
    },
  ]);
});

test('a reference that stands behind a list of the cell explains it', () => {
  const list = listOf('Enumerated Values:', { CT: '' });
  const cell = `<para>See ${linkOf('sect_C.1')}.</para>${list}<para>See ${linkOf('sect_C.2')}.</para>`;
  const row = `<tr><td>Modality</td><td>(0008,0060)</td><td>1</td><td>${cell}</td></tr>`;
  expect(extract(row).facts[0]?.rows).toMatchObject([
    {
      sectionReferences: [
        { section: 'C.1', afterList: false },
        { section: 'C.2', afterList: true },
      ],
    },
  ]);
});
