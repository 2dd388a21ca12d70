/** The manifests that a scan and each harvest leave: JSON, whole or not at all. */
import { EnvironmentError } from '../model/diagnostic.js';

/** Throws EnvironmentError if the text is no JSON object: the file was cut or is another's. */
export function parseManifest<Manifest extends object>(text: string, file: string, fix: string): Manifest {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Manifest;
  } catch {
    // Told below.
  }
  throw new EnvironmentError(`${file} is no manifest: its text is not JSON`, { fix });
}
