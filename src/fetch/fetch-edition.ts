/**
 * `dicom-omop fetch`: the parts of an edition from the server into the standard cache. All parts are
 * downloaded and checked before the first one is stored; `current` is stored under the edition it prints.
 */
import type { LockTimes } from '../disk/file-lock.js';
import type {
  CachedPart,
  CacheManifest,
  DocumentIdentity,
  IdentifyDocument,
} from '../model/cache-manifest.js';
import { type Diagnostic, EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import type { Edition } from '../model/edition.js';
import { KNOWN_PARTS, OPTIONAL_PARTS, type Part } from '../model/source-ref.js';
import { CURRENT, computeSha256 } from './cache/cache.js';
import { type PartToStore, storeEdition } from './cache/cache-store.js';
import { formatPartFile } from './cache/manifest.js';
import { checkIdentity, checkShape } from './checks.js';
import { type Document, download, type Unchanged } from './download/download.js';
import type { FetchLimits, FetchSurroundings } from './download/fetch-surroundings.js';
import { chooseBaseUrl, type Network, withNetwork } from './download/network.js';
import { openPartialStore, type PartialStore } from './download/partial.js';
import { formatUrl } from './download/redact.js';
import { findKnown } from './known.js';

/** One step of one part, in the order in which they happen. Bytes are those on the wire. */
export type FetchProgress =
  | { readonly kind: 'received'; readonly part: Part; readonly received: number; readonly total?: number }
  | { readonly kind: 'retry'; readonly part: Part; readonly reason: Diagnostic; readonly pause: number }
  | { readonly kind: 'unchanged'; readonly part: Part; readonly bytes: number }
  | { readonly kind: 'fetched'; readonly part: Part; readonly bytes: number; readonly transferred: number }
  | { readonly kind: 'failed'; readonly part: Part };

export interface FetchRequest {
  /** A label, or `current`. */
  readonly edition: Edition | typeof CURRENT;
  /** All that are read if undefined; then one that no release needs may be absent from the server. */
  readonly parts?: readonly Part[] | undefined;
  readonly cacheRoot: string;
  /** As typed; DICOM_OMOP_BASE_URL or NEMA's if undefined. */
  readonly baseUrl?: string | undefined;
  readonly identify: IdentifyDocument;
  readonly surroundings: FetchSurroundings;
  readonly limits?: Partial<FetchLimits> | undefined;
  readonly lockTimes?: LockTimes | undefined;
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
}

export interface FetchedEdition {
  /** The edition that the documents print. */
  readonly edition: Edition;
  readonly manifest: CacheManifest;
  /** Parts whose bytes came over the wire; the others are unchanged since they were fetched last. */
  readonly moved: readonly Part[];
}

interface FetchedPart extends PartToStore {
  readonly edition: Edition;
}

/**
 * Fetches, checks and stores. Faults of the network and of the documents are error diagnostics with the URL,
 * all parts together; then there is no value and the cache is as it was. Throws if the cache cannot be written
 * or an address is none.
 */
export async function fetchEdition(request: FetchRequest): Promise<Outcome<FetchedEdition | undefined>> {
  const { cacheRoot, surroundings, limits = {} } = request;
  const baseUrl = chooseBaseUrl(request.baseUrl, surroundings.env);
  const wanted = request.parts ?? KNOWN_PARTS;
  if (wanted.length === 0)
    throw new EnvironmentError('no part to fetch', { fix: 'give --parts like 3,6,16' });
  const urls = new Map(wanted.map((part) => [part, formatPartUrl(baseUrl, request.edition, part)]));
  const printed = new Map([...urls].map(([part, url]) => [part, formatUrl(url)]));
  const asked = request.edition === CURRENT ? undefined : request.edition;
  const known = await findKnown(cacheRoot, asked, printed);
  return withNetwork(baseUrl, surroundings, limits, async (network) => {
    const jobs = [...urls].map(([part, url]) => createJob(request, network, part, url));
    const results = await Promise.all(
      jobs.map(async (job) => {
        const fetched = await fetchPart(job, known.parts.get(job.part), known.edition);
        return request.parts === undefined && OPTIONAL_PARTS.includes(job.part) ? tolerate(fetched) : fetched;
      }),
    );
    const parts = results.flatMap(({ value }) => value ?? []);
    const diagnostics = [...known.diagnostics, ...results.flatMap((result) => result.diagnostics)];
    diagnostics.push(...checkAgreement(parts, baseUrl));
    const edition = parts[0]?.edition;
    if (isBlocking(diagnostics) || edition === undefined) return { value: undefined, diagnostics };
    const manifest = await storeEdition({ cacheRoot, edition, parts, lockTimes: request.lockTimes });
    for (const { pieces } of jobs) await pieces.forget();
    const moved = parts.filter(({ bytes }) => bytes !== undefined).map(({ entry }) => entry.part);
    return { value: { edition, manifest, moved }, diagnostics };
  });
}

/** A part that a release can do without, and that the server does not have. */
function tolerate({
  value,
  diagnostics,
}: Outcome<FetchedPart | undefined>): Outcome<FetchedPart | undefined> {
  return {
    value,
    diagnostics: diagnostics.map((fault) =>
      fault.code === 'document-not-offered'
        ? {
            ...fault,
            severity: 'warning',
            message: 'the server has no such document; builds use what the program brings in its place',
            fix: 'nothing, or get the part elsewhere and `import` it with the others',
          }
        : fault,
    ),
  };
}

/** `<base><edition>/source/docbook/part03/part03.xml`. */
function formatPartUrl(baseUrl: URL, edition: string, part: Part): URL {
  const file = formatPartFile(part);
  return new URL(
    `${encodeURIComponent(edition)}/source/docbook/${file.replace('.xml', '')}/${file}`,
    baseUrl,
  );
}

interface Job {
  readonly part: Part;
  readonly url: URL;
  readonly asked: Edition | undefined;
  readonly network: Network;
  readonly pieces: PartialStore;
  readonly identify: IdentifyDocument;
  readonly onProgress: (progress: FetchProgress) => void;
}

function createJob(request: FetchRequest, network: Network, part: Part, url: URL): Job {
  return {
    part,
    url,
    asked: request.edition === CURRENT ? undefined : request.edition,
    network,
    pieces: openPartialStore(request.cacheRoot, formatPartFile(part), formatUrl(url)),
    identify: request.identify,
    onProgress: request.onProgress ?? (() => undefined),
  };
}

async function fetchPart(
  job: Job,
  cached: CachedPart | undefined,
  cachedEdition: Edition | undefined,
): Promise<Outcome<FetchedPart | undefined>> {
  const { part, url, network, pieces, onProgress } = job;
  const events = {
    onReceived: (received: number, total: number | undefined) =>
      onProgress({ kind: 'received', part, received, ...(total === undefined ? {} : { total }) }),
    onRetry: ({ diagnostic: reason }: { readonly diagnostic: Diagnostic }, pause: number) =>
      onProgress({ kind: 'retry', part, reason, pause }),
  };
  const answer = await download(url, cached ?? {}, network, events, pieces);
  await pieces.close();
  if (answer.kind === 'fault') {
    onProgress({ kind: 'failed', part });
    return { value: undefined, diagnostics: [answer.diagnostic] };
  }
  if (answer.kind === 'document') return checkDocument(job, answer);
  if (cached === undefined || cachedEdition === undefined)
    throw new Error(`nothing cached for ${formatUrl(url)}`);
  onProgress({ kind: 'unchanged', part, bytes: cached.bytes });
  const entry = { ...cached, ...formatValidators(answer) };
  return { value: { edition: cachedEdition, entry, bytes: undefined }, diagnostics: [] };
}

async function checkDocument(job: Job, document: Document): Promise<Outcome<FetchedPart | undefined>> {
  const { part, asked, onProgress } = job;
  const { bytes, transferred } = document;
  const url = formatUrl(job.url);
  const { value: identity, diagnostics } = identifyShaped(job.identify, bytes, url);
  const faults = [
    ...diagnostics,
    ...(identity === undefined ? [] : checkIdentity(identity, part, asked, url)),
  ];
  if (identity === undefined || isBlocking(faults)) {
    await job.pieces.forget();
    onProgress({ kind: 'failed', part });
    return { value: undefined, diagnostics: faults };
  }
  onProgress({ kind: 'fetched', part, bytes: bytes.length, transferred });
  const { edition, title } = identity;
  const sha256 = computeSha256(bytes);
  const entry = { part, sha256, bytes: bytes.length, title, url, ...formatValidators(document) };
  return { value: { edition, entry, bytes }, diagnostics: faults };
}

function identifyShaped(
  identify: IdentifyDocument,
  bytes: Buffer,
  url: string,
): Outcome<DocumentIdentity | undefined> {
  const faults = checkShape(bytes, url);
  return faults.length > 0 ? { value: undefined, diagnostics: faults } : identify(bytes, url);
}

/** Only `current` can get here with parts that print different editions. */
function checkAgreement(parts: readonly FetchedPart[], baseUrl: URL): readonly Diagnostic[] {
  const editions = [...new Set(parts.map(({ edition }) => edition))].sort();
  if (editions.length < 2) return [];
  return [
    {
      code: 'editions-disagree',
      severity: 'error',
      at: { file: formatUrl(baseUrl) },
      message: 'the documents of the current edition print different editions; nothing was stored',
      found: parts.map(({ entry, edition }) => `PS3.${entry.part} ${edition}`).join(', '),
      expected: 'the same edition in the subtitle of every part',
      fix: `the server is probably being updated: run the command again later, or fetch --edition ${editions[0]}`,
    },
  ];
}

function formatValidators({
  etag,
  lastModified,
}: Document | Unchanged): Pick<CachedPart, 'etag' | 'lastModified'> {
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}
