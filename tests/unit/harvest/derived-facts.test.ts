/** Each rule of derived facts on series made to show it: value, unsure or nothing. Every case is a series of one harvest. */
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import {
  codeOf,
  dayOf,
  elementOf,
  type HeaderRows,
  instanceOf,
  writeHeaderTables,
} from '../../support/header-tables.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();

/** `path value`: values parted by `\`, `@n` before it for the n-th image alone, `#n` for a frame. */
type Case = readonly [what: string, modality: string, header: string, facts: string];

const AXIAL = '00200037 1\\0\\0\\0\\1\\0';
const slices = (...places: readonly number[]) =>
  `00200032#1 0\\0;${places.map((z, at) => `@${at + 1}00200032#3 ${z}`).join(';')}`;

const CASES: readonly Case[] = [
  ['axial', 'CT', AXIAL, 'plane axial'],
  ['axial, head first or not', 'CT', '00200037 -1\\0\\0\\0\\1\\0', 'plane axial'],
  ['tilted, still axial', 'CT', '00200037 1\\0\\0\\0\\0.9\\0.43', 'plane axial'],
  ['sagittal', 'MR', '00200037 0\\1\\0\\0\\0\\-1', 'plane sagittal'],
  ['coronal', 'MR', '00200037 1\\0\\0\\0\\0\\-1', 'plane coronal'],
  ['oblique', 'MR', '00200037 1\\0\\0\\0\\0.7071\\0.7071', 'plane oblique'],
  ['of frames', 'MR', '52009229>00209116>00200037 0\\1\\0\\0\\0\\-1', 'plane sagittal'],
  [
    'three planes',
    'MR',
    '@100200037 1\\0\\0\\0\\1\\0;@200200037 0\\1\\0\\0\\0\\-1;@300200037 1\\0\\0\\0\\0\\-1',
    'plane axial unsure',
  ],
  ['no orientation', 'CT', '00200032 0\\0\\0', ''],
  ['six zeros', 'CT', '00200037 0\\0\\0\\0\\0\\0', ''],
  ['an agent', 'CT', '00180010 ISOVUE', 'contrast yes'],
  ['an agent that is none', 'CT', '00180010 NONE', 'contrast no'],
  ['a volume', 'CT', '00181041 80', 'contrast yes'],
  ['no volume', 'CT', '00181041 0', 'contrast no'],
  ['a coded agent', 'MR', '00180012 C-17800^SRT', 'contrast yes'],
  ['words with', 'CT', '0008103E Abdomen C+', 'contrast yes'],
  ['words without', 'CT', '0008103E Chest w/o contrast', 'contrast no'],
  ['words of both', 'CT', '0008103E Abdomen pre and post contrast', 'contrast yes unsure'],
  ['agent against words', 'CT', '00180010 ISOVUE;0008103E native', 'contrast yes unsure'],
  ['denied against words', 'CT', '00180010 NONE;0008103E post contrast', 'contrast no unsure'],
  ['no word of it', 'CT', '0008103E Chest 5mm', ''],
  ['arterial', 'CT', '0008103E Liver arterial', 'contrast yes;phase arterial'],
  [
    'arterial by words and time',
    'CT',
    '0008103E art;00181042 101500;00080032 101530',
    'contrast yes;phase arterial',
  ],
  [
    'words against time',
    'CT',
    '0008103E art;00181042 101500;00080032 101800',
    'contrast yes;phase arterial unsure',
  ],
  ['time alone', 'CT', '00181042 101500;00080032 101610', 'phase portal venous unsure'],
  ['portal', 'MR', '0008103E t1 portal', 'contrast yes;phase portal venous;weighting T1'],
  ['T1', 'MR', '00180020 SE;00180080 500;00180081 15', 'weighting T1'],
  ['T2', 'MR', '00180020 SE;00180080 4000;00180081 100', 'weighting T2'],
  ['PD', 'MR', '00180020 SE;00180080 3000;00180081 20', 'weighting PROTON_DENSITY'],
  ['FLAIR', 'MR', '00180020 SE\\IR;00180080 9000;00180081 120;00180082 2500', 'weighting FLUID_ATTENUATED'],
  ['STIR', 'MR', '00180020 SE\\IR;00180080 4000;00180081 60;00180082 150', 'weighting STIR'],
  ['T2*', 'MR', '00180020 GR;00180080 600;00180081 20;00181314 20', 'weighting T2_STAR'],
  ['T1 of gradient echo', 'MR', '00180020 GR;00180080 200;00180081 4;00181314 70', 'weighting T1'],
  ['diffusion', 'MR', '00189087 1000', 'weighting DIFFUSION'],
  ['words of weighting', 'MR', '0008103E ax t2 tse', 'weighting T2'],
  ['times against words', 'MR', '0008103E t2;00180020 SE;00180080 500;00180081 15', 'weighting T1 unsure'],
  ['coded: nothing is added', 'MR', '00089209 T2;0008103E t1', ''],
  ['no weighting of CT', 'CT', '0008103E t1', ''],
  ['low dose of the chest', 'CT', '00189345 1.5;00180015 CHEST', 'low-dose yes'],
  ['low dose elsewhere', 'CT', '00189345 1.5;00180015 HEAD', ''],
  ['low dose in words', 'CT', '0008103E Low dose lung', 'low-dose yes'],
  ['words against dose', 'CT', '0008103E low dose chest;00189345 12', 'low-dose yes unsure'],
  ['localizer in words', 'MR', '0008103E 3-plane loc', 'image-kind LOCALIZER'],
  ['localizer as a term: it has a concept', 'CT', '00080008 ORIGINAL\\PRIMARY\\LOCALIZER', ''],
  ['reconstruction', 'CT', '00080008 DERIVED\\SECONDARY\\CSA MPR', 'image-kind MPR'],
  ['projection', 'MR', '00080008 DERIVED\\SECONDARY\\MNIP', 'image-kind MIP'],
  ['screen save', 'CT', '00080008 DERIVED\\SECONDARY\\SCREEN SAVE', 'image-kind SCREEN_SAVE'],
  ['type against words', 'MR', '00080008 DERIVED\\SECONDARY\\CSA MPR;0008103E MIP', 'image-kind MPR unsure'],
  [
    'even slices',
    'CT',
    `${AXIAL};${slices(0, 5, 10, 15)};00180050 4;00280030 0.5\\0.5`,
    'coverage 19.0;gap 1.0;isotropic no;plane axial;slices 4.0;spacing 5.0',
  ],
  [
    'spacing is said',
    'CT',
    `${AXIAL};${slices(0, 1, 2)};00180088 1;00280030 1\\1`,
    'coverage 3.0;isotropic yes;plane axial;slices 3.0',
  ],
  [
    'a slice is missing',
    'CT',
    `${AXIAL};${slices(0, 1, 2, 4)};00180088 1`,
    'coverage 5.0 unsure;plane axial;slices 4.0',
  ],
  ['black blood in words', 'MR', '0008103E t2 tse BB sa', 'black-blood yes;weighting T2'],
  ['bright blood in words', 'MR', '0008103E white-blood cine', 'black-blood no'],
  ['both in words', 'MR', '0008103E black blood;00181030 bright blood', 'black-blood yes unsure'],
  ['coded: words say nothing', 'MR', '0008103E BB;00189022 NO', ''],
  ['not of CT', 'CT', '0008103E BB', ''],
  [
    'a name of sure facts',
    'MR',
    `${AXIAL};0008103E t1 gd;00180020 SE;00180080 500;00180081 15`,
    'contrast yes;plane axial;series-name MR T1 AXIAL POST;weighting T1',
  ],
  [
    'a name with the phase',
    'CT',
    `${AXIAL};0008103E portal`,
    'contrast yes;phase portal venous;plane axial;series-name CT AXIAL POST PORTAL VENOUS',
  ],
  [
    'a name without agent',
    'CT',
    `${AXIAL};00180010 NONE`,
    'contrast no;plane axial;series-name CT AXIAL PRE',
  ],
  [
    'no name where the weighting is unsure',
    'MR',
    `${AXIAL};0008103E t2 native;00180020 SE;00180080 500;00180081 15`,
    'contrast no;plane axial;weighting T1 unsure',
  ],
  [
    'a coded weighting names too',
    'MR',
    `${AXIAL};00089209 T2;00180010 NONE`,
    'contrast no;plane axial;series-name MR T2 AXIAL PRE',
  ],
  [
    'no name of a localizer',
    'CT',
    `${AXIAL};00180010 NONE;00080008 ORIGINAL\\PRIMARY\\LOCALIZER`,
    'contrast no;plane axial',
  ],
  ['a maker', 'CT', '00080070 GE MEDICAL SYSTEMS', 'maker GE'],
  ['the same maker', 'CT', '00080070 G.E.;0008103E x', ''],
  ['another maker', 'CT', '00080070 Toshiba_MEC', 'maker Canon'],
];

