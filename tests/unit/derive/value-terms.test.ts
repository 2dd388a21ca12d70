import { describe, expect, test } from '@jest/globals';
import { nestTables } from '../../../src/derive/module-attributes.js';
import { deriveValueTerms } from '../../../src/derive/value-terms.js';
import type { AttributeRow, ModuleTable, SectionList } from '../../../src/model/information-object.js';
import { attributeOf, moduleOf, rowOf, sectionListOf, tagOf, termListOf } from '../../support/facts.js';

const MODALITY = '(0008,0060)';
const IMAGE_TYPE = '(0008,0008)';
const FRAME_TYPE = '(0008,9007)';
const SEQUENCE = '(0040,0275)';
const attributes = [
  attributeOf(MODALITY, { name: 'Modality' }),
  attributeOf(IMAGE_TYPE, { name: 'Image Type' }),
  attributeOf(FRAME_TYPE, { name: 'Frame Type' }),
  attributeOf(SEQUENCE, { name: 'Request Attributes Sequence', vr: 'SQ' }),
];

/** A row that refers to a section, with the sentence around the reference. */
function referring(
  text: string,
  name: string,
  section: string,
  sentence = `See Section ${section}`,
): AttributeRow {
  return rowOf(text, { name, sectionReferences: [{ section, sentence, afterList: true }] });
}

function derive(tables: readonly ModuleTable[], lists: readonly SectionList[] = []) {
  const { value, diagnostics } = deriveValueTerms(tables, lists, nestTables(tables).value, attributes);
  return {
    value,
    lines: value.map(({ table, path, value: term }) => `${table} ${path.join('>')} ${term}`),
    diagnostics,
  };
}

describe('deriveValueTerms from cells', () => {
  test('each value with its kind, number, condition and place', () => {
    const list = termListOf(['ORIGINAL', 'DERIVED'], {
      kind: 'Enumerated',
      valueNumber: '1',
      condition: 'if x',
      retired: true,
    });
    const { value, diagnostics } = derive([
      moduleOf('C.1', [rowOf(SEQUENCE), rowOf(`>${IMAGE_TYPE}`, { lists: [list] })]),
    ]);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject([
      {
        tag: IMAGE_TYPE,
        path: [SEQUENCE, IMAGE_TYPE],
        table: 'C.1',
        kind: 'Enumerated',
        valueNumber: '1',
        condition: 'if x',
        value: 'ORIGINAL',
        retired: true,
      },
      { value: 'DERIVED' },
    ]);
  });

  test('a list whose title says neither is read as Defined, with a word', () => {
    const list = termListOf(['A'], { title: 'Recommended text:', kind: undefined });
    const { value, diagnostics } = derive([moduleOf('C.1', [rowOf(MODALITY, { lists: [list] })])]);
    expect(value).toMatchObject([{ kind: 'Defined', value: 'A' }]);
    expect(diagnostics).toMatchObject([
      {
        code: 'list-title-unknown',
        severity: 'warning',
        at: { label: 'Table C.1' },
        found: 'Recommended text:',
        expected: expect.stringContaining('[PS3.3 5.4]'),
        fix: expect.stringContaining('published page'),
      },
    ]);
  });

  test('a term whose meaning begins with Retired is retired', () => {
    const list = termListOf(['HSV', 'RGB']);
    const terms = list.terms.map((term) =>
      term.value === 'HSV' ? { ...term, meaning: 'Retired. See PS3.3-2004.' } : term,
    );
    const { value } = derive([moduleOf('C.1', [rowOf(MODALITY, { lists: [{ ...list, terms }] })])]);
    expect(value.map(({ retired }) => retired)).toEqual([true, false]);
  });

  test('an empty list without a kind is no fault', () => {
    const list = termListOf([], { kind: undefined });
    expect(derive([moduleOf('C.1', [rowOf(MODALITY, { lists: [list] })])]).diagnostics).toEqual([]);
  });
});

