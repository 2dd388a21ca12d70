/**
 * What is read of a DICOM data set: elements by offset, values still bytes. Offsets count from the first byte of the
 * file, or of the inflated data set where the transfer syntax is deflated. [PS3.5 7]
 */

export interface Element {
  /** Group * 65536 + element. */
  readonly tag: number;
  /** Of the file; for implicit data and `UN` of public elements that of the dictionary. */
  readonly vr: string;
  /** Of the first byte of the value. */
  readonly offset: number;
  /** Bytes of the value that are there; of a sequence all its items. */
  readonly length: number;
  /** Items of a sequence; undefined for everything else. */
  readonly items: readonly DataSet[] | undefined;
}

export interface DataSet {
  /** In file order; of a repeated tag the first. */
  readonly elements: readonly Element[];
  readonly bigEndian: boolean;
}

/** How elements are encoded. [PS3.5 A] */
export interface Encoding {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

/** `error`: the instance is refused; `warning`: read, but not as the standard has it; `note`: told, no more. */
export type FindingSeverity = 'error' | 'warning' | 'note';

/** A fault of a file. Never quotes a value, only structure: tags, lengths, names of encodings. */
export interface ReadingFinding {
  readonly code: string;
  readonly severity: FindingSeverity;
  /** Byte at which it was met. */
  readonly offset: number | undefined;
  /** Tags from the root, joined by `>`. */
  readonly path: string | undefined;
  readonly message: string;
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
}

/** What keeps a hostile file from taking the machine with it. */
export interface ReadingLimits {
  /** Bytes read of a file before its pixel data. */
  readonly headerBytes: number;
  /** The same for objects that are read whole: structured reports, segmentations. */
  readonly wholeBytes: number;
  /** Bytes that a deflated data set may inflate to. */
  readonly inflatedBytes: number;
  readonly depth: number;
  readonly elements: number;
  readonly itemsPerSequence: number;
}

export const READING_LIMITS: ReadingLimits = {
  headerBytes: 4 * 1024 * 1024,
  wholeBytes: 64 * 1024 * 1024,
  inflatedBytes: 64 * 1024 * 1024,
  depth: 32,
  elements: 1_000_000,
  itemsPerSequence: 100_000,
};

/** `00080060`. */
export function formatTag(tag: number): string {
  return tag.toString(16).toUpperCase().padStart(8, '0');
}

/** The element of a tag; undefined if the data set has none. */
export function findElement(dataSet: DataSet, tag: number): Element | undefined {
  return dataSet.elements.find((element) => element.tag === tag);
}
