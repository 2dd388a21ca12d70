/** Small archives of images, and a scan of them from the sources, with parts of a few instances. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { READING_LIMITS } from '../../src/dicom/element.js';
import type { ScanSettings } from '../../src/scan/batch.js';
import { HEADER_TABLES, type TableName } from '../../src/scan/header-tables.js';
import { scanFiles } from '../../src/scan/scan.js';
import type { ScanManifest } from '../../src/scan/scan-manifest.js';
import type { ScanRequest } from '../../src/scan/scan-request.js';
import { element, file, instance } from './dicom-bytes.js';

export const SETTINGS: ScanSettings = {
  dictionary: [
    { tag: '(0018,0050)', vr: 'DS' },
    { tag: '(0020,0013)', vr: 'IS' },
  ],
  attributes: {
    name: 'list',
    text: 'path\tuse\n00080060\tfeature\n00180050\tfeature\n00200013\tsource\n',
    file: 'list.tsv',
  },
  privateAttributes: [],
  limits: READING_LIMITS,
  maxValueBytes: 1024,
  archives: false,
  tableForm: 'auto',
  sample: undefined,
  columns: [],
  authorization: undefined,
  partSize: 5,
};

/** An image of a series: its thickness is that of the series, its number its own. */
export function makeImage(series: number, number: number): Buffer {
  const uids = { study: '1.2.1', series: `1.2.2.${series}`, sop: `1.2.3.${series}.${number}` };
  return file(
    instance(uids, [element(0x00180050, 'DS', String(series)), element(0x00200013, 'IS', String(number))]),
  );
}

/** Series in folders of their own; `mixed`: all in one, so that their files stand between each other. */
export function writeArchive(folder: string, series: number, images: number, mixed = false): void {
  for (let number = 1; number <= images; number++) {
    for (let each = 1; each <= series; each++) {
      const name = mixed
        ? `${String(number).padStart(4, '0')}-${each}`
        : `S${each}/IM${String(number).padStart(4, '0')}`;
      write(join(folder, name), makeImage(each, number));
    }
  }
}

export function write(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

export function scan(input: string, out: string, more: Partial<ScanRequest> = {}): Promise<ScanManifest> {
  return scanFiles({
    inputs: [input],
    tables: false,
    studies: undefined,
    out,
    settings: SETTINGS,
    edition: 'test',
    toolVersion: '0',
    threads: 1,
    followLinks: false,
    resume: false,
    text: true,
    shard: undefined,
    onProgress: () => {},
    ...more,
  });
}

/** Rows of a table as text, all parts together, sorted. */
export function rowsOf(out: string, name: TableName, columns: readonly string[]): string[] {
  const { files } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as ScanManifest;
  const all = HEADER_TABLES[name].columns.map((column) => column.name);
  return Object.keys(files)
    .filter((each) => each.startsWith(`${name}/`))
    .flatMap((each) =>
      readFileSync(join(out, each.replace('.parquet', '.tsv')), 'utf8')
        .split('\n')
        .slice(1, -1),
    )
    .map((line) => line.split('\t'))
    .map((cells) => columns.map((column) => cells[all.indexOf(column)] || '-').join(' '))
    .sort();
}
