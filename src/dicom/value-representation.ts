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

/** A VR as its two bytes say it. */
export interface VrForm {
  readonly name: string;
  /** One of the standard's. */
  readonly known: boolean;
  /** The length field has 32 bits. */
  readonly long: boolean;
}

/** `AA` to `ZZ`. */
const FORMS: readonly VrForm[] = Array.from({ length: 26 * 26 }, (_, index) => {
  const name = String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26));
  return { name, known: isVr(name), long: hasLongLength(name) };
});

/** Two bytes -> the VR they name; undefined where they are no capital letters. */
export function findVrForm(first: number, second: number): VrForm | undefined {
  if (first < 65 || first > 90 || second < 65 || second > 90) return undefined;
  return FORMS[(first - 65) * 26 + second - 65];
}
