/** Transfer syntax UID -> how the elements before the pixel data are encoded. [PS3.5 10, A; PS3.6 Annex A] */
import type { Encoding } from './element.js';

export const IMPLICIT_LITTLE: Encoding = { explicit: false, bigEndian: false };
export const EXPLICIT_LITTLE: Encoding = { explicit: true, bigEndian: false };
export const EXPLICIT_BIG: Encoding = { explicit: true, bigEndian: true };

export interface TransferSyntax extends Encoding {
  readonly deflated: boolean;
}

const DEFLATED = new Set(['1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.4.95', '1.2.840.10008.1.2.4.205']);
/** GE's private syntax has big-endian pixels behind a header that is implicit little endian. */
const GE_PRIVATE = '1.2.840.113619.5.2';

/** Undefined for a UID that is not one of DICOM's: the encoding has to be guessed. */
export function findTransferSyntax(uid: string): TransferSyntax | undefined {
  if (uid === '1.2.840.10008.1.2' || uid === GE_PRIVATE) return { ...IMPLICIT_LITTLE, deflated: false };
  if (uid === '1.2.840.10008.1.2.2') return { ...EXPLICIT_BIG, deflated: false };
  if (DEFLATED.has(uid)) return { ...EXPLICIT_LITTLE, deflated: true };
  if (uid.startsWith('1.2.840.10008.1.2.')) return { ...EXPLICIT_LITTLE, deflated: false };
  return undefined;
}

export function formatEncoding({ explicit, bigEndian }: Encoding): string {
  return `${explicit ? 'explicit' : 'implicit'} VR ${bigEndian ? 'big' : 'little'} endian`;
}
