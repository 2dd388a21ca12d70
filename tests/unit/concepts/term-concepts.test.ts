import { describe, expect, test } from '@jest/globals';
import { type AllowedTerm, collectTerms, makeTermConcepts } from '../../../src/concepts/term-concepts.js';
import { decideTerms } from '../../../src/concepts/term-standing.js';
import { attributeOf, bodyPartOf, placeOf, tagOf, valueTermOf } from '../../support/facts.js';
import { profileOf } from '../../support/vocabulary.js';

const POSITION = '(0018,5100)';
const BODY_PART = '(0018,0015)';
const COMMENT = '(0020,4000)';
const attributes = [
  attributeOf(POSITION, { name: 'Patient Position' }),
  attributeOf(BODY_PART, { name: 'Body Part Examined' }),
  attributeOf(COMMENT, { name: 'Image Comments', vr: 'LT' }),
];

/** Terms that stand for themselves -> their concepts. */
const concepts = (terms: readonly AllowedTerm[], profile = profileOf()) =>
  makeTermConcepts(
    decideTerms(terms, { codeDefinitions: [], uids: [], attributeValues: new Map(), profile }),
    attributes,
    profile,
  );

describe('collectTerms', () => {
  const collect = (...terms: ReturnType<typeof valueTermOf>[]) => collectTerms(terms, [], attributes);

  test('one for each attribute and value, with the first meaning that any list gives', () => {
    const { value, diagnostics } = collect(
      valueTermOf(POSITION, 'HFS'),
      valueTermOf(POSITION, 'HFS', { meaning: 'Head First-Supine' }),
      valueTermOf(POSITION, 'HFS', { meaning: 'Other words' }),
      valueTermOf(COMMENT, 'HFS'),
    );
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject([
      { tag: POSITION, value: 'HFS', meaning: 'Head First-Supine', retired: false, isBodyPart: false },
      { tag: COMMENT, value: 'HFS', meaning: undefined },
    ]);
  });

  test('a value is retired only if every list says so', () => {
    const { value } = collect(
      valueTermOf(POSITION, 'A', { retired: true }),
      valueTermOf(POSITION, 'A'),
      valueTermOf(POSITION, 'B', { retired: true }),
      valueTermOf(POSITION, 'B', { retired: true }),
    );
    expect(value.map(({ value: text, retired }) => [text, retired])).toEqual([
      ['A', false],
      ['B', true],
    ]);
  });

  test.each(['head first', 'A'.repeat(17), 'A-B', 'A/B', 'A.B'])(
    'refuses "%s" for an attribute of VR CS',
    (text) => {
      const { value, diagnostics } = collect(valueTermOf(POSITION, text, { at: placeOf('Table C.8', 4) }));
      expect(value).toEqual([]);
      expect(diagnostics).toMatchObject([
        {
          code: 'term-not-code-string',
          severity: 'warning',
          at: { label: 'Table C.8', row: 4 },
          found: text,
          expected: expect.stringContaining('[PS3.5 6.2]'),
          fix: expect.stringContaining('terms.tsv'),
        },
      ]);
    },
  );

  test.each(['See', 'YES', 'X', '1,2', '1 2', 'Inf'])('refuses "%s" for an attribute of VR FD', (text) => {
    const numeric = [attributeOf('(0020,9309)', { vr: 'FD' })];
    const { value, diagnostics } = collectTerms([valueTermOf('(0020,9309)', text)], [], numeric);
    expect(value).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'term-not-number',
        severity: 'warning',
        at: { label: 'Table C.1' },
        found: text,
        expected: expect.stringContaining('[PS3.5 6.2]'),
        fix: expect.stringContaining('terms.tsv'),
      },
    ]);
  });

  test.each(['GRID\\C,R', 'A1, A2 etc.', 'TC00-TC99', 'TC00 - TC99'])(
    'refuses "%s", which is a form of values',
    (text) => {
      const texts = [attributeOf('(2010,0150)', { vr: 'ST' })];
      const { value, diagnostics } = collectTerms([valueTermOf('(2010,0150)', text)], [], texts);
      expect(value).toEqual([]);
      expect(diagnostics).toMatchObject([
        {
          code: 'term-not-one-value',
          severity: 'warning',
          at: { label: 'Table C.1' },
          found: text,
          expected: expect.stringContaining('[PS3.5 6.4]'),
          fix: expect.stringContaining('terms.tsv'),
        },
      ]);
    },
  );

  test.each(['T1-T2W', 'A1-B2', 'ETC', 'ISO 2022 IR 100'])('takes "%s" as one value', (text) => {
    const texts = [attributeOf('(2010,0150)', { vr: 'ST' })];
    expect(collectTerms([valueTermOf('(2010,0150)', text)], [], texts).value).toMatchObject([
      { value: text },
    ]);
  });

  test.each(['0', '-1', '+1.5', '1.', '.5', '1e-3', '2E5'])('takes "%s" for it', (text) => {
    const numeric = [attributeOf('(0020,9309)', { vr: 'FD' })];
    expect(collectTerms([valueTermOf('(0020,9309)', text)], [], numeric).value).toMatchObject([
      { value: text },
    ]);
  });

  test('integers are decimal, as data hold them, however they are printed', () => {
    const terms = ['0000H', '0', '0x0000', '0001H', '0x000A'].map((text) => valueTermOf('(0028,0103)', text));
    const { value } = collectTerms(terms, [], [attributeOf('(0028,0103)', { vr: 'US' })]);
    expect(value.map((each) => [each.value, each.printed])).toEqual([
      ['0', ['0000H', '0x0000']],
      ['1', ['0001H']],
      ['10', ['0x000A']],
    ]);
    expect(collect(valueTermOf(COMMENT, '0000H')).value).toMatchObject([{ value: '0000H', printed: [] }]);
  });

  test.each(['Retired. See PS3.3-2004.', 'Retired', 'retired; see'])('"%s" is no meaning', (meaning) => {
    expect(collect(valueTermOf(POSITION, 'A', { meaning })).value).toMatchObject([{ meaning: undefined }]);
  });

  test('a meaning that says more than that is kept', () => {
    const meaning = 'Retired in favour of HFS';
    expect(collect(valueTermOf(POSITION, 'A', { meaning })).value).toMatchObject([{ meaning }]);
  });

  test('takes any text for another VR', () => {
    expect(collect(valueTermOf(COMMENT, 'head first, then feet')).value).toHaveLength(1);
  });

  test('refuses a value of an attribute that is not registered', () => {
    const { value, diagnostics } = collect(valueTermOf('(0099,0001)', 'A'));
    expect(value).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'attribute-not-registered',
        severity: 'warning',
        at: { label: 'Table C.1' },
        message: expect.stringContaining('(0099,0001) is not in PS3.6'),
        found: 'A',
      },
    ]);
  });

  test('Body Part Examined takes its values from Annex L, before any list', () => {
    const { value } = collectTerms(
      [valueTermOf(BODY_PART, 'HEAD', { meaning: 'List' }), valueTermOf(BODY_PART, 'LEG')],
      [
        bodyPartOf({ bodyPartExamined: 'HEAD', meaning: 'Head' }),
        bodyPartOf({ bodyPartExamined: undefined }),
      ],
      attributes,
    );
    expect(value).toMatchObject([
      { tag: BODY_PART, value: 'HEAD', meaning: 'Head', isBodyPart: true },
      { tag: BODY_PART, value: 'LEG', isBodyPart: true },
    ]);
  });

  test('an edition without Body Part Examined has no body parts', () => {
    expect(collectTerms([], [bodyPartOf({ bodyPartExamined: 'HEAD' })], []).value).toEqual([]);
  });
});

