import { describe, expect, test } from '@jest/globals';
import { compareReleases } from '../../../../src/diff/compare/comparison.js';
import { findFailures, parseFailureConditions } from '../../../../src/diff/compare/failure-conditions.js';
import { compareNaturally } from '../../../../src/diff/compare/natural-order.js';
import { CHANGE_COLUMNS, renderJson, renderTsv } from '../../../../src/diff/report/data-files.js';
import { linkOf, shortPlace } from '../../../../src/release/places.js';
import { concept, FIRST_ID as ID, relationship, release } from '../../../support/diff-releases.js';

const { value: diff } = compareReleases(
  release({
    edition: '2016b',
    concepts: [
      concept('00180081', { conceptName: 'Echo Time' }),
      concept('B', { id: ID + 1 }),
      concept('C', { id: ID + 2 }),
    ],
    relationships: [relationship(ID + 1, 'Maps to', 5)],
  }),
  release({
    concepts: [
      concept('00180081', { conceptName: 'Other\tThing', domainId: 'Observation' }),
      concept('B', { id: ID + 1 }),
    ],
    facts: { attributes: [{ tag: '(0018,0081)', at: 'PS3.6 2024d Table 6-1 row 9 #table_6-1' }] },
  }),
);

describe('data files', () => {
  test('TSV: one change on each line, every cell one line', () => {
    const lines = renderTsv(diff).trimEnd().split('\n');
    expect(lines[0]).toBe(CHANGE_COLUMNS.join('\t'));
    expect(lines).toHaveLength(1 + diff.changes.length);
    for (const line of lines) expect(line.split('\t')).toHaveLength(CHANGE_COLUMNS.length);
    expect(
      lines
        .find((line) => line.startsWith('renamed'))
        ?.split('\t')
        .slice(0, 8),
    ).toEqual([
      'renamed',
      'possible reuse of a code',
      'attribute',
      '(0018,0081)',
      'Other Thing',
      String(ID),
      'Echo Time',
      'Other Thing',
    ]);
  });

  test('JSON: kind first, counts, releases', () => {
    const parsed = JSON.parse(renderJson(diff));
    expect(Object.keys(parsed)).toEqual(['old', 'new', 'counts', 'deltas', 'changes']);
    expect(parsed.old).toEqual({ edition: '2016b', published: '20240915', profile: 'default' });
    expect(parsed.counts).toEqual({
      'concept-removed': 1,
      'mapping-lost': 1,
      'domain-changed': 1,
      renamed: 1,
    });
    for (const change of parsed.changes) expect(Object.keys(change)[0]).toBe('kind');
    expect(
      renderJson(diff)
        .split('\n')
        .filter((line) => line.startsWith('{"kind"')),
    ).toHaveLength(4);
  });
});

describe('failure conditions', () => {
  const failures = (text: string) => findFailures(diff.changes, parseFailureConditions(text));

  test('only those that some change meets, with counts', () => {
    expect(failures('removed,renamed, lost-mapping,domain,class')).toEqual([
      { name: 'removed', count: 1 },
      { name: 'renamed', count: 1 },
      { name: 'lost-mapping', count: 1 },
      { name: 'domain', count: 1 },
    ]);
    expect(failures('reuse')).toEqual([{ name: 'reuse', count: 1 }]);
    expect(failures('any')).toEqual([{ name: 'any', count: 4 }]);
    expect(failures('decision')).toEqual([{ name: 'decision', count: 4 }]);
    expect(failures('vm-changed')).toEqual([]);
  });

  test('a changed id fails without being asked for', () => {
    const broken = compareReleases(
      release({ concepts: [concept('A')] }),
      release({ concepts: [concept('A', { id: ID + 9 })] }),
    );
    expect(findFailures(broken.value.changes, [])).toEqual([{ name: 'id', count: 1 }]);
  });

  test.each(['removd', 'toString', 'constructor'])('%s is nothing to fail on', (name) => {
    expect(() => parseFailureConditions(name)).toThrow(`"${name}" is nothing to fail on`);
  });
});

describe('places and order', () => {
  test('links lead to the edition, the part and the anchor', () => {
    expect(linkOf('PS3.16 2016b CID 4 row 1 #table_CID_4')).toBe(
      'https://dicom.nema.org/medical/dicom/2016b/output/html/part16.html#table_CID_4',
    );
    expect(linkOf('PS3.6 mini Table 6-1 row 1 #table_6-1')).toBeUndefined();
    expect(linkOf('PS3.6 2024d Table 6-1 row 1')).toBeUndefined();
    expect(linkOf(undefined)).toBeUndefined();
    expect(linkOf('PS3.6 2024d Table 6-1 #a"><script>')).not.toContain('"');
    expect(shortPlace('PS3.6 2024d Table 6-1 row 1 #table_6-1')).toBe('PS3.6 Table 6-1 row 1');
  });

  test('numbers as numbers, tags as they stand', () => {
    expect(['CID 29', 'CID 4', 'CID 100'].sort(compareNaturally)).toEqual(['CID 4', 'CID 29', 'CID 100']);
    const tags = [
      '(003A,0004)',
      '(0008,0060) Modality',
      '(0008,0008)',
      '(300A,0010)',
      '(0070,1A01)',
      '(0070,0023)',
    ];
    expect(tags.sort(compareNaturally)).toEqual([
      '(0008,0008)',
      '(0008,0060) Modality',
      '(003A,0004)',
      '(0070,0023)',
      '(0070,1A01)',
      '(300A,0010)',
    ]);
    expect(['00701A01:B', '00700023:A', '00700023:10', '00700023:9'].sort(compareNaturally)).toEqual([
      '00700023:9',
      '00700023:10',
      '00700023:A',
      '00701A01:B',
    ]);
  });
});
