import { describe, expect, test } from '@jest/globals';
import { compareReleases } from '../../../src/diff/compare/comparison.js';
import { type ReleaseParts, release } from '../../support/diff-releases.js';

const compare = (old: ReleaseParts['facts'], now: ReleaseParts['facts']) =>
  compareReleases(release({ facts: old ?? {} }), release({ facts: now ?? {} })).value.changes;

const TAG = '(0018,0081)';
const attribute = (own: object) => ({
  attributes: [{ tag: TAG, name: 'Echo Time', vr: 'DS', vm: '1', keyword: 'EchoTime', ...own }],
});

describe('attributes, units, definitions, UIDs', () => {
  test.each([
    ['vr-changed', { vr: 'FD' }, 'DS', 'FD'],
    ['vm-changed', { vm: '1-n' }, '1', '1-n'],
    ['keyword-changed', { keyword: 'EchoTimes' }, 'EchoTime', 'EchoTimes'],
  ])('%s', (kind, own, from, to) => {
    expect(compare(attribute({}), attribute(own))).toMatchObject([
      { kind, from, to, subject: { code: TAG } },
    ]);
  });

  test('an attribute stands under its module', () => {
    const modules = {
      modules: [
        { table: '10-1', title: 'A Macro', kind: 'macro' },
        { table: 'C.8-4', title: 'MR Image Module Attributes', kind: 'module' },
      ],
      module_rows: [
        { table: '10-1', tag: TAG },
        { table: 'C.8-4', tag: TAG },
      ],
    };
    expect(compare(attribute({}), { ...attribute({ vr: 'FD' }), ...modules })).toMatchObject([
      { topic: 'C.8-4 MR Image Module Attributes' },
    ]);
  });

  test('units gained, lost and changed; several are one value', () => {
    const units = (...ucum: string[]) => ({ units: ucum.map((each) => ({ tag: TAG, ucum: each })) });
    expect(compare({}, units('ms'))).toMatchObject([{ kind: 'unit-changed', from: undefined, to: 'ms' }]);
    expect(compare(units('ms'), {})).toMatchObject([{ from: 'ms', to: undefined }]);
    expect(compare(units('s', 'ms'), units('s'))).toMatchObject([{ from: 'ms | s', to: 's' }]);
    expect(compare(units('s', 'ms'), units('ms', 's'))).toEqual([]);
  });

  test('definitions, punctuation and case aside', () => {
    const code = (definition: string) => ({
      code_definitions: [{ code: '113059', meaning: 'Signal', definition }],
    });
    expect(compare(code('A  change, of signal.'), code('a change of signal'))).toEqual([]);
    expect(compare(code('calculating values'), code('the relative change in signal'))).toMatchObject([
      {
        kind: 'definition-changed',
        subject: { type: 'code', code: '113059' },
        similarity: expect.any(Number),
      },
    ]);
  });

  test('UIDs: another type; a keyword that was there before', () => {
    const uid = (own: object) => ({
      uids: [{ uid: '1.2', name: 'U', type: 'Transfer', keyword: undefined, ...own }],
    });
    expect(compare(uid({}), uid({ type: 'SOP Class', keyword: 'New' }))).toMatchObject([
      { kind: 'uid-type-changed', from: 'Transfer', to: 'SOP Class' },
    ]);
    expect(compare(uid({ keyword: 'A' }), uid({ keyword: 'B' }))).toMatchObject([
      { kind: 'keyword-changed' },
    ]);
  });
});

describe('terms', () => {
  const term = (value: string, own: object = {}) => ({ tag: '(0018,5100)', value, table: 'C.7-5a', ...own });

  test('added and dropped, once for all tables', () => {
    const changes = compare(
      { value_terms: [term('HFS'), term('HFP')] },
      { value_terms: [term('HFS'), term('AFD'), term('AFD', { table: 'C.8-4' })] },
    );
    expect(changes).toMatchObject([
      { kind: 'term-dropped', value: 'HFP' },
      { kind: 'term-added', value: 'AFD', tables: ['C.7-5a', 'C.8-4'], topic: '(0018,5100)' },
    ]);
  });

  test('retired only where every list says so', () => {
    const retired = term('HFP', { retired: 'true' });
    expect(compare({ value_terms: [term('HFP')] }, { value_terms: [retired] })).toMatchObject([
      { kind: 'term-retired' },
    ]);
    expect(compare({ value_terms: [retired] }, { value_terms: [retired, term('HFP')] })).toMatchObject([
      { kind: 'term-revived' },
    ]);
  });

  test('body parts of Annex L are values of Body Part Examined', () => {
    expect(compare({ body_parts: [{ bodyPartExamined: 'LEG', meaning: 'Lower leg' }] }, {})).toMatchObject([
      { kind: 'term-dropped', subject: { code: '00180015:LEG', name: 'Lower leg' } },
    ]);
  });
});

describe('bindings', () => {
  const binding = (own: object = {}) => ({
    tag: '(0054,0220)',
    path: '(0054,0220)',
    table: 'C.8-74',
    strength: 'Baseline',
    cid: '26',
    ...own,
  });
  const change = (old: object[], now: object[]) => compare({ bindings: old }, { bindings: now });

  test('added and dropped', () => {
    expect(change([], [binding()])).toMatchObject([{ kind: 'binding-added', to: 'Baseline CID 26' }]);
    expect(change([binding()], [])).toMatchObject([{ kind: 'binding-dropped', from: 'Baseline CID 26' }]);
  });

  test.each([
    ['strength', { strength: 'Defined' }, 'Defined CID 26'],
    ['group', { cid: '27' }, 'Baseline CID 27'],
    ['condition', { condition: 'unless otherwise' }, 'Baseline CID 26 unless otherwise'],
  ])('another %s', (_what, own, to) => {
    expect(change([binding()], [binding(own)])).toMatchObject([
      { kind: 'binding-changed', from: 'Baseline CID 26', to },
    ]);
  });

  test('a renumbered table is a change of place', () => {
    expect(change([binding()], [binding({ table: 'C.8-75' })])).toMatchObject([
      {
        kind: 'binding-changed',
        from: 'Baseline CID 26 (Table C.8-74)',
        to: 'Baseline CID 26 (Table C.8-75)',
      },
    ]);
  });

  test('of two bindings of a sequence the same one is kept', () => {
    expect(change([binding(), binding({ cid: '27' })], [binding({ cid: '27' })])).toMatchObject([
      { kind: 'binding-dropped', from: 'Baseline CID 26' },
    ]);
  });
});
