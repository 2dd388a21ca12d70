/** Patients: who they are, by number alone. */
import { createHash } from 'node:crypto';

const FAMILIES = [
  'Abelow',
  'Brandtner',
  'Castagno',
  'Dvorsky',
  'Eklundh',
  'Fujikawa',
  'Gallarde',
  'Hollanby',
  'Ivarsen',
  'Jandric',
];
const GIVEN = [
  ['Anton', 'Bela', 'Carlo', 'Dario', 'Emil'],
  ['Anja', 'Berit', 'Clea', 'Dunja', 'Edda'],
];

export function makePatient(index, seed) {
  const female = index % 2 === 1;
  const birthYear = 1935 + ((index * 7 + seed) % 60);
  return {
    index,
    patientId: `MRN${String(100000 + index * 37 + seed).padStart(8, '0')}`,
    personId: 1000 + index,
    name: `${FAMILIES[index % FAMILIES.length]}^${GIVEN[female ? 1 : 0][Math.floor(index / 10) % 5]}`,
    female,
    birthYear,
    birthDate: `${birthYear}${String((index % 12) + 1).padStart(2, '0')}15`,
    weight: 55 + (index % 45),
    size: 1.55 + (index % 40) / 100,
  };
}

/** A UID of its own for each name. [PS3.5 B.2] */
export function makeUid(...names) {
  const hash = createHash('sha256').update(names.join('|')).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${hash}`)}`;
}

/** What all objects of a patient carry. */
export function patientModule(patient, date) {
  const age = Number(date.slice(0, 4)) - patient.birthYear;
  return {
    PatientName: patient.name,
    PatientID: patient.patientId,
    IssuerOfPatientID: 'DEMO',
    PatientBirthDate: patient.birthDate,
    PatientSex: patient.female ? 'F' : 'M',
    PatientAge: `${String(age).padStart(3, '0')}Y`,
    PatientWeight: patient.weight,
    PatientSize: patient.size.toFixed(2),
  };
}
