/** `dicom-omop inspect QUERY`: from the release if there is one, else from the XML of the cached edition. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../browse/entry.js';
import { findKeys, findNear } from '../browse/find-subjects.js';
import { openView, type ReleaseView } from '../browse/release-view.js';
import { makeEntry } from '../browse/subjects.js';
import type { BuildConfig, BuildOptions } from '../build/options.js';
import { findText } from '../disk/text-file.js';
import { CDM_VOCABULARY_TABLES } from '../model/cdm-tables.js';
import { openFiles, openFolder } from '../release/release-folder.js';
import { readConfig } from './build-config.js';
import { formatEntry } from './entry-text.js';
import type { PlaceFinder } from './located-places.js';
import { makeLiveLine, reportDiagnostics, type Terminal, withProgress } from './terminal.js';

export interface InspectArguments extends BuildOptions {
  readonly query: string;
  /** Every item of a section, and every entry in full. */
  readonly all: boolean;
  /** The rows of the XML, too. */
  readonly source: boolean;
  readonly json: boolean;
}

/** Entries shown in full without `--all`; the others by name. */
const FULL = 1;

/** Exit code 1 if nothing is found. */
export async function runInspect(args: InspectArguments, terminal: Terminal): Promise<0 | 1> {
  const config = await readConfig(args, terminal);
  const isReleased = existsSync(join(config.releaseDirectory, 'manifest.json'));
  const view = isReleased
    ? openView(openFolder(config.releaseDirectory))
    : await viewUnbuilt(config, terminal);
  if (!view) return 1;
  const keys = findKeys(view, args.query);
  const entries = keys.flatMap((key) => makeEntry(view, key) ?? []);
  const near = entries.length === 0 ? findNear(view, args.query) : [];
  const places = args.source || !isReleased ? await findPlaces(config, entries) : undefined;
  const outputLines =
    args.source && isReleased ? findOutputLines(config, entries.slice(0, args.all ? undefined : FULL)) : [];
  reportDiagnostics(view.diagnostics(), terminal);
  if (args.json) {
    const found = {
      query: args.query,
      edition: config.edition,
      entries: entries.map((entry) => withSource(entry, places)),
      near,
      outputLines,
    };
    terminal.out(`${JSON.stringify(found, undefined, 2)}\n`);
  } else if (entries.length > 0) {
    const lines = outputLines.map((line) => `  ${line}\n`).join('');
    terminal.out(formatEntries(entries, args.all, places) + (lines && `Output lines\n${lines}`));
  } else {
    terminal.err(formatNothing(args.query, config, near));
  }
  return entries.length > 0 ? 0 : 1;
}

/** The tables as a build would write them; nothing is written. */
async function viewUnbuilt(config: BuildConfig, terminal: Terminal): Promise<ReleaseView | undefined> {
  const [{ prepareBuild }, { renderRelease }] = await Promise.all([
    import('../build/pipeline.js'),
    import('../build/rendering.js'),
  ]);
  const { diagnostics, ...rendered } = await withProgress(makeLiveLine(terminal), async (progress) => {
    const { value: build, diagnostics: faults } = await prepareBuild(config, progress);
    return build ? renderRelease(build, 'tables', progress) : { value: undefined, diagnostics: faults };
  });
  if (rendered.value) return openView(openFiles(config.releaseDirectory, rendered.value.files));
  reportDiagnostics(diagnostics, terminal);
  return undefined;
}

async function findPlaces(config: BuildConfig, entries: readonly Entry[]): Promise<PlaceFinder> {
  const { locatePlaces } = await import('./located-places.js');
  return locatePlaces(config, entries);
}

function formatEntries(entries: readonly Entry[], all: boolean, places: PlaceFinder | undefined): string {
  const full = all ? entries : entries.slice(0, FULL);
  const others = entries.slice(full.length);
  const rest = others.map(({ key, kind, name }) => `  ${key}  ${name} (${kind})\n`);
  return [
    full.map((entry) => formatEntry(entry, { all, places })).join('\n'),
    ...(rest.length > 0 ? [`\nAlso called so (--all, or ask by key)\n${rest.join('')}`] : []),
  ].join('');
}

function formatNothing(query: string, { edition }: BuildConfig, near: ReturnType<typeof findNear>): string {
  const nearest = near.map(({ key, kind, name }) => `  ${key}  ${name} (${kind})\n`);
  return [
    `dicom-omop: nothing in ${edition} is called "${query}"\n`,
    ...(nearest.length > 0 ? ['near it:\n', ...nearest] : []),
    '  next: ask for a tag (0018,0081), CID 29, a code (CT, DCM:121139, SRT:T-A0100), a UID, a value (00185100:HFS), a concept id, a keyword or a name\n',
  ].join('');
}

/** Where the concepts of entries stand in the tables of the release: `CONCEPT.csv:324`. */
function findOutputLines({ releaseDirectory }: BuildConfig, entries: readonly Entry[]): string[] {
  const ids = new Set(entries.flatMap(({ conceptId }) => conceptId ?? []));
  return (['concept', 'concept_synonym', 'concept_relationship'] as const).flatMap((name) => {
    const file = join(releaseDirectory, CDM_VOCABULARY_TABLES[name].file);
    const lines = (findText(file) ?? '').split('\n');
    return lines.flatMap((line, index) =>
      ids.has(line.slice(0, line.indexOf('\t')))
        ? [`${file}:${index + 1}  ${line.replaceAll('\t', ' | ')}`]
        : [],
    );
  });
}

function withSource(entry: Entry, places: PlaceFinder | undefined): object {
  if (!places) return entry;
  const sections = entry.sections.map(({ title, items }) => ({
    title,
    items: items.map((item) => ({ ...item, source: places(item.at) })),
  }));
  return { ...entry, sections };
}
