/** Which attributes take codes or UIDs of the standard itself (mappings/attribute-values.tsv). */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { parseTabSeparated } from '../model/tab-separated.js';
import { parseTag, type Tag } from '../model/tag.js';

/** Attribute -> `DCM`, or a UID type of PS3.6 Annex A. */
export type AttributeValues = ReadonlyMap<Tag, string>;

export function parseAttributeValues(text: string, file: string): Outcome<AttributeValues> {
  const { value, diagnostics } = parseTabSeparated(text, file, ['tag', 'values']);
  const values = new Map<Tag, string>();
  const wrong: Diagnostic[] = [];
  for (const { cells, line } of value) {
    const tag = parseTag(cells.tag ?? '');
    if (tag && cells.values) values.set(tag, cells.values);
    else {
      wrong.push({
        code: 'file-cell-wrong',
        severity: 'error',
        at: { file, line },
        message: 'a tag and the kind of its values are needed',
        found: `${cells.tag ?? ''} | ${cells.values ?? ''}`,
        expected: '(gggg,eeee)<TAB>DCM or a UID type',
        fix: 'correct the line',
      });
    }
  }
  return { value: values, diagnostics: [...diagnostics, ...wrong] };
}
