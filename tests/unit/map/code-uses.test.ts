import { expect, test } from '@jest/globals';
import { collectCodeUses } from '../../../src/map/code-uses.js';
import { collectSnomedRtPairs } from '../../../src/map/snomed-rt.js';
import {
  bodyPartOf,
  derivationOf,
  groupOf,
  placeOf,
  retiredOf,
  standardOf,
  tagOf,
} from '../../support/facts.js';

const unit = { tag: tagOf('(0018,0081)'), ucum: 'ms', phrase: 'in msec', at: placeOf('Table C.8-4', 3) };

test('a code is told once, with its first row and every place that uses it', () => {
  const standard = standardOf({
    contextGroups: [groupOf('4', { members: ['SCT:1', 'LN:1'] }), groupOf('5', { members: ['SCT:1'] })],
    bodyParts: [bodyPartOf({ scheme: 'SCT', code: '1', table: 'L-1' })],
    codeDefinitions: [retiredOf('OLD', 'SCT:1'), retiredOf('OLDER', 'SCT:2')],
  });
  const uses = collectCodeUses(standard, derivationOf({ units: [unit, { ...unit, phrase: 'in ms' }] }));
  expect(uses.map(({ scheme, code, places }) => `${scheme} ${code}: ${places.join(', ')}`)).toEqual([
    'SCT 1: CID 4, CID 5, Table L-1, Table D-1',
    'LN 1: CID 4',
    'SCT 2: Table D-1',
    'UCUM ms: unit of (0018,0081)',
  ]);
  expect(uses[0]).toMatchObject({ meaning: '1 in 4', at: { label: 'CID 4' } });
  expect(uses.at(-1)).toMatchObject({ meaning: 'in msec', at: { label: 'Table C.8-4', row: 3 } });
});

test('codes of DICOM itself, and body parts without a code, are no uses of other schemes', () => {
  const standard = standardOf({
    contextGroups: [groupOf('29', { members: ['DCM:CT'] })],
    bodyParts: [bodyPartOf({ scheme: undefined, code: undefined, bodyPartExamined: 'HEAD' })],
    codeDefinitions: [retiredOf('OLD', 'DCM:CT'), retiredOf('OLDER')],
  });
  expect(collectCodeUses(standard, derivationOf())).toEqual([]);
});

test('an old SNOMED code has the SNOMED CT codes that are printed beside it, each once', () => {
  const pair = (snomedRt: string, snomedCt: string | undefined) => ({ snomedRt, snomedCt });
  const [row] = groupOf('4', { members: ['SRT:x'] }).members;
  if (!row) throw new Error('no row');
  const members = [
    pair('T-D1100', '69536005'),
    pair('T-D1100', '69536005'),
    pair('T-D4000', '818981001'),
    pair('T-D4000', '818983003'),
    pair('T-A0100', undefined),
    pair('T-04000', 'see note'),
  ].map((each) => ({ ...row, ...each }));
  const standard = standardOf({
    contextGroups: [{ ...groupOf('4'), members }],
    bodyParts: [bodyPartOf(pair('T-D1100', '69536005')), bodyPartOf(pair('T-D9400', '30021000'))],
  });
  expect([...collectSnomedRtPairs(standard)]).toEqual([
    ['T-D1100', ['69536005']],
    ['T-D4000', ['818981001', '818983003']],
    ['T-D9400', ['30021000']],
  ]);
});
