import { describe, expect, test } from '@jest/globals';
import type { MatchForm } from '../../../../src/playbook/match/match-part.js';
import { matchStudies, threadsFor } from '../../../../src/playbook/match/match-threads.js';
import { samplePlaybook, shippedSynonyms } from '../../../support/playbook/playbook-text.js';

test('few descriptions stay in one thread, many take one for each processor', () => {
  expect([1, 39_999, 40_000, 1_000_000].map((count) => threadsFor(count, 4))).toEqual([1, 1, 2, 4]);
});

describe('matchStudies', () => {
  const request = (form: MatchForm) => ({
    playbook: samplePlaybook(),
    words: shippedSynonyms(),
    limit: 1,
    form,
    concepts: new Map(),
  });
  const studies = Array.from({ length: 2001 }, (_, i) => ({
    modality: 'CT',
    studyDescription: i % 2 === 0 ? 'CT CHEST W CONTRAST' : 'BLORP',
    n: 1 + (i % 3),
  }));

  test('counts descriptions and studies by verdict', async () => {
    const { counts } = await matchStudies(studies, request('table'), 1);
    expect(counts.sure).toEqual({ descriptions: 1001, studies: 2002 });
    expect(counts.none.descriptions + counts.unsure.descriptions + counts['modality only'].descriptions).toBe(
      1000,
    );
  });

  test('each form is one whole, also of several parts and of none', async () => {
    const table = await matchStudies(studies, request('table'), 1);
    expect(table.text.split('\n').filter((line) => line.startsWith('modality\t'))).toHaveLength(1);
    expect(table.text.split('\n')).toHaveLength(2003);
    expect(JSON.parse((await matchStudies(studies, request('json'), 1)).text)).toHaveLength(2001);
    expect((await matchStudies([], request('json'), 1)).text).toBe('[]\n');
    expect((await matchStudies([], request('table'), 1)).text).toMatch(/^modality\t.*\n$/);
  });

  test('for Usagi the most frequent of all parts goes first', async () => {
    const { text } = await matchStudies(studies, request('usagi'), 1);
    const frequencies = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[2]));
    expect(frequencies).toHaveLength(2001);
    expect(frequencies).toEqual([...frequencies].sort((a, b) => b - a));
  });
});
