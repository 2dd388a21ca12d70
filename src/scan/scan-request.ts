/** What a scan is asked to do. */
import type { ScanSettings } from './batch.js';
import type { ScanCounts } from './part.js';
import type { WorkItem } from './work-list.js';

export interface ScanRequest {
  /** Files and folders, as given. */
  readonly inputs: readonly string[];
  /** The inputs are tables of headers. */
  readonly tables: boolean;
  /** What a DICOMweb server has, in place of files. */
  readonly studies: readonly WorkItem[] | undefined;
  readonly out: string;
  readonly settings: ScanSettings;
  /** Names the dictionary in the manifest. */
  readonly edition: string;
  readonly toolVersion: string;
  readonly threads: number;
  readonly followLinks: boolean;
  readonly resume: boolean;
  readonly text: boolean;
  /** Of n shards the k-th, from 1; undefined for all. */
  readonly shard: { readonly index: number; readonly count: number } | undefined;
  /** Called after each batch, with the counts so far. */
  readonly onProgress: (counts: ScanCounts) => void;
}
