import { expect, test } from '@jest/globals';
import { makeAllowedValueLinks } from '../../../src/concepts/links.js';
import { collectTerms } from '../../../src/concepts/term-concepts.js';
import { nestTables } from '../../../src/derive/module-attributes.js';
import { deriveStatedCodes } from '../../../src/derive/stated-codes.js';
import type { ModuleTable } from '../../../src/model/information-object.js';
import { attributeOf, definitionOf, derivationOf, includeOf, moduleOf, rowOf } from '../../support/facts.js';
import { profileOf } from '../../support/vocabulary.js';

const METHOD = '(0040,0440)';
const CODE = moduleOf('8.8-1', [rowOf('(0008,0100)')], { title: 'Code Sequence Macro Attributes' });
const statedCodes = [{ kind: 'Enumerated', scheme: 'DCM', value: '9001', meaning: 'Cut' }] as const;

function derive(...tables: ModuleTable[]) {
  return deriveStatedCodes(tables, nestTables(tables).value);
}

const stating = moduleOf('C.9', [rowOf(METHOD), includeOf('>8.8-1', { statedCodes })]);

test('beside a code sequence macro they are values of the sequence, with their place', () => {
  const { value, diagnostics } = derive(CODE, stating);
  expect(diagnostics).toEqual([]);
  expect(value).toMatchObject([
    {
      tag: METHOD,
      path: [METHOD],
      table: 'C.9',
      kind: 'Enumerated',
      scheme: 'DCM',
      value: '9001',
      meaning: 'Cut',
      at: { label: 'Table C.9', row: 2 },
    },
  ]);
});

test('in the description of the sequence they are its own', () => {
  const { value } = derive(moduleOf('C.9', [rowOf(METHOD, { statedCodes })]));
  expect(value).toMatchObject([{ tag: METHOD, value: '9001', at: { row: 1 } }]);
});

test('beside another macro no sequence is meant', () => {
  const { value, diagnostics } = derive(
    moduleOf('10-1', [rowOf('(0008,1010)')], { title: 'Some Macro Attributes' }),
    moduleOf('C.9', [rowOf(METHOD), includeOf('>10-1', { statedCodes })]),
  );
  expect(value).toEqual([]);
  expect(diagnostics).toMatchObject([
    {
      code: 'stated-code-unplaced',
      severity: 'warning',
      at: { label: 'Table C.9', row: 2 },
      fix: expect.stringContaining('published page'),
    },
  ]);
});

test('they make no concept, and link to the one of the code if there is one', () => {
  const valueTerms = derive(CODE, stating).value;
  const attributes = [attributeOf(METHOD, { vr: 'SQ' })];
  expect(collectTerms(valueTerms, [], attributes)).toEqual({ value: [], diagnostics: [] });
  const links = (codes: readonly string[]) =>
    makeAllowedValueLinks({
      attributes,
      codeDefinitions: codes.map((code) => definitionOf(code)),
      uids: [],
      derivation: derivationOf({ valueTerms }),
      terms: [],
      attributeValues: new Map(),
      profile: profileOf(),
    });
  expect(links(['9001'])).toMatchObject([
    { from: { conceptCode: '00400440' }, to: { conceptCode: '9001' }, rule: 'stated-code', at: { row: 2 } },
  ]);
  expect(links(['9002'])).toEqual([]);
});
