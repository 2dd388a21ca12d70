/** A reading under way: where it stands, what it has told, and the bytes it reads. */
import type { Dictionary } from './dictionary.js';
import {
  type Encoding,
  type FindingSeverity,
  formatTag,
  type ReadingFinding,
  type ReadingLimits,
} from './element.js';

export interface Walk {
  readonly bytes: Buffer;
  readonly complete: boolean;
  readonly dictionary: Dictionary;
  readonly limits: ReadingLimits;
  readonly until: (tag: number) => boolean;
  readonly findings: ReadingFinding[];
  /** Codes told already: one finding of a kind is enough of a file that has it everywhere. */
  readonly told: Set<string>;
  readonly path: number[];
  count: number;
  /** An element has a VR that is a choice of several. */
  undecided: boolean;
  short: boolean;
  /** A limit or the end of the file: nothing more is read. */
  stopped: boolean;
}

export interface Level {
  /** First byte behind the item; infinite where a delimiter ends it. */
  readonly end: number;
  readonly encoding: Encoding;
  readonly depth: number;
}

export const UNDEFINED_LENGTH = 0xffffffff;

export function endOfBytes(walk: Walk, position: number, what: string): number {
  if (!walk.complete) walk.short = true;
  else if (position < walk.bytes.length || walk.path.length > 0) {
    tell(walk, 'truncated', 'warning', position, `the file ends where ${what} is due`, undefined);
  }
  walk.stopped = true;
  return Math.min(position, walk.bytes.length);
}

export function stop(walk: Walk, code: string, offset: number, message: string): void {
  tell(walk, code, 'warning', offset, message, undefined);
  walk.stopped = true;
}

export function tell(
  walk: Walk,
  code: string,
  severity: FindingSeverity,
  offset: number,
  message: string,
  found: string | undefined,
): void {
  if (walk.told.has(code)) return;
  walk.told.add(code);
  const path = walk.path.length === 0 ? undefined : walk.path.map(formatTag).join('>');
  walk.findings.push({ code, severity, offset, path, message, found });
}

export function readTag(bytes: Buffer, position: number, bigEndian: boolean): number {
  return readShort(bytes, position, bigEndian) * 65536 + readShort(bytes, position + 2, bigEndian);
}

export function readShort(bytes: Buffer, position: number, bigEndian: boolean): number {
  const first = bytes[position] ?? 0;
  const second = bytes[position + 1] ?? 0;
  return bigEndian ? first * 256 + second : second * 256 + first;
}

export function readLength(bytes: Buffer, position: number, bigEndian: boolean): number {
  const first = readShort(bytes, position, bigEndian);
  const second = readShort(bytes, position + 2, bigEndian);
  return bigEndian ? first * 65536 + second : second * 65536 + first;
}
