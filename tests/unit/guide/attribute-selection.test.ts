import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { selectAttributes } from '../../../src/guide/attribute-selection.js';
import { parsePhiAttributes } from '../../../src/guide/phi-attributes.js';
import { subsetRelease } from '../../../src/guide/release-subset.js';
import type { Attribute } from '../../../src/model/registry.js';
import { verifyRelease } from '../../../src/verify/verify-release.js';
import { attributeOf } from '../../support/attributes.js';
import { CT, conceptOf, FOLLOWER, linkOf, MODALITY, releaseOf } from '../../support/release.js';

const LIST = new URL('../../../mappings/phi-attributes.tsv', import.meta.url);
const phi = parsePhiAttributes(readFileSync(LIST, 'utf8'), 'phi-attributes.tsv');

const echoTime = attributeOf('(0018,0081)', 'EchoTime', 'DS');
const overlay = attributeOf('(60xx,0050)', 'OverlayOrigin', 'SS', { retired: true, remark: 'RET (2007)' });
const pixels = attributeOf('(0028,0106)', 'SmallestImagePixelValue', 'US or SS');
const lut = attributeOf('(0028,3006)', 'LUTData', 'US or OW');
const name = attributeOf('(0010,0010)', 'PatientName', 'PN');
const birth = attributeOf('(0010,0030)', 'PatientBirthDate', 'DA');
const station = attributeOf('(0008,1010)', 'StationName', 'SH');
const unread = attributeOf('(0018,9445)', '', undefined);

describe('the list of identifying attributes', () => {
  test('it is read without fault, and names at least eighty', () => {
    expect(phi.diagnostics).toEqual([]);
    expect(readFileSync(LIST, 'utf8').match(/^keyword\t/gm)?.length).toBeGreaterThanOrEqual(80);
  });

  test.each([
    ['twice', 'keyword\tPatientName\t\tx\nkeyword\tPatientName\t\ty', 3],
    ['by nothing known', 'name\tPatientName\t\tx', 2],
    ['without reason', 'vr\tPN\t\t', 2],
  ])('a line %s is an error', (_title, lines, line) => {
    const { diagnostics } = parsePhiAttributes(`by\tvalue\ttag\treason\n${lines}`, 'phi.tsv');
    expect(diagnostics).toMatchObject([
      { code: 'phi-line-wrong', at: { file: 'phi.tsv', line }, fix: 'complete the line or delete it' },
    ]);
  });
});

describe('subsets of the attributes', () => {
  const CASES: readonly [string, Attribute, string | undefined][] = [
    ['a number', echoTime, undefined],
    ['numbers by either VR', pixels, undefined],
    ['retired', overlay, 'retired: RET (2007)'],
    ['one VR of two is no number', lut, 'not analytical: US or OW, whole number or array of numbers'],
    ['a name', name, 'not analytical: PN, name of a person; phi: names the patient'],
    [
      'a date that identifies',
      birth,
      'phi: day or hour of birth or death, enough to single out a person with little else',
    ],
    [
      'text',
      station,
      'not analytical: SH, short text; free-text: SH, short text; phi: institution, ward or room: with a day, it narrows a person down',
    ],
    ['no VR', unread, 'not analytical: no VR is printed'],
    [
      'private',
      attributeOf('(0009,0010)', 'PrivateCreator', 'CS'),
      'private: holds what a manufacturer defines',
    ],
    [
      'what the standard provides for private data',
      attributeOf('(0002,0102)', 'PrivateInformation', 'US'),
      'private: holds what a manufacturer defines',
    ],
  ];

  test.each(CASES)('%s', (_title, attribute, reason) => {
    const [decision] = selectAttributes([attribute], phi.value, {
      only: 'analytical',
      exclude: ['retired', 'private', 'free-text', 'phi'],
    });
    expect(decision).toMatchObject({
      selected: reason === undefined,
      selectionReason: reason ?? 'in the subset',
    });
  });

  test('without options every attribute is in', () => {
    const decisions = selectAttributes(
      CASES.map(([, attribute]) => attribute),
      phi.value,
      { only: undefined, exclude: [] },
    );
    expect(decisions.every(({ selected }) => selected)).toBe(true);
  });
});

test('a subset of a release drops the attribute, its terms and their links, and keeps every rule', () => {
  const release = releaseOf();
  const decisions = selectAttributes(
    [attributeOf('(0008,0060)', 'Modality', 'CS', { retired: true })],
    phi.value,
    {
      only: undefined,
      exclude: ['retired'],
    },
  );
  const subset = subsetRelease(
    {
      ...release,
      concepts: [...release.concepts, conceptOf(2128200010, '00180015', 'Body Part Examined')],
      relationships: [...release.relationships, ...linkOf(2128200010, 'Maps to value', FOLLOWER)],
    },
    decisions,
  );
  const ids = subset.concepts.map(({ conceptId }) => conceptId as number);
  expect(ids).not.toContain(MODALITY);
  expect(ids).not.toContain(FOLLOWER);
  expect(ids).toContain(CT);
  expect(verifyRelease(subset)).toEqual([]);
});
