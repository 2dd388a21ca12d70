/** `dicom-omop import DIR --edition LABEL` */
import { findCache, getEdition } from '../build/options.js';
import { identifyDocument } from '../docbook/document.js';
import { importEdition } from '../fetch/import-edition.js';
import { isDay } from '../model/date.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { exitCodeOf, reportDiagnostics, type Terminal } from './terminal.js';

export interface ImportArguments {
  readonly directory: string;
  readonly edition: string;
  readonly published?: string | undefined;
  readonly cache?: string | undefined;
  readonly json: boolean;
}

export async function runImport(args: ImportArguments, terminal: Terminal): Promise<0 | 1> {
  if (args.published !== undefined && !isDay(args.published)) {
    throw new EnvironmentError(`"${args.published}" is no day`, { fix: 'give --published as yyyymmdd' });
  }
  const cacheRoot = findCache(args.cache, terminal);
  const edition = getEdition(args.edition);
  const { directory, published } = args;
  const { value: manifest, diagnostics } = await importEdition({
    directory,
    edition,
    cacheRoot,
    published,
    identify: identifyDocument,
  });
  reportDiagnostics(diagnostics, terminal);
  if (!manifest) return 1;
  if (args.json) terminal.out(`${JSON.stringify(manifest, undefined, 2)}\n`);
  else {
    for (const { file, title, bytes, sha256 } of manifest.parts) {
      terminal.out(`${file}  ${bytes} bytes  sha256 ${sha256.slice(0, 16)}  ${title}\n`);
    }
    terminal.out(`edition ${edition} is in ${cacheRoot}; next: dicom-omop build --edition ${edition}\n`);
  }
  return exitCodeOf(diagnostics);
}
