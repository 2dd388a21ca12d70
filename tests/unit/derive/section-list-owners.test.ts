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

const owned: { title: string; tables: ModuleTable[]; list: SectionList; expected: string[] }[] = [
  {
    title: 'the one whose tag the title of the list bears, of all that refer',
    tables: [
      moduleOf('C.1', [
        referring(MODALITY, 'Modality', 'C.1.1'),
        referring(IMAGE_TYPE, 'Image Type', 'C.1.1'),
      ]),
    ],
    list: sectionListOf('C.1.1', ['A'], { attribute: tagOf(IMAGE_TYPE) }),
    expected: [`C.1 ${IMAGE_TYPE} A`],
  },
  {
    title: 'the subject of the sentence before the list, where the row refers to the section around',
    tables: [moduleOf('C.1', [referring(MODALITY, 'Modality', 'C.1.1')])],
    list: sectionListOf('C.1.1.1', ['A'], {
      ancestors: ['C.1.1.1', 'C.1.1'],
      sectionTitle: 'Equipment',
      introduction: `Modality ${MODALITY} attribute specifies the equipment, as Image Type ${IMAGE_TYPE} does not.`,
    }),
    expected: [`C.1 ${MODALITY} A`],
  },
  {
    title: 'the one whose name the section bears, and those of its VR that are sent there for Defined Terms',
    tables: [
      moduleOf('C.1', [referring(IMAGE_TYPE, 'Image Type', 'C.1.1')]),
      moduleOf('C.2', [
        referring(FRAME_TYPE, 'Frame Type', 'C.1.1', 'See Section C.1.1 for Defined Terms'),
        referring(SEQUENCE, 'Request Attributes Sequence', 'C.1.1', 'See Section C.1.1 for Defined Terms'),
        referring(MODALITY, 'Modality', 'C.1.1', 'See Section C.1.1 for further explanation'),
      ]),
      moduleOf('C.3', [
        {
          ...referring(FRAME_TYPE, 'Frame Type', 'C.1.1', 'See Section C.1.1 for Defined Terms'),
          lists: [termListOf(['B'], { kind: 'Enumerated' })],
        },
      ]),
    ],
    list: sectionListOf('C.1.1', ['A'], { sectionTitle: 'Image Type' }),
    expected: [`C.3 ${FRAME_TYPE} B`, `C.1 ${IMAGE_TYPE} A`, `C.2 ${FRAME_TYPE} A`],
  },
  {
    title: 'all whose names the section lists, where it lists nothing else',
    tables: [moduleOf('C.1', [rowOf(MODALITY), rowOf(FRAME_TYPE)])],
    list: sectionListOf('C.1.1', ['A'], {
      ancestors: ['C.1.1', 'C.1'],
      sectionTitle: 'Modality, Image Type and Frame Type',
    }),
    expected: [`C.1 ${MODALITY} A`, ` ${IMAGE_TYPE} A`, `C.1 ${FRAME_TYPE} A`],
  },
  {
    title: 'the attributes that the caption of a table names, before what limits it',
    tables: [
      moduleOf('C.1', [
        referring(IMAGE_TYPE, 'Image Type', 'C.1.1'),
        referring(FRAME_TYPE, 'Frame Type', 'C.1.1'),
      ]),
    ],
    list: sectionListOf('C.1.1', ['A'], {
      caption: 'MR-Specific Image Type and Frame Type Value 3 for Modality',
    }),
    expected: [`C.1 ${IMAGE_TYPE} A`, `C.1 ${FRAME_TYPE} A`],
  },
  {
    title: 'the attribute alone, where the row prints all its values and the reference explains them',
    tables: [
      moduleOf('C.1', [
        { ...referring(MODALITY, 'Modality', 'C.7.3'), lists: [termListOf(['CT'], { kind: 'Enumerated' })] },
      ]),
    ],
    list: sectionListOf('C.7.3', ['MR'], { sectionTitle: 'Modality' }),
    expected: [`C.1 ${MODALITY} CT`, ` ${MODALITY} MR`],
  },
  {
    title: "the same row, where the section is its own module's",
    tables: [
      moduleOf('C.1', [
        { ...referring(MODALITY, 'Modality', 'C.1.1'), lists: [termListOf(['CT'], { kind: 'Enumerated' })] },
      ]),
    ],
    list: sectionListOf('C.1.1', ['MR'], { sectionTitle: 'Modality', ancestors: ['C.1.1', 'C.1'] }),
    expected: [`C.1 ${MODALITY} CT`, `C.1 ${MODALITY} MR`],
  },
  {
    title: 'the one of a section below that is not there, which is referred to for Defined Terms',
    tables: [
      moduleOf('C.1', [referring(MODALITY, 'Modality', 'C.9.1.2', 'See Section C.9.1.2 for Defined Terms')]),
    ],
    list: sectionListOf('C.9.1', ['A']),
    expected: [`C.1 ${MODALITY} A`],
  },
];

