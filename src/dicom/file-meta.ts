/**
 * The File Meta Information, and the encoding of the data set behind it: as stated, or as the first elements show where
 * it is missing or wrong. [PS3.10 7.1; PS3.5 A]
 */
import { readDataSet } from './data-set.js';
import type { Dictionary } from './dictionary.js';
import {
  type DataSet,
  type Encoding,
  findElement,
  type ReadingFinding,
  type ReadingLimits,
} from './element.js';
import {
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  findTransferSyntax,
  formatEncoding,
  IMPLICIT_LITTLE,
} from './transfer-syntax.js';
import { findVrForm, type VrForm } from './value-representation.js';
import { readLength, readShort } from './walk.js';

export interface FileMeta {
  readonly meta: DataSet | undefined;
  /** As the file states it. */
  readonly transferSyntaxUid: string | undefined;
  readonly encoding: Encoding;
  readonly deflated: boolean;
  /** First byte of the data set. */
  readonly start: number;
  readonly findings: readonly ReadingFinding[];
}

export interface FileMetaRequest {
  readonly bytes: Buffer;
  readonly complete: boolean;
  readonly dictionary: Dictionary;
  readonly limits: ReadingLimits;
}

const TRANSFER_SYNTAX_UID = 0x00020010;
/** What is tried where nothing is stated, likeliest first. */
const GUESSES: readonly Encoding[] = [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG];

/** Undefined if the bytes are no DICOM: neither `DICM`, nor two elements of groups 0002 or 0008 at the start. */
export function readFileMeta(request: FileMetaRequest): FileMeta | undefined {
  const { bytes } = request;
  const prefix = findPrefix(bytes);
  const start = prefix ?? 0;
  if (prefix === undefined && !GUESSES.some((guess) => isDataSetStart(bytes, 0, guess))) return undefined;
  const findings: ReadingFinding[] = [];
  if (prefix !== 132) {
    findings.push({
      code: 'preamble-missing',
      severity: 'warning',
      offset: 0,
      path: undefined,
      message: 'no preamble with "DICM" behind it; read by its first elements',
      expected: '128 bytes and "DICM" [PS3.10 7.1]',
    });
  }
  const { meta, end } = readMeta(request, start, findings);
  const stated = meta && findText(meta, bytes, TRANSFER_SYNTAX_UID);
  if (meta === undefined) {
    findings.push({
      code: 'meta-missing',
      severity: 'warning',
      offset: start,
      path: undefined,
      message: 'no File Meta Information',
      expected: 'group 0002 [PS3.10 7.1]',
    });
  }
  const chosen = chooseEncoding(bytes, end, stated, findings);
  return { meta, transferSyntaxUid: stated, ...chosen, start: end, findings };
}

/** `DICM` at its place, or at the start of a file without preamble. */
function findPrefix(bytes: Buffer): number | undefined {
  if (bytes.length >= 132 && bytes.toString('latin1', 128, 132) === 'DICM' && isStart(bytes, 132)) return 132;
  return bytes.toString('latin1', 0, 4) === 'DICM' ? 4 : undefined;
}

/** The letters may stand there by chance, in a file that starts with its elements. */
function isStart(bytes: Buffer, position: number): boolean {
  const group = readShort(bytes, position, false);
  return group === 2 || bytes.length <= position || !GUESSES.some((guess) => isDataSetStart(bytes, 0, guess));
}

/** Group 0002 by its elements: its group length is wrong too often to be trusted. */
function readMeta(
  { bytes, complete, dictionary, limits }: FileMetaRequest,
  start: number,
  findings: ReadingFinding[],
): { meta: DataSet | undefined; end: number } {
  if (start + 8 > bytes.length || readShort(bytes, start, false) !== 2)
    return { meta: undefined, end: start };
  const explicit = findStatedVr(bytes, start) !== undefined;
  const reading = readDataSet({
    bytes,
    start,
    encoding: explicit ? EXPLICIT_LITTLE : IMPLICIT_LITTLE,
    complete,
    dictionary,
    limits,
    until: (tag) => tag >>> 16 !== 2,
  });
  findings.push(...reading.findings);
  if (!explicit) {
    findings.push({
      code: 'vr-contradicts-syntax',
      severity: 'warning',
      offset: start,
      path: undefined,
      message: 'File Meta Information without VRs',
      expected: 'explicit VR little endian [PS3.10 7.1]',
    });
  }
  return { meta: reading.dataSet, end: reading.end };
}

