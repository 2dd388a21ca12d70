import { describe, expect, test } from '@jest/globals';
import { makeFileRecord } from '../../../src/scan/instance-record.js';
import { findObjectKind } from '../../../src/scan/object-kind.js';
import { element, file, instance, item, sequence } from '../../support/dicom-bytes.js';
import { DICTIONARY, readBytes } from '../../support/dicom-reading.js';

const UIDS = { study: '1.2.1', series: '1.2.2', sop: '1.2.3' };
const OPTIONS = {
  list: { name: 'core', root: new Map(), takes: undefined, privateVrs: new Map() },
  dictionary: DICTIONARY,
  maxValueBytes: 1024,
};
const ORIGIN = { root: 0, sourceId: 'a/b', member: undefined, fileSize: 99 };
const record = (bytes: Buffer) => makeFileRecord(readBytes(bytes), ORIGIN, OPTIONS);
const object = (sopClass: string, modality: string, more: readonly Buffer[]) => {
  const body = [
    element(0x00080016, 'UI', sopClass),
    element(0x00080018, 'UI', '1.2.3'),
    element(0x00080060, 'CS', modality),
    element(0x0020000d, 'UI', '1.2.1'),
    element(0x0020000e, 'UI', '1.2.2'),
    ...more,
  ];
  return record(
    file(
      body.sort(
        (a, b) =>
          a.readUInt16LE(0) * 65536 + a.readUInt16LE(2) - (b.readUInt16LE(0) * 65536 + b.readUInt16LE(2)),
      ),
    ),
  );
};
const code = (tag: number, value: string) =>
  sequence(tag, [
    item([
      element(0x00080100, 'SH', value),
      element(0x00080102, 'SH', 'DCM'),
      element(0x00080104, 'LO', `m${value}`),
    ]),
  ]);

