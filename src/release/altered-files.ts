/** Files of a release that are not as the build wrote them, by the digests in its manifest: cut by a copy, edited, of another release. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.js';
import { parseManifest } from './manifest.js';
import type { ReleaseFolder } from './release-folder.js';

/** A finding for each file of `files` that its manifest knows otherwise; none where there is no manifest. */
export function findAltered(folder: ReleaseFolder, files: Iterable<string>): readonly Diagnostic[] {
  const written = parseManifest(folder.find('manifest.json') ?? '')?.files ?? {};
  return [...files].flatMap((file): Diagnostic[] => {
    const known = written[file];
    const text = folder.find(file);
    if (known === undefined || text === undefined) return [];
    if (createHash('sha256').update(text).digest('hex') === known.sha256) return [];
    const rows = text.replace(/\n$/, '').split('\n').length - 1;
    return [
      {
        code: 'release-file-altered',
        severity: 'finding',
        at: { file: join(folder.name, file) },
        message: 'the file is not as the build wrote it: cut, edited or of another release',
        found: `${rows} rows`,
        expected: `the ${known.rows} rows whose digest manifest.json holds`,
        fix: 'copy the release again whole, or build it again',
      },
    ];
  });
}
