/** `--keep-values`: rows of the model `value_map`, a few thousand at a time, for whoever writes `site/values.sqlite`. */
import type { Engine } from './engine.js';
import { readSql } from './model-files.js';

/** `[attribute, person_id, original, replacement]`; an attribute is a tag, `day` or `text`. */
export type ReplacedValue = readonly [string, number | null, string, string];

/** Takes the pages in their order, into a file that is put in place when the last is in. */
export type WriteValues = (pages: AsyncIterable<readonly ReplacedValue[]>) => Promise<void>;

export async function* readValueMap(
  engine: Engine,
  sources: string,
): AsyncGenerator<readonly ReplacedValue[]> {
  const pages = engine.pages<{
    attribute: string;
    person_id: number | null;
    original: string;
    replacement: string | null;
  }>(
    `SELECT attribute, person_id, original, replacement FROM (${readSql(sources, 'harvest', 'value_map')}) v
     WHERE original IS NOT NULL ORDER BY attribute, original, person_id NULLS FIRST, replacement`,
  );
  for await (const rows of pages) {
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
