/** Study descriptions that name the procedure, by a playbook. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { matchDescription } from '../../../src/commands/harvest-playbook.js';
import { createMatcher } from '../../../src/playbook/match/matcher.js';
import { type MapIn, mapIn, publishMini, readTable } from '../../support/harvest.js';
import {
  codeOf,
  elementOf,
  type HeaderRows,
  instanceOf,
  writeHeaderTables,
} from '../../support/header-tables.js';
import { samplePlaybook, shippedSynonyms } from '../../support/playbook/playbook-text.js';
import { useFolders } from '../../support/standard-document.js';
import { zipOf } from '../athena/athena-files.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
const matcher = createMatcher(samplePlaybook(), shippedSynonyms());
let release = '';
let athena = '';

const CT = '4300757';
const HEAD = 3_000_001;
const CHEST = 3_000_002;
const HEAD_CODE = '24727-0';

beforeAll(async () => {
  const folder = await newFolder();
  release = await publishMini(folder);
  athena = join(folder, 'athena');
  mkdirSync(athena);
  const concept = (id: number, domain: string, code: string) =>
    `${id}\tName\t${domain}\tLOINC\tLab Test\tS\t${code}\t19700101\t20991231\t\n`;
  writeFileSync(
    join(athena, 'CONCEPT.csv'),
    `concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\tvalid_start_date\tvalid_end_date\tinvalid_reason\n${concept(HEAD, 'Procedure', HEAD_CODE)}${concept(CHEST, 'Measurement', '24628-0')}`,
  );
  writeFileSync(
    join(athena, 'CONCEPT_RELATIONSHIP.csv'),
    'concept_id_1\tconcept_id_2\trelationship_id\tvalid_start_date\tvalid_end_date\tinvalid_reason\n',
  );
}, 60_000);

/** Series 1.2.3 with these elements beside its day; further series of the study have nothing but a day. */
async function harvest(
  elements: HeaderRows['elements'],
  { series = ['1.2.3'], ...options }: MapIn & { readonly series?: readonly string[] } = {},
) {
  const folder = await newFolder();
  await writeHeaderTables(join(folder, 'headers'), {
    instances: series.map((uid) => instanceOf(`${uid}.1`, { series_instance_uid: uid })),
    elements: [
      ...series.map((uid) => elementOf('00080021', 'DA', '20200102', { series_instance_uid: uid })),
      ...elements,
    ],
  });
  const { diagnostics } = await mapIn(folder, release, {
    ...options,
    request: {
      athena,
      matchDescription: (description) => matchDescription(matcher, description),
      ...options.request,
    },
  });
  const [procedure] = readTable(folder, 'PROCEDURE_OCCURRENCE.csv');
  return {
    diagnostics,
    concepts: [procedure?.procedure_concept_id, procedure?.procedure_source_concept_id],
    candidates: readTable(folder, 'procedure_candidates.tsv'),
  };
}
test('an Athena download as its ZIP gives what its folder gives; a damaged one is told', async () => {
  const members = Object.fromEntries(
    ['CONCEPT.csv', 'CONCEPT_RELATIONSHIP.csv'].map((name) => [name, readFileSync(join(athena, name))]),
  );
  const zip = zipOf({ ...members, 'VOCABULARY.csv': 'vocabulary_id\n' });
  const file = join(await newFolder(), 'athena.zip');
  writeFileSync(file, zip);
  const elements = [described('CT HEAD WO CONTRAST')];
  const { concepts, candidates } = await harvest(elements);
  expect(await harvest(elements, { request: { athena: file } })).toMatchObject({ concepts, candidates });
  writeFileSync(file, zip.fill(0, 80, 90));
  await expect(harvest(elements, { request: { athena: file } })).rejects.toMatchObject({
    message: expect.stringContaining('cannot be unpacked'),
    fix: expect.stringContaining('athena.ohdsi.org'),
  });
});

const described = (text: string, more = {}) => elementOf('00081030', 'LO', text, more);

