/** Header tables of a small world in which everything goes wrong that may: seeded, so that two engines can be given the same. */
import { codeOf, elementOf, type HeaderRows, instanceOf } from './header-tables.js';
import { makeRandom } from './random.js';

type Cells = HeaderRows['instances'][number];

/** Numbers that are none, blanks of every kind. */
const NUMBERS =
  '1| 2.5|2.50|1e3|1e400|1e-400|.5|4.|-0|nan|Infinity|1_000|1d|0x10|| |12345678901234567|+7\u00a0|\u30008|3\n'.split(
    '|',
  );
/** Letters that grow in upper case, names, signs that a pattern takes for its own. */
const WORDS =
  "CHEST|chest| HEAD |Stra\u00dfe|\ufb01ne|\u0130mage|UPPER-LIMB|Knee_l|a\\b|tab\there|O\u2019Neill 1234|MULLER 12345|\u5c71\u7530|CHEST\u00a0||\u00a0|100%_of|it's|-|ORIGINAL".split(
    '|',
  );
const DAYS =
  '20200102|2020.01.03|20200230|00000101|20210101120000| 20200104 |99991231|18941231|20200105\n|today|'.split(
    '|',
  );
const TIMES = '101112|1011|10|101112.123456|10:11:12|251112||101160'.split('|');
const CODES: readonly (readonly [string, string | null, string])[] = [
  ['T-D3000', 'SRT', 'Chest'],
  ['T-D3000', '99SDM', 'Chest'],
  ['51185008', 'SCT', 'Chest'],
  ['121055', 'DCM', 'Path'],
  ['24627-2', 'LN', 'CT CHEST'],
  ['X1', '99LOCAL', 'Smith^John'],
  ['X2', null, 'no scheme'],
  ['X2', null, 'no scheme, said otherwise'],
  ['RPID16', 'RADLEX', 'CT'],
];
const CODED = ['00082218', '00081032', '00321064', '00180012', '00400275>00321064', '00082228'];

/** Path and VR, the values that it may have. */
const PATHS: readonly (readonly [path: string, vr: string, values: readonly string[]])[] = [
  ...['00180050', '00180060', '00180081', '00180088', '00201041', '00281053', '00280030'].map(
    (path) => [path, 'DS', NUMBERS] as const,
  ),
  ...['00189305', '00189345', '52009229>00189304>00189305'].map((path) => [path, 'FD', NUMBERS] as const),
  ['52009230>00209113[2]>00200032', 'DS', NUMBERS],
  ['00181152', 'IS', NUMBERS],
  ['00280010', 'US', ['512', '256', '', 'x']],
  ['00080008', 'CS', WORDS],
  ['00180015', 'CS', WORDS],
  ['00185100', 'CS', ['HFS', 'hfs', 'FFP ', 'SIDEWAYS']],
  ['00200060', 'CS', ['L', 'r', 'B', '']],
  ...['00180010', '0008103E', '00181030', '00321060', '00081090', '00091010'].map(
    (path) => [path, 'LO', WORDS] as const,
  ),
  ['00081030', 'LO', [...WORDS, 'CT CHEST', 'CT HEAD W CONTRAST']],
  ['00080070', 'LO', ['SIEMENS', 'GE MEDICAL SYSTEMS', 'M\u00fcller GmbH']],
  ['00101010', 'AS', ['045Y', '099Y', '011M', '45Y', '045Y\n', '']],
  ...['00080021', '00080022', '00080023'].map((path) => [path, 'DA', DAYS] as const),
  ...['00080031', '00080030'].map((path) => [path, 'TM', TIMES] as const),
  ['00020010', 'UI', ['1.2.840.10008.1.2.1', '1.2.3.4.5', '']],
];

export function makeCorpus(seed: number, studies = 40): HeaderRows {
  const { below, chance, pick } = makeRandom(seed);
  const instances: Cells[] = [];
  const elements: Cells[] = [];
  for (let study = 1; study <= studies; study++) {
    const studyUid = `1.2.${study}`;
    const patient = chance(0.05) ? null : pick(['P1', 'P2', 'P3', 'P4', 'P1', 'P2', 'P4', ' P5', 'p1']);
    const day = pick(DAYS.slice(0, 3));
    for (let number = 1; number <= 1 + below(4); number++) {
      const uid = { series_instance_uid: chance(0.02) ? null : `${studyUid}.${number}` };
      const modality = pick(['CT', 'MR', 'CT ', 'mr', 'DX', 'ZZ', 'Stra\u00dfe', null]);
      const sops = Array.from(
        { length: 1 + below(9) },
        (_, at) => `${studyUid}.${number}.${chance(0.03) ? 1 : at + 1}`,
      );
      for (const [at, sop] of sops.entries()) {
        instances.push(
          instanceOf(sop, {
            ...uid,
            source_id: `${study}/${number}/${at}`,
            member: chance(0.3) ? `m${at}` : null,
            study_instance_uid: chance(0.005) ? pick([null, '1.2.1']) : studyUid,
            patient_key: chance(0.005) ? 'P2' : patient,
            issuer: chance(0.2) ? pick(['A', 'B', '']) : null,
            accession_key: chance(0.5) ? `A${study}` : null,
            modality: chance(0.1) ? pick(['CT', 'MR', null]) : modality,
            series_number: chance(0.2) ? null : number,
            number_of_frames: chance(0.1) ? 5 : null,
            acquisition_datetime: chance(0.5) ? pick([...DAYS, '20200102101112.5']) : null,
            kind: chance(0.05) ? pick(['sr', 'seg']) : 'image',
            status: chance(0.05) ? pick(['refused', 'recovered']) : 'ok',
          }),
        );
      }
      const size = sops.length;
      if (!chance(0.1))
        elements.push(elementOf('00080020', 'DA', day ?? null, { ...uid, n_instances: size }));
      for (const [path, vr, values] of PATHS) {
        if (chance(0.3)) continue;
        const creator = path === '00091010' ? 'ACME' : null;
        const count = chance(0.2) ? 3 : 1;
        for (const sop of chance(0.25) ? sops : [null]) {
          for (let index = 1; index <= count; index++) {
            const place = { ...uid, sop_instance_uid: sop, private_creator: creator, value_index: index };
            const value = chance(0.05) ? null : (pick(values) ?? null);
            elements.push(elementOf(path, vr, value, { ...place, n_instances: sop === null ? size : 1 }));
          }
        }
      }
      for (const path of CODED) {
        const [code, scheme, meaning] = (chance(0.4) ? pick(CODES) : undefined) ?? [];
        if (code === undefined || meaning === undefined) continue;
        elements.push({ ...codeOf(path, code, '', meaning, uid), code_scheme: scheme });
      }
      if (chance(0.1)) {
        elements.push(elementOf('00101002[1]>00100020', 'LO', 'P3', uid));
        elements.push(elementOf('00101002[1]>00100021', 'LO', 'A', uid));
      }
    }
  }
  return { instances, elements };
}
