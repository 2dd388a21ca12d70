/** Tag -> VR for data that do not state it: the data elements of a release, repeating groups included. [PS3.6 6, PS3.5 7.6] */

export interface Dictionary {
  /** `US`, or a choice as printed (`US or SS`); undefined for what the standard does not know. */
  readonly findVr: (tag: number) => string | undefined;
  /** The tag as the standard prints it: eight digits, `xx` in repeating groups. */
  readonly formatPath: (tag: number) => string;
}

/** A data element as the release has it: `(0028,0106)` or `(60xx,0010)` and its VR. */
export interface DictionaryEntry {
  readonly tag: string;
  readonly vr: string;
  /** As tables and JSON may name it. */
  readonly keyword?: string | undefined;
}

/** Reads nothing else of the standard than tags and VRs. */
export function makeDictionary(entries: readonly DictionaryEntry[]): Dictionary {
  const exact = new Map<number, string>();
  const repeating: { mask: number; value: number; vr: string; digits: string }[] = [];
  for (const { tag, vr } of entries) {
    const digits = tag.replace(/[(),]/g, '');
    if (!/x/i.test(digits)) {
      exact.set(Number.parseInt(digits, 16), vr);
      continue;
    }
    const mask = Number.parseInt(digits.replace(/[^x]/gi, 'F').replace(/x/gi, '0'), 16);
    const value = Number.parseInt(digits.replace(/x/gi, '0'), 16);
    repeating.push({ mask, value, vr, digits: digits.toUpperCase().replaceAll('X', 'x') });
  }
  const findRepeating = (tag: number) =>
    repeating.find(({ mask, value }) => (tag & mask) >>> 0 === value && isRepeated(tag, mask));
  const paths = new Map<number, string>();
  return {
    findVr: (tag) => exact.get(tag) ?? findRepeating(tag)?.vr,
    formatPath: (tag) => {
      const known = paths.get(tag);
      if (known !== undefined) return known;
      const plain = tag.toString(16).toUpperCase().padStart(8, '0');
      const digits = exact.has(tag) ? plain : (findRepeating(tag)?.digits ?? plain);
      paths.set(tag, digits);
      return digits;
    },
  };
}

/** Groups 50xx and 60xx repeat in even numbers only; an odd one is private. */
function isRepeated(tag: number, mask: number): boolean {
  return mask >>> 16 === 0xffff || ((tag >>> 16) & 1) === 0;
}
