/** The ledger's promises held against its own past: no line changed, none removed, new lines only at the end. */
import { basename, dirname } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.js';

/** The file at one moment: `revision` is a commit, or the working tree. */
export interface FileVersion {
  readonly revision: string;
  readonly text: string;
}

/** Versions oldest first; each must begin with every line of the one before. */
export function checkAppendOnly(versions: readonly FileVersion[], file: string): Diagnostic[] {
  return versions.flatMap((version, index): Diagnostic[] => {
    const before = versions[index - 1];
    if (!before) return [];
    const old = linesOf(before.text);
    const now = linesOf(version.text);
    const wrong = old.findIndex((line, number) => line !== now[number]);
    if (wrong < 0) return [];
    return [
      {
        code: 'ledger-line-changed',
        severity: 'error',
        at: { file, line: wrong + 1 },
        message: `${version.revision} changed or removed a line that ${before.revision} has`,
        found: now[wrong] ?? '(no line)',
        expected: old[wrong] ?? '',
        fix: `restore the line: git -C ${dirname(file)} show ${before.revision}:./${basename(file)}; new lines go at the end only`,
      },
    ];
  });
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}
