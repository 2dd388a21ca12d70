import { describe, expect, test } from '@jest/globals';
import { makeAttributeGuide } from '../../../../src/guide/attribute-guide.js';
import { selectAttributes } from '../../../../src/guide/attribute-selection.js';
import type { LookUpSources } from '../../../../src/guide/look-up/look-up-sources.js';
import { emitLookUpTables } from '../../../../src/guide/look-up/look-up-tables.js';
import { identifiersOf } from '../../../../src/guide/phi-attributes.js';
import type { ValueTerm } from '../../../../src/model/derivation.js';
import type { ConceptId, Release } from '../../../../src/model/omop.js';
import { AT, attributeOf, tagOf } from '../../../support/attributes.js';
import { conceptOf, linkOf } from '../../../support/release.js';

const id = (number: number) => number as ConceptId;
const ECHO_TIME = id(2128200001);
const POSITION = id(2128200002);
const MODALITY = id(2128200003);
const CT = id(2128200004);
const HFS = id(2128200005);
const FIRST = id(2128200006);
const SOP = id(2128200007);
const TYPE = id(2128200008);
const STANDARD_CT = id(4300757);
const LONG = `00185100:${'A'.repeat(32)}~0123abcd`;

const term = (tag: string, value: string, over: Partial<ValueTerm> = {}): ValueTerm => ({
  tag: tagOf(tag),
  path: [tagOf(tag)],
  table: 'C.8-4',
  kind: 'Enumerated',
  valueNumber: undefined,
  condition: undefined,
  value,
  meaning: undefined,
  retired: false,
  at: AT,
  ...over,
});
const allowed = (from: string, to: string, rule: string) => ({
  from: { vocabularyId: 'DICOM', conceptCode: from },
  to: { vocabularyId: 'DICOM', conceptCode: to },
  relationshipId: 'Maps to value' as const,
  rule,
  at: AT,
});

const NAMES: Readonly<Record<number, string>> = { [CT]: 'CT', [ECHO_TIME]: 'EchoTime' };

const RELEASE: Release = {
  concepts: [
    conceptOf(ECHO_TIME, '00180081', NAMES[ECHO_TIME] ?? 'Value'),
    conceptOf(POSITION, '00185100', NAMES[POSITION] ?? 'Value'),
    conceptOf(MODALITY, '00080060', NAMES[MODALITY] ?? 'Value'),
    conceptOf(CT, 'CT', NAMES[CT] ?? 'Value'),
    conceptOf(HFS, '00185100:HFS', NAMES[HFS] ?? 'Value'),
    conceptOf(FIRST, '00080008:ORIGINAL', NAMES[FIRST] ?? 'Value'),
    conceptOf(SOP, '1.2.840.10008.1.2', NAMES[SOP] ?? 'Value'),
    conceptOf(TYPE, '00080008', NAMES[TYPE] ?? 'Value'),
    conceptOf(id(2128200009), LONG, 'Value'),
  ],
  relationships: [
    ...linkOf(CT, 'Maps to', STANDARD_CT),
    ...linkOf(CT, 'Maps to', id(37)),
    ...linkOf(HFS, 'Maps to', id(999)),
  ],
  synonyms: [],
  vocabularies: [
    {
      vocabularyId: 'DICOM',
      vocabularyName: 'DICOM',
      vocabularyReference: '',
      vocabularyVersion: 'mini',
      vocabularyConceptId: id(2128200000),
    },
  ],
  conceptClasses: [],
  relationshipTypes: [],
};
const DERIVATION = {
  expandedMembers: [],
  moduleAttributes: [],
  bindings: [],
  valueTerms: [
    term('(0018,5100)', 'HFS', { kind: 'Defined' }),
    term('(0018,5100)', `${'A'.repeat(40)}`),
    term('(0008,0008)', 'ORIGINAL', { valueNumber: '1' }),
  ],
  units: [{ tag: tagOf('(0018,0081)'), ucum: 'ms', phrase: 'in msec', at: AT }],
  unitStatements: [],
};

