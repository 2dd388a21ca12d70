/** `manifest.json` of header tables: what was read with which knowledge, what became of it, and a digest of every file. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { parseTabSeparated } from '../model/tab-separated.js';
import type { PartSummary } from './batch.js';
import type { ElementCounts } from './element-values.js';
import { addCounts, NO_COUNTS, type ScanCounts } from './part.js';
import type { ScanRequest } from './scan-request.js';
import type { SettledFile } from './settle.js';

export interface ScanManifest {
  readonly tool: string;
  /** Number of the form of the tables. */
  readonly form: 1;
  readonly inputs: readonly { readonly path: string; readonly kind: string }[];
  readonly shard: string | null;
  readonly dictionary: { readonly edition: string; readonly sha256: string };
  /** Of each series one instance was read; absent where all were. */
  readonly sample?: 'series';
  readonly attributes: { readonly list: string; readonly sha256: string; readonly count: number };
  readonly counts: ScanCounts;
  /** Elements at the top level of all data sets, and how many of them are private. */
  readonly elements: ElementCounts;
  readonly findings: Readonly<Record<string, number>>;
  readonly rows: Readonly<Record<string, number>>;
  readonly files: Readonly<Record<string, SettledFile>>;
}

/** No clock and no machine in it: the same inputs give the same bytes. `settled`: what was found when parts were brought together. */
export function makeManifest(
  request: ScanRequest,
  parts: readonly PartSummary[],
  files: Readonly<Record<string, SettledFile>>,
  settled: Readonly<Record<string, number>>,
): ScanManifest {
  const { settings, shard } = request;
  const { attributes, dictionary } = settings;
  const findings = new Map<string, number>();
  for (const each of [...parts.map((part) => part.findings), settled]) {
    for (const [code, count] of Object.entries(each)) findings.set(code, (findings.get(code) ?? 0) + count);
  }
  const rows: Record<string, number> = {};
  for (const [file, each] of Object.entries(files)) {
    const [table = ''] = file.split('/');
    rows[table] = (rows[table] ?? 0) + each.rows;
  }
  return {
    tool: `dicom-omop ${request.toolVersion}`,
    form: 1,
    inputs: request.inputs.map((path) => ({ path, kind: kindOf(path, request) })),
    shard: shard === undefined ? null : `${shard.index}/${shard.count}`,
    dictionary: { edition: request.edition, sha256: digest(JSON.stringify(dictionary)) },
    ...(settings.sample && { sample: settings.sample }),
    attributes: {
      list: attributes.name,
      sha256: digest(attributes.text),
      count: parseTabSeparated(attributes.text, attributes.file, ['path', 'use']).value.length,
    },
    counts: parts.reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS),
    elements: {
      read: parts.reduce((sum, { elements }) => sum + elements.read, 0),
      private: parts.reduce((sum, { elements }) => sum + elements.private, 0),
    },
    findings: Object.fromEntries([...findings].sort(([a], [b]) => (a < b ? -1 : 1))),
    rows,
    files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function kindOf(path: string, { tables, studies }: ScanRequest): string {
  if (studies) return 'dicomweb';
  if (tables) return 'table';
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? 'folder' : 'file';
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
