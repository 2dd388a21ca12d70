import { type Edition, parseEdition } from './edition.js';

/** Parts of the standard that are read: PS3.3, PS3.6, PS3.16, and PS3.15 where it is at hand. */
export type Part = 3 | 6 | 15 | 16;
/** Those without which there is no release. */
export const PARTS: readonly Part[] = [3, 6, 16];
export const OPTIONAL_PARTS: readonly Part[] = [15];
export const KNOWN_PARTS: readonly Part[] = [3, 6, 15, 16];

/** A place in the standard that a human can open: part, edition, table or section, body row (from 1), xml:id. */
export interface SourceRef {
  readonly part: Part;
  readonly edition: Edition;
  /** `Table C.7-5a`, `Section C.7.3.1.1.1`, `CID 29`: the label as printed. */
  readonly label: string;
  readonly row?: number;
  readonly xmlId?: string;
}

/** A place in a file of ours or of the user's: path as given, line from 1. */
export interface FileRef {
  readonly file: string;
  readonly line?: number;
}

export type Place = SourceRef | FileRef;

/** `PS3.3 2024d Table C.7-5a row 4 #table_C.7-5a`; the same text stands in the `at` columns. */
export function formatSourceRef(at: SourceRef): string {
  const row = at.row === undefined ? '' : ` row ${at.row}`;
  const anchor = at.xmlId === undefined ? '' : ` #${at.xmlId}`;
  return `PS3.${at.part} ${at.edition} ${at.label}${row}${anchor}`;
}

const PRINTED = /^PS3\.(\d+) (\S+) (.*?)(?: row (\d+))?(?: #(\S+))?$/;

/** The text of an `at` column -> the place; undefined if it is none of the standard. */
export function parseSourceRef(text: string): SourceRef | undefined {
  const [, partText, label, place, row, xmlId] = PRINTED.exec(text) ?? [];
  const part = KNOWN_PARTS.find((known) => String(known) === partText);
  const edition = parseEdition(label ?? '');
  if (part === undefined || edition === undefined || place === undefined) return undefined;
  return {
    part,
    edition,
    label: place,
    ...(row === undefined ? {} : { row: Number(row) }),
    ...(xmlId === undefined ? {} : { xmlId }),
  };
}

/** The same text for a place of either kind: `mappings/concept-ids.tsv:17`. */
export function formatPlace(at: Place): string {
  if ('part' in at) return formatSourceRef(at);
  return at.line === undefined ? at.file : `${at.file}:${at.line}`;
}
