/**
 * The elements of a data set by offset: both VR forms, both byte orders, sequences of any form, whatever is wrong told
 * and the rest kept. Stops at pixel data. Written by hand: a library throws where half a header can be kept, loses
 * what a damaged sequence held, knows no limits and takes most of the time of a scan. [PS3.5 7]
 */
import type { Dictionary } from './dictionary.js';
import type { DataSet, Element, Encoding, ReadingFinding, ReadingLimits } from './element.js';
import { formatTag } from './element.js';
import { findPlainElement, type Head, readHead } from './element-head.js';
import { decideVrs } from './undecided-vr.js';
import {
  endOfBytes,
  type Level,
  readLength,
  readTag,
  stop,
  tell,
  UNDEFINED_LENGTH,
  type Walk,
} from './walk.js';

export interface DataSetRequest {
  readonly bytes: Buffer;
  readonly start: number;
  readonly encoding: Encoding;
  /** False if the file goes on behind `bytes`. */
  readonly complete: boolean;
  readonly dictionary: Dictionary;
  readonly limits: ReadingLimits;
  /** Elements from this tag on are left alone; pixel data by default. */
  readonly until?: ((tag: number) => boolean) | undefined;
}

export interface DataSetReading {
  readonly dataSet: DataSet;
  /** Where the reading stopped. */
  readonly end: number;
  /** More bytes of the file are needed; what was read so far is of no use. */
  readonly short: boolean;
  readonly findings: readonly ReadingFinding[];
}

const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const PADDING = 0xfffcfffc;

export function readDataSet(request: DataSetRequest): DataSetReading {
  const walk: Walk = {
    bytes: request.bytes,
    complete: request.complete,
    dictionary: request.dictionary,
    limits: request.limits,
    until: request.until ?? isPixelData,
    findings: [],
    told: new Set(),
    path: [],
    count: 0,
    short: false,
    stopped: false,
    undecided: false,
  };
  const level = { end: request.bytes.length, encoding: request.encoding, depth: 0 };
  const { elements, next } = readElements(walk, request.start, level);
  const dataSet = { elements, bigEndian: request.encoding.bigEndian };
  return {
    dataSet: walk.undecided ? decideVrs(dataSet, request.bytes, undefined) : dataSet,
    end: next,
    short: walk.short,
    findings: walk.findings,
  };
}

/** Pixel Data Provider URL is text and read; Extended Offset Table to Pixel Data are not. [PS3.3 C.7.6.3] */
function isPixelData(tag: number): boolean {
  return tag >= 0x7fe00008 && tag <= 0x7fe00010;
}

function readElements(walk: Walk, start: number, level: Level): { elements: Element[]; next: number } {
  const { bytes } = walk;
  const { bigEndian } = level.encoding;
  const elements: Element[] = [];
  let position = start;
  let last = -1;
  while (position < level.end && !walk.stopped) {
    if (position + 8 > bytes.length) {
      position = endOfBytes(walk, position, 'an element');
      break;
    }
    const tag = readTag(bytes, position, bigEndian);
    if (tag >>> 16 === 0xfffe) {
      const end = readDelimiter(walk, tag, position, level);
      if (end === undefined) {
        position += 8;
        continue;
      }
      return { elements, next: end };
    }
    if (level.depth === 0 && walk.until(tag)) break;
    const plain = findPlainElement(walk, tag, position, level);
    const head = plain ? undefined : readHead(walk, tag, position, level.encoding);
    if (plain === undefined && head === undefined) break;
    if (++walk.count > walk.limits.elements) {
      stop(walk, 'element-limit', position, `more than ${walk.limits.elements} elements`);
      break;
    }
    if (head && head.vr.length > 2) walk.undecided = true;
    const read = head && readValue(walk, tag, head, level);
    if (walk.short) break;
    const element = plain ?? read?.element;
    if (element !== undefined && (tag & 0xffff) !== 0 && tag !== PADDING) {
      if (tag > last || isNew(walk, elements, tag, position)) elements.push(element);
      last = Math.max(last, tag);
    }
    position = plain ? plain.offset + plain.length : (read?.next ?? position);
  }
  return { elements, next: position };
}

function readValue(
  walk: Walk,
  tag: number,
  head: Head,
  level: Level,
): { element: Element | undefined; next: number } {
  const { bytes } = walk;
  const { vr, length, offset, encoding } = head;
  if (length === UNDEFINED_LENGTH && !isFragmented(walk, tag, head)) {
    return readSequence(walk, tag, offset, Number.POSITIVE_INFINITY, encoding, level);
  }
  if (length === UNDEFINED_LENGTH) {
    const next = skipFragments(walk, offset, encoding.bigEndian);
    return { element: { tag, vr, offset, length: next - offset, items: undefined }, next };
  }
  if (vr === 'SQ' && !isMistakenSequence(walk, head)) {
    return readSequence(walk, tag, offset, offset + length, encoding, level);
  }
  if (vr === 'SQ') return readValue(walk, tag, { ...head, vr: 'UN', restored: false }, level);
  const next = offset + length;
  if (next > bytes.length) {
    if (!walk.complete) return shortOf(walk, offset);
    walk.path.push(tag);
    stop(walk, 'length-beyond-end', offset, `a value of ${length} bytes, ${bytes.length - offset} are left`);
    walk.path.pop();
    return {
      element: { tag, vr, offset, length: bytes.length - offset, items: undefined },
      next: bytes.length,
    };
  }
  if (next > level.end)
    tell(walk, 'length-beyond-parent', 'warning', offset, 'a value longer than its item', undefined);
  return { element: { tag, vr, offset, length, items: undefined }, next };
}

