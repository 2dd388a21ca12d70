/**
 * What PS3.15 says where Part 15 is not in the cache: lists of the newest edition known, each line with its edition
 * (mappings/confidentiality-profile.tsv, mappings/safe-private-attributes.tsv).
 */
import {
  CONFIDENTIALITY_ACTIONS,
  type ConfidentialityAction,
  type ConfidentialityRow,
  PRIVATE_ATTRIBUTES,
  type SafePrivateAttribute,
} from '../model/confidentiality.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { type Edition, parseEdition } from '../model/edition.js';
import type { SourceRef } from '../model/source-ref.js';
import { type CuratedRow, parseTabSeparated } from '../model/tab-separated.js';
import { parseTag } from '../model/tag.js';

const PROFILE_COLUMNS = ['edition', 'tag', 'name', 'in_standard_iod', ...CONFIDENTIALITY_ACTIONS];
const SAFE_COLUMNS = ['edition', 'tag', 'private_creator', 'vr', 'vm', 'meaning'];

export function parseConfidentialityProfile(text: string, file: string): Outcome<ConfidentialityRow[]> {
  return parseList(text, file, PROFILE_COLUMNS, 'basic_profile', ({ cells }, tag, edition) => {
    const actions: Partial<Record<ConfidentialityAction, string>> = {};
    for (const action of CONFIDENTIALITY_ACTIONS) {
      const code = cells[action];
      if (code !== undefined) actions[action] = code;
    }
    const at: SourceRef = { part: 15, edition, label: 'Table E.1-1' };
    return {
      tag,
      name: cells.name ?? '',
      retired: undefined,
      inStandardIod: cells.in_standard_iod,
      actions,
      at,
    };
  });
}

export function parseSafePrivateAttributes(text: string, file: string): Outcome<SafePrivateAttribute[]> {
  return parseList(text, file, SAFE_COLUMNS, 'private_creator', ({ cells }, tag, edition) => {
    const { private_creator: privateCreator = '', vr, vm, meaning } = cells;
    return { tag, privateCreator, vr, vm, meaning, at: { part: 15, edition, label: 'Table E.3.10-1' } };
  });
}

function parseList<F>(
  text: string,
  file: string,
  columns: readonly string[],
  needed: string,
  makeFact: (row: CuratedRow, tag: string, edition: Edition) => F,
): Outcome<F[]> {
  const { value: rows, diagnostics } = parseTabSeparated(text, file, columns);
  const wrong: Diagnostic[] = [];
  const value = rows.flatMap((row): F[] => {
    const { cells, line } = row;
    const edition = parseEdition(cells.edition ?? '');
    const tag = cells.tag === PRIVATE_ATTRIBUTES ? cells.tag : parseTag(cells.tag ?? '');
    if (edition && tag && cells[needed] !== undefined) return [makeFact(row, tag, edition)];
    wrong.push({
      code: 'confidentiality-line-wrong',
      severity: 'error',
      at: { file, line },
      message: `an edition, a tag and a cell of ${needed} are needed`,
      found: `${cells.edition ?? ''} | ${cells.tag ?? ''} | ${cells[needed] ?? ''}`,
      expected: `edition, (gggg,eeee) and ${needed} as PS3.15 prints them`,
      fix: 'correct the line, or restore the file from the program',
    });
    return [];
  });
  return { value, diagnostics: [...diagnostics, ...wrong] };
}
