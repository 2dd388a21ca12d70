import { describe, expect, test } from '@jest/globals';
import { extractUids } from '../../../src/extract/uids.js';
import { olinkOf, partOf, rowOf, sectionOf, tableOf } from '../../support/docbook.js';

const titleOf = (cid: string) => (cid === '29' ? 'Acquisition Modality' : undefined);
const annex = (...tables: string[]) =>
  partOf(6, sectionOf('A', 'Registry of Unique Identifiers', tables.join('')));

const a1 = (rows: string) =>
  tableOf({
    label: 'A-1',
    caption: 'UID Values',
    headings: ['UID Value', 'UID Name', 'UID Keyword', 'UID Type', 'Part'],
    rows,
  });
const a2 = (rows: string) =>
  tableOf({
    label: 'A-2',
    caption: 'Well-known Frames of Reference',
    headings: ['UID Value', 'UID Name', 'UID Keyword', 'Normative Reference'],
    rows,
  });
const a3 = (rows: string) =>
  tableOf({
    label: 'A-3',
    caption: 'Context Group UID Values',
    headings: ['Context UID', 'Context Identifier', 'Context Group Name'],
    rows,
  });

const a4 = (rows: string) =>
  tableOf({
    label: 'A-4',
    caption: 'Template UID Values',
    headings: ['UID Value', 'UID Name', 'UID Type', 'Part'],
    rows,
  });

const cases: { title: string; xml: string; expected: object }[] = [
  {
    title: 'a context group that is gone',
    xml: a3(rowOf('1.2.840.10008.6.1.888', '', '')),
    expected: { uid: '1.2.840.10008.6.1.888', name: '1.2.840.10008.6.1.888', retired: true },
  },
  {
    title: 'a template of a part that is not read',
    xml: a4(
      rowOf(
        '1.2.840.10008.9.1',
        '<olink targetdoc="PS3.20" targetptr="sect_7.1" xrefstyle="select: title"/>',
        'Section TemplateID',
        'PS3.20',
      ),
    ),
    expected: { name: 'PS3.20 Section 7.1, Section TemplateID', type: 'Section TemplateID', retired: false },
  },
  {
    title: 'a registered UID',
    xml: a1(
      rowOf(
        '1.2.840.10008.1.2',
        'Implicit VR Little Endian',
        'ImplicitVRLittleEndian',
        'Transfer Syntax',
        'PS3.5',
      ),
    ),
    expected: {
      uid: '1.2.840.10008.1.2',
      name: 'Implicit VR Little Endian',
      keyword: 'ImplicitVRLittleEndian',
      type: 'Transfer Syntax',
      retired: false,
      at: { part: 6, label: 'Table A-1', row: 1 },
    },
  },
  {
    title: 'blanks to break lines inside UID and keyword',
    xml: a1(rowOf('1.2.\u200b840.\u00ad10008 .1.2', 'A', 'Implicit\u200bVR', 'Transfer Syntax', '')),
    expected: { uid: '1.2.840.10008.1.2', keyword: 'ImplicitVR' },
  },
  {
    title: 'a retired one',
    xml: a1(rowOf('1.2.840.10008.1.9', 'Stored Print (Retired)', '', 'SOP Class', '')),
    expected: { name: 'Stored Print (Retired)', keyword: undefined, retired: true },
  },
  {
    title: 'retired inside the name only',
    xml: a1(rowOf('1.2.840.10008.1.9', 'Retired Things Storage', '', 'SOP Class', '')),
    expected: { retired: false },
  },
  {
    title: 'a frame of reference, whose table prints no type',
    xml: a2(rowOf('1.2.840.10008.1.4.1.1', 'Talairach', 'TalairachFrameOfReference', 'PS3.3')),
    expected: { type: 'Well-known frame of reference', keyword: 'TalairachFrameOfReference' },
  },
  {
    title: 'a context group by its link',
    xml: a3(rowOf('1.2.840.10008.6.1.19', olinkOf('sect_CID_29'), 'old title')),
    expected: { type: 'Context Group', name: 'Acquisition Modality' },
  },
  {
    title: 'a context group by its printed number',
    xml: a3(rowOf('1.2.840.10008.6.1.19', 'CID 29', 'old title')),
    expected: { name: 'Acquisition Modality' },
  },
  {
    title: 'a context group that PS3.16 does not have',
    xml: a3(rowOf('1.2.840.10008.6.1.20', '30', 'Printed title')),
    expected: { name: 'Printed title' },
  },
  {
    title: 'a context group that has no title anywhere',
    xml: a3(rowOf('1.2.840.10008.6.1.20', olinkOf('sect_CID_30'), '')),
    expected: { name: '1.2.840.10008.6.1.20' },
  },
];

describe('extractUids', () => {
  test.each(cases)('$title', ({ xml, expected }) => {
    const { facts, diagnostics } = extractUids(annex(xml), titleOf);
    expect(diagnostics).toEqual([]);
    expect(facts).toMatchObject([expected]);
  });

  test.each(['1.2.840.x', '1.02.3', '3.1', '', `1.${'1'.repeat(64)}`])('refuses "%s"', (uid) => {
    const { facts, diagnostics, counts } = extractUids(
      annex(a1(rowOf(uid, 'A', '', 'SOP Class', ''))),
      titleOf,
    );
    expect(facts).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'uid-malformed',
        severity: 'finding',
        at: { part: 6, label: 'Table A-1', row: 1 },
        found: uid,
        expected: expect.stringContaining('[PS3.5 9.1]'),
        fix: expect.stringContaining('published page'),
      },
    ]);
    expect(counts).toEqual([{ part: 6, table: 'A-1', read: 1, used: 0, refused: 1 }]);
  });

  test('tables of other chapters are not read', () => {
    const part = partOf(6, a1(rowOf('1.2.3', 'A', '', 'SOP Class', '')));
    expect(extractUids(part, titleOf).diagnostics).toMatchObject([
      { code: 'table-missing', severity: 'error' },
    ]);
  });
});
