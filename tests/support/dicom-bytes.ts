/** Bytes of DICOM data sets, right and wrong, element by element. [PS3.5 7] */

export interface Form {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

export const EXPLICIT: Form = { explicit: true, bigEndian: false };
export const IMPLICIT: Form = { explicit: false, bigEndian: false };
export const BIG: Form = { explicit: true, bigEndian: true };
export const UNDEFINED = 0xffffffff;

const LONG = new Set(['OB', 'OW', 'SQ', 'UN', 'UT', 'UC', 'UR', 'SV', 'UV', 'OV', 'OF', 'OD', 'OL']);

function uint16(value: number, { bigEndian }: Form): Buffer {
  const bytes = Buffer.alloc(2);
  if (bigEndian) bytes.writeUInt16BE(value);
  else bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number, { bigEndian }: Form): Buffer {
  const bytes = Buffer.alloc(4);
  if (bigEndian) bytes.writeUInt32BE(value);
  else bytes.writeUInt32LE(value);
  return bytes;
}

/** A tag, VR and length, without a value. */
export function head(tag: number, vr: string, length: number, form: Form = EXPLICIT): Buffer {
  const digits = Buffer.concat([uint16(tag >>> 16, form), uint16(tag & 0xffff, form)]);
  if (!form.explicit) return Buffer.concat([digits, uint32(length, form)]);
  if (LONG.has(vr)) return Buffer.concat([digits, Buffer.from(vr), Buffer.alloc(2), uint32(length, form)]);
  return Buffer.concat([digits, Buffer.from(vr, 'latin1'), uint16(length, form)]);
}

/** An element; text is padded to an even length, a number is US. */
export function element(
  tag: number,
  vr: string,
  value: string | number | Buffer,
  form: Form = EXPLICIT,
): Buffer {
  const bytes =
    typeof value === 'number' ? uint16(value, form) : typeof value === 'string' ? pad(value, vr) : value;
  return Buffer.concat([head(tag, vr, bytes.length, form), bytes]);
}

function pad(text: string, vr: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
}

/** An item of a sequence, of stated or undefined length. */
export function item(content: readonly Buffer[], form: Form = EXPLICIT, open = false): Buffer {
  const bytes = Buffer.concat(content);
  const start = delimiter(0xfffee000, open ? UNDEFINED : bytes.length, form);
  return Buffer.concat(open ? [start, bytes, delimiter(0xfffee00d, 0, form)] : [start, bytes]);
}

/** Item, end of item, end of sequence: they never have a VR. */
export function delimiter(tag: number, length = 0, form: Form = EXPLICIT): Buffer {
  return head(tag, '', length, { ...form, explicit: false });
}

export function sequence(tag: number, items: readonly Buffer[], form: Form = EXPLICIT, open = false): Buffer {
  const bytes = Buffer.concat(items);
  if (!open) return Buffer.concat([head(tag, 'SQ', bytes.length, form), bytes]);
  return Buffer.concat([head(tag, 'SQ', UNDEFINED, form), bytes, delimiter(0xfffee0dd, 0, form)]);
}

export const CT_CLASS = '1.2.840.10008.5.1.4.1.1.2';

/** Preamble, `DICM`, File Meta Information with the transfer syntax, and the data set. */
export function file(
  body: readonly Buffer[],
  syntax: string | undefined = '1.2.840.10008.1.2.1',
  sopClass = CT_CLASS,
): Buffer {
  const elements = [
    element(0x00020002, 'UI', sopClass),
    element(0x00020003, 'UI', '1.2.3.4'),
    ...(syntax === undefined ? [] : [element(0x00020010, 'UI', syntax)]),
  ];
  const meta = Buffer.concat(elements);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(0x00020000, 'UL', length),
    meta,
    ...body,
  ]);
}

/** Identity of an instance, with whatever else it has; in ascending order of tags by itself. */
export function instance(
  uids: { readonly study: string; readonly series: string; readonly sop: string },
  more: readonly Buffer[] = [],
  form: Form = EXPLICIT,
): Buffer[] {
  const elements = [
    element(0x00080016, 'UI', CT_CLASS, form),
    element(0x00080018, 'UI', uids.sop, form),
    element(0x00080060, 'CS', 'CT', form),
    element(0x00100020, 'LO', 'P1', form),
    element(0x0020000d, 'UI', uids.study, form),
    element(0x0020000e, 'UI', uids.series, form),
    ...more,
  ];
  const order = (bytes: Buffer) =>
    form.bigEndian ? bytes.readUInt32BE(0) : bytes.readUInt16LE(0) * 65536 + bytes.readUInt16LE(2);
  return elements.sort((a, b) => order(a) - order(b));
}
