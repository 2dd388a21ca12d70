import { describe, expect, test } from '@jest/globals';
import { DEFAULT_CHARACTER_SETS, parseCharacterSets } from '../../../src/dicom/character-sets.js';
import { formatSingle, readValues } from '../../../src/dicom/values.js';
import { element, file, IMPLICIT, instance, item, sequence } from '../../support/dicom-bytes.js';
import { DICTIONARY, listValues, viewBytes } from '../../support/dicom-reading.js';

const UIDS = { study: '1.2.1', series: '1.2.2', sop: '1.2.3' };

function read(
  vr: string,
  bytes: Buffer,
  options: { bigEndian?: boolean; sets?: readonly string[]; maxBytes?: number } = {},
) {
  const context = {
    bytes,
    bigEndian: options.bigEndian ?? false,
    characterSets: options.sets ? parseCharacterSets(options.sets) : DEFAULT_CHARACTER_SETS,
    maxBytes: options.maxBytes ?? 1024,
  };
  return readValues({ tag: 0x00100010, vr, offset: 0, length: bytes.length, items: undefined }, context);
}

describe('values', () => {
  test.each([
    ['DS', '1.0 \\ -2.5\\', ['1.0', '-2.5', '']],
    ['CS', 'ORIGINAL\\PRIMARY ', ['ORIGINAL', 'PRIMARY']],
    ['UI', '1.2.3\0', ['1.2.3']],
    ['LT', ' a\\b \0', [' a\\b']],
    ['SH', '', []],
    ['OB', 'ab', []],
  ])('%s %j', (vr, text, values) => {
    expect(read(vr, Buffer.from(text, 'latin1')).values).toEqual(values);
  });

  test('numbers in both byte orders, 64 bits as text', () => {
    expect(read('US', Buffer.from([1, 2])).values).toEqual(['513']);
    expect(read('US', Buffer.from([1, 2]), { bigEndian: true }).values).toEqual(['258']);
    expect(read('SS', Buffer.from([255, 255])).values).toEqual(['-1']);
    expect(read('UV', Buffer.alloc(8, 255)).values).toEqual(['18446744073709551615']);
    expect(read('AT', Buffer.from([0x18, 0, 0x81, 0])).values).toEqual(['00180081']);
  });

  test('single precision as the shortest decimal', () => {
    expect([0.1, 1 / 3, 16777216, 1e-10].map((value) => formatSingle(Math.fround(value)))).toEqual([
      '0.1',
      '0.33333334',
      '16777216',
      '1e-10',
    ]);
    expect(formatSingle(Number.NaN)).toBe('NaN');
  });

  test('an odd length of numbers, and more than is kept', () => {
    expect(read('US', Buffer.alloc(5))).toMatchObject({ values: ['0', '0'], fault: 'length-odd' });
    expect(read('LO', Buffer.from('ABCDEF'), { maxBytes: 4 })).toMatchObject({ values: ['ABCD'], cut: true });
  });
});

describe('character sets', () => {
  test.each([
    ['Latin 1', ['ISO_IR 100'], 'Buc^Jérôme', Buffer.from('Buc^Jérôme', 'latin1')],
    ['UTF-8', ['ISO_IR 192'], '王^小東', Buffer.from('王^小東')],
    ['UTF-8, misspelled', ['UTF-8'], '王^小東', Buffer.from('王^小東')],
    ['Greek, misspelled', ['ISO-IR 126'], 'Διονυσιος', Buffer.from('c4e9efedf5f3e9eff2', 'hex')],
    [
      'Japanese with code extensions',
      ['', 'ISO 2022 IR 87'],
      'Yamada^Tarou=山田^太郎=やまだ^たろう',
      Buffer.from(
        '59616d6164615e5461726f753d1b24423b3345441b28425e1b2442424047 3a1b28423d1b2442246424 5e24401b28425e1b2442243f246d24261b2842'
          .replaceAll(' ', '')
          .replace('4240473a', '42404f3a'),
        'hex',
      ),
    ],
    [
      'Korean',
      ['', 'ISO 2022 IR 149'],
      'Hong^Gildong=洪^吉洞',
      Buffer.from('486f6e675e47696c646f6e673d1b242943fbf35e1b242943d1ced4d7', 'hex'),
    ],
    ['GB 18030, a backslash within a character', ['GB18030'], '誠', Buffer.from('d55c', 'hex')],
  ])('%s', (_, sets, text, bytes) => {
    expect(read('PN', bytes, { sets }).values[0]).toBe(text);
  });

  test('faults: bytes that are not of the set, bytes that no set is stated for, a set that is none', () => {
    expect(read('PN', Buffer.from([0xff, 0x41]), { sets: ['ISO_IR 192'] })).toMatchObject({
      fault: 'charset-fault',
    });
    expect(read('PN', Buffer.from('Müller'))).toMatchObject({
      values: ['Müller'],
      fault: 'charset-undeclared',
    });
    expect(read('PN', Buffer.from('Müller', 'latin1'))).toMatchObject({ values: ['Müller'] });
    expect(parseCharacterSets(['KLINGON']).unknown).toEqual(['KLINGON']);
  });

  test('an item has its own set, or that of what surrounds it', () => {
    const name = Buffer.from('王');
    const own = item([
      element(0x00080005, 'CS', 'ISO_IR 100'),
      element(0x00100010, 'PN', Buffer.from('é', 'latin1')),
    ]);
    const bytes = file(
      instance(UIDS, [
        element(0x00080005, 'CS', 'ISO_IR 192'),
        sequence(0x00081140, [item([element(0x00100010, 'PN', name)]), own]),
      ]),
    );
    expect(listValues(viewBytes(bytes))).toMatchObject({
      '00081140[1]>00100010': ['王'],
      '00081140[2]>00100010': ['é'],
    });
  });
});

describe('dictionary', () => {
  test('repeating groups are found by their digits, odd groups are private', () => {
    expect(DICTIONARY.findVr(0x60020010)).toBe('US');
    expect(DICTIONARY.formatPath(0x60020010)).toBe('60xx0010');
    expect(DICTIONARY.formatPath(0x00203104)).toBe('002031xx');
    expect(DICTIONARY.findVr(0x60030010)).toBeUndefined();
  });

  test.each([
    [0, 'US', '65535'],
    [1, 'SS', '-1'],
  ])('US or SS by Pixel Representation %d, of the data set around it too', (signed, vr, value) => {
    const smallest = element(0x00280106, 'US', 0xffff, IMPLICIT);
    const body = instance(
      UIDS,
      [
        element(0x00280103, 'US', signed, IMPLICIT),
        smallest,
        sequence(0x00081140, [item([smallest])], IMPLICIT),
      ],
      IMPLICIT,
    );
    const view = viewBytes(file(body, '1.2.840.10008.1.2'));
    expect(view.elements.find(({ tag }) => tag === 0x00280106)?.vr).toBe(vr);
    expect(listValues(view)).toMatchObject({ '00280106': [value], '00081140[1]>00280106': [value] });
  });
});
