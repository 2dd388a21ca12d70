import { describe, expect, test } from '@jest/globals';
import { parseProfile } from '../../../src/model/profile.js';
import { profileOf } from '../../support/vocabulary.js';

const parse = (change: object) => parseProfile(JSON.stringify({ ...profileOf(), ...change }), 'own.json');

describe('parseProfile', () => {
  test('a profile may lack its unit and hold a title', () => {
    expect(parse({ title: 'Ours' })).toMatchObject({
      value: { allowedValue: 'Maps to value' },
      diagnostics: [],
    });
  });

  test.each([
    [{ allowedValue: undefined }, 'allowedValue'],
    [{ allowedValue: 'Has value' }, 'relationship Has value'],
    [{ unit: 'Has unit' }, 'relationship Has unit'],
    [{ termCode: 'short' }, 'termCode short'],
    ...['../../ids.tsv', '/etc/ids.tsv', 'sub/ids.tsv', '..', 'C:\\ids.tsv', '.tsv'].map(
      (ledger) => [{ ledger }, ledger] as const,
    ),
    [{ firstConceptId: 44 }, 'firstConceptId 44'],
    [{ firstConceptId: 2_147_483_648 }, 'firstConceptId 2147483648'],
    [{ values: { domainId: 'Meas Value' } }, 'values.conceptClassId'],
  ])('%j is refused', (change, found) => {
    expect(parse(change)).toMatchObject({
      value: undefined,
      diagnostics: [
        {
          code: 'profile-malformed',
          at: { file: 'own.json' },
          found,
          fix: expect.stringContaining('default.json'),
        },
      ],
    });
  });
});
