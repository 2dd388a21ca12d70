/** PS3.15 in a release: read from the cache where it is there, else from the lists that the program brings. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rowOf, sectionOf, tableOf } from '../support/docbook.js';
import { documentOf, useFolders } from '../support/standard-document.js';
import { buildIn, importIn, makeWorkFolder } from '../support/work-folder.js';

const newFolder = useFolders();
const linesOf = (folder: string, name: string) =>
  readFileSync(join(folder, 'out', '2024d', name), 'utf8')
    .trimEnd()
    .split('\n');

describe('Part 15', () => {
  test('without it, the lists of the newest edition known stand in, and the manifest says so', async () => {
    const folder = makeWorkFolder(await newFolder());
    expect(importIn(folder).code).toBe(0);
    expect(buildIn(folder).code).toBe(0);
    expect(linesOf(folder, 'standard/confidentiality_profile.tsv')).toHaveLength(622);
    const manifest = JSON.parse(linesOf(folder, 'manifest.json').join('\n'));
    expect(manifest.confidentiality.profile).toBe('PS3.15 2024e, the list that the program brings');
    expect(manifest.inputs.map(({ name }: { name: string }) => name)).toContain(
      'mappings/confidentiality-profile.tsv',
    );
  });

  test('with it, its rows are the facts, counted like all others', async () => {
    const folder = makeWorkFolder(await newFolder());
    const profile = tableOf({
      label: 'E.1-1',
      caption: 'Application Level Confidentiality Profile Attributes',
      headings: ['Attribute Name', 'Tag', 'Basic Prof.', 'Clean Desc. Opt.'],
      rows: rowOf('Patient Position', '(0018,5100)', 'X', 'C') + rowOf('None', '', 'X', ''),
    });
    const safe = tableOf({
      label: 'E.3.10-1',
      caption: 'Safe Private Attributes',
      headings: ['Data Element', 'Private Creator', 'VR', 'VM', 'Meaning'],
      rows: rowOf('(0019,xx01)', 'MAKER', 'DS', '1', 'Dose'),
    });
    writeFileSync(
      join(folder, 'in', 'part15.xml'),
      documentOf(15, '2024d', sectionOf('E.1', 'Profile', profile) + sectionOf('E.3.10', 'Safe', safe)),
    );
    expect(importIn(folder).code).toBe(0);
    buildIn(folder, '--exclude', 'phi');
    expect(linesOf(folder, 'standard/confidentiality_profile.tsv').slice(1)).toEqual([
      '(0018,5100)\tPatient Position\t\t\tX\t\t\t\t\t\t\t\tC\t\t\tPS3.15 2024d Table E.1-1 row 1 #table_E.1-1',
    ]);
    expect(linesOf(folder, 'standard/safe_private_attributes.tsv').slice(1)).toEqual([
      '(0019,xx01)\tMAKER\tDS\t1\tDose\tPS3.15 2024d Table E.3.10-1 row 1 #table_E.3.10-1',
    ]);
    const manifest = JSON.parse(linesOf(folder, 'manifest.json').join('\n'));
    expect(manifest.confidentiality).toEqual({
      profile: 'PS3.15 2024d',
      safe_private_attributes: 'PS3.15 2024d',
    });
    expect(manifest.counts.rows['PS3.15']).toEqual({ read: 3, used: 2, refused: 1 });
    expect(linesOf(folder, 'attribute_guide.tsv')[1]).toMatch(
      /phi: PS3\.15 2024d Basic Profile X: remove.*\tX\tmeasurement_concept_id and measurement_source_concept_id$/,
    );
  });
});
