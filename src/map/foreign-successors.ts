/** Retired codes of Annex D whose one successor is a code of another scheme. */
import type { Code } from '../model/content-mapping.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { SourceRef } from '../model/source-ref.js';
import type { Standard } from '../model/standard.js';
import { successorOf } from '../model/successor.js';

export interface ForeignSuccessor {
  /** The retired code. */
  readonly code: string;
  readonly successor: Code;
  readonly at: SourceRef;
}

/**
 * A successor whose meaning in Annex D shares no word with any meaning that context groups print for the code is left
 * out: one of the two is a mistake, and the link might say the opposite of what is meant.
 */
export function findForeignSuccessors({
  codeDefinitions,
  contextGroups,
}: Pick<Standard, 'codeDefinitions' | 'contextGroups'>): Outcome<ForeignSuccessor[]> {
  const meanings = new Map<string, Set<string>>();
  for (const { scheme, value, meaning } of contextGroups.flatMap(({ members }) => members)) {
    const key = `${scheme}\t${value}`;
    meanings.set(key, (meanings.get(key) ?? new Set()).add(meaning ?? ''));
  }
  const diagnostics: Diagnostic[] = [];
  const value = codeDefinitions.flatMap((definition): ForeignSuccessor[] => {
    const successor = successorOf(definition);
    if (!successor || successor.scheme === 'DCM') return [];
    const { code, at } = definition;
    const known = [...(meanings.get(`${successor.scheme}\t${successor.value}`) ?? [])];
    if (known.length === 0 || known.some((meaning) => shareWord(meaning, successor.meaning))) {
      return [{ code, successor, at }];
    }
    diagnostics.push({
      code: 'successor-meaning-differs',
      severity: 'warning',
      at,
      message: `the successor of ${code} means something else in context groups; no link is made`,
      found: `(${successor.value}, ${successor.scheme}, "${successor.meaning}")`,
      expected: known.map((meaning) => JSON.stringify(meaning)).join(' or '),
      fix: 'compare with the published page; correct the note in mappings/corrections/cells.tsv, or map it in mappings/maps-to.tsv',
    });
    return [];
  });
  return { value, diagnostics };
}

function shareWord(one: string, other: string): boolean {
  const words = new Set(wordsOf(one));
  return wordsOf(other).some((word) => words.has(word));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
