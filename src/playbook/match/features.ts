/** What a description says and what a procedure demands, in one form, so that they can be compared. */
import { remember } from './remembered.js';
import { nameKey } from './words.js';

/** Slots whose values are compared as plain sets; places, side, contrast and view counts have rules of their own. */
const SLOTS = [
  'subtype',
  'substance',
  'route',
  'timing',
  'aggregation',
  'view',
  'maneuver',
  'reason',
  'action',
  'approach',
  'object',
  'subject',
] as const;
export type Slot = (typeof SLOTS)[number];

export type Side = 'left' | 'right' | 'bilateral' | 'unilateral';

/** Bit 1: with contrast; bit 2: without; both: without and with. 0: not stated. */
export type Contrast = 0 | 1 | 2 | 3;
export const WITH = 1;
export const WITHOUT = 2;

/** `Views 2` is 2..2, `Views GE 3` 3..Infinity, `Views LE 3` 0..3. */
export interface ViewCount {
  readonly low: number;
  readonly high: number;
}

const SLOT_BY_TYPE: Readonly<Record<string, Slot>> = {
  'Modality.Modality Subtype': 'subtype',
  'Guidance for.Action': 'action',
  'Guidance for.Approach': 'approach',
  'Guidance for.Object': 'object',
  'Maneuver.Maneuver Type': 'maneuver',
  'Pharmaceutical.Route': 'route',
  'Pharmaceutical.Substance Given': 'substance',
  'Reason for Exam': 'reason',
  Subject: 'subject',
  Timing: 'timing',
  'View.Aggregation': 'aggregation',
  'View.View Type': 'view',
};

/** Part type without `Rad.` -> slot; undefined for places, laterality and modality type. */
export function slotOfType(partType: string): Slot | undefined {
  return SLOT_BY_TYPE[partType];
}

const SIDES: readonly string[] = ['left', 'right', 'bilateral', 'unilateral'];

export function parseSide(key: string): Side | undefined {
  return SIDES.includes(key) ? (key as Side) : undefined;
}

/** Timing `W`, `WO`, `WO & W` -> contrast; 0 for any other timing (`During surgery`). */
export function parseContrast(timing: string): Contrast {
  const words = timing.toLowerCase().split(/[^a-z]+/);
  const bits = (words.includes('w') ? WITH : 0) | (words.includes('wo') ? WITHOUT : 0);
  return bits as Contrast;
}

const COUNT = /^views? *(?:(ge|le|greater than|less than) *)?(\d+)(?: *(?:or|to|-) *(\d+))?$/i;

/** Rad.View.Aggregation `View`, `Views 2`, `Views GE 3`, `Views 2 or 3`; undefined where it states no number. */
export function parseViewCount(aggregation: string): ViewCount | undefined {
  const text = aggregation.trim();
  if (/^(?:single )?view$/i.test(text)) return { low: 1, high: 1 };
  const match = COUNT.exec(text);
  if (!match) return undefined;
  const low = Number(match[2]);
  if (/ge/i.test(match[1] ?? '')) return { low, high: Number.POSITIVE_INFINITY };
  if (/greater/i.test(match[1] ?? '')) return { low: low + 1, high: Number.POSITIVE_INFINITY };
  if (/le$/i.test(match[1] ?? '')) return { low: 0, high: low };
  if (/less/i.test(match[1] ?? '')) return { low: 0, high: low - 1 };
  return { low, high: match[3] === undefined ? low : Number(match[3]) };
}

/** Key of an aggregation without the word `views`: `Views uptake` -> `uptake`; empty for `Views`. */
export function aggregationKey(aggregation: string): string {
  return nameKey(aggregation.replace(/\bviews?\b/i, ''));
}

/** `lateral crosstable`, `L-lateral-decubitus`, `AP upright` -> the atoms a description can name one by one. */
export function viewAtoms(viewType: string): readonly string[] {
  return knownAtoms(viewType, () => splitView(viewType));
}

const knownAtoms = remember<readonly string[]>(1000);

function splitView(viewType: string): readonly string[] {
  const text = viewType
    .toLowerCase()
    .replace(/\blateral-decubitus\b/g, 'decubitus')
    .replace(/\bl-/g, 'left ')
    .replace(/\br-/g, 'right ')
    .replace(/\bcross-?table\b/g, 'crosstable')
    .replace(/\bobliques\b/g, 'oblique')
    .replace(/\bapical lordotic\b/g, 'lordotic');
  return text.split(/[^a-z0-9]+/).filter((word) => word !== '' && word !== 'view' && word !== 'views');
}
