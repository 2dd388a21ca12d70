/** What is known of one subject of a release: an attribute, value, code, UID, context group, module or private attribute. */
import { groupBy } from '../model/grouping.js';

export const ENTRY_KINDS = [
  'attribute',
  'value',
  'code',
  'uid',
  'context group',
  'module',
  'private attribute',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export interface Entry {
  readonly kind: EntryKind;
  /** How others refer to it: `(0018,0081)`, `00185100:HFS`, `DCM:CT`, a UID, `CID 29`, `Table C.7-5a`, `0019xx0C|SIEMENS MR HEADER`. */
  readonly key: string;
  readonly name: string;
  /** Undefined for what has no concept of ours. */
  readonly conceptId: string | undefined;
  readonly conceptCode: string | undefined;
  /** Other texts by which it is found: keyword, synonyms, codes without their scheme. */
  readonly words: readonly string[];
  /** Label and text: `VR`, `FD`. */
  readonly facts: readonly (readonly [label: string, text: string])[];
  /** In reading order, maps first; none is empty. */
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}

export interface Item {
  readonly text: string;
  /** Key of the entry that it leads to, where there is one. */
  readonly ref?: string | undefined;
  readonly note?: string | undefined;
  /** As printed in `at` columns. */
  readonly at?: string | undefined;
}

/** Sections without items are left out. */
export function makeSections(sections: readonly (readonly [string, readonly Item[]])[]): readonly Section[] {
  return sections.filter(([, items]) => items.length > 0).map(([title, items]) => ({ title, items }));
}

/** Facts without a text are left out. */
export function makeFacts(
  facts: readonly (readonly [string, string | undefined])[],
): readonly (readonly [string, string])[] {
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined && fact[1] !== '');
}

/** How an entry is named where others lead to it. */
export function titleOf(key: string, name: string | undefined): string {
  return name === undefined || name === '' ? key : `${key} ${name}`;
}

/** Text and key of an item that leads to an entry. */
export interface Reference {
  readonly text: string;
  readonly ref: string;
}

/** Of one row always the same texts: they are made, and read by whoever numbers them, once. */
export function makeReferences<Row extends object>(
  describe: (row: Row) => Reference,
): (row: Row) => Reference {
  const known = new WeakMap<Row, Reference>();
  return (row) => {
    const made = known.get(row) ?? describe(row);
    known.set(row, made);
    return made;
  };
}

/** Rows of one key as one item: what several tables repeat stands once, with all that is said of it. */
export function mergeBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly (readonly Row[])[] {
  if (rows.length < 2) return rows.length === 0 ? [] : [rows];
  return [...groupBy(rows, keyOf).values()];
}

/** Texts that are compared one by one; beyond, a set is quicker. */
const FEW = 8;

/** Each text once, in order, none empty. */
export function uniqueTexts(texts: readonly (string | undefined)[]): string[] {
  const unique: string[] = [];
  for (const text of texts) {
    if (unique.length > FEW) return [...new Set(texts.flatMap((each) => each || []))];
    if (text && !unique.includes(text)) unique.push(text);
  }
  return unique;
}
