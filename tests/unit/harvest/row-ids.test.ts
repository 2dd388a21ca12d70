import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { digestsOf } from '../../support/command-line.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(120_000);
const { harvest } = useSmallHarvests();

describe('ids', () => {
  test('the same harvest again: the same bytes, and nothing is added to the crosswalk', async () => {
    const { folder, again } = await harvest({ elements: [elementOf('00180081', 'DS', '4')] });
    const first = digestsOf(join(folder, 'omop'));
    const site = digestsOf(join(folder, 'site'));
    await again();
    expect(digestsOf(join(folder, 'omop'))).toEqual(first);
    const runs = (digests: Record<string, string>) =>
      Object.keys(digests).filter((name) => name.startsWith('run-'));
    expect(runs(digestsOf(join(folder, 'site')))).toEqual(runs(site));
  });

  test('what is added gets new ids; what is there keeps its own; what is gone is told and comes back', async () => {
    const { folder, again, read } = await harvest({ elements: [elementOf('00180081', 'DS', '4')] });
    const add = instanceOf('9', { series_instance_uid: '0.1', study_instance_uid: '0.0' });
    const day = (uid: string) => elementOf('00080021', 'DA', '20200101', { series_instance_uid: uid });
    const both = {
      instances: [instanceOf('1.2.3.1'), add],
      elements: [day('1.2.3'), day('0.1'), elementOf('00180081', 'DS', '4')],
    };
    await writeHeaderTables(join(folder, 'headers'), both);
    await again();
    expect(read('IMAGE_OCCURRENCE.csv').map((row) => row.procedure_occurrence_id)).toEqual(['1', '2']);
    await writeHeaderTables(join(folder, 'headers'), { instances: [add], elements: [day('0.1')] });
    await again();
    expect(read('IMAGE_OCCURRENCE.csv').map((row) => row.image_occurrence_id)).toEqual(['2']);
    expect(
      read('deleted.tsv')
        .map((row) => `${row.table_name} ${row.id}`)
        .sort(),
    ).toEqual(['image_feature 1', 'image_occurrence 1', 'measurement 1', 'procedure_occurrence 1']);
    await writeHeaderTables(join(folder, 'headers'), both);
    await again();
    expect(read('IMAGE_OCCURRENCE.csv').map((row) => row.image_occurrence_id)).toEqual(['1', '2']);
    expect(read('MEASUREMENT.csv')[0]?.measurement_id).toBe('1');
    expect(read('deleted.tsv')).toEqual([]);
  });

  test('an id that does not fit into 32 bits: nothing is written', async () => {
    const { outcome } = await harvest({}, { settings: { idBase: 2_147_483_648 } });
    expect(outcome.value).toBeUndefined();
    expect(outcome.diagnostics).toMatchObject([
      {
        code: 'id-overflow',
        severity: 'error',
        found: '2147483648',
        fix: expect.stringContaining('--ids bigint'),
      },
    ]);
    const wide = await harvest({}, { settings: { idBase: 2_147_483_648, bigint: true } });
    expect(wide.read('IMAGE_OCCURRENCE.csv')[0]?.image_occurrence_id).toBe('2147483648');
  });
});
