/** A folder that is replaced whole: written beside its place, then put into it in one step. */
import { openAside, recover } from '../disk/staged.js';
import { refuseForeign } from '../release/release-directory.js';

export interface OutputFolder {
  /** Empty; write here. */
  readonly aside: string;
  readonly putInPlace: () => void;
}

/** Throws EnvironmentError if the place holds something that this program did not write. What a killed run left is removed, or comes back. */
export function openOutputFolder(out: string): OutputFolder {
  refuseForeign(out);
  recover(out);
  const { aside, place } = openAside(out);
  return { aside, putInPlace: place };
}
