import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { selectAttributes } from '../../../src/guide/attribute-selection.js';
import {
  parseConfidentialityProfile,
  parseSafePrivateAttributes,
} from '../../../src/guide/confidentiality-lists.js';
import { identifiersOf, parsePhiAttributes } from '../../../src/guide/phi-attributes.js';
import { subsetRelease } from '../../../src/guide/release-subset.js';
import type { Attribute } from '../../../src/model/registry.js';
import { verifyRelease } from '../../../src/verify/verify-release.js';
import { attributeOf } from '../../support/attributes.js';
import { CT, conceptOf, FOLLOWER, linkOf, MODALITY, releaseOf } from '../../support/release.js';

const LIST = new URL('../../../mappings/phi-attributes.tsv', import.meta.url);
const phi = parsePhiAttributes(readFileSync(LIST, 'utf8'), 'phi-attributes.tsv');
const readList = (name: string) =>
  readFileSync(new URL(`../../../mappings/${name}`, import.meta.url), 'utf8');
const shipped = parseConfidentialityProfile(readList('confidentiality-profile.tsv'), 'profile.tsv');
const safe = parseSafePrivateAttributes(readList('safe-private-attributes.tsv'), 'safe.tsv');
const identifiers = identifiersOf(phi.value, shipped.value);

const echoTime = attributeOf('(0018,0081)', 'EchoTime', 'DS');
const overlay = attributeOf('(60xx,0050)', 'OverlayOrigin', 'SS', { retired: true, remark: 'RET (2007)' });
const pixels = attributeOf('(0028,0106)', 'SmallestImagePixelValue', 'US or SS');
const lut = attributeOf('(0028,3006)', 'LUTData', 'US or OW');
const name = attributeOf('(0010,0010)', 'PatientName', 'PN');
const birth = attributeOf('(0010,0030)', 'PatientBirthDate', 'DA');
const station = attributeOf('(0008,1010)', 'StationName', 'SH');
const unread = attributeOf('(0018,9445)', '', undefined);

describe('the list of identifying attributes', () => {
  test('it is read without fault, and names nothing that PS3.15 names', () => {
    expect(phi.diagnostics).toEqual([]);
    const { findPhi } = identifiersOf(() => undefined, shipped.value);
    const repeated = [...readFileSync(LIST, 'utf8').matchAll(/^keyword\t(\S+)\t(\S+)/gm)].filter(
      ([, keyword = '', tag = '']) => findPhi(attributeOf(tag, keyword, 'LO')) !== undefined,
    );
    expect(repeated).toEqual([]);
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

describe('what PS3.15 says where Part 15 is not at hand', () => {
  test('the lists are read without fault', () => {
    expect([...shipped.diagnostics, ...safe.diagnostics]).toEqual([]);
    expect(shipped.value).toHaveLength(621);
    expect(shipped.value.every(({ actions }) => actions.basic_profile !== undefined)).toBe(true);
    expect(safe.value.find(({ tag }) => tag === '(00E1,xx21)')).toMatchObject({
      privateCreator: 'ELSCINT1',
      vr: 'DS',
    });
  });

  test.each([
    ['no edition', '\t(0008,0050)\tAccession Number\tY\tZ'],
    ['no tag', '2024e\t0008,0050\tAccession Number\tY\tZ'],
    ['no action', '2024e\t(0008,0050)\tAccession Number\tY\t'],
  ])('a line with %s is an error', (_title, line) => {
    const header = readList('confidentiality-profile.tsv').match(/^edition\t.*$/m)?.[0] ?? '';
    const cells = line.padEnd(line.length + header.split('\t').length - line.split('\t').length, '\t');
    const { diagnostics } = parseConfidentialityProfile(`${header}\n${cells}\n`, 'profile.tsv');
    expect(diagnostics).toMatchObject(
      [
        {
          code: 'confidentiality-line-wrong',
          severity: 'error',
          at: { file: 'profile.tsv', line: 2 },
          fix: /restore/,
        },
      ].map((fault) => ({ ...fault, fix: expect.stringMatching(fault.fix) })),
    );
  });

  test('an edition that knows less does not make an attribute less identifying', () => {
    const older = shipped.value.filter(({ tag }) => tag !== '(0008,1010)');
    const { findPhi, findAction } = identifiersOf(() => undefined, older, shipped.value);
    expect(findPhi(station)).toMatch(/^PS3\.15 2024e/);
    expect(findAction(station)).toBe('X/Z/D');
    expect(findAction(echoTime)).toBeUndefined();
  });

  test('repeating groups are meant as a whole', () => {
    expect(identifiers.findPhi(attributeOf('(50xx,0005)', 'CurveDimensions', 'US'))).toMatch(
      /Basic Profile X/,
    );
    expect(identifiers.findPhi(overlay)).toBeUndefined();
  });

  test('the characteristics that studies need are kept, and it is said by which option', () => {
    const age = attributeOf('(0010,1010)', 'PatientAge', 'AS');
    const [decision] = selectAttributes([age], identifiers, { only: undefined, exclude: ['phi'] });
    expect(decision).toMatchObject({
      selected: true,
      selectionReason: 'in the subset, kept by the Retain Patient Characteristics Option of PS3.15 2024e',
      basicProfile: 'X',
    });
  });
});

describe('subsets of the attributes', () => {
  const CASES: readonly [string, Attribute, string | undefined][] = [
    ['a number', echoTime, undefined],
    ['numbers by either VR', pixels, undefined],
    ['retired', overlay, 'retired: RET (2007)'],
    ['one VR of two is no number', lut, 'not analytical: US or OW, whole number or array of numbers'],
    ['a name', name, 'not analytical: PN, name of a person; phi: a name of a person, whoever it is'],
    ['a date that identifies', birth, 'phi: PS3.15 2024e Basic Profile Z: empty'],
    [
      'text',
      station,
      'not analytical: SH, short text; free-text: SH, short text; phi: PS3.15 2024e Basic Profile X/Z/D: remove or empty or replace by a dummy',
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
    const [decision] = selectAttributes([attribute], identifiers, {
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
      identifiers,
      { only: undefined, exclude: [] },
    );
    expect(decisions.every(({ selected }) => selected)).toBe(true);
  });
});

test('a subset of a release drops the attribute, its terms and their links, and keeps every rule', () => {
  const release = releaseOf();
  const decisions = selectAttributes(
    [attributeOf('(0008,0060)', 'Modality', 'CS', { retired: true })],
    identifiers,
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
