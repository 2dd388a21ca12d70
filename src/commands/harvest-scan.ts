/** `harvest scan`: image headers -> header tables. */
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { findCurated } from '../build/options.js';
import { READING_LIMITS } from '../dicom/element.js';
import { getText } from '../disk/text-file.js';
import { EnvironmentError, isBlocking } from '../model/diagnostic.js';
import { parseTabSeparated } from '../model/tab-separated.js';
import { type PrivateList, parseAttributeList, parsePrivateLists } from '../scan/attribute-list.js';
import { parseColumnNames } from '../scan/attribute-names.js';
import type { ScanSettings } from '../scan/batch.js';
import { listStudies } from '../scan/dicomweb.js';
import type { ScanCounts } from '../scan/part.js';
import { scanFiles } from '../scan/scan.js';
import type { ScanManifest } from '../scan/scan-manifest.js';
import { TABLE_FORMS, type TableForm } from '../scan/table-records.js';
import { parseJobs } from './option-number.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface ScanArguments {
  readonly path: readonly string[];
  readonly table?: string | undefined;
  readonly tableForm: string;
  readonly sample: string;
  readonly columns?: string | undefined;
  readonly dicomweb?: string | undefined;
  readonly studyDate?: string | undefined;
  readonly modality?: string | undefined;
  readonly out: string;
  readonly release?: string | undefined;
  readonly attributes: string;
  readonly private?: string | undefined;
  readonly jobs?: string | undefined;
  readonly shard?: string | undefined;
  readonly maxHeader: string;
  readonly followLinks: boolean;
  readonly archives: boolean;
  readonly resume: boolean;
  readonly tsv: boolean;
  readonly mappings?: string | undefined;
  readonly json: boolean;
}

const PART_SIZE = 10_000;
const VALUE_BYTES = 1024;

/** Exit code 1 if a file was refused. */
export async function runScan(args: ScanArguments, terminal: Terminal): Promise<0 | 1> {
  const here = (path: string) => resolve(terminal.workingDirectory, path);
  const release = args.release === undefined ? findRelease(terminal) : here(args.release);
  const settings = readSettings(args, release, terminal);
  const started = terminal.now();
  const { inputs, tables, studies } = await findInputs(args, settings.authorization, here);
  const manifest = await scanFiles({
    inputs,
    tables,
    studies,
    out: here(args.out),
    settings,
    edition: basename(release),
    toolVersion: terminal.toolVersion,
    threads: parseJobs(args.jobs) ?? availableParallelism(),
    followLinks: args.followLinks,
    resume: args.resume,
    text: args.tsv,
    shard: parseShard(args.shard),
    onProgress: (counts) => terminal.err(`${formatProgress(counts, terminal.now() - started)}\n`),
  });
  terminal.out(args.json ? `${JSON.stringify(manifest, undefined, 2)}\n` : formatSummary(manifest, args.out));
  return manifest.counts.refused > 0 ? 1 : 0;
}

/** Files and folders, or tables, or the studies of a server. */
async function findInputs(
  args: ScanArguments,
  authorization: string | undefined,
  here: (path: string) => string,
) {
  const { dicomweb: url, table, path } = args;
  if (url === undefined) {
    const files = [...(table === undefined ? [] : [table]), ...path].map(here);
    if (files.length > 0) return { inputs: files, tables: table !== undefined, studies: undefined };
    throw new EnvironmentError('nothing to scan', {
      fix: 'name files and folders, or give --table FILE, or --dicomweb URL',
    });
  }
  if (!/^https?:\/\//.test(url)) {
    throw new EnvironmentError(`"${url}" is no address of a DICOMweb service`, {
      fix: 'give its base, e.g. --dicomweb https://pacs.example.org/dicom-web',
    });
  }
  const modalities = (args.modality ?? '').split(',').filter((each) => each !== '');
  const studies = await listStudies({ url, studyDate: args.studyDate, modalities }, authorization);
  return { inputs: [url], tables: false, studies };
}

function readSettings(args: ScanArguments, release: string, terminal: Terminal): ScanSettings {
  const here = (path: string) => resolve(terminal.workingDirectory, path);
  const lists = findCurated(args.mappings, 'harvest', terminal);
  const isNamed = ['core', 'analytical', 'all'].includes(args.attributes);
  const file = isNamed ? join(lists, 'core-attributes.tsv') : here(args.attributes);
  const text = getText(file, 'name core, analytical, all, or a file with the columns "path" and "use"');
  const privateAttributes = readPrivateLists(
    release,
    args.private === undefined ? undefined : here(args.private),
  );
  const faults = [
    ...parseAttributeList(text, file).diagnostics,
    ...parsePrivateLists(privateAttributes).diagnostics,
  ];
  reportDiagnostics(faults, terminal);
  if (isBlocking(faults)) {
    throw new EnvironmentError('the list of attributes cannot be used', {
      fix: 'correct the lines named above',
    });
  }
  return {
    dictionary: readDictionary(release),
    attributes: { name: isNamed ? args.attributes : basename(file), text, file: basename(file) },
    privateAttributes,
    limits: { ...READING_LIMITS, headerBytes: parseBytes(args.maxHeader) },
    maxValueBytes: VALUE_BYTES,
    archives: args.archives,
    tableForm: parseTableForm(args.tableForm),
    sample: args.sample === 'series' ? 'series' : undefined,
    columns: readColumns(args, lists, here),
    authorization: terminal.env.DICOMWEB_AUTHORIZATION,
    partSize: PART_SIZE,
  };
}

