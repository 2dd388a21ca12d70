/** The schema that a script loads into, as the command line names it. */
import { EnvironmentError } from '../model/diagnostic.js';

/** A name that needs no quoting in any of the databases. */
export function getSchema(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name)) return name;
  throw new EnvironmentError(`"${name}" is no name of a schema`, {
    fix: 'letters, digits and _, a letter first: --schema cdm',
  });
}
