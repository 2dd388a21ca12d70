import { describe, expect, test } from '@jest/globals';
import { extractDataElements } from '../../../src/extract/data-elements.js';
import { partOf, rowOf, type TableMarkup, tableOf } from '../../support/docbook.js';

const HEADINGS = ['Tag', 'Name', 'Keyword', 'VR', 'VM', ''];

function registry(rows: string, rest: Partial<TableMarkup> = {}): string {
  return tableOf({
    label: '6-1',
    caption: 'Registry of DICOM Data Elements',
    headings: HEADINGS,
    rows,
    ...rest,
  });
}

const cases: { title: string; row: string; expected: object }[] = [
  {
    title: 'a plain row',
    row: rowOf('(0018,5100)', 'Patient Position', 'PatientPosition', 'CS', '1', ''),
    expected: {
      tag: '(0018,5100)',
      name: 'Patient Position',
      keyword: 'PatientPosition',
      vr: 'CS',
      vm: '1',
      remark: undefined,
      retired: false,
      registry: '6-1',
      at: { part: 6, edition: '2024d', label: 'Table 6-1', row: 1, xmlId: 'table_6-1' },
    },
  },
  {
    title: 'invisible characters in keyword, name and tag',
    row: rowOf(
      '(0018,\u200b5100)',
      'Patient\u00a0Position',
      'Patient\u200bPo\u00adsition',
      'CS',
      '1',
      '\u200b',
    ),
    expected: { tag: '(0018,5100)', name: 'Patient Position', keyword: 'PatientPosition', remark: undefined },
  },
  {
    title: 'a repeating group in lower case',
    row: rowOf('(60xx,301a)', 'Overlay', 'Overlay', 'US', '1', ''),
    expected: { tag: '(60xx,301A)' },
  },
  {
    title: 'a repeating element',
    row: rowOf('(0020,31xx)', 'Source', 'Source', 'CS', '1-n', 'RET'),
    expected: { tag: '(0020,31xx)', vm: '1-n' },
  },
  {
    title: 'several VRs',
    row: rowOf('(0028,0106)', 'Smallest', 'S', 'US or SS', '1', ''),
    expected: { vr: 'US or SS' },
  },
  {
    title: 'a row without name, keyword and VR',
    row: rowOf('(0028,0020)', '', '', '', '', 'RET'),
    expected: {
      tag: '(0028,0020)',
      name: undefined,
      keyword: undefined,
      vr: undefined,
      vm: undefined,
      retired: true,
    },
  },
  {
    title: 'a row in italics, as retired ones are',
    row: rowOf(
      '<emphasis role="italic">(0008,0001)</emphasis>',
      '<emphasis>Length to End</emphasis>',
      'L',
      'UL',
      '1',
      'RET (2007)',
    ),
    expected: { tag: '(0008,0001)', name: 'Length to End', remark: 'RET (2007)', retired: true },
  },
  ...['RET', 'RET (2007)', 'RET - See Note', 'RET (2017c)'].map((remark) => ({
    title: `the remark ${remark}, which retires`,
    row: rowOf('(0008,0001)', 'A', 'A', 'UL', '1', remark),
    expected: { remark, retired: true },
  })),
  ...['DICOS', 'DICONDE', 'See Note', 'RETAINED'].map((remark) => ({
    title: `the remark ${remark}, which does not`,
    row: rowOf('(0008,0001)', 'A', 'A', 'UL', '1', remark),
    expected: { remark, retired: false },
  })),
];

