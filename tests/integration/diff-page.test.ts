/** The diff page in a real browser: search, filters, keyboard, hostile names, no network, twenty thousand changes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Change } from '../../src/diff/compare/change.js';
import { renderPage } from '../../src/diff/report/page.js';
import { CHROMIUM, hasChromium, openPage, type Page, waitFor } from '../support/chromium.js';

jest.setTimeout(30_000);

const COUNT = 20_000;
const HOSTILE =
  '</script><script>window.broken=1</script><img src=http://192.0.2.1/x onerror="window.broken=1">\u2028<!--';

function makeChange(index: number): Change {
  const subject = {
    type: index % 2 ? 'code' : 'attribute',
    code: String(100000 + index),
    name: index === 7 ? HOSTILE : `Name ${index}`,
    conceptId: index,
  } as const;
  const at = 'PS3.6 2024d Table 6-1 row 9 #table_6-1';
  const link = 'https://dicom.nema.org/medical/dicom/2024d/output/html/part06.html#table_6-1';
  const base = { subject, topic: `CID ${Math.floor(index / 100)} Größe`, at, link };
  if (index < 10) return { ...base, kind: 'concept-removed' };
  if (index < 20) return { ...base, kind: 'vr-changed', from: 'DS', to: 'FD' };
  return { ...base, kind: 'vm-changed', from: '1', to: '1-n' };
}

const label = { edition: '2024d', published: '20240915', profile: 'default' };
const html = renderPage({
  old: { ...label, edition: '2016b' },
  now: label,
  changes: Array.from({ length: COUNT }, (_, index) => makeChange(index)),
  deltas: { concepts: [], relationships: [] },
  accepted: new Set(),
  gaps: ['maps to other vocabularies were not compared'],
});

const describeWithBrowser = hasChromium ? describe : describe.skip;
if (!hasChromium)
  test.skip(`the diff page in a browser: ${CHROMIUM} is not there (apt-get install chromium)`, () => {});

describeWithBrowser('diff page', () => {
  let directory: string;
  let address: string;
  let page: Page;
  const status = () => page.evaluate('document.getElementById("status")?.textContent');
  const statusBecomes = (text: string) => waitFor(async () => (await status()) === text, text);
  const rows = () => page.evaluate('document.querySelectorAll("#list li[data-row]").length');
  const focused = () =>
    page.evaluate('document.activeElement.id || document.activeElement.querySelector("code")?.textContent');

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'diff-page-'));
    const file = join(directory, 'changes.html');
    writeFileSync(file, html);
    address = pathToFileURL(file).href;
    page = await openPage(address);
  }, 60_000);
  afterAll(async () => {
    await page?.close();
    rmSync(directory, { recursive: true, force: true });
  }, 30_000);
  beforeEach(async () => {
    await page.evaluate('document.getElementById("clear").click()');
    await page.evaluate('document.activeElement.blur()');
    await statusBecomes('20,000 of 20,000 changes');
  });

  test('shows the first rows only, and more on demand', async () => {
    const first = await rows();
    expect(first).toBe(100);
    await page.evaluate('document.getElementById("more").click()');
    expect(await rows()).toBeGreaterThanOrEqual(200);
    expect(await focused()).toBe('100100');
  });

  test('search: all words, any case, accents aside; the address keeps it', async () => {
    await page.press('/');
    expect(await focused()).toBe('search');
    await page.type('GROSSE name 15 vr');
    await statusBecomes('0 of 20,000 changes');
    await page.evaluate('document.getElementById("search").select()');
    await page.type('GRÖßE name 15 VR');
    await statusBecomes('1 of 20,000 changes');
    expect(await page.evaluate('new URLSearchParams(location.hash.slice(1)).get("q")')).toBe(
      'GRÖßE name 15 VR',
    );
    await page.press('Escape');
    await statusBecomes('20,000 of 20,000 changes');
  });

  test('filters by kind, subject and need for a decision', async () => {
    const click = (selector: string) =>
      page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
    await click('input[value="vr-changed"]');
    await statusBecomes('10 of 20,000 changes');
    await click('input[value="concept-removed"]');
    await statusBecomes('20 of 20,000 changes');
    await page.evaluate(
      '{ const type = document.getElementById("type"); type.value = "code"; type.dispatchEvent(new Event("change")); }',
    );
    await statusBecomes('10 of 20,000 changes');
    await click('input[value="vr-changed"]');
    await statusBecomes('5 of 20,000 changes');
    await click('#clear');
    await click('#decisions');
    await statusBecomes('20 of 20,000 changes');
  });

  test('a filter in the address is applied when the page opens', async () => {
    await page.evaluate('location.hash = "kinds=vr-changed&type=code&q=name"');
    await statusBecomes('5 of 20,000 changes');
    await page.evaluate('document.documentElement.dataset.before = "true"; location.reload()');
    await waitFor(
      () =>
        page.evaluate(
          'document.documentElement.dataset.before === undefined && document.documentElement.dataset.ready === "true"',
        ),
      'reload',
    );
    await statusBecomes('5 of 20,000 changes');
    expect(await page.evaluate('document.querySelector("input[value=vr-changed]").checked')).toBe(true);
  });

  test('keyboard: down from the search into the list, through it, and back', async () => {
    await page.press('/');
    await page.press('ArrowDown');
    expect(await focused()).toBe('100000');
    await page.press('ArrowDown');
    await page.press('j');
    expect(await focused()).toBe('100002');
    await page.press('k');
    await page.press('ArrowUp');
    expect(await focused()).toBe('100000');
    await page.press('ArrowUp');
    expect(await focused()).toBe('search');
  });

  test('keyboard: into what is being searched for, not into what was there before', async () => {
    await page.press('/');
    await page.type('name 15');
    await page.press('ArrowDown');
    expect(await focused()).toBe('100015');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await focused()).toBe('100015');
  });

  test('keyboard: past the last row that is shown', async () => {
    await page.evaluate('document.querySelectorAll("#list li[data-row]")[98].focus()');
    await page.press('ArrowDown');
    await page.press('ArrowDown');
    expect(await focused()).toBe('100100');
  });

  test('every control is reached by Tab and has a name', async () => {
    const unnamed = await page.evaluate(
      '[...document.querySelectorAll("input, select, button")].filter((e) => !(e.labels?.length || e.textContent.trim())).length',
    );
    expect(unnamed).toBe(0);
    await page.evaluate('document.getElementById("search").focus()');
    const order: unknown[] = [];
    for (let step = 0; step < 3; step++) {
      await page.press('Tab');
      order.push(await page.evaluate('document.activeElement.id'));
    }
    expect(order).toEqual(['type', 'decisions', 'clear']);
  });

  test('phrases, keywords and concept ids; CID 29 is one group', async () => {
    const found = async (words: string) => {
      await page.evaluate(
        '{ const search = document.getElementById("search"); search.focus(); search.select(); }',
      );
      await page.type(words);
      await waitFor(
        async () => (await page.evaluate('new URLSearchParams(location.hash.slice(1)).get("q")')) === words,
        words,
      );
      return String(await status()).replace(/ of .*/, '');
    };
    expect(await found('"name 15"')).toBe('1,111');
    expect(await found('Name15')).toBe('1,111');
    expect(await found('19999')).toBe('1');
    expect(await found('CID 29')).toBe('100');
  });

  test('counts of kinds follow the filter', async () => {
    const counts = () =>
      page.evaluate('[...document.querySelectorAll("[data-count]")].map((count) => count.textContent)');
    expect(await counts()).toEqual(['10', '10', '19,980']);
    await page.evaluate('document.getElementById("decisions").click()');
    expect(await counts()).toEqual(['10', '10', '0']);
  });

  test('what was not compared is said', async () => {
    expect(await page.evaluate('document.querySelector("main .decision").textContent')).toBe(
      'maps to other vocabularies were not compared',
    );
  });

  test('ticks become lines for mappings/accepted-changes.tsv', async () => {
    await page.evaluate('document.querySelector("input[value=vr-changed]").click()');
    await page.evaluate('document.querySelectorAll("#list .accept")[1].click()');
    expect(await page.evaluate('document.getElementById("lines").value')).toBe(
      'vr-changed\t100011\tDS\tFD\taccepted in review\n',
    );
    await page.evaluate('document.querySelectorAll("#list .accept")[1].click()');
    expect(await page.evaluate('document.getElementById("accepted").hidden')).toBe(true);
  });

  test('on a phone the kinds are folded, and the first change is on the first screen', async () => {
    await page.resize(390, 844);
    await page.evaluate('document.documentElement.dataset.before = "true"; location.reload()');
    await waitFor(
      () =>
        page.evaluate(
          'document.documentElement.dataset.before === undefined && document.documentElement.dataset.ready === "true"',
        ),
      'reload',
    );
    expect(await page.evaluate('document.getElementById("kinds").open')).toBe(false);
    expect(
      Number(await page.evaluate('document.querySelector("li[data-row]").getBoundingClientRect().top')),
    ).toBeLessThan(500);
    expect(Number(await page.evaluate('document.querySelector("header").offsetHeight'))).toBeLessThan(
      844 * 0.22,
    );
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.resize(1200, 900);
  });

  test('a hostile name is text', async () => {
    await page.evaluate('document.getElementById("search").focus()');
    await page.type('onerror');
    await statusBecomes('1 of 20,000 changes');
    expect(await page.evaluate('document.querySelector("#list .name").textContent')).toBe(HOSTILE);
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(await page.evaluate('document.images.length')).toBe(0);
  });

  test('links lead to the standard', async () => {
    expect(await page.evaluate('document.querySelector("#list a").href')).toBe(
      'https://dicom.nema.org/medical/dicom/2024d/output/html/part06.html#table_6-1',
    );
  });

  test('a search over twenty thousand changes takes less than half a second', async () => {
    const run = `{ const search = document.getElementById("search"); const start = performance.now();
      search.value = "name 1999"; location.hash = "q=name+1999";
      new Promise((done) => addEventListener("hashchange", () => done(performance.now() - start), { once: true })); }`;
    expect(Number(await page.evaluate(run))).toBeLessThan(500);
    await statusBecomes('12 of 20,000 changes');
  });

  test('asks nothing of the network and breaks no policy', () => {
    expect(page.requests.filter((url) => !url.startsWith('file:') && url !== 'about:blank')).toEqual([]);
    expect(page.complaints).toEqual([]);
  });
});
