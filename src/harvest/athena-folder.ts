/** The tables of an Athena download that codes are looked up in, as files of a folder: those of a ZIP are unpacked beside the work. */
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CONCEPT, CONCEPT_RELATIONSHIP, DamagedBundleError } from '../athena/bundle/bundle.js';
import { openBundle } from '../athena/bundle/bundle-path.js';
import { EnvironmentError } from '../model/diagnostic.js';

const TABLES = [CONCEPT, CONCEPT_RELATIONSHIP];

/** `work`: a folder that is removed when the run is over. A download that is damaged or lacks a table is an EnvironmentError. */
export async function openAthenaFolder(path: string, work: string): Promise<string> {
  if (existsSync(path) && statSync(path).isDirectory()) {
    const missing = TABLES.filter((name) => !existsSync(join(path, name)));
    if (missing.length === 0) return path;
    throw new EnvironmentError(`${join(path, missing[0] ?? '')} is not there`, {
      fix: 'give --athena the folder of an unpacked Athena download, or its ZIP',
    });
  }
  try {
    const bundle = await openBundle(path);
    const folder = join(work, 'athena');
    mkdirSync(folder, { mode: 0o700 });
    try {
      for (const name of TABLES) {
        const out = createWriteStream(join(folder, name), { mode: 0o600 });
        // A chunk is valid only until the next one is asked for.
        for await (const chunk of bundle.files.get(name)?.chunks() ?? [])
          if (!out.write(Buffer.from(chunk))) await once(out, 'drain');
        out.end();
        await once(out, 'finish');
      }
    } finally {
      await bundle.close();
    }
    return folder;
  } catch (error) {
    if (!(error instanceof DamagedBundleError)) throw error;
    throw new EnvironmentError(`${error.path} cannot be unpacked: ${error.message}`, {
      fix: 'download it again from athena.ohdsi.org',
      cause: error,
    });
  }
}
