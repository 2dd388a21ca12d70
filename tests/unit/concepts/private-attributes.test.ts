import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseLedger } from '../../../src/assign/ledger.js';
import {
  joinPrivateAttributes,
  makePrivateConcepts,
  parsePrivateAttributes,
} from '../../../src/concepts/private-attributes.js';
import { ROOT } from '../../support/command-line.js';
import { editionOf } from '../../support/standard-document.js';
import { profileOf } from '../../support/vocabulary.js';

const HEADER = 'creator\tgroup\telement\tname\tvr\tvm\tunit\tmeaning\tsource\tvalue_number\tmodulus\n';
const at = { part: 15, edition: editionOf('2024d'), label: 'Table E.3.10-1' } as const;
const safe = (tag: string, privateCreator: string, meaning: string | undefined) => ({
  tag,
  privateCreator,
  vr: 'IS',
  vm: '4',
  meaning,
  at,
});
const curated = (line: string) => parsePrivateAttributes(`${HEADER}${line}\n`, 'private.tsv');
const B_VALUE = curated('GEMS_PARM_01\t0043\txx39\tB Value\t\t\ts/mm2\t\tthe table\t1\t1000000000').value;

describe('private attributes', () => {
  test('the curated list says more of what the table has, and adds to it', () => {
    const joined = joinPrivateAttributes(
      [safe('(0043,xx39)', 'GEMS_PARM_01', '1stvalue is B Value'), safe('(0119,xx21)', 'SC2000', undefined)],
      [...B_VALUE, ...curated('OURS\t0009\txx01\tOwn\tDS\t1\tmm\t\tmanual\t\t').value],
    );
    expect(
      joined.map(({ element, creator, name, vr, vm, unit }) => [element, creator, name, vr, vm, unit]),
    ).toEqual([
      ['0009xx01', 'OURS', 'Own', 'DS', '1', 'mm'],
      ['0043xx39', 'GEMS_PARM_01', 'B Value', 'IS', '4', 's/mm2'],
      ['0119xx21', 'SC2000', '(0119,xx21)', 'IS', '4', undefined],
    ]);
    expect(joined[1]).toMatchObject({ valueNumber: 1, modulus: 1_000_000_000 });
  });

  test('concepts are keyed by element and creator, and named by creator and name; codes have 50 characters at most', () => {
    const creator = 'SIEMENS SYNGO ULTRA-SOUND TOYON DATA STREAMING';
    const profile = { ...profileOf(), vocabularyId: 'DICOM Private' };
    const concepts = makePrivateConcepts(
      joinPrivateAttributes([safe('(7FD1,xx10)', creator, 'Volume "Payload"')], B_VALUE),
      profile,
    );
    expect(concepts.map(({ vocabularyId, conceptCode, name }) => [vocabularyId, conceptCode, name])).toEqual([
      ['Vocabulary', 'DICOM Private', expect.any(String)],
      ['DICOM Private', '0043xx39|GEMS_PARM_01', 'GEMS_PARM_01: B Value'],
      [
        'DICOM Private',
        expect.stringMatching(/^7FD1xx10\|SIEMENS SYNGO ULTRA-SOUND TOYON~[0-9a-f]{8}$/),
        `${creator}: Volume 'Payload'`,
      ],
    ]);
    for (const { conceptCode } of concepts) expect(conceptCode.length).toBeLessThanOrEqual(50);
  });

  test.each([
    'OURS\t0008\txx01\tOwn\tDS\t1\t\t\tmanual\t\t',
    'OURS\t0009\t1001\tOwn\tDS\t1\t\t\tmanual\t\t',
    '\t0009\txx01\tOwn\tDS\t1\t\t\tmanual\t\t',
    'OURS\t0009\txx01\t\tDS\t1\t\t\tmanual\t\t',
    'OURS\t0009\txx01\tOwn\tDS\t1\t\t\tmanual\tfirst\t',
  ])('%j is refused with its line', (line) => {
    expect(curated(line)).toMatchObject({
      value: [],
      diagnostics: [
        {
          code: 'private-attribute-wrong',
          severity: 'error',
          at: { file: 'private.tsv', line: 2 },
          fix: expect.stringContaining('SIEMENS MR HEADER'),
        },
      ],
    });
  });
});

describe('the ledgers of the repository', () => {
  test('no number stands in two of them', () => {
    const folder = join(ROOT, 'mappings');
    const names = readdirSync(folder).filter((name) => /^concept-ids.*\.tsv$/.test(name));
    expect(names).toContain('concept-ids.private.tsv');
    const fileOf = new Map<number, string>();
    for (const name of names) {
      const { value, diagnostics } = parseLedger(readFileSync(join(folder, name), 'utf8'), name);
      expect(diagnostics).toEqual([]);
      expect(value.length).toBeGreaterThan(100);
      for (const { conceptId } of value) {
        expect([conceptId, fileOf.get(conceptId)]).toEqual([conceptId, undefined]);
        fileOf.set(conceptId, name);
      }
    }
  });
});
