/** Former versions of a file, as git has them. */
import { execFileSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import type { FileVersion } from '../assign/ledger-promises.js';
import { EnvironmentError } from '../model/diagnostic.js';

/** Why git cannot tell the past of a file; undefined if it can. */
export function findGitFault(file: string): string | undefined {
  try {
    git(file, 'rev-parse', '--show-toplevel');
    return undefined;
  } catch (error) {
    const { code, stderr } = error as { readonly code?: string; readonly stderr?: string };
    if (code === 'ENOENT') return 'git is not installed';
    return (stderr ?? '').split('\n', 1)[0] || 'git fails';
  }
}

/** Throws if the past of the file is out of reach. */
export function requireGit(file: string): void {
  const fault = findGitFault(file);
  if (fault === undefined) return;
  throw new EnvironmentError(`the past of ${file} is not known: ${fault}`, {
    fix: 'run this with git, in the checkout of the repository that holds the file',
  });
}

/** Committed versions, oldest first, along the main line. */
export function readVersions(file: string): FileVersion[] {
  const log = tryGit(file, 'log', '--first-parent', '--reverse', '--format=%h', '--', basename(file));
  return (log ?? '')
    .split('\n')
    .filter((revision) => revision !== '')
    .flatMap((revision) => {
      const text = findVersion(file, revision);
      return text === undefined ? [] : [{ revision, text }];
    });
}

/** The file in a branch or commit; undefined if there is none. */
export function findVersion(file: string, revision: string): string | undefined {
  return tryGit(file, 'show', `${revision}:./${basename(file)}`);
}

/** True if the clone holds the last commits only. */
export function isShallow(file: string): boolean {
  return tryGit(file, 'rev-parse', '--is-shallow-repository')?.trim() === 'true';
}

function tryGit(file: string, ...args: readonly string[]): string | undefined {
  try {
    return git(file, ...args);
  } catch {
    return undefined;
  }
}

function git(file: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', dirname(file), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
