/** What `standard-cache/<edition>/manifest.json` says of the documents beside it. */
import type { Outcome } from './diagnostic.js';
import type { Edition } from './edition.js';
import type { Part } from './source-ref.js';

export interface CacheManifest {
  readonly edition: Edition;
  /** Day of publication, `yyyymmdd`; the nominal one of the label unless the user gave another. */
  readonly published?: string;
  readonly parts: readonly CachedPart[];
}

export interface CachedPart {
  readonly part: Part;
  /** `part03.xml`, beside the manifest. */
  readonly file: string;
  /** Of the bytes, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** `Information Object Definitions`. */
  readonly title: string;
  /** Where it was fetched from, and the validators of that answer. Absent for imported files. */
  readonly url?: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What a DocBook document says of itself in its root and subtitle. */
export interface DocumentIdentity {
  readonly part: Part;
  readonly edition: Edition;
  readonly title: string;
}

/**
 * Reads the whole document and says what it is; faults (not XML, HTML, truncated, entities, not the DICOM
 * standard) are error diagnostics and leave the value undefined. The cache takes nothing that fails it.
 */
export type IdentifyDocument = (bytes: Buffer, file: string) => Outcome<DocumentIdentity | undefined>;
