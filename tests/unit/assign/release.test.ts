import { describe, expect, test } from '@jest/globals';
import type { ConceptDraft } from '../../../src/model/concept-draft.js';
import { eventsOf, lifeOf, makeLedgerFiles } from '../../support/releases.js';
import { draftOf, linkOf, vocabularyOf } from '../../support/vocabulary.js';

const retired = (code: string, remark = 'RET', since?: string): ConceptDraft =>
  draftOf(code, { retirement: { remark, since } });
const replaced = (from: string, to: string) => linkOf(from, to, 'Concept replaced by');
const A = draftOf('A');
const B = draftOf('B');
const C = draftOf('C');

describe('assignRelease: the life of a concept', () => {
  test('the first release dates everything to the first standard, later ones to their edition', () => {
    const files = makeLedgerFiles();
    const first = files.release('2016b', vocabularyOf([A]));
    expect(lifeOf(first, 'A')).toBe('19930101-20991231');
    expect(lifeOf(first, 'OMOP generated')).toBe('19700101-20991231');
    expect(eventsOf(first)).toEqual(['DICOM issued', 'A issued']);
    const second = files.release('2024d', vocabularyOf([A, B]));
    expect(lifeOf(second, 'B')).toBe('20240915-20991231');
    expect(eventsOf(second)).toEqual(['B issued']);
    expect(second.addedIds.map(({ conceptCode }) => conceptCode)).toEqual(['B']);
  });

  test('a retired code ends the day before the edition that first shows it, and stays there', () => {
    const files = makeLedgerFiles();
    files.release('2016b', vocabularyOf([A, B]));
    const second = files.release('2024d', vocabularyOf([retired('A'), B]));
    expect(lifeOf(second, 'A')).toBe('19930101-20240914 D');
    expect(eventsOf(second)).toEqual(['A retired RET']);
    const third = files.release('2024e', vocabularyOf([retired('A'), B]));
    expect(lifeOf(third, 'A')).toBe('19930101-20240914 D');
    expect(eventsOf(third)).toEqual([]);
  });

  test('a remark that names an edition ends it there', () => {
    const files = makeLedgerFiles();
    expect(lifeOf(files.release('2016b', vocabularyOf([retired('A', 'RET (2007)', '2007')])), 'A')).toBe(
      '19930101-20070101 D',
    );
    expect(lifeOf(files.release('2016c', vocabularyOf([retired('A', 'RET (2007)', '2007')])), 'A')).toBe(
      '19930101-20070101 D',
    );
  });

  test('an end before the code was first seen does not begin after it', () => {
    const files = makeLedgerFiles();
    files.release('2016b', vocabularyOf([A]));
    const second = files.release('2024d', vocabularyOf([A, retired('B', 'RET (1985)', '1985')]));
    expect(lifeOf(second, 'B')).toBe('19850101-19850101 D');
    expect(lifeOf(files.release('2024e', vocabularyOf([A, retired('C')])), 'C')).toBe('19930101-20241114 D');
  });

  test('a code that leaves the standard is published on under its last name', () => {
    const files = makeLedgerFiles();
    files.release(
      '2016b',
      vocabularyOf([A, draftOf('00185100', { kind: 'attribute' }), draftOf('00180015:HEAD')]),
    );
    const second = files.release('2024d', vocabularyOf([]));
    expect(eventsOf(second)).toEqual(['A absent', '00185100 absent', '00180015:HEAD absent']);
    expect(second.release.concepts).toMatchObject([
      { conceptCode: 'OMOP generated' },
      {
        conceptCode: 'A',
        conceptName: 'Name of A',
        conceptClassId: 'Qualifier Value',
        domainId: 'Meas Value',
        validEndDate: '20240914',
        invalidReason: 'D',
      },
      { conceptCode: '00185100', conceptClassId: 'Observable Entity', domainId: 'Measurement' },
      { conceptCode: '00180015:HEAD', domainId: 'Spec Anatomic Site' },
    ]);
  });

  test('a retired code that leaves the standard keeps the end that it had', () => {
    const files = makeLedgerFiles();
    files.release('2016b', vocabularyOf([A]));
    files.release('2016c', vocabularyOf([retired('A')]));
    const third = files.release('2024d', vocabularyOf([]));
    expect(lifeOf(third, 'A')).toBe('19930101-20160629 D');
    expect(lifeOf(files.release('2024e', vocabularyOf([])), 'A')).toBe('19930101-20160629 D');
  });

  test('the same for one whose remark names the edition', () => {
    const files = makeLedgerFiles();
    files.release('2016b', vocabularyOf([retired('A', 'RET (2007)', '2007')]));
    expect(lifeOf(files.release('2024d', vocabularyOf([])), 'A')).toBe('19930101-20070101 D');
    expect(lifeOf(files.release('2024e', vocabularyOf([])), 'A')).toBe('19930101-20070101 D');
    expect(lifeOf(files.release('2025a', vocabularyOf([A])), 'A')).toBe('19930101-20991231');
    expect(lifeOf(files.release('2025b', vocabularyOf([])), 'A')).toBe('19930101-20250414 D');
  });

  test('a code that returns lives again under its id', () => {
    const files = makeLedgerFiles();
    const first = files.release('2016b', vocabularyOf([A]));
    files.release('2016c', vocabularyOf([]));
    const third = files.release('2024d', vocabularyOf([A]));
    expect(lifeOf(third, 'A')).toBe('19930101-20991231');
    expect(eventsOf(third)).toEqual(['A revived']);
    expect(third.idOf.get('DICOM\tA')).toBe(first.idOf.get('DICOM\tA'));
    expect(third.addedIds).toEqual([]);
  });

  test('a former name becomes a synonym, for good', () => {
    const files = makeLedgerFiles();
    files.release('2016b', vocabularyOf([draftOf('A', { name: 'One', synonyms: ['Key'] })]));
    const second = files.release('2024d', vocabularyOf([draftOf('A', { name: 'Two', synonyms: ['Key'] })]));
    expect(eventsOf(second)).toEqual(['A renamed from One']);
    const third = files.release('2024e', vocabularyOf([draftOf('A', { name: 'One', synonyms: ['Key'] })]));
    expect(third.release.synonyms.map(({ conceptSynonymName }) => conceptSynonymName)).toEqual([
      'Key',
      'Two',
    ]);
    expect(third.release.synonyms[0]).toMatchObject({ languageConceptId: 4180186 });
  });
});

