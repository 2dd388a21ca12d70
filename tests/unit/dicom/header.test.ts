import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import {
  BIG,
  delimiter,
  EXPLICIT,
  element,
  type Form,
  file,
  head,
  IMPLICIT,
  instance,
  item,
  sequence,
  UNDEFINED,
} from '../../support/dicom-bytes.js';
import { codesOf, listValues, readBytes, viewBytes } from '../../support/dicom-reading.js';

const UIDS = { study: '1.2.1', series: '1.2.2', sop: '1.2.3' };
const more = (form: Form) => [element(0x00180050, 'DS', '1.25', form), element(0x00280010, 'US', 512, form)];
const valuesOf = (bytes: Buffer) => listValues(viewBytes(bytes));

describe('transfer syntaxes', () => {
  test.each([
    ['explicit little endian', '1.2.840.10008.1.2.1', EXPLICIT],
    ['implicit little endian', '1.2.840.10008.1.2', IMPLICIT],
    ['explicit big endian', '1.2.840.10008.1.2.2', BIG],
    ['encapsulated', '1.2.840.10008.1.2.4.70', EXPLICIT],
    ["GE's private one", '1.2.840.113619.5.2', IMPLICIT],
  ])('%s', (_, syntax, form) => {
    const bytes = file(instance(UIDS, more(form), form), syntax);
    expect(readBytes(bytes)).toMatchObject({ status: 'ok', findings: [], transferSyntaxUid: syntax });
    expect(valuesOf(bytes)).toMatchObject({
      '0020000E': ['1.2.2'],
      '00180050': ['1.25'],
      '00280010': ['512'],
    });
  });

  test('deflated: offsets count in the inflated data set', () => {
    const body = Buffer.concat(instance(UIDS, more(EXPLICIT)));
    const header = readBytes(file([deflateRawSync(body)], '1.2.840.10008.1.2.1.99'));
    expect(header).toMatchObject({ status: 'ok', headerBytes: body.length });
    expect(header.bytes.equals(body)).toBe(true);
  });

  test('deflated to more than the limit: read up to there', () => {
    const body = Buffer.concat([...instance(UIDS), element(0x00420011, 'OB', Buffer.alloc(500_000))]);
    const header = readBytes(file([deflateRawSync(body)], '1.2.840.10008.1.2.1.99'), { inflatedBytes: 4096 });
    expect(codesOf(header)).toContain('inflate-limit');
    expect(header.status).toBe('recovered');
    expect(header.dataSet.elements.length).toBeGreaterThan(3);
  });

  test('deflated and damaged: what could be inflated is kept', () => {
    const body = Buffer.concat(instance(UIDS, more(EXPLICIT)));
    const stored = deflateRawSync(body, { level: 0, finishFlush: constants.Z_SYNC_FLUSH });
    // 7: a last block of a kind that does not exist.
    const header = readBytes(file([stored, Buffer.from([7, 255, 255])], '1.2.840.10008.1.2.1.99'));
    expect(header).toMatchObject({ status: 'recovered', findings: [{ code: 'inflate-failed' }] });
    expect(header.bytes.equals(body)).toBe(true);
  });

  test.each([
    ['explicit data under an implicit syntax', EXPLICIT, '1.2.840.10008.1.2'],
    ['implicit data under an explicit syntax', IMPLICIT, '1.2.840.10008.1.2.1'],
    ['big endian data under a little endian syntax', BIG, '1.2.840.10008.1.2.1'],
  ])('%s are read as they are', (_, form, syntax) => {
    const bytes = file(instance(UIDS, more(form), form), syntax);
    const header = readBytes(bytes);
    expect(header.status).toBe('recovered');
    expect(header.findings).toEqual([
      expect.objectContaining({ code: 'vr-contradicts-syntax', path: '00020010', found: syntax }),
    ]);
    expect(valuesOf(bytes)['00180050']).toEqual(['1.25']);
  });

  test.each([
    ['none', undefined, EXPLICIT],
    ['a private one', '1.2.3.99', EXPLICIT],
    ['a private one, implicit', '1.2.3.99', IMPLICIT],
  ])('stated: %s: guessed by the first elements', (_, syntax, form) => {
    const header = readBytes(file(instance(UIDS, more(form), form), syntax ?? ''));
    expect(codesOf(header)).toEqual(['syntax-guessed']);
    expect(header.dataSet.elements).toHaveLength(8);
  });
});

