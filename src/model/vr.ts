/**
 * Value Representations: what the values of an attribute are. [PS3.5 6.2] One table for all that follows from a VR:
 * which values are legal, what can be analysed, where a value goes in OMOP.
 */

/**
 * integer, decimal, real: numbers. text: free text. label: text of an application, not free. reals, words: arrays that
 * are no single value; the elements of reals are measured.
 */
export type VrKind =
  | 'integer'
  | 'decimal'
  | 'real'
  | 'age'
  | 'date'
  | 'tag'
  | 'code'
  | 'text'
  | 'label'
  | 'person'
  | 'uid'
  | 'sequence'
  | 'reals'
  | 'words'
  | 'bytes';

interface ValueRepresentation {
  readonly kind: VrKind;
  readonly meaning: string;
  /** Binary integers that standards use as codes of lists. */
  readonly isCodeNumber?: true;
}

export const VALUE_REPRESENTATIONS = {
  AE: { kind: 'label', meaning: 'name of an application' },
  AS: { kind: 'age', meaning: 'age' },
  AT: { kind: 'tag', meaning: 'tag' },
  CS: { kind: 'code', meaning: 'code of a short list' },
  DA: { kind: 'date', meaning: 'date' },
  DS: { kind: 'decimal', meaning: 'decimal number' },
  DT: { kind: 'date', meaning: 'date and time' },
  FD: { kind: 'real', meaning: 'number' },
  FL: { kind: 'real', meaning: 'number' },
  IS: { kind: 'integer', meaning: 'whole number' },
  LO: { kind: 'text', meaning: 'text' },
  LT: { kind: 'text', meaning: 'long text' },
  OB: { kind: 'bytes', meaning: 'bytes' },
  OD: { kind: 'reals', meaning: 'array of numbers' },
  OF: { kind: 'reals', meaning: 'array of numbers' },
  OL: { kind: 'words', meaning: 'array of numbers' },
  OV: { kind: 'words', meaning: 'array of numbers' },
  OW: { kind: 'words', meaning: 'array of numbers' },
  PN: { kind: 'person', meaning: 'name of a person' },
  SH: { kind: 'text', meaning: 'short text' },
  SL: { kind: 'integer', meaning: 'whole number' },
  SQ: { kind: 'sequence', meaning: 'sequence of items; their attributes hold the values' },
  SS: { kind: 'integer', meaning: 'whole number', isCodeNumber: true },
  ST: { kind: 'text', meaning: 'text' },
  SV: { kind: 'integer', meaning: 'whole number' },
  TM: { kind: 'date', meaning: 'time' },
  UC: { kind: 'text', meaning: 'text' },
  UI: { kind: 'uid', meaning: 'identifier' },
  UL: { kind: 'integer', meaning: 'whole number', isCodeNumber: true },
  UN: { kind: 'bytes', meaning: 'bytes of an unknown kind' },
  UR: { kind: 'text', meaning: 'address on the web' },
  US: { kind: 'integer', meaning: 'whole number', isCodeNumber: true },
  UT: { kind: 'text', meaning: 'long text' },
  UV: { kind: 'integer', meaning: 'whole number' },
} as const satisfies Readonly<Record<string, ValueRepresentation>>;

export type Vr = keyof typeof VALUE_REPRESENTATIONS;

/** Numbers of one value. */
export const NUMBER_KINDS = ['integer', 'decimal', 'real'] as const satisfies readonly VrKind[];

/** `US or SS` -> the alternatives; undefined where one is none, as for `See Note` and an empty cell. */
export function parseVr(printed: string | undefined): readonly Vr[] | undefined {
  const names = printed?.split(' or ') ?? [];
  const known = names.filter((name): name is Vr => Object.hasOwn(VALUE_REPRESENTATIONS, name));
  return names.length > 0 && known.length === names.length ? known : undefined;
}

/** True if every alternative of the VR as printed is of one of the kinds. */
export function isOfKind(printed: string | undefined, ...kinds: readonly VrKind[]): boolean {
  return parseVr(printed)?.every((vr) => kinds.includes(VALUE_REPRESENTATIONS[vr].kind)) ?? false;
}

/** True if one alternative at least is of one of the kinds. */
export function mayBeOfKind(printed: string | undefined, ...kinds: readonly VrKind[]): boolean {
  return parseVr(printed)?.some((vr) => kinds.includes(VALUE_REPRESENTATIONS[vr].kind)) ?? false;
}

/** True if every alternative is a binary integer of the sizes that standards use for codes of lists. */
export function isCodeNumber(printed: string | undefined): boolean {
  return parseVr(printed)?.every((vr) => 'isCodeNumber' in VALUE_REPRESENTATIONS[vr]) ?? false;
}
