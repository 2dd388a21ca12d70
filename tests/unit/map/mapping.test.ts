import { describe, expect, test } from '@jest/globals';
import { collectLookUps, makeMapping } from '../../../src/map/mapping.js';
import type { MappingRequest } from '../../../src/map/mapping-request.js';
import type { Mapping } from '../../../src/model/mapping.js';
import { athenaConceptOf, athenaIndexOf, stepOf } from '../../support/athena-index.js';
import {
  bindingOf,
  bodyPartOf,
  derivationOf,
  groupOf,
  placeOf,
  retiredOf,
  standardOf,
  tagOf,
} from '../../support/facts.js';
import { curatedOf, requestOf } from '../../support/mapping.js';
import { profileOf } from '../../support/vocabulary.js';

const HEAD = '69536005';
const NECK = '45048000';
const OLD_HEAD = '138875005';
const INDEX = athenaIndexOf(
  [
    athenaConceptOf(1, `SNOMED ${HEAD}`),
    athenaConceptOf(2, `SNOMED ${NECK}`),
    athenaConceptOf(3, `SNOMED ${OLD_HEAD}`, { standard: undefined }),
    athenaConceptOf(4, 'UCUM ms'),
    athenaConceptOf(5, 'SNOMED 77477000'),
  ],
  [stepOf(3, 1)],
);

const map = (codes: readonly string[], rest: Parameters<typeof requestOf>[1]): Mapping =>
  makeMapping(requestOf(codes, { index: INDEX, ...rest })).value;
/** `subject relationship object targets (rule, predicate)`. */
const linesOf = ({ maps }: Mapping) =>
  maps.map(
    ({ subject, relationshipId, object, targets, rule, predicate }) =>
      `${subject.conceptCode} ${relationshipId || '-'} ${object.vocabularyId} ${object.conceptCode} > ` +
      `${targets.map(({ conceptId }) => conceptId).join(' ')} (${rule}, ${predicate})`,
  );

const part = (code: string, bodyPartExamined: string | undefined, table = 'L-1') =>
  bodyPartOf({ scheme: 'SCT', code, bodyPartExamined, table });

/** CID 4 holds a code of its own, one that is not standard, and one of DICOM; it is bound to (0008,2218). */
const BOUND: Pick<MappingRequest, 'standard' | 'derivation'> = {
  standard: standardOf({
    contextGroups: [groupOf('4', { members: [`SCT:${HEAD}`, `SCT:${OLD_HEAD}`, 'DCM:CT'] })],
  }),
  derivation: derivationOf({
    bindings: [
      bindingOf('(0008,2218)', '4', { at: placeOf('Table C.7-1', 9) }),
      bindingOf('(0008,9999)', '5'),
    ],
    expandedMembers: [`SCT ${HEAD}`, `SCT ${OLD_HEAD}`, 'DCM CT'].map((text) => {
      const [scheme = '', value = ''] = text.split(' ');
      return { cid: '4', scheme, value, meaning: undefined, viaCid: '4' };
    }),
  }),
};

