/**
 * One code of the standard -> the OMOP concept it names, and the valid standard concepts that this leads to.
 * Without an Athena index the code is still translated, so that code-to-code rows are complete.
 */
import type { AthenaIndex } from '../athena/athena-index.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { CodeUse, ResolutionStatus, ResolvedCode } from '../model/mapping.js';
import type { ConceptKey } from '../model/omop.js';
import type { SchemeMapping } from './coding-schemes.js';
import type { SnomedRtPairs } from './snomed-rt.js';
import { ucumSpellings } from './ucum.js';
import { isSnomedIdentifier } from './verhoeff.js';

/** What a code may be called in OMOP, before anything is looked up. */
export interface Translation {
  readonly use: CodeUse;
  /** In order of preference; empty where `failure` says why. */
  readonly keys: readonly ConceptKey[];
  readonly failure: ResolutionStatus | undefined;
  readonly note: string | undefined;
}

const OLD_SNOMED = new Set(['SRT', 'SNM3', '99SDM']);

export function translateCode(
  use: CodeUse,
  schemes: ReadonlyMap<string, SchemeMapping>,
  pairs: SnomedRtPairs,
): Translation {
  const fail = (failure: ResolutionStatus, note?: string): Translation => ({ use, keys: [], failure, note });
  const scheme = schemes.get(use.scheme);
  if (!scheme) return fail('scheme unknown', `add ${use.scheme} to mappings/coding-schemes.tsv`);
  const { vocabularyId } = scheme;
  if (vocabularyId === undefined) return fail('no vocabulary in OMOP', scheme.note);
  let code = use.code;
  if (OLD_SNOMED.has(use.scheme)) {
    const printed = pairs.get(code) ?? [];
    if (printed.length > 1) return fail('several SNOMED CT codes printed', printed.join(', '));
    const [only] = printed;
    if (only === undefined) return fail('no SNOMED CT code printed');
    code = only;
  }
  if (vocabularyId === 'SNOMED' && !isSnomedIdentifier(code)) return fail('wrong check digit', code);
  const codes =
    vocabularyId === 'UCUM'
      ? ucumSpellings(code)
      : vocabularyId === 'NDC'
        ? [code.replaceAll('-', '')]
        : [code];
  return {
    use,
    keys: codes.map((conceptCode) => ({ vocabularyId, conceptCode })),
    failure: undefined,
    note: undefined,
  };
}

/** Looks the translation up; without an index every translatable code is `not looked up`. */
export function resolveTranslation(translation: Translation, index: AthenaIndex | undefined): ResolvedCode {
  const { use, keys, failure, note } = translation;
  const [first] = keys;
  const none = { use, key: first, targets: [], note };
  if (failure !== undefined || first === undefined) return { ...none, status: failure ?? 'absent' };
  if (!index) return { ...none, status: 'not looked up', note: 'no Athena download was given (--athena)' };
  if (!index.hasVocabulary(first.vocabularyId)) {
    return { ...none, status: 'vocabulary not loaded', note: `${first.vocabularyId} is not in the download` };
  }
  for (const key of keys) {
    const concept = index.find(key.vocabularyId, key.conceptCode);
    if (!concept) continue;
    const targets = index.targets(concept.conceptId);
    const found = { use, key, targets, note };
    if (targets.length > 0) {
      return { ...found, status: targets.some(({ steps }) => steps.length === 0) ? 'standard' : 'mapped' };
    }
    return {
      ...found,
      status: concept.invalidReason === undefined ? 'non-standard without map' : 'deprecated',
    };
  }
  return { ...none, status: 'absent' };
}

/** SNOMED codes that cannot be real. */
export function checkDigitDiagnostics(resolved: readonly ResolvedCode[]): Diagnostic[] {
  return resolved.flatMap(({ use, status, note }): Diagnostic[] =>
    status === 'wrong check digit'
      ? [
          {
            code: 'snomed-check-digit',
            severity: 'warning',
            at: use.at,
            message: `${use.scheme} ${use.code} is no SNOMED CT identifier: its check digit or length is wrong`,
            found: note ?? use.code,
            expected: '6 to 18 digits, the last by Verhoeff [SNOMED CT RF2 5.5]',
            fix: 'compare with the published page; correct it in mappings/corrections/cells.tsv',
          },
        ]
      : [],
  );
}
