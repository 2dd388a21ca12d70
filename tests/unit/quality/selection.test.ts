/** `--where` of `harvest list`: what it means, and what it says of what it does not understand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Engine, openEngine } from '../../../src/harvest/engine.js';
import { makeReportTables } from '../../../src/quality/report/report-questions.js';
import { parseWhere, selectSeries } from '../../../src/quality/selection.js';
import { ROOT } from '../../support/command-line.js';
import { openCleanHarvest } from '../../support/quality-tables.js';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'selection-'));
let engine: Engine;

beforeAll(async () => {
  engine = await openEngine({ folder, threads: 1, memory: 500 });
  await openCleanHarvest(engine);
  const facts: readonly (readonly [number, number, string, string])[] = [
    [950, 1, 'plane', 'axial'],
    [951, 1, 'contrast', 'no'],
    [952, 2, 'plane', 'sagittal'],
    [953, 2, 'slices', '40'],
  ];
  for (const [id, image, rule, value] of facts) {
    await engine.run(
      `INSERT INTO measurement (measurement_id, person_id, measurement_source_value, value_source_value) VALUES (${id}, 7, 'derived:${rule}', '${value}')`,
    );
    await engine.run(
      `INSERT INTO image_feature (image_feature_id, person_id, image_occurrence_id, image_feature_event_field_concept_id, image_feature_event_id) VALUES (${id}, 7, ${image}, 1147330, ${id})`,
    );
  }
  await makeReportTables(engine, join(ROOT, 'src'), 1);
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

const list = async (where: string) => {
  const { value, diagnostics } = parseWhere(where);
  expect(diagnostics).toEqual([]);
  const selected = await selectSeries(engine, value ?? []);
  expect(selected.diagnostics).toEqual([]);
  return selected.value?.map(({ image_occurrence_id }) => image_occurrence_id);
};

describe('harvest list --where', () => {
  test.each([
    ['', [1, 2, 3, 4, 5]],
    ['modality=CT', [1]],
    ['Modality = ct', [1]],
    ['modality!=CT', [2, 3, 4, 5]],
    ['site=chest and modality!=CT', [3, 5]],
    ['site="Chest" AND year=2020', [1, 3, 5]],
    ['maker~sie', [1]],
    ['modality=CT and plane=axial and contrast=pre', [1]],
    ['contrast=post', []],
    ['plane!=axial', [2, 3, 4, 5]],
    ['slices>=40', [2]],
    ['slices<9', []],
    ['SliceThickness<=1', [1]],
    ['slicethickness>4.5', [1, 2]],
    ['00180060=120', [1]],
    ['images>1', [1]],
    ['person=8', [2, 4]],
    ["model=x' OR 1=1", []],
    ['maker="\'; DROP TABLE image_occurrence; --"', []],
  ])('%s', async (where, ids) => {
    expect(await list(where)).toEqual(ids);
  });

  test('UIDs are those of the headers where the site remembers them', async () => {
    const [first] = (await selectSeries(engine, parseWhere('modality=CT').value ?? [])).value ?? [];
    expect(first).toEqual({
      image_occurrence_id: 1,
      person_id: 7,
      study_instance_uid: '1.2.1',
      series_instance_uid: '1.2.1.1',
      wadors_uri: null,
    });
  });

  test.each([
    ['modality', 'where-malformed', 'modality', /modality=CT and plane=axial/],
    ['modality=CT and', 'where-malformed', 'modality=CT and', /quote values/],
    ['modality=CT and plane', 'where-malformed', 'plane', /modality=CT and plane=axial/],
    ['colour=red', 'where-field-unknown', 'colour', /inspect/],
    ['year>=1e999', 'where-value-not-number', '1e999', /year>=10/],
    ['year=last', 'where-value-not-number', 'last', /year>=10/],
  ])('%s is not understood', async (where, code, found, fix) => {
    const parsed = parseWhere(where);
    const selected = parsed.value ? await selectSeries(engine, parsed.value) : parsed;
    expect(selected.value).toBeUndefined();
    expect(selected.diagnostics).toEqual([
      expect.objectContaining({ code, severity: 'error', found, fix: expect.stringMatching(fix) }),
    ]);
  });
});
