/** The kinds of change in the order in which a reviewer wants them, and the words for each. */
import type { Change, ChangeKind } from './change.js';

/** Reading order: what breaks sites first, book-keeping last. */
const TITLES: Readonly<Record<ChangeKind, string>> = {
  'id-changed': 'Id of a code changed',
  'id-reused': 'Id given to another code',
  'concept-removed': 'Removed',
  'mapping-lost': 'Mapping lost',
  'mapping-split': 'Mapping became one-to-many',
  'mapping-redirected': 'Mapping redirected',
  'domain-changed': 'Domain changed',
  'class-changed': 'Class changed',
  'standard-changed': 'Standard concept changed',
  renamed: 'Renamed',
  'vr-changed': 'VR changed',
  'vm-changed': 'VM changed',
  'concept-retired': 'Retired',
  'concept-revived': 'Revived',
  'replacement-changed': 'Replacement changed',
  'concept-added': 'Added',
  'mapping-gained': 'Mapping gained',
  'term-dropped': 'Value dropped',
  'term-added': 'Value added',
  'term-retired': 'Value retired',
  'term-revived': 'Value revived',
  'binding-dropped': 'Binding dropped',
  'binding-changed': 'Binding changed',
  'binding-added': 'Binding added',
  'unit-changed': 'Unit changed',
  'group-dropped': 'Context group dropped',
  'group-retired': 'Context group retired',
  'group-revived': 'Context group revived',
  'group-added': 'Context group added',
  'group-renamed': 'Context group renamed',
  'extensibility-changed': 'Extensibility changed',
  'member-dropped': 'Member dropped',
  'member-added': 'Member added',
  'member-moved': 'Member moved by include',
  'include-dropped': 'Include dropped',
  'include-added': 'Include added',
  'code-recoded': 'Code recoded',
  'meaning-changed': 'Meaning of a code reworded',
  'definition-changed': 'Definition changed',
  'keyword-changed': 'Keyword changed',
  'uid-type-changed': 'UID type changed',
  'synonyms-changed': 'Synonyms changed',
  'dates-changed': 'Dates changed',
};

export const CHANGE_KINDS = Object.keys(TITLES) as readonly ChangeKind[];

export function titleOfKind(kind: ChangeKind): string {
  return TITLES[kind];
}

/** Why somebody has to decide about a change before the release; in reading order. */
export const DECISIONS = [
  'id changed',
  'possible reuse of a code',
  'mapping lost',
  'mapping one-to-many',
  'domain or class changed',
  'value representation changed',
  'removed',
] as const;
export type Decision = (typeof DECISIONS)[number];

/** Undefined for a change that only has to be read. */
export function decisionOf(change: Change): Decision | undefined {
  switch (change.kind) {
    case 'id-changed':
    case 'id-reused':
      return 'id changed';
    case 'renamed':
    case 'meaning-changed':
      return change.extent === 'reuse' ? 'possible reuse of a code' : undefined;
    case 'mapping-lost':
      return 'mapping lost';
    case 'mapping-split':
      return 'mapping one-to-many';
    case 'domain-changed':
    case 'class-changed':
    case 'standard-changed':
      return 'domain or class changed';
    case 'vr-changed':
      return 'value representation changed';
    case 'concept-removed':
      return 'removed';
    default:
      return undefined;
  }
}
