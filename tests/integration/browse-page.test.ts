/** The page of a release in a real browser: search, entries, references, keyboard, address, phone, dark, no network. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { emitBrowsePage } from '../../src/browse/browse-page.js';
import { CHROMIUM, hasChromium, openPage, type Page, waitFor } from '../support/chromium.js';
import { SMALL_FILES, smallRelease } from '../support/small-release.js';

jest.setTimeout(30_000);

const HOSTILE =
  '</script><script>window.broken=1</script><img src=http://192.0.2.1/x onerror="window.broken=1">';
const [file, html] = emitBrowsePage(
  smallRelease({
    'standard/code_definitions.tsv': `${SMALL_FILES.get('standard/code_definitions.tsv')}BAD\t${HOSTILE}\t\t\tfalse\t\t\n`,
  }),
  { edition: '2024d', profile: 'default', tool: 'dicom-omop 0.1.0', athena: undefined },
);

const describeWithBrowser = hasChromium ? describe : describe.skip;
if (!hasChromium)
  test.skip(`the page of a release in a browser: ${CHROMIUM} is not there (apt-get install chromium)`, () => {});

test('the page is browse/index.html of the release', () => expect(file).toBe('browse/index.html'));

describeWithBrowser('the page of a release', () => {
  let directory: string;
  let page: Page;
  const text = (selector: string) =>
    page.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent`);
  const titleBecomes = (title: string) => waitFor(async () => (await text('.title')) === title, title);
  const found = async (): Promise<unknown> =>
    page.evaluate('[...document.querySelectorAll("#list li code")].map((code) => code.textContent)');
  const search = async (words: string) => {
    await page.evaluate(
      '{ const search = document.getElementById("search"); search.focus(); search.select(); }',
    );
    await page.type(words);
    await waitFor(
      async () => (await page.evaluate('new URLSearchParams(location.hash.slice(1)).get("q")')) === words,
      words,
    );
    return found();
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'browse-page-'));
    const path = join(directory, 'index.html');
    writeFileSync(path, html);
    page = await openPage(pathToFileURL(path).href);
  }, 60_000);
  afterAll(async () => {
    await page?.close();
    rmSync(directory, { recursive: true, force: true });
  }, 30_000);
  beforeEach(() => page.evaluate('document.getElementById("clear").click()'));

  test.each([
    ['0018,0081', ['(0018,0081)']],
    ['00180081', ['(0018,0081)']],
    ['EchoTime', ['(0018,0081)']],
    ['échO tIme', ['(0018,0081)']],
    ['2128200004', ['DCM:CT']],
    ['CID 29', ['CID 29']],
    ['b factor', ['0019xx0C|ACME 1.1']],
    ['2128200009', ['RADLEX:RID12']],
    ['T-A0100', ['SCT:12738006']],
    ['"time echo"', []],
    ['1.2.840.10008.1.2', ['1.2.840.10008.1.2']],
  ])('finds %s', async (words, keys) => {
    expect(await search(words)).toEqual(keys);
  });

  test('what is called so stands before what has the words', async () => {
    const keys = (await search('ct')) as string[];
    expect(keys[0]).toBe('DCM:CT');
    expect(keys.length).toBeGreaterThan(1);
    expect(await text('#status')).toBe(
      `${keys.length} of ${await page.evaluate('JSON.parse(document.getElementById("data").textContent).keys.length')} entries`,
    );
  });

  test('an entry has facts and sections, and leads to others and to the standard; Back comes back', async () => {
    await search('0018,5100');
    await page.press('Enter');
    await titleBecomes('(0018,5100) Patient Position');
    expect(await text('dl')).toContain('2128200003, code 00185100');
    expect(await text('#detail')).toContain('HFS = Head First-Supine');
    expect(await page.evaluate('document.querySelector("#detail a .place").closest("a").href')).toBe(
      'https://dicom.nema.org/medical/dicom/2024d/output/html/part03.html#sect_C.7.3.1.1.2',
    );
    await page.evaluate('document.querySelector("#detail a[data-entry]").click()');
    await titleBecomes('00185100:HFS Head First-Supine');
    await page.evaluate('history.back()');
    await titleBecomes('(0018,5100) Patient Position');
  });

  test('the address holds words, kind and entry', async () => {
    await page.evaluate('location.hash = "q=tomography&kind=code&e=DCM%3ACT"');
    await titleBecomes('DCM:CT Computed Tomography');
    expect(await found()).toEqual(['DCM:CT', 'DCM:XCT']);
    expect(await page.evaluate('document.title')).toBe('DCM:CT Computed Tomography');
  });

  test('keyboard: from the search through the list into an entry, and back', async () => {
    await page.evaluate('document.activeElement.blur()');
    await page.press('/');
    await page.type('tomography');
    await page.press('ArrowDown');
    await page.press('j');
    expect(await page.evaluate('document.activeElement.querySelector("code").textContent')).toBe('DCM:XCT');
    await page.press('k');
    await page.press('Enter');
    await titleBecomes('DCM:CT Computed Tomography');
    await page.press('Escape');
    await waitFor(async () => (await text('.title')) === undefined, 'no entry');
    expect(await page.evaluate('document.activeElement.id')).toBe('search');
  });

  test('on a phone list and entry take turns, and nothing is wider than the screen', async () => {
    const shown = (id: string) =>
      page.evaluate(`getComputedStyle(document.getElementById("${id}")).display !== "none"`);
    await page.resize(390, 844);
    expect(await search('position')).toEqual(['(0018,5100)']);
    expect([await shown('results'), await shown('entry')]).toEqual([true, false]);
    await page.evaluate('document.querySelector("#list a").click()');
    await titleBecomes('(0018,5100) Patient Position');
    expect([await shown('results'), await shown('entry'), await shown('back')]).toEqual([false, true, true]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.evaluate('document.getElementById("back").click()');
    expect(await shown('results')).toBe(true);
    await page.resize(1280, 900);
  });

  test('a hostile name is text', async () => {
    expect(await search('onerror')).toEqual(['DCM:BAD']);
    await page.press('Enter');
    await titleBecomes(`DCM:BAD ${HOSTILE}`);
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(await page.evaluate('document.images.length')).toBe(0);
  });

  test('every control has a name; asks nothing of the network and breaks no policy', async () => {
    expect(
      await page.evaluate(
        '[...document.querySelectorAll("input, select, button")].filter((e) => !(e.labels?.length || e.textContent.trim())).length',
      ),
    ).toBe(0);
    expect(page.requests.filter((url) => !url.startsWith('file:') && url !== 'about:blank')).toEqual([]);
    expect(page.complaints).toEqual([]);
  });
});
