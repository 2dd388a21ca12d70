import { describe, expect, test } from '@jest/globals';
import type { AttributeValues } from '../../../src/concepts/attribute-values.js';
import { makeVocabulary } from '../../../src/concepts/vocabulary.js';
import type { Derivation } from '../../../src/model/derivation.js';
import type { Profile } from '../../../src/model/profile.js';
import type { Standard } from '../../../src/model/standard.js';
import {
  attributeOf,
  bindingOf,
  definitionOf,
  derivationOf,
  placeOf,
  retiredOf,
  standardOf,
  tagOf,
  uidOf,
  valueTermOf,
} from '../../support/facts.js';
import { profileOf } from '../../support/vocabulary.js';

const MODALITY = '(0008,0060)';
const POSITION = '(0018,5100)';
const SOP_CLASS = '(0008,0016)';
const SEQUENCE = '(0008,2218)';
const DCM_VALUES: AttributeValues = new Map([[tagOf(MODALITY), 'DCM']]);

function make(
  standard: Partial<Standard>,
  derivation: Partial<Derivation> = {},
  { profile = profileOf(), values = DCM_VALUES }: { profile?: Profile; values?: AttributeValues } = {},
) {
  const { value, diagnostics } = makeVocabulary(
    standardOf(standard),
    derivationOf(derivation),
    profile,
    values,
  );
  return {
    codes: value.concepts.map(({ conceptCode }) => conceptCode),
    links: value.links.map(
      ({ from, to, relationshipId, rule }) =>
        `${from.conceptCode} ${relationshipId} ${to.conceptCode} (${rule})`,
    ),
    value,
    diagnostics,
  };
}

describe('makeVocabulary: concepts', () => {
  test('come by kind, then by code, whatever the order of the facts', () => {
    const { codes } = make(
      {
        attributes: [attributeOf(POSITION), attributeOf(MODALITY)],
        uids: [uidOf('1.2.10'), uidOf('1.10.1')],
        codeDefinitions: [definitionOf('MR'), definitionOf('121139')],
      },
      { valueTerms: [valueTermOf(POSITION, 'HFS'), valueTermOf(POSITION, 'FFS')] },
    );
    expect(codes).toEqual([
      'DICOM',
      '00080060',
      '00185100',
      '121139',
      'MR',
      '00185100:FFS',
      '00185100:HFS',
      '1.10.1',
      '1.2.10',
    ]);
  });

  test('a value that is a code of Annex D has no concept of its own, where the attribute takes such codes', () => {
    const { codes, links } = make(
      { attributes: [attributeOf(MODALITY), attributeOf(POSITION)], codeDefinitions: [definitionOf('CT')] },
      { valueTerms: [valueTermOf(MODALITY, 'CT'), valueTermOf(MODALITY, 'ZZ'), valueTermOf(POSITION, 'CT')] },
    );
    expect(codes).toEqual(['DICOM', '00080060', '00185100', 'CT', '00080060:ZZ', '00185100:CT']);
    expect(links).toEqual([
      '00080060 Maps to value CT (coded-value)',
      '00080060 Maps to value 00080060:ZZ (term)',
      '00185100 Maps to value 00185100:CT (term)',
    ]);
  });

  test('a value that is a registered UID is that UID', () => {
    const { codes, links } = make(
      { attributes: [attributeOf(SOP_CLASS, { vr: 'UI' })], uids: [uidOf('1.2.3')] },
      { valueTerms: [valueTermOf(SOP_CLASS, '1.2.3')] },
    );
    expect(codes).toEqual(['DICOM', '00080016', '1.2.3']);
    expect(links).toEqual(['00080016 Maps to value 1.2.3 (uid-value)']);
  });

  test('in the raw form a term that bears a code of Annex D is that code', () => {
    const { codes, links, diagnostics } = make(
      {
        attributes: [attributeOf(POSITION)],
        codeDefinitions: [definitionOf('CT', { meaning: 'Computed Tomography' })],
      },
      { valueTerms: [valueTermOf(POSITION, 'CT', { meaning: 'other' })] },
      { profile: profileOf({ termCode: 'raw' }) },
    );
    expect(diagnostics).toEqual([]);
    expect(codes).toEqual(['DICOM', '00185100', 'CT']);
    expect(links).toEqual(['00185100 Maps to value CT (term)']);
  });

  test('a code that stands twice is one concept and a finding', () => {
    const { value, diagnostics } = make({
      codeDefinitions: [
        definitionOf('CT', { meaning: 'First' }),
        definitionOf('CT', { meaning: 'Second', at: placeOf('Table D-1', 9) }),
      ],
    });
    expect(value.concepts.filter(({ conceptCode }) => conceptCode === 'CT')).toMatchObject([
      { name: 'First' },
    ]);
    expect(diagnostics).toMatchObject([
      {
        code: 'code-repeated',
        severity: 'finding',
        at: { label: 'Table D-1', row: 9 },
        found: 'CT Second',
        expected: expect.stringContaining('unique'),
        fix: expect.stringContaining('mappings/corrections'),
      },
    ]);
  });

  test('a code of more than 50 characters is an error', () => {
    const code = 'A'.repeat(51);
    expect(make({ codeDefinitions: [definitionOf(code)] }).diagnostics).toMatchObject([
      {
        code: 'code-too-long',
        severity: 'error',
        at: { label: 'Table D-1' },
        found: code,
        expected: expect.stringContaining('50'),
        fix: expect.stringContaining('rule'),
      },
    ]);
    expect(make({ codeDefinitions: [definitionOf('A'.repeat(50))] }).diagnostics).toEqual([]);
  });

  test('says what was changed in printed names, of every registry', () => {
    const { diagnostics } = make({
      attributes: [attributeOf(POSITION, { name: 'a "b"' })],
      codeDefinitions: [definitionOf('CT', { meaning: 'c "d"' })],
      uids: [uidOf('1.2', { name: 'e "f"' })],
    });
    expect(diagnostics.map(({ code, found }) => [code, found])).toEqual([
      ['name-quote-replaced', 'a "b"'],
      ['name-quote-replaced', 'c "d"'],
      ['name-quote-replaced', 'e "f"'],
    ]);
  });
});

