/** Rows of a table that harvest map wrote, a few at a time: tabs, no quoting, an empty cell is NULL. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { requireRegularFile } from '../disk/regular-file.js';
import { EnvironmentError } from '../model/diagnostic.js';

const BLOCK = 1 << 20;

/** `columns`: which of the file, in the order wanted. */
export function* readHarvestRows(file: string, columns: readonly string[]): Generator<(string | null)[]> {
  if (!existsSync(file)) {
    throw new EnvironmentError(`${file} is not there`, {
      fix: 'name the folder that `dicom-omop harvest map --out` wrote',
    });
  }
  let places: readonly number[] | undefined;
  for (const line of readLines(file)) {
    const cells = line.split('\t');
    if (places === undefined) {
      places = columns.map((column) => cells.indexOf(column));
      if (places.includes(-1)) {
        throw new EnvironmentError(
          `${file} lacks ${columns.filter((column) => !cells.includes(column)).join(', ')}`,
          {
            fix: 'harvest again with this version of dicom-omop',
          },
        );
      }
    } else yield places.map((place) => cells[place] || null);
  }
}

/** Throws if the file is not there or lacks a column. */
export function checkHarvestFile(file: string, columns: readonly string[]): void {
  const rows = readHarvestRows(file, columns);
  rows.next();
  rows.return(undefined);
}

function* readLines(file: string): Generator<string> {
  requireRegularFile(file);
  const handle = openSync(file, 'r');
  const decoder = new StringDecoder('utf8');
  const bytes = Buffer.alloc(BLOCK);
  let rest = '';
  try {
    for (let read = readSync(handle, bytes); read > 0; read = readSync(handle, bytes)) {
      const lines = (rest + decoder.write(bytes.subarray(0, read))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(handle);
  }
}
