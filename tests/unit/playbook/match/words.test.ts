import { describe, expect, test } from '@jest/globals';
import { readContrast } from '../../../../src/playbook/match/contrast-phrase.js';
import { parseViewCount, viewAtoms } from '../../../../src/playbook/match/features.js';
import { buildLexicon } from '../../../../src/playbook/match/lexicon.js';
import { buildSpeller, editDistance } from '../../../../src/playbook/match/spelling.js';
import { tokensOf } from '../../../../src/playbook/match/tokens.js';
import { readViewCount } from '../../../../src/playbook/match/view-phrase.js';
import { chunksOf, nameKey, singular } from '../../../../src/playbook/match/words.js';
import { samplePlaybook, shippedSynonyms } from '../../../support/playbook/playbook-text.js';

const lexicon = buildLexicon(samplePlaybook(), shippedSynonyms());
const words = (text: string) => tokensOf(text, lexicon).map(({ word }) => word);

test.each([
  ['veins', 'vein'],
  ['arteries', 'artery'],
  ['pelvis', 'pelvis'],
  ['abscess', 'abscess'],
  ['plexus', 'plexus'],
])('singular of %s: %s', (word, expected) => {
  expect(singular(word)).toBe(expected);
});

test('a name has one key in any order and form', () => {
  expect(nameKey('Spine.cervical')).toBe(nameKey('Cervical spines'));
});

test.each([
  ['CT C-SPINE W/O', ['ct', 'c', 'spine', 'without']],
  ['FOOT 3+ VIEWS', ['foot', '3', 'plus', 'views']],
  ['SKULL <4 VW', ['skull', 'below', '4', 'vw']],
  ['CHEST C+', ['chest', 'with', 'contrast']],
  ['CHEST C-', ['chest', 'without', 'contrast']],
  ['Head^HEAD_ROUTINE (Adult)', ['head', 'head', 'routine', 'adult']],
  ['PA & LAT', ['pa', 'and', 'lat']],
  ['FOR P.E.', ['for', 'pe']],
])('chunks of %s', (text, expected) => {
  expect(chunksOf(text)).toEqual(expected);
});

describe('tokensOf', () => {
  test.each([
    ['LT SHLDR W/WO CON', 'left shoulder with and without contrast'],
    ['ABDPELVIS', 'abdomen pelvis'],
    ['CHEST2V', 'chest 2 view'],
    ['LSPINE', 'lspine'],
    ['CTCHESTWO', 'ct chest without'],
    ['C/A/P', 'chest abdomen pelvis'],
    ['PORT CXR', 'portable cxr'],
  ])('%s: %s', (text, expected) => {
    expect(words(text).join(' ')).toBe(expected);
  });

  test('a typing mistake is mended and marked, an unknown code is not', () => {
    expect(tokensOf('CHSET', lexicon)).toEqual([{ word: 'chest', known: true, mended: true }]);
    expect(tokensOf('IMG229', lexicon)).toEqual([{ word: 'img229', known: false, mended: false }]);
  });
});

describe('spelling', () => {
  test('swaps, gaps and doubles count one', () => {
    expect(editDistance('chset', 'chest')).toBe(1);
    expect(editDistance('abdmen', 'abdomen')).toBe(1);
    expect(editDistance('pelviss', 'pelvis')).toBe(1);
  });

  test('short words and ties are left alone', () => {
    const speller = buildSpeller(['hand', 'hard', 'pelvis']);
    expect(speller.correct('hxnd')).toBe('hand');
    expect(speller.correct('hald')).toBeUndefined();
    expect(speller.correct('hnd')).toBeUndefined();
  });
});

describe('contrast', () => {
  const read = (text: string, bare = true) => {
    const all = text.split(' ');
    return readContrast(all, 0, (next) => next >= all.length, bare);
  };
  test.each([
    ['with contrast', 1],
    ['with', 1],
    ['without', 2],
    ['without and with iv contrast', 3],
    ['with or without contrast', 3],
    ['contrast', 1],
    ['with out contrast', 2],
    ['without oral with iv contrast', 1],
  ])('%s: %d', (text, contrast) => {
    expect(read(text)?.contrast).toBe(contrast);
  });

  test('a bare with joins what follows, and says nothing of radiographs', () => {
    expect(read('with chest')).toBeUndefined();
    expect(read('without', false)).toBeUndefined();
  });

  test('routes', () => {
    expect(read('with oral and iv contrast')).toMatchObject({ oral: true, intravenous: true, length: 5 });
    expect(read('with rectal contrast')).toMatchObject({ rectal: true });
  });
});

describe('views', () => {
  test.each([
    ['2 view', 2, 2],
    ['2 3 view', 2, 3],
    ['2 or 3 view', 2, 3],
    ['3 plus view', 3, Number.POSITIVE_INFINITY],
    ['minimum of 4 view', 4, Number.POSITIVE_INFINITY],
    ['2 view or more', 2, Number.POSITIVE_INFINITY],
    ['below 4 view', 0, 3],
    ['view 1', 1, 1],
  ])('%s: %d to %d', (text, low, high) => {
    expect(readViewCount(text.split(' '), 0)?.count).toEqual({ low, high });
  });

  test('a number alone counts nothing', () => {
    expect(readViewCount(['2', 'hand'], 0)).toBeUndefined();
  });

  test.each([
    ['View', 1, 1],
    ['Views 2', 2, 2],
    ['Views GE 3', 3, Number.POSITIVE_INFINITY],
    ['Views 1 or 2', 1, 2],
    ['Views LE 3', 0, 3],
  ])('part %s', (name, low, high) => {
    expect(parseViewCount(name)).toEqual({ low, high });
  });

  test('a view type falls into what can be said one by one', () => {
    expect(viewAtoms('AP L-lateral-decubitus')).toEqual(['ap', 'left', 'decubitus']);
  });
});
