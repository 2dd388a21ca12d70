import type { ConceptId } from '../../../src/model/omop.js';
import { CT, conceptOf, FOLLOWER, withConcept } from '../../support/release.js';
import { base, type RuleCase, withSynonym } from './rule-case.js';

export const COLUMN_CASES: readonly RuleCase[] = [
  {
    code: 'm1-length',
    title: 'a name of 256 characters',
    release: withConcept(CT, { conceptName: 'x'.repeat(256) }),
    key: 'DICOM:CT concept_name',
  },
  {
    code: 'm1-length',
    title: 'a synonym of 1001 characters',
    release: withSynonym(CT, 'x'.repeat(1001)),
    key: 'DICOM:CT concept_synonym_name',
  },
  {
    code: 'm2-concept-id',
    title: 'an id of OHDSI',
    release: withConcept(FOLLOWER, { conceptId: 1999999999 }),
    key: 'DICOM:00080060:CT2',
  },
  {
    code: 'm2-concept-id',
    title: 'one id, two concepts',
    release: { ...base, concepts: [...base.concepts, conceptOf(CT, 'CT3', 'Third')] },
    key: 'DICOM:CT3',
  },
  {
    code: 'm3-custom-standard',
    title: 'standard',
    release: withConcept(CT, { standardConcept: 'S' }),
    key: 'DICOM:CT',
  },
  {
    code: 'm4-metadata-concept',
    title: 'a vocabulary whose concept is another',
    release: {
      ...base,
      vocabularies: base.vocabularies.map((each) => ({ ...each, vocabularyConceptId: CT as ConceptId })),
    },
    key: 'VOCABULARY.csv DICOM',
  },
  {
    code: 'm4-metadata-concept',
    title: 'a class without concept',
    release: {
      ...base,
      conceptClasses: base.conceptClasses.map((each) => ({ ...each, conceptClassConceptId: 2128299999 })),
    },
    key: 'CONCEPT_CLASS.csv Vocabulary',
  },
  {
    code: 'm5-vocabulary-version',
    title: 'no version',
    release: { ...base, vocabularies: base.vocabularies.map((each) => ({ ...each, vocabularyVersion: '' })) },
    key: 'VOCABULARY.csv DICOM vocabularyVersion',
  },
  {
    code: 'm6-clean-text',
    title: 'a zero-width space',
    release: withConcept(CT, { conceptName: 'Computed\u200BTomography' }),
    key: 'DICOM:CT concept_name',
  },
  {
    code: 'm6-clean-text',
    title: 'a double quote',
    release: withSynonym(CT, 'the "CT"'),
    key: 'DICOM:CT concept_synonym_name',
  },
  {
    code: 'm6-clean-text',
    title: 'a double blank',
    release: withConcept(CT, { conceptName: 'Computed  Tomography' }),
    key: 'DICOM:CT concept_name',
  },
  {
    code: 'm7-synonym',
    title: 'the name again',
    release: withSynonym(CT, 'Computed Tomography'),
    key: 'DICOM:CT synonym Computed Tomography',
  },
  {
    code: 'm7-synonym',
    title: 'the same synonym again',
    release: withSynonym(CT, 'Modality: CT'),
    key: 'DICOM:CT synonym Modality: CT',
  },
  {
    code: 'm8-cell-type',
    title: 'an id that was a float',
    release: withSynonym(CT, 'TC', { languageConceptId: 4180186.5 }),
    key: 'DICOM:CT language_concept_id',
  },
  {
    code: 'm8-cell-type',
    title: 'a flag that is none',
    release: {
      ...base,
      relationshipTypes: base.relationshipTypes.map((each) =>
        each.relationshipId === 'Maps to' ? { ...each, isHierarchical: 'n' as '0' } : each,
      ),
    },
    key: 'RELATIONSHIP.csv Maps to',
  },
];
