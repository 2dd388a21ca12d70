import { describe, expect, test } from '@jest/globals';
import type { Entry } from '../../../src/browse/entry.js';
import { openView } from '../../../src/browse/release-view.js';
import { listSubjects, makeEntry } from '../../../src/browse/subjects.js';
import { SMALL_FILES, smallRelease } from '../../support/small-release.js';

const view = openView(smallRelease());
const entryOf = (key: string): Entry => {
  const entry = makeEntry(view, key);
  if (!entry) throw new Error(`no ${key}`);
  return entry;
};
const section = (key: string, title: string) =>
  entryOf(key).sections.find((each) => each.title === title)?.items;

describe('makeEntry', () => {
  test('an attribute: facts, unit with its path, values once, where used, life', () => {
    expect(entryOf('(0018,0081)')).toMatchObject({
      kind: 'attribute',
      name: 'Echo Time',
      conceptId: '2128200002',
      words: ['EchoTime', '00180081'],
      facts: expect.arrayContaining([
        ['VR', 'DS'],
        ['Goes to', 'MEASUREMENT: unit ms'],
        ['Valid', '19930101 to 20991231'],
      ]),
    });
    expect(entryOf('(0018,0081)').sections.map(({ title }) => title)).toEqual([
      'Maps',
      'Unit',
      'In the standard',
      'History',
    ]);
    expect(section('(0018,0081)', 'Maps')).toEqual([
      {
        text: 'Maps to unit 9593 UCUM ms millisecond',
        ref: undefined,
        note: 'rule unit; printed as UCUM ms',
        at: 'PS3.3 2024d Table C.8-4 row 12 #table_C.8-4',
      },
      expect.objectContaining({ text: 'Maps to LOINC 12345-7' }),
    ]);
    expect(section('(0018,0081)', 'History')).toEqual([
      { text: '2016b', note: 'issued' },
      { text: '2024d', note: 'renamed from Time of Echo' },
    ]);
  });

  test('what several modules repeat stands once', () => {
    expect(section('(0018,5100)', 'Values')).toMatchObject([
      { text: 'HFS = Head First-Supine', ref: '00185100:HFS', note: 'Defined; Table C.7-5a, C.8-72' },
    ]);
    expect(section('(0018,5100)', 'Where used')).toMatchObject([
      { text: 'Table C.7-5a General Series Module Attributes', ref: 'Table C.7-5a', note: 'type 2C' },
      { text: 'Table C.8-72 Other Module Attributes', note: 'type 3 in (0008,1111)' },
    ]);
  });

  test('a map whose concept was not looked up is told by its code, one that was, by its concept alone', () => {
    expect(section('(0018,5100)', 'Maps')).toEqual([
      {
        text: 'Maps to LOINC 12345-6',
        note: 'rule curated; same meaning; no concept looked up',
        at: 'maps-to.tsv:6',
      },
    ]);
    expect(section('DCM:CT', 'Maps')).toHaveLength(1);
    expect(section('(0018,0081)', 'Maps')?.map(({ text }) => text)).toEqual([
      'Maps to unit 9593 UCUM ms millisecond',
      'Maps to LOINC 12345-7',
    ]);
  });

  test('a private attribute: by element and creator, with what is known of it', () => {
    expect(entryOf('0019xx0C|ACME 1.1')).toMatchObject({
      kind: 'private attribute',
      name: 'ACME 1.1: b Factor',
      conceptId: '2130000001',
      facts: expect.arrayContaining([
        ['Creator', 'ACME 1.1'],
        ['Unit', 's/mm2'],
        ['Vocabulary', 'DICOM Private'],
      ]),
    });
  });

  test('a code of a scheme that OMOP has no vocabulary for has its concept', () => {
    expect(entryOf('RADLEX:RID12')).toMatchObject({ kind: 'code', conceptId: '2128200009' });
  });

  test('a value that is a code leads to the code, and is not listed twice', () => {
    expect(section('(0008,0060)', 'Values')).toMatchObject([{ text: 'CT', ref: 'DCM:CT' }]);
    expect(section('(0008,0060)', 'Context groups')).toMatchObject([
      { text: 'CID 29 Acquisition Modality', ref: 'CID 29', note: 'Defined; Table C.7-5a' },
    ]);
  });

  test('a code: definition, map, groups, attributes, templates', () => {
    expect(entryOf('DCM:CT')).toMatchObject({ name: 'Computed Tomography', conceptId: '2128200004' });
    expect(section('DCM:CT', 'Maps')).toMatchObject([
      { text: 'Maps to 4300757 SNOMED 77477000 Computed tomography', at: 'maps-to.tsv:5' },
    ]);
    expect(section('DCM:CT', 'Member of')).toMatchObject([{ ref: 'CID 29' }]);
    expect(section('DCM:CT', 'Value of')).toEqual([
      { text: '(0008,0060) Modality', ref: '(0008,0060)', note: undefined },
    ]);
    expect(section('DCM:CT', 'Concept name in templates')).toMatchObject([
      { text: 'TID 300 Measurement', note: 'CODE; values of CID 29' },
    ]);
    expect(section('DCM:XCT', 'Maps')).toMatchObject([
      { text: 'Concept replaced by 2128200004 CT Computed Tomography', ref: 'DCM:CT' },
    ]);
  });

  test('a code of another scheme: where it leads, or why nowhere', () => {
    expect(section('SCT:12738006', 'Maps')).toEqual([
      { text: 'Is 4133034 SNOMED 12738006 Brain structure', note: 'by Maps to 4133034; in 1 links' },
    ]);
    expect(section('SCT:12738006', 'Body parts')).toMatchObject([{ ref: '00180015:BRAIN' }]);
    expect(section('SCT:66459002', 'Maps')).toEqual([{ text: 'No standard concept', note: 'absent' }]);
  });

  test('a value of the body part examined: its map by the code of Annex L', () => {
    expect(entryOf('00180015:BRAIN').facts).toContainEqual(['Meaning', 'Brain']);
    expect(section('00180015:BRAIN', 'Maps')?.[0]?.note).toBe(
      'rule body-part; printed as SCT 12738006; then Maps to 4133034',
    );
  });

  test('a context group: members, includes, users', () => {
    expect(section('CID 29', 'Members')).toMatchObject([
      { ref: 'DCM:CT' },
      { ref: 'SCT:66459002' },
      { ref: 'RADLEX:RID12' },
    ]);
    expect(section('CID 29', 'Included by')).toEqual([{ text: 'CID 33 Modality', ref: 'CID 33' }]);
    expect(section('CID 29', 'Values of')).toMatchObject([{ ref: '(0008,0060)' }]);
    expect(section('CID 33', 'Includes')).toMatchObject([{ ref: 'CID 29' }]);
  });

  test('a module: attributes and IODs', () => {
    expect(section('Table C.7-5a', 'Attributes')).toMatchObject([{ ref: '(0018,5100)', note: 'type 2C' }]);
    expect(section('Table C.7-5a', 'Used by')).toMatchObject([{ ref: 'Table A.3-1', note: 'usage M' }]);
    expect(section('Table A.3-1', 'Modules')).toMatchObject([
      { ref: 'Table C.7-5a', note: 'Series, usage M' },
    ]);
  });

  test.each(['(0099,0001)', 'DCM:NONE', 'SCT:1', '1.2.3', 'CID 9', 'Table X', '00185100:ZZ'])(
    'there is no %s',
    (key) => expect(makeEntry(view, key)).toBeUndefined(),
  );
});

test('listSubjects has each subject once, and an entry for each', () => {
  const keys = listSubjects(view).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(
    expect.arrayContaining(['(0008,0060)', 'DCM:XCT', '00185100:HFS', 'CID 29', 'SCT:66459002']),
  );
  expect(keys.filter((key) => makeEntry(view, key) === undefined)).toEqual([]);
});

test('a table that lacks a column is told, and its rows are none', () => {
  const attributes = (SMALL_FILES.get('standard/attributes.tsv') ?? '').replace('registry', 'other');
  const broken = openView(smallRelease({ 'standard/attributes.tsv': attributes }));
  expect(makeEntry(broken, '(0018,0081)')).toBeUndefined();
  expect(broken.diagnostics()).toMatchObject([
    { severity: 'error', fix: 'build the release again with this version of the program' },
  ]);
});
