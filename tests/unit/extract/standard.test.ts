import { describe, expect, test } from '@jest/globals';
import {
  extractContentMapping,
  extractInformationObjects,
  extractRegistry,
} from '../../../src/extract/standard.js';
import { olinkOf, partOf, rowOf, sectionOf, tableOf } from '../../support/docbook.js';

type Documents = Readonly<Record<3 | 6 | 16, Parameters<typeof extractInformationObjects>[0]>>;

/** All three parts, as a build reads them. */
async function extractStandard(documents: Documents) {
  const contentMapping = extractContentMapping(documents[16]);
  const groups = Promise.resolve(contentMapping.facts.contextGroups);
  const registry = await extractRegistry(documents[6], groups);
  const informationObjects = extractInformationObjects(documents[3]);
  const readings = [contentMapping, registry, informationObjects];
  return {
    value: {
      ...contentMapping.facts,
      ...registry.facts,
      ...informationObjects.facts,
      counts: readings.flatMap(({ counts }) => counts),
    },
    diagnostics: readings.flatMap(({ diagnostics }) => diagnostics),
  };
}

const part3 = (more = '') =>
  partOf(
    3,
    sectionOf(
      'C.7.1',
      'Patient',
      tableOf({
        label: 'C.7-1',
        caption: 'Patient Module Attributes',
        headings: ['Attribute Name', 'Tag', 'Type', 'Attribute Description'],
        rows: rowOf('Patient ID', '(0010,0020)', '2', '') + rowOf('Broken', '(0010 0020)', '2', ''),
      }) +
        tableOf({
          label: 'A.3-1',
          headings: ['IE', 'Module', 'Reference', 'Usage'],
          rows: rowOf('Patient', 'Patient', 'C.7.1', 'M'),
        }) +
        more,
    ),
  );
const part6 = partOf(
  6,
  tableOf({
    label: '6-1',
    caption: 'Registry of DICOM Data Elements',
    headings: ['Tag', 'Name', 'Keyword', 'VR', 'VM', ''],
    rows: rowOf('(0010,0020)', 'Patient ID', 'PatientID', 'LO', '1', ''),
  }) +
    sectionOf(
      'A',
      'UIDs',
      tableOf({
        label: 'A-3',
        caption: 'Context Group UID Values',
        headings: ['Context UID', 'Context Identifier', 'Context Group Name'],
        rows: rowOf('1.2.840.10008.6.1.19', olinkOf('sect_CID_29'), ''),
      }),
    ),
);
const code = ['Coding Scheme Designator', 'Code Value', 'Code Meaning'];
const part16 = partOf(
  16,
  tableOf({
    label: '8-1',
    caption: 'Coding Schemes',
    headings: ['Coding Scheme Designator', 'Coding Scheme UID'],
    rows: rowOf('DCM', '1.2'),
  }) +
    sectionOf(
      'CID 29',
      'Modality',
      tableOf({ label: 'CID 29', headings: code, rows: rowOf('DCM', 'CT', 'CT') + rowOf('DCM', '', 'open') }),
    ) +
    tableOf({
      label: 'D-1',
      headings: ['Code Value', 'Code Meaning', 'Definition', 'Notes'],
      rows: rowOf('CT', 'CT', '', ''),
    }) +
    sectionOf(
      'L',
      'Body',
      tableOf({
        label: 'L-1',
        caption: 'Corresponding Codes',
        headings: [...code, 'Body Part Examined'],
        rows: rowOf('SCT', '1', 'Head', 'HEAD'),
      }),
    ) +
    sectionOf(
      'TID 1',
      'T',
      tableOf({ label: 'TID 1', headings: ['', 'VT', 'Concept Name'], rows: rowOf('1', 'TEXT', 'x') }),
    ),
);

const unread = (label: string) =>
  tableOf({ label, caption: 'Values', headings: ['A', 'B'], rows: rowOf('1', '2').repeat(3) });

/** The document with nothing in the cells that hold this. */
const emptying = (document: typeof part6, found: string): typeof part6 => ({
  ...document,
  correctCell: (_, text) => (text === found ? '' : text),
});

