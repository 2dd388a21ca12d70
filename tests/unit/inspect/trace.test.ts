import { describe, expect, test } from '@jest/globals';
import { findOutputLines } from '../../../src/inspect/output-lines.js';
import { parseQuery } from '../../../src/inspect/query.js';
import { traceQuery } from '../../../src/inspect/trace.js';
import { buildSmall } from '../../support/traceable.js';
import { profileOf } from '../../support/vocabulary.js';

const build = buildSmall();

function trace(text: string, from = build) {
  const query = parseQuery(text);
  if (!query) throw new Error(`${text} is no query`);
  const { facts, concepts, synonyms, links } = traceQuery(query, from);
  return {
    facts: facts.map((fact) => `${fact.table}: ${fact.text}`),
    places: facts.map(({ at }) => at?.label),
    codes: concepts.map(({ conceptCode }) => conceptCode),
    synonyms,
    links: links.map((link) => link.replace(/\b2128\d{6}\b/, 'ID')),
  };
}

describe('traceQuery', () => {
  test('a tag: registry row, module rows, terms, concept, synonyms, links with their rule and place', () => {
    expect(trace('0018,5100')).toEqual({
      facts: [
        'attributes: (0018,5100) "Patient Position" PatientPosition CS 1',
        'module_rows: A Module Attributes: Patient Position type 2C',
        'value_terms: Enumerated value 1: HFS =  [if x]',
        'value_terms: Enumerated value 1: X HFS =  [if x]',
      ],
      places: ['Table 6-1', 'Table C.1', 'Table C.1', 'Table C.1'],
      codes: ['00185100'],
      synonyms: ['PatientPosition', '(0018,5100)'],
      links: [
        'Maps to value ID 00185100:HFS "HFS" (term, PS3.3 2024d Table C.1 row 1)',
        'Maps to value ID 00185100:X HFS "X HFS" (term, PS3.3 2024d Table C.1 row 1)',
      ],
    });
  });

  test('a tag with bindings and one with a unit', () => {
    expect(trace('00082218').facts).toContain('bindings: Defined CID 4 at (0008,2218)');
    expect(trace('00180050').facts).toContain('units: mm ("in mm")');
  });

  test('a keyword is its tag', () => {
    expect(trace('PatientPosition')).toEqual(trace('0018,5100'));
    expect(trace('NoSuchKeyword')).toEqual({ facts: [], places: [], codes: [], synonyms: [], links: [] });
  });

  test.each(['00185100:HFS', '(0018,5100):HFS'])(
    'a term, %s: the lists that hold this value and no other',
    (text) => {
      expect(trace(text)).toMatchObject({
        facts: [
          'attributes: (0018,5100) "Patient Position" PatientPosition CS 1',
          'value_terms: Enumerated value 1: HFS =  [if x]',
        ],
        codes: ['00185100:HFS'],
        synonyms: ['Patient Position: HFS'],
        links: ['Value mapped from ID 00185100 "Patient Position" (term, PS3.3 2024d Table C.1 row 1)'],
      });
    },
  );

  test('a term that is a code of Annex D leads to that code', () => {
    expect(trace('00080060:CT').codes).toEqual(['CT']);
    expect(trace('00080060:ZZ').codes).toEqual(['00080060:ZZ']);
  });

  test('a body part: the row of Annex L', () => {
    expect(trace('00180015:HEAD')).toMatchObject({
      facts: [
        'attributes: (0018,0015) "Body Part Examined" BodyPartExamined CS 1',
        'body_parts: "Head" HEAD',
      ],
      codes: ['00180015:HEAD'],
    });
  });

  test('a term in the raw form', () => {
    expect(trace('00185100:HFS', buildSmall(profileOf({ termCode: 'raw' }))).codes).toEqual(['HFS']);
  });

  test('a context group: title, includes, members, what comes through includes, what is bound to it', () => {
    expect(trace('CID 4')).toMatchObject({
      facts: [
        'context_groups: CID 4 "Anatomic Region" extensible ',
        'context_group_includes: includes CID 5',
        'context_group_members: (1, SCT, "1 in 4")',
        'context_group_expansion: (CT, DCM, "CT in 5") via CID 5',
        'context_group_expansion: (MR, DCM, "MR in 5") via CID 5',
        'bindings: Defined at (0008,2218)',
      ],
      codes: ['1.2.840.10008.6.1.2'],
    });
    expect(trace('CID 99').facts).toEqual([]);
  });

  test('a code: its definition and the groups that hold it', () => {
    expect(trace('DCM:CT')).toMatchObject({
      facts: [
        'code_definitions: (CT, DCM, "Computed Tomography") ',
        'context_group_members: CID 5 "Group 5": "CT in 5"',
      ],
      codes: ['CT'],
    });
    expect(trace('dcm:CT').codes).toEqual(['CT']);
  });

  test('a retired code leads to its successor', () => {
    expect(trace('DCM:OLD').links).toEqual([
      'Concept replaced by ID MR "Meaning of MR" (replacement, PS3.3 2024d Table D-1 row 1)',
    ]);
  });

  test('a code of another scheme has facts but no concept', () => {
    expect(trace('SCT:1')).toMatchObject({
      facts: ['context_group_members: CID 4 "Anatomic Region": "1 in 4"', 'body_parts: "Head" HEAD'],
      codes: [],
    });
  });

  test('a UID', () => {
    expect(trace('1.2.840.10008.6.1.2')).toMatchObject({
      facts: ['uids: 1.2.840.10008.6.1.2 "Anatomic Region" Context Group'],
      codes: ['1.2.840.10008.6.1.2'],
    });
  });

  test('a concept id', () => {
    const conceptId = build.idOf.get('DICOM\t00185100');
    expect(trace(String(conceptId))).toMatchObject({
      facts: ['attribute: 00185100 "Patient Position"'],
      codes: ['00185100'],
    });
    expect(trace('2147483647')).toMatchObject({ facts: [], codes: [] });
  });
});

describe('findOutputLines', () => {
  test('finds rows by their first id, header and other rows aside', () => {
    const files = new Map([
      ['CONCEPT.csv', 'concept_id\tname\n21\tA\n2\tB 21\n'],
      ['CONCEPT_RELATIONSHIP.csv', 'concept_id_1\tconcept_id_2\n2\t21\n21\t2\n'],
    ]);
    expect(findOutputLines(files, new Set([21]))).toEqual([
      { file: 'CONCEPT.csv', line: 2, text: '21\tA' },
      { file: 'CONCEPT_RELATIONSHIP.csv', line: 3, text: '21\t2' },
    ]);
  });
});
