/** Rows as a text file, in order: ranges of them are sorted and written one after the other. */
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Engine, quote } from './engine.js';
import { listRanges } from './id-ranges.js';

export interface OrderedFile {
  readonly file: string;
  /** SELECT of the rows. */
  readonly rows: string;
  /** What is written of them: `*`, or columns. */
  readonly cells: string;
  readonly order: string;
  /** Form of the file, as COPY has it. */
  readonly form: string;
  /** A row for each feature, measurement or observation, in the order of its id. */
  readonly isLong: boolean;
}

export async function writeOrdered(
  engine: Engine,
  { file, rows, cells, order, form, isLong }: OrderedFile,
): Promise<void> {
  const copy = (where: string, hasHeading: boolean, to: string) =>
    engine.run(
      `COPY (SELECT ${cells} FROM (${rows}) t WHERE ${where} ORDER BY ${order}) TO ${quote(to)} (FORMAT csv, HEADER ${hasHeading}, NULLSTR '', ${form})`,
    );
  const ofElements = order === 'observation_id' ? '' : ` UNION ALL SELECT ${order} FROM feature_id`;
  const ids = `(SELECT ${order} FROM found_id${ofElements})`;
  const [first = 'TRUE', ...others] = isLong ? await listRanges(engine, ids, order) : [];
  await copy(first, true, file);
  for (const where of others) {
    const piece = `${file}.piece`;
    await copy(where, false, piece);
    await pipeline(createReadStream(piece), createWriteStream(file, { flags: 'a' }));
    rmSync(piece);
  }
}
