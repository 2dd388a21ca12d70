/** What a scanner tells of a document, in the order of its bytes. */

/** All positions are offsets in the bytes. */
export interface MarkupHandler {
  /** An attribute of the tag that `open` tells next: its name, and its value without the quotes. */
  readonly attribute: (nameStart: number, nameEnd: number, valueStart: number, valueEnd: number) => void;
  /** A start tag, from its `<` to behind its `>`. */
  readonly open: (name: string, start: number, end: number) => void;
  /** An end tag; of an empty element's one tag, the end of it. */
  readonly close: (name: string, start: number, end: number) => void;
  readonly text: (start: number, end: number, kind: TextKind) => void;
}

/** `blank` holds nothing else; `plain` is ASCII without references; `cdata` may hold `&` that is no reference. */
export type TextKind = 'blank' | 'plain' | 'wide' | 'cdata';
