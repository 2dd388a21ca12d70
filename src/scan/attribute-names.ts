/** What tables and JSON call an attribute -> its tag: eight digits in any dress, or the keyword of the standard. */
import type { DictionaryEntry } from '../dicom/dictionary.js';
import type { Outcome } from '../model/diagnostic.js';
import { parseTabSeparated } from '../model/tab-separated.js';

export type FindTag = (name: string) => number | undefined;

/** `00080060`, `0008,0060`, `(0008,0060)`, `x00080060`, `tag_0008_0060`; digits in any case. */
const TAG = /^(?:tag|x|0x)?[_ ]?\(?([0-9a-f]{4})[,_ :|]?([0-9a-f]{4})\)?$/i;

/** `aliases`: further names, as a file of columns gives them. */
export function makeTagFinder(
  entries: readonly DictionaryEntry[],
  aliases: ReadonlyMap<string, string> = new Map(),
): FindTag {
  const keywords = new Map<string, number>();
  for (const { tag, keyword } of entries) {
    const digits = tag.replace(/[(),]/g, '');
    if (keyword && !/x/i.test(digits)) keywords.set(keyword.toLowerCase(), Number.parseInt(digits, 16));
  }
  const findTag = (name: string) => {
    const match = TAG.exec(name.trim());
    return match ? Number.parseInt(`${match[1]}${match[2]}`, 16) : keywords.get(plain(name));
  };
  for (const [name, target] of aliases) {
    const tag = findTag(target);
    if (tag !== undefined) keywords.set(plain(name), tag);
  }
  return findTag;
}

function plain(name: string): string {
  return name.trim().toLowerCase().replace(/[_ ]/g, '');
}

/** A file of columns: `column` as the table has it, `attribute` as keyword or tag. */
export function parseColumnNames(text: string, file: string): Outcome<ReadonlyMap<string, string>> {
  const { value: rows, diagnostics } = parseTabSeparated(text, file, ['column', 'attribute']);
  return {
    value: new Map(rows.map(({ cells }) => [cells.column ?? '', cells.attribute ?? ''])),
    diagnostics,
  };
}
