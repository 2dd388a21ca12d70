/** What breaks each quality rule in the clean harvest of `quality-tables.ts`. */

const setNumber = (attribute: string, number: number) =>
  `UPDATE measurement SET value_as_number = ${number} WHERE measurement_source_value = '${attribute}'`;
const remove = (attribute: string) =>
  `DELETE FROM measurement WHERE measurement_source_value = '${attribute}'`;
const setElement = (path: string, value: string, where = 'TRUE') =>
  `UPDATE elements SET value = '${value}' WHERE path = '${path}' AND ${where}`;
const addElement = (image: number, path: string, value: string, vr = 'CS') =>
  `INSERT INTO elements (series_instance_uid, path, tag, vr, value_index, value, n_instances) VALUES ('1.2.${image}.1', '${path}', '${path}', '${vr}', 1, '${value}', 1)`;
const setImage = (change: string, id = 1) =>
  `UPDATE image_occurrence SET ${change} WHERE image_occurrence_id = ${id}`;

export const BREACHES: Readonly<Record<string, readonly string[]>> = {
  R01: [
    "INSERT INTO image_occurrence SELECT * REPLACE ('2.25.99' AS image_series_uid) FROM image_occurrence WHERE image_occurrence_id = 1",
  ],
  R02: [setImage("image_series_uid = '2.25.11'", 2)],
  R03: ['DELETE FROM cdm_person WHERE person_id = 8'],
  R04: [setImage('procedure_occurrence_id = 77', 2)],
  R05: [setImage('visit_occurrence_id = 77')],
  R06: ['UPDATE cdm_procedure_occurrence SET person_id = 8'],
  R07: ['UPDATE image_feature SET image_occurrence_id = 77 WHERE image_feature_id = 1'],
  R08: ['UPDATE image_feature SET image_feature_event_id = 7777 WHERE image_feature_id = 1'],
  R09: ['DELETE FROM image_feature WHERE image_feature_id = 1'],
  R10: [setImage("image_study_uid = '2.25.1'", 2)],
  R11: ["DELETE FROM elements WHERE path = '00201208'"],
  R12: ['UPDATE measurement SET value_as_concept_id = 2999999999 WHERE measurement_id = 1'],
  R13: [
    "UPDATE object_reference SET referenced_sop_instance_uid = '9.9', referenced_series_instance_uid = '9'",
  ],
  V01: [setImage('modality_concept_id = 100')],
  V02: [setImage('anatomic_site_concept_id = 300')],
  V03: ["UPDATE foreign_concept SET concept_name = 'Entire thorax' WHERE concept_id = 100"],
  V04: ['UPDATE measurement SET unit_concept_id = 100 WHERE measurement_id = 12'],
  V05: [
    "UPDATE measurement SET value_as_number = NULL WHERE measurement_source_value = '00180060' AND measurement_id < 36",
  ],
  V06: [setElement('00080060', 'XX')],
  V07: [setElement('00080008', 'XX')],
  V08: ["UPDATE elements SET code_value = 'X' WHERE code_value = 'C-B1031'"],
  V09: [setElement('00080020', '20201345', "series_instance_uid = '1.2.1.1'")],
  V10: [setImage("image_study_uid = '1.2.03'")],
  V11: [
    "UPDATE elements SET value_index = 7 WHERE path = '00080060'",
    "DELETE FROM elements WHERE path = '00080008' AND value_index = 2",
  ],
  V12: ["UPDATE elements SET vr = 'LO' WHERE path = '00080060'"],
  V13: ["DELETE FROM elements WHERE path = '00080060'"],
  V14: ["UPDATE measurement SET value_as_concept_id = 100 WHERE measurement_source_value = 'BB/NonBB'"],
  V15: ['UPDATE measurement SET measurement_concept_id = 100 WHERE measurement_id = 1'],
  V16: ["UPDATE measurement SET value_as_concept_id = 0 WHERE measurement_source_value = '00200060'"],
  V17: ['UPDATE code_concept SET concept_id = NULL, standard_concept_id = NULL'],
  V18: ["UPDATE instances SET transfer_syntax_uid = '1.2.3.4' WHERE sop_instance_uid = '1.2.1.1.1'"],
  C01: [setElement('00201206', '3')],
  C02: ['UPDATE image_occurrence_source SET n_instances = 9 WHERE image_occurrence_id = 1'],
  C03: [setElement('00201209', '9')],
  C04: [setElement('00180088', '5')],
  C05: ['DELETE FROM measurement WHERE measurement_id = 1'],
  C06: [setElement('00280030', '0.2')],
  C07: [setElement('00101020', '175')],
  C08: ['UPDATE instances SET number_of_frames = 3 WHERE number_of_frames = 2'],
  K01: ["INSERT INTO manifest_count VALUES ('series', 'person-unknown', 3)"],
  K02: ["INSERT INTO manifest_count VALUES ('series', 'date-missing', 1)"],
  K03: [setImage('modality_concept_id = 4180938')],
  K04: [setImage('anatomic_site_concept_id = 0'), setImage('anatomic_site_concept_id = NULL', 2)],
  K05: ['UPDATE image_occurrence_source SET manufacturer = NULL WHERE image_occurrence_id = 1'],
  K06: [
    'UPDATE procedure_occurrence SET procedure_concept_id = 4300757 WHERE procedure_occurrence_id IN (2, 3)',
  ],
  K07: [remove('00280011')],
  K08: [remove('00180050')],
  K09: [remove('00180081')],
  K10: [remove('00180060')],
  K11: [remove('00185100')],
  K12: ["UPDATE measurement SET value_as_number = NULL WHERE measurement_source_value = '103339001'"],
  K13: [
    "UPDATE measurement SET value_as_number = NULL, value_source_value = ' ' WHERE measurement_source_value = '103339001'",
  ],
  K14: ["UPDATE measurement SET unit_concept_id = 0 WHERE measurement_source_value = '00180087'"],
  K15: [remove('00200060')],
  K16: [
    ...[2, 3].map((id) => `INSERT INTO cdm_procedure_occurrence VALUES (7${id}, 7, 301, DATE '2020-01-01')`),
  ],
  K17: ["INSERT INTO manifest_count VALUES ('scanned', 'refused', 1)"],
  K18: ['UPDATE image_occurrence SET visit_occurrence_id = NULL'],
  P01: ["UPDATE instances SET sop_instance_uid = '1.2.1.1.1' WHERE sop_instance_uid = '1.2.1.1.2'"],
  P02: ["UPDATE instances SET accession_key = 'B' WHERE sop_instance_uid = '1.2.1.1.1'"],
  P03: [
    "DELETE FROM elements WHERE series_instance_uid IN ('1.2.3.1', '1.2.5.1')",
    addElement(3, '00080060', 'CT'),
    addElement(5, '00080060', 'CT'),
  ],
  P04: ["UPDATE instances SET accession_key = 'A1' WHERE study_instance_uid = '1.2.3'"],
  P05: [setNumber('00180050', 50)],
  P06: [setNumber('00180060', 1200)],
  P07: [setNumber('00180087', 15000)],
  P08: [setNumber('00280010', 4)],
  P09: [setNumber('00280030', 70)],
  P10: [setNumber('00189345', 5000)],
  P11: [setNumber('00101030', 7000)],
  P12: ["UPDATE image_occurrence_source SET modality_source_value = 'MR' WHERE image_occurrence_id = 1"],
  P13: [setImage('anatomic_site_concept_id = 101')],
  P14: [setElement('00100040', 'F', "series_instance_uid = '1.2.1.1'")],
  P15: [remove('00540304')],
  P16: [setElement('00080070', 'Agfa', "series_instance_uid = '1.2.1.1'")],
  P17: [
    "UPDATE measurement SET value_as_number = 400 WHERE measurement_source_value = '00180050' AND value_as_number = 5 AND person_id = 7",
  ],
  P18: [setElement('0008103E', 'rechts oben')],
  T01: ['UPDATE cdm_person SET year_of_birth = 2022 WHERE person_id = 7'],
  T02: ["UPDATE cdm_death SET death_date = DATE '2019-01-01'"],
  T03: [
    "UPDATE cdm_visit_occurrence SET visit_start_date = DATE '2020-03-09', visit_end_date = DATE '2020-03-10' WHERE visit_occurrence_id = 1",
  ],
  T04: [setElement('00080021', '20200301')],
  T05: ["UPDATE series_outcome SET day = DATE '1965-01-01' WHERE series_instance_uid = '1.2.1.1'"],
  T06: [
    "UPDATE cdm_observation_period SET observation_period_end_date = DATE '2019-12-31' WHERE person_id = 7",
  ],
  T07: [setImage("image_occurrence_date = DATE '2020-03-09'")],
  T08: [setElement('00540016>00181078', '20200403110000')],
  T09: [
    "UPDATE procedure_occurrence SET procedure_date = DATE '2020-03-20' WHERE procedure_occurrence_id = 2",
  ],
  T10: [setImage("image_study_uid = '2.25.1', image_occurrence_date = DATE '2020-03-09'", 3)],
};
