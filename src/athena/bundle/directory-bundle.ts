/** An Athena download as a directory. The next chunk is read while the present one is scanned. */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { requireRegularFile } from '../../disk/regular-file.js';
import { type Bundle, type BundleFile, identifyFile, MEMBERS, requireMembers } from './bundle.js';

const CHUNK_BYTES = 1 << 20;

export async function openDirectory(path: string): Promise<Bundle> {
  const names = await readdir(path);
  requireMembers(path, names);
  const files = new Map<string, BundleFile>();
  for (const name of MEMBERS.filter((member) => names.includes(member))) {
    const file = join(path, name);
    requireRegularFile(file);
    const { size } = await stat(file);
    files.set(name, { name, path: file, size, chunks: () => readChunks(file) });
  }
  return {
    path,
    files,
    identity: async () => {
      const parts = [...files.values()].map(async (file) => `${file.name} ${await identifyFile(file.path)}`);
      return (await Promise.all(parts)).join('\n');
    },
    close: async () => {},
  };
}

async function* readChunks(path: string): AsyncGenerator<Buffer> {
  const handle = await open(path, 'r');
  let present = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let other = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let reading = handle.read(present, 0, CHUNK_BYTES, null);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      reading = handle.read(other, 0, CHUNK_BYTES, null);
      yield present.subarray(0, bytesRead);
      [present, other] = [other, present];
    }
  } finally {
    await reading.catch(() => undefined);
    await handle.close();
  }
}
