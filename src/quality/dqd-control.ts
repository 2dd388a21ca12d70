/**
 * The rules as control rows of OHDSI's DataQualityDashboard, which runs them on the loaded CDM: its three files for CDM v5.4, with the tables of the imaging
 * extension and the values of images. [DataQualityDashboard, inst/csv]
 */
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { writeFileWhole } from '../disk/staged.js';
import type { Engine } from '../harvest/engine.js';
import { IMAGING_TABLES } from '../load/imaging-tables.js';
import type { Absent } from './inputs.js';
import type { RuleResult } from './run-rules.js';

const TABLE_COLUMNS =
  'cdmTableName schema isRequired conceptPrefix measurePersonCompleteness measurePersonCompletenessThreshold measurePersonCompletenessNotes measureConditionEraCompleteness measureConditionEraCompletenessThreshold measureConditionEraCompletenessNotes validation tableDescription userGuidance etlConventions';

/** A check and its threshold and notes. */
const check = (name: string) => `${name} ${name}Threshold ${name}Notes`;
const FIELD_COLUMNS = [
  `cdmTableName databaseSchema cdmFieldName ${check('isRequired')} ${check('cdmDatatype')} userGuidance etlConventions ${check('isPrimaryKey')} ${check('isForeignKey')}`,
  `fkTableName fkFieldName ${check('fkDomain')} ${check('fkClass')} ${check('isStandardValidConcept')} ${check('measureValueCompleteness')}`,
  `${check('standardConceptRecordCompleteness')} ${check('sourceConceptRecordCompleteness')} ${check('sourceValueCompleteness')} standardConceptFieldName`,
  `${check('plausibleValueLow')} ${check('plausibleValueHigh')} plausibleTemporalAfter plausibleTemporalAfterTableName plausibleTemporalAfterFieldName`,
  `plausibleTemporalAfterThreshold plausibleTemporalAfterNotes ${check('plausibleDuringLife')} plausibleStartBeforeEnd plausibleStartBeforeEndFieldName`,
  `plausibleStartBeforeEndThreshold plausibleStartBeforeEndNotes ${check('plausibleAfterBirth')} ${check('plausibleBeforeDeath')} runForCohort ${check('withinVisitDates')}`,
].join(' ');
const CONCEPT_COLUMNS = [
  `cdmTableName cdmFieldName conceptId conceptName unitConceptId unitConceptName ${check('plausibleValueLow')} ${check('plausibleValueHigh')}`,
  'plausibleGender plausibleGenderUseDescendants plausibleGenderThreshold plausibleGenderUseDescendantsThreshold plausibleGenderNotes',
  `${check('isTemporallyConstant')} ${check('validPrevalenceLow')} ${check('validPrevalenceHigh')} ${check('plausibleUnitConceptIds')}`,
].join(' ');

type Cells = Readonly<Record<string, string | number | undefined>>;

const DATATYPES = { integer: 'integer', text: 'varchar(max)', date: 'date', timestamp: 'datetime' } as const;
const DOMAINS: Readonly<Record<string, readonly [domain: string, rule: string]>> = {
  'image_occurrence.modality_concept_id': ['Procedure', 'V01'],
  'image_occurrence.anatomic_site_concept_id': ['Spec Anatomic Site', 'V02'],
};
/** Column -> the rule whose threshold is that of completeness. */
const COMPLETENESS: Readonly<Record<string, string>> = {
  'image_occurrence.visit_occurrence_id': 'K18',
  'image_occurrence.anatomic_site_concept_id': 'K04',
};
const REFERENCES: Readonly<Record<string, string>> = {
  person: 'R03',
  procedure_occurrence: 'R04',
  visit_occurrence: 'R05',
  image_occurrence: 'R07',
  concept: 'R12',
};

/** `OMOP_CDMv5.4_Field_Level.imaging.csv` and its like, to be appended to the files of the dashboard. Values need the release for their concepts. */
export async function writeControlRows(
  engine: Engine,
  results: readonly RuleResult[],
  folder: string,
  absent: Absent,
): Promise<void> {
  const thresholds = new Map(results.map(({ rule, threshold }) => [rule.code, threshold]));
  const write = (level: string, columns: string, rows: readonly Cells[]) => {
    const names = columns.split(' ');
    const records = rows.map((row) => names.map((name) => row[name] ?? ''));
    writeFileWhole(join(folder, `OMOP_CDMv5.4_${level}_Level.imaging.csv`), stringify([names, ...records]));
  };
  write('Table', TABLE_COLUMNS, describeTables());
  write(
    'Field',
    FIELD_COLUMNS,
    describeFields((code) => thresholds.get(code) ?? 0),
  );
  write(
    'Concept',
    CONCEPT_COLUMNS,
    absent.has('lookup_attribute') ? [] : await describeValues(engine, (code) => thresholds.get(code) ?? 1),
  );
}

function describeTables(): readonly Cells[] {
  return IMAGING_TABLES.map(({ name }) => ({
    cdmTableName: name.toUpperCase(),
    schema: 'CDM',
    isRequired: 'No',
    measurePersonCompleteness: 'No',
    measureConditionEraCompleteness: 'No',
    tableDescription:
      name === 'image_occurrence'
        ? 'One row for each DICOM series with images.'
        : 'One row for each value that was found in a series.',
  }));
}

