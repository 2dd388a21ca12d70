import { describe, expect, test } from '@jest/globals';
import { parseProfile, privateProfileOf } from '../../../src/model/profile.js';
import { profileOf } from '../../support/vocabulary.js';

const parse = (change: object) => parseProfile(JSON.stringify({ ...profileOf(), ...change }), 'own.json');

const PRIVATE = {
  vocabularyId: 'DICOM Private',
  vocabularyName: 'Private',
  vocabularyReference: 'here',
  conceptClassId: 'Observable Entity',
  domainId: 'Measurement',
  firstConceptId: 2_130_000_000,
};

describe('parseProfile', () => {
  test('a profile may lack its unit and hold a title', () => {
    expect(parse({ title: 'Ours' })).toMatchObject({
      value: { allowedValue: 'Maps to value' },
      diagnostics: [],
    });
  });

  test('a private vocabulary has a range of its own, and is a profile to the stages', () => {
    const { value } = parse({ privateAttributes: PRIVATE });
    expect(value && privateProfileOf(value)).toMatchObject({
      vocabularyId: 'DICOM Private',
      firstConceptId: 2_130_000_000,
      attributes: { conceptClassId: 'Observable Entity', domainId: 'Measurement' },
    });
    expect(privateProfileOf(profileOf())).toBeUndefined();
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
    [{ privateAttributes: { ...PRIVATE, firstConceptId: 44 } }, 'privateAttributes.firstConceptId 44'],
    [{ privateAttributes: { ...PRIVATE, domainId: undefined } }, 'privateAttributes without domainId'],
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
