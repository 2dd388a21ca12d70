import { describe, expect, test } from '@jest/globals';
import { findObjectKind } from '../../../src/scan/object-kind.js';
import { element, file, instance } from '../../support/dicom-bytes.js';
import { object, record } from '../../support/dicom-objects.js';

const UIDS = { study: '1.2.1', series: '1.2.2', sop: '1.2.3' };
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
    ['1.2.840.10008.5.1.4.1.1.66.5', 'seg'],
    ['1.2.840.10008.5.1.4.1.1.66.7', 'seg'],
    ['1.2.840.10008.5.1.4.1.1.66.8', 'seg'],
    ['1.2.840.10008.5.1.4.1.1.91.1', 'other'],
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