function describeFields(thresholdOf: (code: string) => number): readonly Cells[] {
  return IMAGING_TABLES.flatMap(({ name: table, columns }) =>
    columns.map(({ name, type, nullable, references }): Cells => {
      const key = `${table}.${name}`;
      const [domain, domainRule = ''] = DOMAINS[key] ?? [];
      const isDate = key === 'image_occurrence.image_occurrence_date';
      const complete = COMPLETENESS[key];
      return {
        cdmTableName: table.toUpperCase(),
        databaseSchema: 'cdm',
        cdmFieldName: name,
        isRequired: nullable ? 'No' : 'Yes',
        isRequiredThreshold: nullable ? undefined : 0,
        cdmDatatype: DATATYPES[type],
        cdmDatatypeThreshold: 0,
        isPrimaryKey: name === `${table}_id` ? 'Yes' : 'No',
        isPrimaryKeyThreshold: name === `${table}_id` ? thresholdOf('R01') : undefined,
        isForeignKey: references === undefined ? 'No' : 'Yes',
        isForeignKeyThreshold:
          references === undefined ? undefined : thresholdOf(REFERENCES[references] ?? ''),
        fkTableName: references?.toUpperCase(),
        fkFieldName: references === undefined ? undefined : `${references}_id`.toUpperCase(),
        fkDomain: domain,
        fkDomainThreshold: domain === undefined ? undefined : thresholdOf(domainRule),
        isStandardValidConcept: domain === undefined ? 'No' : 'Yes',
        isStandardValidConceptThreshold: domain === undefined ? undefined : thresholdOf(domainRule),
        measureValueCompleteness: 'Yes',
        measureValueCompletenessThreshold:
          complete === undefined ? (nullable ? 100 : 0) : thresholdOf(complete),
        standardConceptRecordCompleteness: domain === undefined ? 'No' : 'Yes',
        standardConceptRecordCompletenessThreshold:
          domain === undefined ? undefined : thresholdOf(domainRule),
        sourceConceptRecordCompleteness: 'No',
        sourceValueCompleteness: 'No',
        plausibleValueLow: isDate ? "'19700101'" : undefined,
        plausibleValueLowThreshold: isDate ? thresholdOf('T05') : undefined,
        plausibleValueHigh: isDate ? 'DATEADD(dd,1,GETDATE())' : undefined,
        plausibleValueHighThreshold: isDate ? thresholdOf('T05') : undefined,
        plausibleTemporalAfter: isDate ? 'Yes' : undefined,
        plausibleTemporalAfterTableName: isDate ? 'PERSON' : undefined,
        plausibleTemporalAfterFieldName: isDate ? 'BIRTH_DATETIME' : undefined,
        plausibleTemporalAfterThreshold: isDate ? thresholdOf('T01') : undefined,
        plausibleDuringLife: isDate ? 'Yes' : 'No',
        plausibleDuringLifeThreshold: isDate ? thresholdOf('T02') : undefined,
        plausibleStartBeforeEnd: 'No',
        plausibleAfterBirth: isDate ? 'Yes' : 'No',
        plausibleAfterBirthThreshold: isDate ? thresholdOf('T01') : undefined,
        plausibleBeforeDeath: isDate ? 'Yes' : 'No',
        plausibleBeforeDeathThreshold: isDate ? thresholdOf('T02') : undefined,
        runForCohort: name === 'person_id' || isDate ? 'Yes' : 'No',
        withinVisitDates: isDate ? 'Yes' : 'No',
        withinVisitDatesThreshold: isDate ? thresholdOf('T03') : undefined,
      };
    }),
  );
}

/** The dashboard knows no modality: the widest range of an attribute counts. */
async function describeValues(
  engine: Engine,
  thresholdOf: (code: string) => number,
): Promise<readonly Cells[]> {
  const rows = await engine.rows<{
    rule: string;
    concept_id: number;
    name: string;
    unit: string | null;
    unit_concept_id: number | null;
    low: number;
    high: number;
  }>(
    `SELECT r.rule, coalesce(a.standard_concept_id, a.concept_id) AS concept_id, a.name, r.unit, u.concept_id AS unit_concept_id, min(r.low) AS low, max(r.high) AS high
     FROM list_plausible_range r
     JOIN lookup_attribute a ON a.attribute = r.attribute
     LEFT JOIN list_concept u ON u.vocabulary_id = 'UCUM' AND u.code = r.unit
     GROUP BY r.rule, a.standard_concept_id, a.concept_id, a.name, r.unit, u.concept_id
     ORDER BY r.rule, concept_id`,
  );
  return rows.map(({ rule, concept_id, name, unit, unit_concept_id, low, high }) => ({
    cdmTableName: 'MEASUREMENT',
    cdmFieldName: 'MEASUREMENT_CONCEPT_ID',
    conceptId: concept_id,
    conceptName: name,
    unitConceptId: unit_concept_id ?? undefined,
    unitConceptName: unit ?? undefined,
    plausibleValueLow: low,
    plausibleValueLowThreshold: thresholdOf(rule),
    plausibleValueHigh: high,
    plausibleValueHighThreshold: thresholdOf(rule),
  }));
}
