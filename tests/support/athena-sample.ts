/** A set in Athena's form, of a few rows made here: domains, vocabularies, and concepts as SNOMED and UCUM have them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CDM_VOCABULARY_TABLES } from '../../src/model/cdm-tables.js';
import { OHDSI_DOMAINS, OHDSI_METADATA_VOCABULARIES } from '../../src/model/ohdsi-metadata.js';
import { RELATIONSHIP_TYPES } from '../../src/model/relationship-types.js';
import { STANDARD_CT, STANDARD_MR } from './release.js';

type Row = readonly (string | number)[];

const CLASSES: Readonly<Record<string, number>> = {
  'Observable Entity': 44819029,
  'Qualifier Value': 44819021,
  Procedure: 44819007,
  Unit: 44819072,
};
const VOCABULARIES: Readonly<Record<string, number>> = { SNOMED: 44819097, UCUM: 44819107, None: 44819096 };
export const MILLISECOND = 9593;

const metadata = (id: number, name: string, kind: string): Row => [
  id,
  name,
  'Metadata',
  kind,
  kind,
  '',
  'OMOP generated',
  '19700101',
  '20991231',
  '',
];
const concept = (
  id: number,
  name: string,
  domain: string,
  vocabulary: string,
  conceptClass: string,
  code: string,
): Row => [id, name, domain, vocabulary, conceptClass, 'S', code, '20020131', '20991231', ''];

function makeTables(): Readonly<Record<string, readonly Row[]>> {
  const kinds = Object.entries(OHDSI_METADATA_VOCABULARIES);
  const standard = [
    concept(STANDARD_CT, 'Computed tomography "CT"', 'Procedure', 'SNOMED', 'Procedure', '77477000'),
    concept(STANDARD_MR, 'Magnetic resonance imaging', 'Procedure', 'SNOMED', 'Procedure', '113091000'),
    concept(4180186, 'English language', 'Language', 'SNOMED', 'Qualifier Value', '297487008'),
    concept(MILLISECOND, 'millisecond', 'Unit', 'UCUM', 'Unit', 'ms'),
    concept(36311145, 'NA', 'Meas Value', 'SNOMED', 'Qualifier Value', 'LA12334-1'),
  ];
  return {
    DOMAIN: Object.entries(OHDSI_DOMAINS).map(([name, id]) => [name, name, id]),
    VOCABULARY: [
      ...kinds.map(([id, { name, vocabularyConceptId }]) => [
        id,
        name,
        'OMOP generated',
        '',
        vocabularyConceptId,
      ]),
      ...Object.entries(VOCABULARIES).map(([id, conceptId]) => [
        id,
        id,
        'somewhere',
        'v5.0 30-AUG-24',
        conceptId,
      ]),
    ],
    CONCEPT_CLASS: [
      ...kinds.map(([id, { conceptClassConceptId }]) => [id, id, conceptClassConceptId]),
      ...Object.entries(CLASSES).map(([id, conceptId]) => [id, id, conceptId]),
    ],
    RELATIONSHIP: RELATIONSHIP_TYPES.map((row) => [
      row.relationshipId,
      row.relationshipName,
      row.isHierarchical,
      row.definesAncestry,
      row.reverseRelationshipId,
      row.relationshipConceptId,
    ]),
    CONCEPT: [
      ...Object.entries(OHDSI_DOMAINS).map(([name, id]) => metadata(id, name, 'Domain')),
      ...kinds.flatMap(([id, each]) => [
        metadata(each.vocabularyConceptId, each.name, 'Vocabulary'),
        metadata(each.conceptClassConceptId, id, 'Concept Class'),
      ]),
      ...Object.entries(VOCABULARIES).map(([name, id]) => metadata(id, name, 'Vocabulary')),
      ...Object.entries(CLASSES).map(([name, id]) => metadata(id, name, 'Concept Class')),
      ...RELATIONSHIP_TYPES.map((row) =>
        metadata(row.relationshipConceptId, row.relationshipName, 'Relationship'),
      ),
      ...standard,
    ],
    CONCEPT_RELATIONSHIP: [STANDARD_CT, STANDARD_MR].flatMap((id) => [
      [id, id, 'Maps to', '20020131', '20991231', ''],
      [id, id, 'Mapped from', '20020131', '20991231', ''],
    ]),
    CONCEPT_SYNONYM: [[STANDARD_CT, 'CAT scan', 4180186]],
  };
}

/** The names of the tables written, in the order in which they can be copied. */
export function writeAthenaSample(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const tables = makeTables();
  for (const [name, rows] of Object.entries(tables)) {
    const table = Object.values(CDM_VOCABULARY_TABLES).find((each) => each.file === `${name}.csv`);
    const header = table?.columns.map((column) => column.name) ?? [];
    writeFileSync(
      join(folder, `${name}.csv`),
      [header, ...rows].map((row) => `${row.join('\t')}\n`).join(''),
    );
  }
  return Object.keys(tables);
}