describe('files that are not quite as they should be', () => {
  test('no preamble, no meta information', () => {
    const header = readBytes(Buffer.concat(instance(UIDS, more(IMPLICIT), IMPLICIT)));
    expect(codesOf(header)).toEqual(['preamble-missing', 'meta-missing', 'syntax-guessed']);
    expect(header.status).toBe('recovered');
  });

  test('the letters DICM by chance at byte 128', () => {
    const long = Buffer.alloc(200, 65);
    long.write('DICM', 128 - 8);
    const header = readBytes(Buffer.concat([element(0x00080008, 'CS', long), ...instance(UIDS)]));
    expect(codesOf(header)).toContain('preamble-missing');
    expect(header.dataSet.elements).toHaveLength(7);
  });

  test.each([
    ['an empty file', Buffer.alloc(0), 'file-empty'],
    ['text', Buffer.from('%PDF-1.4 and so on, at some length to be sure'), 'not-dicom'],
    ['meta information alone', file([]), 'data-set-empty'],
  ])('%s is refused', (_, bytes, code) => {
    const header = readBytes(bytes);
    expect(header.status).toBe('refused');
    expect(codesOf(header)).toContain(code);
  });

  test('a value that goes on behind the end of the file is kept as far as it goes', () => {
    const whole = file([...instance(UIDS), element(0x00300010, 'LO', 'ABCDEFGH')]);
    const header = readBytes(whole.subarray(0, whole.length - 4));
    expect(header.findings).toEqual([
      expect.objectContaining({ code: 'length-beyond-end', offset: whole.length - 8, path: '00300010' }),
    ]);
    expect(header.dataSet.elements.at(-1)).toMatchObject({ length: 4 });
  });

  test('a file that ends within an element', () => {
    const whole = file([...instance(UIDS), element(0x00300010, 'LO', 'AB')]);
    expect(codesOf(readBytes(whole.subarray(0, whole.length - 6)))).toEqual(['truncated']);
  });

  test('of a repeated tag the first counts', () => {
    const bytes = file([...instance(UIDS), element(0x00200013, 'IS', '1'), element(0x00200013, 'IS', '2')]);
    expect(codesOf(readBytes(bytes))).toEqual(['tag-repeated']);
    expect(valuesOf(bytes)['00200013']).toEqual(['1']);
  });

  test('tags that do not ascend are a note', () => {
    const header = readBytes(file([...instance(UIDS), element(0x00080008, 'CS', 'ORIGINAL')]));
    expect(header).toMatchObject({
      status: 'ok',
      findings: [{ code: 'tag-order', severity: 'note', path: '00080008' }],
    });
  });

  test('an implicit element among explicit ones, and the reverse', () => {
    const implicit = file([...instance(UIDS), element(0x00280010, 'US', 7, IMPLICIT)]);
    expect(codesOf(readBytes(implicit))).toEqual(['vr-contradicts-syntax']);
    expect(valuesOf(implicit)['00280010']).toEqual(['7']);
    const explicit = file(
      [...instance(UIDS, [], IMPLICIT), element(0x00280010, 'US', 7)],
      '1.2.840.10008.1.2',
    );
    expect(valuesOf(explicit)['00280010']).toEqual(['7']);
  });

  test('a VR that the standard does not have', () => {
    const bytes = file([...instance(UIDS), element(0x00280009, 'ZZ', 'AB'), element(0x00280010, 'US', 7)]);
    expect(codesOf(readBytes(bytes))).toEqual(['vr-unknown']);
    expect(valuesOf(bytes)['00280010']).toEqual(['7']);
  });

  test('group lengths and padding are no elements; pixel data end the header', () => {
    const bytes = file([
      element(0x00080000, 'UL', Buffer.alloc(4)),
      ...instance(UIDS),
      element(0x7fe00010, 'OW', Buffer.alloc(100)),
      element(0xfffcfffc, 'OB', Buffer.alloc(10)),
    ]);
    const header = readBytes(bytes);
    expect(header).toMatchObject({ status: 'ok', headerBytes: bytes.length - 112 - 22 });
    expect(header.dataSet.elements).toHaveLength(6);
  });
});

