/** Attributes that carry or lead to the identity of a patient (mappings/phi-attributes.tsv), each with the reason. */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Attribute } from '../model/registry.js';
import { parseTabSeparated } from '../model/tab-separated.js';

/** Gives the reason why an attribute is on the list; undefined for one that is not. */
export type FindPhi = (attribute: Attribute) => string | undefined;

/** Keywords that an edition does not have are no fault: one list serves all editions. */
export function parsePhiAttributes(text: string, file: string): Outcome<FindPhi> {
  const { value: rows, diagnostics } = parseTabSeparated(text, file, ['by', 'value', 'tag', 'reason']);
  const byVr = new Map<string, string>();
  const byKeyword = new Map<string, string>();
  const wrong: Diagnostic[] = [];
  for (const { cells, line } of rows) {
    const { by, value, reason } = cells;
    const list = by === 'vr' ? byVr : by === 'keyword' ? byKeyword : undefined;
    if (list && value && reason && !list.has(value)) list.set(value, reason);
    else {
      wrong.push({
        code: 'phi-line-wrong',
        severity: 'error',
        at: { file, line },
        message: list?.has(value ?? '') ? 'the attribute is on the list already' : 'not a line of the list',
        found: [by, value, reason].join(' | '),
        expected: '`vr` or `keyword`, its value, a reason',
        fix: 'complete the line or delete it',
      });
    }
  }
  const find: FindPhi = ({ keyword, vr }) =>
    byKeyword.get(keyword ?? '') ??
    vr
      ?.split(' or ')
      .map((each) => byVr.get(each))
      .find((reason) => reason !== undefined);
  return { value: find, diagnostics: [...diagnostics, ...wrong] };
}
