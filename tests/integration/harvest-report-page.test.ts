/** The report of a harvest in a real browser: at the width of a screen and of a phone, its search and filters, no network. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { formatReport } from '../../src/quality/report/page.js';
import type { HarvestSummary } from '../../src/quality/report/summary.js';
import { CHROMIUM, hasChromium, openPage, type Page, waitFor } from '../support/chromium.js';

jest.setTimeout(60_000);

const HOSTILE =
  '</script><script>window.broken=1</script><img src=http://192.0.2.1/x onerror="window.broken=1">';
const SUMMARY: HarvestSummary = {
  tool: 'dicom-omop 0.1.0',
  least: 5,
  isDeidentified: true,
  totals: [{ name: 'series', n: 12345 }],
  modalities: [{ name: 'CT', n: 12000 }],
  years: [
    { modality: 'CT', year: '2019', n: 9000, images: 90000 },
    { modality: 'CT', year: '2020', n: '<5', images: '<5' },
  ],
  makers: [{ name: HOSTILE, n: 7 }],
  sites: [
    { name: 'A part of the body with a name that is far longer than a phone is wide, and goes on', n: 80 },
  ],
  procedures: [{ name: 'CT of chest', n: 9 }],
  combinations: [
    { modality: 'CT', site: 'Chest', plane: 'axial', contrast: 'yes', weighting: '', n: 900 },
    { modality: 'CT', site: 'Head', plane: 'axial', contrast: '', weighting: '', n: '<5' },
    { modality: 'MR', site: 'Head', plane: 'sagittal', contrast: 'no', weighting: 'T1', n: 30 },
    ...Array.from({ length: 150 }, (_, at) => ({
      modality: 'US',
      site: `Part ${at}`,
      plane: '',
      contrast: '',
      weighting: '',
      n: 6,
    })),
  ],
  attributes: [
    {
      attribute: 'SliceThickness',
      unit: 'mm',
      values: 100,
      percent: 99.5,
      unique: 7,
      low: 0.5,
      median: 2,
      high: 10,
    },
  ],
  coverage: [{ what: 'terms with a concept', known: 90, total: 100 }],
  quality: [
    {
      code: 'K04',
      title: 'Images have a site',
      category: 'completeness',
      level: 'warning',
      status: 'failed',
      percent: 50,
      threshold: 20,
    },
  ],
  unresolved: [{ what: 'value-not-defined', attribute: '00080008', value: HOSTILE, n: 9 }],
  refused: [{ level: 'instance', reason: 'person-unknown', n: 70 }],
};

const describeWithBrowser = hasChromium ? describe : describe.skip;
if (!hasChromium)
  test.skip(`the report of a harvest in a browser: ${CHROMIUM} is not there (apt-get install chromium)`, () => {});

describeWithBrowser('the report of a harvest', () => {
  let directory: string;
  let page: Page;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'report-page-'));
    const path = join(directory, 'report.html');
    writeFileSync(path, formatReport(SUMMARY));
    page = await openPage(pathToFileURL(path).href);
  });
  afterAll(async () => {
    await page?.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const status = () => page.evaluate('document.getElementById("status").textContent');
  const statusBecomes = (text: string) => waitFor(async () => (await status()) === text, text);
  const shown = () =>
    page.evaluate('[...document.querySelectorAll("#list li")].map((item) => item.textContent)');
  const choose = (id: string, value: string) =>
    page.evaluate(
      `{ const select = document.getElementById("${id}"); select.value = ${JSON.stringify(value)}; select.dispatchEvent(new Event("change")); }`,
    );

  test.each([1280, 390])('at %d pixels nothing is wider than the screen', async (width) => {
    await page.resize(width, 900);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await page.evaluate('document.querySelector("h3").textContent')).toBe('CT: 12,000 series');
    expect(await page.evaluate('document.querySelectorAll("section h2").length')).toBe(11);
  });

  test('bars are as long as their counts; what is hidden has none', async () => {
    expect(
      await page.evaluate(
        '[...document.querySelectorAll("#years rect")].map((bar) => bar.getAttribute("width"))',
      ),
    ).toEqual(['100.0', '0.0']);
  });

  test('search and filters; the address holds them', async () => {
    await statusBecomes('153 combinations, 1,830 series and some');
    await page.evaluate('document.getElementById("search").focus()');
    await page.type('with contrast axial');
    await statusBecomes('1 combination, 900 series');
    expect(await shown()).toEqual(['CT · Chest · axial · with contrast900']);
    await page.evaluate(
      '{ const search = document.getElementById("search"); search.value = ""; search.dispatchEvent(new Event("input")); }',
    );
    await choose('site', 'Head');
    await statusBecomes('2 combinations, 30 series and some');
    await choose('modality', 'MR');
    await statusBecomes('1 combination, 30 series');
    expect(await page.evaluate('location.hash')).toBe('#modality=MR&site=Head');
    await choose('modality', '');
    await choose('site', '');
    await statusBecomes('153 combinations, 1,830 series and some');
  });

  test('what headers hold is text: nothing runs, nothing is asked of a network', async () => {
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(await page.evaluate('document.querySelector("#makers td").textContent')).toBe(HOSTILE);
    expect(page.requests.filter((address) => !address.startsWith('file:'))).toEqual([]);
    expect(page.complaints).toEqual([]);
  });
});
