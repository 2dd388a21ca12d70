/** A folder that is replaced whole: written beside its place, then renamed into it. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { refuseForeign } from '../release/release-directory.js';

export interface OutputFolder {
  /** Empty; write here. */
  readonly aside: string;
  readonly putInPlace: () => void;
}

/** Throws EnvironmentError if the place holds something that this program did not write. */
export function openOutputFolder(out: string): OutputFolder {
  refuseForeign(out);
  const aside = `${out}.new`;
  const former = `${out}.old`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  return {
    aside,
    putInPlace: () => {
      rmSync(former, { recursive: true, force: true });
      if (existsSync(out)) renameSync(out, former);
      renameSync(aside, out);
      rmSync(former, { recursive: true, force: true });
    },
  };
}
