/** The value representations as an encoding needs them: which have long lengths, and what their bytes are. [PS3.5 6.2, 7.1.2] */

/** Explicit VRs whose length field has 32 bits. */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const SHORT = new Set('AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'.split(' '));

/** Values are bytes without a meaning of their own here. */
export const BYTES_VR: ReadonlySet<string> = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
/** Text whose backslash separates nothing. */
export const WHOLE_TEXT_VR: ReadonlySet<string> = new Set(['LT', 'ST', 'UT', 'UR']);
/** Text that Specific Character Set governs. [PS3.5 6.1.2.3] */
export const CHARACTER_SET_VR: ReadonlySet<string> = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);

export function hasLongLength(vr: string): boolean {
  return LONG.has(vr);
}

export function isVr(vr: string): boolean {
  return SHORT.has(vr) || LONG.has(vr);
}

const NAMES = new Map<number, string>();

/** Two bytes of a VR -> its name; undefined where they are no capital letters. */
export function findVrName(first: number, second: number): string | undefined {
  if (first < 65 || first > 90 || second < 65 || second > 90) return undefined;
  const key = first * 256 + second;
  const known = NAMES.get(key);
  if (known !== undefined) return known;
  const name = String.fromCharCode(first, second);
  NAMES.set(key, name);
  return name;
}
