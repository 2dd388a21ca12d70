import { describe, expect, test } from '@jest/globals';
import { type EndedLinks, endLinks } from '../../../src/links/ended-links.js';
import { CT, FOLLOWER, linkOf, MODALITY, releaseOf, STANDARD_CT } from '../../support/release.js';

const LINK = linkOf(MODALITY, 'Maps to value', CT);

function close(rest: Partial<EndedLinks>): string[] {
  const { concepts } = releaseOf();
  const request = {
    previous: LINK,
    current: [],
    concepts,
    published: '20240301',
    isForeignConcept: () => true,
  };
  return endLinks({ ...request, ...rest }).map(
    ({ conceptId1, relationshipId, conceptId2, validStartDate, validEndDate, invalidReason }) =>
      `${conceptId1} ${relationshipId} ${conceptId2} ${validStartDate}-${validEndDate}${invalidReason ?? ''}`,
  );
}

describe('links of the release before', () => {
  test('one that holds no more ends on the day before this edition, with its reverse', () => {
    expect(close({})).toEqual([
      `${MODALITY} Maps to value ${CT} 19930101-20240229D`,
      `${CT} Value mapped from ${MODALITY} 19930101-20240229D`,
    ]);
  });

  test('one that holds is left to this release, whatever its dates', () => {
    expect(close({ current: linkOf(MODALITY, 'Maps to value', CT, { validStartDate: '20200101' }) })).toEqual(
      [],
    );
    expect(close({ current: linkOf(MODALITY, 'Maps to', CT) })).toHaveLength(2);
  });

  test('one that was closed stays closed as it was', () => {
    const ended = { validEndDate: '20200131', invalidReason: 'D' } as const;
    expect(close({ previous: linkOf(MODALITY, 'Maps to value', CT, ended) })[0]).toBe(
      `${MODALITY} Maps to value ${CT} 19930101-20200131D`,
    );
  });

  test('one that was closed and holds again is not closed a second time', () => {
    const ended = { validEndDate: '20200131', invalidReason: 'D' } as const;
    const previous = linkOf(MODALITY, 'Maps to value', CT, ended);
    expect(close({ previous, current: LINK })).toEqual([]);
  });

  test('one that began on the day of this edition or later never ends before it begins', () => {
    const later = linkOf(MODALITY, 'Maps to value', CT, { validStartDate: '20240301' });
    expect(close({ previous: later })[0]).toBe(`${MODALITY} Maps to value ${CT} 20240229-20240229D`);
  });

  test('one whose concept this release does not have is left out', () => {
    const { concepts } = releaseOf();
    expect(close({ concepts: concepts.filter(({ conceptId }) => conceptId !== CT) })).toEqual([]);
    expect(close({ previous: linkOf(2128299999, 'Maps to value', FOLLOWER) })).toEqual([]);
  });

  test('one to a concept of others is closed only where an Athena download shows that concept', () => {
    const previous = linkOf(CT, 'Maps to', STANDARD_CT);
    expect(close({ previous, isForeignConcept: () => false })).toEqual([]);
    expect(close({ previous, isForeignConcept: (id) => id === STANDARD_CT })).toEqual([
      `${CT} Maps to ${STANDARD_CT} 19930101-20240229D`,
      `${STANDARD_CT} Mapped from ${CT} 19930101-20240229D`,
    ]);
  });
});
