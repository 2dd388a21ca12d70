import { describe, expect, test } from '@jest/globals';
import { expandModules, nestTables } from '../../../src/derive/module-attributes.js';
import type { ModuleTable } from '../../../src/model/information-object.js';
import { includeOf, moduleOf, rowOf } from '../../support/facts.js';

const A = '(0001,0001)';
const B = '(0001,0002)';
const C = '(0001,0003)';

function expand(tables: readonly ModuleTable[]) {
  const nested = nestTables(tables);
  const { value, diagnostics } = expandModules(tables, nested.value);
  const lines = value.map(({ table, path, type, viaTable }) =>
    [table, path.join('>'), type, viaTable].join(' '),
  );
  return { value, lines, diagnostics: [...nested.diagnostics, ...diagnostics] };
}

describe('expandModules', () => {
  test('a macro stands in place, under the sequence that includes it', () => {
    const { lines, diagnostics } = expand([
      moduleOf('C.1', [rowOf(A), includeOf('>C.2'), rowOf(C, { type: '3' })]),
      moduleOf('C.2', [rowOf(B, { type: '2' })]),
    ]);
    expect(diagnostics).toEqual([]);
    expect(lines).toEqual([`C.1 ${A} 1 C.1`, `C.1 ${A}>${B} 2 C.2`, `C.1 ${C} 3 C.1`, `C.2 ${B} 2 C.2`]);
  });

  test('a macro of a macro', () => {
    const { lines } = expand([
      moduleOf('C.1', [rowOf(A), includeOf('>C.2')]),
      moduleOf('C.2', [rowOf(B), includeOf('>C.3')]),
      moduleOf('C.3', [rowOf(C)]),
    ]);
    expect(lines.filter((line) => line.startsWith('C.1'))).toEqual([
      `C.1 ${A} 1 C.1`,
      `C.1 ${A}>${B} 1 C.2`,
      `C.1 ${A}>${B}>${C} 1 C.3`,
    ]);
  });

  test('a macro that includes itself is cut where it would begin again', () => {
    const { lines, diagnostics } = expand([
      moduleOf('C.1', [rowOf(A), includeOf('>C.2')]),
      moduleOf('C.2', [rowOf(B), includeOf('>C.3')]),
      moduleOf('C.3', [rowOf(C), includeOf('>C.2')]),
    ]);
    expect(diagnostics).toEqual([]);
    expect(lines).toEqual([
      `C.1 ${A} 1 C.1`,
      `C.1 ${A}>${B} 1 C.2`,
      `C.1 ${A}>${B}>${C} 1 C.3`,
      `C.2 ${B} 1 C.2`,
      `C.2 ${B}>${C} 1 C.3`,
      `C.3 ${C} 1 C.3`,
      `C.3 ${C}>${B} 1 C.2`,
    ]);
  });

  test('the same macro twice in one table is no cycle', () => {
    const { lines } = expand([
      moduleOf('C.1', [rowOf(A), includeOf('>C.2'), rowOf(C), includeOf('>C.2')]),
      moduleOf('C.2', [rowOf(B)]),
    ]);
    expect(lines.slice(0, 4)).toEqual([
      `C.1 ${A} 1 C.1`,
      `C.1 ${A}>${B} 1 C.2`,
      `C.1 ${C} 1 C.1`,
      `C.1 ${C}>${B} 1 C.2`,
    ]);
  });

  test('one path stands once, with the type of its first row', () => {
    const { lines } = expand([
      moduleOf('C.1', [rowOf(A, { type: '1' }), includeOf('C.2')]),
      moduleOf('C.2', [rowOf(A, { type: '3' })]),
    ]);
    expect(lines[0]).toBe(`C.1 ${A} 1 C.1`);
    expect(lines).toHaveLength(2);
  });

  test('a table that is not there is said once, where it is included', () => {
    const { lines, diagnostics } = expand([
      moduleOf('C.1', [includeOf('C.2')]),
      moduleOf('C.2', [rowOf(A), includeOf('>C.9')]),
    ]);
    expect(lines).toEqual([`C.1 ${A} 1 C.2`, `C.2 ${A} 1 C.2`]);
    expect(diagnostics).toMatchObject([
      {
        code: 'include-target-missing',
        severity: 'warning',
        at: { label: 'Table C.2', row: 2 },
        found: 'Table C.9',
        expected: expect.stringContaining('[PS3.3 5.2]'),
        fix: expect.stringContaining('published page'),
      },
    ]);
  });

  test('a row that is printed as an include beside a tag is not expanded', () => {
    expect(expand([moduleOf('C.1', [rowOf(A), rowOf(`>${B}`, { name: 'Include' })])]).lines).toEqual([
      `C.1 ${A} 1 C.1`,
    ]);
  });

  test('macros that include the next twice, forty deep, expand as if once', () => {
    const macros = Array.from({ length: 40 }, (_, level) =>
      moduleOf(`M.${level}`, [rowOf(A), includeOf(`M.${level + 1}`), includeOf(`M.${level + 1}`)]),
    );
    const { lines, diagnostics } = expand([...macros, moduleOf('M.40', [rowOf(B)])]);
    expect(diagnostics).toEqual([]);
    expect(lines.filter((line) => line.startsWith('M.0 '))).toEqual([`M.0 ${A} 1 M.0`, `M.0 ${B} 1 M.40`]);
  });

  test('macros that expand beyond all measure are cut, and that is told', () => {
    const labels = Array.from({ length: 12 }, (_, index) => `M.${index}`);
    const { value, diagnostics } = expand(
      labels.map((label, index) =>
        moduleOf(label, [
          rowOf(`(0001,00${String(index + 10)})`),
          ...labels.filter((other) => other !== label).map((other) => includeOf(`>${other}`)),
        ]),
      ),
    );
    expect(value.length).toBeLessThanOrEqual(12 * 20_000);
    expect(diagnostics).toHaveLength(12);
    expect(diagnostics[0]).toMatchObject({
      code: 'module-expansion-cut',
      severity: 'finding',
      at: { label: 'Table M.0' },
      message: expect.stringContaining('beyond 20000 rows'),
      found: 'Table M.0',
      expected: expect.stringContaining('[PS3.3 5.2]'),
      fix: expect.stringContaining('published pages'),
    });
  });
});
