/**
 * 500 identities in every attribute of PS3.15 Table E.1-1, at top level, nested and below functional groups, in private elements, in codes, names of files and
 * ids of patients: none of them may be in what a harvest writes or says.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PROFILE_NAMES } from '../../../src/harvest/profiles/profile.js';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import {
  codeOf,
  elementOf,
  type HeaderRows,
  instanceOf,
  writeHeaderTables,
} from '../../support/header-tables.js';
import { itemsOf } from '../../support/reports.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(300_000);
const newFolder = useFolders();
const PATIENTS = 500;
const PROFILES = PROFILE_NAMES.filter((name) => name !== 'micdm');
const WRITTEN = ['omop-core', 'omop-all', ...PROFILES.map((name) => `omop-${name}`)];

/** What would tell who patient n is. No word of it is one of the standard's. */
const identityOf = (n: number) => ({
  name: `Zyqor${n}^Wexlin${n}`,
  id: `MRN-77${String(n).padStart(5, '0')}`,
  accession: `ACC88${String(n).padStart(5, '0')}`,
  uid: `1.2.826.0.1.3680043.9.${99_000 + n}`,
  birth: `19${30 + (n % 60)}0${1 + (n % 9)}${10 + (n % 18)}`,
  number: `0151${700_000 + n}`,
});
const SECRETS = Array.from({ length: PATIENTS }, (_each, n) => identityOf(n)).flatMap(
  ({ name, id, accession, uid, number }) => [
    name.split('^')[0] ?? '',
    name.split('^')[1] ?? '',
    id,
    accession,
    uid,
    number,
  ],
);

/** Lines of features.csv that name patient n wherever they can. */
function featuresOf(n: number): string {
  const { name, id, uid, number } = identityOf(n);
  return `${uid}.2,99${id}:${id},${id}:${number},${id},99Q:${name},SCT:${number},${id},${name} ${id},2020-01-02 10:11:12
${uid}.2,DCM:${number},12,${name},${id}:${id},,${name},${number},\n`;
}

/** A value of the VR that names patient n. */
function plant(vr: string, n: number): string {
  const { name, id, uid, birth, number } = identityOf(n);
  if (vr === 'UI') return `${uid}.7`;
  if (vr === 'DA') return birth;
  if (vr === 'DT') return `${birth}101112`;
  if (vr === 'TM') return '101112';
  if (vr === 'PN') return name;
  if (/^(?:DS|IS|US|SS|UL|SL|FL|FD|AS)$/.test(vr)) return `${number} ${id}`;
  return `${name.replace('^', ' ')} ${id} ${number}`;
}

