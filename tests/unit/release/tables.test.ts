import { describe, expect, test } from '@jest/globals';
import { emitDiagnostics } from '../../../src/emit/diagnostics-table.js';
import type { ConceptId, Release } from '../../../src/model/omop.js';
import { emitFactTables } from '../../../src/release/fact-tables.js';
import { emitOmopTables } from '../../../src/release/omop-tables.js';
import { formatTable, type TabTable } from '../../../src/release/tab-table.js';
import { definitionOf, derivationOf, placeOf, standardOf } from '../../support/facts.js';
import { buildSmall } from '../../support/small-build.js';

const TABLE: TabTable<readonly (string | number | boolean | undefined)[]> = {
  file: 'T.csv',
  columns: ['a', 'b'],
  cells: (row) => row,
};

describe('formatTable', () => {
  test('header, tabs, line ends; numbers, booleans and nothing as text', () => {
    expect(
      formatTable(TABLE, [
        [1, 'x'],
        [true, undefined],
        [false, ''],
      ]),
    ).toBe('a\tb\n1\tx\ntrue\t\nfalse\t\n');
    expect(formatTable(TABLE, [])).toBe('a\tb\n');
  });

  test.each(['He said "yes"', '"', "'", 'a,b', 'a\\tb', ' a ', '#1', '\u00b5m'])(
    'keeps %j as it is',
    (cell) => {
      expect(formatTable(TABLE, [[cell, 'x']])).toBe(`a\tb\n${cell}\tx\n`);
    },
  );

  test.each(['a\tb', 'a\nb', 'a\rb'])('refuses %j, with file and column', (cell) => {
    expect(() =>
      formatTable(TABLE, [
        ['x', 'y'],
        ['x', cell],
      ]),
    ).toThrow(/^T\.csv: b cannot be written without quoting/);
  });

  test('refuses a row of another width', () => {
    expect(() => formatTable(TABLE, [['x']])).toThrow('T.csv: the row');
  });
});

