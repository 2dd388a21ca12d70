import { describe, expect, test } from '@jest/globals';
import { compareReleases } from '../../../../src/diff/compare/comparison.js';
import { concept, FIRST_ID as ID, relationship, release, synonym } from '../../../support/diff-releases.js';

const compare = (old: Parameters<typeof release>[0], now: Parameters<typeof release>[0]) =>
  compareReleases(release({ edition: '2016b', ...old }), release({ edition: '2024d', ...now }));
const changesOf = (...sides: Parameters<typeof compare>) => compare(...sides).value.changes;

describe('concept changes', () => {
  test('nothing changed, nothing reported', () => {
    const same = { concepts: [concept('00180081')], synonyms: [synonym(ID, 'EchoTime')] };
    expect(compare(same, same)).toMatchObject({ value: { changes: [] }, diagnostics: [] });
  });

  test('an added concept says where it goes and what it maps to', () => {
    const foreign = concept('24028007', { id: 4080761, vocabularyId: 'SNOMED', conceptName: 'Right' });
    const now = {
      concepts: [concept('00180015:R'), foreign],
      relationships: [relationship(ID, 'Maps to', 4080761)],
      facts: {
        value_terms: [{ tag: '(0018,0015)', value: 'R', at: 'PS3.3 2024d Table C.7-5a row 4 #table_C.7-5a' }],
      },
    };
    expect(
      changesOf({ concepts: [foreign] }, now).find(({ kind }) => kind === 'concept-added'),
    ).toMatchObject({
      subject: { type: 'term', code: '00180015:R', conceptId: ID },
      domainId: 'Measurement',
      invalidReason: undefined,
      mapsTo: [{ conceptId: 4080761, code: '24028007', name: 'Right' }],
      at: 'PS3.3 2024d Table C.7-5a row 4 #table_C.7-5a',
      link: 'https://dicom.nema.org/medical/dicom/2024d/output/html/part03.html#table_C.7-5a',
    });
  });

  test('retired by the standard, with its remark and successor', () => {
    const successor = concept('125041', { id: ID + 1, conceptName: 'Registration' });
    const old = { concepts: [concept('MR1'), successor] };
    const now = {
      concepts: [concept('MR1', { invalidReason: 'U' }), successor],
      relationships: [relationship(ID, 'Concept replaced by', ID + 1)],
      facts: { code_definitions: [{ code: 'MR1', notes: 'Retired. Replaced by (125041, DCM)', at: 'x' }] },
    };
    expect(changesOf(old, now)).toMatchObject([
      {
        kind: 'concept-retired',
        subject: { type: 'code', code: 'MR1' },
        reason: 'retired',
        remark: 'Retired. Replaced by (125041, DCM)',
        successors: [{ code: '125041', name: 'Registration' }],
        validEndDate: '20200101',
      },
    ]);
  });

  test('retired because it is absent: the place is in the older edition', () => {
    const at = 'PS3.6 2016b Table 6-1 row 7 #table_6-1';
    const old = { concepts: [concept('00180081')], facts: { attributes: [{ tag: '(0018,0081)', at }] } };
    const now = { concepts: [concept('00180081', { invalidReason: 'D' })] };
    expect(changesOf(old, now)).toMatchObject([{ kind: 'concept-retired', reason: 'absent', at }]);
  });

  test('revived', () => {
    const old = { concepts: [concept('300A008A', { invalidReason: 'D' })] };
    expect(changesOf(old, { concepts: [concept('300A008A')] })).toMatchObject([
      { kind: 'concept-revived', formerReason: 'D', formerEndDate: '20200101' },
    ]);
  });

  test('removed: no row of the newer release has the id', () => {
    expect(changesOf({ concepts: [concept('00180081')] }, {})).toMatchObject([
      { kind: 'concept-removed', subject: { type: 'attribute', code: '(0018,0081)' } },
    ]);
  });

  test('another id for a code is an error', () => {
    const { value, diagnostics } = compare(
      { concepts: [concept('00180081')] },
      { concepts: [concept('00180081', { id: ID + 1 })] },
    );
    expect(value.changes).toMatchObject([{ kind: 'id-changed', from: ID, to: ID + 1 }]);
    expect(diagnostics).toMatchObject([
      { code: 'concept-id-changed', severity: 'error', found: String(ID + 1) },
    ]);
    expect(diagnostics[0]?.fix).toMatch(/one ledger/);
  });

  test('an id that stands for another code is an error', () => {
    const { value, diagnostics } = compare(
      { concepts: [concept('00180081')] },
      { concepts: [concept('00180082')] },
    );
    expect(value.changes).toMatchObject([{ kind: 'id-reused', from: '00180081', to: '00180082' }]);
    expect(diagnostics).toMatchObject([{ code: 'concept-id-reused', severity: 'error' }]);
  });

  test('a new name carries its similarity and extent', () => {
    const rename = (from: string, to: string, code = '121139') =>
      changesOf(
        { concepts: [concept(code, { conceptName: from })] },
        { concepts: [concept(code, { conceptName: to })] },
      )[0];
    expect(rename('Software Version(s)', 'Software Versions')).toMatchObject({
      kind: 'renamed',
      extent: 'wording',
    });
    expect(rename('Per-frame Groups', 'Per-Frame Groups')).toMatchObject({
      similarity: 1,
      extent: 'spelling',
    });
    expect(rename('Energy of GLCM', 'Root Angular Second Moment of GLCM')).toMatchObject({ extent: 'reuse' });
    expect(rename('HFS', 'head first-supine', '00185100:HFS')).toMatchObject({ extent: 'described' });
  });

  test.each([
    [
      'domain-changed',
      { domainId: 'Measurement' },
      { domainId: 'Observation' },
      'Measurement',
      'Observation',
    ],
    ['class-changed', { conceptClassId: 'A' }, { conceptClassId: 'B' }, 'A', 'B'],
    ['standard-changed', {}, { standardConcept: 'S' }, undefined, 'S'],
    ['dates-changed', {}, { validStartDate: '20000101' }, '19930101..20991231', '20000101..20991231'],
  ] as const)('%s', (kind, old, now, from, to) => {
    expect(
      changesOf({ concepts: [concept('121139', old)] }, { concepts: [concept('121139', now)] }),
    ).toMatchObject([{ kind, from, to }]);
  });

  test('a retired concept that gains a successor', () => {
    const other = concept('125041', { id: ID + 1 });
    const old = { concepts: [concept('MR1', { invalidReason: 'D' }), other] };
    const now = {
      concepts: [concept('MR1', { invalidReason: 'U' }), other],
      relationships: [relationship(ID, 'Concept replaced by', ID + 1)],
    };
    expect(changesOf(old, now)).toMatchObject([{ kind: 'replacement-changed', from: 'D', to: 'U 125041' }]);
  });

  test('synonyms, but not those that a new name or keyword explains', () => {
    const old = {
      concepts: [concept('00180081', { conceptName: 'Echo' })],
      synonyms: [synonym(ID, 'EchoKeyword'), synonym(ID, 'TE')],
      facts: { attributes: [{ tag: '(0018,0081)', keyword: 'EchoKeyword' }] },
    };
    const now = {
      concepts: [concept('00180081', { conceptName: 'Echo Time' })],
      synonyms: [synonym(ID, 'EchoTime'), synonym(ID, 'Echo'), synonym(ID, 'Time of echo')],
      facts: { attributes: [{ tag: '(0018,0081)', keyword: 'EchoTime' }] },
    };
    expect(changesOf(old, now).map(({ kind }) => kind)).toEqual([
      'renamed',
      'keyword-changed',
      'synonyms-changed',
    ]);
    expect(changesOf(old, now)[2]).toMatchObject({ added: ['Time of echo'], dropped: ['TE'] });
  });

  test('metadata concepts share a code: they are known by their ids', () => {
    const metadata = (id: number, conceptName: string) =>
      concept('OMOP generated', { id, domainId: 'Metadata', vocabularyId: 'Concept Class', conceptName });
    expect(
      changesOf({ concepts: [metadata(ID, 'A')] }, { concepts: [metadata(ID, 'A'), metadata(ID + 1, 'B')] }),
    ).toMatchObject([{ kind: 'concept-added', subject: { type: 'metadata', name: 'B' } }]);
  });

  test('different profiles and missing tables are warnings, and nothing is said of the table', () => {
    const { value, diagnostics } = compare(
      { profile: 'dicom2omop', facts: { units: [{ tag: '(0018,0081)', ucum: 'ms' }] } },
      { without: ['units'] },
    );
    expect(value.changes).toEqual([]);
    expect(diagnostics).toMatchObject([
      { code: 'release-profiles-differ', severity: 'warning', found: 'default', expected: 'dicom2omop' },
      { code: 'release-table-missing', severity: 'warning', message: expect.stringContaining('2024d') },
    ]);
  });
});
