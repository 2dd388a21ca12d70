import { expect, test } from '@jest/globals';
import dicomParser from 'dicom-parser';
import { formatTag } from '../../../src/dicom/element.js';
import { EXPLICIT, element, file, IMPLICIT, instance, item, sequence } from '../../support/dicom-bytes.js';
import { readBytes } from '../../support/dicom-reading.js';

/** The library reads sound files well: tags, offsets and lengths have to be the same. */
test.each([
  ['explicit', EXPLICIT, '1.2.840.10008.1.2.1'],
  ['implicit', IMPLICIT, '1.2.840.10008.1.2'],
])('the offsets of dicom-parser: %s', (_, form, syntax) => {
  const nested = sequence(
    0x00081140,
    [item([element(0x00080018, 'UI', '1.9', form)], form, true)],
    form,
    true,
  );
  const bytes = file(
    instance(
      { study: '1.1', series: '1.2', sop: '1.3' },
      [nested, element(0x00180050, 'DS', '2', form)],
      form,
    ),
    syntax,
  );
  const theirs = Object.values(dicomParser.parseDicom(bytes).elements).filter(
    ({ tag }) => !tag.startsWith('x0002'),
  );
  const ours = readBytes(bytes).dataSet.elements;
  const place = (tag: string, offset: number, length: number) => ({ tag, offset, length });
  expect(
    ours
      .filter(({ items }) => !items)
      .map(({ tag, offset, length }) => place(formatTag(tag), offset, length)),
  ).toEqual(
    theirs
      .filter(({ items }) => !items)
      .map(({ tag, dataOffset, length }) => place(tag.slice(1).toUpperCase(), dataOffset, length)),
  );
  expect(ours.map(({ items }) => items?.length)).toEqual(theirs.map(({ items }) => items?.length));
});
