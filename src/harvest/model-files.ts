/** The models in the order in which they run: the table of contents of `harvest map`. Each is one SELECT in a file of its name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What can be said of studies, series and persons from the headers and the tables of the site. */
export const PERSON_MODELS = [
  'harvest/repeated_instance',
  'harvest/instance_copy',
  'harvest/foreign_copy',
  'harvest/instance',
  'harvest/study_conflict',
  'harvest/series',
  'harvest/instance_conflict',
  'harvest/sop_class_table',
  'harvest/sop_class_term',
  'harvest/sop_class_list',
  'harvest/sop_class_unit',
  'harvest/patient',
  'harvest/other_patient',
  'harvest/series_person',
] as const;

/** With a shift for each person: days, modalities, sites, procedures. */
export const OCCURRENCE_MODELS = [
  'harvest/date_value',
  'harvest/series_date',
  'harvest/modality_value',
  'harvest/modality_concept',
  'harvest/scheme_alias',
  'harvest/snomed_check',
  'harvest/segment_code',
  'harvest/external_code',
  'harvest/header_code',
  'harvest/code_concept',
  'harvest/site_value',
  'harvest/series_site',
  'harvest/series_outcome',
  'harvest/study',
  'harvest/study_time',
  'harvest/study_text',
  'harvest/study_said',
  'harvest/study_description',
  'harvest/procedure_code',
  'harvest/cdm_candidate',
  'harvest/cdm_link',
  'harvest/study_procedure',
  'harvest/procedure_link',
  'harvest/visit_link',
  'harvest/study_id',
  'harvest/series_id',
  'harvest/occurrence',
  'harvest/retrieve_url',
  'harvest/object_state',
  'harvest/image_series',
  'harvest/object_series',
  'harvest/report_item',
  'harvest/segment_item',
  'harvest/key_object',
  'harvest/found_code',
  'harvest/found_text',
] as const;

/** With the matches of study descriptions: features and what is said of them. */
export const FEATURE_MODELS = [
  'harvest/study_match',
  'harvest/procedure_choice',
  'deidentify/attribute_action',
  'deidentify/path_action',
  'harvest/path_rule',
  'harvest/unit_concept',
  'harvest/feature_path',
  'harvest/elapsed_time',
  'harvest/given_unit',
  'harvest/feature_unit',
  'harvest/feature_element',
  'harvest/whole_element',
  'harvest/whole_list',
  'harvest/varying_count',
  'harvest/varying_key',
  'harvest/varying_value',
  'harvest/feature_value',
  'harvest/term_concept',
  'harvest/text_value',
  'harvest/meaning_conflict',
  'harvest/code_outside_group',
  'harvest/value_rule',
  'harvest/value_finding',
  'harvest/uncleaned_text',
  'deidentify/known_word',
  'deidentify/cleaned_text',
  'harvest/value_cell',
  'harvest/feature_known',
  'harvest/feature_base',
  'harvest/feature_id',
] as const;

/** Features that are no plain header elements, after those that are: of reports, segmentations, quantities, key objects, rules and features.csv. */
export const FOUND_MODELS = [
  'harvest/shown_code',
  'harvest/code_name',
  'harvest/template_value_set',
  'harvest/code_outside_template',
  'harvest/report_scope',
  'harvest/report_reference',
  'harvest/report_series',
  'harvest/report_role',
  'harvest/report_context',
  'harvest/report_group',
  'harvest/report_feature',
  'harvest/segment_feature',
  'harvest/series_quantity',
  'harvest/quantity_feature',
  'harvest/key_feature',
  'harvest/geometry_value',
  'harvest/geometry_place',
  'harvest/series_geometry',
  'harvest/series_said',
  'harvest/series_input',
  'harvest/fact_plane',
  'harvest/fact_contrast',
  'harvest/fact_phase',
  'harvest/fact_weighting',
  'harvest/fact_low_dose',
  'harvest/fact_image_kind',
  'harvest/fact_slices',
  'harvest/fact_maker',
  'harvest/fact_black_blood',
  'harvest/fact_series_name',
  'harvest/derived_fact',
  'harvest/derived_feature',
  'harvest/external_feature',
  'harvest/found_feature',
  'harvest/finding_id',
  'harvest/found_id',
  'deidentify/uid_map',
] as const;

/** Models that are read once, or little more than a join: a view does. */
const VIEWS: ReadonlySet<string> = new Set([
  'date_value',
  'feature_element',
  'feature_known',
  'site_value',
  'whole_list',
  'varying_value',
]);

export type Model = `${'harvest' | 'deidentify'}/${string}`;

export function isView(name: string): boolean {
  return VIEWS.has(name);
}

/** `CREATE TABLE series AS SELECT ...`. `sources`: the folder that holds the rooms. */
export function formatModel(model: Model, sources: string, kind?: 'VIEW'): string {
  const [room = '', name = ''] = model.split('/');
  return `CREATE ${kind ?? (isView(name) ? 'VIEW' : 'TABLE')} ${name} AS\n${readSql(sources, room, name)}`;
}

/** The SELECT of a model, as its file has it. */
export function readSql(sources: string, room: string, name: string): string {
  return readFileSync(join(sources, room, 'models', `${name}.sql`), 'utf8');
}

/** The macros as DuckDB takes them, one statement each: its own, then those of all engines. */
export function readMacros(sources: string): readonly string[] {
  return ['duckdb-macros.sql', 'macros.sql'].flatMap((file) =>
    readFileSync(join(sources, 'harvest', file), 'utf8')
      .split(/;\n/)
      .filter((statement) => statement.replace(/^--.*$/gm, '').trim() !== ''),
  );
}