describe('assignRelease: replacements', () => {
  const relationships = (assignment: ReturnType<ReturnType<typeof makeLedgerFiles>['release']>) => {
    const codeOf = new Map(assignment.ledger.map(({ conceptId, conceptCode }) => [conceptId, conceptCode]));
    return assignment.release.relationships.map(
      ({ conceptId1, conceptId2, relationshipId, validEndDate, invalidReason }) =>
        `${codeOf.get(conceptId1)} ${relationshipId} ${codeOf.get(conceptId2)} ${validEndDate} ${invalidReason ?? ''}`.trim(),
    );
  };

  test('a retired code with a live successor is updated, not deprecated', () => {
    const built = makeLedgerFiles().release('2024d', vocabularyOf([retired('A'), B], [replaced('A', 'B')]));
    expect(lifeOf(built, 'A')).toBe('19930101-20240914 U');
    expect(relationships(built)).toEqual([
      'A Concept replaced by B 20991231',
      'B Concept replaces A 20991231',
    ]);
    expect(eventsOf(built)).toContain('A replaced by B');
  });

  test('a successor is recorded once, until it changes', () => {
    const files = makeLedgerFiles();
    files.release('2024c', vocabularyOf([retired('A'), B, C], [replaced('A', 'B')]));
    const same = files.release('2024d', vocabularyOf([retired('A'), B, C], [replaced('A', 'B')]));
    expect(eventsOf(same)).toEqual([]);
    const other = files.release('2024e', vocabularyOf([retired('A'), B, C], [replaced('A', 'C')]));
    expect(eventsOf(other)).toEqual(['A replaced by C']);
  });

  test('a replaced code that leaves the standard stays replaced, along the chain', () => {
    const files = makeLedgerFiles();
    files.release('2024c', vocabularyOf([retired('A'), B, C], [replaced('A', 'B')]));
    const gone = files.release('2024d', vocabularyOf([B, C]));
    expect(lifeOf(gone, 'A')).toMatch(/ U$/);
    expect(relationships(gone)).toContain('A Concept replaced by B 20991231');
    const moved = files.release('2024e', vocabularyOf([retired('B'), C], [replaced('B', 'C')]));
    expect(relationships(moved)).toContain('A Concept replaced by C 20991231');
  });

  test('a code that was revived since is not replaced when it leaves', () => {
    const files = makeLedgerFiles();
    files.release('2024b', vocabularyOf([retired('A'), B], [replaced('A', 'B')]));
    files.release('2024c', vocabularyOf([A, B]));
    const gone = files.release('2024d', vocabularyOf([B]));
    expect(lifeOf(gone, 'A')).toMatch(/ D$/);
    expect(relationships(gone)).toEqual([]);
  });

  test('a chain leads to its live end', () => {
    const built = makeLedgerFiles().release(
      '2024d',
      vocabularyOf([retired('A'), retired('B'), C], [replaced('A', 'B'), replaced('B', 'C')]),
    );
    expect(lifeOf(built, 'A')).toMatch(/ U$/);
    expect(relationships(built).filter((line) => line.includes('replaced by'))).toEqual([
      'A Concept replaced by C 20991231',
      'B Concept replaced by C 20991231',
    ]);
  });

  test.each([
    {
      title: 'a successor that is retired without one of its own',
      concepts: [retired('A'), retired('B')],
      links: [replaced('A', 'B')],
    },
    {
      title: 'successors in a circle',
      concepts: [retired('A'), retired('B')],
      links: [replaced('A', 'B'), replaced('B', 'A')],
    },
  ])('$title: no link, deprecated', ({ concepts, links }) => {
    const built = makeLedgerFiles().release('2024d', vocabularyOf(concepts, links));
    expect(lifeOf(built, 'A')).toMatch(/ D$/);
    expect(relationships(built)).toEqual([]);
  });

  test('a link to a value ends with the first of its ends', () => {
    const built = makeLedgerFiles().release('2024d', vocabularyOf([A, retired('B')], [linkOf('A', 'B')]));
    expect(relationships(built)).toEqual([
      'A Maps to value B 20240914 D',
      'B Value mapped from A 20240914 D',
    ]);
  });
});

