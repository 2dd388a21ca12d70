import { describe, expect, test } from '@jest/globals';
import {
  PLAYBOOK_MAP_COLUMNS,
  playbookMapRows,
  resolvePlaybook,
} from '../../../src/playbook/playbook-map.js';
import {
  SOURCE_TO_CONCEPT_MAP_COLUMNS,
  sourceToConceptMapRows,
} from '../../../src/playbook/source-to-concept-map.js';
import { athenaConceptOf, athenaIndexOf, stepOf } from '../../support/athena-index.js';
import { samplePlaybook } from '../../support/playbook/playbook-text.js';

const loinc = (conceptId: number, code: string, fields = {}) =>
  athenaConceptOf(conceptId, `LOINC ${code}`, fields);
const index = athenaIndexOf(
  [
    loinc(3002086, '24727-0'),
    loinc(3000001, '24531-6'),
    loinc(3000002, '24627-2'),
    loinc(3000003, '26257-6'),
    loinc(3000004, '26258-4'),
    loinc(3000005, '24628-0', { standard: undefined }),
    loinc(3000006, '30799-1', { standard: undefined }),
    loinc(3000007, '24785-8', { standard: undefined, invalid: 'D' }),
    loinc(4052, '1-8'),
    athenaConceptOf(4051, 'SNOMED 169069000'),
    athenaConceptOf(4053, 'SNOMED 169070004'),
  ],
  [stepOf(3000005, 4051), stepOf(3000005, 4053), stepOf(3000006, 4052)],
);
const links = resolvePlaybook(samplePlaybook(), index).value;
const rows = playbookMapRows(links);
const of = (loinc: string) => rows.filter((row) => row.loinc === loinc);

describe('playbookMapRows', () => {
  test('RPID24 -> 24727-0 -> concept 3002086, exact', () => {
    expect(of('24727-0')).toEqual([
      {
        rpid: 'RPID24',
        radlex_long_name: 'CT Head w IV Contrast',
        loinc: '24727-0',
        long_common_name: 'CT Head W contrast IV',
        concept_id: '3002086',
        concept_name: 'Name of 24727-0',
        domain_id: 'Observation',
        standard_concept: 'S',
        invalid_reason: '',
        target_concept_id: '3002086',
        target_vocabulary_id: 'LOINC',
        target_concept_code: '24727-0',
        target_concept_name: 'Name of 24727-0',
        status: 'exact',
      },
    ]);
    expect(of('24531-6')[0]).toMatchObject({ rpid: 'RPID2142', status: 'exact' });
  });

  test.each([
    ['24627-2', 'several RPIDs per LOINC'],
    ['26257-6', 'several LOINC per RPID'],
    ['24628-0', 'mapped to another vocabulary'],
    ['30799-1', 'mapped to another LOINC'],
    ['24785-8', 'deprecated LOINC; not standard, no map'],
    ['36643-5', 'absent'],
  ])('%s: %s', (loinc, status) => {
    expect(new Set(of(loinc).map((row) => row.status))).toEqual(new Set([status]));
  });

  test('one row per RPID and per target', () => {
    expect(of('24627-2').map(({ rpid }) => rpid)).toEqual(['RPID9001', 'RPID9002']);
    expect(of('24628-0').map((row) => row.target_concept_id)).toEqual(['4051', '4053']);
    expect(of('44115-4')).toMatchObject([{ rpid: '', target_concept_id: '', status: 'absent' }]);
  });

  test('has the columns of its header', () => {
    expect(Object.keys(rows[0] ?? {})).toEqual([...PLAYBOOK_MAP_COLUMNS]);
  });
});

describe('resolvePlaybook', () => {
  test('playbook-loinc-absent: a warning with the line of the code', () => {
    const { diagnostics } = resolvePlaybook(samplePlaybook(), index);
    const absent = diagnostics.filter(({ code }) => code === 'playbook-loinc-absent');
    expect(absent).toHaveLength(8);
    expect(absent[0]).toMatchObject({ severity: 'warning', at: { line: 14 } });
    expect(absent[0]?.message).toContain('24725-4');
  });

  test('playbook-vocabulary-absent: no LOINC among the concepts', () => {
    const { diagnostics } = resolvePlaybook(samplePlaybook(), athenaIndexOf([]));
    expect(diagnostics).toMatchObject([{ code: 'playbook-vocabulary-absent', severity: 'error' }]);
    expect(diagnostics[0]?.fix).toContain('LOINC');
  });

  test('playbook-concept-id: beyond 32 bits', () => {
    const { diagnostics } = resolvePlaybook(samplePlaybook(), athenaIndexOf([loinc(2 ** 31, '24727-0')]));
    expect(diagnostics.find(({ code }) => code === 'playbook-concept-id')).toMatchObject({
      severity: 'error',
      found: '2147483648',
    });
  });
});

describe('sourceToConceptMapRows', () => {
  const map = sourceToConceptMapRows(links, '20240101');

  test('Athena form, by RPID number', () => {
    expect(map[1]).toEqual({
      source_code: 'RPID24',
      source_concept_id: '0',
      source_vocabulary_id: 'RadLex Playbook',
      source_code_description: 'CT Head w IV Contrast',
      target_concept_id: '3002086',
      target_vocabulary_id: 'LOINC',
      valid_start_date: '20240101',
      valid_end_date: '20991231',
      invalid_reason: '',
    });
    expect(Object.keys(map[0] ?? {})).toEqual([...SOURCE_TO_CONCEPT_MAP_COLUMNS]);
    const numbers = map.map((row) => Number(row.source_code.slice(4)));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  test('several targets: several rows; none: one row with target 0', () => {
    const targets = (rpid: string) =>
      map
        .filter((row) => row.source_code === rpid)
        .map((row) => `${row.target_concept_id} ${row.target_vocabulary_id}`);
    expect(targets('RPID9003')).toEqual(['4051 SNOMED', '4053 SNOMED']);
    expect(targets('RPID9004')).toEqual(['3000003 LOINC', '3000004 LOINC']);
    expect(targets('RPID9005')).toEqual(['0 None']);
  });
});
