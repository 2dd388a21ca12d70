/** Codes of reports that no context group of their template holds are told; they stay rows. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { mapIn } from '../../support/harvest.js';
import { dayOf, writeHeaderTables } from '../../support/header-tables.js';
import { addReportCodes, addRows, IMAGED, IMAGED_DAYS, itemsOf, reportOf } from '../../support/reports.js';
import { useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(120_000);
const { harvest, newFolder, getRelease } = useSmallHarvests((release) => {
  addReportCodes(release);
  addRows(
    release,
    'lookup/codes.tsv',
    'SRT ZZ-1 Old_side - - -\nSCT 7771000 Old_side - - -\nDCM 199001 Side - - -\nDCM 199002 Sort - - -\nDCM 199003 Grade - - -',
    'scheme code meaning concept_id standard_concept_id standard_domain_id',
  );
  // A code of SNOMED-RT is that of SNOMED CT which the standard prints beside it.
  const codes = join(release, 'lookup', 'codes.tsv');
  const [heading = '', ...lines] = readFileSync(codes, 'utf8').split('\n');
  const at = (name: string) => heading.split('\t').indexOf(name);
  const changed = lines.map((line) => {
    const cells = line.split('\t');
    if (!/^(SRT\tZZ-1|SCT\t7771000)\t/.test(line)) return line;
    cells[at('vocabulary_id')] = 'SNOMED';
    cells[at('concept_code')] = '7771000';
    return cells.join('\t');
  });
  writeFileSync(codes, [heading, ...changed].join('\n'));
  addRows(
    release,
    'standard/template_rows.tsv',
    `9001 1 HAS_CONCEPT_MOD CODE DCM 199001 9901 Defined
9001 1 HAS_CONCEPT_MOD CODE DCM 199002 9902 Defined
9001 1 HAS_CONCEPT_MOD CODE DCM 199003 9901 Baseline
9002 1 HAS_CONCEPT_MOD CODE DCM 199001 9902 Defined
9002 1 HAS_CONCEPT_MOD CODE DCM 199003 9901 Defined`,
    'tid nest relation value_type concept_scheme concept_code value_set_cid value_set_strength',
  );
  addRows(
    release,
    'standard/context_groups.tsv',
    '9901 Sides false\n9902 Sorts true',
    'cid title extensible',
  );
  addRows(
    release,
    'standard/context_group_expansion.tsv',
    '9901 SCT 7771000\n9902 DCM 199009',
    'cid scheme code',
  );
});

const REPORT = `1 - CONTAINER DCM:126000
1.1 mod CODE DCM:199001 DCM:114000
1.2 > CONTAINER DCM:125007
1.2.1 > CODE DCM:199001 SRT:ZZ-1
1.2.2 > CODE DCM:199001 DCM:114000
1.2.3 > CODE DCM:199002 DCM:114000
1.2.4 > CODE DCM:199003 DCM:114000
1.2.5 > NUM SRT:G-D705 5 UCUM:mm3`;
const toldOf = (rows: readonly Record<string, string>[]) =>
  rows.filter(({ code }) => code === 'code-outside-template').map(({ value, n_series }) => [value, n_series]);
const reportIn = (root: string | null, group: string | null) => ({
  instances: [...IMAGED, reportOf()],
  elements: IMAGED_DAYS,
  sr_items: itemsOf(REPORT).map((item) =>
    item.value_type === 'CONTAINER' ? { ...item, template_id: item.item_path === '1' ? root : group } : item,
  ),
});

test('by the templates around an item; a group that may be extended or is only suggested closes nothing', async () => {
  const { outcome, read } = await harvest(reportIn(null, '9001'));
  // Item 1.1 is in no template; of all templates one binds its value to a group that may be extended.
  expect(toldOf(read('findings.tsv'))).toEqual([['199001^DCM = 114000^DCM', '1']]);
  expect(outcome.value?.report_items).toMatchObject({ measurement: 1 });
});

test('another template, another group: what is around counts, and where it says nothing all templates', async () => {
  expect(toldOf((await harvest(reportIn('9002', null))).read('findings.tsv'))).toEqual([
    ['199003^DCM = 114000^DCM', '1'],
  ]);
});

test('a release without strengths, of an earlier version, tells nothing and is read', async () => {
  const folder = await newFolder();
  const release = join(folder, 'release');
  cpSync(getRelease(), release, { recursive: true });
  const file = join(release, 'standard', 'template_rows.tsv');
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, lines.map((line) => line.split('\t').slice(0, -1).join('\t')).join('\n'));
  expect(lines[0]).toMatch(/\tvalue_set_strength$/);
  await writeHeaderTables(join(folder, 'headers'), { ...reportIn(null, '9001'), elements: [dayOf('1.2.3')] });
  const outcome = await mapIn(folder, release);
  expect(outcome.value?.report_items).toMatchObject({ measurement: 1 });
  expect(readFileSync(join(folder, 'omop', 'findings.tsv'), 'utf8')).not.toContain('code-outside-template');
});