describe('assignRelease: the small tables', () => {
  test('name the edition, and hold only what is used', () => {
    const { release } = makeLedgerFiles().release('2024d', vocabularyOf([A, B], [linkOf('A', 'B')]));
    expect(release.vocabularies).toEqual([
      {
        vocabularyId: 'DICOM',
        vocabularyName: 'The DICOM standard',
        vocabularyReference: 'https://example.org',
        vocabularyVersion: 'DICOM 2024d',
        vocabularyConceptId: 2_128_200_000,
      },
    ]);
    expect(release.conceptClasses).toEqual([
      {
        conceptClassId: 'Qualifier Value',
        conceptClassName: 'Qualifier Value',
        conceptClassConceptId: 44819021,
      },
      { conceptClassId: 'Vocabulary', conceptClassName: 'Vocabulary', conceptClassConceptId: 44819279 },
    ]);
    expect(
      release.relationshipTypes.map(({ relationshipId, reverseRelationshipId }) => [
        relationshipId,
        reverseRelationshipId,
      ]),
    ).toEqual([
      ['Maps to value', 'Value mapped from'],
      ['Value mapped from', 'Maps to value'],
    ]);
  });

  test('a link without a concept at one end stops the build', () => {
    expect(() => makeLedgerFiles().release('2024d', vocabularyOf([A], [linkOf('A', 'B')]))).toThrow(
      'no concept at one end',
    );
  });

  test('an edition is recorded as released once, with its day', () => {
    const files = makeLedgerFiles();
    files.release('2024d', vocabularyOf([A]));
    files.release('2024d', vocabularyOf([A]));
    expect(files.history.filter(({ event }) => event === 'released')).toMatchObject([
      { edition: '2024d', detail: '20240915' },
    ]);
  });
});