describe('derived facts', () => {
  let read: (file: string) => Record<string, string>[];

  beforeAll(async () => {
    const folder = await newFolder();
    const release = await publishMini(folder);
    const cases = CASES.map(([, modality, header], at) => makeSeries(at, modality, header));
    await writeHeaderTables(join(folder, 'headers'), {
      instances: cases.flatMap(({ instances }) => instances),
      elements: cases.flatMap(({ elements }) => elements),
    });
    await mapIn(folder, release, { settings: { identified: true } });
    read = (file) => readTable(folder, file);
  });

  test.each(CASES.map(([what, , , facts], at) => [what, at, facts] as const))('%s', (_what, at, facts) => {
    const series = read('IMAGE_OCCURRENCE.csv').find((row) => row.image_series_uid === `7.${at}.1`);
    const found = read('derived_facts.tsv')
      .filter((row) => row.image_occurrence_id === series?.image_occurrence_id)
      .map((row) => `${row.rule} ${row.value || row.number}${row.verdict === 'unsure' ? ' unsure' : ''}`);
    expect(found.sort().join(';')).toBe(facts);
  });

  test('sure ones alone are rows, with the rule as algorithm', () => {
    const facts = read('derived_facts.tsv');
    const features = read('IMAGE_FEATURE.csv').filter((row) => row.alg_system !== '');
    expect(features).toHaveLength(facts.filter((row) => row.verdict === 'value').length);
    expect(features.length).toBeGreaterThan(20);
    for (const row of features) {
      expect(row).toMatchObject({
        image_feature_type_concept_id: '32880',
        image_feature_event_field_concept_id: '1147330',
      });
    }
    expect(new Set(features.map((row) => row.alg_system))).toContain('dicom-omop/test#plane');
  });

  test('a plane has the concept of SNOMED, a number its unit', () => {
    const rows = read('MEASUREMENT.csv').filter((row) =>
      row.measurement_source_value?.startsWith('derived:'),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({
        measurement_source_value: 'derived:plane',
        value_as_concept_id: '4148957',
        value_source_value: 'sagittal',
      }),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({
        measurement_source_value: 'derived:spacing',
        value_as_number: '5.0',
        unit_concept_id: '8588',
      }),
    );
  });
});