const S = 'C.7.3.1.1.1';
const owned: { title: string; tables: ModuleTable[]; list: SectionList; expected: string[] }[] = [
  {
    title: 'the referring attribute whose name the section bears',
    tables: [moduleOf('C.1', [referring(MODALITY, 'Modality', S), referring(IMAGE_TYPE, 'Image Type', S)])],
    list: sectionListOf(S, ['CT'], { sectionTitle: 'MODALITY' }),
    expected: [`C.1 ${MODALITY} CT`],
  },
  {
    title: 'the referring attribute whose tag the sentence before the list names',
    tables: [moduleOf('C.1', [referring(MODALITY, 'Modality', S), referring(IMAGE_TYPE, 'Image Type', S)])],
    list: sectionListOf(S, ['X'], { introduction: 'Value 3 of Image Type (0008,0008):' }),
    expected: [`C.1 ${IMAGE_TYPE} X`],
  },
  {
    title: 'every row that refers, in all tables',
    tables: [
      moduleOf('C.1', [referring(MODALITY, 'Modality', S)]),
      moduleOf('C.2', [rowOf(SEQUENCE), referring(`>${MODALITY}`, 'Modality', S)]),
    ],
    list: sectionListOf(S, ['CT'], { sectionTitle: 'Modality' }),
    expected: [`C.1 ${MODALITY} CT`, `C.2 ${SEQUENCE}>${MODALITY} CT`],
  },
  {
    title:
      'an attribute that the section is called after, though no row refers: its rows in the tables around',
    tables: [
      moduleOf('C.1', [rowOf(MODALITY)], { section: 'C.7.3' }),
      moduleOf('C.2', [rowOf(MODALITY)], { section: 'C.8' }),
    ],
    list: sectionListOf(S, ['CT'], { sectionTitle: 'Modality', ancestors: [S, 'C.7.3'] }),
    expected: [`C.1 ${MODALITY} CT`],
  },
  {
    title: 'the same without any row around: the attribute alone',
    tables: [moduleOf('C.2', [rowOf(MODALITY)], { section: 'C.8' })],
    list: sectionListOf(S, ['CT'], { sectionTitle: 'Modality', ancestors: [S, 'C.7.3'] }),
    expected: [` ${MODALITY} CT`],
  },
  {
    title: 'of those that refer, the one that refers for Defined Terms',
    tables: [
      moduleOf('C.1', [
        referring(MODALITY, 'Modality', S, `See Section ${S} for Defined Terms`),
        referring(IMAGE_TYPE, 'Image Type', S),
      ]),
    ],
    list: sectionListOf(S, ['CT']),
    expected: [`C.1 ${MODALITY} CT`],
  },
  {
    title: 'of several, the one whose name goes on from the title',
    tables: [
      moduleOf('C.1', [referring(MODALITY, 'Strain Description', S), referring(IMAGE_TYPE, 'Other', S)]),
    ],
    list: sectionListOf(S, ['A'], { sectionTitle: 'Strain' }),
    expected: [`C.1 ${MODALITY} A`],
  },
  {
    title: 'the only one that refers',
    tables: [moduleOf('C.1', [referring(MODALITY, 'Modality', S)])],
    list: sectionListOf(S, ['CT']),
    expected: [`C.1 ${MODALITY} CT`],
  },
  {
    title: 'the one that a correction names, whoever refers',
    tables: [moduleOf('C.1', [referring(MODALITY, 'Modality', S), rowOf(IMAGE_TYPE)], { section: 'C.7' })],
    list: sectionListOf(S, ['CT'], {
      sectionTitle: 'Modality',
      ancestors: [S, 'C.7'],
      owners: [tagOf(IMAGE_TYPE)],
    }),
    expected: [`C.1 ${IMAGE_TYPE} CT`],
  },
  {
    title: 'the other one where a sequence, which holds no values, bears the name',
    tables: [
      moduleOf('C.1', [
        referring(SEQUENCE, 'Request Attributes Sequence', S),
        referring(`>${MODALITY}`, 'Modality', S),
      ]),
    ],
    list: sectionListOf(S, ['CT'], { sectionTitle: 'Request Attributes Sequence' }),
    expected: [`C.1 ${SEQUENCE}>${MODALITY} CT`],
  },
  {
    title: 'all attributes whose words the title joins',
    tables: [
      moduleOf('C.1', [referring(IMAGE_TYPE, 'Image Type', S), referring(FRAME_TYPE, 'Frame Type', S)]),
    ],
    list: sectionListOf(S, ['REST'], { sectionTitle: 'Image Type and Frame Type' }),
    expected: [`C.1 ${IMAGE_TYPE} REST`, `C.1 ${FRAME_TYPE} REST`],
  },
];

describe('deriveValueTerms from sections', () => {
  test.each(owned)('a list belongs to $title', ({ tables, list, expected }) => {
    const { lines, value, diagnostics } = derive(tables, [list]);
    expect(diagnostics).toEqual([]);
    expect(lines).toEqual(expected);
    expect(value.every(({ at }) => at === list.at)).toBe(true);
  });

  test.each([
    { title: 'nobody refers', tables: [moduleOf('C.1', [rowOf(MODALITY)])] },
    {
      title: 'two attributes refer alike',
      tables: [
        moduleOf('C.1', [referring(IMAGE_TYPE, 'Image Type', S), referring(FRAME_TYPE, 'Frame Type', S)]),
      ],
    },
  ])('no owner where $title: kept without a tag, with a word', ({ tables }) => {
    const list = sectionListOf(S, ['REST', 'STRESS'], { sectionTitle: 'Physiology' });
    const { value, diagnostics } = derive(tables, [list]);
    expect(value.map(({ tag, table, path, value: term }) => [tag, table, path, term])).toEqual([
      [undefined, '', [], 'REST'],
      [undefined, '', [], 'STRESS'],
    ]);
    expect(diagnostics).toMatchObject([
      {
        code: 'section-list-unowned',
        severity: 'warning',
        at: { label: `Section ${S}` },
        message: expect.stringContaining('"Physiology"; its 2 terms'),
        found: 'REST, STRESS',
        expected: expect.stringContaining('names one'),
        fix: expect.stringContaining('section-lists.tsv'),
      },
    ]);
  });
});