describe('emitOmopTables', () => {
  const { release } = buildSmall();
  const shuffled: Release = {
    ...release,
    concepts: [...release.concepts].reverse(),
    relationships: [...release.relationships].reverse(),
    synonyms: [...release.synonyms].reverse(),
  };
  const files = emitOmopTables(shuffled);
  const rows = (file: string) =>
    (files.get(file) ?? '')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'));

  test('are the six tables with the columns of CDM v5.4', () => {
    expect([...files].map(([name, text]) => [name, text.split('\n')[0]?.split('\t')])).toEqual([
      [
        'CONCEPT.csv',
        [
          'concept_id',
          'concept_name',
          'domain_id',
          'vocabulary_id',
          'concept_class_id',
          'standard_concept',
          'concept_code',
          'valid_start_date',
          'valid_end_date',
          'invalid_reason',
        ],
      ],
      [
        'CONCEPT_RELATIONSHIP.csv',
        [
          'concept_id_1',
          'concept_id_2',
          'relationship_id',
          'valid_start_date',
          'valid_end_date',
          'invalid_reason',
        ],
      ],
      ['CONCEPT_SYNONYM.csv', ['concept_id', 'concept_synonym_name', 'language_concept_id']],
      [
        'VOCABULARY.csv',
        [
          'vocabulary_id',
          'vocabulary_name',
          'vocabulary_reference',
          'vocabulary_version',
          'vocabulary_concept_id',
        ],
      ],
      ['CONCEPT_CLASS.csv', ['concept_class_id', 'concept_class_name', 'concept_class_concept_id']],
      [
        'RELATIONSHIP.csv',
        [
          'relationship_id',
          'relationship_name',
          'is_hierarchical',
          'defines_ancestry',
          'reverse_relationship_id',
          'relationship_concept_id',
        ],
      ],
    ]);
  });

  test('are sorted by their keys, whatever the order of the rows', () => {
    expect(files).toEqual(emitOmopTables(release));
    const ids = rows('CONCEPT.csv').map(([id]) => Number(id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    const links = rows('CONCEPT_RELATIONSHIP.csv').map(([one, two]) => Number(one) * 1e10 + Number(two));
    expect(links).toEqual([...links].sort((a, b) => a - b));
    const synonyms = rows('CONCEPT_SYNONYM.csv').map(([id, name]) => `${id} ${name}`);
    expect(synonyms).toEqual([...synonyms].sort());
  });

  test('relationships between the same two concepts are sorted by their name', () => {
    const [first] = release.relationships;
    if (!first) throw new Error('no relationship');
    const both = (['Maps to value', 'Concept replaced by'] as const).map((relationshipId) => ({
      ...first,
      relationshipId,
    }));
    const text = emitOmopTables({ ...release, relationships: both }).get('CONCEPT_RELATIONSHIP.csv') ?? '';
    expect(text.split('\n').map((line) => line.split('\t')[2])).toEqual([
      'relationship_id',
      'Concept replaced by',
      'Maps to value',
      undefined,
    ]);
  });

  test('a concept as a row', () => {
    expect(rows('CONCEPT.csv').find((cells) => cells[6] === '00185100')).toEqual([
      expect.stringMatching(/^21282000\d\d$/),
      'Patient Position',
      'Measurement',
      'DICOM',
      'Observable Entity',
      '',
      '00185100',
      '19930101',
      '20991231',
      '',
    ]);
  });

  test('a name with a tab stops the build', () => {
    const concepts = release.concepts.map((concept) => ({
      ...concept,
      conceptId: 1 as ConceptId,
      conceptName: 'a\tb',
    }));
    expect(() => emitOmopTables({ ...release, concepts })).toThrow('CONCEPT.csv: concept_name');
  });
});

describe('emitFactTables', () => {
  test('quotes are data', () => {
    const standard = standardOf({
      codeDefinitions: [definitionOf('A', { definition: 'The "A" view', replacedBy: [] })],
    });
    expect(
      emitFactTables({ standard, derivation: derivationOf() }).get('standard/code_definitions.tsv'),
    ).toBe(
      'code\tmeaning\tdefinition\tnotes\tretired\treplaced_by\tat\nA\tMeaning of A\tThe "A" view\t\tfalse\t\tPS3.3 2024d Table D-1 row 1\n',
    );
  });

  test('every family has a table, with its columns even when it is empty', () => {
    const headers = [...emitFactTables({ standard: standardOf(), derivation: derivationOf() })].map(
      ([name, text]) => `${name.slice(9, -4)}: ${text.trimEnd().replaceAll('\t', ' ')}`,
    );
    expect(headers).toEqual([
      'attributes: tag name keyword vr vm remark retired registry at',
      'uids: uid name keyword type retired at',
      'coding_schemes: designator uid description name at',
      'code_definitions: code meaning definition notes retired replaced_by at',
      'body_parts: scheme code meaning body_part_examined snomed_rt fma umls table snomed_ct at',
      'context_groups: cid title keyword extensible version uid retired at',
      'context_group_members: cid row scheme code meaning at scheme_version snomed_rt snomed_ct umls',
      'context_group_includes: cid included_cid at',
      'context_group_expansion: cid scheme code meaning via_cid',
      'templates: tid title extensible root at',
      expect.stringMatching(
        /^template_rows: tid row nest relation value_type concept_scheme concept_code concept_meaning vm requirement value_set_cid include_tid at/,
      ),
      'modules: table title kind section at',
      'iod_modules: table ie module module_section usage at',
      'module_rows: table row depth kind tag name type include_table at condition',
      'module_attributes: table path tag type via_table',
      'value_terms: tag path table kind value_number condition value meaning retired at',
      'bindings: tag path table strength cid condition at',
      'units: tag ucum phrase at',
      'unit_statements: tag table ucum phrase at',
      expect.stringMatching(
        /^confidentiality_profile: tag name retired in_standard_iod basic_profile .* at$/,
      ),
      'safe_private_attributes: tag private_creator vr vm meaning at',
      'tables_not_read: part table title rows reason at',
    ]);
  });
});

describe('emitDiagnostics', () => {
  test('worst first, on one line each, with places', () => {
    const [file, text] = emitDiagnostics([
      { code: 'n', severity: 'note', message: 'a note' },
      {
        code: 'w',
        severity: 'warning',
        message: 'two\n lines',
        at: placeOf('Table C.1', 2),
        found: 'a\tb',
        expected: 'e',
        fix: 'f',
      },
      { code: 'f', severity: 'finding', message: 'm', at: { file: 'x.tsv', line: 3 } },
    ]);
    expect(file).toBe('diagnostics.tsv');
    expect(text.split('\n')).toEqual([
      'severity\tcode\tat\tmessage\tfound\texpected\tfix',
      'finding\tf\tx.tsv:3\tm\t\t\t',
      'warning\tw\tPS3.3 2024d Table C.1 row 2\ttwo lines\ta b\te\tf',
      'note\tn\t\ta note\t\t\t',
      '',
    ]);
  });
});
