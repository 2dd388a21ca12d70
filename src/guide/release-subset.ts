/**
 * A release without the attributes that a subset leaves out: their concepts, the terms that are theirs alone
 * (`00100040:M`), and every link and synonym of both. Codes and UIDs stay: other attributes use them.
 */
import { kindOfCode, tagOfCode } from '../model/concept-code.js';
import type { Release } from '../model/omop.js';
import type { Tag } from '../model/tag.js';
import type { SelectedAttribute } from './attribute-guide-row.js';

export function subsetRelease(release: Release, selected: readonly SelectedAttribute[]): Release {
  const leftOut = new Set(selected.filter((each) => !each.selected).map(({ attribute }) => attribute.tag));
  const isLeftOut = (tag: Tag | undefined) => tag !== undefined && leftOut.has(tag);
  const own = new Set(release.vocabularies.map(({ vocabularyId }) => vocabularyId));
  const gone = new Set<number>(
    release.concepts
      .filter(({ vocabularyId, conceptCode }) => own.has(vocabularyId) && isLeftOut(tagOfCode(conceptCode)))
      .map(({ conceptId }) => conceptId),
  );
  return withoutConcepts(release, gone);
}

/** Without codes of schemes that OMOP has no vocabulary for, for profiles that do not publish them. */
export function withoutForeignCodes(release: Release): Release {
  const own = new Set(release.vocabularies.map(({ vocabularyId }) => vocabularyId));
  const gone = release.concepts.filter(
    ({ vocabularyId, conceptCode }) => own.has(vocabularyId) && kindOfCode(conceptCode) === 'foreign',
  );
  return gone.length === 0
    ? release
    : withoutConcepts(release, new Set(gone.map(({ conceptId }) => conceptId)));
}

/** Without a vocabulary and its concepts; the release itself where it has none of that name. */
export function withoutVocabulary(release: Release, vocabularyId: string | undefined): Release {
  const [gone] = release.vocabularies.filter((each) => each.vocabularyId === vocabularyId);
  if (gone === undefined) return release;
  const concepts = release.concepts.filter(
    (each) => each.vocabularyId === vocabularyId || each.conceptId === gone.vocabularyConceptId,
  );
  return withoutConcepts(
    { ...release, vocabularies: release.vocabularies.filter((each) => each !== gone) },
    new Set(concepts.map(({ conceptId }) => conceptId)),
  );
}

function withoutConcepts(release: Release, gone: ReadonlySet<number>): Release {
  return {
    ...release,
    concepts: release.concepts.filter(({ conceptId }) => !gone.has(conceptId)),
    relationships: release.relationships.filter(
      ({ conceptId1, conceptId2 }) => !gone.has(conceptId1) && !gone.has(conceptId2),
    ),
    synonyms: release.synonyms.filter(({ conceptId }) => !gone.has(conceptId)),
  };
}