describe('links that follow from the standard', () => {
  test('an attribute maps to the value of each code of its context group, DICOM codes apart', () => {
    const mapping = map(['00082218'], BOUND);
    expect(linesOf(mapping)).toEqual([
      `00082218 Maps to value SNOMED ${HEAD} > 1 (context-group, exactMatch)`,
      `00082218 Maps to value SNOMED ${OLD_HEAD} > 1 (context-group, exactMatch)`,
    ]);
    expect(mapping.maps[0]).toMatchObject({
      scheme: 'SCT',
      code: HEAD,
      justification: 'Defined CID 4',
      at: { label: 'Table C.7-1', row: 9 },
    });
    expect(mapping.maps[1]?.targets[0]?.steps).toEqual([stepOf(3, 1)]);
  });

  test('a body part maps to the concept of its code, under the code of the profile', () => {
    const standard = standardOf({ bodyParts: [part(HEAD, 'HEAD'), part(NECK, undefined)] });
    expect(linesOf(map(['00180015:HEAD', 'HEAD'], { standard }))).toEqual([
      `00180015:HEAD Maps to SNOMED ${HEAD} > 1 (body-part, exactMatch)`,
    ]);
    const raw = { standard, profile: profileOf({ termCode: 'raw' }) };
    expect(linesOf(map(['00180015:HEAD', 'HEAD'], raw))).toEqual([
      `HEAD Maps to SNOMED ${HEAD} > 1 (body-part, exactMatch)`,
    ]);
  });

  test('a body part that several tables code keeps the code of the first', () => {
    const standard = standardOf({ bodyParts: [part(HEAD, 'HEAD'), part(NECK, 'HEAD', 'L-2')] });
    expect(linesOf(map(['00180015:HEAD'], { standard }))).toEqual([
      `00180015:HEAD Maps to SNOMED ${HEAD} > 1 (body-part, exactMatch)`,
    ]);
  });

  test('an attribute maps to its unit, if the profile has a link for it', () => {
    const unit = { tag: tagOf('(0018,0081)'), ucum: 'ms', phrase: 'in msec', at: placeOf('Table C.8-4', 3) };
    const derivation = derivationOf({ units: [unit] });
    const mapping = map(['00180081'], { derivation });
    expect(linesOf(mapping)).toEqual(['00180081 Maps to unit UCUM ms > 4 (unit, exactMatch)']);
    expect(mapping.maps[0]).toMatchObject({ justification: 'in msec', at: { label: 'Table C.8-4', row: 3 } });
    expect(linesOf(map(['00180081'], { derivation, profile: profileOf() }))).toEqual([]);
  });

  test('a retired code maps to its only successor of another scheme', () => {
    const codeDefinitions = [
      retiredOf('A', `SCT:${HEAD}`),
      retiredOf('B', `SCT:${HEAD}`, `SCT:${NECK}`),
      { ...retiredOf('C', `SCT:${HEAD}`), retired: false },
      retiredOf('D'),
    ];
    expect(linesOf(map(['A', 'B', 'C', 'D'], { standard: standardOf({ codeDefinitions }) }))).toEqual([
      `A Maps to SNOMED ${HEAD} > 1 (successor, exactMatch)`,
    ]);
  });

  test('a retired code maps to what the last of its successors maps to, however long the way', () => {
    const codeDefinitions = [
      retiredOf('A', 'DCM:B'),
      retiredOf('B', 'DCM:CT'),
      retiredOf('X', 'DCM:Y'),
      retiredOf('Y', 'DCM:X'),
    ];
    const mapping = map(['A', 'B', 'CT', 'X', 'Y'], {
      standard: standardOf({ codeDefinitions }),
      curated: [curatedOf('CT', 'SNOMED 77477000')],
    });
    expect(linesOf(mapping)).toEqual([
      'CT Maps to SNOMED 77477000 > 5 (curated, exactMatch)',
      'A Maps to SNOMED 77477000 > 5 (successor, broadMatch)',
      'B Maps to SNOMED 77477000 > 5 (successor, broadMatch)',
    ]);
    expect(mapping.maps[1]?.justification).toBe('replaced by DCM CT: decided');
  });

  test('codes that the edition does not have get no link', () => {
    const curated = [curatedOf('CT', 'SNOMED 77477000')];
    const standard = standardOf({ ...BOUND.standard, bodyParts: [part(HEAD, 'HEAD')] });
    expect(linesOf(map(['MR'], { ...BOUND, standard, curated }))).toEqual([]);
  });
});