describe('extractDataElements', () => {
  test.each(cases)('$title', ({ row, expected }) => {
    const { facts, diagnostics, counts } = extractDataElements(partOf(6, registry(row)));
    expect(diagnostics).toEqual([]);
    expect(facts).toMatchObject([expected]);
    expect(counts).toEqual([{ part: 6, table: '6-1', read: 1, used: 1, refused: 0 }]);
  });

  test.each(['CX', 'US or', 'us', 'US, SS'])('the VR "%s" is kept and told', (vr) => {
    const row = rowOf('(0028,0106)', 'Smallest', 'S', vr, '1', '');
    const { facts, diagnostics } = extractDataElements(partOf(6, registry(row)));
    expect(facts).toMatchObject([{ vr }]);
    expect(diagnostics).toMatchObject([
      {
        code: 'vr-unknown',
        severity: 'warning',
        at: { part: 6, label: 'Table 6-1', row: 1 },
        found: vr,
        fix: expect.stringContaining('cells.tsv'),
      },
    ]);
  });

  test('"See Note" is no fault', () => {
    const row = rowOf('(0028,0106)', 'Smallest', 'S', 'See Note', '1', '');
    expect(extractDataElements(partOf(6, registry(row))).diagnostics).toEqual([]);
  });

  test('reads columns by heading, whatever their order', () => {
    const rows = rowOf('1', 'CS', 'A', 'A', '(0008,0060)');
    const { facts } = extractDataElements(
      partOf(6, registry(rows, { headings: ['VM', 'VR', 'Keyword', 'Name', 'Tag'] })),
    );
    expect(facts).toMatchObject([{ tag: '(0008,0060)', vr: 'CS', vm: '1', remark: undefined }]);
  });

  test('reads every registry, each fact with its own', () => {
    const one = (label: string, kind: string, tag: string) =>
      registry(rowOf(tag, 'A', 'A', 'UL', '1', ''), { label, caption: `Registry of DICOM ${kind} Elements` });
    const { facts } = extractDataElements(
      partOf(
        6,
        one('6-1', 'Data', '(0008,0001)') +
          one('7-1', 'File Meta', '(0002,0000)') +
          one('8-1', 'Directory Structuring', '(0004,1130)') +
          one('9-1', 'Dynamic RTP Payload', '(0006,0001)'),
      ),
    );
    expect(facts.map(({ tag, registry: label }) => [tag, label])).toEqual([
      ['(0008,0001)', '6-1'],
      ['(0002,0000)', '7-1'],
      ['(0004,1130)', '8-1'],
      ['(0006,0001)', '9-1'],
    ]);
  });

  test.each([
    { written: '(0018 9445)' },
    { written: '(0018,944)' },
    { written: '0018,9445' },
    { written: '(0018, 9445)' },
    { written: '' },
  ])('refuses the tag "$written" and reads on', ({ written }) => {
    const rows = rowOf('(0008,0001)', 'A', 'A', 'UL', '1', '') + rowOf(written, 'B', 'B', 'UL', '1', '');
    const { facts, diagnostics, counts } = extractDataElements(partOf(6, registry(rows)));
    expect(facts.map(({ tag }) => tag)).toEqual(['(0008,0001)']);
    expect(diagnostics).toMatchObject([
      {
        code: 'tag-malformed',
        severity: 'finding',
        at: { part: 6, label: 'Table 6-1', row: 2 },
        found: written,
        expected: expect.stringContaining('[PS3.5 7.1, 7.6]'),
        fix: expect.stringContaining('cells.tsv'),
      },
    ]);
    expect(counts).toEqual([{ part: 6, table: '6-1', read: 2, used: 1, refused: 1 }]);
  });

  test('reads a tag as corrected', () => {
    const part = partOf(6, registry(rowOf('(0018 9445)', 'B', 'B', 'UL', '1', '')), {
      '(0018 9445)': '(0018,9445)',
    });
    const { facts, diagnostics } = extractDataElements(part);
    expect(diagnostics).toEqual([]);
    expect(facts.map(({ tag }) => tag)).toEqual(['(0018,9445)']);
  });

  test('a registry without an expected heading refuses all its rows at once', () => {
    const rows = rowOf('(0008,0001)', 'A', 'A', 'UL', '1', '').repeat(3);
    const headings = ['Tag', 'Name', 'Key Word', 'VR', 'VM', ''];
    const { facts, diagnostics, counts } = extractDataElements(partOf(6, registry(rows, { headings })));
    expect(facts).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'table-heading-missing',
        severity: 'error',
        at: { part: 6, label: 'Table 6-1' },
        message: expect.stringContaining('its 3 rows are refused'),
        found: 'Tag | Name | Key Word | VR | VM | ',
        fix: expect.stringContaining('published page'),
      },
    ]);
    expect(counts).toEqual([{ part: 6, table: '6-1', read: 3, used: 0, refused: 3 }]);
  });

  test('a part without the registry is an error', () => {
    const { facts, diagnostics } = extractDataElements(partOf(6, '<para/>'));
    expect(facts).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'table-missing',
        severity: 'error',
        at: { file: 'part06.xml' },
        expected: expect.stringContaining('Table 6-1'),
        fix: expect.stringContaining('again'),
      },
    ]);
  });
});
