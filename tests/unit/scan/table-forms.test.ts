/** Tables as those write them who export headers: Google, Imaging Data Commons, Microsoft Fabric, TCIA, FHIR; the shipped files of columns say what theirs are. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { ROOT } from '../../support/command-line.js';
import { rowsOf, SETTINGS, scan, write } from '../../support/scan-archive.js';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'table-forms-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const entry = (tag: string, vr: string, keyword: string) => ({ tag, vr, keyword });
const dictionary = [
  entry('(0008,0016)', 'UI', 'SOPClassUID'),
  entry('(0008,0018)', 'UI', 'SOPInstanceUID'),
  entry('(0008,0020)', 'DA', 'StudyDate'),
  entry('(0008,0021)', 'DA', 'SeriesDate'),
  entry('(0008,002A)', 'DT', 'AcquisitionDateTime'),
  entry('(0008,0030)', 'TM', 'StudyTime'),
  entry('(0008,0031)', 'TM', 'SeriesTime'),
  entry('(0008,0050)', 'SH', 'AccessionNumber'),
  entry('(0008,0060)', 'CS', 'Modality'),
  entry('(0008,0100)', 'SH', 'CodeValue'),
  entry('(0008,0102)', 'SH', 'CodingSchemeDesignator'),
  entry('(0008,0104)', 'LO', 'CodeMeaning'),
  entry('(0008,1030)', 'LO', 'StudyDescription'),
  entry('(0008,1032)', 'SQ', 'ProcedureCodeSequence'),
  entry('(0008,103E)', 'LO', 'SeriesDescription'),
  entry('(0008,2218)', 'SQ', 'AnatomicRegionSequence'),
  entry('(0010,0010)', 'PN', 'PatientName'),
  entry('(0010,0020)', 'LO', 'PatientID'),
  entry('(0020,000D)', 'UI', 'StudyInstanceUID'),
  entry('(0020,000E)', 'UI', 'SeriesInstanceUID'),
  entry('(0020,0011)', 'IS', 'SeriesNumber'),
  entry('(0020,0013)', 'IS', 'InstanceNumber'),
  entry('(0020,0060)', 'CS', 'Laterality'),
];
const paths = [
  '00080020',
  '0008002A',
  '00080030',
  '00080060',
  '00081032',
  '00082218',
  '00100010',
  '00200060',
];
const attributes = {
  name: 'list',
  text: `path\tuse\n${paths.map((path) => `${path}\tfeature\n`).join('')}`,
  file: 'list.tsv',
};
const shipped = join(ROOT, 'mappings', 'harvest');
const columns = [
  'table-columns.tsv',
  ...readdirSync(join(shipped, 'table-forms')).map((name) => join('table-forms', name)),
].map((file) => ({ text: readFileSync(join(shipped, file), 'utf8'), file }));

async function read(content: string | Uint8Array) {
  write(at('table'), Buffer.from(content));
  const settings = { ...SETTINGS, dictionary, attributes, columns };
  const { counts } = await scan(at('table'), at('out'), { settings, tables: true });
  return {
    counts,
    elements: rowsOf(at('out'), 'elements', ['path', 'value', 'code_value', 'code_scheme']),
    instances: rowsOf(at('out'), 'instances', [
      'member',
      'patient_key',
      'accession_key',
      'series_instance_uid',
      'sop_instance_uid',
      'n_instances',
    ]),
    told: rowsOf(at('out'), 'findings', ['member', 'code', 'found']),
  };
}
const IDS = { StudyInstanceUID: '1.1', SeriesInstanceUID: '1.2', SOPInstanceUID: '1.3' };

test('Google: typed days and times, nested sequences and names, private elements in a list; nothing unknown', async () => {
  const row = {
    ...IDS,
    PatientID: 'P1',
    Modality: 'CT',
    StudyDate: '2020-01-02',
    StudyTime: '12:30:15.250',
    AcquisitionDateTime: '2020-01-02 12:30:15 UTC',
    PatientName: { Alphabetic: 'A^B' },
    AnatomicRegionSequence: [{ CodeValue: '69536005', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Head' }],
    OtherElements: [{ Tag: 'Tag_00200060', Data: ['L'] }],
    DroppedTags: ['x'],
    gcs_url: 'gs://b/1.dcm',
  };
  const { elements, instances, told } = await read(`${JSON.stringify(row)}\n`);
  expect(instances).toEqual(['#1 P1 - 1.2 1.3 1']);
  expect(elements).toEqual([
    '00080020 20200102 - -',
    '0008002A 20200102123015 - -',
    '00080030 123015.250 - -',
    '00080060 CT - -',
    '00082218 - 69536005 SCT',
    '00100010 A^B - -',
    '00200060 L - -',
  ]);
  expect(told).toEqual([]);
});

test('Imaging Data Commons, by series: Parquet with days as days, and how many instances there are', async () => {
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'collection_id', data: ['c'], type: 'STRING' },
      { name: 'PatientID', data: ['P1'], type: 'STRING' },
      { name: 'StudyInstanceUID', data: ['1.1'], type: 'STRING' },
      { name: 'SeriesInstanceUID', data: ['1.2'], type: 'STRING' },
      { name: 'Modality', data: ['CT'], type: 'STRING' },
      { name: 'StudyDate', data: [new Date('2020-01-02')], type: 'TIMESTAMP' },
      { name: 'instanceCount', data: [135], type: 'INT32' },
      { name: 'series_size_MB', data: [1.5], type: 'DOUBLE' },
    ],
  });
  const { elements, instances, told } = await read(new Uint8Array(file));
  expect(instances).toEqual([expect.stringMatching(/^#1 P1 - 1.2 source:0\/table!#1 135$/)]);
  expect(elements).toEqual(['00080020 20200102 - -', '00080060 CT - -']);
  expect(told).toEqual([]);
});

const MODEL = {
  '00080018': { vr: 'UI', Value: ['1.3'] },
  '00080060': { vr: 'CS', Value: ['MR'] },
  '00100020': { vr: 'LO', Value: ['P1'] },
  '0020000D': { vr: 'UI', Value: ['1.1'] },
  '0020000E': { vr: 'UI', Value: ['1.2'] },
};
test.each([
  ['a map', { dicomTags: MODEL }],
  ['its text', { metadataString: JSON.stringify(MODEL) }],
  ['keys and values', { metadata: Object.entries(MODEL).map(([key, value]) => ({ key, value })) }],
])('Microsoft Fabric: a header in a cell, as %s', async (_what, row) => {
  const { elements, instances } = await read(JSON.stringify([{ filePath: 'a/b.dcm', ...row }]));
  expect(instances).toEqual(['#1 P1 - 1.2 1.3 1']);
  expect(elements).toEqual(['00080060 MR - -']);
});

test('a column that has but the name of one with headers is told', async () => {
  const { told, counts } = await read('SeriesInstanceUID,Modality,metadata\n1.2,CT,seen by Dr. X\n');
  expect(counts.refused).toBe(0);
  expect(told).toContain('- column-unknown metadata');
});

test('TCIA metadata.csv', async () => {
  const { elements, instances, told } = await read(
    'Series UID,Collection,Subject ID,Study UID,Study Date,Modality,Number of Images,File Location\n1.2,C,P1,1.1,01-02-2020,CT,7,./C\n',
  );
  expect(instances).toEqual([expect.stringMatching(/^#1 P1 - 1.2 source:.* 7$/)]);
  expect(elements).toContain('00080060 CT - -');
  expect(told.filter((line) => line.includes('column-unknown'))).toEqual([]);
});

const R4 = {
  resourceType: 'ImagingStudy',
  identifier: [
    { system: 'urn:dicom:uid', value: 'urn:oid:1.1' },
    { type: { coding: [{ code: 'ACSN' }] }, value: 'A1' },
  ],
  subject: { reference: 'Patient/P1' },
  started: '2020-01-02T12:30:15+01:00',
  procedureCode: [{ coding: [{ system: 'http://loinc.org', code: '24727-0' }] }],
  series: [
    {
      uid: '1.2',
      modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'CT' },
      bodySite: { system: 'http://snomed.info/sct', code: '69536005', display: 'Head' },
      laterality: { system: 'http://snomed.info/sct', code: '7771000' },
      numberOfInstances: 120,
    },
    {
      uid: '1.4',
      modality: { code: 'CT' },
      instance: [
        { uid: '1.4.1', sopClass: { code: 'urn:oid:1.2.840.10008.5.1.4.1.1.2' }, number: 1 },
        { uid: '1.4.2', number: 2 },
      ],
    },
  ],
};
const R5 = {
  ...R4,
  subject: { identifier: { value: 'P1' } },
  procedureCode: undefined,
  procedure: [{ concept: { coding: [{ system: 'http://loinc.org', code: '24727-0' }] } }],
  series: [
    {
      ...R4.series[0],
      modality: { coding: [{ code: 'CT' }] },
      bodySite: { concept: { coding: [{ system: 'http://snomed.info/sct', code: '69536005' }] } },
      laterality: { coding: [{ code: '7771000' }] },
    },
    R4.series[1],
  ],
};
test.each([
  ['R4', `${JSON.stringify(R4)}\n`],
  ['R5', `${JSON.stringify(R5)}\n`],
  [
    'a Bundle',
    JSON.stringify({
      resourceType: 'Bundle',
      entry: [{ resource: R4 }, { resource: { resourceType: 'Patient' } }],
    }),
  ],
])(
  'FHIR ImagingStudy, %s: instances where they are named, else series with their number',
  async (_what, text) => {
    const { elements, instances } = await read(text);
    expect(instances).toEqual([
      '#1.1 P1 A1 1.2 source:0/table!#1.1 120',
      '#1.2 P1 A1 1.4 1.4.1 1',
      '#1.3 P1 A1 1.4 1.4.2 1',
    ]);
    expect(elements.filter((line) => !line.startsWith('00080020') && !line.startsWith('00080030'))).toEqual([
      '00080060 CT - -',
      '00080060 CT - -',
      '00081032 - 24727-0 LN',
      '00081032 - 24727-0 LN',
      '00082218 - 69536005 SCT',
      '00200060 L - -',
    ]);
    expect(elements).toContain('00080030 123015 - -');
  },
);

test('a resource without a series, and a line that is something else: refused with its row', async () => {
  const { counts, told } = await read(
    `${JSON.stringify(R4)}\n${JSON.stringify({ resourceType: 'Patient' })}\n${JSON.stringify({ ...R4, series: [] })}\n`,
  );
  expect(counts.refused).toBe(2);
  expect(told.filter((line) => line.includes('row-malformed'))).toEqual([
    '#2 row-malformed -',
    '#3 row-malformed -',
  ]);
});
