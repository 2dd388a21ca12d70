import { describe, expect, test } from '@jest/globals';
import { deriveBindings } from '../../../src/derive/bindings.js';
import { nestTables } from '../../../src/derive/module-attributes.js';
import type { CidStatement, IncludeRow, ModuleTable } from '../../../src/model/information-object.js';
import { attributeOf, includeOf, moduleOf, rowOf } from '../../support/facts.js';

const REGION = '(0008,2218)';
const MODIFIER = '(0008,2220)';
const CONTENT = '(0040,A730)';
const VALUE = '(0008,0100)';
const attributes = [
  attributeOf(REGION, { name: 'Anatomic Region Sequence' }),
  attributeOf(MODIFIER, { name: 'Anatomic Region Modifier Sequence' }),
];

/** An include with one statement of a Defined CID beside it. */
function stating(
  text: string,
  cid: string,
  rest: Partial<CidStatement> = {},
  row: Partial<IncludeRow> = {},
): IncludeRow {
  const statement: CidStatement = {
    strength: 'Defined',
    cid,
    attribute: undefined,
    condition: undefined,
    ...rest,
  };
  return includeOf(text, { description: `DCID ${cid}`, cidStatements: [statement], ...row });
}

const CODE = moduleOf('8.8-1', [rowOf(VALUE)], { title: 'Code Sequence Macro Attributes' });
/** A macro of two code sequences; the description of the include in the first says what is left open. */
const anatomy = (description: string) =>
  moduleOf(
    '10-5',
    [rowOf(REGION), includeOf('>8.8-1', { description }), rowOf(`>${MODIFIER}`), includeOf('>>8.8-1')],
    {
      title: 'General Anatomy Macro Attributes',
    },
  );

function derive(...tables: ModuleTable[]) {
  const { value, diagnostics } = deriveBindings(tables, nestTables(tables).value, attributes);
  return {
    lines: value.map(({ table, path, tag, strength, cid, condition }) =>
      [table, path.join('>'), tag === path.at(-1) ? '' : `tag ${tag}`, strength, cid, condition]
        .filter(Boolean)
        .join(' '),
    ),
    value,
    diagnostics,
  };
}

