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

test('codes stated as the only values are kept, with what the rest of the cell says', () => {
  const only = 'Which method. Enumerated Value (9001, DCM, "Cut in 10<superscript>2</superscript>").';
  const two = 'Defined Terms: (1, SCT, "Left") or (2, SCT, "Right").';
  const spoken = 'May be used with code (9001, DCM, "Cut") if known.';
  const row = (name: string, text: string) => rowOf(name, '(0040,A043)', '1', text);
  const include = rowOf('&gt;Include Table 8.8-1', '', '', only);
  const { facts } = extract(include + row('A', two) + row('B', spoken));
  expect(facts[0]?.rows.map(({ statedCodes }) => statedCodes)).toEqual([
    [{ kind: 'Enumerated', scheme: 'DCM', value: '9001', meaning: 'Cut in 10^2' }],
    [
      { kind: 'Defined', scheme: 'SCT', value: '1', meaning: 'Left' },
      { kind: 'Defined', scheme: 'SCT', value: '2', meaning: 'Right' },
    ],
    undefined,
  ]);
});

test('a description keeps its superscripts', () => {
  const { facts } = extract(rowOf('Rate', '(0018,0081)', '1', 'In s<superscript>-1</superscript>.'));
  expect(facts[0]?.rows).toMatchObject([{ description: 'In s^-1.' }]);
});
