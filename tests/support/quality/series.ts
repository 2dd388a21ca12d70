/** The series of the clean harvest that quality rules are tried on: five of two persons, and the attributes that their values are of. */

export type Cell = string | number | boolean | null;
/** Columns with their types, and rows as columns have them; cells that are left out are NULL. */
export interface Table {
  readonly columns: string;
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

export const CT = '1.2.840.10008.5.1.4.1.1.2';
export const MR = '1.2.840.10008.5.1.4.1.1.4';
export const PT = '1.2.840.10008.5.1.4.1.1.128';
export const MG = '1.2.840.10008.5.1.4.1.1.1.2';
export const DX = '1.2.840.10008.5.1.4.1.1.1.1';
export const SR = '1.2.840.10008.5.1.4.1.1.88.33';

export interface Series {
  readonly id: number;
  readonly person: number;
  readonly modality: string;
  readonly concept: number;
  readonly sop: string;
  readonly site: number;
  readonly part: string;
  readonly maker: string;
  readonly model: string;
}

export const SERIES: readonly Series[] = [
  {
    id: 1,
    person: 7,
    modality: 'CT',
    concept: 4300757,
    sop: CT,
    site: 100,
    part: 'CHEST',
    maker: 'SIEMENS',
    model: 'SOMATOM Force',
  },
  {
    id: 2,
    person: 8,
    modality: 'MR',
    concept: 4013636,
    sop: MR,
    site: 101,
    part: 'HEAD',
    maker: 'GE',
    model: 'Signa HDxt',
  },
  {
    id: 3,
    person: 7,
    modality: 'PT',
    concept: 4305790,
    sop: PT,
    site: 100,
    part: 'CHEST',
    maker: 'Philips',
    model: 'Gemini TF',
  },
  {
    id: 4,
    person: 8,
    modality: 'MG',
    concept: 4324693,
    sop: MG,
    site: 102,
    part: 'BREAST',
    maker: 'HOLOGIC',
    model: 'Selenia',
  },
  {
    id: 5,
    person: 7,
    modality: 'DX',
    concept: 4056681,
    sop: DX,
    site: 100,
    part: 'CHEST',
    maker: 'Agfa',
    model: 'DX-D300',
  },
];
export const uidOf = (id: number) => `1.2.${id}.1`;
export const DAY = '2020-03-0';

/** Attribute, keyword, VR, VM, unit, unit concept. */
export const ATTRIBUTES: readonly (readonly [string, string, string, string, string?, number?])[] = [
  ['00280010', 'Rows', 'US', '1'],
  ['00280011', 'Columns', 'US', '1'],
  ['00280030', 'PixelSpacing', 'DS', '2', 'mm', 8588],
  ['00180050', 'SliceThickness', 'DS', '1', 'mm', 8588],
  ['00180060', 'KVP', 'DS', '1', 'kV', 900],
  ['00180080', 'RepetitionTime', 'DS', '1', 'ms', 9593],
  ['00180081', 'EchoTime', 'DS', '1', 'ms', 9593],
  ['00180087', 'MagneticFieldStrength', 'DS', '1', 'T', 9646],
  ['00189345', 'CTDIvol', 'FD', '1', 'mGy', 710255],
  ['00101030', 'PatientWeight', 'DS', '1', 'kg', 9529],
  ['00101020', 'PatientSize', 'DS', '1', 'm', 9546],
  ['00101022', 'PatientBodyMassIndex', 'DS', '1', 'kg/m2', 901],
  ['00185100', 'PatientPosition', 'CS', '1'],
  ['00200060', 'Laterality', 'CS', '1'],
  ['00080008', 'ImageType', 'CS', '2-n'],
  ['00080020', 'StudyDate', 'DA', '1'],
  ['00080021', 'SeriesDate', 'DA', '1'],
  ['00080022', 'AcquisitionDate', 'DA', '1'],
  ['00080023', 'ContentDate', 'DA', '1'],
  ['00080060', 'Modality', 'CS', '1'],
  ['00540304', 'RadiopharmaceuticalCodeSequence', 'SQ', '1'],
  ['00082218', 'AnatomicRegionSequence', 'SQ', '1'],
];

export const conceptOf = (attribute: string) =>
  2128200000 + ATTRIBUTES.findIndex(([tag]) => tag === attribute);
