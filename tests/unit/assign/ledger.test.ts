import { describe, expect, test } from '@jest/globals';
import { checkLedgerHolds, formatHistory, parseHistory } from '../../../src/assign/history.js';
import { formatLedger, parseLedger } from '../../../src/assign/ledger.js';
import { eventOf, ledgerOf } from '../../support/ledgers.js';

const HEADER = 'concept_id\tvocabulary_id\tconcept_code\tfirst_edition';
const GOOD = ['2128200000\tDICOM\tCT\t2016b', '2128200001\tDICOM\tMR\t2016b', '2128200007\tDICOM\tUS\t2024d'];
const FROM_GIT = 'restore the file from git (git log -p ids.tsv); never edit its lines by hand';

const parse = (lines: readonly string[]) => parseLedger([HEADER, ...lines, ''].join('\n'), 'ids.tsv');

const faults: { title: string; lines: string[]; expected: object }[] = [
  {
    title: 'an id that stands twice',
    lines: [...GOOD, '2128200007\tDICOM\tXA\t2024d'],
    expected: {
      code: 'ledger-id-repeated',
      at: { file: 'ids.tsv', line: 5 },
      message: 'the id stands on line 4 too',
      found: '2128200007',
    },
  },
  {
    title: 'a code that stands twice',
    lines: [...GOOD, '2128200008\tDICOM\tCT\t2024d'],
    expected: {
      code: 'ledger-code-repeated',
      at: { file: 'ids.tsv', line: 5 },
      message: 'the code has an id already, on line 2',
      found: 'CT',
    },
  },
  {
    title: 'an id out of order',
    lines: [...GOOD, '2128200003\tDICOM\tXA\t2024d'],
    expected: {
      code: 'ledger-order',
      at: { file: 'ids.tsv', line: 5 },
      message: 'the id is not greater than 2128200007 on line 4',
      found: '2128200003',
    },
  },
  ...['2147483648', '2000000000', '12', '0', '-2128200000', '2128200008.0', 'abc', '21282000080'].map(
    (id) => ({
      title: `the id ${id}`,
      lines: [...GOOD, `${id}\tDICOM\tXA\t2024d`],
      expected: {
        code: 'ledger-id-wrong',
        at: { file: 'ids.tsv', line: 5 },
        found: id,
        expected: expect.stringContaining('2147483647'),
      },
    }),
  ),
  ...[
    { cell: 'vocabulary', line: '2128200008\t\tXA\t2024d' },
    { cell: 'code', line: '2128200008\tDICOM\t\t2024d' },
    { cell: 'edition', line: '2128200008\tDICOM\tXA\t' },
    { cell: 'edition that is a label', line: '2128200008\tDICOM\tXA\t../x' },
  ].map(({ cell, line }) => ({
    title: `a line without ${cell}`,
    lines: [...GOOD, line],
    expected: {
      code: 'ledger-cell-wrong',
      at: { file: 'ids.tsv', line: 5 },
      expected: expect.stringContaining('concept_code'),
    },
  })),
];

describe('parseLedger', () => {
  test('reads lines in their order, and writes them back as they were', () => {
    const { value, diagnostics } = parse(GOOD);
    expect(diagnostics).toEqual([]);
    expect(value[2]).toEqual({
      conceptId: 2128200007,
      vocabularyId: 'DICOM',
      conceptCode: 'US',
      firstEdition: '2024d',
    });
    expect(formatLedger(value)).toBe([HEADER, ...GOOD, ''].join('\n'));
  });

  test('takes the whole range of site vocabularies', () => {
    const { value, diagnostics } = parse(['2000000001\tDICOM\tA\t2016b', '2147483647\tDICOM\tB\t2016b']);
    expect(diagnostics).toEqual([]);
    expect(value).toHaveLength(2);
  });

  test('the same code in two vocabularies is two codes', () => {
    expect(parse([...GOOD, '2128200008\tOther\tCT\t2024d']).diagnostics).toEqual([]);
  });

  test.each(faults)('refuses $title', ({ lines, expected }) => {
    expect(parse(lines).diagnostics).toMatchObject([{ severity: 'error', fix: FROM_GIT, ...expected }]);
  });

  test('refuses a merge conflict, at its first marker', () => {
    const lines = [GOOD[0] ?? '', '<<<<<<< HEAD', GOOD[1] ?? '', '=======', GOOD[2] ?? '', '>>>>>>> branch'];
    expect(parse(lines)).toMatchObject({
      value: [],
      diagnostics: [
        {
          code: 'file-merge-conflict',
          severity: 'error',
          at: { file: 'ids.tsv', line: 3 },
          fix: expect.stringContaining('resolve'),
        },
      ],
    });
  });

  test('refuses a ragged line', () => {
    expect(parse([...GOOD, '2128200008\tDICOM\tXA']).diagnostics).toMatchObject([
      { code: 'file-row-ragged', severity: 'error', at: { file: 'ids.tsv', line: 5 } },
    ]);
  });

  test('refuses a file without its header', () => {
    expect(parseLedger(`${GOOD.join('\n')}\n`, 'ids.tsv').diagnostics).toMatchObject([
      { code: 'file-header-wrong', severity: 'error', at: { file: 'ids.tsv', line: 1 } },
    ]);
  });

  const WHOLE = [HEADER, ...GOOD, ''].join('\n');

  test.each([
    { title: 'an empty file', text: '', code: 'file-empty', line: 1 },
    { title: 'a last line that is cut', text: WHOLE.slice(0, -4), code: 'ledger-cut', line: 4 },
    { title: 'a last line without its end', text: WHOLE.slice(0, -1), code: 'ledger-cut', line: 4 },
    {
      title: 'a carriage return',
      text: WHOLE.replace('MR\t2016b', 'MR\t2016b\r'),
      code: 'ledger-line-end-wrong',
      line: 3,
    },
    {
      title: 'a column too many',
      text: WHOLE.replaceAll('\n', '\tx\n'),
      code: 'file-header-wrong',
      line: 1,
    },
    {
      title: 'columns in another order',
      text: WHOLE.replace('concept_id\tvocabulary_id', 'vocabulary_id\tconcept_id'),
      code: 'file-header-wrong',
      line: 1,
    },
  ])('refuses $title: lines are added to the bytes that are there', ({ text, code, line }) => {
    expect(parseLedger(text, 'ids.tsv')).toMatchObject({
      value: [],
      diagnostics: [
        {
          code,
          severity: 'error',
          at: { file: 'ids.tsv', line },
          fix: expect.stringContaining('git checkout'),
        },
      ],
    });
  });

  test('reports all faults together', () => {
    expect(
      parse(['x\tDICOM\tA\t2016b', ...GOOD, '5\tDICOM\tB\t2016b']).diagnostics.map(({ at }) => at),
    ).toEqual([
      { file: 'ids.tsv', line: 2 },
      { file: 'ids.tsv', line: 6 },
    ]);
  });
});

