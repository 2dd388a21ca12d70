/** Objects of one SOP class as bytes, through the reader, as records of the header tables. */
import { makeFileRecord } from '../../src/scan/instance-record.js';
import { element, file, item, sequence } from './dicom-bytes.js';
import { DICTIONARY, readBytes } from './dicom-reading.js';

const OPTIONS = {
  list: { name: 'core', root: new Map(), takes: undefined, privateVrs: new Map() },
  dictionary: DICTIONARY,
  maxValueBytes: 1024,
};
const ORIGIN = { root: 0, sourceId: 'a/b', member: undefined, fileSize: 99 };
export const record = (bytes: Buffer) => makeFileRecord(readBytes(bytes), ORIGIN, OPTIONS);
/** Object 1.2.3 of series 1.2.2 with these elements, in the order of their tags. */
export const object = (sopClass: string, modality: string, more: readonly Buffer[]) => {
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
/** A sequence with one code of DCM: `v`, meaning `mv`. */
export const code = (tag: number, value: string) =>
  sequence(tag, [
    item([
      element(0x00080100, 'SH', value),
      element(0x00080102, 'SH', 'DCM'),
      element(0x00080104, 'LO', `m${value}`),
    ]),
  ]);