describe('sequences', () => {
  const inner = (form: Form = EXPLICIT) => [element(0x00080018, 'UI', '1.9', form)];
  const path = '00081140[1]>00080018';

  test.each([
    ['stated lengths', sequence(0x00081140, [item(inner())])],
    ['undefined lengths', sequence(0x00081140, [item(inner(), EXPLICIT, true)], EXPLICIT, true)],
    ['a stated length in an undefined one', sequence(0x00081140, [item(inner())], EXPLICIT, true)],
    ['an undefined length in a stated one', sequence(0x00081140, [item(inner(), EXPLICIT, true)])],
    [
      'UN of undefined length: implicit inside',
      Buffer.concat([
        head(0x00081140, 'UN', UNDEFINED),
        item(inner(IMPLICIT), IMPLICIT, true),
        delimiter(0xfffee0dd),
      ]),
    ],
    [
      'UN of stated length, a sequence by the dictionary',
      Buffer.concat([head(0x00081140, 'UN', item(inner(IMPLICIT)).length), item(inner(IMPLICIT))]),
    ],
  ])('%s', (_, bytes) => {
    const whole = file(instance(UIDS, [bytes]));
    expect(readBytes(whole)).toMatchObject({ status: 'ok' });
    expect(valuesOf(whole)).toMatchObject({ [path]: ['1.9'], '0020000E': ['1.2.2'] });
  });

  test('an item without its delimiter, a sequence without its own', () => {
    const open = Buffer.concat([
      head(0x00081140, 'SQ', UNDEFINED),
      delimiter(0xfffee000, UNDEFINED),
      ...inner(),
      delimiter(0xfffee0dd),
    ]);
    const noItemEnd = file(instance(UIDS, [open]));
    expect(codesOf(readBytes(noItemEnd))).toEqual(['delimiter-missing']);
    expect(valuesOf(noItemEnd)).toMatchObject({ [path]: ['1.9'], '0020000E': ['1.2.2'] });
    const unclosed = Buffer.concat([head(0x00081140, 'SQ', UNDEFINED), item(inner())]);
    const noSequenceEnd = file(instance(UIDS, [unclosed]));
    expect(codesOf(readBytes(noSequenceEnd))).toEqual(['delimiter-missing']);
    expect(valuesOf(noSequenceEnd)).toMatchObject({ [path]: ['1.9'], '0020000E': ['1.2.2'] });
  });

  test('a delimiter where none is due is skipped', () => {
    const bytes = file(
      instance(UIDS, [Buffer.concat([element(0x00080070, 'LO', 'AB'), delimiter(0xfffee00d)])]),
    );
    expect(codesOf(readBytes(bytes))).toEqual(['delimiter-unexpected']);
    expect(valuesOf(bytes)['0020000E']).toEqual(['1.2.2']);
  });

  test('an item that is longer than its sequence', () => {
    const long = Buffer.concat([head(0x00081140, 'SQ', 12), delimiter(0xfffee000, 40), ...inner()]);
    const header = readBytes(file(instance(UIDS, [long])));
    expect(header.status).not.toBe('refused');
  });

  test('an icon with encapsulated pixels is skipped whole', () => {
    const icon = Buffer.concat([
      head(0x7fe00010, 'OB', UNDEFINED),
      delimiter(0xfffee000, 4),
      Buffer.alloc(4),
      delimiter(0xfffee0dd),
    ]);
    const bytes = file([
      ...instance(UIDS),
      sequence(0x00880200, [item([element(0x00280010, 'US', 4), icon])]),
    ]);
    expect(readBytes(bytes)).toMatchObject({ status: 'ok' });
  });

  test('the limits of depth, items and elements end the reading with what was read', () => {
    let nested = element(0x00080018, 'UI', '1.9');
    for (let depth = 0; depth < 40; depth++)
      nested = sequence(0x00081140, [item([nested], EXPLICIT, true)], EXPLICIT, true);
    const deep = readBytes(file([element(0x00080016, 'UI', '1.2'), nested]));
    expect(codesOf(deep)).toEqual(['depth-limit']);
    expect(deep.status).toBe('recovered');
    expect(Number.isInteger(deep.headerBytes)).toBe(true);
    const wide = sequence(
      0x00081140,
      Array.from({ length: 20 }, () => item([])),
    );
    expect(codesOf(readBytes(file(instance(UIDS, [wide])), { itemsPerSequence: 10 }))).toEqual([
      'item-limit',
    ]);
    const open = sequence(0x00081140, [item([]), item([])], EXPLICIT, true);
    const cut = readBytes(file(instance(UIDS, [open])), { itemsPerSequence: 1 });
    expect([codesOf(cut), Number.isInteger(cut.headerBytes)]).toEqual([['item-limit'], true]);
    expect(codesOf(readBytes(file(instance(UIDS)), { elements: 4 }))).toContain('element-limit');
  });

  test('ten thousand levels do not overflow the stack', () => {
    const levels = Array.from({ length: 10_000 }, () =>
      Buffer.concat([head(0x00081140, 'SQ', UNDEFINED), delimiter(0xfffee000, UNDEFINED)]),
    );
    expect(codesOf(readBytes(file(levels)))).toContain('depth-limit');
  });
});

describe('how much is read', () => {
  test('a long header makes the prefix grow; the limit ends it', () => {
    const bytes = file([
      ...instance(UIDS),
      element(0x00420011, 'OB', Buffer.alloc(300_000)),
      element(0x00540081, 'US', 3),
    ]);
    const asked: number[] = [];
    const source = {
      size: bytes.length,
      read: (length: number) => {
        asked.push(length);
        return bytes.subarray(0, length);
      },
    };
    expect(readBytes(bytes).status).toBe('ok');
    expect(codesOf(readBytes(bytes, { headerBytes: 65_536 }))).toEqual(['header-limit']);
    expect(source.read(10)).toHaveLength(10);
  });

  test('reports and segmentations are read whole', () => {
    const body = [...instance(UIDS), element(0x00420011, 'OB', Buffer.alloc(300_000))];
    const report = file(body, '1.2.840.10008.1.2.1', '1.2.840.10008.5.1.4.1.1.88.33');
    expect(readBytes(report, { headerBytes: 65_536 }).status).toBe('ok');
  });
});
