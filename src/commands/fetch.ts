/** `dicom-omop fetch --edition LABEL|current` */
import { MultiBar, type SingleBar } from 'cli-progress';
import { findCache, getEdition } from '../build/options.js';
import { identifyDocument } from '../docbook/document.js';
import { CURRENT } from '../fetch/cache/cache.js';
import { NETWORK_FAULTS } from '../fetch/download/fault.js';
import { type FetchProgress, fetchEdition } from '../fetch/fetch-edition.js';
import { EnvironmentError, formatDiagnostic, isBlocking } from '../model/diagnostic.js';
import { KNOWN_PARTS, type Part } from '../model/source-ref.js';

import { reportDiagnostics, type Terminal } from './terminal.js';

export interface FetchArguments {
  readonly edition: string;
  readonly parts?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly cache?: string | undefined;
  readonly json: boolean;
}

/** Exit code 2 for the network, 1 for what arrived. */
export async function runFetch(args: FetchArguments, terminal: Terminal): Promise<0 | 1 | 2> {
  const cacheRoot = findCache(args.cache, terminal);
  const edition = args.edition === CURRENT ? CURRENT : getEdition(args.edition);
  const parts = args.parts === undefined ? undefined : parseParts(args.parts);
  const { env, random, sleep, date } = terminal;
  const shown = showProgress(terminal);
  const { value: fetched, diagnostics } = await fetchEdition({
    edition,
    parts,
    cacheRoot,
    identify: identifyDocument,
    ...(args.baseUrl === undefined ? {} : { baseUrl: args.baseUrl }),
    surroundings: { env, now: date, random, sleep },
    onProgress: shown.onProgress,
  }).finally(shown.stop);
  reportDiagnostics(diagnostics, terminal);
  if (!fetched) return diagnostics.some(({ code }) => NETWORK_FAULTS.has(code)) ? 2 : 1;
  if (args.json) {
    terminal.out(
      `${JSON.stringify({ edition: fetched.edition, moved: fetched.moved, manifest: fetched.manifest }, undefined, 2)}\n`,
    );
  } else {
    const moved =
      fetched.moved.length === 0
        ? 'unchanged'
        : `${fetched.moved.map((part) => `PS3.${part}`).join(', ')} new`;
    terminal.out(
      `edition ${fetched.edition} is in ${cacheRoot} (${moved}); next: dicom-omop build --edition ${fetched.edition}\n`,
    );
  }
  return isBlocking(diagnostics) ? 1 : 0;
}

function parseParts(text: string): Part[] {
  return text.split(',').map((name) => {
    const part = KNOWN_PARTS.find((known) => String(known) === name.trim());
    if (part) return part;
    throw new EnvironmentError(`"${name}" is no part that is read`, {
      fix: `give --parts as ${KNOWN_PARTS.join(',')} or fewer`,
    });
  });
}

const MEGABYTE = 1e6;

/** A bar for each part on a terminal; elsewhere one line when a part is done, retried or given up. */
function showProgress(terminal: Terminal): { onProgress: (event: FetchProgress) => void; stop: () => void } {
  const line = (event: FetchProgress) => {
    const name = `PS3.${event.part}`.padEnd(8);
    if (event.kind === 'fetched')
      terminal.err(`${name} ${event.bytes} bytes (${event.transferred} over the network)\n`);
    if (event.kind === 'unchanged') terminal.err(`${name} unchanged, ${event.bytes} bytes\n`);
    if (event.kind === 'retry')
      terminal.err(
        `${name} again in ${(event.pause / 1000).toFixed(1)} s: ${formatDiagnostic(event.reason)}\n`,
      );
    if (event.kind === 'failed') terminal.err(`${name} given up\n`);
  };
  const { progressStream } = terminal;
  if (!progressStream) return { onProgress: line, stop: () => {} };
  const bars = new MultiBar({
    stream: progressStream,
    hideCursor: true,
    format: '{part} {bar} {value}/{total} MB',
  });
  const barOf = new Map<Part, SingleBar>();
  return {
    onProgress: (event) => {
      if (event.kind !== 'received') return;
      const total = Math.ceil((event.total ?? event.received) / MEGABYTE);
      const bar = barOf.get(event.part) ?? bars.create(total, 0, { part: `PS3.${event.part}`.padEnd(7) });
      barOf.set(event.part, bar);
      bar.setTotal(total);
      bar.update(Math.round(event.received / MEGABYTE));
    },
    stop: () => bars.stop(),
  };
}
