/** A part of the standard as one DocBook document: what it is, its sections and tables. */
import type { DocumentIdentity } from '../model/cache-manifest.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { parseEdition } from '../model/edition.js';
import { KNOWN_PARTS } from '../model/source-ref.js';
import { type Outline, readOutline } from './outline.js';

export interface DocBook extends DocumentIdentity {
  readonly file: string;
  readonly outline: Outline;
}

/** A part as its readers get it: with corrections of what its cells say. */
export interface CorrectedDocBook extends DocBook {
  /** The text of a cell of the table with this label, corrected if it is known to be wrong. */
  readonly correctCell: (table: string, text: string) => string;
}

/** `DICOM PS3.3 2024d - Information Object Definitions`; `PS 3.3` until 2014b. */
const PRINTED = /^DICOM PS ?3\.(\d+) (\S+) - (.+)$/;

/** Reads and checks a whole document. Any fault is an error and leaves the value undefined. */
export function readDocument(bytes: Buffer, file: string): Outcome<DocBook | undefined> {
  const { value: outline, diagnostics } = readOutline(bytes, file);
  if (!outline) return { value: undefined, diagnostics };
  const identity = identify(outline, file);
  if ('code' in identity) return { value: undefined, diagnostics: [identity] };
  return { value: { ...identity, file, outline }, diagnostics: [] };
}

/** What a document says of itself: its root's label (`PS3.6`) and its subtitle. */
export function identifyDocument(bytes: Buffer, file: string): Outcome<DocumentIdentity | undefined> {
  const { value, diagnostics } = readDocument(bytes, file);
  if (!value) return { value: undefined, diagnostics };
  const { part, edition, title } = value;
  return { value: { part, edition, title }, diagnostics: [] };
}

function identify({ root }: Outline, file: string): DocumentIdentity | Diagnostic {
  const fault = (message: string, found: string, expected: string): Diagnostic => ({
    code: 'document-not-dicom',
    severity: 'error',
    at: { file },
    message,
    found: found.slice(0, 160),
    expected,
    fix: 'give the DocBook source of PS3.3, PS3.6, PS3.15 or PS3.16 (source/docbook/partNN/partNN.xml)',
  });
  const label = /^PS3\.(\d+)$/.exec(root.label)?.[1];
  if (root.name !== 'book' || label === undefined) {
    return fault(
      'the root is not a DocBook book of a part of DICOM',
      `<${root.name} label="${root.label}">`,
      '<book label="PS3.N">',
    );
  }
  const printed = PRINTED.exec(root.subtitle);
  const edition = printed && parseEdition(printed[2] ?? '');
  const part = KNOWN_PARTS.find((known) => String(known) === label);
  if (!printed || !edition || printed[1] !== label) {
    return fault(
      'the subtitle prints no part and edition',
      root.subtitle,
      `DICOM PS3.${label} <edition> - <title>`,
    );
  }
  if (!part)
    return fault('this part of the standard is not read', `PS3.${label}`, 'PS3.3, PS3.6, PS3.15 or PS3.16');
  return { part, edition, title: printed[3] ?? '' };
}