describe('a list of a section belongs to', () => {
  test.each(owned)('$title', ({ tables, list, expected }) => {
    const { lines, diagnostics } = derive(tables, [list]);
    expect(diagnostics).toEqual([]);
    expect(lines).toEqual(expected);
  });
});

describe('lists of sections that do not call themselves values', () => {
  const table = moduleOf('C.1', [referring(MODALITY, 'Modality', 'C.1.1')]);
  const unnamed = (section: string, values: readonly string[], rest: Partial<SectionList> = {}) =>
    sectionListOf(section, values, { title: undefined, kind: undefined, ...rest });

  test('are read as Defined where the section bears the name of the attribute and its VR can hold all', () => {
    const { lines, diagnostics } = derive(
      [table],
      [unnamed('C.1.1', ['CT', 'MR'], { sectionTitle: 'Modality' })],
    );
    expect(lines).toEqual([`C.1 ${MODALITY} CT`, `C.1 ${MODALITY} MR`]);
    expect(diagnostics).toMatchObject([{ code: 'list-title-unknown', severity: 'warning' }]);
  });

  test.each([
    ['only a reference leads to the attribute', unnamed('C.1.1', ['CT'])],
    ['an entry is no value', unnamed('C.1.1', ['CT', 'Output_range'], { sectionTitle: 'Modality' })],
  ])('are told and not read where %s', (_title, list) => {
    const { lines, diagnostics } = derive([table], [list]);
    expect(lines).toEqual([]);
    expect(diagnostics).toMatchObject(
      [{ code: 'list-not-read', severity: 'note', at: { label: 'Section C.1.1' }, found: /CT/ }].map(
        (fault) => ({ ...fault, found: expect.stringMatching(fault.found) }),
      ),
    );
  });
});

test('a list in a cell whose title names another attribute is of the one beside it', () => {
  const list = termListOf(['A'], { attribute: tagOf(IMAGE_TYPE) });
  const { lines } = derive([moduleOf('C.1', [rowOf(SEQUENCE), rowOf(`>${FRAME_TYPE}`, { lists: [list] })])]);
  expect(lines).toEqual([`C.1 ${SEQUENCE}>${IMAGE_TYPE} A`]);
});

test('a list without a title in a cell is read if the VR can hold all of it', () => {
  const untitled = (value: string) => termListOf([value], { title: undefined, kind: undefined });
  const row = rowOf(MODALITY, { lists: [untitled('CT'), untitled('where x is the width')] });
  const { lines, diagnostics } = derive([moduleOf('C.1', [row])]);
  expect(lines).toEqual([`C.1 ${MODALITY} CT`]);
  expect(diagnostics).toMatchObject([
    { code: 'list-title-unknown' },
    { code: 'list-not-read', severity: 'note' },
  ]);
});

test('a section that lists a name of no attribute among others owns nothing', () => {
  const { lines, diagnostics } = derive(
    [moduleOf('C.1', [rowOf(MODALITY), rowOf(FRAME_TYPE)])],
    [sectionListOf('C.1.1', ['A'], { ancestors: ['C.1.1', 'C.1'], sectionTitle: 'Modality and Looks' })],
  );
  expect(lines).toEqual(['  A']);
  expect(diagnostics).toMatchObject([{ code: 'section-list-unowned', at: { label: 'Section C.1.1' } }]);
});
