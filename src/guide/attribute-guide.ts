/**
 * Where the value of an attribute goes in OMOP, with its unit and its value sets: advice for an ETL, derived from VR,
 * term lists, bindings and units. All attributes are of domain Measurement, so all that has no column of its own goes to
 * MEASUREMENT, text and dates as source values. [CDM v5.4 MEASUREMENT; OHDSI imaging extension]
 */
import { BODY_PART_EXAMINED } from '../model/concept-code.js';
import type { Derivation } from '../model/derivation.js';
import type { ConceptId, ConceptKey } from '../model/omop.js';
import { formatTagDigits, type Tag } from '../model/tag.js';
import { isCodeNumber, isOfKind, NUMBER_KINDS } from '../model/vr.js';
import type { AttributeGuideEntry, SelectedAttribute } from './attribute-guide-row.js';

export interface GuideSources {
  readonly derivation: Derivation;
  /** Attributes whose values are codes or UIDs of the standard itself: `DCM`, or a UID type. */
  readonly attributeValues: ReadonlyMap<Tag, string>;
  /** The concept of an attribute's code; undefined if the release has none. */
  readonly findConcept: (conceptCode: string) => ConceptId | undefined;
  /** The standard equivalent of an attribute's code, as a code of another vocabulary. */
  readonly findStandard: (conceptCode: string) => ConceptKey | undefined;
  /** False where an Athena download is at hand and has that equivalent not, or in another domain than Measurement. */
  readonly isMeasurement: (standard: ConceptKey) => boolean;
  /** The OMOP concept of a UCUM code, where an Athena download is at hand. */
  readonly findUnit: (ucum: string) => number | undefined;
}

/** Attributes that have a column of their own. [ImageWG, IMAGE_OCCURRENCE: one row for each series] */
const COLUMNS: Readonly<Record<string, readonly [target: string, reason: string]>> = {
  '(0008,0021)': ['IMAGE_OCCURRENCE.image_occurrence_date', 'day of the series'],
  '(0008,0060)': ['IMAGE_OCCURRENCE.modality_concept_id', 'concept of the value'],
  '(0008,1190)': ['IMAGE_OCCURRENCE.wadors_uri', 'address of the series'],
  '(0018,0015)': ['IMAGE_OCCURRENCE.anatomic_site_concept_id', 'concept of the value'],
  '(0008,2218)': ['IMAGE_OCCURRENCE.anatomic_site_concept_id', 'concept of the code in its item'],
  '(0020,000D)': ['IMAGE_OCCURRENCE.image_study_uid', 'the UID itself'],
  '(0020,000E)': ['IMAGE_OCCURRENCE.image_series_uid', 'the UID itself'],
  '(0008,0050)': ['IMAGE_OCCURRENCE.procedure_occurrence_id', 'through the order that the number names'],
  '(0010,0020)': ['IMAGE_OCCURRENCE.person_id', 'through PERSON.person_source_value'],
  '(0010,0030)': ['PERSON.birth_datetime', 'if no better source has it'],
  '(0010,0040)': ['PERSON.gender_concept_id', 'if no better source has it'],
};

export function makeAttributeGuide(
  selected: readonly SelectedAttribute[],
  sources: GuideSources,
): AttributeGuideEntry[] {
  const { derivation, findConcept, findStandard, isMeasurement, findUnit } = sources;
  const unitsOf = group(derivation.units, ({ ucum }) => ucum);
  const valueSetsOf = collectValueSets(sources);
  const coded = findCoded(derivation);
  return selected.map((each) => {
    const { tag, vr } = each.attribute;
    const units = unitsOf.get(tag) ?? [];
    const valueSets = valueSetsOf(tag);
    const [target, targetReason] =
      COLUMNS[tag] ??
      chooseTarget(vr ?? '', units, {
        hasValues: valueSets.length > 0,
        hasCodes: coded.has(tag),
      });
    const conceptId = findConcept(formatTagDigits(tag));
    const standard = findStandard(formatTagDigits(tag));
    return {
      ...each,
      conceptId,
      standard,
      conceptColumn:
        conceptId === undefined
          ? undefined
          : chooseConceptColumn(target, standard !== undefined && isMeasurement(standard)),
      target,
      targetReason,
      units,
      unitConceptIds: units.flatMap((ucum) => findUnit(ucum) ?? []),
      valueSets,
    };
  });
}

