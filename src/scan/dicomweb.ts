/** Studies and their metadata from a DICOMweb server: QIDO-RS to find them, WADO-RS for the headers. [PS3.18 10.4, 10.6] */
import { setTimeout as sleep } from 'node:timers/promises';
import { EnvironmentError } from '../model/diagnostic.js';
import { isRecord } from './dicom-json.js';
import type { WorkItem } from './work-list.js';

export interface StudyQuery {
  /** Base of the service, e.g. http://127.0.0.1:8042/dicom-web */
  readonly url: string;
  /** `20200101-20201231`. */
  readonly studyDate: string | undefined;
  readonly modalities: readonly string[];
}

const PAGE = 100;
const TRIES = 5;
const MAX_WAIT = 30;

/** One item for each study, in order of their UIDs. */
export async function listStudies(query: StudyQuery, authorization: string | undefined): Promise<WorkItem[]> {
  const base = query.url.replace(/\/+$/, '');
  const uids = new Set<string>();
  for (const modality of query.modalities.length === 0 ? [undefined] : query.modalities) {
    for (let offset = 0; ; offset += PAGE) {
      const search = new URLSearchParams({ limit: String(PAGE), offset: String(offset) });
      if (query.studyDate) search.set('StudyDate', query.studyDate);
      if (modality) search.set('ModalitiesInStudy', modality);
      const page = await getJson(`${base}/studies?${search}`, authorization);
      const found = page.flatMap(readStudyUid);
      const known = uids.size;
      for (const uid of found) uids.add(uid);
      // A server that knows no paging gives everything each time.
      if (page.length < PAGE || uids.size === known) break;
    }
  }
  return [...uids].sort().map((uid) => ({
    kind: 'study',
    root: 0,
    sourceId: uid,
    path: new Uint8Array(Buffer.from(`${base}/studies/${uid}/metadata`)),
    size: 0,
    modified: 0,
  }));
}

function readStudyUid(study: unknown): string[] {
  const element = isRecord(study) ? study['0020000D'] : undefined;
  const [uid] = isRecord(element) && Array.isArray(element.Value) ? element.Value : [];
  return typeof uid === 'string' && /^[0-9.]{1,64}$/.test(uid) ? [uid] : [];
}

/** Data sets as DICOM JSON; none where the server answers that there is nothing. */
export async function getJson(url: string, authorization: string | undefined): Promise<unknown[]> {
  // Loaded when it is used: a thread that reads files starts sooner.
  const { request } = await import('undici');
  for (let attempt = 1; ; attempt++) {
    const { statusCode, headers, body } = await request(url, {
      headers: { accept: 'application/dicom+json', ...(authorization ? { authorization } : {}) },
    }).catch((error: unknown) => {
      throw unreachable(url, error);
    });
    if (statusCode === 204) {
      await body.dump();
      return [];
    }
    if ((statusCode === 429 || statusCode === 503) && attempt < TRIES) {
      await body.dump();
      await sleep(1000 * Math.min(MAX_WAIT, Number(headers['retry-after']) || attempt));
      continue;
    }
    const text = await body.text();
    if (statusCode !== 200) throw unreachable(url, new Error(`the server answers ${statusCode}`));
    return parseList(url, text);
  }
}

function parseList(url: string, text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    throw unreachable(url, error);
  }
}

function unreachable(url: string, cause: unknown): EnvironmentError {
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new EnvironmentError(`cannot get ${new URL(url).origin}: ${reason}`, {
    fix: 'check the address of the DICOMweb service and, in DICOMWEB_AUTHORIZATION, what it asks for',
    cause,
  });
}
