/**
 * A file -> its header: as many bytes as it takes, from a prefix that grows, never the pixel data. Does not throw for
 * data: what is wrong is a finding, and what could be read is kept. [PS3.10 7, PS3.5 7]
 */
import { type DataSetReading, readDataSet } from './data-set.js';
import type { Dictionary } from './dictionary.js';
import { type DataSet, findElement, type ReadingFinding, type ReadingLimits } from './element.js';
import { type FileMeta, readFileMeta } from './file-meta.js';
import { inflateDataSet } from './inflate.js';

/** The bytes of a file or of a member of an archive. */
export interface ByteSource {
  readonly size: number;
  /** The first `length` bytes, fewer if there are fewer. */
  readonly read: (length: number) => Buffer;
}

export type ReadingStatus = 'ok' | 'recovered' | 'refused';

export interface Header {
  readonly status: ReadingStatus;
  readonly meta: DataSet | undefined;
  readonly dataSet: DataSet;
  /** What the offsets of the data set count in: the file, or the inflated data set. */
  readonly bytes: Buffer;
  /** What the offsets of `meta` count in. */
  readonly metaBytes: Buffer;
  readonly transferSyntaxUid: string | undefined;
  /** Where the reading stopped, in the file; of a deflated file in the inflated data set. */
  readonly headerBytes: number;
  readonly findings: readonly ReadingFinding[];
}

export interface HeaderRequest {
  readonly source: ByteSource;
  readonly dictionary: Dictionary;
  readonly limits: ReadingLimits;
  /** Elements of the data set from the first such tag on are left alone; pixel data by default. */
  readonly until?: ((tag: number) => boolean) | undefined;
}

const PREFIX_BYTES = 32 * 1024;
/** Where less than the header is wanted. */
const PROBE_BYTES = 4 * 1024;
const EMPTY: DataSet = { elements: [], bigEndian: false };
/** SOP classes that are read whole: structured reports and what is kept like them, segmentations. */
const WHOLE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(?:88\.|66\.[47]$)/;
const MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;

export function readHeader(request: HeaderRequest): Header {
  const { source, limits } = request;
  if (source.size === 0) return refuse(Buffer.alloc(0), 'file-empty', 'a file of 0 bytes');
  let length = Math.min(request.until ? PROBE_BYTES : PREFIX_BYTES, source.size);
  for (;;) {
    const bytes = source.read(length);
    const ended = length >= source.size || bytes.length < length;
    const meta = readFileMeta({ bytes, complete: ended, dictionary: request.dictionary, limits });
    if (meta === undefined)
      return refuse(bytes, 'not-dicom', 'no DICOM file: neither "DICM" nor elements at its start');
    const limit = isReadWhole(meta, bytes) ? limits.wholeBytes : limits.headerBytes;
    const final = ended || length >= limit;
    const reading = readBehind(meta, bytes, final, request);
    if (!reading.short) return finish(meta, bytes, reading, final && !ended);
    length = Math.min(length * 4, source.size, Math.max(limit, length + 1));
  }
}

interface BodyReading extends DataSetReading {
  readonly bytes: Buffer;
}

function readBehind(meta: FileMeta, file: Buffer, final: boolean, request: HeaderRequest): BodyReading {
  const { dictionary, limits, until } = request;
  const { encoding } = meta;
  if (!meta.deflated) {
    const reading = readDataSet({
      bytes: file,
      start: meta.start,
      encoding,
      complete: final,
      dictionary,
      limits,
      until,
    });
    return { ...reading, bytes: file };
  }
  const inflated = inflateDataSet(file.subarray(meta.start), final, limits.inflatedBytes);
  const { bytes, complete, fault } = inflated;
  if (fault === 'inflate-failed' && !final)
    return { dataSet: EMPTY, end: 0, short: true, findings: [], bytes };
  const reading = readDataSet({ bytes, start: 0, encoding, complete, dictionary, limits, until });
  if (fault === undefined) return { ...reading, bytes };
  const message =
    fault === 'inflate-limit'
      ? `inflates to more than ${limits.inflatedBytes} bytes; read up to there`
      : `its deflated bytes are damaged; ${bytes.length} bytes could be inflated`;
  const finding = { code: fault, severity: 'warning', offset: meta.start, path: undefined, message } as const;
  return { ...reading, bytes, findings: [finding, ...reading.findings] };
}

function finish(meta: FileMeta, file: Buffer, reading: BodyReading, cut: boolean): Header {
  const findings = [...meta.findings, ...reading.findings].map((finding) =>
    cut ? nameLimit(finding) : finding,
  );
  const empty = reading.dataSet.elements.length === 0;
  if (empty) {
    findings.push({
      code: 'data-set-empty',
      severity: 'error',
      offset: meta.start,
      path: undefined,
      message: 'not one element could be read behind the File Meta Information',
    });
  }
  return {
    status: empty ? 'refused' : findings.some(({ severity }) => severity === 'warning') ? 'recovered' : 'ok',
    meta: meta.meta,
    dataSet: reading.dataSet,
    bytes: reading.bytes,
    metaBytes: file,
    transferSyntaxUid: meta.transferSyntaxUid,
    headerBytes: reading.end,
    findings,
  };
}

/** A header longer than the limit ends where a file would be cut: the finding says which of the two it was. */
function nameLimit(finding: ReadingFinding): ReadingFinding {
  if (finding.code !== 'truncated' && finding.code !== 'length-beyond-end') return finding;
  return {
    ...finding,
    code: 'header-limit',
    message: `the header is longer than the limit: ${finding.message}`,
  };
}

function isReadWhole({ meta }: FileMeta, bytes: Buffer): boolean {
  const element = meta && findElement(meta, MEDIA_STORAGE_SOP_CLASS_UID);
  return (
    element !== undefined &&
    WHOLE.test(
      bytes.toString('latin1', element.offset, element.offset + element.length).replace(/[\0 ]+$/, ''),
    )
  );
}

function refuse(bytes: Buffer, code: string, message: string): Header {
  return {
    status: 'refused',
    meta: undefined,
    dataSet: EMPTY,
    bytes,
    metaBytes: bytes,
    transferSyntaxUid: undefined,
    headerBytes: 0,
    findings: [{ code, severity: 'error', offset: 0, path: undefined, message }],
  };
}
