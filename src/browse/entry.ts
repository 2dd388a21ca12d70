/** What is known of one subject of a release: an attribute, value, code, UID, context group or module. */

export const ENTRY_KINDS = ['attribute', 'value', 'code', 'uid', 'context group', 'module'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export interface Entry {
  readonly kind: EntryKind;
  /** How others refer to it: `(0018,0081)`, `00185100:HFS`, `DCM:CT`, a UID, `CID 29`, `Table C.7-5a`. */
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
  return sections.flatMap(([title, items]) => (items.length === 0 ? [] : [{ title, items }]));
}

/** Facts without a text are left out. */
export function makeFacts(
  facts: readonly (readonly [string, string | undefined])[],
): readonly (readonly [string, string])[] {
  return facts.flatMap(([label, text]) =>
    text === undefined || text === '' ? [] : [[label, text] as const],
  );
}

/** How an entry is named where others lead to it. */
export function titleOf(key: string, name: string | undefined): string {
  return name === undefined || name === '' ? key : `${key} ${name}`;
}

/** Rows of one key as one item: what several tables repeat stands once, with all that is said of it. */
export function mergeBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const known = groups.get(keyOf(row));
    if (known) known.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return [...groups.values()];
}

/** Each text once, in order, none empty. */
export function uniqueTexts(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.flatMap((text) => (text ? [text] : [])))];
}
