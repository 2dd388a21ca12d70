import { deflateRawSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { viewDataSet } from '../../../src/dicom/data-set-view.js';
import {
  BIG,
  EXPLICIT,
  element,
  type Form,
  file,
  IMPLICIT,
  instance,
  item,
  sequence,
} from '../../support/dicom-bytes.js';
import { listValues, readBytes } from '../../support/dicom-reading.js';
import { makeRandom } from '../../support/random.js';

const UIDS = { study: '1.2.1', series: '1.2.2', sop: '1.2.3' };

function body(form: Form): Buffer[] {
  const code = [element(0x00080100, 'SH', 'T-1', form), element(0x00080104, 'LO', 'Meaning', form)];
  return instance(
    UIDS,
    [
      element(0x00080005, 'CS', '\\ISO 2022 IR 87', form),
      element(0x00100010, 'PN', 'A=\x1b$B;3ED\x1b(B', form),
      sequence(
        0x00082218,
        [item(code, form, true), item([sequence(0x00081140, [item(code, form)], form)], form)],
        form,
        true,
      ),
      element(0x00280103, 'US', 1, form),
      element(0x00280106, 'US', 5, form),
      element(0x00420011, 'OB', Buffer.alloc(60), form),
    ],
    form,
  );
}

const SEEDS = [
  file(body(EXPLICIT)),
  file(body(IMPLICIT), '1.2.840.10008.1.2'),
  file(body(BIG), '1.2.840.10008.1.2.2'),
  file([deflateRawSync(Buffer.concat(body(EXPLICIT)))], '1.2.840.10008.1.2.1.99'),
  Buffer.concat(body(IMPLICIT)),
];

/** Bytes changed, cut, put in twice: whatever comes, a header is an answer and never an exception. */
test('two thousand damaged files are read or refused', () => {
  const random = makeRandom(20);
  const statuses = new Set<string>();
  for (let round = 0; round < 2000; round++) {
    let bytes = Buffer.from(random.pick(SEEDS) ?? Buffer.alloc(0));
    for (let change = random.below(4); change >= 0; change--) {
      const at = random.below(bytes.length || 1);
      const kind = random.below(4);
      if (kind === 0) bytes[at] = random.below(256);
      else if (kind === 1) bytes.fill(255, at, Math.min(bytes.length, at + random.below(5)));
      else if (kind === 2) bytes = bytes.subarray(0, at);
      else
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          bytes.subarray(at - random.below(20)),
          bytes.subarray(at),
        ]);
      bytes = Buffer.from(bytes);
    }
    const header = readBytes(bytes);
    statuses.add(header.status);
    listValues(viewDataSet(header.dataSet, header.bytes, 1024));
    if (header.status === 'refused')
      expect(header.findings.some(({ severity }) => severity === 'error')).toBe(true);
  }
  expect([...statuses].sort()).toEqual(['ok', 'recovered', 'refused']);
});
