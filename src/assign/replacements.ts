/** `Concept replaced by` of a release: what the standard names now, or last named, followed to a concept that lives. */
import { formatKey, type LinkDraft, type VocabularyDraft } from '../model/concept-draft.js';
import { followSuccessors } from '../model/successor.js';
import type { Life } from './life.js';

const REPLACED = 'Concept replaced by';

export function isReplacement({ relationshipId }: LinkDraft): boolean {
  return relationshipId === REPLACED;
}

/** The link drafts of a build with its replacements resolved. */
export function resolveLinks({ links }: VocabularyDraft, lives: readonly Life[]): LinkDraft[] {
  const others = links.filter((link) => !isReplacement(link));
  return [
    ...others,
    ...resolveReplacements([...links.filter(isReplacement), ...lastReplacements(lives)], lives),
  ];
}

/**
 * Retired codes whose named successor is a live concept, with that concept: a successor that is itself retired
 * is followed to its own. [OMOP B5: a replacement is never deprecated]
 */
function resolveReplacements(replacements: readonly LinkDraft[], lives: readonly Life[]): LinkDraft[] {
  const statusOf = new Map(lives.map(({ line, status }) => [formatKey(line), status]));
  const successors = new Map(replacements.map((link) => [formatKey(link.from), link]));
  const keyOf = new Map(replacements.map(({ to }) => [formatKey(to), to]));
  return [...successors].flatMap(([from, link]) => {
    const status = statusOf.get(from);
    if (status === undefined || status === 'live') return [];
    const next = (code: string) => {
      const successor = successors.get(code);
      return successor && formatKey(successor.to);
    };
    const last = followSuccessors(from, next, (code) => statusOf.get(code) === 'live');
    const to = last === undefined ? undefined : keyOf.get(last);
    return to ? [{ ...link, to }] : [];
  });
}

/** Codes that left the standard stay replaced by what it last named. */
function lastReplacements(lives: readonly Life[]): LinkDraft[] {
  return lives.flatMap(({ line: { vocabularyId, conceptCode }, lastSuccessor }): LinkDraft[] =>
    lastSuccessor === undefined
      ? []
      : [
          {
            from: { vocabularyId, conceptCode },
            to: { vocabularyId, conceptCode: lastSuccessor },
            relationshipId: REPLACED,
            rule: 'replacement',
            at: undefined,
          },
        ],
  );
}
