/** `harvest scan --dicomweb` against a real server: the headers that it gives are those of the files it was given. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { run, runWith } from '../../support/command-line.js';
import { CT_CLASS, element, file, item, sequence } from '../../support/dicom-bytes.js';
import { publishMini } from '../../support/harvest.js';
import { hasOrthanc, type OrthancServer, startOrthanc } from '../../support/orthanc-server.js';
import { rowsOf, write } from '../../support/scan-archive.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(180_000);
const newFolder = useFolders();
const describeWithServer = hasOrthanc() ? describe : describe.skip;
if (!hasOrthanc()) test.todo('no Orthanc with DICOMweb here: the scan is not tested against one');

/** CT and MR of two patients, with a nested code, several values, a name in two scripts' worth of letters and a private element. */
function makeInstance(study: number, series: number, number: number, modality: string): Buffer {
  const text = (tag: number, vr: string, value: string) => element(tag, vr, value);
  return file([
    text(0x00080005, 'CS', 'ISO_IR 100'),
    text(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
    text(0x00080016, 'UI', modality === 'CT' ? CT_CLASS : '1.2.840.10008.5.1.4.1.1.4'),
    text(0x00080018, 'UI', `1.2.3.${study}.${series}.${number}`),
    text(0x00080020, 'DA', '20200102'),
    text(0x00080060, 'CS', modality),
    sequence(0x00082218, [
      item([
        text(0x00080100, 'SH', '69536005'),
        text(0x00080102, 'SH', 'SCT'),
        text(0x00080104, 'LO', 'Head'),
      ]),
    ]),
    text(0x00100020, 'LO', `P${study}`),
    text(0x00180050, 'DS', '1.5'),
    text(0x0020000d, 'UI', `1.2.3.${study}`),
    text(0x0020000e, 'UI', `1.2.3.${study}.${series}`),
    text(0x00200011, 'IS', String(series)),
    text(0x00200013, 'IS', String(number)),
    text(0x00280030, 'DS', '0.5\\0.25'),
  ]);
}

describeWithServer('Orthanc', () => {
  let server: OrthancServer;
  let folder = '';
  let release = '';
  const scan = (out: string, ...more: readonly string[]) =>
    run(folder, 'harvest', 'scan', '--release', release, '--tsv', '--out', out, ...more);
  const elements = (out: string) =>
    rowsOf(join(folder, out), 'elements', [
      'series_instance_uid',
      'sop_instance_uid',
      'path',
      'vr',
      'value_index',
      'value',
      'code_value',
      'code_scheme',
      'n_instances',
    ]);
  const instances = (out: string) =>
    rowsOf(join(folder, out), 'instances', [
      'sop_instance_uid',
      'sop_class_uid',
      'patient_key',
      'modality',
      'series_number',
      'instance_number',
      'kind',
    ]);

  beforeAll(async () => {
    folder = await newFolder();
    release = await publishMini(folder);
    server = await startOrthanc();
    for (const [study, modality] of [
      [1, 'CT'],
      [2, 'MR'],
    ] as const) {
      for (let number = 1; number <= 6; number++) {
        const bytes = makeInstance(study, number % 2, number, modality);
        write(join(folder, 'in', `${study}-${number}`), bytes);
        await server.store(bytes);
      }
    }
  });
  afterAll(() => server?.stop());

  test('instances and elements as those of the files', () => {
    expect(scan('files', 'in').code).toBe(0);
    const found = scan('web', '--dicomweb', server.url);
    expect([found.code, found.err]).toEqual([0, expect.any(String)]);
    expect(instances('web')).toHaveLength(12);
    expect(instances('web')).toEqual(instances('files'));
    expect(elements('web')).toEqual(elements('files'));
  });

  test('studies are narrowed by modality and day; none is none', () => {
    expect(scan('mr', '--dicomweb', server.url, '--modality', 'MR').code).toBe(0);
    expect(instances('mr')).toHaveLength(6);
    expect(scan('none', '--dicomweb', server.url, '--study-date', '20210101-20211231').code).toBe(0);
    expect(instances('none')).toEqual([]);
  });

  test('a service that is not there is told', () => {
    const { code, err } = runWith(
      process.env,
      folder,
      ...['harvest', 'scan', '--release', release, '--out', 'nowhere', '--dicomweb', `${server.url}-x`],
    );
    expect([code, err]).toEqual([2, expect.stringContaining('404')]);
  });
});
