import { describe, expect, test } from '@jest/globals';
import { formatLedger, type LedgerLine, parseLedger } from '../../../src/assign/ledger.js';
import { type Rebase, rebaseLedger, splitConflict } from '../../../src/assign/ledger-rebase.js';
import { eventOf, ledgerOf } from '../../support/ledgers.js';
import { makeRandom } from '../../support/random.js';
import { editionOf } from '../../support/standard-document.js';

const BASE = ['CT=2128200000', 'MR=2128200001'];
const none = { history: [] };
const shown = ({ ledger }: Rebase) =>
  ledger.map(({ conceptCode, conceptId }) => `${conceptCode}=${conceptId}`);

describe('two branches that both gave ids', () => {
  test('the ids of the one that stays are kept, the new codes of the other follow them', () => {
    const rebased = rebaseLedger(
      { ledger: ledgerOf(...BASE, 'US=2128200002', 'NM=2128200003'), ...none },
      { ledger: ledgerOf(...BASE, 'XA=2128200002', 'XB=2128200003', 'XC=2128200004'), ...none },
    );
    expect(shown(rebased)).toEqual([
      ...BASE,
      'US=2128200002',
      'NM=2128200003',
      'XA=2128200004',
      'XB=2128200005',
      'XC=2128200006',
    ]);
    expect(rebased.renumbered.map(({ line, from, known }) => [line.conceptCode, from, known])).toEqual([
      ['XA', 2128200002, false],
      ['XB', 2128200003, false],
      ['XC', 2128200004, false],
    ]);
  });

  test('a code that both added keeps the id of the one that stays', () => {
    const rebased = rebaseLedger(
      { ledger: ledgerOf(...BASE, 'US=2128200002', 'XA=2128200003'), ...none },
      { ledger: ledgerOf(...BASE, 'XA=2128200002', 'XB=2128200003'), ...none },
    );
    expect(shown(rebased)).toEqual([...BASE, 'US=2128200002', 'XA=2128200003', 'XB=2128200004']);
    expect(rebased.renumbered.map(({ line, known }) => [line.conceptCode, known])).toEqual([
      ['XA', true],
      ['XB', false],
    ]);
  });

  test('nothing is renumbered if only one of them added ids', () => {
    const longer = ledgerOf(...BASE, 'XA=2128200002');
    for (const [onto, later] of [
      [ledgerOf(...BASE), longer],
      [longer, ledgerOf(...BASE)],
    ] as const) {
      const rebased = rebaseLedger({ ledger: onto, ...none }, { ledger: later, ...none });
      expect(rebased).toEqual({ ledger: longer, history: [], renumbered: [] });
    }
  });

  test('from empty ledgers the ids begin at the first', () => {
    const rebased = rebaseLedger({ ledger: [], ...none }, { ledger: ledgerOf('CT=2128200000'), ...none });
    expect(shown(rebased)).toEqual(['CT=2128200000']);
  });

  test('events of the later branch follow under the new ids; what both recorded is there once', () => {
    const shared = eventOf(2128200000, 'issued', 'CT');
    const us = eventOf(2128200002, 'issued', 'US');
    const xa = eventOf(2128200002, 'issued', 'XA');
    const retired = eventOf(2128200002, 'retired', 'XA', { detail: 'RET', edition: editionOf('2024e') });
    const rebased = rebaseLedger(
      { ledger: ledgerOf(...BASE, 'US=2128200002'), history: [shared, us] },
      { ledger: ledgerOf(...BASE, 'XA=2128200002'), history: [shared, xa, retired] },
    );
    expect(rebased.history).toEqual([
      shared,
      us,
      { ...xa, conceptId: 2128200003 },
      { ...retired, conceptId: 2128200003 },
    ]);
  });

  test('whatever both added: the ledger is sound, keeps every line of the one, and every code of both', () => {
    const random = makeRandom(11);
    for (let round = 0; round < 200; round++) {
      const grow = (lines: readonly string[]) => {
        const codes = new Set(lines.map((line) => line.split('=')[0]));
        const added = Array.from({ length: random.below(6) }, () => `X${random.below(12)}`);
        return [...codes, ...added.filter((code) => !codes.has(code))]
          .filter((code, at, all) => all.indexOf(code) === at)
          .map((code, at) => `${code}=${2128200000 + at}`);
      };
      const base = grow([]);
      const [onto, later] = [ledgerOf(...grow(base)), ledgerOf(...grow(base))];
      const { ledger, renumbered } = rebaseLedger({ ledger: onto, ...none }, { ledger: later, ...none });
      expect(parseLedger(formatLedger(ledger), 'ids.tsv').diagnostics).toEqual([]);
      expect(ledger.slice(0, onto.length)).toEqual(onto);
      const codes = (lines: readonly LedgerLine[]) => lines.map(({ conceptCode }) => conceptCode).sort();
      expect(codes(ledger)).toEqual([...new Set(codes([...onto, ...later]))].sort());
      expect(renumbered.filter(({ line }) => base.includes(`${line.conceptCode}=${line.conceptId}`))).toEqual(
        [],
      );
    }
  });
});

describe('conflict markers', () => {
  test.each([
    ['two sides', 'a\n<<<<<<< HEAD\nb\n=======\nc\nd\n>>>>>>> branch\ne\n'],
    ['two sides and their base', 'a\n<<<<<<< HEAD\nb\n||||||| base\nx\n=======\nc\nd\n>>>>>>> branch\ne\n'],
  ])('%s are told apart, and what is not in conflict is in both', (_title, text) => {
    expect(splitConflict(text)).toEqual({ first: 'a\nb\ne\n', second: 'a\nc\nd\ne\n' });
  });

  test('several conflicts, one of them empty on a side', () => {
    const text = 'a\n<<<<<<< x\nb\n=======\n>>>>>>> y\nc\n<<<<<<< x\nd\n=======\ne\n>>>>>>> y\n';
    expect(splitConflict(text)).toEqual({ first: 'a\nb\nc\nd\n', second: 'a\nc\ne\n' });
  });

  test('a file without conflict has no sides', () => {
    expect(splitConflict('a\nb <<<<<<< c\n')).toBeUndefined();
  });
});
