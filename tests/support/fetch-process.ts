import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SUPPORT = join(fileURLToPath(import.meta.url), '..');
const DIST = join(SUPPORT, '..', '..', 'dist', 'fetch', 'fetch-edition.js');

export interface Ended {
  readonly output: string;
  readonly wasKilled: boolean;
}

/** A fetch of 2024d in a process of its own; it runs the compiled program. `killBefore`: see fetch-child.mjs. */
export function startFetch(
  baseUrl: string,
  cacheRoot: string,
  { killBefore = 0, env = {} }: { readonly killBefore?: number; readonly env?: Record<string, string> } = {},
): ChildProcess {
  if (!existsSync(DIST)) throw new Error(`this test needs ${DIST}: run \`make dist\` first`);
  const script = [join(SUPPORT, 'fetch-child.mjs'), baseUrl, cacheRoot, '2024d', String(killBefore)];
  return spawn(process.execPath, script, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** `onStart` runs when the child has loaded its code and begins to fetch. */
export function waitForFetch(child: ChildProcess, onStart: () => void = () => undefined): Promise<Ended> {
  return new Promise((resolve) => {
    let output = '';
    child.stdout?.on('data', (text) => {
      if (output === '') onStart();
      output += text;
    });
    child.on('close', (_, signal) => resolve({ output, wasKilled: signal === 'SIGKILL' }));
  });
}