const cases: { title: string; tables: ModuleTable[]; expected: string[] }[] = [
  {
    title: 'beside the code macro: the enclosing sequence',
    tables: [CODE, moduleOf('C.1', [rowOf(CONTENT), rowOf(`>${REGION}`), stating('>>8.8-1', '4')])],
    expected: [`C.1 ${CONTENT}>${REGION} Defined 4`],
  },
  {
    title: 'beside the code macro, naming the enclosing sequence',
    tables: [
      CODE,
      moduleOf('C.1', [rowOf(REGION), stating('>8.8-1', '4', { attribute: 'Anatomic Region Sequence' })]),
    ],
    expected: [`C.1 ${REGION} Defined 4`],
  },
  {
    title: 'beside the code macro, naming a tag that is not registered',
    tables: [CODE, moduleOf('C.1', [rowOf(REGION), stating('>8.8-1', '4', { attribute: '(0008,FFFF)' })])],
    expected: [`C.1 ${REGION} Defined 4`],
  },
  {
    title: 'strength and condition of the statement, before the condition of the row',
    tables: [
      CODE,
      moduleOf('C.1', [
        rowOf(REGION),
        stating('>8.8-1', '4', { strength: 'Baseline', condition: 'for humans' }, { condition: 'if x' }),
        stating('>8.8-1', '5', {}, { condition: 'if x' }),
      ]),
    ],
    expected: [`C.1 ${REGION} Baseline 4 for humans`, `C.1 ${REGION} Defined 5 if x`],
  },
  {
    title: 'beside another macro, by the name of a sequence inside it',
    tables: [
      CODE,
      anatomy(''),
      moduleOf('C.1', [stating('10-5', '4', { attribute: 'Anatomic Region Sequence' })]),
    ],
    expected: [`C.1 ${REGION} Defined 4`],
  },
  {
    title: 'beside another macro, by the tag of a sequence inside it',
    tables: [CODE, anatomy(''), moduleOf('C.1', [stating('10-5', '2', { attribute: MODIFIER })])],
    expected: [`C.1 ${REGION}>${MODIFIER} Defined 2`],
  },
  {
    title: 'beside another macro: the sequence whose group is left to the invocation',
    tables: [
      CODE,
      anatomy('No Baseline CID is defined; may be specified in the macro invocation.'),
      moduleOf('C.1', [rowOf(CONTENT), stating('>10-5', '4')]),
    ],
    expected: [`C.1 ${CONTENT}>${REGION} Defined 4`],
  },
  {
    title: 'beside another macro with a single code sequence',
    tables: [
      CODE,
      moduleOf('10-9', [rowOf(REGION), includeOf('>8.8-1')], { title: 'A Macro Attributes' }),
      moduleOf('C.1', [stating('10-9', '4')]),
    ],
    expected: [`C.1 ${REGION} Defined 4`],
  },
  {
    title: 'through a macro of a macro',
    tables: [
      CODE,
      moduleOf('10-9', [rowOf(CONTENT), includeOf('>10-8')], { title: 'Outer Macro Attributes' }),
      moduleOf('10-8', [rowOf(REGION), includeOf('>8.8-1')], { title: 'Inner Macro Attributes' }),
      moduleOf('C.1', [stating('10-9', '4')]),
    ],
    expected: [`C.1 ${CONTENT}>${REGION} Defined 4`],
  },
  {
    title: 'naming a registered sequence that is not in the macro: beside it',
    tables: [
      CODE,
      moduleOf('10-9', [rowOf(CONTENT)], { title: 'A Macro Attributes' }),
      moduleOf('C.1', [rowOf(CONTENT), stating('>10-9', '4', { attribute: 'Anatomic Region Sequence' })]),
    ],
    expected: [`C.1 ${CONTENT}>${REGION} Defined 4`],
  },
  {
    title: 'a macro that includes itself',
    tables: [
      CODE,
      moduleOf('10-9', [rowOf(REGION), includeOf('>8.8-1'), rowOf(CONTENT), includeOf('>10-9')], {
        title: 'A Macro Attributes',
      }),
      moduleOf('C.1', [stating('10-9', '4')]),
    ],
    expected: [`C.1 ${REGION} Defined 4`],
  },
  {
    title: 'several statements of one row',
    tables: [
      CODE,
      moduleOf('C.1', [
        rowOf(REGION),
        includeOf('>8.8-1', {
          cidStatements: [
            { strength: 'Defined', cid: '4', attribute: undefined, condition: 'for humans' },
            { strength: 'Defined', cid: '7', attribute: undefined, condition: 'for animals' },
          ],
        }),
      ]),
    ],
    expected: [`C.1 ${REGION} Defined 4 for humans`, `C.1 ${REGION} Defined 7 for animals`],
  },
];

describe('deriveBindings', () => {
  test.each(cases)('$title', ({ tables, expected }) => {
    const { lines, value, diagnostics } = derive(...tables);
    expect(diagnostics).toEqual([]);
    expect(lines).toEqual(expected);
    expect(value.every(({ at }) => at.label === 'Table C.1')).toBe(true);
  });

  test('a macro of several sequences, none of them named: the first, with a word', () => {
    const { lines, diagnostics } = derive(CODE, anatomy(''), moduleOf('C.1', [stating('10-5', '4')]));
    expect(lines).toEqual(['C.1 (0008,2218) Defined 4']);
    expect(diagnostics).toMatchObject([
      {
        code: 'binding-chosen',
        severity: 'warning',
        at: { label: 'Table C.1', row: 1 },
        message: expect.stringContaining('bound to the first, (0008,2218)'),
        fix: expect.stringContaining('bindings.tsv'),
      },
    ]);
  });

  test.each([
    {
      title: 'a macro without a code sequence',
      tables: [CODE, moduleOf('10-9', [rowOf(CONTENT)]), moduleOf('C.1', [stating('10-9', '4')])],
    },
    {
      title: 'a name that no attribute bears',
      tables: [CODE, anatomy(''), moduleOf('C.1', [stating('10-5', '4', { attribute: 'Region Sequence' })])],
    },
    { title: 'the code macro at the top level', tables: [CODE, moduleOf('C.1', [stating('8.8-1', '4')])] },
  ])('$title: left out, with a word', ({ tables }) => {
    const { lines, diagnostics } = derive(...tables);
    expect(lines).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'binding-unplaced',
        severity: 'warning',
        at: { label: 'Table C.1', row: 1 },
        message: expect.stringContaining('Defined CID 4'),
        found: 'DCID 4',
        expected: expect.stringContaining('[PS3.3 5.6]'),
        fix: expect.stringContaining('bindings.tsv'),
      },
    ]);
  });
});