interface Values {
  readonly hasValues: boolean;
  /** The values stand for something: they have meanings, or more may be defined. */
  readonly hasCodes: boolean;
}

/** A module that fixes a number (`Rescale Slope shall be 1`) makes no code of it. */
function findCoded({ valueTerms }: GuideSources['derivation']): ReadonlySet<Tag> {
  return new Set(
    valueTerms.flatMap(({ tag, meaning, kind }) =>
      tag !== undefined && (meaning !== undefined || kind === 'Defined') ? [tag] : [],
    ),
  );
}

function chooseTarget(
  vr: string,
  units: readonly string[],
  { hasValues, hasCodes }: Values,
): readonly [string, string] {
  const asConcept = ['MEASUREMENT.value_as_concept_id', 'concept of the value'] as const;
  if (isOfKind(vr, ...NUMBER_KINDS)) {
    const unit =
      units.length === 0
        ? 'no unit is stated'
        : units.length === 1
          ? `unit ${units[0]}`
          : 'the unit depends on the module';
    if (hasCodes && isCodeNumber(vr)) return [asConcept[0], 'the number is a code of a list'];
    return ['MEASUREMENT.value_as_number', unit];
  }
  if (vr === 'AS') return ['MEASUREMENT.value_as_number', 'unit from its last letter: D, W, M or Y'];
  if (hasValues && isOfKind(vr, 'code', 'text', 'label')) return asConcept;
  if (hasValues && vr === 'UI') return [asConcept[0], 'concept of the registered UID'];
  if (hasValues && vr === 'SQ') return [asConcept[0], 'concept of the code in its item'];
  if (vr === 'CS') return ['MEASUREMENT.value_source_value', 'a code without a list in the standard'];
  if (isOfKind(vr, 'date', 'tag')) return ['MEASUREMENT.value_source_value', 'no column for dates and tags'];
  if (isOfKind(vr, 'text', 'label')) return ['MEASUREMENT.value_source_value', 'text'];
  if (vr === 'SQ') return ['none', 'its items hold the values'];
  if (vr === 'PN') return ['none', 'a name of a person'];
  if (vr === 'UI') return ['none', 'an identifier of an instance'];
  return ['none', 'bulk data, or no single VR'];
}

/**
 * Where the concept of the attribute itself goes: beside a standard equivalent of domain Measurement it is the source
 * concept alone, without one it stands in both columns (checks of standard concepts then report it). [CDM v5.4 MEASUREMENT]
 */
function chooseConceptColumn(target: string, hasStandard: boolean): string | undefined {
  if (!target.startsWith('MEASUREMENT.')) return undefined;
  return hasStandard
    ? 'measurement_source_concept_id'
    : 'measurement_concept_id and measurement_source_concept_id';
}

/** `CID 4030 (Defined)`, `14 Defined Terms in Table C.8-4`, `PS3.16 Annex D`, `PS3.6 Annex A, SOP Class`. */
function collectValueSets({ derivation, attributeValues }: GuideSources): (tag: Tag) => readonly string[] {
  const groups = group(derivation.bindings, ({ cid, strength }) => `CID ${cid} (${strength})`);
  const tables = group(derivation.valueTerms, ({ kind, table, at }) =>
    table === '' ? `${kind} in ${at.label}` : `${kind} in Table ${table}`,
  );
  return (tag) => {
    const registry = attributeValues.get(tag);
    const own =
      registry === undefined ? [] : [registry === 'DCM' ? 'PS3.16 Annex D' : `PS3.6 Annex A, ${registry}`];
    if (tag === BODY_PART_EXAMINED) own.push('PS3.16 Annex L');
    return [...own, ...(groups.get(tag) ?? []), ...(tables.get(tag) ?? [])];
  };
}

/** Distinct texts by tag, in the order found. */
function group<Item extends { readonly tag: Tag | undefined }>(
  items: readonly Item[],
  textOf: (item: Item) => string,
): ReadonlyMap<Tag, readonly string[]> {
  const sets = new Map<Tag, Set<string>>();
  for (const item of items) {
    if (item.tag === undefined) continue;
    const set = sets.get(item.tag) ?? new Set();
    sets.set(item.tag, set.add(textOf(item)));
  }
  return new Map([...sets].map(([tag, set]) => [tag, [...set]]));
}
