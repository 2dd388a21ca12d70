/** Headers read from bytes in memory, with a dictionary of a few attributes. */

import { type DataSetView, viewDataSet } from '../../src/dicom/data-set-view.js';
import { makeDictionary } from '../../src/dicom/dictionary.js';
import { formatTag, READING_LIMITS, type ReadingLimits } from '../../src/dicom/element.js';
import { type Header, readHeader } from '../../src/dicom/header.js';

export const DICTIONARY = makeDictionary([
  { tag: '(0008,0005)', vr: 'CS' },
  { tag: '(0008,0016)', vr: 'UI' },
  { tag: '(0008,0018)', vr: 'UI' },
  { tag: '(0008,0060)', vr: 'CS' },
  { tag: '(0008,0100)', vr: 'SH' },
  { tag: '(0008,0102)', vr: 'SH' },
  { tag: '(0008,0104)', vr: 'LO' },
  { tag: '(0008,1140)', vr: 'SQ' },
  { tag: '(0008,2218)', vr: 'SQ' },
  { tag: '(0010,0010)', vr: 'PN' },
  { tag: '(0010,0020)', vr: 'LO' },
  { tag: '(0018,0050)', vr: 'DS' },
  { tag: '(0018,9082)', vr: 'FD' },
  { tag: '(0018,9114)', vr: 'SQ' },
  { tag: '(0020,000D)', vr: 'UI' },
  { tag: '(0020,000E)', vr: 'UI' },
  { tag: '(0020,0013)', vr: 'IS' },
  { tag: '(0020,31xx)', vr: 'CS' },
  { tag: '(0028,0010)', vr: 'US' },
  { tag: '(0028,0103)', vr: 'US' },
  { tag: '(0028,0106)', vr: 'US or SS' },
  { tag: '(5200,9229)', vr: 'SQ' },
  { tag: '(5200,9230)', vr: 'SQ' },
  { tag: '(60xx,0010)', vr: 'US' },
]);

export function readBytes(bytes: Buffer, limits: Partial<ReadingLimits> = {}): Header {
  return readHeader({
    source: { size: bytes.length, read: (length) => bytes.subarray(0, length) },
    dictionary: DICTIONARY,
    limits: { ...READING_LIMITS, ...limits },
  });
}

export function viewBytes(bytes: Buffer): DataSetView {
  const header = readBytes(bytes);
  return viewDataSet(header.dataSet, header.bytes, 1024);
}

/** Values by path: `00081140[1]>00080018`. */
export function listValues(view: DataSetView, prefix = ''): Record<string, readonly string[]> {
  const values: Record<string, readonly string[]> = {};
  for (const [position, { tag }] of view.elements.entries()) {
    const path = prefix + formatTag(tag);
    const items = view.items(position);
    if (items === undefined) values[path] = view.values(position).values;
    for (const [index, item] of (items ?? []).entries()) {
      Object.assign(values, listValues(item, `${path}[${index + 1}]>`));
    }
  }
  return values;
}

export function codesOf({ findings }: Header): string[] {
  return findings.map(({ code }) => code);
}
