import { describe, expect, test } from '@jest/globals';
import { readSiteTable, type SiteTableKind } from '../../../src/harvest/site-tables.js';

const read = (kind: SiteTableKind, text: string | Buffer) =>
  readSiteTable(kind, Buffer.isBuffer(text) ? text : Buffer.from(text), `${kind}.csv`);
const rowsOf = (kind: SiteTableKind, text: string | Buffer) => read(kind, text).value?.rows;

describe('tables of a site', () => {
  const READ: readonly [string, SiteTableKind, string | Buffer, readonly unknown[]][] = [
    ['commas', 'persons', 'patient_id,person_id\nP1,7\n', [['P1', undefined, 7]]],
    ['semicolons, CRLF, BOM', 'persons', '\uFEFFpatient_id;person_id\r\nP1;7\r\n', [['P1', undefined, 7]]],
    [
      'tabs, quotes, a delimiter at the end',
      'persons',
      'patient_id\tperson_id\t\n"P ""1"""\t7\t\n',
      [['P "1"', undefined, 7]],
    ],
    [
      'UTF-16',
      'persons',
      Buffer.from('\uFEFFpatient_id,person_id\nP1,7\n', 'utf16le'),
      [['P1', undefined, 7]],
    ],
    ['the heading of PERSON', 'persons', 'person_id,person_source_value\n7,P1\n', [['P1', undefined, 7]]],
    [
      'an issuer, empty or not',
      'persons',
      'patient_id,issuer,person_id\nP1,,7\nP1,A,8\n',
      [
        ['P1', '', 7],
        ['P1', 'A', 8],
      ],
    ],
    [
      'the same row twice',
      'persons',
      'patient_id,person_id\nP1,7\nP1,7\n',
      [
        ['P1', undefined, 7],
        ['P1', undefined, 7],
      ],
    ],
    [
      'a shift, always into the past',
      'shifts',
      'person_id,shift_days\n7,30\n8,-30\n',
      [
        [7, -30],
        [8, -30],
      ],
    ],
    [
      'a visit without an end',
      'visits',
      'visit_occurrence_id,person_id,visit_start_date\n1,7,20200102\n',
      [[undefined, undefined, 1, 7, '2020-01-02', '2020-01-02', false]],
    ],
    [
      'a line for spreadsheets',
      'persons',
      'sep=;\r\npatient_id;person_id\r\nP1;7\r\n',
      [['P1', undefined, 7]],
    ],
    [
      'UTF-16 without a mark',
      'persons',
      Buffer.from('patient_id,person_id\nP1,7\n', 'utf16le'),
      [['P1', undefined, 7]],
    ],
    [
      'UTF-16, the other way round',
      'persons',
      Buffer.from('\uFEFFpatient_id,person_id\nP1,7\n', 'utf16le').swap16(),
      [['P1', undefined, 7]],
    ],
    [
      '29 February',
      'visits',
      'visit_occurrence_id,person_id,visit_start_date\n1,7,2020-02-29\n',
      [[undefined, undefined, 1, 7, '2020-02-29', '2020-02-29', false]],
    ],
    [
      'leading zeros stay',
      'procedures',
      'accession_number,procedure_occurrence_id\n007,1\n',
      [['007', undefined, 1, undefined]],
    ],
  ];
  test.each(READ)('%s', (_what, kind, text, rows) => {
    expect(rowsOf(kind, text)).toEqual(rows);
  });

  const FAULTS: readonly [string, SiteTableKind, string | Buffer, string, number | undefined, string][] = [
    [
      'no such heading',
      'persons',
      'mrn,person_id\nP1,7\n',
      'site-heading-missing',
      1,
      'patient_id or person_source_value',
    ],
    ['an empty file', 'persons', '', 'site-file-empty', 1, 'empty'],
    ['a heading alone', 'persons', 'patient_id,person_id\n', 'site-file-empty', 1, 'no row'],
    [
      'one patient, two persons',
      'persons',
      'patient_id,person_id\nP1,7\nP1,8\n',
      'site-key-ambiguous',
      3,
      'line 2 and line 3',
    ],
    [
      'an id that is none',
      'persons',
      'patient_id,person_id\nP1,x\n',
      'site-id-not-integer',
      2,
      'no whole number',
    ],
    [
      'an id over 32 bits',
      'persons',
      'patient_id,person_id\nP1,2147483648\n',
      'site-id-too-large',
      2,
      'over 2147483647',
    ],
    [
      'a concept over 32 bits',
      'localCodes',
      'source_code,source_vocabulary_id,target_concept_id\nX,99A,2147483648\n',
      'site-id-too-large',
      2,
      'over 2147483647',
    ],
    [
      'a key that a spreadsheet shortened',
      'procedures',
      'accession_number,procedure_occurrence_id\n1.2E+15,1\n',
      'site-key-scientific',
      2,
      'shortens',
    ],
    [
      'a day that a spreadsheet counted',
      'visits',
      'visit_occurrence_id,person_id,visit_start_date\n1,7,45321\n',
      'site-date-invalid',
      2,
      'counts',
    ],
    [
      'a day that is none',
      'visits',
      'visit_occurrence_id,person_id,visit_start_date\n1,7,2020-13-01\n',
      'site-date-invalid',
      2,
      'no date',
    ],
    [
      '30 February',
      'visits',
      'visit_occurrence_id,person_id,visit_start_date\n1,7,2020-02-30\n',
      'site-date-invalid',
      2,
      'no date',
    ],
    [
      'two columns of one name',
      'persons',
      'patient_id,person_id,person_id\nP1,7,8\n',
      'site-heading-repeated',
      1,
      'person_id',
    ],
    [
      'a workbook',
      'persons',
      Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1'),
      'site-file-no-text',
      1,
      'workbook',
    ],
    ['no person', 'persons', 'patient_id,person_id\nP1,\n', 'site-cell-missing', 2, 'no person_id'],
    ['person 0', 'persons', 'patient_id,person_id\nP1,0\n', 'site-person-zero', 2, 'nobody'],
    [
      'a procedure of no study',
      'procedures',
      'accession_number,procedure_occurrence_id\n,1\n',
      'site-cell-missing',
      2,
      'neither accession_number',
    ],
    [
      'one procedure, two visits',
      'procedures',
      'accession_number,procedure_occurrence_id,visit_occurrence_id\nA,1,5\nA,1,6\n',
      'site-key-ambiguous',
      3,
      'line 2 and line 3',
    ],
    [
      'a visit of nobody',
      'visits',
      'visit_occurrence_id,person_id,visit_start_date\n1,,2020-01-01\n',
      'site-cell-missing',
      2,
      'of no study',
    ],
    [
      'one study, two visits',
      'visits',
      'visit_occurrence_id,accession_number\n1,A\n2,A\n',
      'site-key-ambiguous',
      3,
      'line 2 and line 3',
    ],
    ['no shift', 'shifts', 'person_id,shift_days\n7,\n', 'site-cell-missing', 2, 'no shift'],
    [
      'one person, two shifts',
      'shifts',
      'person_id,shift_days\n7,3\n7,4\n',
      'site-key-ambiguous',
      3,
      'line 2 and line 3',
    ],
    [
      'one code, two targets',
      'localCodes',
      'source_code,source_vocabulary_id,target_concept_id\nX,99A,1\nX,99A,2\n',
      'site-key-ambiguous',
      3,
      'line 2 and line 3',
    ],
    ['a row too short', 'persons', 'patient_id,person_id,issuer\nP1,7\n', 'site-row-ragged', 2, '2 cells'],
    ['a quote that does not close', 'persons', 'patient_id,person_id\n"P1,7\n', 'site-file-malformed', 1, ''],
  ];
  test.each(FAULTS)('%s', (_what, kind, text, code, line, message) => {
    const { diagnostics } = read(kind, text);
    expect(diagnostics).toMatchObject([
      { code, severity: 'error', at: { file: `${kind}.csv`, line }, fix: expect.any(String) },
    ]);
    expect(diagnostics[0]?.message).toContain(message);
  });

  test('what may be right is a warning', () => {
    const latin = read('persons', Buffer.from('patient_id,person_id\nM\xfcller,7\n', 'latin1'));
    expect(latin.diagnostics).toMatchObject([
      { code: 'site-file-encoding', severity: 'warning', message: expect.stringContaining('Windows-1252') },
    ]);
    expect(latin.value?.rows).toEqual([['Müller', undefined, 7]]);
    const zeros = read(
      'procedures',
      'accession_number,procedure_occurrence_id\n0012,1\n0013,2\n1234,3\n14,4\n',
    );
    expect(zeros.diagnostics).toMatchObject([
      { code: 'site-zeros-lost', severity: 'warning', at: { line: 5 }, fix: expect.stringContaining('text') },
    ]);
  });

  const WARNINGS: readonly [string, SiteTableKind, string, string, number, string][] = [
    ['numbers with .0', 'persons', 'patient_id,person_id\n12.0,7\n13.0,8\n', 'site-key-decimal', 2, 'text'],
    [
      'a person without an id of a patient',
      'persons',
      'patient_id,person_id\nP1,7\n,8\n',
      'site-cell-missing',
      3,
      'fill',
    ],
    ['a shift of 0', 'shifts', 'person_id,shift_days\n7,0\n', 'site-shift-zero', 2, 'another number'],
    [
      'a visit that ends before it starts',
      'visits',
      'visit_occurrence_id,person_id,visit_start_date,visit_end_date\n1,7,2020-01-03,2020-01-02\n',
      'site-visit-reversed',
      2,
      'which of the two',
    ],
  ];
  test.each(WARNINGS)('%s: a warning', (_what, kind, text, code, line, fix) => {
    expect(read(kind, text).diagnostics).toMatchObject([
      { code, severity: 'warning', at: { line }, fix: expect.stringContaining(fix) },
    ]);
  });

  test('a heading that is missing names the option of the file', () => {
    expect(read('procedures', 'a,b\n1,2\n').diagnostics[0]).toMatchObject({
      found: 'a,b',
      fix: expect.stringContaining('--procedures'),
    });
  });

  test('no message shows a value: it may name a patient', () => {
    const { diagnostics } = read('persons', 'patient_id,person_id\nP1,Mueller\n');
    expect(JSON.stringify(diagnostics)).not.toContain('Mueller');
  });
});
