/** The bytes of an element -> its values as text, one for each of its multiplicity. [PS3.5 6.2, 6.4] */
import { type CharacterSets, decodeText } from './character-sets.js';
import type { Element } from './element.js';
import { BYTES_VR, CHARACTER_SET_VR, WHOLE_TEXT_VR } from './value-representation.js';

export interface ElementValues {
  /** Trimmed of padding; an empty value is ''. No values: a zero-length element, or bytes without a meaning. */
  readonly values: readonly string[];
  /** False for text whose backslashes separate nothing. */
  readonly split: boolean;
  /** A value was cut at the limit, or there were more than are kept. */
  readonly cut: boolean;
  readonly fault: 'charset-fault' | 'charset-undeclared' | 'length-odd' | undefined;
}

/** Where the element stands: the bytes of its offsets, their order, and what its text is written in. */
export interface ValueContext {
  readonly bytes: Buffer;
  readonly bigEndian: boolean;
  readonly characterSets: CharacterSets;
  /** Bytes kept of an element. */
  readonly maxBytes: number;
}

const NONE: ElementValues = { values: [], split: false, cut: false, fault: undefined };
const NUMBERS: Readonly<
  Record<string, { size: number; read: (bytes: Buffer, at: number, big: boolean) => string }>
> = {
  US: { size: 2, read: (bytes, at, big) => String(big ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at)) },
  SS: { size: 2, read: (bytes, at, big) => String(big ? bytes.readInt16BE(at) : bytes.readInt16LE(at)) },
  UL: { size: 4, read: (bytes, at, big) => String(big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) },
  SL: { size: 4, read: (bytes, at, big) => String(big ? bytes.readInt32BE(at) : bytes.readInt32LE(at)) },
  UV: {
    size: 8,
    read: (bytes, at, big) => String(big ? bytes.readBigUInt64BE(at) : bytes.readBigUInt64LE(at)),
  },
  SV: {
    size: 8,
    read: (bytes, at, big) => String(big ? bytes.readBigInt64BE(at) : bytes.readBigInt64LE(at)),
  },
  FL: {
    size: 4,
    read: (bytes, at, big) => formatSingle(big ? bytes.readFloatBE(at) : bytes.readFloatLE(at)),
  },
  FD: {
    size: 8,
    read: (bytes, at, big) => formatNumber(big ? bytes.readDoubleBE(at) : bytes.readDoubleLE(at)),
  },
  AT: { size: 4, read: readTagText },
};

export function readValues(element: Element, context: ValueContext): ElementValues {
  const { vr, length, offset } = element;
  if (length === 0 || element.items !== undefined || BYTES_VR.has(vr)) return NONE;
  const kept = Math.min(length, context.maxBytes);
  const number = NUMBERS[vr];
  if (number !== undefined) return readNumbers(number, offset, length, kept, context);
  const { text, fault } = CHARACTER_SET_VR.has(vr)
    ? decodeText(context.bytes.subarray(offset, offset + kept), context.characterSets, vr)
    : { text: context.bytes.toString('latin1', offset, offset + kept), fault: undefined };
  const cut = kept < length;
  if (WHOLE_TEXT_VR.has(vr)) return { values: [trimEnd(text)], split: false, cut, fault };
  if (!text.includes('\\')) return { values: [trim(text)], split: true, cut, fault };
  return { values: text.split('\\').map(trim), split: true, cut, fault };
}

function readNumbers(
  { size, read }: { size: number; read: (bytes: Buffer, at: number, big: boolean) => string },
  offset: number,
  length: number,
  kept: number,
  { bytes, bigEndian }: ValueContext,
): ElementValues {
  const count = Math.floor(kept / size);
  const values: string[] = [];
  for (let index = 0; index < count; index++) values.push(read(bytes, offset + index * size, bigEndian));
  return { values, split: true, cut: kept < length, fault: length % size === 0 ? undefined : 'length-odd' };
}

/** The shortest decimal that is the same single-precision number. */
export function formatSingle(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  for (let digits = 6; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return formatNumber(text);
  }
  return formatNumber(Number(value.toPrecision(9)));
}

function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Object.is(value, -0) ? '0' : String(value);
}

function readTagText(bytes: Buffer, at: number, big: boolean): string {
  const group = big ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
  const element = big ? bytes.readUInt16BE(at + 2) : bytes.readUInt16LE(at + 2);
  return (group * 65536 + element).toString(16).toUpperCase().padStart(8, '0');
}

/** Blanks and NULs around a value are padding. [PS3.5 6.2] */
function trim(text: string): string {
  return trimEnd(text).trimStart();
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 0x20 || text.charCodeAt(end - 1) === 0)) end--;
  return end === text.length ? text : text.slice(0, end);
}
