/**
 * Writes a small archive of synthetic images with known answers: patients, studies, reports and segmentations as a
 * hospital has them, and the tables of the CDM that belong to them. Nothing in it is anybody's.
 *   node tools/demo-archive/write.mjs OUT [--patients 200] [--seed 1]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeDicom } from './dicom-file.js';
import { makePatient } from './patients.js';
import { LOCAL_CODES, LOCAL_SCHEME, makeStudies } from './studies.js';

const args = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = args.indexOf(name);
  return at < 0 ? otherwise : Number(args[at + 1]);
};
const out = args[0];
const patients = option('--patients', 200);
const seed = option('--seed', 1);
if (out === undefined || out.startsWith('--') || !Number.isInteger(patients) || patients < 1) {
  process.stderr.write('usage: node tools/demo-archive/write.mjs OUT [--patients 200] [--seed 1]\n');
  process.exit(2);
}

const tables = {
  'persons.csv': [['patient_id', 'person_id']],
  'procedures.csv': [['accession_number', 'procedure_occurrence_id']],
  'visits.csv': [['accession_number', 'visit_occurrence_id']],
  'local-codes.csv': [
    [
      'source_code',
      'source_vocabulary_id',
      'source_code_description',
      'target_concept_id',
      'target_domain_id',
    ],
    ...Object.entries(LOCAL_CODES).map(([description, [code, conceptId]]) => [
      code,
      LOCAL_SCHEME,
      description,
      conceptId,
      'Procedure',
    ]),
  ],
  'cdm/PERSON.csv': [
    [
      'person_id',
      'gender_concept_id',
      'year_of_birth',
      'birth_datetime',
      'race_concept_id',
      'ethnicity_concept_id',
      'person_source_value',
    ],
  ],
  'cdm/VISIT_OCCURRENCE.csv': [
    [
      'visit_occurrence_id',
      'person_id',
      'visit_concept_id',
      'visit_start_date',
      'visit_end_date',
      'visit_type_concept_id',
    ],
  ],
  'cdm/CONDITION_OCCURRENCE.csv': [
    [
      'condition_occurrence_id',
      'person_id',
      'condition_concept_id',
      'condition_start_date',
      'condition_type_concept_id',
      'visit_occurrence_id',
    ],
  ],
  'cdm/PROCEDURE_OCCURRENCE.csv': [
    [
      'procedure_occurrence_id',
      'person_id',
      'procedure_concept_id',
      'procedure_date',
      'procedure_type_concept_id',
      'visit_occurrence_id',
    ],
  ],
  'cdm/OBSERVATION_PERIOD.csv': [
    [
      'observation_period_id',
      'person_id',
      'observation_period_start_date',
      'observation_period_end_date',
      'period_type_concept_id',
    ],
  ],
};
const answers = {
  patients,
  unknownPatients: [],
  counts: { files: 0, studies: 0, series: 0 },
  seriesByModality: {},
  instancesByModality: {},
  // Series by their UID.
  Q1: [],
  Q2: [],
  Q3: [],
  Q4: [],
  Q5: [],
  Q6: [],
  Q7: [],
  // Images of each visit: person, visit, files.
  Q8: [],
};
const EHR = 32817;
let serial = 0;

// Two patients that persons.csv does not know: their images must be refused and counted.
for (let index = 0; index < patients + 2; index++) {
  const known = index < patients;
  const patient = makePatient(index, seed);
  if (known) addPerson(patient);
  else answers.unknownPatients.push(patient.patientId);
  for (const study of makeStudies(patient, seed)) {
    answers.counts.studies++;
    if (known) addStudy(patient, study);
    for (const series of study.series) writeSeries(patient, study, series, known);
  }
}
for (const [name, rows] of Object.entries(tables)) {
  writeFile(name, `${rows.map((row) => row.join(',')).join('\n')}\n`);
}
for (const name of ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7']) answers[name].sort();
answers.Q8.sort(([, a], [, b]) => a - b);
writeFile('answers.json', `${JSON.stringify(answers, undefined, 2)}\n`);
process.stdout.write(`${answers.counts.files} files of ${patients + 2} patients in ${out}\n`);

function addPerson({ personId, patientId, female, birthYear }) {
  tables['persons.csv'].push([patientId, personId]);
  const gender = female ? 8532 : 8507;
  tables['cdm/PERSON.csv'].push([
    personId,
    gender,
    birthYear,
    `${birthYear}-01-01 00:00:00`,
    0,
    0,
    patientId,
  ]);
  tables['cdm/OBSERVATION_PERIOD.csv'].push([personId, personId, '2015-01-01', '2023-12-31', EHR]);
}

function addStudy({ personId }, study) {
  const visitId = 5000 + ++serial;
  const day = isoDay(study.date);
  const { accession } = study;
  tables['cdm/VISIT_OCCURRENCE.csv'].push([visitId, personId, study.visitConceptId, day, day, EHR]);
  // Of some studies nobody knows the visit.
  if (study.isLinkedToVisit) {
    tables['visits.csv'].push([accession, visitId]);
    const images = study.series.filter(({ modality }) => modality !== 'SR' && modality !== 'SEG');
    answers.Q8.push([personId, visitId, images.reduce((n, { instances }) => n + instances.length, 0)]);
  }
  for (const { conceptId, date } of study.conditions) {
    tables['cdm/CONDITION_OCCURRENCE.csv'].push([
      9000 + tables['cdm/CONDITION_OCCURRENCE.csv'].length,
      personId,
      conceptId,
      isoDay(date),
      EHR,
      visitId,
    ]);
  }
  // The order is known for every other study only, as in most hospitals.
  if (serial % 2 === 0) {
    tables['procedures.csv'].push([accession, 70000 + serial]);
    tables['cdm/PROCEDURE_OCCURRENCE.csv'].push([
      70000 + serial,
      personId,
      study.procedureConceptId,
      day,
      EHR,
      visitId,
    ]);
  }
}

function writeSeries(patient, study, series, known) {
  const { modality, instances, uid } = series;
  answers.counts.series++;
  answers.seriesByModality[modality] = (answers.seriesByModality[modality] ?? 0) + 1;
  answers.instancesByModality[modality] = (answers.instancesByModality[modality] ?? 0) + instances.length;
  if (known) for (const question of series.answers ?? []) answers[question].push(uid);
  for (const [index, instance] of instances.entries()) {
    const folder = `images/P${String(patient.index).padStart(4, '0')}/ST${study.number}/SE${series.number}`;
    const file = join(out, `${folder}/IM${String(index + 1).padStart(4, '0')}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, writeDicom(instance, series.transferSyntax));
    answers.counts.files++;
  }
}

function writeFile(name, text) {
  const file = join(out, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function isoDay(date) {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
}