/** What the release has concepts for, then what the site names. */
function readPrivateLists(release: string, file: string | undefined): readonly PrivateList[] {
  const listed = join(release, 'lookup', 'private_attributes.tsv');
  const read = (path: string, fix: string, isOfRelease: boolean): PrivateList => ({
    text: getText(path, fix),
    file: basename(path),
    isOfRelease,
  });
  return [
    read(listed, 'build the release again with this version of the program', true),
    ...(file === undefined
      ? []
      : [read(file, 'name a file with the columns "creator" and "element"', false)]),
  ];
}

function parseTableForm(text: string): TableForm {
  const form = TABLE_FORMS.find((known) => known === text);
  if (form) return form;
  throw new EnvironmentError(`"${text}" is no form of a table`, {
    fix: `give --table-form ${TABLE_FORMS.join(', ')}`,
  });
}

/** Names of columns that the program knows, then those of the site. */
function readColumns({ columns }: ScanArguments, lists: string, here: (path: string) => string) {
  const forms = join(lists, 'table-forms');
  const known = existsSync(forms) ? readdirSync(forms).filter((name) => name.endsWith('.tsv')) : [];
  const files = [
    join(lists, 'table-columns.tsv'),
    ...known.sort().map((name) => join(forms, name)),
    ...(columns === undefined ? [] : [here(columns)]),
  ];
  return files.map((file) => {
    const text = getText(file, 'name a file with the columns "column" and "attribute"');
    const [fault] = parseColumnNames(text, file).diagnostics;
    if (fault)
      throw new EnvironmentError(`${file}: ${fault.message}`, { fix: fault.fix ?? 'correct the file' });
    return { text, file: basename(file) };
  });
}

/** Tags, VRs and keywords of a release, for headers that do not state them. */
function readDictionary(release: string) {
  const file = join(release, 'standard', 'attributes.tsv');
  const text = getText(file, 'name a release with --release, or make one: dicom-omop build');
  const { value, diagnostics } = parseTabSeparated(text, file, ['tag', 'keyword', 'vr'], {
    comments: false,
    fix: 'build the release again with this version of the program',
  });
  if (isBlocking(diagnostics) || value.length === 0) {
    throw new EnvironmentError(`${file} is no table of data elements`, { fix: 'build the release again' });
  }
  return value.map(({ cells }) => ({ tag: cells.tag ?? '', vr: cells.vr ?? '', keyword: cells.keyword }));
}

/** The latest edition of `out/`; the embedded sample only if there is nothing else. */
function findRelease(terminal: Terminal): string {
  const out = resolve(terminal.workingDirectory, 'out');
  const editions = existsSync(out)
    ? readdirSync(out).filter((name) => existsSync(join(out, name, 'standard', 'attributes.tsv')))
    : [];
  const latest =
    editions
      .filter((name) => name !== 'mini')
      .sort()
      .at(-1) ?? editions.at(-1);
  if (latest !== undefined) return join(out, latest);
  throw new EnvironmentError('no release is in out/', {
    fix: 'make one (dicom-omop build), or name one: --release out/2024d',
  });
}

function parseShard(text: string | undefined): { index: number; count: number } | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (match && index >= 1 && index <= count && count <= 100_000) return { index, count };
  throw new EnvironmentError(`"${text}" is no shard`, { fix: 'give --shard K/N, K from 1 to N, e.g. 3/16' });
}

const UNITS: Readonly<Record<string, number>> = { '': 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

function parseBytes(text: string): number {
  const match = /^(\d+)(KiB|MiB|GiB)?$/.exec(text);
  const bytes = Number(match?.[1]) * (UNITS[match?.[2] ?? ''] ?? Number.NaN);
  if (bytes >= 1024 && bytes <= 1024 ** 3) return bytes;
  throw new EnvironmentError(`"${text}" is no size of a header`, {
    fix: 'give --max-header 1KiB to 1GiB, e.g. 4MiB',
  });
}

function formatProgress(counts: ScanCounts, milliseconds: number): string {
  const perSecond = Math.round((counts.read * 1000) / Math.max(1, milliseconds));
  const megabytes = Math.round(counts.bytes / 1e6);
  return `scan      ${counts.read} files, ${perSecond} a second, ${counts.refused} refused, ${counts.skipped} skipped, ${megabytes} MB of files`;
}

function formatSummary({ counts, elements, findings, rows }: ScanManifest, out: string): string {
  const { read, ok, recovered, refused, skipped } = counts;
  const lines = [
    `${read} read: ${ok} as they should be, ${recovered} recovered, ${refused} refused, ${skipped} no instances`,
    `${rows.instances} instances, ${rows.elements} rows of elements, ${rows.sr_items} report items, ${rows.segments} segments`,
    `${elements.read} elements at top level, ${share(elements)} of them private`,
    ...Object.entries(findings).map(([code, count]) => `${String(count).padStart(9)}  ${code}`),
    `tables   ${out}`,
  ];
  return `${lines.join('\n')}\n`;
}

function share({ read, private: own }: ScanManifest['elements']): string {
  return `${((100 * own) / Math.max(1, read)).toFixed(1)} %`;
}
