/** The first half of a build: documents and curated files -> the vocabulary, without ids. */
import { joinPrivateAttributes } from '../concepts/private-attributes.js';
import { makeVocabulary } from '../concepts/vocabulary.js';
import { correctFacts } from '../corrections/fact-corrections.js';
import { derive } from '../derive/derivation.js';
import type { VocabularyDraft } from '../model/concept-draft.js';
import type { Derivation } from '../model/derivation.js';
import { collect, isBlocking, type Outcome } from '../model/diagnostic.js';
import type { PrivateAttribute } from '../model/private-attribute.js';
import { type Curation, readCuration } from './curation.js';
import { type Progress, readStandard, type StandardReading } from './documents.js';
import type { BuildConfig } from './options.js';

/** What a build knows before it gives ids. */
export interface Sources extends StandardReading {
  readonly curation: Curation;
  readonly derivation: Derivation;
  readonly vocabulary: VocabularyDraft;
  /** Those that may be taken, whatever the profile makes of them. */
  readonly privateAttributes: readonly PrivateAttribute[];
}

/** Cache -> the vocabulary, without ids. The value is undefined as soon as a stage meets an error. */
export async function readSources(
  config: BuildConfig,
  progress: Progress,
  curationRead: Outcome<Curation | undefined> = readCuration(config),
): Promise<Outcome<Sources | undefined>> {
  const { keep, diagnostics } = collect();
  const stopped = { value: undefined, diagnostics };
  const curation = keep(curationRead);
  if (!curation) return stopped;
  const reading = keep(await readStandard(config, curation.cells, curation.shipped, progress));
  if (!reading) return stopped;
  progress.doing?.('deriving what follows');
  const standard = keep(correctFacts(reading.standard, curation.corrections));
  const derivation = keep(derive(standard, curation.phrases));
  progress('derive', countDerived(derivation));

  progress.doing?.('making concepts');
  const { profile, attributeValues } = curation;
  const foreignSchemes = foreignSchemesOf(curation);
  const vocabulary = keep(makeVocabulary(standard, derivation, profile, attributeValues, foreignSchemes));
  progress('concepts', `${vocabulary.concepts.length} concepts, ${vocabulary.links.length} links`);
  if (isBlocking(diagnostics)) return stopped;
  const privateAttributes = joinPrivateAttributes(standard.safePrivateAttributes, curation.privateAttributes);
  const value = { ...reading, standard, curation, derivation, vocabulary, privateAttributes };
  return { value, diagnostics };
}

/** Designators that OMOP has no vocabulary for. */
export function foreignSchemesOf({ schemes }: Pick<Curation, 'schemes'>): ReadonlySet<string> {
  return new Set(
    [...schemes].flatMap(([scheme, { vocabularyId }]) => (vocabularyId === undefined ? [scheme] : [])),
  );
}

function countDerived(derivation: Derivation): string {
  const { moduleAttributes, valueTerms, bindings, units } = derivation;
  return (
    `${moduleAttributes.length} attributes in modules, ${valueTerms.length} value terms, ` +
    `${bindings.length} bindings, ${units.length} units`
  );
}