describe('a procedure by the playbook', () => {
  test('a sure description gives its concept, and nothing to review', async () => {
    const { concepts, candidates, diagnostics } = await harvest([described('CT HEAD W CONTRAST')]);
    expect(concepts).toEqual([String(HEAD), String(HEAD)]);
    expect([candidates, diagnostics]).toEqual([[], []]);
  });

  test('without a playbook the modality decides', async () => {
    const { concepts, candidates } = await harvest([described('CT HEAD W CONTRAST')], {
      request: { matchDescription: undefined },
    });
    expect(concepts).toEqual([CT, '0']);
    expect(candidates).toEqual([]);
  });

  test('a code outside domain Procedure is the source concept alone', async () => {
    const { concepts, candidates } = await harvest([described('CT CHEST W CONTRAST')]);
    expect(concepts).toEqual([CT, String(CHEST)]);
    expect(candidates).toMatchObject([{ verdict: 'sure', loinc: '24628-0' }]);
  });

  test('a code that no table has: told, with what to do', async () => {
    const { concepts, candidates, diagnostics } = await harvest([described('CT HEAD WO CONTRAST')]);
    expect(concepts).toEqual([CT, '0']);
    expect(candidates).toMatchObject([{ verdict: 'sure', rank: '1', loinc: '30799-1', n_studies: '1' }]);
    expect(diagnostics).toMatchObject([
      {
        code: 'playbook-code-without-concept',
        severity: 'warning',
        found: '30799-1',
        fix: expect.stringContaining('--athena'),
      },
    ]);
  });

  test('an unsure description goes to review, and names nobody', async () => {
    const { concepts, candidates } = await harvest([
      described('CT HEAD W CONTRAST FOR MUSTERMANN 4711234'),
      elementOf('00181030', 'LO', 'Head Mustermann'),
      elementOf('00321060', 'LO', 'HEAD\tMUSTERMANN'),
    ]);
    expect(concepts).toEqual([CT, '0']);
    expect(candidates[0]).toMatchObject({ verdict: 'unsure', rank: '1', loinc: HEAD_CODE, modality: 'CT' });
    expect(candidates[0]?.study_description).toMatch(/HEAD/);
    expect(JSON.stringify(candidates)).not.toMatch(/MUSTERMANN|4711234/i);
  });

  test('with --identified texts are as they are, on one line', async () => {
    const { candidates } = await harvest([described('CT HEAD FOR\tMUSTERMANN')], {
      settings: { identified: true },
    });
    expect(candidates[0]?.study_description).toBe('CT HEAD FOR MUSTERMANN');
  });

  const DOUBTFUL: readonly [string, HeaderRows['elements']][] = [
    [
      'two descriptions in one study',
      [described('CT HEAD W CONTRAST'), described('CT HEAD WITH CONTRAST', { series_instance_uid: '1.2.4' })],
    ],
    ['an agent in one series of two', [described('CT HEAD'), elementOf('00180010', 'LO', 'OMNIPAQUE')]],
    [
      'a body part of one series that the description does not name',
      [
        described('CT HEAD W CONTRAST'),
        elementOf('00180015', 'CS', 'ABDOMEN', { series_instance_uid: '1.2.4' }),
      ],
    ],
  ];
  test.each(DOUBTFUL)('%s: never sure', async (_what, elements) => {
    const { concepts, candidates } = await harvest(elements, { series: ['1.2.3', '1.2.4'] });
    expect(concepts).toEqual([CT, '0']);
    expect(candidates.map(({ verdict }) => verdict)).toContain('unsure');
    expect(candidates.map(({ verdict }) => verdict)).not.toContain('sure');
  });

  test('an agent in every series says that contrast was given', async () => {
    const agent = (uid: string) => elementOf('00180010', 'LO', 'OMNIPAQUE', { series_instance_uid: uid });
    const { concepts } = await harvest([described('CT HEAD'), agent('1.2.3'), agent('1.2.4')], {
      series: ['1.2.3', '1.2.4'],
    });
    expect(concepts).toEqual([String(HEAD), String(HEAD)]);
  });

  test('a LOINC number counts as code of LOINC, not as one of the site', async () => {
    const coded = async (scheme: string) =>
      (await harvest([codeOf('00321064', HEAD_CODE, scheme, 'Head')], { request: { athena: undefined } }))
        .candidates;
    expect(await coded('LN')).toMatchObject([{ verdict: 'sure', loinc: HEAD_CODE }]);
    expect(await coded('99SITE')).toEqual([]);
  });

  test('what the site or a code of the study says comes first', async () => {
    const local = `source_code,source_vocabulary_id,source_concept_id,target_concept_id,target_domain_id\nX1,99SITE,0,4180938,Procedure\n`;
    const { concepts } = await harvest(
      [described('CT HEAD W CONTRAST'), codeOf('00081032', 'X1', '99SITE', 'Head')],
      { site: { localCodes: local } },
    );
    expect(concepts[0]).toBe('4180938');
    expect(concepts[1]).toBe('0');
  });
});
