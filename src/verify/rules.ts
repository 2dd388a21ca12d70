/** Every rule of OMOP that a release is held to: S stage, B base, N new vocabulary, M columns, R mapping, D life cycle. */
import type { Rule } from './rule.js';
import { mirroredRelationshipRule } from './rules/b1-mirrored-relationship.js';
import { opposingRelationshipRule } from './rules/b2-opposing-relationship.js';
import { reverseRowRule } from './rules/b3-reverse-row.js';
import { deprecatedTargetRule } from './rules/b5-deprecated-target.js';
import { reverseAgreementRule } from './rules/b6-reverse-agreement.js';
import { relationshipValidityRule } from './rules/b7-relationship-validity.js';
import { relationshipFirstDayRule } from './rules/b8-relationship-first-day.js';
import { singleReplacementRule } from './rules/b10-single-replacement.js';
import { metadataCodeRule } from './rules/b11-metadata-code.js';
import { metadataNameRule } from './rules/b12-metadata-name.js';
import { relationshipLifeRule } from './rules/d1-relationship-life.js';
import { relationshipStartRule } from './rules/d2-relationship-start.js';
import { metadataDateRule } from './rules/d3-metadata-date.js';
import { idSuccessionRule } from './rules/d4-id-succession.js';
import { lengthRule } from './rules/m1-length.js';
import { conceptIdRule } from './rules/m2-concept-id.js';
import { customStandardRule } from './rules/m3-custom-standard.js';
import { metadataConceptRule } from './rules/m4-metadata-concept.js';
import { vocabularyVersionRule } from './rules/m5-vocabulary-version.js';
import { cleanTextRule } from './rules/m6-clean-text.js';
import { synonymRule } from './rules/m7-synonym.js';
import { cellTypeRule } from './rules/m8-cell-type.js';
import { foreignSourceRule } from './rules/n4-foreign-source.js';
import { successorRule } from './rules/n6-successor.js';
import { deprecatedStandardRule } from './rules/n7-deprecated-standard.js';
import { standardSourceRule } from './rules/r1-standard-source.js';
import { targetStandardRule } from './rules/r2-target-standard.js';
import { targetValidityRule } from './rules/r3-target-validity.js';
import { valueRepeatsTargetRule } from './rules/r5-value-repeats-target.js';
import { ancestorTargetRule } from './rules/r6-ancestor-target.js';
import { replacementTargetRule } from './rules/r7-replacement-target.js';
import { vocabularyRule } from './rules/s1-vocabulary.js';
import { dateRule } from './rules/s2-date.js';
import { validityRule } from './rules/s4-validity.js';
import { periodRule } from './rules/s5-period.js';
import { firstDayRule } from './rules/s6-first-day.js';
import { futureStartRule } from './rules/s7-future-start.js';
import { relationshipReasonRule } from './rules/s8-relationship-reason.js';
import { conceptReasonRule } from './rules/s9-concept-reason.js';
import { standardConceptRule } from './rules/s10-standard-concept.js';
import { emptyTextRule } from './rules/s11-empty-text.js';
import { relationshipEndRule } from './rules/s12-relationship-end.js';
import { referenceRule } from './rules/s13-reference.js';
import { trimmedTextRule } from './rules/s15-trimmed-text.js';
import { relationshipRepeatedRule } from './rules/s16-relationship-repeated.js';
import { codeRepeatedRule } from './rules/s17-code-repeated.js';
import { synonymConceptRule } from './rules/s18-synonym-concept.js';
import { synonymLanguageRule } from './rules/s19-synonym-language.js';

export const RULES: readonly Rule[] = [
  vocabularyRule,
  dateRule,
  validityRule,
  periodRule,
  firstDayRule,
  futureStartRule,
  relationshipReasonRule,
  conceptReasonRule,
  standardConceptRule,
  emptyTextRule,
  relationshipEndRule,
  referenceRule,
  trimmedTextRule,
  relationshipRepeatedRule,
  codeRepeatedRule,
  synonymConceptRule,
  synonymLanguageRule,
  mirroredRelationshipRule,
  opposingRelationshipRule,
  reverseRowRule,
  deprecatedTargetRule,
  reverseAgreementRule,
  relationshipValidityRule,
  relationshipFirstDayRule,
  singleReplacementRule,
  metadataCodeRule,
  metadataNameRule,
  foreignSourceRule,
  successorRule,
  deprecatedStandardRule,
  lengthRule,
  conceptIdRule,
  customStandardRule,
  metadataConceptRule,
  vocabularyVersionRule,
  cleanTextRule,
  synonymRule,
  cellTypeRule,
  standardSourceRule,
  targetStandardRule,
  targetValidityRule,
  valueRepeatsTargetRule,
  ancestorTargetRule,
  replacementTargetRule,
  relationshipLifeRule,
  relationshipStartRule,
  metadataDateRule,
  idSuccessionRule,
];

/** What no database may be given, whatever wrote the release: dates that are none, characters that are no text. */
export const CELL_RULES: readonly Rule[] = [dateRule, cleanTextRule];
