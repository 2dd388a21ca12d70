/** A small build in memory: facts, what is derived, concepts and a release, as the pipeline makes them. */

import { assignRelease } from '../../src/assign/release.js';
import { makeVocabulary } from '../../src/concepts/vocabulary.js';
import { derive } from '../../src/derive/derivation.js';
import type { ConceptDraft, LinkDraft } from '../../src/model/concept-draft.js';
import type { Derivation } from '../../src/model/derivation.js';
import { OHDSI_CONCEPT_CLASSES } from '../../src/model/ohdsi-metadata.js';
import type { ConceptId, Release } from '../../src/model/omop.js';
import type { Profile } from '../../src/model/profile.js';
import type { Standard } from '../../src/model/standard.js';
import {
  attributeOf,
  bodyPartOf,
  definitionOf,
  groupOf,
  includeOf,
  moduleOf,
  placeOf,
  retiredOf,
  rowOf,
  standardOf,
  tagOf,
  termListOf,
  uidOf,
} from './facts.js';
import { type LinkedAssignment, linkOwn } from './releases.js';
import { editionOf } from './standard-document.js';
import { profileOf } from './vocabulary.js';

const defined = { strength: 'Defined', cid: '4', attribute: undefined, condition: undefined } as const;

export const SMALL_STANDARD: Standard = standardOf({
  attributes: [
    attributeOf('(0008,0060)', { name: 'Modality', keyword: 'Modality' }),
    attributeOf('(0008,0104)', { name: 'Code Meaning', keyword: 'CodeMeaning', vr: 'LO' }),
    attributeOf('(0008,2218)', {
      name: 'Anatomic Region Sequence',
      keyword: 'AnatomicRegionSequence',
      vr: 'SQ',
    }),
    attributeOf('(0018,0015)', { name: 'Body Part Examined', keyword: 'BodyPartExamined' }),
    attributeOf('(0018,0050)', { name: 'Slice Thickness', keyword: 'SliceThickness', vr: 'DS' }),
    attributeOf('(0018,5100)', { name: 'Patient Position', keyword: 'PatientPosition' }),
  ],
  uids: [uidOf('1.2.840.10008.6.1.2', { name: 'Anatomic Region', type: 'Context Group' })],
  codeDefinitions: [
    definitionOf('CT', { meaning: 'Computed Tomography' }),
    definitionOf('MR'),
    retiredOf('OLD', 'DCM:MR'),
  ],
  contextGroups: [
    groupOf('4', {
      title: 'Anatomic Region',
      uid: '1.2.840.10008.6.1.2',
      members: ['SCT:1'],
      includes: ['5'],
      at: placeOf('CID 4'),
    }),
    groupOf('5', { members: ['DCM:CT', 'DCM:MR'] }),
  ],
  bodyParts: [bodyPartOf({ scheme: 'SCT', code: '1', meaning: 'Head', bodyPartExamined: 'HEAD' })],
  moduleTables: [
    moduleOf('8.8-1', [rowOf('(0008,0104)')], { title: 'Code Sequence Macro Attributes' }),
    moduleOf('C.1', [
      rowOf('(0008,0060)', { name: 'Modality', lists: [termListOf(['CT', 'ZZ'])] }),
      rowOf('(0018,5100)', {
        name: 'Patient Position',
        type: '2C',
        lists: [termListOf(['HFS', 'X HFS'], { kind: 'Enumerated', valueNumber: '1', condition: 'if x' })],
      }),
      rowOf('(0008,2218)', { name: 'Anatomic Region Sequence' }),
      includeOf('>8.8-1', { cidStatements: [defined] }),
      rowOf('(0018,0050)', { name: 'Slice Thickness', description: 'Thickness, in mm.' }),
    ]),
  ],
});

export interface SmallBuild {
  readonly standard: Standard;
  readonly derivation: Derivation;
  readonly drafts: readonly ConceptDraft[];
  readonly links: readonly LinkDraft[];
  readonly release: Release;
  readonly idOf: ReadonlyMap<string, ConceptId>;
  readonly assignment: LinkedAssignment;
}

export function buildSmall(profile: Profile = profileOf(), standard: Standard = SMALL_STANDARD): SmallBuild {
  const edition = editionOf('2024d');
  const derivation = derive(standard, [{ phrase: 'mm', ucum: 'mm', anywhere: false }]).value;
  const vocabulary = makeVocabulary(
    standard,
    derivation,
    profile,
    new Map([[tagOf('(0008,0060)'), 'DCM']]),
  ).value;
  const request = { edition, published: '20240915', vocabulary, ledger: [], history: [], profile };
  const assignment = linkOwn(assignRelease({ ...request, conceptClassIds: OHDSI_CONCEPT_CLASSES }).value);
  const { release, idOf } = assignment;
  const { concepts: drafts, links } = vocabulary;
  return {
    standard,
    derivation,
    drafts,
    links,
    release,
    idOf,
    assignment,
  };
}
