import { describe, expect, test } from '@jest/globals';
import { createTextReader } from '../../../../src/playbook/match/description.js';
import { buildLexicon } from '../../../../src/playbook/match/lexicon.js';
import { samplePlaybook, shippedSynonyms } from '../../../support/playbook/playbook-text.js';

const read = createTextReader(buildLexicon(samplePlaybook(), shippedSynonyms()));

describe('with', () => {
  test.each([
    ['CT ABDOMEN W PAIN', ['"w" can be read in two ways']],
    ['CT ABDOMEN W', []],
    ['CT ABDOMEN W CONTRAST PAIN', []],
  ])('before why it was asked for it may mean contrast: %s', (text, doubts) => {
    expect([...read(text, () => ['ct']).doubts]).toEqual(doubts);
  });

  test.each([
    ['WRIST RT W LATERAL VIEW', true],
    ['WRIST RT LATERAL VIEW', false],
  ])('before a view it adds one to those that are usual: %s', (text, besides) => {
    expect(read(text, () => ['xr']).besides).toBe(besides);
  });
});
