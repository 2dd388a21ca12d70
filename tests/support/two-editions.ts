/** A working folder with two editions in its cache. */
import { runAll } from './command-line.js';
import type { SmallEdition } from './edition.js';
import { importIn, makeWorkFolder, upload } from './work-folder.js';

const OLD: SmallEdition = {
  label: '2024c',
  attributes: [
    ['(0008,0060)', 'Modality', 'Modality'],
    ['(0018,5100)', 'Patient Position', 'PatientPosition'],
  ],
  values: { HFS: 'Head First-Supine', FFP: 'Feet First-Prone' },
  codes: [
    ['CT', 'Computed Tomography'],
    ['MR', 'Magnetic Resonance'],
  ],
};

/** A new attribute, a retired one, a renamed one; a value and a code that are gone, and a new value. */
const NEW: SmallEdition = {
  label: '2024d',
  attributes: [
    ['(0008,0060)', 'Modality', 'Modality', 'RET (2024d)'],
    ['(0008,0061)', 'Modalities in Study', 'ModalitiesInStudy'],
    ['(0018,5100)', 'Position of the Patient', 'PatientPosition'],
  ],
  values: { HFS: 'Head First-Supine', HFP: 'Head First-Prone' },
  codes: [['CT', 'Computed Tomography']],
};

const BUILD = (label: string) => ['build', '--edition', label, '--cache', 'cache'];
const IMPORT = (label: string) => ['import', 'in', '--edition', label, '--cache', 'cache'];

/** Both editions in the cache, and those that are named built into `out/`. */
export function makeTwoEditions(parent: string, builds: readonly string[] = []): string {
  const folder = makeWorkFolder(parent, OLD);
  importIn(folder, '2024c');
  upload(folder, NEW);
  runAll(folder, [IMPORT('2024d'), ...builds.map(BUILD)]);
  return folder;
}
