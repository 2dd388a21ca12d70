/** Tag, VR and length: the fixed bytes before a value, in either form, and what to make of wrong ones. [PS3.5 7.1] */
import type { Element, Encoding } from './element.js';
import { IMPLICIT_LITTLE } from './transfer-syntax.js';
import { findVrForm } from './value-representation.js';
import {
  endOfBytes,
  type Level,
  readLength,
  readShort,
  stop,
  tell,
  UNDEFINED_LENGTH,
  type Walk,
} from './walk.js';

export interface Head {
  readonly vr: string;
  readonly length: number;
  readonly offset: number;
  readonly encoding: Encoding;
  /** The VR was unknown in the file and is the dictionary's. */
  readonly restored?: boolean;
}

/** An element with a VR of the standard and a value that ends where it may: nearly all there are, and nothing is to be told of them. */
export function findPlainElement(
  { bytes }: Walk,
  tag: number,
  position: number,
  { end, encoding }: Level,
): Element | undefined {
  const form = encoding.explicit ? findVrForm(bytes[position + 4] ?? 0, bytes[position + 5] ?? 0) : undefined;
  if (form === undefined || !form.known || form.name === 'SQ' || form.name === 'UN') return undefined;
  const { name: vr, long } = form;
  const offset = position + (long ? 12 : 8);
  if (offset > bytes.length) return undefined;
  const length = long
    ? readLength(bytes, position + 8, encoding.bigEndian)
    : readShort(bytes, position + 6, encoding.bigEndian);
  if (offset + length > bytes.length || offset + length > end) return undefined;
  return { tag, vr, offset, length, items: undefined };
}

/** VR and length of an element; undefined where nothing sensible stands there. */
export function readHead(walk: Walk, tag: number, position: number, encoding: Encoding): Head | undefined {
  const { bytes } = walk;
  if (encoding.explicit) return readExplicitHead(walk, tag, position, encoding);
  const length = readLength(bytes, position + 4, encoding.bigEndian);
  if (length !== UNDEFINED_LENGTH && walk.complete && position + 8 + length > bytes.length) {
    const form = findVrForm(bytes[position + 4] ?? 0, bytes[position + 5] ?? 0);
    if (form?.known) {
      tell(
        walk,
        'vr-contradicts-syntax',
        'warning',
        position,
        'an element with explicit VR in implicit data',
        form.name,
      );
      return readExplicitHead(walk, tag, position, { ...encoding, explicit: true });
    }
  }
  return { vr: findImplicitVr(walk, tag), length, offset: position + 8, encoding };
}

function readExplicitHead(walk: Walk, tag: number, position: number, encoding: Encoding): Head | undefined {
  const { bytes } = walk;
  const form = findVrForm(bytes[position + 4] ?? 0, bytes[position + 5] ?? 0);
  if (form === undefined) return readUnstatedHead(walk, tag, position, encoding);
  const { name: vr, known, long } = form;
  const short = {
    vr,
    length: readShort(bytes, position + 6, encoding.bigEndian),
    offset: position + 8,
    encoding,
  };
  if (known && !long) return short;
  if (position + 12 > bytes.length) {
    endOfBytes(walk, position, 'the length of an element');
    return undefined;
  }
  const length = readLength(bytes, position + 8, encoding.bigEndian);
  if (vr === 'UN') return restoreHead(walk, tag, { vr, length, offset: position + 12, encoding });
  if (known) return { vr, length, offset: position + 12, encoding };
  // A VR of a later edition has a length of 32 bits, behind two reserved bytes. [PS3.5 7.1.2]
  tell(walk, 'vr-unknown', 'warning', position, 'a VR that the standard does not know', vr);
  const fits = length === UNDEFINED_LENGTH || position + 12 + length <= bytes.length;
  return short.length === 0 && fits
    ? { vr: 'UN', length, offset: position + 12, encoding }
    : { ...short, vr: 'UN' };
}

/** No VR where one is due: the element may be implicit, or its VR blank. */
function readUnstatedHead(walk: Walk, tag: number, position: number, encoding: Encoding): Head | undefined {
  const { bytes } = walk;
  const length = readLength(bytes, position + 4, encoding.bigEndian);
  const vr = findImplicitVr(walk, tag);
  if (length === UNDEFINED_LENGTH || position + 8 + length <= bytes.length) {
    tell(
      walk,
      'vr-contradicts-syntax',
      'warning',
      position,
      'an element without VR in explicit data',
      undefined,
    );
    return { vr, length, offset: position + 8, encoding: { ...encoding, explicit: false } };
  }
  const short = readShort(bytes, position + 6, encoding.bigEndian);
  if (position + 8 + short <= bytes.length) {
    tell(walk, 'vr-unknown', 'warning', position, 'an element whose VR is no letters', undefined);
    return { vr, length: short, offset: position + 8, encoding };
  }
  if (!walk.complete) {
    walk.short = true;
    walk.stopped = true;
    return undefined;
  }
  stop(
    walk,
    'element-unreadable',
    position,
    `no element stands here; ${bytes.length - position} bytes are left`,
  );
  return undefined;
}

/** Implicit data and UN: what the release says of the tag; private elements and unknown ones stay bytes. */
function findImplicitVr({ dictionary }: Walk, tag: number): string {
  if ((tag >>> 16) & 1) return isPrivateCreator(tag) ? 'LO' : 'UN';
  if ((tag & 0xffff) === 0) return 'UL';
  const vr = dictionary.findVr(tag);
  return vr !== undefined && /^[A-Z]{2}\b/.test(vr) ? vr : 'UN';
}

/** (gggg,0010-00FF) of an odd group. [PS3.5 7.8.1] */
export function isPrivateCreator(tag: number): boolean {
  const element = tag & 0xffff;
  return ((tag >>> 16) & 1) === 1 && element >= 0x10 && element <= 0xff;
}

/**
 * A public element of unknown VR has the VR that the standard gives it; its items, and those of a private sequence,
 * are implicit little endian, whatever surrounds them. [PS3.5 6.2.2]
 */
function restoreHead(walk: Walk, tag: number, head: Head): Head {
  const vr = findImplicitVr(walk, tag);
  const inner = vr === 'SQ' || head.length === UNDEFINED_LENGTH ? IMPLICIT_LITTLE : head.encoding;
  return { ...head, vr, encoding: inner, restored: true };
}
