/**
 * Attributes that carry or lead to the identity of a patient, each with the reason: those of PS3.15 Table E.1-1, of the
 * edition at hand and of the newest known, and those of mappings/phi-attributes.tsv. What the Retain Patient
 * Characteristics Option keeps is what a study needs (age, sex, size, weight) and is left in. [PS3.15 E.3.7]
 */
import { type ConfidentialityRow, coversTag, PRIVATE_ATTRIBUTES } from '../model/confidentiality.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Attribute } from '../model/registry.js';
import { parseTabSeparated } from '../model/tab-separated.js';

/** What is known of the identity that an attribute carries. */
export interface Identifiers {
  readonly findPhi: FindPhi;
  /** The action code of the Basic Profile; undefined for an attribute that it leaves alone. */
  readonly findAction: (attribute: Attribute) => string | undefined;
  /** Why an attribute of Table E.1-1 is left in all the same. */
  readonly findKept: FindPhi;
}

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

const ACTIONS: Readonly<Record<string, string>> = {
  X: 'remove',
  Z: 'empty',
  D: 'replace by a dummy',
  U: 'replace by a new UID',
  K: 'keep',
  C: 'clean',
};

/** `listed`: the own list, which goes beyond the standard. `profiles`: rows of Table E.1-1, those that count most first. */
export function identifiersOf(
  listed: FindPhi,
  ...profiles: readonly (readonly ConfidentialityRow[])[]
): Identifiers {
  const rows = profiles.flat().filter(({ tag }) => tag !== PRIVATE_ATTRIBUTES);
  const byTag = new Map<string, ConfidentialityRow>();
  for (const row of rows) if (!byTag.has(row.tag)) byTag.set(row.tag, row);
  const groups = [...byTag.values()].filter(({ tag }) => tag.includes('x'));
  const find = ({ tag }: Attribute) => byTag.get(tag) ?? groups.find((row) => coversTag(row.tag, tag));
  const isKept = (row: ConfidentialityRow) => row.actions.retain_patient_characteristics === 'K';
  return {
    findAction: (attribute) => find(attribute)?.actions.basic_profile,
    findPhi: (attribute) => {
      const row = find(attribute);
      return listed(attribute) ?? (row && !isKept(row) ? describeAction(row) : undefined);
    },
    findKept: (attribute) => {
      const row = find(attribute);
      if (listed(attribute) !== undefined || !row || !isKept(row)) return undefined;
      return `kept by the Retain Patient Characteristics Option of PS3.15 ${row.at.edition}`;
    },
  };
}

/** `PS3.15 2024e Basic Profile X/Z: remove or empty`. */
function describeAction({ actions, at }: ConfidentialityRow): string {
  const code = actions.basic_profile ?? '';
  const words = code.replace('*', '').split('/');
  return `PS3.15 ${at.edition} Basic Profile ${code}: ${words.map((word) => ACTIONS[word] ?? word).join(' or ')}`;
}
