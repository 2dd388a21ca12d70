import { describe, expect, test } from '@jest/globals';
import type { ElementValue } from '../../../src/scan/element-values.js';
import { sortRows } from '../../../src/scan/header-tables.js';
import { collectSeriesValues, readElementRow } from '../../../src/scan/series-values.js';
import { makeRandom } from '../../support/random.js';

const value = (path: string, text: string): ElementValue => ({
  path,
  tag: path,
  privateCreator: undefined,
  vr: 'DS',
  frame: undefined,
  valueIndex: 1,
  value: text,
  code: undefined,
});
type Instance = readonly [series: string | undefined, sop: string, values: readonly ElementValue[]];

function collect(instances: readonly Instance[]): string[] {
  const values = collectSeriesValues();
  for (const [series, sop, each] of instances) values.add(series, sop, each);
  return sortRows('elements', values.rows()).map((row) =>
    [row.series_instance_uid, row.sop_instance_uid ?? 'all', row.path, row.value, row.n_instances].join(' '),
  );
}

describe('values of a series', () => {
  test('what all instances share is one row; what varies, or what one lacks, is a row each', () => {
    expect(
      collect([
        ['S', '1', [value('A', '5'), value('B', '1'), value('C', '9')]],
        ['S', '2', [value('A', '5'), value('B', '2')]],
        ['S', '3', [value('A', '5'), value('B', '2'), value('C', '9')]],
      ]),
    ).toEqual(['S all A 5 3', 'S 1 B 1 1', 'S 2 B 2 1', 'S 3 B 2 1', 'S 1 C 9 1', 'S 3 C 9 1']);
  });

  test('the same instance again counts once and adds nothing', () => {
    expect(
      collect([
        ['S', '1', [value('A', '5')]],
        ['S', '2', [value('A', '5')]],
        ['S', '1', [value('A', '5')]],
      ]),
    ).toEqual(['S all A 5 2']);
    expect(
      collect([
        ['S', '1', [value('A', '5')]],
        ['S', '1', [value('A', '6'), value('B', '1')]],
      ]),
    ).toEqual(['S all A 5 1']);
  });

  test('what a copy says otherwise is given back', () => {
    const values = collectSeriesValues();
    expect(values.add('S', '1', [value('A', '5'), value('B', '1')])).toEqual([]);
    expect(values.add('S', '2', [value('A', '6')])).toEqual([]);
    expect(values.add('S', '1', [value('A', '5'), value('B', '1')])).toEqual([]);
    expect(values.add('S', '1', [value('A', '6'), value('B', '1'), value('C', '2')])).toEqual(['A', 'C']);
    expect(values.add('S', '1', [value('A', '5')])).toEqual(['']);
    expect(values.add('T', '1', [value('A', '9')])).toEqual([]);
  });

  test('instances without a series share nothing', () => {
    expect(collect([[undefined, '1', [value('A', '5')]]])).toEqual([' 1 A 5 1']);
  });

  test('the order of instances changes nothing; rows read back and collected again are the same rows', () => {
    const random = makeRandom(3);
    for (let round = 0; round < 200; round++) {
      const instances: Instance[] = Array.from({ length: 1 + random.below(12) }, (_, index) => [
        random.chance(0.5) ? 'S' : 'T',
        String(index),
        ['A', 'B', 'C']
          .filter(() => random.chance(0.8))
          .map((path) => value(path, String(random.below(random.chance(0.5) ? 1 : 2)))),
      ]);
      const rows = collect(instances);
      expect(collect([...instances].reverse())).toEqual(rows);

      const again = collectSeriesValues();
      const first = collectSeriesValues();
      for (const [series, sop, each] of instances) first.add(series, sop, each);
      const made = first.rows();
      for (const [series, sop] of instances) {
        const mine = made.filter(
          (row) => row.series_instance_uid === series && (row.sop_instance_uid ?? sop) === sop,
        );
        again.add(series, sop, mine.map(readElementRow));
      }
      expect(sortRows('elements', again.rows())).toEqual(sortRows('elements', made));
    }
  });
});