function chooseEncoding(
  bytes: Buffer,
  start: number,
  uid: string | undefined,
  findings: ReadingFinding[],
): { encoding: Encoding; deflated: boolean } {
  const syntax = uid === undefined ? undefined : findTransferSyntax(uid);
  if (syntax?.deflated) return { encoding: EXPLICIT_LITTLE, deflated: true };
  const stated = syntax && { explicit: syntax.explicit, bigEndian: syntax.bigEndian };
  if (stated && isDataSetStart(bytes, start, stated)) return { encoding: stated, deflated: false };
  const guess = GUESSES.find((each) => isDataSetStart(bytes, start, each));
  if (stated === undefined) {
    findings.push({
      code: 'syntax-guessed',
      severity: 'warning',
      offset: start,
      path: '00020010',
      message: `read as ${formatEncoding(guess ?? EXPLICIT_LITTLE)}, as its first elements show`,
      found: uid,
      expected: 'a Transfer Syntax UID of the standard [PS3.5 10]',
    });
  } else if (guess) {
    findings.push({
      code: 'vr-contradicts-syntax',
      severity: 'warning',
      offset: start,
      path: '00020010',
      message: `the data set is ${formatEncoding(guess)}`,
      found: uid,
      expected: formatEncoding(stated),
    });
  }
  return { encoding: guess ?? stated ?? EXPLICIT_LITTLE, deflated: false };
}

/** True if two elements in ascending order, of plausible groups, VRs and lengths, stand there; one if it ends the file. */
function isDataSetStart(bytes: Buffer, start: number, encoding: Encoding): boolean {
  const first = measureElement(bytes, start, encoding);
  if (first === undefined || first.group === 0 || first.group > 0x0028) return false;
  if (first.next >= bytes.length) return first.next === bytes.length || first.undefinedLength;
  if (first.undefinedLength) return true;
  const second = measureElement(bytes, first.next, encoding);
  return second !== undefined && second.tag > first.tag;
}

function measureElement(bytes: Buffer, start: number, { explicit, bigEndian }: Encoding) {
  if (start + 8 > bytes.length) return undefined;
  const group = readShort(bytes, start, bigEndian);
  const tag = group * 65536 + readShort(bytes, start + 2, bigEndian);
  let length = readLength(bytes, start + 4, bigEndian);
  let header = 8;
  if (explicit) {
    const form = findStatedVr(bytes, start);
    if (form === undefined) return undefined;
    const { long } = form;
    if (long && start + 12 > bytes.length) return undefined;
    header = long ? 12 : 8;
    length = long ? readLength(bytes, start + 8, bigEndian) : readShort(bytes, start + 6, bigEndian);
  }
  const undefinedLength = length === 0xffffffff;
  if (!undefinedLength && length > 0x10000 && start + header + length > bytes.length) return undefined;
  return { group, tag, next: start + header + (undefinedLength ? 0 : length), undefinedLength };
}

function findStatedVr(bytes: Buffer, start: number): VrForm | undefined {
  const form = findVrForm(bytes[start + 4] ?? 0, bytes[start + 5] ?? 0);
  return form?.known ? form : undefined;
}

/** A UID or code of the meta information, without padding. */
function findText(dataSet: DataSet, bytes: Buffer, tag: number): string | undefined {
  const element = findElement(dataSet, tag);
  if (element === undefined) return undefined;
  const text = bytes.toString('latin1', element.offset, element.offset + element.length);
  return text.replace(/[\0 ]+$/, '').trim() || undefined;
}
