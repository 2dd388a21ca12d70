/** `dicom-omop editions` */
import { findCache } from '../build/options.js';
import { listEditions } from '../fetch/cache/cache.js';
import { editionsOffered } from '../fetch/download/offered.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface EditionsArguments {
  readonly cache?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly offline: boolean;
  readonly json: boolean;
}

/** A server that cannot be reached is a warning. Exit code 1 if a cached edition is damaged. */
export async function runEditions(args: EditionsArguments, terminal: Terminal): Promise<0 | 1> {
  const cacheRoot = findCache(args.cache, terminal);
  const cached = await listEditions(cacheRoot);
  const { env, random, sleep, date } = terminal;
  const offered = args.offline
    ? { value: undefined, diagnostics: [] }
    : await editionsOffered({
        ...(args.baseUrl === undefined ? {} : { baseUrl: args.baseUrl }),
        surroundings: { env, now: date, random, sleep },
      });
  reportDiagnostics([...cached.flatMap(({ diagnostics }) => diagnostics), ...offered.diagnostics], terminal);
  if (args.json) {
    terminal.out(
      `${JSON.stringify({ cache: cacheRoot, cached, offered: offered.value ?? null }, undefined, 2)}\n`,
    );
  } else {
    terminal.out(`in ${cacheRoot}\n`);
    for (const { edition, state, published, bytes, parts, storedAt } of cached) {
      const size = `${(bytes / 1e6).toFixed(1)} MB`.padStart(9);
      const names = parts.map((part) => `PS3.${part}`).join(' ');
      terminal.out(
        `  ${edition.padEnd(8)} ${state.padEnd(8)} ${size}  published ${published ?? 'unknown'}  stored ${storedAt?.toISOString().slice(0, 10) ?? 'unknown'}  ${names}\n`,
      );
    }
    if (cached.length === 0) terminal.out('  nothing yet; next: dicom-omop fetch --edition current\n');
    if (offered.value)
      terminal.out(`offered by the server: ${offered.value.join(' ') || 'none that can be told'}\n`);
  }
  return cached.some(({ state }) => state === 'damaged') ? 1 : 0;
}
