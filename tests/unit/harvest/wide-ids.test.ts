import { describe, expect, jest, test } from '@jest/globals';
import { readSiteTable } from '../../../src/harvest/site-tables.js';
import { instanceOf } from '../../support/header-tables.js';
import { useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(120_000);
const { harvest } = useSmallHarvests();
const WIDE = 9_000_000_007;

describe('ids of more than 32 bits', () => {
  test('are refused without --ids bigint, with that as the next step', () => {
    const { diagnostics } = readSiteTable(
      'persons',
      Buffer.from(`patient_id,person_id\nP1,${WIDE}\n`),
      'persons.csv',
    );
    expect(diagnostics).toMatchObject([{ code: 'site-id-too-large', at: { file: 'persons.csv', line: 2 } }]);
    expect(diagnostics[0]?.fix).toContain('--ids bigint');
  });

  test('are taken with it, up to what a number holds', () => {
    const text = 'patient_id,person_id\nP1,9007199254740992\n';
    const { diagnostics } = readSiteTable('persons', Buffer.from(text), 'persons.csv', true);
    expect(diagnostics).toMatchObject([
      { code: 'site-id-too-large', message: 'person_id: over 9007199254740991' },
    ]);
  });

  test('a person, a visit and a procedure of the site keep theirs, and those of an earlier harvest stay', async () => {
    const { read, again } = await harvest(
      {
        instances: [
          instanceOf('1'),
          instanceOf('2', {
            patient_key: 'P2',
            series_instance_uid: '1.2.4',
            study_instance_uid: '1.3',
            accession_key: 'A2',
          }),
        ],
      },
      { site: { persons: 'patient_id,person_id\nP1,7\n' } },
    );
    expect(read('IMAGE_OCCURRENCE.csv').map((row) => row.person_id)).toEqual(['7']);
    const { value } = await again({
      settings: { bigint: true },
      site: {
        persons: `patient_id,person_id\nP1,7\nP2,${WIDE}\n`,
        procedures: `accession_number,procedure_occurrence_id,visit_occurrence_id\nA2,${WIDE + 1},${WIDE + 2}\n`,
      },
    });
    expect(value?.series).toEqual({ used: 2 });
    expect(
      read('IMAGE_OCCURRENCE.csv').map((row) => [
        row.person_id,
        row.procedure_occurrence_id,
        row.visit_occurrence_id,
      ]),
    ).toEqual([
      ['7', '1', ''],
      [String(WIDE), String(WIDE + 1), String(WIDE + 2)],
    ]);
    await again({
      settings: { bigint: true },
      site: { persons: `patient_id,person_id\nP1,7\nP2,${WIDE}\n` },
    });
    expect(read('IMAGE_OCCURRENCE.csv').map((row) => row.person_id)).toEqual(['7', String(WIDE)]);
  });
});
