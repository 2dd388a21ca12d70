import { describe, expect, test } from '@jest/globals';
import { makeAttributeGuide } from '../../../src/guide/attribute-guide.js';
import { emitAttributeGuide } from '../../../src/guide/attribute-guide-table.js';
import { selectAttributes } from '../../../src/guide/attribute-selection.js';
import { identifiersOf } from '../../../src/guide/phi-attributes.js';
import type { Binding, Derivation, Unit, ValueTerm } from '../../../src/model/derivation.js';
import type { ConceptId } from '../../../src/model/omop.js';
import type { Attribute } from '../../../src/model/registry.js';
import { AT, attributeOf, tagOf } from '../../support/attributes.js';

const NONE: Derivation = {
  expandedMembers: [],
  moduleAttributes: [],
  valueTerms: [],
  bindings: [],
  units: [],
  unitStatements: [],
};
const unit = (tag: string, ucum: string): Unit => ({ tag: tagOf(tag), ucum, phrase: `in ${ucum}`, at: AT });
const term = (tag: string, value: string, table = 'C.8-4'): ValueTerm => ({
  tag: tagOf(tag),
  path: [tagOf(tag)],
  table,
  kind: 'Enumerated',
  valueNumber: undefined,
  condition: undefined,
  value,
  meaning: undefined,
  retired: false,
  at: AT,
});
const binding = (tag: string, cid: string): Binding => ({
  tag: tagOf(tag),
  path: [tagOf(tag)],
  table: 'C.8-4',
  strength: 'Defined',
  cid,
  condition: undefined,
  at: AT,
});

function guide(attribute: Attribute, derivation: Partial<Derivation> = {}, registry?: string) {
  const selected = selectAttributes(
    [attribute],
    identifiersOf(() => undefined),
    { only: undefined, exclude: [] },
  );
  return makeAttributeGuide(selected, {
    derivation: { ...NONE, ...derivation },
    attributeValues: new Map(registry === undefined ? [] : [[attribute.tag, registry]]),
    findConcept: (code) => (code === '00180081' ? (2128200042 as ConceptId) : undefined),
    findStandard: (code) =>
      code === '00101030' ? { vocabularyId: 'LOINC', conceptCode: '29463-7' } : undefined,
    isMeasurement: () => true,
    findUnit: (ucum) => (ucum === 'ms' ? 9593 : undefined),
  });
}

describe('where a value goes', () => {
  const CASES: readonly [string, Attribute, Partial<Derivation>, string | undefined, string, string][] = [
    [
      'a number with a unit',
      attributeOf('(0018,0081)', 'EchoTime', 'DS'),
      { units: [unit('(0018,0081)', 'ms')] },
      undefined,
      'MEASUREMENT.value_as_number',
      'unit ms',
    ],
    [
      'a number with two',
      attributeOf('(0018,1074)', 'RadionuclideTotalDose', 'DS'),
      { units: [unit('(0018,1074)', 'MBq'), unit('(0018,1074)', 'Bq')] },
      undefined,
      'MEASUREMENT.value_as_number',
      'the unit depends on the module',
    ],
    [
      'a number that one module fixes',
      attributeOf('(0028,1053)', 'RescaleSlope', 'DS'),
      { valueTerms: [term('(0028,1053)', '1')] },
      undefined,
      'MEASUREMENT.value_as_number',
      'no unit is stated',
    ],
    [
      'an integer that one module fixes',
      attributeOf('(0028,0100)', 'BitsAllocated', 'US'),
      { valueTerms: [term('(0028,0100)', '16')] },
      undefined,
      'MEASUREMENT.value_as_number',
      'no unit is stated',
    ],
    [
      'a number that is a code',
      attributeOf('(0028,0103)', 'PixelRepresentation', 'US'),
      { valueTerms: [{ ...term('(0028,0103)', '0000H'), meaning: 'unsigned integer' }] },
      undefined,
      'MEASUREMENT.value_as_concept_id',
      'the number is a code of a list',
    ],
    [
      'a code string',
      attributeOf('(0018,5100)', 'PatientPosition', 'CS'),
      { valueTerms: [term('(0018,5100)', 'HFS')] },
      undefined,
      'MEASUREMENT.value_as_concept_id',
      'concept of the value',
    ],
    [
      'a code string without list',
      attributeOf('(0018,9999)', 'Anything', 'CS'),
      {},
      undefined,
      'MEASUREMENT.value_source_value',
      'a code without a list in the standard',
    ],
    [
      'a code sequence',
      attributeOf('(0008,2218)', 'AnatomicRegionSequence', 'SQ'),
      { bindings: [binding('(0008,2218)', '4')] },
      undefined,
      'IMAGE_OCCURRENCE.anatomic_site_concept_id',
      'concept of the code in its item',
    ],
    [
      'another sequence',
      attributeOf('(0040,9096)', 'RealWorldValueMappingSequence', 'SQ'),
      {},
      undefined,
      'none',
      'its items hold the values',
    ],
    [
      'Modality',
      attributeOf('(0008,0060)', 'Modality', 'CS'),
      {},
      'DCM',
      'IMAGE_OCCURRENCE.modality_concept_id',
      'concept of the value',
    ],
    [
      'a registered UID',
      attributeOf('(0008,0016)', 'SOPClassUID', 'UI'),
      {},
      'SOP Class',
      'MEASUREMENT.value_as_concept_id',
      'concept of the registered UID',
    ],
    [
      'a date',
      attributeOf('(0008,0022)', 'AcquisitionDate', 'DA'),
      {},
      undefined,
      'MEASUREMENT.value_source_value',
      'no column for dates and tags',
    ],
    [
      'pixels',
      attributeOf('(7FE0,0010)', 'PixelData', 'OB or OW'),
      {},
      undefined,
      'none',
      'bulk data, or no single VR',
    ],
  ];

  test.each(CASES)('%s', (_title, attribute, derivation, registry, target, targetReason) => {
    expect(guide(attribute, derivation, registry)).toMatchObject([{ target, targetReason }]);
  });
});

