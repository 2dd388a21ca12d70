import {
  CT,
  conceptOf,
  FOLLOWER,
  linkOf,
  OLD_CODE,
  STANDARD_CT,
  VOCABULARY_ID,
  withConcept,
  withLinks,
} from '../../support/release.js';
import { athena, base, type RuleCase, standard } from './rule-case.js';

export const MAPPING_CASES: readonly RuleCase[] = [
  {
    code: 'r1-standard-source',
    title: 'a standard source',
    release: withConcept(CT, { standardConcept: 'S' }),
    key: 'DICOM:CT > Maps to > concept 4300757',
  },
  {
    code: 'r2-target-standard',
    title: 'a target of ours',
    release: withLinks(linkOf(FOLLOWER, 'Maps to', CT)),
    key: 'DICOM:00080060:CT2 > Maps to > DICOM:CT',
  },
  {
    code: 'r2-target-standard',
    title: 'a target that Athena calls non-standard',
    release: base,
    key: 'DICOM:CT > Maps to > concept 4300757',
    options: {
      lookUp: (id) => (id === STANDARD_CT ? { ...standard, standardConcept: undefined } : athena(id)),
    },
  },
  {
    code: 'r3-target-validity',
    title: 'a target that Athena deprecates',
    release: base,
    key: 'DICOM:CT > Maps to > concept 4300757',
    options: { lookUp: (id) => (id === STANDARD_CT ? { ...standard, invalidReason: 'U' } : athena(id)) },
  },
  {
    code: 'r5-value-repeats-target',
    title: 'the same target twice',
    release: withLinks(linkOf(CT, 'Maps to value', STANDARD_CT)),
    key: 'DICOM:CT > Maps to value > concept 4300757',
  },
  {
    code: 'r6-ancestor-target',
    title: 'a concept and its ancestor',
    release: withLinks(linkOf(CT, 'Maps to', 4)),
    key: 'DICOM:CT > Maps to > concept 4',
    options: { isAncestor: (ancestor, descendant) => ancestor === 4 && descendant === STANDARD_CT },
  },
  {
    code: 'r7-replacement-target',
    title: 'the successor alone is mapped',
    release: {
      ...base,
      relationships: base.relationships.filter(
        (each) => !(each.conceptId1 === OLD_CODE && each.relationshipId === 'Maps to'),
      ),
    },
    key: 'DICOM:XCT',
  },
  {
    code: 'd1-relationship-life',
    title: 'an allowed value that is dead',
    release: withLinks(linkOf(FOLLOWER, 'Maps to value', OLD_CODE)),
    key: 'DICOM:00080060:CT2 > Maps to value > DICOM:XCT',
  },
  {
    code: 'd2-relationship-start',
    title: 'older than its concept',
    release: withConcept(CT, { validStartDate: '20100101' }),
    key: 'DICOM:00080060 > Maps to value > DICOM:CT',
  },
  {
    code: 'd3-metadata-date',
    title: 'a vocabulary that starts with us',
    release: withConcept(VOCABULARY_ID, { validStartDate: '19930101' }),
    key: 'Vocabulary:DICOM vocabulary',
  },
  {
    code: 'd4-id-succession',
    title: 'an id that is gone',
    release: base,
    key: 'DICOM:GONE',
    options: { previous: { ...base, concepts: [conceptOf(2128200077, 'GONE', 'Gone')] } },
  },
  {
    code: 'd4-id-succession',
    title: 'an id that means something else',
    release: base,
    key: 'DICOM:MR',
    options: { previous: withConcept(CT, { conceptCode: 'MR' }) },
  },
];
