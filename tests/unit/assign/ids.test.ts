import { describe, expect, test } from '@jest/globals';
import { assignIds } from '../../../src/assign/ids.js';
import type { LedgerLine } from '../../../src/assign/ledger.js';
import type { ConceptId } from '../../../src/model/omop.js';
import { editionOf } from '../../support/standard-document.js';
import { draftOf } from '../../support/vocabulary.js';

const line = (conceptId: number, conceptCode: string, vocabularyId = 'DICOM'): LedgerLine => ({
  conceptId: conceptId as ConceptId,
  vocabularyId,
  conceptCode,
  firstEdition: editionOf('2016b'),
});
const assign = (codes: readonly string[], ledger: readonly LedgerLine[] = []) =>
  assignIds(
    codes.map((code) => draftOf(code)),
    ledger,
    editionOf('2024d'),
  );
const pairs = (lines: readonly LedgerLine[]) =>
  lines.map(({ conceptId, conceptCode }) => [conceptId, conceptCode]);

describe('assignIds', () => {
  test('a new ledger begins above the ids that are in the field, in the order of the drafts', () => {
    const { value, diagnostics } = assign(['B', 'A']);
    expect(diagnostics).toEqual([]);
    expect(pairs(value.added)).toEqual([
      [2_128_200_000, 'B'],
      [2_128_200_001, 'A'],
    ]);
    expect(value.ledger).toEqual(value.added);
    expect(value.added[0]?.firstEdition).toBe('2024d');
    expect(value.idOf.get('DICOM\tB')).toBe(2_128_200_000);
  });

  test('a profile whose codes differ begins where it says, and goes on from its last id', () => {
    const from = (ledger: readonly LedgerLine[]) =>
      pairs(assignIds([draftOf('A')], ledger, editionOf('2024d'), 2_129_000_000).value.added);
    expect(from([])).toEqual([[2_129_000_000, 'A']]);
    expect(from([line(2_129_000_004, 'B')])).toEqual([[2_129_000_005, 'A']]);
  });

  test('known codes keep their ids, new ones come after the last', () => {
    const ledger = [line(2_128_200_003, 'A'), line(2_128_200_009, 'C')];
    const { value } = assign(['A', 'B', 'C', 'D'], ledger);
    expect(pairs(value.ledger)).toEqual([
      [2_128_200_003, 'A'],
      [2_128_200_009, 'C'],
      [2_128_200_010, 'B'],
      [2_128_200_011, 'D'],
    ]);
    expect(value.ledger.slice(0, 2)).toEqual(ledger);
    expect(value.idOf.get('DICOM\tA')).toBe(2_128_200_003);
  });

  test('a code that is gone keeps its line, and its id is not used again', () => {
    const { value } = assign(['B'], [line(2_128_200_000, 'A')]);
    expect(pairs(value.ledger)).toEqual([
      [2_128_200_000, 'A'],
      [2_128_200_001, 'B'],
    ]);
  });

  test('a ledger of lower ids is continued in the range of new ones', () => {
    expect(pairs(assign(['B'], [line(2_000_000_005, 'A')]).value.added)).toEqual([[2_128_200_000, 'B']]);
  });

  test('the same code in another vocabulary is another code', () => {
    expect(pairs(assign(['A'], [line(2_128_200_000, 'A', 'Other')]).value.added)).toEqual([
      [2_128_200_001, 'A'],
    ]);
  });

  test('the last id is the last that fits', () => {
    const ledger = [line(2_147_483_646, 'A')];
    expect(assign(['B'], ledger).diagnostics).toEqual([]);
    expect(assign(['B', 'C'], ledger).diagnostics).toMatchObject([
      {
        code: 'ids-exhausted',
        severity: 'error',
        found: '2147483648',
        expected: expect.stringContaining('2147483647'),
        fix: expect.stringContaining('lower id'),
      },
    ]);
  });
});
