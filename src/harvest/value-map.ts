/** `--keep-values`: rows of the model `value_map`, a few thousand at a time, for whoever writes `site/values.sqlite`. */
import type { Engine } from './engine.js';
import { readSql } from './model-files.js';

/** `[attribute, person_id, original, replacement]`; an attribute is a tag, `day` or `text`. */
export type ReplacedValue = readonly [string, number | null, string, string];

/** Takes the pages in their order, into a file that is put in place when the last is in. */
export type WriteValues = (pages: AsyncIterable<readonly ReplacedValue[]>) => Promise<void>;

const PAGE = 20_000;

export async function* readValueMap(
  engine: Engine,
  sources: string,
): AsyncGenerator<readonly ReplacedValue[]> {
  await engine.run(
    `CREATE TEMP TABLE value_map AS SELECT row_number() OVER (ORDER BY attribute, original, person_id NULLS FIRST, replacement) AS place, *
     FROM (${readSql(sources, 'harvest', 'value_map')}) v WHERE original IS NOT NULL`,
  );
  for (let last = 0; ; last += PAGE) {
    const rows = await engine.rows<{
      attribute: string;
      person_id: number | null;
      original: string;
      replacement: string | null;
    }>(
      `SELECT attribute, person_id, original, replacement FROM value_map WHERE place > ${last} AND place <= ${last + PAGE} ORDER BY place`,
    );
    if (rows.length === 0) return;
    yield rows.map(
      ({ attribute, person_id, original, replacement }): ReplacedValue => [
        attribute,
        person_id,
        original,
        replacement ?? '',
      ],
    );
  }
}
