/**
 * Studies by the patient's number: every tenth patient has the same story, so that the questions have answers that are
 * known before anything is read. Beside each right answer stand near misses.
 */

import { doseReport, measurementReport, segmentation } from './derived.js';
import {
  ctSeries,
  enhancedMrSeries,
  mgSeries,
  mrSeries,
  petSeries,
  projectionSeries,
  ultrasoundSeries,
} from './images.js';
import { makeUid, patientModule } from './patients.js';

const OUTPATIENT = 9202;
const EMERGENCY = 9203;
const CEREBRAL_HAEMORRHAGE = 376713;
const LUNG_CANCER = 443388;
const PROCEDURES = { CT: 4300757, MR: 4013636, DX: 4056681, US: 4037672, PT: 4305790, MG: 4324693 };

/** The codes that the hospital's own system gives procedures, and concepts of OHDSI that mean the same: local-codes.csv. [SNOMED CT in OMOP] */
export const LOCAL_SCHEME = '99DEMO';
export const LOCAL_CODES = {
  'CT HEAD W AND WO CONTRAST': ['CT100', 4125350],
  'CT CHEST WO CONTRAST': ['CT200', 4058335],
  'CT CHEST LOW DOSE': ['CT210', 37017298],
  'MRI BRAIN WO CONTRAST': ['MR100', 37311324],
  'XR CHEST PA': ['XR200', 4163872],
  'US ABDOMEN': ['US300', 4261497],
  'PET CT WHOLE BODY FDG': ['PT900', 42872445],
};

export function makeStudies(patient, seed) {
  const story = patient.index % 10;
  const date = dayOf(patient.index, seed);
  const study = startStudy(patient, 1, date, seed);
  STORIES[story](study, patient);
  // A quarter of the patients come again for a plain chest radiograph.
  if (patient.index % 4 !== 0) return [study];
  const again = startStudy(patient, 2, `2021${date.slice(4)}`, seed);
  describe(again, 'CR', 'XR CHEST PA', 'DX');
  again.add(projectionSeries(again, { modality: 'CR', bodyPart: 'CHEST', view: 'PA' }));
  return [study, again];
}

const STORIES = [
  headCt(() => true),
  headCt(() => false),
  chestCt({ thickness: 1, kvp: 150, cancer: (index) => index % 20 === 2 }),
  chestCt({ thickness: 5, kvp: 120, cancer: () => true }),
  brainMr,
  radiographs,
  abdomenUltrasound,
  petCt,
  mammography,
  noduleCt,
];

function headCt(hasHaemorrhage) {
  return (study, { index }) => {
    describe(study, 'CT', 'CT HEAD W AND WO CONTRAST', 'CT');
    study.visitConceptId = EMERGENCY;
    const bleeds = hasHaemorrhage();
    if (bleeds) study.conditions.push({ conceptId: CEREBRAL_HAEMORRHAGE, date: study.date });
    // A diagnosis of another day answers nothing.
    else if (index % 20 === 11)
      study.conditions.push({ conceptId: CEREBRAL_HAEMORRHAGE, date: `2022${study.date.slice(4)}` });
    const head = { bodyPart: 'HEAD', kvp: 120, thickness: 5 };
    study.add(
      ctSeries(study, {
        ...head,
        imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'],
        plane: 'coronal',
        slices: 1,
        description: 'SCOUT',
      }),
    );
    study.add(ctSeries(study, { ...head, slices: 6, description: 'HEAD WO CONTRAST' }), bleeds ? ['Q1'] : []);
    study.add(ctSeries(study, { ...head, slices: 6, description: 'HEAD W CONTRAST', agent: 'IOHEXOL' }));
    study.add(
      ctSeries(study, {
        ...head,
        slices: 4,
        description: 'COR MPR',
        plane: 'coronal',
        imageType: ['DERIVED', 'SECONDARY', 'MPR'],
      }),
    );
  };
}

function chestCt({ thickness, kvp, cancer }) {
  return (study, { index }) => {
    describe(study, 'CT', 'CT CHEST WO CONTRAST', 'CT');
    const isCase = cancer(index);
    if (isCase) study.conditions.push({ conceptId: LUNG_CANCER, date: study.date });
    const answers = isCase ? (thickness === 1 && kvp === 150 ? ['Q2', 'Q3'] : ['Q3']) : [];
    study.add(
      ctSeries(study, { bodyPart: 'CHEST', kvp, thickness, slices: 8, description: 'CHEST AXIAL' }),
      answers,
    );
    study.add(doseReport(study, { ctdi: kvp === 150 ? 2.4 : 8.1, dlp: 210 }));
  };
}