describe('a ledger beside its history', () => {
  const files = { ledgerFile: 'ids.tsv', historyFile: 'history.tsv' };

  test('lacks an id that the history names: it is cut, or another one', () => {
    const ledger = ledgerOf('CT=2128200000', 'MR=2128200001');
    const history = [
      eventOf(2128200000, 'issued', 'Computed Tomography'),
      eventOf(2128200002, 'issued', 'Ultrasound'),
      eventOf(2128200002, 'retired', 'Ultrasound'),
      eventOf(2128200003, 'issued', 'Angiography'),
    ];
    expect(checkLedgerHolds(ledger, history, files)).toEqual([
      {
        code: 'ledger-id-missing',
        severity: 'error',
        at: { file: 'ids.tsv', line: 3 },
        message: expect.stringContaining('lacks 2 ids that its history names'),
        found: '2128200002 Ultrasound (issued, 2024d)',
        expected: 'every id of history.tsv',
        fix: 'restore the ledger: git checkout -- ids.tsv, or from a copy',
      },
    ]);
  });

  test('may hold ids of which nothing is told yet: they are reserved', () => {
    const ledger = ledgerOf('CT=2128200000', 'MR=2128200001');
    expect(checkLedgerHolds(ledger, [eventOf(2128200000, 'issued', 'CT')], files)).toEqual([]);
  });
});

describe('parseHistory', () => {
  const COLUMNS = 'edition\tconcept_id\tevent\tdetail\tname';
  const LINES = [
    '2016b\t2128200000\treleased\t20160415\tDICOM',
    '2016b\t2128200001\tissued\t\tOld Name',
    '2024d\t2128200001\trenamed from\tOld Name\tNew Name',
  ];

  test('reads lines in their order, and writes them back as they were', () => {
    const text = [COLUMNS, ...LINES, ''].join('\n');
    const { value, diagnostics } = parseHistory(text, 'history.tsv');
    expect(diagnostics).toEqual([]);
    expect(value[1]).toEqual({
      edition: '2016b',
      conceptId: 2128200001,
      event: 'issued',
      detail: undefined,
      name: 'Old Name',
    });
    expect(formatHistory(value)).toBe(text);
  });

  test.each([
    { title: 'event', line: '2024d\t2128200001\tvanished\t\tName' },
    { title: 'edition', line: '../x\t2128200001\tissued\t\tName' },
    { title: 'id', line: '2024d\tabc\tissued\t\tName' },
    { title: 'missing id', line: '2024d\t\tissued\t\tName' },
    { title: 'missing name', line: '2024d\t2128200001\tissued\t\t' },
  ])('refuses a line with a wrong $title', ({ line }) => {
    const { value, diagnostics } = parseHistory([COLUMNS, ...LINES, line, ''].join('\n'), 'history.tsv');
    expect(value).toHaveLength(3);
    expect(diagnostics).toMatchObject([
      {
        code: 'history-line-wrong',
        severity: 'error',
        at: { file: 'history.tsv', line: 5 },
        found: line
          .split('\t')
          .map((cell) => cell || '')
          .join(' | '),
        expected: expect.stringContaining('renamed from'),
        fix: expect.stringContaining('git log -p history.tsv'),
      },
    ]);
  });
});