/** Series `7.N.1` with as many images as the header names, four at most. */
function makeSeries(
  at: number,
  modality: string,
  header: string,
): Pick<HeaderRows, 'instances' | 'elements'> {
  const series = `7.${at}.1`;
  const parts = header.split(';').filter((part) => part !== '');
  const images = Math.max(1, ...parts.map((part) => Number(/^@(\d)/.exec(part)?.[1] ?? 1)));
  const uids = { series_instance_uid: series, study_instance_uid: `7.${at}` };
  const elements = parts.flatMap((part) => {
    const [, image, path = '', first, text = ''] =
      /^(?:@(\d))?([0-9A-F>]{8,}?)(?:#(\d))? (.*)$/.exec(part) ?? [];
    const cells = {
      series_instance_uid: series,
      sop_instance_uid: image && `${series}.${image}`,
      n_instances: image ? 1 : images,
    };
    if (text.includes('^')) {
      const [code = '', scheme = ''] = text.split('^');
      return [codeOf(path, code, scheme, '', cells)];
    }
    const vr = VRS[path.slice(-8)] ?? 'LO';
    return text
      .split('\\')
      .map((value, index) =>
        elementOf(path, vr, value, { ...cells, value_index: Number(first ?? 1) + index }),
      );
  });
  return {
    instances: Array.from({ length: images }, (_each, n) =>
      instanceOf(`${series}.${n + 1}`, { ...uids, modality }),
    ),
    elements: [dayOf(series), ...elements],
  };
}

const VRS: Readonly<Record<string, string>> = Object.fromEntries(
  'DS 00200037 00200032 00181041 00180080 00180081 00180082 00181314 00180050 00180088 00280030,FD 00189087 00189345,TM 00181042 00080032,CS 00180020 00080008 00089209 00180015 00189022'
    .split(',')
    .flatMap((line) => {
      const [vr = '', ...paths] = line.split(' ');
      return paths.map((path) => [path, vr]);
    }),
);
