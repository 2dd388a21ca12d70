/** Why a document is refused, and where. */

export type XmlFaultCode =
  | 'document-malformed'
  | 'document-truncated'
  | 'document-has-doctype'
  | 'document-limit';

/** Thrown by the scanner at the first thing that is not well-formed; never leaves this room. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
  readonly code: XmlFaultCode;
  /** Byte of the document. */
  readonly offset: number;

  constructor(code: XmlFaultCode, message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

export function refuse(message: string, offset: number): never {
  throw new XmlFault('document-malformed', message, offset);
}

/** Something begins at the offset and does not end. */
export function refuseEnd(message: string, offset: number): never {
  throw new XmlFault('document-truncated', message, offset);
}

export function refuseCharacter(offset: number): never {
  return refuse('a character that XML 1.0 forbids', offset);
}

/** Far beyond what the standard needs (30 and 8), so that no document can exhaust the program. */
export const MAX_DEPTH = 256;
export const MAX_ATTRIBUTES = 256;

export function refuseLimit(message: string, offset: number): never {
  throw new XmlFault('document-limit', message, offset);
}