describe('500 identities', () => {
  let folder = '';
  let spoken = '';
  let release = '';

  beforeAll(async () => {
    folder = await newFolder();
    release = await publishMini(folder);
    await writeHeaderTables(join(folder, 'headers'), seed());
    const say = (step: string, summary: string) => {
      spoken += `${step} ${summary}\n`;
    };
    const persons = `patient_id,person_id\n${Array.from({ length: PATIENTS }, (_each, n) => (n % 10 === 9 ? '' : `${identityOf(n).id},${n + 1}\n`)).join('')}`;
    const features = `series_instance_uid,feature,value,unit,finding,site,finding_id,alg_system,alg_datetime\n${Array.from({ length: PATIENTS }, (_each, n) => featuresOf(n)).join('')}`;
    const runs = [
      { attributes: 'core', profile: 'micdm', out: 'omop-core' },
      { attributes: 'all', profile: 'micdm', out: 'omop-all' },
      ...PROFILES.map((profile) => ({ attributes: 'all', profile, out: `omop-${profile}` }) as const),
    ] as const;
    for (const { attributes, profile, out } of runs) {
      const outcome = await mapIn(folder, release, {
        profile,
        settings: { attributes, visitNullable: true, wadors: 'https://pacs.example/dicom-web' },
        site: { persons, features },
        out,
        request: {
          site: join(folder, profile === 'micdm' ? 'site' : `site-${profile}`),
          progress: say,
          matchDescription: () => ({
            verdict: 'unsure',
            candidates: [{ loinc: '24727-0', longCommonName: 'CT Head W contrast IV', score: 0.5 }],
          }),
        },
      });
      spoken += JSON.stringify(outcome);
    }
  });

  function seed(): HeaderRows {
    const lines = readFileSync(join(release, 'standard', 'confidentiality_profile.tsv'), 'utf8')
      .trimEnd()
      .split('\n');
    const tags = lines.slice(1).map((line) => (line.split('\t')[0] ?? '').replace(/[(),]/g, ''));
    const vrs = new Map(
      readTable(release, join('lookup', 'attributes.tsv'), '').map((row) => [
        row.attribute,
        row.vr?.split(' or ')[0] ?? 'LO',
      ]),
    );
    expect(tags.length).toBeGreaterThan(500);
    const instances: Record<string, string | number>[] = [];
    const elements: HeaderRows['elements'][number][] = [];
    const sr_items: HeaderRows['elements'][number][] = [];
    const segments: HeaderRows['elements'][number][] = [];
    for (let n = 0; n < PATIENTS; n += 1) {
      const { name, id, accession, uid, number } = identityOf(n);
      instances.push({
        ...instanceOf(`${uid}.3`, {
          series_instance_uid: `${uid}.2`,
          study_instance_uid: `${uid}.1`,
          patient_key: id,
          accession_key: accession,
          source_id: `${name}/${id}.dcm`,
          sop_class_uid: `${uid}.9`,
          modality: n % 50 === 0 ? `${name}` : 'CT',
        }),
      } as Record<string, string | number>);
      const series = { series_instance_uid: `${uid}.2` };
      elements.push(elementOf('00080021', 'DA', '20200102', series));
      for (const [at, tag] of tags.entries()) {
        // Every attribute for the first patients, then each in turn: all patients, all attributes.
        if (n > 1 && at % PATIENTS !== n) continue;
        const vr = vrs.get(tag) ?? 'LO';
        const concrete = tag.replace('gggg', '0009').replace('eeee', '1001').replaceAll('x', '0');
        for (const path of [
          concrete,
          `00400275>${concrete}`,
          `52009229>00209071>${concrete}`,
          `00540016>${concrete}`,
        ]) {
          const place = { ...series, tag: concrete };
          elements.push(
            vr === 'SQ'
              ? codeOf(path, plant('SH', n).slice(-16), id, plant('LO', n), place)
              : elementOf(path, vr, plant(vr, n), place),
          );
        }
      }
      // Where headers hold what they should not: attributes that are on no list of identities.
      const elsewhere: readonly (readonly [string, string])[] = [
        ['00180015', 'CS'],
        ['00080008', 'CS'],
        ['00180081', 'DS'],
        ['00180010', 'LO'],
        ['00080070', 'LO'],
        ['00181210', 'SH'],
        ['0008103E', 'LO'],
        ['00081090', 'LO'],
        ['00185100', 'CS'],
        ['00200020', 'CS'],
        ['00101010', 'AS'],
      ];
      for (const [path, vr] of elsewhere) elements.push(elementOf(path, vr, plant(vr, n), series));
      elements.push(codeOf('00082218', '69536005', 'SCT', name, series));
      elements.push(codeOf('00540220', id, name, name, series));
      elements.push(codeOf('00540222', id, 'SCT', name, series));
      elements.push(codeOf('00081032', number, 'SRT', name, series));
      elements.push(elementOf('0019xx0C', 'LO', name, { ...series, private_creator: name }));
      const object = {
        sop_instance_uid: `${uid}.5`,
        series_instance_uid: `${uid}.4`,
        study_instance_uid: `${uid}.1`,
      };
      instances.push({
        ...instanceOf('', { ...object, patient_key: id, kind: 'sr', source_id: `${id}.sr` }),
      } as Record<string, string>);
      for (const path of ['0040A491', '0040A493', '00080023']) {
        elements.push(elementOf(path, 'CS', plant('CS', n), { series_instance_uid: `${uid}.4` }));
      }
      const said = name.replace('^', '_');
      const report = `1 - CONTAINER DCM:126000:${said}
1.1 obs PNAME DCM:121008 ${name}
1.2 obs TEXT DCM:121014 ${said}
1.3 obs TEXT DCM:111001 ${said}
1.4 obs TEXT DCM:111003 ${number}
1.5 > CONTAINER DCM:125007
1.5.1 obs UIDREF DCM:112040 ${uid}.8
1.5.2 > CODE DCM:121071 ${id}:${id}:${said}
1.5.3 > CODE ${id}:${number}:${said} SCT:69536005:${said}
1.5.4 > NUM 99${said}:${id}:${said} ${number}_${id} ${id}:${said}:${said}
1.5.4.1 mod CODE DCM:121401 ${id}:${number}:${said}
1.5.4.2 mod CODE ${id}:${number}:${said} SCT:${number}:${said}
1.5.5 > NUM DCM:111047 ${said} UCUM:${id}
1.5.6 > NUM SRT:G-D705 ${id}:${number}:${said}
1.5.7 > TEXT DCM:121106 ${said}
1.5.8 > DATE DCM:111060 ${identityOf(n).birth}
1.5.9 > IMAGE DCM:121191 ${uid}.3`;
      instances.push({
        ...instanceOf(`${uid}.6`, { patient_key: id, kind: 'seg', study_instance_uid: `${uid}.1` }),
      } as Record<string, string>);
      const drawn = {
        sop_instance_uid: `${uid}.6`,
        segment_number: 1,
        label: said,
        description: name,
        algorithm_type: id,
        algorithm_name: name,
        algorithm_version: number,
        tracking_id: id,
        tracking_uid: `${uid}.8`,
        type_modifiers: `${id}^SCT^${name}\\${number}^${id}^${said}`,
        referenced_series_instance_uid: `${uid}.2`,
        content_datetime: '20200102101112',
      };
      for (const what of ['type', 'category', 'region']) {
        Object.assign(drawn, {
          [`${what}_code`]: id,
          [`${what}_scheme`]: `99${name}`,
          [`${what}_meaning`]: name,
        });
      }
      segments.push(drawn);
      sr_items.push(...itemsOf(report, { ...object, observation_datetime: '20200102101112' }));
    }
    return { instances, elements, sr_items, segments };
  }

  const filesOf = (out: string) =>
    readdirSync(join(folder, out)).map((name) => ({
      name,
      text: readFileSync(join(folder, out, name), 'utf8'),
    }));
  const found = (text: string) => SECRETS.filter((secret) => text.includes(secret));

  test('the harvest wrote what it should', () => {
    expect(readTable(folder, 'IMAGE_OCCURRENCE.csv', 'omop-core')).toHaveLength(PATIENTS * 0.9);
    expect(readTable(folder, 'MEASUREMENT.csv', 'omop-all').length).toBeGreaterThan(PATIENTS * 3);
    expect(readTable(folder, 'feature_source.tsv', 'omop-core').length).toBeGreaterThan(PATIENTS);
    for (const [out, file] of [
      ['omop-rcdm', 'RADIOLOGY_IMAGE.csv'],
      ['omop-icdm', 'imaging_study.csv'],
      ['omop-chorus', 'image_registry.csv'],
    ] as const) {
      expect(readTable(folder, file, out)).toHaveLength(PATIENTS * 0.9);
    }
    const candidates = readTable(folder, 'procedure_candidates.tsv', 'omop-core');
    const studies = candidates.reduce((n, row) => n + Number(row.n_studies), 0);
    expect(studies).toBe(PATIENTS * 0.9);
  });

  test.each(WRITTEN)('none of them is in %s', (out) => {
    for (const { name, text } of filesOf(out)) expect([name, found(text)]).toEqual([name, []]);
  });

  test('none is in what is said', () => {
    expect(spoken).not.toBe('');
    expect(found(spoken)).toEqual([]);
  });

  test('no day is the one of the headers, and the secret of the site stays there', () => {
    const secret = readFileSync(join(folder, 'site', 'secret'), 'utf8').trim();
    for (const out of WRITTEN) {
      for (const { name, text } of filesOf(out)) {
        expect([name, text.includes('2020-01-02'), text.includes('20200102'), text.includes(secret)]).toEqual(
          [name, false, false, false],
        );
        for (const { birth } of [0, 1, 2].map(identityOf))
          expect([name, text.includes(birth)]).toEqual([name, false]);
      }
    }
  });

  test('with --identified they are there: the test can fail', async () => {
    const persons = `patient_id,person_id\n${identityOf(0).id},1\n`;
    await mapIn(folder, release, {
      settings: { identified: true },
      site: { persons },
      out: 'identified',
      request: { site: join(folder, 'other') },
    });
    const text = filesOf('identified')
      .map((file) => file.text)
      .join('');
    expect(found(text).length).toBeGreaterThan(2);
  });
});
