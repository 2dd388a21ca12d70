/** Rows of a table that harvest map wrote, a few at a time: with tabs, or with commas and quotes; an empty cell is NULL. No cell holds the end of a line. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { parse } from 'csv-parse/sync';
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
  let split: ((line: string) => readonly string[]) | undefined;
  for (const line of readLines(file)) {
    split ??= line.includes('\t') ? splitTabs : splitCommas;
    const cells = split(line);
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

export type Delimiter = '\t' | ',';

/** What parts the cells, by the heading. */
export function findHarvestDelimiter(file: string): Delimiter {
  return readHarvestHeading(file).delimiter;
}

export function readHarvestHeading(file: string): {
  readonly columns: readonly string[];
  readonly delimiter: Delimiter;
} {
  for (const line of existsSync(file) ? readLines(file) : []) {
    const delimiter = line.includes('\t') || !line.includes(',') ? '\t' : ',';
    return { columns: line.split(delimiter), delimiter };
  }
  return { columns: [], delimiter: '\t' };
}

const splitTabs = (line: string): readonly string[] => line.split('\t');

/** Quotes around cells, doubled within them. [RFC 4180] */
function splitCommas(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',');
  const [cells = []] = parse(line) as string[][];
  return cells;
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
