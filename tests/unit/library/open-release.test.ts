import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createMatcher } from '../../../src/library/create-matcher.js';
import { type OpenedRelease, openRelease } from '../../../src/library/open-release.js';
import { SMALL_FILES } from '../../support/small-release.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
let release: OpenedRelease;

beforeAll(async () => {
  const folder = await newFolder();
  for (const [name, text] of SMALL_FILES) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  release = openRelease(folder);
});

describe('openRelease', () => {
  test.each(['0018,0081', '(0018,0081)', '00180081', 'EchoTime'])('attribute %s', (asked) => {
    expect(release.attribute(asked)).toMatchObject({
      tag: '(0018,0081)',
      name: 'Echo Time',
      vr: 'DS',
      retired: false,
      unit: { ucum: 'ms', conceptId: 9593 },
      concept: { conceptId: 2128200002, conceptCode: '00180081' },
      values: [],
    });
  });

  test('values once, with their concepts; context groups', () => {
    expect(release.attribute('PatientPosition')?.values).toEqual([
      {
        value: 'HFS',
        meaning: 'Head First-Supine',
        concept: expect.objectContaining({ conceptId: 2128200005 }),
      },
    ]);
    expect(release.attribute('Modality')).toMatchObject({
      values: [{ value: 'CT', concept: { conceptId: 2128200004, mapsTo: [4300757] } }],
      contextGroups: ['29'],
    });
    expect(release.attribute('Nothing')).toBeUndefined();
  });

  test('concepts by id, and whatever is called so', () => {
    expect(release.edition).toBe('2024d');
    expect(release.concept(2128200008)).toMatchObject({ conceptCode: 'XCT', invalidReason: 'U' });
    expect(release.concept(1)).toBeUndefined();
    expect(release.find('SRT:T-A0100').map(({ key }) => key)).toEqual(['SCT:12738006']);
  });

  test('a folder that is no release, and a playbook that is none, say so', () => {
    expect(() => openRelease('/nowhere')).toThrow('/nowhere is no release: manifest.json is not there');
    expect(() => createMatcher({ playbook: '/nowhere.csv' })).toThrow('/nowhere.csv is not there');
  });
});
