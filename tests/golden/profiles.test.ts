/**
 * A small archive in the tables of every profile, against those that were last accepted (tests/golden/profiles). `make golden` accepts the present ones; the
 * change is reviewed like code.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { PROFILE_NAMES, type ProfileName, readProfile } from '../../src/harvest/profiles/profile.js';
import { ROOT } from '../support/command-line.js';
import { mapIn, publishMini } from '../support/harvest.js';
import { writeHeaderTables } from '../support/header-tables.js';
import { PROFILE_HEADERS, PROFILE_SITE, writeKnownSecret } from '../support/profile-archive.js';
import { useFolders } from '../support/standard-document.js';

jest.setTimeout(180_000);
const ACCEPTED = join(ROOT, 'tests', 'golden', 'profiles');
const newFolder = useFolders();
const PROFILES = PROFILE_NAMES.filter((name) => name !== 'micdm');
const textOf = (name: string) => {
  const file = join(ROOT, 'mappings', 'harvest', name);
  return { file, text: readFileSync(file, 'utf8') };
};
/** What a profile alone writes; the rest is held by the tests of the default. */
const isOwn = (profile: ProfileName, name: string) =>
  name === 'profile_findings.tsv' ||
  name.startsWith(`${profile}-`) ||
  readProfile(profile, textOf).value.tables.some(({ file }) => file === name);
const filesOf = (folder: string, profile: ProfileName) =>
  Object.fromEntries(
    readdirSync(join(folder, profile))
      .filter((name) => isOwn(profile, name))
      .map((name) => [name, readFileSync(join(folder, profile, name), 'utf8')]),
  );
let folder = '';

beforeAll(async () => {
  folder = await newFolder();
  const release = await publishMini(folder);
  await writeHeaderTables(join(folder, 'headers'), PROFILE_HEADERS);
  for (const profile of PROFILES) {
    const site = join(folder, `site-${profile}`);
    writeKnownSecret(site);
    await mapIn(folder, release, { profile, site: PROFILE_SITE, out: profile, request: { site } });
  }
  if (process.env.UPDATE_GOLDEN !== '1') return;
  rmSync(ACCEPTED, { recursive: true, force: true });
  for (const profile of PROFILES) {
    mkdirSync(join(ACCEPTED, profile), { recursive: true });
    for (const [name, text] of Object.entries(filesOf(folder, profile)))
      writeFileSync(join(ACCEPTED, profile, name), text);
  }
});

test.each(PROFILES)('%s', (profile) => {
  expect(filesOf(folder, profile)).toEqual(filesOf(ACCEPTED, profile));
});