test.each([
  ['(0018,0081)', 'DS', 'measurement_concept_id and measurement_source_concept_id'],
  ['(0010,1030)', 'DS', 'measurement_source_concept_id'],
  ['(0018,5100)', 'CS', 'measurement_concept_id and measurement_source_concept_id'],
  ['(0008,0060)', 'CS', undefined],
])('which columns take the concept of %s', (tag, vr, expected) => {
  const selected = selectAttributes(
    [attributeOf(tag, 'A', vr)],
    identifiersOf(() => undefined),
    {
      only: undefined,
      exclude: [],
    },
  );
  const [entry] = makeAttributeGuide(selected, {
    derivation: NONE,
    attributeValues: new Map(),
    findConcept: () => 2128200042 as ConceptId,
    findStandard: (code) =>
      code === '00101030'
        ? { vocabularyId: 'LOINC', conceptCode: '29463-7' }
        : code === '00185100'
          ? { vocabularyId: 'LOINC', conceptCode: '46098-0' }
          : undefined,
    isMeasurement: ({ conceptCode }) => conceptCode !== '46098-0',
    findUnit: () => undefined,
  });
  expect(entry?.conceptColumn).toBe(expected);
});

test('the line of Echo Time', () => {
  const entries = guide(attributeOf('(0018,0081)', 'EchoTime', 'DS'), { units: [unit('(0018,0081)', 'ms')] });
  const [file, text] = emitAttributeGuide(entries);
  expect(file).toBe('attribute_guide.tsv');
  const [header, line] = text.split('\n').map((each) => each.split('\t'));
  expect(Object.fromEntries((header ?? []).map((column, at) => [column, line?.[at]]))).toEqual({
    tag: '(0018,0081)',
    keyword: 'EchoTime',
    concept_id: '2128200042',
    vr: 'DS',
    vm: '1',
    analytical: 'yes',
    analytical_reason: 'DS, decimal number',
    selected: 'yes',
    selection_reason: 'in the subset',
    target: 'MEASUREMENT.value_as_number',
    target_reason: 'unit ms',
    unit: 'ms',
    unit_concept_id: '9593',
    value_sets: '',
    basic_profile: '',
    concept_column: 'measurement_concept_id and measurement_source_concept_id',
    standard_code: '',
  });
});

test('value sets are named with their places, the first eight of many', () => {
  const tag = '(0018,5100)';
  const tables = Array.from({ length: 10 }, (_each, index) => term(tag, 'HFS', `C.8-${index}`));
  const entries = guide(attributeOf(tag, 'PatientPosition', 'CS'), {
    valueTerms: tables,
    bindings: [binding(tag, '19')],
  });
  expect(emitAttributeGuide(entries)[1].trimEnd().split('\t').at(-1)).toBe(
    'CID 19 (Defined); Enumerated in Table C.8-0; Enumerated in Table C.8-1; Enumerated in Table C.8-2; ' +
      'Enumerated in Table C.8-3; Enumerated in Table C.8-4; Enumerated in Table C.8-5; Enumerated in Table C.8-6; and 3 more',
  );
});