describe('instances', () => {
  test('identity, what it is, and where it was found', () => {
    const more = [
      element(0x00080050, 'SH', 'A1'),
      element(0x00080022, 'DA', '2020.01.02'),
      element(0x00080032, 'TM', '10:20:30'),
      element(0x00200013, 'IS', '7'),
      element(0x00200011, 'IS', 'x'),
    ];
    expect(record(file(instance(UIDS, more)))).toMatchObject({
      status: 'ok',
      instance: {
        root: 0,
        source_id: 'a/b',
        file_size: 99,
        sop_instance_uid: '1.2.3',
        series_instance_uid: '1.2.2',
        study_instance_uid: '1.2.1',
        patient_key: 'P1',
        accession_key: 'A1',
        instance_number: 7,
        series_number: undefined,
        acquisition_datetime: '20200102102030',
        kind: 'image',
        status: 'ok',
        finding_codes: undefined,
      },
    });
  });

  test('UIDs that are missing are told; the meta information and the place stand for that of the instance', () => {
    const bytes = file([element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2')]);
    const { status, instance: row, findings } = record(bytes);
    expect(status).toBe('recovered');
    expect(row).toMatchObject({
      sop_instance_uid: '1.2.3.4',
      finding_codes: 'series-uid-missing,sop-uid-missing,study-uid-missing',
    });
    expect(findings[0]).toMatchObject({
      code: 'sop-uid-missing',
      source_id: 'a/b',
      path: '00080018',
      expected: 'a UID, type 1 [PS3.3 C.12.1]',
    });
    const bare = record(
      Buffer.concat([element(0x00080005, 'CS', 'ISO_IR 100'), element(0x00080060, 'CS', 'CT')]),
    );
    expect(bare.instance).toMatchObject({ sop_instance_uid: 'source:0/a/b' });
  });

  test('what is no instance is skipped with its reason, what is none that can be read is refused', () => {
    expect(record(Buffer.from('no DICOM here'))).toMatchObject({
      status: 'skipped',
      instance: undefined,
      findings: [{ code: 'not-dicom' }],
    });
    expect(record(file([]))).toMatchObject({
      status: 'refused',
      instance: { status: 'refused', finding_codes: 'data-set-empty' },
    });
    expect(object('1.2.840.10008.1.3.10', 'OT', [])).toMatchObject({
      status: 'skipped',
      findings: [{ code: 'dicomdir-skipped', severity: 'note' }],
    });
  });

  test.each([
    ['1.2.840.10008.5.1.4.1.1.2', 'image'],
    ['1.2.840.10008.5.1.4.1.1.88.67', 'sr'],
    ['1.2.840.10008.5.1.4.1.1.88.59', 'other'],
    ['1.2.840.10008.5.1.4.1.1.66.4', 'seg'],
    ['1.2.840.10008.5.1.4.1.1.66.7', 'seg'],
    ['1.2.840.10008.5.1.4.1.1.66.1', 'other'],
    ['1.2.840.10008.5.1.4.1.1.11.1', 'other'],
    ['1.2.840.10008.5.1.4.1.1.481.1', 'image'],
    ['1.2.840.10008.5.1.4.1.1.481.3', 'other'],
    ['1.2.840.10008.5.1.4.1.1.77.1.6', 'image'],
    ['1.2.840.10008.5.1.4.1.1.9.1.1', 'other'],
  ])('%s is %s', (uid, kind) => {
    expect(findObjectKind(uid, undefined)).toBe(kind);
  });
});

describe('reports', () => {
  const measured = sequence(0x0040a300, [item([code(0x004008ea, 'mm'), element(0x0040a30a, 'DS', '12.5')])]);
  const reference = sequence(0x00081199, [
    item([
      element(0x00081150, 'UI', '1.2.5'),
      element(0x00081155, 'UI', '1.2.6'),
      element(0x0062000b, 'US', 3),
    ]),
  ]);
  const content = sequence(0x0040a730, [
    item([
      element(0x0040a010, 'CS', 'CONTAINS'),
      element(0x0040a040, 'CS', 'NUM'),
      code(0x0040a043, 'N'),
      measured,
    ]),
    item([reference, element(0x0040a010, 'CS', 'CONTAINS'), element(0x0040a040, 'CS', 'IMAGE')]),
    item([
      element(0x0040a010, 'CS', 'CONTAINS'),
      element(0x0040a040, 'CS', 'TEXT'),
      element(0x0040a160, 'UT', 'free'),
    ]),
    item([
      element(0x0040a010, 'CS', 'INFERRED FROM'),
      element(0x0040db73, 'UL', Buffer.from([1, 0, 0, 0, 2, 0, 0, 0])),
    ]),
  ]);
  const template = sequence(0x0040a504, [
    item([element(0x00080105, 'CS', 'DCMR'), element(0x0040db00, 'CS', '1500')]),
  ]);

  test('each item with its place in the tree', () => {
    const { srItems } = object('1.2.840.10008.5.1.4.1.1.88.34', 'SR', [
      element(0x0040a040, 'CS', 'CONTAINER'),
      code(0x0040a043, '126000'),
      template,
      content,
    ]);
    expect(srItems).toHaveLength(5);
    expect(srItems).toMatchObject([
      {
        item_path: '1',
        parent_path: undefined,
        value_type: 'CONTAINER',
        concept_code: '126000',
        template_id: '1500',
        template_resource: 'DCMR',
      },
      {
        item_path: '1.1',
        parent_path: '1',
        relationship: 'CONTAINS',
        concept_code: 'N',
        value: '12.5',
        unit_code: 'mm',
      },
      {
        item_path: '1.2',
        referenced_sop_class_uid: '1.2.5',
        referenced_sop_instance_uid: '1.2.6',
        referenced_segments: '3',
      },
      { item_path: '1.3', value_type: 'TEXT', value: 'free' },
      { item_path: '1.4', relationship: 'INFERRED FROM', referenced_item_path: '1.2' },
    ]);
  });
});

describe('segmentations and references', () => {
  const segment = item([
    element(0x00620004, 'US', 2),
    element(0x00620005, 'LO', 'Nodule'),
    element(0x00620008, 'CS', 'SEMIAUTOMATIC'),
    element(0x00620009, 'LO', 'grow'),
    code(0x0062000f, 'T'),
    element(0x00620021, 'UI', '2.25.9'),
  ]);
  const referenced = sequence(0x00081115, [
    item([
      sequence(0x0008114a, [item([element(0x00081150, 'UI', '1.2.5'), element(0x00081155, 'UI', '1.2.6')])]),
      element(0x0020000e, 'UI', '1.2.77'),
    ]),
  ]);

  test('a row for each segment, with the series it refers to', () => {
    const { segments, references } = object('1.2.840.10008.5.1.4.1.1.66.4', 'SEG', [
      referenced,
      element(0x00620001, 'CS', 'BINARY'),
      sequence(0x00620002, [segment]),
    ]);
    expect(segments).toMatchObject([
      {
        sop_instance_uid: '1.2.3',
        segment_number: 2,
        segmentation_type: 'BINARY',
        label: 'Nodule',
        type_code: 'T',
        algorithm_type: 'SEMIAUTOMATIC',
        algorithm_name: 'grow',
        tracking_uid: '2.25.9',
        referenced_series_instance_uid: '1.2.77',
      },
    ]);
    expect(references).toEqual([
      {
        sop_instance_uid: '1.2.3',
        series_instance_uid: '1.2.2',
        path: '00081115>0008114A',
        referenced_study_instance_uid: undefined,
        referenced_series_instance_uid: '1.2.77',
        referenced_sop_class_uid: '1.2.5',
        referenced_sop_instance_uid: '1.2.6',
      },
    ]);
  });

  test('regions of an RT structure set only where they are coded', () => {
    const coded = item([element(0x30060084, 'IS', '4'), code(0x30060086, 'R')]);
    const free = item([element(0x30060084, 'IS', '5'), element(0x30060085, 'SH', 'my roi')]);
    const { segments } = object('1.2.840.10008.5.1.4.1.1.481.3', 'RTSTRUCT', [
      sequence(0x30060080, [coded, free]),
    ]);
    expect(segments).toMatchObject([{ segmentation_type: 'RTSTRUCT', segment_number: 4, type_code: 'R' }]);
    expect(segments).toHaveLength(1);
  });
});
