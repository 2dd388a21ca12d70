/** The options of harvest map, which harvest in one step has too. */
import { ATHENA, JSON_OUTPUT, MAPPINGS, MEMORY, PLAYBOOK, SPARK_OPTIONS } from './options.js';

/** What every command that maps needs to know of the site. */
export const MAP_OPTIONS = {
  release: { type: 'string', demandOption: true, describe: 'folder of the release whose concepts are used' },
  persons: { type: 'string', describe: 'CSV: patient_id, person_id [, issuer]' },
  'make-persons': {
    type: 'boolean',
    default: false,
    describe:
      'persons, and PERSON.csv, for patients whom --persons does not name: test data, data without a CDM',
  },
  procedures: {
    type: 'string',
    describe: 'CSV: accession_number or study_instance_uid, procedure_occurrence_id [, visit_occurrence_id]',
  },
  visits: {
    type: 'string',
    describe: 'CSV: visit_occurrence_id and accession_number, or person_id, visit_start_date, visit_end_date',
  },
  cdm: {
    type: 'string',
    describe:
      'the CDM that the rows are for: sqlite:FILE, duckdb:FILE or postgresql://user@host/database?schema=cdm (password in PGPASSWORD): links procedures and visits, checks ids, new ids follow its own',
  },
  'cdm-days': {
    type: 'string',
    default: '1',
    describe: 'how many days a procedure of the CDM may lie from its study',
  },
  'cdm-dates': {
    choices: ['original', 'shifted'],
    default: 'original',
    describe: 'days of the CDM: as in the headers, or shifted as --shifts says',
  },
  shifts: { type: 'string', describe: 'CSV: person_id, shift_days (default: drawn once for each person)' },
  features: {
    type: 'string',
    describe:
      'CSV of what others found in series: series_instance_uid, feature [, value, unit, finding, site, finding_id, alg_system, alg_datetime, value_concept_id]',
  },
  'local-codes': { type: 'string', describe: 'CSV: codes of the site, columns as SOURCE_TO_CONCEPT_MAP' },
  crosswalk: {
    type: 'string',
    default: 'site',
    describe: 'folder that remembers ids, UIDs and shifts; stays at the site',
  },
  'keep-values': {
    type: 'boolean',
    default: false,
    describe: 'write values.sqlite into --crosswalk: each replaced value with what stands for it',
  },
  identified: {
    type: 'boolean',
    default: false,
    describe: 'write UIDs, dates and values as they are; the default de-identifies',
  },
  profile: {
    choices: ['micdm', 'rcdm', 'icdm', 'chorus', 'dicom2omop'],
    default: 'micdm',
    describe: 'tables to write: MI-CDM (OMOP imaging extension), R-CDM, I-CDM, CHoRUS, DICOM2OMOP',
  },
  'image-map': {
    type: 'string',
    describe: 'CSV for profile chorus: accession_number, image_occurrence_id (default: given here)',
  },
  'visit-id': {
    choices: ['required', 'nullable'],
    default: 'required',
    describe: 'profile chorus: whether the registry takes files without a visit',
  },
  out: { type: 'string', demandOption: true, describe: 'folder of the OMOP tables; replaced whole' },
  athena: ATHENA,
  playbook: {
    ...PLAYBOOK,
    describe: `procedures from study descriptions where they are sure: ${PLAYBOOK.describe}`,
  },
  unmatched: {
    choices: ['refuse', 'zero'],
    default: 'refuse',
    describe: 'unknown patients: refuse their series, or give them person 0',
  },
  strict: {
    type: 'boolean',
    default: false,
    describe: '0 as measurement_concept_id where only a DICOM concept is known',
  },
  'verified-only': {
    type: 'boolean',
    default: false,
    describe: 'of structured reports only those that are verified (Verification Flag VERIFIED)',
  },
  'key-objects': {
    type: 'boolean',
    default: false,
    describe: 'features of series whose images key object selections flag, and key_objects.tsv, which images',
  },
  episodes: {
    type: 'boolean',
    default: false,
    describe: 'EPISODE.csv and EPISODE_EVENT.csv: findings that are tracked through several studies',
  },
  'legacy-too': {
    type: 'boolean',
    default: false,
    describe:
      'rows on the attributes of single-frame images too, for attributes of enhanced ones that mean the same',
  },
  site: {
    choices: ['ars-first', 'bpe-first'],
    default: 'ars-first',
    describe: 'what names the anatomic site first: Anatomic Region Sequence or Body Part Examined',
  },
  'modality-concept': {
    choices: ['standard', 'dicom'],
    default: 'standard',
    describe: 'concept of the modality: standard procedure, or DICOM term',
  },
  'event-field': {
    choices: ['table', 'field'],
    default: 'table',
    describe: 'what image_feature_event_field_concept_id names',
  },
  wadors: { type: 'string', describe: 'base of WADO-RS addresses, for wadors_uri' },
  'wadors-level': { choices: ['series', 'study'], default: 'series', describe: 'what wadors_uri leads to' },
  'local-path': {
    choices: ['none', 'hash', 'relative', 'absolute'],
    default: 'none',
    describe: 'local_path, the folder of the files: paths may name patients',
  },
  uids: {
    choices: ['replace', 'keep'],
    default: 'replace',
    describe: 'UIDs of studies and series where rows are de-identified',
  },
  'cdm-version': {
    choices: ['5.4', '5.5'],
    default: '5.4',
    describe: '5.5 has value_source_concept_id in MEASUREMENT and OBSERVATION',
  },
  csv: {
    choices: ['athena', 'rfc4180'],
    default: 'athena',
    describe: 'form of the OMOP tables: tabs without quotes, or commas with them',
  },
  parquet: {
    type: 'boolean',
    default: false,
    describe: 'write the OMOP tables as Parquet too, by year and modality',
  },
  attributes: {
    choices: ['core', 'all'],
    default: 'core',
    describe: 'what becomes a feature: the core list, or all that was scanned',
  },
  'id-base': {
    type: 'string',
    describe: 'first id of the first harvest (default: 1; with --cdm, after its greatest)',
  },
  'procedure-base': { type: 'string', describe: 'first procedure_occurrence_id (default: as --id-base)' },
  ids: { choices: ['integer', 'bigint'], default: 'integer', describe: 'width of ids in the target' },
  jobs: { type: 'string', describe: 'threads (default: one for each processor)' },
  memory: MEMORY,
  ...SPARK_OPTIONS,
  mappings: MAPPINGS,
  json: JSON_OUTPUT,
} as const;
