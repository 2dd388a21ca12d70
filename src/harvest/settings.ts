/** The choices of a site, as the one-row table `setting` that the models read. */
import { type Engine, literal } from './engine.js';
import type { LocalPath } from './series-folders.js';

export interface MapSettings {
  readonly identified: boolean;
  readonly unmatched: 'refuse' | 'zero';
  /** Whether patients whom the site does not name get persons of their own. */
  readonly makePersons: boolean;
  readonly strict: boolean;
  /** Whether only structured reports with Verification Flag VERIFIED are taken. [PS3.3 C.17.2] */
  readonly verifiedOnly: boolean;
  /** Whether key object selections become features. */
  readonly keyObjects: boolean;
  /** Whether findings that are tracked through studies become episodes. */
  readonly episodes: boolean;
  /** Whether attributes of enhanced images have rows on the older attributes too that mean the same. */
  readonly legacyToo: boolean;
  readonly site: 'ars-first' | 'bpe-first';
  readonly modalityConcept: 'standard' | 'dicom';
  readonly eventField: 'table' | 'field';
  /** Base of WADO-RS addresses, without a slash at the end. */
  readonly wadors: string | undefined;
  readonly wadorsLevel: 'series' | 'study';
  /** What local_path says of the place of files. */
  readonly localPath: LocalPath;
  /** Whether UIDs are replaced where rows are de-identified. */
  readonly uids: 'replace' | 'keep';
  readonly cdmVersion: '5.4' | '5.5';
  /** Form of the OMOP tables: as Athena's, with tabs and no quotes, or with commas and quotes. */
  readonly csv: 'athena' | 'rfc4180';
  /** Whether the OMOP tables are written as Parquet too. */
  readonly parquet: boolean;
  /** Whether only the attributes of the core list become features. */
  readonly attributes: 'core' | 'all';
  /** First ids where the crosswalk has none yet; undefined: after those of the CDM, else 1. */
  readonly idBase: number | undefined;
  /** Undefined: as idBase. */
  readonly procedureBase: number | undefined;
  /** How many days a procedure of the CDM may lie from its study. */
  readonly cdmDays: number;
  /** The days of the CDM are shifted as the site says for each person. */
  readonly cdmIsShifted: boolean;
  readonly bigint: boolean;
  /** Whether the registry of CHoRUS takes files without a visit. */
  readonly visitNullable: boolean;
  /** `yyyy-mm-dd`: days after it are invalid. */
  readonly today: string;
  /** Options of the confidentiality profile that are chosen, by name. */
  readonly options: ReadonlySet<string>;
  /** `dicom-omop 0.1.0` */
  readonly tool: string;
}

const OPTION_COLUMNS = [
  'retain-patient-characteristics',
  'retain-modified-dates',
  'clean-descriptors',
  'clean-structured-content',
  'retain-safe-private',
];

/** `CREATE TABLE setting AS SELECT ...`; new ids follow the greatest that were ever given. `greatest`: those of the CDM, by table. */
export async function formatSetting(
  engine: Engine,
  settings: MapSettings,
  greatest: Readonly<Record<string, number | undefined>>,
): Promise<string> {
  const [known] = await engine.rows<Record<string, number | null>>(
    `SELECT (SELECT max(study_key) FROM known_study) AS study, (SELECT max(procedure_occurrence_id) FROM known_study) AS procedure,
       (SELECT max(image_occurrence_id) FROM known_series) AS series,
       (SELECT max(id) FROM (SELECT max(image_feature_id) AS id FROM known_feature UNION ALL SELECT max(image_feature_id) FROM known_found) each) AS feature,
       (SELECT max(id) FROM (SELECT max(measurement_id) AS id FROM known_feature UNION ALL SELECT max(measurement_id) FROM known_found) each) AS measurement,
       (SELECT max(observation_id) FROM known_found) AS observation, (SELECT max(image_finding_id) FROM known_finding) AS finding`,
  );
  const concepts = await engine.rows<{ name: string; concept_id: number }>(
    'SELECT name, concept_id FROM list_concept',
  );
  const conceptOf = new Map(concepts.map(({ name, concept_id }) => [name, concept_id]));
  const next = (largest: number | null | undefined, base: number | undefined, table: string) =>
    base === undefined ? Math.max(largest ?? 0, greatest[table] ?? 0) + 1 : (largest ?? base - 1) + 1;
  const { idBase, procedureBase = idBase } = settings;
  const columns = {
    identified: settings.identified,
    unmatched: settings.unmatched,
    strict: settings.strict,
    verified_only: settings.verifiedOnly,
    key_objects: settings.keyObjects,
    legacy_too: settings.legacyToo,
    site: settings.site,
    modality_concept: settings.modalityConcept,
    wadors: settings.wadors,
    wadors_level: settings.wadorsLevel,
    attributes: settings.attributes,
    today: settings.today,
    ...Object.fromEntries(
      OPTION_COLUMNS.map((name) => [name.replaceAll('-', '_'), settings.options.has(name)]),
    ),
    cdm_days: settings.cdmDays,
    cdm_is_shifted: settings.cdmIsShifted,
    study_base: (known?.study ?? 0) + 1,
    procedure_base: next(known?.procedure, procedureBase, 'procedure_occurrence'),
    image_occurrence_base: next(known?.series, idBase, 'image_occurrence'),
    image_feature_base: next(known?.feature, idBase, 'image_feature'),
    row_base: idBase ?? (greatest.episode ?? 0) + 1,
    visit_nullable: settings.visitNullable,
    measurement_base: next(known?.measurement, idBase, 'measurement'),
    observation_base: next(known?.observation, idBase, 'observation'),
    image_finding_base: (known?.finding ?? 0) + 1,
    tool: settings.tool,
    algorithm_concept_id: conceptOf.get('algorithm'),
    ehr_concept_id: conceptOf.get('ehr'),
    event_field_concept_id: conceptOf.get(settings.eventField === 'field' ? 'event-field' : 'event-table'),
    observation_field_concept_id: conceptOf.get(
      settings.eventField === 'field' ? 'observation-field' : 'observation-table',
    ),
    procedure_field_concept_id: conceptOf.get('procedure-field'),
  };
  const cells = Object.entries(columns).map(([name, value]) => {
    const type = typeof value === 'boolean' ? 'BOOLEAN' : typeof value === 'number' ? 'BIGINT' : 'VARCHAR';
    return `CAST(${literal(value)} AS ${type}) AS ${name}`;
  });
  return `CREATE TABLE setting AS SELECT ${cells.join(', ')}`;
}
