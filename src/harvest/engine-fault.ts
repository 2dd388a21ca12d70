/** What DuckDB says when the machine, not a model, is at fault: a full disk, a folder that may not be written, too little memory. */
import { EnvironmentError } from '../model/diagnostic.js';

const FAULTS: readonly { readonly form: RegExp; readonly what: string; readonly fix: string }[] = [
  {
    form: /^(?:IO|Permission) Error: /,
    what: 'DuckDB cannot read or write a file',
    fix: 'see that there is room and that the folders may be written; nothing but working files was left, the rest is as it was',
  },
  {
    form: /^Out of Memory Error: /,
    what: 'DuckDB needs more memory',
    fix: 'give --memory more megabytes, or fewer --jobs; nothing was written',
  },
];

/** The same error, in the words of ours where the surroundings are at fault. */
export function explainFault(error: unknown): unknown {
  const [first = ''] = messageOf(error).split('\n');
  const fault = FAULTS.find(({ form }) => form.test(first));
  if (fault === undefined) return error;
  return new EnvironmentError(`${fault.what}: ${first}`, { fix: fault.fix, cause: error });
}

/** Errors of a native module need not be instances of this realm's Error. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
}