describe('extractStandard', () => {
  test('reads one of each family', async () => {
    const { value } = await extractStandard({ 3: part3(), 6: part6, 16: part16 });
    expect(value).toMatchObject({
      attributes: [{ tag: '(0010,0020)' }],
      uids: [{ name: 'Modality' }],
      codingSchemes: [{ designator: 'DCM' }],
      contextGroups: [{ cid: '29' }],
      codeDefinitions: [{ code: 'CT' }],
      retiredSnomedCodes: [],
      bodyParts: [{ code: '1' }],
      templates: [{ tid: '1' }],
      moduleTables: [{ table: 'C.7-1' }, { table: 'A.3-1' }],
      iodModules: [{ module: 'Patient' }],
      sectionLists: [],
    });
  });

  test.each([
    [3, 'table of a module', { 3: partOf(3, sectionOf('C', 'Modules', '')), 6: part6, 16: part16 }],
    [6, 'data element', { 3: part3(), 6: emptying(part6, '(0010,0020)'), 16: part16 }],
    [6, 'UID', { 3: part3(), 6: emptying(part6, '1.2.840.10008.6.1.19'), 16: part16 }],
    [16, 'definition of a code', { 3: part3(), 6: part6, 16: emptying(part16, 'CT') }],
  ] as const)('PS3.%s without any %s is an error', async (part, what, documents) => {
    const { diagnostics } = await extractStandard(documents);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([
      {
        code: 'part-empty',
        at: { file: expect.stringContaining(`part${String(part).padStart(2, '0')}`) },
        message: `PS3.${part} states no ${what}`,
        fix: expect.stringContaining('complete'),
      },
    ]);
  });

  test('accounts for every row of every table', async () => {
    const { value, diagnostics } = await extractStandard({ 3: part3(unread('C.7-9')), 6: part6, 16: part16 });
    expect(value.counts.map(({ table, read, used, refused }) => [table, read, used, refused]).sort()).toEqual(
      [
        ['6-1', 1, 1, 0],
        ['8-1', 1, 1, 0],
        ['A-3', 1, 1, 0],
        ['A.3-1', 1, 1, 0],
        ['C.7-1', 2, 1, 1],
        ['C.7-9', 3, 0, 3],
        ['CID 29', 2, 1, 1],
        ['D-1', 1, 1, 0],
        ['L-1', 1, 1, 0],
        ['TID 1', 1, 1, 0],
      ],
    );
    expect(
      diagnostics.map(({ code: name, at }) => [name, at && 'label' in at ? at.label : undefined]),
    ).toEqual([
      ['code-incomplete', 'CID 29'],
      ['tag-malformed', 'Table C.7-1'],
      ['table-not-read', 'Table C.7-9'],
    ]);
  });

  test('notes a table of no family once, with its caption', async () => {
    const { diagnostics } = await extractStandard({ 3: part3(unread('C.7-9')), 6: part6, 16: part16 });
    expect(diagnostics.filter(({ code: name }) => name === 'table-not-read')).toMatchObject([
      {
        severity: 'note',
        at: { part: 3, label: 'Table C.7-9' },
        message: expect.stringContaining('3 rows'),
        found: 'Values',
      },
    ]);
  });

  test('counts unlabelled tables and tables that share a label, each for itself', async () => {
    const twice =
      unread('').replaceAll(' label=""', '') + unread('').replaceAll(' label=""', '') + unread('C.7-1');
    const { value } = await extractStandard({ 3: part3(twice), 6: part6, 16: part16 });
    const ofPart3 = value.counts
      .filter(({ part }) => part === 3)
      .map(({ table, read, refused }) => [table, read, refused]);
    expect(ofPart3).toEqual([
      ['C.7-1', 2, 1],
      ['A.3-1', 1, 0],
      ['', 3, 3],
      ['', 3, 3],
      ['C.7-1', 3, 3],
    ]);
  });

  test('rows of an unread table are counted without its headings, wherever those stand', async () => {
    const inBody =
      '<table label="C.7-9"><caption>V</caption><tbody><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>';
    const { value } = await extractStandard({ 3: part3(inBody), 6: part6, 16: part16 });
    expect(value.counts.find(({ table }) => table === 'C.7-9')).toMatchObject({
      read: 1,
      used: 0,
      refused: 1,
    });
  });
});
