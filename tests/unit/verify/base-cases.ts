import type { ConceptId, Release } from '../../../src/model/omop.js';
import {
  CT,
  FOLLOWER,
  linkOf,
  OLD_CODE,
  STANDARD_CT,
  withConcept,
  withLinks,
} from '../../support/release.js';
import { base, changeRow, type RuleCase, row } from './rule-case.js';

export const BASE_CASES: readonly RuleCase[] = [
  {
    code: 'b1-mirrored-relationship',
    title: 'both directions',
    release: withLinks([row(CT, 'Maps to', FOLLOWER), row(FOLLOWER, 'Maps to', CT)]),
    key: 'DICOM:CT > Maps to > DICOM:00080060:CT2',
  },
  {
    code: 'b2-opposing-relationship',
    title: 'a relationship and its opposite',
    release: withLinks([row(CT, 'Maps to', FOLLOWER), row(CT, 'Mapped from', FOLLOWER)]),
    key: 'DICOM:CT > Mapped from > DICOM:00080060:CT2',
  },
  {
    code: 'b3-reverse-row',
    title: 'no reverse row',
    release: withLinks([row(CT, 'Maps to', FOLLOWER)]),
    key: 'DICOM:CT > Maps to > DICOM:00080060:CT2',
  },
  {
    code: 'b5-deprecated-target',
    title: 'a mapping to the dead',
    release: withLinks(linkOf(FOLLOWER, 'Maps to', OLD_CODE)),
    key: 'DICOM:00080060:CT2 > Maps to > DICOM:XCT',
  },
  {
    code: 'b6-reverse-agreement',
    title: 'the reverse goes on',
    release: changeRow('Concept replaces', OLD_CODE, { validEndDate: '20210101', invalidReason: 'D' }),
    key: 'DICOM:XCT > Concept replaced by > DICOM:CT',
  },
  {
    code: 'b7-relationship-validity',
    title: 'ended and not deprecated',
    release: changeRow('Maps to value', CT, { validEndDate: '20210101' }),
    key: 'DICOM:00080060 > Maps to value > DICOM:CT',
  },
  {
    code: 'b8-relationship-first-day',
    title: 'before 1970',
    release: changeRow('Maps to value', CT, { validStartDate: '19691231' }),
    key: 'DICOM:00080060 > Maps to value > DICOM:CT',
  },
  {
    code: 'b10-single-replacement',
    title: 'two replacements',
    release: withLinks(linkOf(OLD_CODE, 'Concept replaced by', FOLLOWER)),
    key: 'DICOM:XCT',
  },
  {
    code: 'b11-metadata-code',
    title: 'OMOP generated in another domain',
    release: withConcept(CT, { conceptCode: 'OMOP generated' }),
    key: 'DICOM:Computed Tomography',
  },
  {
    code: 'b12-metadata-name',
    title: 'one name, two metadata concepts',
    release: {
      ...base,
      concepts: [
        ...base.concepts,
        { ...(base.concepts[0] as Release['concepts'][0]), conceptId: 2128200009 as ConceptId },
      ],
    },
    key: 'Vocabulary:DICOM vocabulary',
  },
  {
    code: 'n4-foreign-source',
    title: 'a link between others',
    release: withLinks(linkOf(STANDARD_CT, 'Maps to', 4)),
    key: 'concept 4300757 > Maps to > concept 4',
  },
  {
    code: 'n6-successor',
    title: 'U without a successor',
    release: withConcept(FOLLOWER, { invalidReason: 'U', validEndDate: '20200101' }),
    key: 'DICOM:00080060:CT2',
  },
  {
    code: 'n6-successor',
    title: 'a successor and D',
    release: withConcept(OLD_CODE, { invalidReason: 'D' }),
    key: 'DICOM:XCT',
  },
  {
    code: 'n7-deprecated-standard',
    title: 'dead and standard',
    release: withConcept(OLD_CODE, { standardConcept: 'S' }),
    key: 'DICOM:XCT',
  },
];