describe('curated maps', () => {
  test('a code that the download does not have is told with its line; without a download nothing is', () => {
    const request = requestOf(['NM', 'CT'], {
      curated: [curatedOf('NM', 'SNOMED 24028007', { line: 9 }), curatedOf('CT', 'SNOMED 77477000')],
      curatedFile: 'maps-to.tsv',
    });
    expect(makeMapping({ ...request, index: INDEX }).diagnostics).toMatchObject([
      {
        code: 'curated-map-absent',
        severity: 'warning',
        at: { file: 'maps-to.tsv', line: 9 },
        found: 'SNOMED 24028007',
        fix: expect.stringContaining('correct the code'),
      },
    ]);
    expect(makeMapping({ ...request, index: undefined }).diagnostics).toEqual([]);
  });

  test('exact and broad matches are linked, narrow ones recorded only', () => {
    const curated = [
      curatedOf('CT', 'SNOMED 77477000', { line: 7 }),
      curatedOf('CR', `SNOMED ${HEAD}`, { predicate: 'broadMatch' }),
      curatedOf('MR', `SNOMED ${NECK}`, { predicate: 'narrowMatch' }),
      curatedOf('US', `SNOMED ${OLD_HEAD}`),
      curatedOf('NM', 'SNOMED 24028007'),
    ];
    const mapping = map(['CT', 'CR', 'MR', 'US', 'NM'], { curated });
    expect(linesOf(mapping)).toEqual([
      'CT Maps to SNOMED 77477000 > 5 (curated, exactMatch)',
      `CR Maps to SNOMED ${HEAD} > 1 (curated, broadMatch)`,
      `MR - SNOMED ${NECK} >  (curated, narrowMatch)`,
      `US Maps to SNOMED ${OLD_HEAD} > 1 (curated, exactMatch)`,
      'NM Maps to SNOMED 24028007 >  (curated, exactMatch)',
    ]);
    expect(mapping.maps[0]).toMatchObject({
      justification: 'decided',
      at: { file: 'mappings/maps-to.tsv', line: 7 },
    });
  });

  test('what people decided on a body part goes before its table', () => {
    const standard = standardOf({ bodyParts: [part(HEAD, 'HEAD'), part(NECK, 'NECK')] });
    const codes = ['00180015:HEAD', '00180015:NECK'];
    expect(
      linesOf(map(codes, { standard, curated: [curatedOf('00180015:HEAD', 'SNOMED 77477000')] })),
    ).toEqual([
      '00180015:HEAD Maps to SNOMED 77477000 > 5 (curated, exactMatch)',
      `00180015:NECK Maps to SNOMED ${NECK} > 2 (body-part, exactMatch)`,
    ]);
    const narrow = [curatedOf('00180015:HEAD', 'SNOMED 77477000', { predicate: 'narrowMatch' })];
    expect(linesOf(map(['00180015:HEAD'], { standard, curated: narrow }))).toEqual([
      '00180015:HEAD - SNOMED 77477000 >  (curated, narrowMatch)',
      `00180015:HEAD Maps to SNOMED ${HEAD} > 1 (body-part, exactMatch)`,
    ]);
  });

  test('a decision that agrees with the table is one link, told as the decision', () => {
    const standard = standardOf({ bodyParts: [part(HEAD, 'HEAD')] });
    expect(
      linesOf(map(['00180015:HEAD'], { standard, curated: [curatedOf('00180015:HEAD', `SNOMED ${HEAD}`)] })),
    ).toEqual([`00180015:HEAD Maps to SNOMED ${HEAD} > 1 (curated, exactMatch)`]);
  });
});

test('without an Athena download every map stands, code to code, and leads nowhere', () => {
  const curated = [curatedOf('CT', 'SNOMED 77477000')];
  const mapping = map(['00082218', 'CT'], { ...BOUND, curated, index: undefined });
  expect(linesOf(mapping)).toEqual([
    'CT Maps to SNOMED 77477000 >  (curated, exactMatch)',
    `00082218 Maps to value SNOMED ${HEAD} >  (context-group, exactMatch)`,
    `00082218 Maps to value SNOMED ${OLD_HEAD} >  (context-group, exactMatch)`,
  ]);
  expect(new Set(mapping.resolved.map(({ status }) => status))).toEqual(new Set(['not looked up']));
});

test('every code that may be looked up is asked for once, both litres and the curated ones too', () => {
  const unit = { tag: tagOf('(0018,1070)'), ucum: 'ml', phrase: 'in ml', at: placeOf('Table C.8-4', 3) };
  const { standard, schemes } = requestOf([], { standard: BOUND.standard });
  const derivation = derivationOf({ units: [unit] });
  const curated = [curatedOf('X', `SNOMED ${HEAD}`), curatedOf('00100040:M', 'Gender M')];
  expect(
    collectLookUps({ standard, derivation, schemes, curated }).map(
      ({ vocabularyId, conceptCode }) => `${vocabularyId} ${conceptCode}`,
    ),
  ).toEqual([`SNOMED ${HEAD}`, `SNOMED ${OLD_HEAD}`, 'UCUM ml', 'UCUM mL', 'Gender M']);
});

test('a scheme that is not listed is reported once, at its first row, with the line to add', () => {
  const standard = standardOf({
    contextGroups: [groupOf('4', { members: ['XYZ:1', 'XYZ:2', 'SCT:69536006'] })],
  });
  expect(makeMapping(requestOf([], { standard })).diagnostics).toMatchObject([
    { code: 'snomed-check-digit', at: { label: 'CID 4' }, fix: expect.stringContaining('cells.tsv') },
    {
      code: 'scheme-unknown',
      severity: 'warning',
      at: { label: 'CID 4' },
      found: 'XYZ',
      expected: expect.stringContaining('OMOP vocabulary'),
      fix: 'add XYZ to mappings/coding-schemes.tsv',
    },
  ]);
});
