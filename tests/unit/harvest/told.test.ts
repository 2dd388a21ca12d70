/** What a reader of the tables is told beside them: values without a concept, values that differ, days that cannot be. */
import { describe, expect, jest, test } from '@jest/globals';
import { elementOf, instanceOf } from '../../support/header-tables.js';
import { useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(120_000);
const { harvest } = useSmallHarvests();

describe('told beside the tables', () => {
  test('unresolved_values.tsv: values that found no concept, shown with --identified alone', async () => {
    const rows = {
      instances: [instanceOf('1', { modality: 'QQ' })],
      elements: [elementOf('00185100', 'CS', 'MUELLER'), elementOf('00080070', 'LO', 'ACME')],
    };
    const hidden = await harvest(rows);
    const told = (file: Record<string, string>[]) =>
      file.map((row) => [row.attribute, row.name, row.value, row.n_series].join(' '));
    expect(told(hidden.read('unresolved_values.tsv'))).toEqual([
      '00080060 Modality _ 1',
      '00185100 Patient Position _ 1',
    ]);
    await hidden.again({ settings: { identified: true } });
    expect(told(hidden.read('unresolved_values.tsv'))).toEqual([
      '00080060 Modality QQ 1',
      '00185100 Patient Position MUELLER 1',
    ]);
  });

  test('varying_features.tsv: how many instances have each value of those that differ', async () => {
    const echo = (sop: string, value: string) =>
      elementOf('00180081', 'DS', value, { sop_instance_uid: sop, n_instances: 1 });
    const { read } = await harvest({
      instances: [instanceOf('1'), instanceOf('2'), instanceOf('3')],
      elements: [
        echo('1', '10'),
        echo('2', '10.0'),
        echo('3', '20'),
        elementOf('00185100', 'CS', 'HFS', { n_instances: 3 }),
      ],
    });
    const textOf = (id: string | undefined) => {
      const feature = read('IMAGE_FEATURE.csv').find((row) => row.image_feature_id === id);
      return read('MEASUREMENT.csv').find((row) => row.measurement_id === feature?.image_feature_event_id)
        ?.value_source_value;
    };
    expect(
      read('varying_features.tsv').map((row) => [
        textOf(row.image_feature_id),
        row.n_instances,
        row.n_distinct,
      ]),
    ).toEqual([
      ['10', '2', '2'],
      ['20', '1', '2'],
    ]);
  });

  test('a shift that takes the images of an infant before the year of birth is told', async () => {
    const elements = [elementOf('00100030', 'DA', '20191230')];
    const site = (days: number) => ({ site: { shifts: `person_id,shift_days\n7,${days}\n` } });
    const far = await harvest({ elements }, site(400));
    expect(far.read('findings.tsv')).toContainEqual({
      code: 'day-before-birth',
      attribute: '00100030',
      value: '',
      n_series: '1',
    });
    const near = await harvest({ elements }, site(3));
    expect(near.read('findings.tsv').map(({ code }) => code)).not.toContain('day-before-birth');
  });
});
