/** Which of a few concepts are ancestors of which others, from CONCEPT_ANCESTOR.csv of an Athena download. */
import type { Outcome } from '../model/diagnostic.js';
import { FaultList } from '../model/fault-list.js';
import { CONCEPT_ANCESTOR } from './bundle/bundle.js';
import { openBundle } from './bundle/bundle-path.js';
import type { OnScan } from './bundle-search.js';
import { IdSet } from './scan/id-set.js';
import { layoutOf, placeOf } from './scan/table-layout.js';
import { scanTable } from './scan/table-scanner.js';

/** True if the first concept is an ancestor of the second, itself excluded. */
export type IsAncestor = (ancestorId: number, descendantId: number) => boolean;

const LAYOUT = layoutOf('concept_ancestor');
const ANCESTOR = placeOf(LAYOUT, 'ancestor_concept_id');
const DESCENDANT = placeOf(LAYOUT, 'descendant_concept_id');

/**
 * Reads the table once, if there is anything to ask of it. Undefined if the download does not have it: the file is the
 * largest of all and some leave it out.
 */
export async function findAncestors(
  path: string,
  conceptIds: ReadonlySet<number>,
  onProgress?: OnScan,
): Promise<Outcome<IsAncestor | undefined>> {
  if (conceptIds.size === 0) return { value: () => false, diagnostics: [] };
  const bundle = await openBundle(path);
  try {
    const file = bundle.files.get(CONCEPT_ANCESTOR);
    if (file === undefined) return { value: undefined, diagnostics: [] };
    const ids = new IdSet(conceptIds);
    const pairs = new Set<string>();
    const faults = new FaultList();
    await scanTable({
      file,
      layout: LAYOUT,
      faults,
      onRow: (row) => {
        const ancestor = row.id(ANCESTOR);
        if (!ids.has(ancestor)) return;
        const descendant = row.id(DESCENDANT);
        if (ancestor !== descendant && ids.has(descendant)) pairs.add(`${ancestor} ${descendant}`);
      },
      onBytes: (bytesRead) =>
        onProgress?.({ pass: 'ancestors', file: file.name, bytesRead, bytesTotal: file.size }),
    });
    const value: IsAncestor = (ancestor, descendant) => pairs.has(`${ancestor} ${descendant}`);
    return { value: faults.hasErrors() ? undefined : value, diagnostics: faults.list() };
  } finally {
    await bundle.close();
  }
}