function tables(over: Partial<LookUpSources> = {}): (name: string) => string[][] {
  const attributes = [
    attributeOf('(0008,0008)', 'ImageType', 'CS'),
    attributeOf('(0008,0060)', 'Modality', 'CS'),
    attributeOf('(0018,0081)', 'EchoTime', 'DS'),
    attributeOf('(0018,5100)', 'PatientPosition', 'CS'),
  ];
  const none = { only: undefined, exclude: [] };
  const conceptIds = new Map(RELEASE.concepts.map(({ conceptCode, conceptId }) => [conceptCode, conceptId]));
  const files = emitLookUpTables({
    release: RELEASE,
    guide: makeAttributeGuide(
      selectAttributes(
        attributes,
        identifiersOf(() => undefined),
        none,
      ),
      {
        derivation: DERIVATION,
        attributeValues: new Map([[tagOf('(0008,0060)'), 'DCM']]),
        findConcept: (code) => conceptIds.get(code),
        findStandard: () => undefined,
        isMeasurement: () => true,
        findUnit: () => 9593,
      },
    ),
    derivation: DERIVATION,
    privateAttributes: [],
    links: [
      allowed('00185100', '00185100:HFS', 'term'),
      allowed('00185100', LONG, 'term'),
      allowed('00080060', 'CT', 'coded-value'),
      allowed('00080060', 'CT', 'context-group'),
      allowed('00080008', '00080008:ORIGINAL', 'term'),
    ],
    uids: [
      {
        uid: '1.2.840.10008.1.2',
        name: 'Implicit',
        keyword: undefined,
        type: 'Transfer Syntax',
        retired: false,
        at: AT,
      },
    ],
    codeDefinitions: [
      {
        code: 'CT',
        meaning: 'Computed Tomography',
        definition: undefined,
        notes: undefined,
        retired: false,
        replacedBy: [],
        at: AT,
      },
    ],
    codingSchemes: [
      { designator: 'SCT', uid: '2.16.840.1.113883.6.96', name: 'SNOMED CT', description: undefined, at: AT },
    ],
    vocabularyOf: (designator) => (designator === 'SCT' ? 'SNOMED' : undefined),
    codes: [
      {
        scheme: 'SCT',
        code: '69536005',
        meaning: 'Head',
        key: { vocabularyId: 'SNOMED', conceptCode: '69536005' },
        conceptId: id(4042836),
        targets: [
          { conceptId: id(4042836), domainId: 'Spec Anatomic Site', vocabularyId: 'SNOMED' },
          { conceptId: id(4042837), domainId: 'Observation', vocabularyId: 'SNOMED' },
        ],
        status: 'standard',
      },
    ],
    findForeign: (conceptId) =>
      conceptId === STANDARD_CT || conceptId === 37
        ? { conceptId, domainId: conceptId === 37 ? 'Device' : 'Procedure', vocabularyId: 'SNOMED' }
        : undefined,
    ...over,
  });
  return (name) => (files.get(`lookup/${name}.tsv`) ?? '').split('\n').map((line) => line.split('\t'));
}

describe('look-up tables', () => {
  const read = tables();

  test('an attribute: concept, column, unit, whether its lists are closed', () => {
    expect(read('attributes').find(([attribute]) => attribute === '00180081')).toEqual([
      '00180081',
      '(0018,0081)',
      'EchoTime',
      'Echo Time',
      'DS',
      '1',
      String(ECHO_TIME),
      '',
      '',
      'MEASUREMENT.value_as_number',
      'true',
      'false',
      'ms',
      '9593',
      'false',
      '',
    ]);
    const closed = new Map(read('attributes').map((cells) => [cells[0], cells[11]]));
    expect(closed.get('00080008')).toBe('true');
    expect(closed.get('00185100')).toBe('false');
  });

  test('a value: once, as a header holds it, with the value number that its lists name', () => {
    const rows = read('values').slice(1, -1);
    expect(rows.map(([attribute, , index, value, code]) => [attribute, index, value, code])).toEqual([
      ['00080008', '1', 'ORIGINAL', '00080008:ORIGINAL'],
      ['00080060', '', 'CT', 'CT'],
      ['00185100', '', 'A'.repeat(40), LONG],
      ['00185100', '', 'HFS', '00185100:HFS'],
    ]);
  });

  test('the standard concept is the one of the domain that the column asks for', () => {
    expect(read('modalities').slice(1, -1)).toEqual([['CT', 'CT', 'CT', String(CT), '4300757', 'Procedure']]);
  });

  test('a map to a concept that nobody knows is not told', () => {
    const hfs = read('values').find(([, , , value]) => value === 'HFS');
    expect(hfs?.slice(7, 9)).toEqual(['', '']);
  });

  test('codes of the standard and of others, several standard concepts told', () => {
    expect(read('codes').slice(1, -1)).toEqual([
      ['DCM', 'CT', 'CT', 'DICOM', 'CT', String(CT), '37', 'Device', 'mapped, 2 standard concepts'],
      [
        'SCT',
        '69536005',
        'Head',
        'SNOMED',
        '69536005',
        '4042836',
        '4042836',
        'Spec Anatomic Site',
        'standard, 2 standard concepts',
      ],
    ]);
    expect(read('schemes')[1]).toEqual(['SCT', '2.16.840.1.113883.6.96', 'SNOMED CT', 'SNOMED']);
    expect(read('uids')[1]).toEqual([
      '1.2.840.10008.1.2',
      'Implicit',
      'Transfer Syntax',
      String(SOP),
      'false',
    ]);
  });

  test('the same as SOURCE_TO_CONCEPT_MAP; no code over 50 characters; 0 of None without a standard concept', () => {
    const rows = new Map(read('source_to_concept_map').map((cells) => [cells[0], cells]));
    expect(rows.get('00080060:CT')?.slice(1, 6)).toEqual([String(CT), 'DICOM', 'CT', '4300757', 'SNOMED']);
    expect(rows.get('00180081')?.slice(1, 6)).toEqual([String(ECHO_TIME), 'DICOM', 'Echo Time', '0', 'None']);
    expect([...rows.keys()].every((code) => (code ?? '').length <= 50)).toBe(true);
  });
});
