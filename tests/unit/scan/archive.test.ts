import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import tar from 'tar-stream';
import { element, file, instance } from '../../support/dicom-bytes.js';
import { makeImage, rowsOf, SETTINGS, scan, write, writeArchive } from '../../support/scan-archive.js';
import { zipOf } from '../athena/athena-files.js';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const withArchives = { settings: { ...SETTINGS, archives: true } };
const uids = { study: '1.2.1', series: '1.2.2.1', sop: '1.2.3.1.9' };
/** An image with so much behind its header that its bytes come in several pieces. */
const LARGE = file([...instance(uids), element(0x7fe00010, 'OW', Buffer.alloc(400_000))]);
const MEMBERS: Record<string, Buffer> = {
  'a/1': makeImage(1, 1),
  '../../2': makeImage(1, 2),
  'large.dcm': LARGE,
  'notes.txt': Buffer.from('no image'),
};

async function tarOf(members: Record<string, Buffer>): Promise<Buffer> {
  const pack = tar.pack();
  for (const [name, bytes] of Object.entries(members)) pack.entry({ name }, bytes);
  pack.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of pack as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const ELEMENTS = ['series_instance_uid', 'sop_instance_uid', 'path', 'value', 'n_instances'];

describe('archives', () => {
  test.each([
    ['ZIP', async () => zipOf(MEMBERS)],
    ['TAR', () => tarOf(MEMBERS)],
    ['TAR.GZ', async () => gzipSync(await tarOf(MEMBERS))],
  ])('%s: the rows of its files, each with its name in the archive', async (kind, make) => {
    write(at('in/box.bin'), await make());
    const { counts } = await scan(at('in'), at('out'), withArchives);
    expect(counts).toMatchObject({ read: 4, ok: 3, skipped: 1 });
    // The ZIP writer of the tests puts everything into a folder.
    const top = kind === 'ZIP' ? 'bundle/' : '';
    expect(rowsOf(at('out'), 'instances', ['source_id', 'member', 'sop_instance_uid', 'file_size'])).toEqual([
      `box.bin ${top}../../2 1.2.3.1.2 ${makeImage(1, 2).length}`,
      `box.bin ${top}a/1 1.2.3.1.1 ${makeImage(1, 1).length}`,
      `box.bin ${top}large.dcm 1.2.3.1.9 ${LARGE.length}`,
    ]);
    expect(rowsOf(at('out'), 'findings', ['member', 'code'])).toEqual([`${top}notes.txt not-dicom`]);
  });

  test('an archive in a folder is left unless it is asked for; one that is named is read', async () => {
    write(at('in/deep/box.zip'), zipOf({ a: makeImage(1, 1) }));
    expect((await scan(at('in'), at('one'))).counts).toMatchObject({ read: 1, skipped: 1 });
    expect((await scan(at('in/deep/box.zip'), at('two'))).counts).toMatchObject({ read: 1, ok: 1 });
  });

  test('files and the same files in an archive have the same elements, in however many parts', async () => {
    writeArchive(at('in'), 2, 9, true);
    await scan(at('in'), at('files'));
    const names = Array.from({ length: 9 }, (_, index) =>
      [1, 2].map((series) => [`${index}-${series}`, makeImage(series, index + 1)] as const),
    ).flat();
    write(at('box/all.tar'), await tarOf(Object.fromEntries(names)));
    await scan(at('box'), at('archive'), withArchives);
    expect(rowsOf(at('archive'), 'elements', ELEMENTS)).toEqual(rowsOf(at('files'), 'elements', ELEMENTS));
  });

  test('archives in archives, one level deep: each file by its way; what lies deeper is told', async () => {
    const inner = zipOf({ one: makeImage(1, 1), 'deep.tar': await tarOf({ x: makeImage(1, 3) }) });
    const box = {
      'inner.zip': inner,
      'inner.tgz': gzipSync(await tarOf({ two: makeImage(1, 2) })),
      three: makeImage(2, 1),
    };
    for (const [name, bytes] of [
      ['all.tar', await tarOf(box)],
      ['all.zip', zipOf(box)],
    ] as const) {
      write(at(`${name}.in/${name}`), bytes);
      const { counts } = await scan(at(`${name}.in`), at(`${name}.out`), withArchives);
      expect([name, counts]).toEqual([name, expect.objectContaining({ read: 4, ok: 3, skipped: 1 })]);
      const top = name === 'all.zip' ? 'bundle/' : '';
      expect(rowsOf(at(`${name}.out`), 'instances', ['member'])).toEqual([
        `${top}inner.tgz!two`,
        `${top}inner.zip!bundle/one`,
        `${top}three`,
      ]);
      expect(rowsOf(at(`${name}.out`), 'findings', ['member', 'code'])).toEqual([
        `${top}inner.zip!bundle/deep.tar archive-limit`,
      ]);
    }
  });

  test('a damaged archive within one does not keep the others from being read', async () => {
    const cut = gzipSync(await tarOf({ two: makeImage(1, 2) }), { level: 0 }).subarray(0, 300);
    write(at('in/all.tar'), await tarOf({ 'cut.tgz': cut, one: makeImage(1, 1) }));
    const { counts } = await scan(at('in'), at('out'), withArchives);
    expect(counts).toMatchObject({ ok: 1, skipped: 1 });
    expect(rowsOf(at('out'), 'findings', ['member', 'code'])).toEqual(['cut.tgz archive-damaged']);
  });

  test('a damaged archive keeps what could be read', async () => {
    const whole = gzipSync(await tarOf({ a: makeImage(1, 1), b: Buffer.alloc(300_000, 7) }), { level: 0 });
    write(at('in/cut.tgz'), whole.subarray(0, whole.length - 100_000));
    writeFileSync(at('in/cut.zip'), zipOf({ a: makeImage(1, 2) }).subarray(0, 200));
    const { findings, counts } = await scan(at('in'), at('out'), withArchives);
    expect(counts.ok).toBe(1);
    expect(findings['archive-damaged']).toBeGreaterThanOrEqual(2);
    expect(rowsOf(at('out'), 'findings', ['source_id', 'code', 'severity'])).toContain(
      'cut.zip archive-damaged error',
    );
  });
});
