import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openPartialStore } from '../../../../src/fetch/download/partial.js';
import type { Received } from '../../../../src/fetch/download/received.js';
import { useFolders } from '../../../support/standard-document.js';

const newFolder = useFolders();
const URL_16 = 'https://dicom.example/part16.xml';

const receivedOf = (text: string, more: Partial<Received> = {}): Received => ({
  etag: '"1"',
  lastModified: undefined,
  guard: '"1"',
  encoding: 'gzip',
  total: 100,
  chunks: [Buffer.from(text)],
  length: text.length,
  ...more,
});

async function leavePiece(cacheRoot: string, received: Received, ...more: readonly string[]): Promise<void> {
  const store = openPartialStore(cacheRoot, 'part16.xml', URL_16);
  store.begin(received);
  for (const text of more) store.append(Buffer.from(text));
  await store.close();
}

async function findText(cacheRoot: string, url = URL_16): Promise<string | undefined> {
  const piece = await openPartialStore(cacheRoot, 'part16.xml', url).find(new Date());
  return piece && Buffer.concat(piece.chunks).toString();
}

describe('openPartialStore', () => {
  test('finds the longest piece with all that was said of it', async () => {
    const cacheRoot = await newFolder();
    await leavePiece(cacheRoot, receivedOf('first'), '\nsecond');
    await leavePiece(cacheRoot, receivedOf('short'));
    const piece = await openPartialStore(cacheRoot, 'part16.xml', URL_16).find(new Date());
    const text = 'first\nsecond';
    expect(piece).toEqual({ ...receivedOf(text), lastModified: undefined });
    expect(await findText(cacheRoot, 'https://other.example/part16.xml')).toBeUndefined();
  });

  test('keeps nothing that could not be resumed', async () => {
    const cacheRoot = await newFolder();
    await leavePiece(cacheRoot, receivedOf('text', { guard: undefined }));
    expect(await findText(cacheRoot)).toBeUndefined();
  });

  test('takes nothing that is longer than the document, cut off or no piece', async () => {
    const cacheRoot = await newFolder();
    await leavePiece(cacheRoot, receivedOf('text', { total: 3 }));
    const folder = join(cacheRoot, '.partial');
    const [name = ''] = await readdir(folder);
    for (const text of ['', '{"guard":', '{"guard":\nx', '[]\nx', 'null\nx', '{"guard":1}\nx']) {
      await writeFile(join(folder, name), text);
      expect(await findText(cacheRoot)).toBeUndefined();
    }
  });

  test('removes pieces of a week ago, of any document', async () => {
    const cacheRoot = await newFolder();
    await leavePiece(cacheRoot, receivedOf('text'));
    const folder = join(cacheRoot, '.partial');
    const [name = ''] = await readdir(folder);
    await utimes(join(folder, name), 1, 1);
    expect(await findText(cacheRoot, 'https://other.example/')).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  test('forgets every piece of its document', async () => {
    const cacheRoot = await newFolder();
    await leavePiece(cacheRoot, receivedOf('text'));
    await openPartialStore(cacheRoot, 'part16.xml', URL_16).forget();
    expect(await readdir(cacheRoot)).toEqual([]);
  });

  test('a disk that takes nothing does not stop the download', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'file'), '');
    await leavePiece(join(folder, 'file'), receivedOf('text'), 'more');
    expect(await findText(join(folder, 'file'))).toBeUndefined();
  });
});