/** An element of unknown VR that the standard has as a sequence, but whose bytes are no items. */
function isMistakenSequence({ bytes }: Walk, { restored, length, offset, encoding }: Head): boolean {
  if (!restored || length === 0 || offset + 4 > bytes.length) return false;
  return readTag(bytes, offset, encoding.bigEndian) !== ITEM;
}

/** Encapsulated pixels, as those of an icon; anything else of undefined length is a sequence. */
function isFragmented(walk: Walk, tag: number, { vr, offset, encoding }: Head): boolean {
  if (vr !== 'OB' && vr !== 'OW' && tag >>> 16 !== 0x7fe0) return false;
  return offset + 8 > walk.bytes.length || readTag(walk.bytes, offset, encoding.bigEndian) === ITEM;
}

function readSequence(
  walk: Walk,
  tag: number,
  start: number,
  stated: number,
  encoding: Encoding,
  parent: Level,
): { element: Element; next: number } {
  const { bytes, limits } = walk;
  const items: DataSet[] = [];
  let end = stated;
  walk.path.push(tag);
  if (Number.isFinite(stated) && stated > bytes.length) {
    if (!walk.complete) return shortOf(walk, start);
    tell(
      walk,
      'length-beyond-end',
      'warning',
      start,
      'a sequence that goes on behind the end of the file',
      undefined,
    );
    end = bytes.length;
  }
  let position = start;
  while (position < end && !walk.stopped) {
    if (position + 8 > bytes.length) {
      position = endOfBytes(walk, position, 'an item');
      break;
    }
    const item = readTag(bytes, position, encoding.bigEndian);
    const length = readLength(bytes, position + 4, encoding.bigEndian);
    if (item === SEQUENCE_END) {
      position += 8;
      if (!Number.isFinite(stated)) break;
      continue;
    }
    if (item === ITEM_END) {
      tell(walk, 'delimiter-unexpected', 'warning', position, 'an item ends that is not open', undefined);
      position += 8;
      continue;
    }
    if (item !== ITEM) {
      tell(
        walk,
        'delimiter-missing',
        'warning',
        position,
        'an item or the end of its sequence is due',
        formatTag(item),
      );
      if (Number.isFinite(stated)) position = end;
      break;
    }
    if (items.length >= limits.itemsPerSequence || parent.depth + 1 > limits.depth) {
      const deep = items.length < limits.itemsPerSequence;
      const [code, message] = deep
        ? (['depth-limit', `sequences nested deeper than ${limits.depth}`] as const)
        : (['item-limit', `more than ${limits.itemsPerSequence} items`] as const);
      if (Number.isFinite(stated)) {
        tell(walk, code, 'warning', position, message, undefined);
        position = end;
      } else stop(walk, code, position, message);
      break;
    }
    const itemEnd = length === UNDEFINED_LENGTH ? Number.POSITIVE_INFINITY : position + 8 + length;
    if (Number.isFinite(itemEnd) && itemEnd > bytes.length && walk.complete) {
      tell(
        walk,
        'length-beyond-end',
        'warning',
        position,
        'an item that goes on behind the end of the file',
        undefined,
      );
    }
    const level = { end: itemEnd, encoding, depth: parent.depth + 1 };
    const { elements, next } = readElements(walk, position + 8, level);
    items.push({ elements, bigEndian: encoding.bigEndian });
    position = Number.isFinite(itemEnd) ? Math.max(next, Math.min(itemEnd, bytes.length)) : next;
  }
  walk.path.pop();
  return { element: { tag, vr: 'SQ', offset: start, length: position - start, items }, next: position };
}

/** Fragments of encapsulated bytes up to their delimiter. [PS3.5 A.4] */
function skipFragments(walk: Walk, start: number, bigEndian: boolean): number {
  let position = start;
  for (;;) {
    if (position + 8 > walk.bytes.length) return endOfBytes(walk, position, 'a fragment');
    const tag = readTag(walk.bytes, position, bigEndian);
    if (tag !== ITEM) return tag === SEQUENCE_END ? position + 8 : position;
    position += 8 + readLength(walk.bytes, position + 4, bigEndian);
  }
}

/** Where an item ends at a delimiter; undefined for a delimiter that means nothing here and is skipped. */
function readDelimiter(walk: Walk, tag: number, position: number, level: Level): number | undefined {
  const open = !Number.isFinite(level.end);
  if (open && tag === ITEM_END) return position + 8;
  if (open && (tag === SEQUENCE_END || tag === ITEM)) {
    tell(walk, 'delimiter-missing', 'warning', position, 'an item without its delimiter', undefined);
    return position;
  }
  tell(
    walk,
    'delimiter-unexpected',
    'warning',
    position,
    'a delimiter where an element is due',
    formatTag(tag),
  );
  return undefined;
}

function isNew(walk: Walk, elements: readonly Element[], tag: number, position: number): boolean {
  const repeated = elements.some((element) => element.tag === tag);
  walk.path.push(tag);
  if (repeated)
    tell(
      walk,
      'tag-repeated',
      'warning',
      position,
      'a tag that the data set has already; the first counts',
      undefined,
    );
  else tell(walk, 'tag-order', 'note', position, 'tags that do not ascend', undefined);
  walk.path.pop();
  return !repeated;
}

function shortOf(walk: Walk, position: number): { element: Element; next: number } {
  walk.short = true;
  walk.stopped = true;
  return { element: { tag: 0, vr: 'UN', offset: position, length: 0, items: undefined }, next: position };
}