describe('makeTermConcepts', () => {
  const term = (tag: string, value: string, rest: Partial<AllowedTerm> = {}): AllowedTerm => ({
    tag: tagOf(tag),
    value,
    printed: [],
    meaning: undefined,
    retired: false,
    isBodyPart: false,
    at: placeOf('Table C.8', 4),
    ...rest,
  });

  test('name is the meaning, synonym the attribute with its value', () => {
    const { value, diagnostics } = concepts([term(POSITION, 'HFS', { meaning: 'Head First-Supine' })]);
    expect(diagnostics).toEqual([]);
    expect(value).toEqual([
      {
        kind: 'term',
        vocabularyId: 'DICOM',
        conceptCode: '00185100:HFS',
        name: 'Head First-Supine',
        domainId: 'Meas Value',
        conceptClassId: 'Qualifier Value',
        synonyms: ['Patient Position: HFS'],
        retirement: undefined,
        at: placeOf('Table C.8', 4),
      },
    ]);
  });

  test.each([
    ['none', undefined, []],
    ['no more than the value', 'hfs', []],
    ['a reference', 'See Section C.7.3', ['See Section C.7.3']],
    ['a text to read', 'See the profile sRGB', ['See the profile sRGB']],
    ['a sentence', 'The head is the first part of it', ['The head is the first part of it']],
    ['two sentences', 'Head first. Face up', ['Head first. Face up']],
    [
      'a long text',
      `Head first, ${'and on '.repeat(15)}`.trim(),
      [`Head first, ${'and on '.repeat(15)}`.trim()],
    ],
  ])('a value whose meaning is %s is named with its attribute', (_title, meaning, synonyms) => {
    expect(concepts([term(POSITION, 'HFS', { meaning })]).value).toMatchObject([
      { name: 'Patient Position: HFS', synonyms },
    ]);
  });

  test('a meaning that says nothing alone stands behind its attribute', () => {
    expect(concepts([term(POSITION, 'Y', { meaning: 'yes' })]).value).toMatchObject([
      { name: 'Patient Position: yes', synonyms: ['Patient Position: Y'] },
    ]);
  });

  const REFERENCES = ['See Section C.7.', '(see definition in Section C.7)', ', see the', '(1, UCUM, "1")'];
  test.each(REFERENCES)('a name ends where its reference or its code begins: %s', (reference) => {
    const meaning = `Head first ${reference}`;
    const { value } = concepts([term(POSITION, 'HFS', { meaning })]);
    const synonyms = [meaning.replaceAll('"', "'"), 'Patient Position: HFS'];
    expect(value).toMatchObject([{ name: 'Head first', synonyms }]);
  });

  test('body parts have their own domain', () => {
    expect(concepts([term(BODY_PART, 'HEAD', { isBodyPart: true })]).value).toMatchObject([
      { domainId: 'Spec Anatomic Site' },
    ]);
  });

  test('in the raw form attributes share a concept: named by the value if meanings differ, live if either is', () => {
    const { value } = concepts(
      [term(POSITION, 'YES', { meaning: 'Yes', retired: true }), term(COMMENT, 'YES', { meaning: 'Indeed' })],
      profileOf({ termCode: 'raw' }),
    );
    expect(value).toMatchObject([
      {
        conceptCode: 'YES',
        name: 'YES',
        synonyms: ['Patient Position: YES', 'Yes', 'Indeed', 'Image Comments: YES'],
        retirement: undefined,
      },
    ]);
    expect(value).toHaveLength(1);
  });

  test('in the raw form attributes that agree on a meaning name their concept by it', () => {
    const terms = [
      term(POSITION, 'YES', { meaning: 'Agreed.' }),
      term(COMMENT, 'YES', { meaning: 'agreed' }),
    ];
    expect(concepts(terms, profileOf({ termCode: 'raw' })).value).toMatchObject([{ name: 'Agreed.' }]);
  });

  test.each([
    ['The patient lies prone, see', 'The patient lies prone'],
    ['Prone (see', 'Prone'],
    ['One of these:', 'One of these'],
    ['See', 'Patient Position: HFS'],
    ['Oblique see.', 'Oblique'],
    ['Oversee', 'Oversee'],
  ])('what a reference without text leaves is cut: %s', (meaning, name) => {
    const terms = [term(POSITION, 'HFS', { meaning })];
    expect(concepts(terms).value).toMatchObject([{ name }]);
  });

  test('printed forms are synonyms', () => {
    const terms = [term(POSITION, '3', { printed: ['0003H', '0x0003'] })];
    expect(concepts(terms).value).toMatchObject([
      { name: 'Patient Position: 3', synonyms: ['Patient Position: 0003H', 'Patient Position: 0x0003'] },
    ]);
  });

  test('a retired term says so', () => {
    expect(concepts([term(POSITION, 'X', { retired: true })]).value).toMatchObject([
      { retirement: { remark: 'Retired term', since: undefined } },
    ]);
  });

  test('says what was changed in a name', () => {
    const { diagnostics } = concepts([term(POSITION, 'X', { meaning: 'a "b"' })]);
    expect(diagnostics).toMatchObject([{ code: 'name-quote-replaced', at: { label: 'Table C.8', row: 4 } }]);
  });
});
