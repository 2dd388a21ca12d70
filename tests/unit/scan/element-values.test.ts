import { describe, expect, test } from '@jest/globals';
import { parseAttributeList, parsePrivateLists, takesOf } from '../../../src/scan/attribute-list.js';
import { takeValues } from '../../../src/scan/element-values.js';
import { element, file, instance, item, sequence } from '../../support/dicom-bytes.js';
import { DICTIONARY, viewBytes } from '../../support/dicom-reading.js';

const UIDS = { study: '1.2.1', series: '1.2.2', sop: '1.2.3' };
const list = (paths: string) =>
  parseAttributeList(
    `path\tuse\n${paths
      .split(' ')
      .map((path) => `${path}\tfeature`)
      .join('\n')}\n`,
    'list.tsv',
  );

function take(more: readonly Buffer[], paths: string, name = 'list', creators = '') {
  const attributes = {
    name,
    root: list(paths).value,
    takes: takesOf(name, DICTIONARY),
    privateVrs: parsePrivateLists([
      { text: `creator\telement\tvr\n${creators}`, file: 'private.tsv', isOfRelease: true },
    ]).value,
  };
  const { values, faults, elements } = takeValues(
    viewBytes(file(instance(UIDS, more))),
    attributes,
    DICTIONARY,
  );
  const cells = values.map(({ path, frame, valueIndex, value, code, privateCreator }) =>
    [
      path,
      frame ?? '',
      valueIndex,
      code ? `${code.value}^${code.scheme}^${code.meaning}` : (value ?? 'NULL'),
      privateCreator ?? '',
    ].join(' '),
  );
  return { cells: cells.map((cell) => cell.trim()), faults, elements };
}

const code = (value: string, more: readonly Buffer[] = []) =>
  item([
    element(0x00080100, 'SH', value),
    element(0x00080102, 'SH', 'SCT'),
    element(0x00080104, 'LO', 'M'),
    ...more,
  ]);

describe('takeValues', () => {
  test('one row for each value; an empty element is told as such; others are left', () => {
    const { cells } = take(
      [element(0x00080008, 'CS', 'A\\\\B'), element(0x00180050, 'DS', '')],
      '00080008 00180050',
    );
    expect(cells).toEqual(['00080008  1 A', '00080008  2 NULL', '00080008  3 B', '00180050  0 NULL']);
  });

  test('a tag counts at the top and in functional groups, not in other sequences; a path as it stands', () => {
    const thickness = element(0x00180050, 'DS', '2');
    const more = [
      sequence(0x00081140, [item([thickness])]),
      sequence(0x00400275, [item([thickness]), item([thickness])]),
      sequence(0x52009229, [item([sequence(0x00289110, [item([thickness])])])]),
    ];
    expect(take(more, '00180050').cells).toEqual(['52009229>00289110>00180050  1 2']);
    expect(take(more, '00400275>00180050').cells).toEqual([
      '00400275[1]>00180050  1 2',
      '00400275[2]>00180050  1 2',
    ]);
  });

  test('frames that say the same are said once; others have their number', () => {
    const frame = (thickness: string, position: string) =>
      item([
        sequence(0x00289110, [
          item([element(0x00180050, 'DS', thickness), element(0x00201041, 'DS', position)]),
        ]),
      ]);
    const { cells } = take([sequence(0x52009230, [frame('2', '10'), frame('2', '20')])], '00180050 00201041');
    expect(cells).toEqual([
      '52009230>00289110>00180050  1 2',
      '52009230>00289110>00201041 1 1 10',
      '52009230>00289110>00201041 2 1 20',
    ]);
  });

  test('a value that only some frames have keeps its frame', () => {
    const empty = item([]);
    const full = item([sequence(0x00289110, [item([element(0x00180050, 'DS', '2')])])]);
    expect(take([sequence(0x52009230, [full, empty])], '00180050').cells).toEqual([
      '52009230>00289110>00180050 1 1 2',
    ]);
  });

  test('codes, several items, and the codes within them', () => {
    const nested = sequence(0x00082220, [code('7')]);
    const { cells } = take([sequence(0x00082218, [code('1', [nested]), code('2')])], '00082218');
    expect(cells).toEqual([
      '00082218[1]  0 1^SCT^M',
      '00082218[1]>00082220  0 7^SCT^M',
      '00082218[2]  0 2^SCT^M',
    ]);
  });

  test('private elements only from the list, by creator and element', () => {
    const more = [
      element(0x00190010, 'LO', 'SIEMENS MR HEADER'),
      element(0x0019100c, 'IS', '800'),
      element(0x0019100d, 'CS', 'NO'),
    ];
    expect(take(more, '00180050').cells).toEqual([]);
    expect(take(more, '00180050', 'list', 'SIEMENS MR HEADER\t0019xx0C\tIS\n').cells).toEqual([
      '0019xx0C  1 800 SIEMENS MR HEADER',
    ]);
  });

  test('a private element of unknown VR has that of the list; bytes and sequences are not opened', () => {
    const more = [
      element(0x00190011, 'LO', 'SIEMENS MR HEADER'),
      element(0x0019110c, 'UN', '800 '),
      sequence(0x0019110d, [item([element(0x00180050, 'DS', '2')])]),
      element(0x0019110e, 'UN', 'abcd'),
    ];
    const listed = ['0C\tIS', '0D\tSQ', '0E\tOB'].map((end) => `SIEMENS MR HEADER\t0019xx${end}\n`);
    expect(take(more, '00180050', 'list', listed.join('')).cells).toEqual([
      '0019xx0C  1 800 SIEMENS MR HEADER',
    ]);
  });

  test('private elements without their creator are dropped; the first is told', () => {
    const more = [
      element(0x00190010, 'LO', 'SIEMENS MR HEADER'),
      element(0x0019110c, 'IS', '800'),
      element(0x0019110d, 'CS', 'NONE'),
    ];
    const { cells, faults, elements } = take(more, '00180050', 'list', 'SIEMENS MR HEADER\t0019xx0C\tIS\n');
    expect(cells).toEqual([]);
    expect(faults).toEqual([{ code: 'private-creator-missing', path: '0019110C' }]);
    expect(elements.private).toBe(3);
    expect(elements.read).toBeGreaterThan(3);
  });

  test('analytical and all take what the dictionary knows, at any depth', () => {
    const more = [
      sequence(0x00081140, [item([element(0x00180050, 'DS', '2')])]),
      element(0x00099999, 'LO', 'x'),
    ];
    expect(take(more, '00080060', 'analytical').cells).toEqual(['00080060  1 CT', '00081140>00180050  1 2']);
    expect(take(more, '00080060', 'all').cells).toContain('00100020  1 P1');
  });

  test('faults: a value that is too long, a character set that is none', () => {
    const more = [element(0x00080005, 'CS', 'KLINGON'), element(0x00081030, 'LO', 'x'.repeat(2000))];
    expect(take(more, '00081030').faults).toEqual([
      { code: 'charset-unknown', path: '00080005' },
      { code: 'value-cut', path: '00081030' },
    ]);
  });
});

describe('parseAttributeList', () => {
  test('a path that is none is an error with its line', () => {
    expect(list('00180050 PixelSpacing').diagnostics).toEqual([
      expect.objectContaining({
        code: 'attribute-path-malformed',
        severity: 'error',
        at: { file: 'list.tsv', line: 3 },
        found: 'PixelSpacing',
        fix: 'correct the line',
      }),
    ]);
  });
});
