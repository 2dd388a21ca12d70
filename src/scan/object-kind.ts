/** What an object is, by its SOP class: whether it counts as an image, is a report or a segmentation. [PS3.4 B.5] */

export type ObjectKind = 'image' | 'sr' | 'seg' | 'other' | 'dicomdir';

const STORAGE = '1.2.840.10008.5.1.4.1.1.';
/** SOP classes below the storage root, by how they start; the longest that fits counts. */
const KINDS: readonly (readonly [string, ObjectKind])[] = [
  ['88.59', 'other'],
  ['88.', 'sr'],
  ['66.4', 'seg'],
  ['66.5', 'seg'],
  ['66.7', 'seg'],
  ['66.8', 'seg'],
  ['66', 'other'],
  ['67', 'other'],
  ['68.', 'other'],
  ['9.', 'other'],
  ['11.', 'other'],
  ['29', 'other'],
  ['38.', 'other'],
  ['39.', 'other'],
  ['40', 'other'],
  ['43.', 'other'],
  ['78.', 'other'],
  ['79.', 'other'],
  ['80.', 'other'],
  ['82.', 'other'],
  ['90.', 'other'],
  ['91.', 'other'],
  ['104.', 'other'],
  ['131', 'other'],
  ['200.', 'other'],
  ['201.', 'other'],
  ['481.1', 'image'],
  ['481.', 'other'],
  ['77.1.5.3', 'other'],
];
const LONGEST_FIRST = [...KINDS].sort(([a], [b]) => b.length - a.length);
const OTHER_MODALITIES = new Set(
  'KO PR REG RTSTRUCT RTPLAN RTDOSE RTRECORD RWV ANN DOC PLAN FID ECG HD EEG EMG EOG AU'.split(' '),
);

/** Key Object Selection Document Storage. [PS3.4 B.5] */
export const KEY_OBJECTS = `${STORAGE}88.59`;
/** Microscopy Bulk Simple Annotations Storage. [PS3.4 B.5] */
export const BULK_ANNOTATIONS = `${STORAGE}91.1`;

/** By modality where the SOP class says nothing. */
export function findObjectKind(sopClassUid: string | undefined, modality: string | undefined): ObjectKind {
  if (sopClassUid === '1.2.840.10008.1.3.10') return 'dicomdir';
  if (sopClassUid?.startsWith(STORAGE)) {
    const end = sopClassUid.slice(STORAGE.length);
    // 481.1 is RT Image, 481.10 and its like are not.
    const fits = ([start]: readonly [string, ObjectKind]) =>
      end === start || (start.endsWith('.') ? end.startsWith(start) : end.startsWith(`${start}.`));
    return LONGEST_FIRST.find(fits)?.[1] ?? 'image';
  }
  if (modality === 'SR') return 'sr';
  if (modality === 'SEG') return 'seg';
  return modality !== undefined && OTHER_MODALITIES.has(modality) ? 'other' : 'image';
}
