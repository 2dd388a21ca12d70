/** What a site may choose of the OMOP form: classes, domains, code forms, relationships. Data, not code. */
import type { TermCodeForm } from './concept-code.js';
import { LAST_CONCEPT_ID, LAST_OHDSI_ID } from './concept-id.js';
import type { Diagnostic, Outcome } from './diagnostic.js';
import { isRelationshipId, type RelationshipId } from './relationship-types.js';

export interface Profile {
  readonly name: string;
  /** Its id ledger, a file in `mappings`. Profiles with the same codes share one. */
  readonly ledger: string;
  /** First id of that ledger, where other profiles give theirs to other codes: no number means two codes. */
  readonly firstConceptId?: number;
  readonly vocabularyId: string;
  readonly vocabularyName: string;
  readonly vocabularyReference: string;
  readonly attributes: ProfileSide;
  readonly values: ProfileSide;
  /** Terms and codes that name a part of the body. */
  readonly bodyParts: ProfileSide;
  readonly termCode: TermCodeForm;
  /** Publish codes of schemes that OMOP has no vocabulary for as concepts of ours: `RADLEX:RID1385`. */
  readonly foreignCodes?: boolean;
  /** From an attribute to each value that it may take. */
  readonly allowedValue: RelationshipId;
  /** From an attribute to the unit of its values; absent if the form has no such link. */
  readonly unit?: RelationshipId;
  /** Write stage tables and submission sheets for the OHDSI vocabulary team too. */
  readonly submission?: boolean;
  /** The vocabulary of private attributes; absent if the form has none. */
  readonly privateAttributes?: PrivateVocabulary;
}

/** A vocabulary of its own beside that of the standard; its ledger stands beside the profile's. */
export interface PrivateVocabulary extends ProfileSide {
  readonly vocabularyId: string;
  readonly vocabularyName: string;
  readonly vocabularyReference: string;
  /** No number of another ledger is in its range. */
  readonly firstConceptId: number;
}

export interface ProfileSide {
  readonly conceptClassId: string;
  readonly domainId: string;
  /** Domain by VR, where it differs from `domainId`. */
  readonly domainByVr?: Readonly<Record<string, string>>;
}

/** The private vocabulary as a profile of its own, for the stages that make concepts and give ids. */
export function privateProfileOf(profile: Profile): Profile | undefined {
  if (profile.privateAttributes === undefined) return undefined;
  const { conceptClassId, domainId, ...named } = profile.privateAttributes;
  const side = { conceptClassId, domainId };
  return { ...profile, ...named, attributes: side, values: side, bodyParts: side };
}

/**
 * Text of a profile file -> profile. `unit`, `foreignCodes`, `submission`, `firstConceptId`, `privateAttributes` and
 * `domainByVr` may be left out; a `title` is for readers.
 */
export function parseProfile(text: string, file: string): Outcome<Profile | undefined> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return fail(file, 'the profile is not JSON', error instanceof Error ? error.message : String(error));
  }
  const missing = missingFields(data);
  if (missing.length > 0) return fail(file, 'the profile lacks fields', missing.join(', '));
  const profile = data as Profile;
  const relationships = new Set([profile.allowedValue, profile.unit ?? profile.allowedValue]);
  if (!LEDGER_NAME.test(profile.ledger)) return fail(file, NO_LEDGER_NAME, profile.ledger);
  const { firstConceptId } = profile;
  const unknown = [
    ...(firstConceptId === undefined || isCustomId(firstConceptId)
      ? []
      : [`firstConceptId ${firstConceptId}`]),
    ...findPrivateFaults(profile.privateAttributes),
    ...(['tag', 'raw'].includes(profile.termCode) ? [] : [`termCode ${profile.termCode}`]),
    ...[...relationships].filter((name) => !isRelationshipId(name)).map((name) => `relationship ${name}`),
  ];
  if (unknown.length > 0) return fail(file, 'the profile names what is not known', unknown.join(', '));
  return { value: profile, diagnostics: [] };
}

function findPrivateFaults(vocabulary: unknown): string[] {
  if (vocabulary === undefined) return [];
  const of = (field: string): unknown =>
    typeof vocabulary === 'object' && vocabulary !== null ? Reflect.get(vocabulary, field) : undefined;
  return [
    ...PRIVATE_TEXTS.filter((field) => typeof of(field) !== 'string').map(
      (field) => `privateAttributes without ${field}`,
    ),
    ...(isCustomId(of('firstConceptId'))
      ? []
      : [`privateAttributes.firstConceptId ${String(of('firstConceptId'))}`]),
  ];
}

const PRIVATE_TEXTS = ['vocabularyId', 'vocabularyName', 'vocabularyReference', 'conceptClassId', 'domainId'];

function isCustomId(id: unknown): boolean {
  return Number.isInteger(id) && Number(id) > LAST_OHDSI_ID && Number(id) <= LAST_CONCEPT_ID;
}

/** Never a path: a profile's ledger lies beside the curated files, where it is reviewed with them. */
const LEDGER_NAME = /^[0-9A-Za-z][0-9A-Za-z._-]*\.tsv$/;
const NO_LEDGER_NAME =
  'the ledger is no name of a .tsv file in mappings; to keep one elsewhere, build with --ledger';

const TEXTS = [
  'name',
  'ledger',
  'vocabularyId',
  'vocabularyName',
  'vocabularyReference',
  'termCode',
  'allowedValue',
];
const SIDES = ['attributes', 'values', 'bodyParts'];

function missingFields(data: unknown): string[] {
  const has = (value: unknown, field: string) =>
    typeof value === 'object' && value !== null && typeof Reflect.get(value, field) === 'string';
  const side = (field: string): unknown =>
    typeof data === 'object' && data !== null ? Reflect.get(data, field) : undefined;
  return [
    ...TEXTS.filter((field) => !has(data, field)),
    ...SIDES.flatMap((field) =>
      ['conceptClassId', 'domainId']
        .filter((name) => !has(side(field), name))
        .map((name) => `${field}.${name}`),
    ),
  ];
}

function fail(file: string, message: string, found: string): Outcome<undefined> {
  const diagnostic: Diagnostic = {
    code: 'profile-malformed',
    severity: 'error',
    at: { file },
    message,
    found,
    expected: 'the fields of mappings/profiles/default.json',
    fix: 'complete the file after the example of default.json',
  };
  return { value: undefined, diagnostics: [diagnostic] };
}
