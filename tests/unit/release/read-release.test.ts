import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { emitOmopTables } from '../../../src/release/omop-tables.js';
import { readRelease } from '../../../src/release/read-release.js';
import { FORM_RULES } from '../../../src/release/release-file.js';
import { openFolder } from '../../../src/release/release-folder.js';
import { verifyRelease } from '../../../src/verify/verify-release.js';
import { releaseOf } from '../../support/release.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();

async function writeRelease(): Promise<string> {
  const folder = await newFolder();
  for (const [name, text] of emitOmopTables(releaseOf())) await writeFile(join(folder, name), text);
  return folder;
}

async function damage(file: string, change: (text: string) => string | Buffer): Promise<string> {
  const folder = await writeRelease();
  await writeFile(join(folder, file), change(await readFile(join(folder, file), 'utf8')));
  return folder;
}

const CASES: readonly [string, string, (text: string) => string | Buffer, number][] = [
  ['f1-encoding', 'a byte order mark', (text) => `\uFEFF${text}`, 1],
  ['f1-encoding', 'Latin-1', (text) => Buffer.from(text.replace('Modality', 'Modalit\u00E9'), 'latin1'), 3],
  ['f2-line-end', 'CRLF', (text) => text.replaceAll('\n', '\r\n'), 1],
  ['f2-line-end', 'no last line end', (text) => text.slice(0, -1), 6],
  ['f3-header', 'a header in upper case', (text) => text.replace('concept_id', 'CONCEPT_ID'), 1],
  ['f4-width', 'a tab in a name', (text) => text.replace('Computed Tomography', 'Computed\tTomography'), 4],
  ['f4-width', 'an empty line', (text) => text.replace('\n', '\n\n'), 2],
  ['f5-number', 'an id that was a float', (text) => text.replace('2128200002', '2.1282e+09'), 4],
  ['f6-order', 'rows out of order', (text) => text.replace(/^(2128200001.*\n)(2128200002.*\n)/m, '$2$1'), 4],
];

describe('the form of the files', () => {
  test('what was written is read as it was', async () => {
    const { value, diagnostics } = readRelease(openFolder(await writeRelease()));
    expect(diagnostics).toEqual([]);
    const plain = (rows: unknown) => JSON.parse(JSON.stringify(rows)) as unknown;
    const byKey = <Row extends object>(rows: readonly Row[]) =>
      new Set(rows.map((each) => JSON.stringify(each, Object.keys(each).sort())));
    const expected = releaseOf();
    expect(plain(value.release.concepts)).toEqual(plain(expected.concepts));
    expect(byKey(value.release.relationships)).toEqual(byKey(expected.relationships));
    expect(value.published).toBe('20240915');
    expect(verifyRelease(value.release, value)).toEqual([]);
  });

  test.each(CASES)('%s: %s', async (code, _title, change, line) => {
    const folder = await damage('CONCEPT.csv', change);
    const found = readRelease(openFolder(folder)).diagnostics.filter((each) => each.code === code);
    expect(found[0]?.at).toEqual({ file: join(folder, 'CONCEPT.csv'), line });
    expect(found[0]?.fix).toMatch(/\w/);
  });

  test('every rule of form has a case', () => {
    expect(FORM_RULES.filter(({ code }) => !CASES.some((each) => each[0] === code))).toEqual([]);
  });

  test('columns in another order are read by their names', async () => {
    const swap = (text: string) => text.replaceAll(/^([^\t\n]*)\t([^\t\n]*)\t/gm, '$2\t$1\t');
    const { value, diagnostics } = readRelease(openFolder(await damage('CONCEPT_SYNONYM.csv', swap)));
    expect(diagnostics.map(({ code }) => code)).toEqual(['f3-header']);
    expect(value.release.synonyms.map(({ conceptSynonymName }) => conceptSynonymName)).toEqual([
      '(0008,0060)',
      'Modality: CT',
    ]);
  });

  test('a double quote is data, and a breach at its line', async () => {
    const folder = await damage('CONCEPT.csv', (text) =>
      text.replace('Computed Tomography', '"Computed" Tomography'),
    );
    const { value, diagnostics } = readRelease(openFolder(folder));
    expect(diagnostics).toEqual([]);
    expect(verifyRelease(value.release, value).map(({ code, at }) => ({ code, at }))).toEqual([
      { code: 'm6-clean-text', at: { file: join(folder, 'CONCEPT.csv'), line: 4 } },
    ]);
  });

  test('a thousand faults of a kind are told once', async () => {
    const tail = `${'x\n'.repeat(1000)}`;
    const { diagnostics } = readRelease(openFolder(await damage('CONCEPT.csv', (text) => text + tail)));
    expect(diagnostics.length).toBe(21);
    expect(diagnostics.at(-1)?.message).toContain('the last of 980 more like this');
  });

  test('a directory that is no release is an environment fault', async () => {
    const folder = await newFolder();
    expect(() => readRelease(openFolder(folder))).toThrow(/is no release: CONCEPT\.csv is not there/);
  });
});
