/** One fault per row: what is wrong with a made-up download, and what is said of it. */
import type { Diagnostic } from '../../../src/model/diagnostic.js';
import {
  type BundleRows,
  CONCEPT_HEADER,
  conceptRow,
  relationshipRow,
  vocabularyRow,
} from './athena-files.js';

export const ASKED = conceptRow({ id: 1, code: 'a', standard: '' });
export const OTHER = conceptRow({ id: 2 });

export interface Fault {
  readonly title: string;
  readonly rows?: Partial<BundleRows>;
  readonly change?: (files: Record<string, string | Buffer>) => void;
  readonly code: string;
  readonly severity?: Diagnostic['severity'];
  readonly file: string;
  readonly line?: number;
  readonly found?: string;
  readonly message?: string;
  readonly fix: string;
}

export const FAULTS: readonly Fault[] = [
  {
    title: 'a comma-separated file',
    change: (files) => {
      files['CONCEPT.csv'] = String(files['CONCEPT.csv']).replaceAll('\t', ',');
    },
    code: 'athena-not-tab-separated',
    file: 'CONCEPT.csv',
    line: 1,
    found: CONCEPT_HEADER.replaceAll('\t', ','),
    fix: 'no change of separator',
  },
  {
    title: 'an empty file',
    change: (files) => {
      files['CONCEPT_RELATIONSHIP.csv'] = '';
    },
    code: 'athena-not-tab-separated',
    file: 'CONCEPT_RELATIONSHIP.csv',
    line: 1,
    fix: 'download the bundle again',
  },
  {
    title: 'a wrong column',
    change: (files) => {
      files['CONCEPT.csv'] = String(files['CONCEPT.csv']).replace('concept_code', 'code');
    },
    code: 'athena-column-missing',
    file: 'CONCEPT.csv',
    line: 1,
    message: '"concept_code"',
    fix: 'download the bundle again',
  },
  {
    title: 'a column twice',
    change: (files) => {
      files['VOCABULARY.csv'] = String(files['VOCABULARY.csv']).replace('\n', '\tvocabulary_id\n');
    },
    code: 'athena-column-repeated',
    file: 'VOCABULARY.csv',
    line: 1,
    message: '"vocabulary_id"',
    fix: 'download the bundle again',
  },
  {
    title: 'a column that no version has',
    change: (files) => {
      files['CONCEPT.csv'] = String(files['CONCEPT.csv']).replaceAll('\n', '\textra\n');
    },
    code: 'athena-column-unknown',
    severity: 'warning',
    file: 'CONCEPT.csv',
    line: 1,
    message: '"extra"',
    fix: 'check that this is a download of CDM v5',
  },
  {
    title: 'a delta',
    change: (files) => {
      files['CONCEPT.csv'] = String(files['CONCEPT.csv']).replace('\n', '\trow_change_type\n');
    },
    code: 'athena-delta-bundle',
    file: 'CONCEPT.csv',
    line: 1,
    fix: 'download the full bundle',
  },
  {
    title: 'a row with too few fields',
    rows: { concepts: [ASKED, '7\tseven', OTHER] },
    code: 'athena-row-ragged',
    file: 'CONCEPT.csv',
    line: 3,
    found: '7\tseven',
    message: '2 fields where the header has 10',
    fix: 'unpack it anew',
  },
  {
    title: 'a row that lost the tab at its end',
    rows: { concepts: [ASKED, OTHER.trimEnd()] },
    code: 'athena-row-ragged',
    file: 'CONCEPT.csv',
    line: 3,
    message: '9 fields where the header has 10',
    fix: 'an editor may have taken away the tab',
  },
  {
    title: 'a tab inside a name',
    rows: { concepts: [ASKED, conceptRow({ id: 3, name: 'in\tside' })] },
    code: 'athena-row-ragged',
    file: 'CONCEPT.csv',
    line: 3,
    message: '11 fields',
    fix: 'download the bundle again',
  },
  {
    title: 'a relationship with too few fields',
    rows: { relationships: [relationshipRow(1, 2), '1\t2\tMaps to\t19700101\t20991231'] },
    code: 'athena-row-ragged',
    file: 'CONCEPT_RELATIONSHIP.csv',
    line: 3,
    fix: 'an editor may have taken away the tab',
  },
  {
    title: 'a relationship whose tabs stand elsewhere',
    rows: { relationships: ['1\t2\tIs a\t1970\t101\t20991231\t'] },
    code: 'athena-row-ragged',
    file: 'CONCEPT_RELATIONSHIP.csv',
    line: 2,
    message: '7 fields where the header has 6',
    fix: 'download the bundle again',
  },
  {
    title: 'a file that was cut off',
    change: (files) => {
      files['CONCEPT_RELATIONSHIP.csv'] = String(files['CONCEPT_RELATIONSHIP.csv']).slice(0, -10);
    },
    code: 'athena-truncated',
    file: 'CONCEPT_RELATIONSHIP.csv',
    line: 2,
    message: 'ends inside a row: 5 of 6 fields',
    fix: 'download the bundle again',
  },
  {
    title: 'a file that ends after its header',
    rows: { concepts: [] },
    code: 'athena-truncated',
    file: 'CONCEPT.csv',
    message: 'ends after its header',
    fix: 'download the bundle again',
  },
  {
    title: 'a last line without line end',
    change: (files) => {
      files['CONCEPT.csv'] = String(files['CONCEPT.csv']).slice(0, -1);
    },
    code: 'athena-final-newline-missing',
    severity: 'warning',
    file: 'CONCEPT.csv',
    line: 3,
    fix: 'compare the size',
  },
  {
    title: 'bytes that are not UTF-8',
    change: (files) => {
      files['CONCEPT.csv'] = Buffer.from(
        String(files['CONCEPT.csv']).replace('Concept 2', 'H\u00E4rte'),
        'latin1',
      );
    },
    code: 'athena-not-utf8',
    file: 'CONCEPT.csv',
    line: 3,
    fix: 'another encoding',
  },
  ...['4000000000', '2147483648', '99999999999', '1.5', '1e5', '-3', '', ' 7'].map(
    (id): Fault => ({
      title: `concept id "${id}"`,
      rows: { concepts: [ASKED, OTHER, conceptRow({ id })] },
      code: 'athena-concept-id-malformed',
      file: 'CONCEPT.csv',
      line: 4,
      found: id,
      fix: 'decimal numbers',
    }),
  ),
  ...['3000000000', '1.0', ''].map(
    (id): Fault => ({
      title: `related concept id "${id}"`,
      rows: { relationships: [relationshipRow(1, id, 'Is a')] },
      code: 'athena-concept-id-malformed',
      file: 'CONCEPT_RELATIONSHIP.csv',
      line: 2,
      found: id,
      message: 'concept_id_2',
      fix: 'decimal numbers',
    }),
  ),
  {
    title: 'a date of another form in a row that is asked for',
    rows: { concepts: [conceptRow({ id: 1, code: 'a', start: '1970-01-01' })] },
    code: 'athena-value-malformed',
    file: 'CONCEPT.csv',
    line: 2,
    found: '1970-01-01',
    message: 'valid_start_date of concept 1',
    fix: 'download the bundle again',
  },
  {
    title: 'an unknown standard_concept',
    rows: { concepts: [conceptRow({ id: 1, code: 'a', standard: 'X' })] },
    code: 'athena-value-malformed',
    file: 'CONCEPT.csv',
    line: 2,
    found: 'X',
    message: 'standard_concept',
    fix: 'download the bundle again',
  },
  {
    title: 'two rows of one concept',
    rows: { concepts: [ASKED, conceptRow({ id: 1, code: 'a', name: 'Another' })] },
    code: 'athena-concept-repeated',
    file: 'CONCEPT.csv',
    line: 3,
    found: 'SNOMED a',
    fix: 'do not join the files of two downloads',
  },
  ...[
    [ASKED, conceptRow({ id: 1, code: 'z' })] as const,
    [conceptRow({ id: 1, code: 'z' }), ASKED] as const,
  ].map((concepts) => ({
    title: 'two rows of one concept, one of them of a code that is not asked for',
    rows: { concepts },
    code: 'athena-concept-repeated',
    file: 'CONCEPT.csv',
    line: 3,
    fix: 'do not join the files of two downloads',
  })),
  {
    title: 'a zero in a name',
    rows: { concepts: [conceptRow({ id: 1, code: 'a', name: 'A\u0000B' })] },
    code: 'athena-value-malformed',
    file: 'CONCEPT.csv',
    line: 2,
    found: 'A\u0000B',
    fix: 'download the bundle again',
  },
  {
    title: 'a mapping to a concept in no row',
    rows: { relationships: [relationshipRow(2, 98), relationshipRow(1, 99)] },
    code: 'athena-relationship-unknown-concept',
    file: 'CONCEPT_RELATIONSHIP.csv',
    line: 3,
    found: '99',
    fix: 'keep CONCEPT_CPT4.csv beside the others',
  },
  {
    title: 'no LOINC',
    rows: { vocabularies: [vocabularyRow('None'), vocabularyRow('SNOMED')] },
    code: 'vocabulary-not-loaded',
    severity: 'warning',
    file: 'VOCABULARY.csv',
    found: 'None, SNOMED',
    message: '"LOINC" is not in the bundle',
    fix: 'choose "LOINC" at athena.ohdsi.org',
  },
  {
    title: 'a listed vocabulary without rows',
    rows: { concepts: [conceptRow({ id: 1, vocabulary: 'LOINC' })] },
    code: 'vocabulary-not-loaded',
    severity: 'warning',
    file: 'VOCABULARY.csv',
    message: '"SNOMED" is listed, but the bundle has no concept of it',
    fix: 'choose "SNOMED" at athena.ohdsi.org',
  },
  {
    title: 'no release',
    rows: { vocabularies: [vocabularyRow('LOINC'), vocabularyRow('SNOMED')] },
    code: 'athena-release-unknown',
    severity: 'warning',
    file: 'VOCABULARY.csv',
    fix: 'download the bundle again',
  },
  {
    title: 'CPT4 without names',
    rows: { cpt4: [conceptRow({ id: 50, code: 'a', name: '' })], concepts: [OTHER] },
    code: 'athena-name-blank',
    severity: 'warning',
    file: 'CONCEPT_CPT4.csv',
    line: 2,
    message: '1 of the concepts found have no name',
    fix: 'run the CPT4 program',
  },
];