/** T1 volumetric by TR, TE and TI, where T2 and FLAIR are the near misses; axial black blood, where coronal and bright blood are. */
function brainMr(study, { index }) {
  describe(study, 'MR', 'MRI BRAIN WO CONTRAST', 'MR');
  if (index % 20 === 14) {
    study.add(enhancedMrSeries(study, { tr: 2000, te: 3, ti: 900, frames: 6, description: 'T1 3D MPRAGE' }), [
      'Q7',
    ]);
  } else if (index % 40 === 4) {
    const fast = { te: 3.1, flip: 12, slices: 6, kind: '3D', sequence: 'GR' };
    study.add(mrSeries(study, { ...fast, tr: 7.6, ti: 450, description: 'T1 3D FSPGR' }), ['Q7']);
    study.add(mrSeries(study, { ...fast, tr: 7.6, ti: 700, description: 'T1 3D FSPGR' }));
  } else {
    study.add(
      mrSeries(study, {
        tr: 2000,
        te: 3,
        ti: 900,
        flip: 9,
        slices: 6,
        kind: '3D',
        sequence: 'GR',
        description: 'T1 3D MPRAGE',
      }),
      ['Q7'],
    );
  }
  study.add(
    mrSeries(study, {
      tr: 4500,
      te: 100,
      flip: 150,
      slices: 6,
      kind: '2D',
      sequence: 'SE',
      description: 'T2 TSE AX',
    }),
  );
  study.add(
    mrSeries(study, {
      tr: 8000,
      te: 90,
      ti: 2400,
      flip: 150,
      slices: 6,
      kind: '2D',
      sequence: ['SE', 'IR'],
      description: 'T2 FLAIR',
    }),
  );
  const spin = { tr: 600, te: 12, flip: 90, slices: 2, kind: '2D', sequence: 'SE', description: 'T1 SE' };
  study.add(mrSeries(study, { ...spin, nulling: 'YES' }), ['Q4']);
  study.add(mrSeries(study, { ...spin, nulling: 'YES', plane: 'coronal' }));
  study.add(mrSeries(study, { ...spin, nulling: 'NO' }));
}

function radiographs(study, { index }) {
  describe(study, 'DX', 'XR HAND', 'DX');
  const laterality = index % 20 === 5 ? 'L' : 'R';
  study.add(projectionSeries(study, { modality: 'DX', bodyPart: 'HAND', view: 'PA', laterality }));
  study.add(projectionSeries(study, { modality: 'DX', bodyPart: 'CHEST', view: 'LL' }));
}

function abdomenUltrasound(study) {
  describe(study, 'US', 'US ABDOMEN', 'US');
  study.add(ultrasoundSeries(study, { bodyPart: 'ABDOMEN', images: 5 }));
}

function petCt(study) {
  describe(study, 'PT', 'PET CT WHOLE BODY FDG', 'PT');
  study.conditions.push({ conceptId: LUNG_CANCER, date: study.date });
  study.add(
    ctSeries(study, { bodyPart: 'WHOLEBODY', kvp: 120, thickness: 3, slices: 8, description: 'CT AC' }),
  );
  study.add(petSeries(study, { slices: 8 }));
}

function mammography(study) {
  describe(study, 'MG', 'MG SCREENING BILATERAL', 'MG');
  for (const laterality of ['R', 'L']) {
    for (const view of ['CC', 'MLO']) study.add(mgSeries(study, { laterality, view }));
  }
}

/** A nodule that is segmented and measured, large or small; a few series are long, some are as long as is not long yet. */
function noduleCt(study, { index }) {
  describe(study, 'CT', 'CT CHEST LOW DOSE', 'CT');
  const slices = { 9: 160, 19: 150 }[index % 100] ?? 8;
  const isLarge = index % 20 === 9;
  const chest = study.add(
    ctSeries(study, {
      bodyPart: 'CHEST',
      kvp: 100,
      thickness: 1.25,
      slices,
      description: 'CHEST LOW DOSE',
    }),
    [...(slices > 150 ? ['Q5'] : []), ...(isLarge ? ['Q6'] : [])],
  );
  const mask = study.add(segmentation(study, chest));
  study.add(
    measurementReport(study, chest, mask, isLarge ? { axis: 10, volume: 523.6 } : { axis: 5, volume: 65.4 }),
  );
  study.add(doseReport(study, { ctdi: 1.2, dlp: 45 }));
}

function startStudy(patient, number, date, seed) {
  const uid = makeUid('study', seed, patient.index, number);
  const study = {
    patient,
    number,
    date,
    uid,
    accession: `A${String(patient.index).padStart(5, '0')}${number}`,
    visitConceptId: OUTPATIENT,
    isLinkedToVisit: number === 1 || patient.index % 8 !== 0,
    conditions: [],
    series: [],
    add: (series, answers = []) => {
      const made = { ...series, answers };
      study.series.push(made);
      return made;
    },
    nextSeries: () => {
      const next = study.series.length + 1;
      return { number: next, uid: makeUid('series', seed, patient.index, number, next) };
    },
    module: () => ({
      ...patientModule(patient, date),
      StudyInstanceUID: uid,
      StudyDate: date,
      StudyTime: '101500',
      AccessionNumber: study.accession,
      StudyID: String(patient.index),
      StudyDescription: study.description,
      ...procedureCode(study.description),
      ReferringPhysicianName: 'Refer^Wanda',
      InstitutionName: 'Demonstration Hospital',
    }),
  };
  return study;
}

/** Of procedures that the hospital's system has no code for, there is none. [PS3.3 C.7.2.1] */
function procedureCode(description) {
  const [value] = LOCAL_CODES[description] ?? [];
  return value === undefined
    ? {}
    : {
        ProcedureCodeSequence: [
          { CodeValue: value, CodingSchemeDesignator: LOCAL_SCHEME, CodeMeaning: description },
        ],
      };
}

function describe(study, _modality, description, procedure) {
  study.description = description;
  study.procedureConceptId = PROCEDURES[procedure];
}

/** A day of 2020, the same for the same patient. */
function dayOf(index, seed) {
  const day = (index * 13 + seed) % 336;
  return `2020${String(Math.floor(day / 28) + 1).padStart(2, '0')}${String((day % 28) + 1).padStart(2, '0')}`;
}
