/** Rows in ranges of their ids: none left out, none twice, and the same bytes as at once. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { type Engine, useEngine } from '../../../src/harvest/engine.js';
import { listRanges } from '../../../src/harvest/id-ranges.js';
import { mapIn } from '../../support/harvest.js';
import { elementOf, writeHeaderTables } from '../../support/header-tables.js';
import { seriesOf, useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(120_000);

describe('ranges', () => {
  const IDS = [1, 2, 3, 5, 8, 13, 21, 34, 2_000_000_000, 2_000_000_001];
  const inRanges = (rowsAtOnce: number) =>
    useEngine({ threads: 1, memory: 200, rowsAtOnce }, async (engine: Engine) => {
      await engine.run('CREATE TABLE numbered (id BIGINT)');
      await engine.append(
        'numbered',
        IDS.map((id) => [id]),
      );
      const ranges = await listRanges(engine, 'numbered', 'id');
      const found: number[][] = [];
      for (const where of ranges) {
        const rows = await engine.rows<{ id: number }>(`SELECT id FROM numbered WHERE ${where} ORDER BY id`);
        found.push(rows.map(({ id }) => id));
      }
      return found;
    });

  test.each([1, 3, 9, 10, 1_000])('of %i rows hold every id once, in order', async (rowsAtOnce) => {
    const found = await inRanges(rowsAtOnce);
    expect(found.flat()).toEqual(IDS);
    expect(found.length).toBe(rowsAtOnce >= IDS.length ? 1 : Math.ceil(IDS.length / rowsAtOnce));
  });

  test('no rows are one range', async () => {
    const ranges = await useEngine({ threads: 1, memory: 200, rowsAtOnce: 3 }, async (engine) => {
      await engine.run('CREATE TABLE nothing (id BIGINT)');
      return listRanges(engine, 'nothing', 'id');
    });
    expect(ranges).toEqual(['TRUE']);
  });
});

describe('a harvest in ranges', () => {
  const { newFolder, getRelease } = useSmallHarvests();
  const headersOf = (series: number) =>
    seriesOf(
      Array.from({ length: series }, (_, at) => ({
        elements: [
          elementOf('00180081', 'DS', String(at + 2)),
          elementOf('00180080', 'DS', '500'),
          elementOf('00185100', 'CS', 'HFS'),
        ],
      })),
    );
  /** Two harvests of one site: the second finds the ids of the first, and brings more series. */
  const harvestTwice = async (rowsAtOnce: number): Promise<Readonly<Record<string, string>>> => {
    const folder = await newFolder();
    mkdirSync(join(folder, 'site'));
    writeFileSync(join(folder, 'site', 'secret'), `${'5e'.repeat(32)}\n`, { mode: 0o600 });
    for (const series of [4, 7]) {
      await writeHeaderTables(join(folder, 'headers'), headersOf(series));
      await mapIn(folder, getRelease(), { request: { rowsAtOnce } });
    }
    const names = readdirSync(join(folder, 'omop')).sort();
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, 'omop', name), 'utf8')]));
  };

  test('writes the bytes of one at once, with ids that are remembered and new ones', async () => {
    const inRanges = await harvestTwice(4);
    expect(inRanges['MEASUREMENT.csv']?.match(/\n/g)?.length).toBeGreaterThan(7 * 3);
    expect(inRanges).toEqual(await harvestTwice(1_000));
  });
});