describe('makeVocabulary: links', () => {
  const member = (cid: string, scheme: string, value: string) => ({
    cid,
    scheme,
    value,
    meaning: undefined,
    viaCid: cid,
  });

  test('a code sequence takes the DCM codes of the groups bound to it, each once', () => {
    const { links } = make(
      { attributes: [attributeOf(SEQUENCE)], codeDefinitions: [definitionOf('A'), definitionOf('B')] },
      {
        bindings: [bindingOf(SEQUENCE, '4'), bindingOf(SEQUENCE, '5'), bindingOf(SEQUENCE, '99')],
        expandedMembers: [
          member('4', 'DCM', 'A'),
          member('4', 'SCT', 'B'),
          member('5', 'DCM', 'A'),
          member('5', 'DCM', 'B'),
          member('5', 'DCM', 'X'),
        ],
      },
    );
    expect(links).toEqual([
      '00082218 Maps to value A (context-group)',
      '00082218 Maps to value B (context-group)',
    ]);
  });

  test('an attribute of UIDs takes every UID of its type', () => {
    const { links } = make(
      {
        attributes: [attributeOf(SOP_CLASS)],
        uids: [uidOf('1.2.1'), uidOf('1.2.2', { type: 'Transfer Syntax' })],
      },
      {},
      { values: new Map([[tagOf(SOP_CLASS), 'SOP Class']]) },
    );
    expect(links).toEqual(['00080016 Maps to value 1.2.1 (uid-type)']);
  });

  test('an attribute that is not registered links to nothing', () => {
    const { links } = make(
      { codeDefinitions: [definitionOf('A')], uids: [uidOf('1.2.1')] },
      { bindings: [bindingOf(SEQUENCE, '4')], expandedMembers: [member('4', 'DCM', 'A')] },
      { values: new Map([[tagOf(SOP_CLASS), 'SOP Class']]) },
    );
    expect(links).toEqual([]);
  });

  test('the profile names the relationship', () => {
    const profile = profileOf({ allowedValue: 'Has Answer' });
    const { links } = make(
      { attributes: [attributeOf(POSITION)] },
      { valueTerms: [valueTermOf(POSITION, 'HFS')] },
      { profile },
    );
    expect(links).toEqual(['00185100 Has Answer 00185100:HFS (term)']);
  });

  test.each([
    {
      title: 'a single DCM successor is linked',
      code: retiredOf('OLD', 'DCM:NEW'),
      expected: ['OLD Concept replaced by NEW (replacement)'],
    },
    {
      title: 'several successors name no single one',
      code: retiredOf('OLD', 'DCM:NEW', 'DCM:NEW2'),
      expected: [],
    },
    { title: 'a successor of another scheme is not ours', code: retiredOf('OLD', 'SCT:1'), expected: [] },
    { title: 'a code does not replace itself', code: retiredOf('OLD', 'DCM:OLD'), expected: [] },
    {
      title: 'a live code has no successor',
      code: { ...retiredOf('OLD', 'DCM:NEW'), retired: false },
      expected: [],
    },
    { title: 'no successor, no link', code: retiredOf('OLD'), expected: [] },
  ])('$title', ({ code, expected }) => {
    const { links, diagnostics } = make({
      codeDefinitions: [code, definitionOf('NEW'), definitionOf('NEW2')],
    });
    expect(links).toEqual(expected);
    expect(diagnostics).toEqual([]);
  });

  test('a successor that is not in Table D-1 is said', () => {
    const { links, diagnostics } = make({ codeDefinitions: [retiredOf('OLD', 'DCM:GONE')] });
    expect(links).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'successor-missing',
        severity: 'warning',
        at: { label: 'Table D-1' },
        message: expect.stringContaining('OLD'),
        found: 'GONE',
        expected: expect.stringContaining('Annex D'),
        fix: expect.stringContaining('cells.tsv'),
      },
    ]);
  });
});
