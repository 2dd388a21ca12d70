/** The numbers of a report: what they count, and that nothing of one person is among them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Engine, openEngine } from '../../../src/harvest/engine.js';
import { formatReport } from '../../../src/quality/report/page.js';
import { type HarvestSummary, summarizeHarvest } from '../../../src/quality/report/summary.js';
import { ROOT } from '../../support/command-line.js';
import { openCleanHarvest } from '../../support/quality-tables.js';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'report-'));
const omop = join(folder, 'omop');
let engine: Engine;

beforeAll(async () => {
  mkdirSync(omop);
  writeFileSync(join(omop, 'manifest.json'), '{"deidentified": true, "counts": {}}');
  writeFileSync(join(omop, 'refused.tsv'), 'level\tcode\tn\ninstance\tunreadable\t3\nelement\tprivate\t70\n');
  writeFileSync(
    join(omop, 'findings.tsv'),
    'code\tattribute\tvalue\tn_series\nvalue-not-defined\t00080008\tM_SE\t12\n',
  );
  const rule = {
    code: 'K04',
    title: 'Images have a site',
    category: 'completeness',
    level: 'warning',
    threshold: 20,
  };
  writeFileSync(
    join(omop, 'dq_results.json'),
    JSON.stringify({
      rules: [
        { ...rule, status: 'failed', failed: 30, total: 60 },
        { ...rule, code: 'K05', status: 'failed', failed: 1, total: 60 },
      ],
    }),
  );
  engine = await openEngine({ folder, threads: 1, memory: 500 });
  await openCleanHarvest(engine);
  const columns =
    'image_feature_id, person_id, image_occurrence_id, image_feature_event_field_concept_id, image_feature_event_id';
  await engine.run(
    "INSERT INTO measurement (measurement_id, person_id, measurement_source_value, value_source_value) VALUES (950, 7, 'derived:plane', 'axial')",
  );
  await engine.run(`INSERT INTO image_feature (${columns}) VALUES (950, 7, 1, 1147330, 950)`);
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

const summarize = async (least: number): Promise<HarvestSummary> => {
  await engine.run('BEGIN');
  try {
    const summary = await summarizeHarvest(engine, {
      omop,
      sources: join(ROOT, 'src'),
      least,
      tool: 'dicom-omop test',
    });
    if (!summary) throw new Error('no summary');
    return summary;
  } finally {
    await engine.run('ROLLBACK');
  }
};

describe('the numbers of a report', () => {
  test('all of them, where nothing is hidden', async () => {
    const summary = await summarize(1);
    expect(summary.totals.slice(0, 4)).toEqual([
      { name: 'persons', n: 2 },
      { name: 'studies', n: 5 },
      { name: 'series', n: 5 },
      { name: 'images', n: 6 },
    ]);
    expect(summary.years).toContainEqual({ modality: 'CT', year: '2020', n: 1, images: 2 });
    expect(summary.combinations).toContainEqual({
      modality: 'CT',
      site: 'Chest',
      plane: 'axial',
      contrast: '',
      weighting: '',
      n: 1,
    });
    expect(summary.attributes).toContainEqual(
      expect.objectContaining({
        attribute: 'SliceThickness',
        unit: 'mm',
        values: 23,
        percent: 40,
        unique: 5,
        low: 1,
        median: 3,
        high: 5,
      }),
    );
    expect(summary.coverage).toContainEqual({ what: 'terms with a concept', known: 3, total: 3 });
    expect(summary.refused).toContainEqual({ level: 'instance', reason: 'unreadable', n: 3 });
    expect(summary.quality?.map(({ code, percent }) => [code, percent])).toEqual([
      ['K04', 50],
      ['K05', 1.667],
    ]);
  });

  test('of two persons nothing is told but that they are few', async () => {
    const summary = await summarize(5);
    expect(summary.totals[0]).toEqual({ name: 'persons', n: '<5' });
    const counts = [
      ...summary.modalities,
      ...summary.sites,
      ...summary.makers,
      ...summary.years,
      ...summary.combinations,
    ];
    expect(counts.length).toBeGreaterThan(10);
    expect(counts.filter(({ n }) => typeof n === 'number')).toEqual([]);
    expect(
      summary.attributes.filter(({ low, high, values }) =>
        [low, high, values].some((each) => typeof each === 'number'),
      ),
    ).toEqual([]);
    expect(summary.quality?.map(({ percent }) => percent)).toEqual([50, 'hidden']);
  });

  test('least and greatest are values that as many persons reach', async () => {
    await engine.run(
      "UPDATE measurement SET value_as_number = 400 WHERE measurement_source_value = '00280010' AND person_id = 8 AND measurement_id = 3",
    );
    const two = (await summarize(2)).attributes.find(({ attribute }) => attribute === 'Rows');
    expect(two).toMatchObject({ low: 512, high: 512 });
    expect((await summarize(1)).attributes.find(({ attribute }) => attribute === 'Rows')).toMatchObject({
      low: 400,
    });
  });

  test('the page holds no id, no UID and no day', async () => {
    const html = formatReport(await summarize(1));
    expect(html).not.toMatch(/2\.25\.|1\.2\.\d|\d{4}-\d\d-\d\d/);
    expect(html).toContain('<h3>CT: 1 series</h3>');
    expect(html).toContain('What was not understood');
  });

  test('texts of the headers are text in the page', async () => {
    await engine.run(
      "UPDATE image_occurrence_source SET manufacturer = '<script>broken()</script>' WHERE image_occurrence_id = 1",
    );
    const html = formatReport(await summarize(1));
    expect(html).toContain('&lt;script&gt;broken()&lt;/script&gt;');
    expect(html).not.toContain('<script>broken');
  });
});
