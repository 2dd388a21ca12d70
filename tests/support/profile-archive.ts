/** A small archive for the profiles: three patients, CT with and without contrast, MR, two radiographs, of which one has no visit; a site of its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MapIn } from './harvest.js';
import { codeOf, elementOf, type HeaderRows, instanceOf } from './header-tables.js';
import { itemsOf, reportOf } from './reports.js';

interface Series {
  readonly patient: string;
  readonly accession: string;
  readonly study: string;
  readonly number: number;
  readonly modality: string;
  readonly images: number;
  readonly day: string;
  readonly elements: readonly (readonly [path: string, vr: string, ...values: string[]])[];
}

const CLASSES: Readonly<Record<string, string>> = {
  CT: '1.2.840.10008.5.1.4.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
  CR: '1.2.840.10008.5.1.4.1.1.1',
};

const CHEST = [
  ['00080070', 'LO', 'SIEMENS'],
  ['00081030', 'LO', 'CT CHEST W CONTRAST'],
  ['00180015', 'CS', 'CHEST'],
  ['00180060', 'DS', '120'],
  ['00185100', 'CS', 'HFS'],
  ['00200037', 'DS', '1', '0', '0', '0', '1', '0'],
] as const;

const SERIES: readonly Series[] = [
  {
    patient: 'P1',
    accession: 'A1',
    study: '1.2',
    number: 1,
    modality: 'CT',
    images: 3,
    day: '20200102',
    elements: [
      ...CHEST,
      ['0008103E', 'LO', 'CHEST AXIAL'],
      ['00080008', 'CS', 'ORIGINAL', 'PRIMARY', 'AXIAL'],
      ['00180050', 'DS', '1.25'],
      ['00281050', 'DS', '40', '300'],
      ['00281051', 'DS', '80', '1500'],
    ],
  },
  {
    patient: 'P1',
    accession: 'A1',
    study: '1.2',
    number: 2,
    modality: 'CT',
    images: 2,
    day: '20200102',
    elements: [
      ...CHEST,
      ['0008103E', 'LO', 'CHEST AXIAL POST'],
      ['00180010', 'LO', 'IOHEXOL'],
      ['00180050', 'DS', '5'],
    ],
  },
  {
    patient: 'P2',
    accession: 'A2',
    study: '1.3',
    number: 1,
    modality: 'MR',
    images: 2,
    day: '20200303',
    elements: [
      ['00080070', 'LO', 'GE MEDICAL SYSTEMS'],
      ['00081030', 'LO', 'MRI BRAIN'],
      ['0008103E', 'LO', 'T1 AX BLACK BLOOD'],
      ['00180015', 'CS', 'BRAIN'],
      ['00180080', 'DS', '600'],
      ['00180081', 'DS', '10'],
      ['00180087', 'DS', '3'],
      ['00189022', 'CS', 'YES'],
      ['00200037', 'DS', '1', '0', '0', '0', '1', '0'],
    ],
  },
  {
    patient: 'P3',
    accession: 'A3',
    study: '1.4',
    number: 1,
    modality: 'CR',
    images: 1,
    day: '20200404',
    elements: [
      ['00081030', 'LO', 'XR HAND'],
      ['00180015', 'CS', 'HAND'],
      ['00200060', 'CS', 'L'],
    ],
  },
];

const seriesUid = ({ study, number }: Series) => `${study}.${number}`;

/** A nodule in the first series: its long axis and volume, as TID 1411 has them. */
const NODULE = `1 - CONTAINER DCM:126000
1.1 > CONTAINER DCM:125007
1.1.1 obs UIDREF DCM:112040 1.7.7
1.1.2 > CODE DCM:121071 SCT:27925004:Nodule
1.1.3 > NUM SCT:103339001:Long_axis 12.5 UCUM:mm
1.1.4 > NUM SCT:118565006:Volume 980 UCUM:mm3
1.1.5 > IMAGE DCM:121191 1.2.1.1`;

export const PROFILE_HEADERS: HeaderRows = {
  sr_items: itemsOf(NODULE),
  instances: SERIES.flatMap((series) =>
    Array.from({ length: series.images }, (_each, index) =>
      instanceOf(`${seriesUid(series)}.${index + 1}`, {
        source_id: `${series.patient}/${seriesUid(series)}/IM${index + 1}.dcm`,
        file_size: 1000 + index,
        sop_class_uid: CLASSES[series.modality],
        series_instance_uid: seriesUid(series),
        study_instance_uid: series.study,
        patient_key: series.patient,
        accession_key: series.accession,
        modality: series.modality,
        series_number: series.number,
        instance_number: index + 1,
        rows: 512,
        columns: 512,
        // The radiograph tells no time.
        acquisition_datetime: series.modality === 'CR' ? null : `${series.day}10153${index}`,
      }),
    ),
  ).concat(reportOf({ patient_key: 'P1', accession_key: 'A1' })),
  elements: SERIES.flatMap((series) => {
    const place = { series_instance_uid: seriesUid(series) };
    const shared = [
      ['00080020', 'DA', series.day],
      ['00080021', 'DA', series.day],
      ['00080030', 'TM', '101500'],
      ['00280010', 'US', '512'],
      ['00280011', 'US', '512'],
      ...series.elements,
    ] as const;
    return [
      ...shared.flatMap(([path, vr, ...values]) =>
        values.map((value, index) => elementOf(path, vr, value, { ...place, value_index: index + 1 })),
      ),
      ...(series.modality === 'CT' ? [codeOf('00081032', 'RPID16', 'RADLEX', 'CT CHEST', place)] : []),
    ];
  }),
};

export const PROFILE_SITE: NonNullable<MapIn['site']> = {
  persons: 'patient_id,person_id\nP1,7\nP2,8\nP3,9\n',
  shifts: 'person_id,shift_days\n7,10\n8,20\n9,30\n',
  visits: 'accession_number,visit_occurrence_id\nA1,61\nA2,62\n',
  procedures: 'accession_number,procedure_occurrence_id\nA2,5000\n',
};

/** A secret of the site that is the same in each test: what is digested stays the same. */
export function writeKnownSecret(site: string): void {
  mkdirSync(site, { recursive: true });
  writeFileSync(join(site, 'secret'), `${'5a'.repeat(32)}\n`);
}
