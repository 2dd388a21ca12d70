import { describe, expect, test } from '@jest/globals';
import { readContrast } from '../../../../src/playbook/match/contrast-phrase.js';
import { parseViewCount, viewAtoms } from '../../../../src/playbook/match/features.js';
import { buildLexicon } from '../../../../src/playbook/match/lexicon.js';
import { buildSpeller, editDistance } from '../../../../src/playbook/match/spelling.js';
import { createTokenReader } from '../../../../src/playbook/match/tokens.js';
import { readViewCount } from '../../../../src/playbook/match/view-phrase.js';
import { chunksOf, nameKey, singular } from '../../../../src/playbook/match/words.js';
import { samplePlaybook, shippedSynonyms } from '../../../support/playbook/playbook-text.js';

const lexicon = buildLexicon(samplePlaybook(), shippedSynonyms());
const tokensOf = createTokenReader(lexicon);
const words = (text: string) => tokensOf(text).tokens.map(({ word }) => word);

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
  ['FOOT 3V+ LT', ['foot', '3', 'plus', 'v', 'lt']],
  ['FOOT 2 VIEWS+OBLIQUE', ['foot', '2', 'views', 'and', 'oblique']],
  ['SKULL <4 VW', ['skull', 'below', '4', 'vw']],
  ['CHEST C+', ['chest', 'with', 'contrast']],
  ['CHEST C-', ['chest', 'without', 'contrast']],
  ['Head^HEAD_ROUTINE (Adult)', ['head', 'head', 'routine', 'adult']],
  ['PA & LAT', ['pa', 'and', 'lat']],
  ['FOR P.E.', ['for', 'pe']],
  ['Schädel/CRÂNE', ['schadel/crane']],
  ["SCANNER D'ABDOMEN", ['scanner', 'abdomen']],
  ['HeadRoutine', ['head', 'routine']],
  ['CT W O CONTRAST', ['ct', 'without', 'contrast']],
  ['CT C SPINE', ['ct', 'c', 'spine']],
  ['HEAD - C SPINE', ['head', 'c', 'spine']],
  ['C+A+P', ['c', 'and', 'a', 'and', 'p']],
  ['Brain (C-)', ['brain', 'without', 'contrast']],
  ['Brain (C+)', ['brain', 'with', 'contrast']],
  ['CHEST C-/C+', ['chest', 'without', 'contrast', 'with', 'contrast']],
  ['CHEST (-)', ['chest', 'without', 'contrast']],
  ['CHEST IV+', ['chest', 'with', 'contrast']],
  ['KM(-)', ['without', 'contrast']],
  ['胸部CT平扫', ['胸部', 'ct', '平扫']],
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
    expect(tokensOf('CHSET').tokens).toEqual([{ word: 'chest', raw: 'chset', known: true, slips: 1 }]);
    expect(tokensOf('IMG229').tokens).toEqual([{ word: 'img229', raw: 'img229', known: false, slips: 0 }]);
  });
});

describe('languages', () => {
  const read = (text: string) => {
    const { language, tokens } = tokensOf(text);
    return `${language}: ${tokens.map(({ word }) => word).join(' ')}`;
  };
  test.each([
    ['CT thorax zonder contrast', 'nl: ct chest without contrast'],
    ['TC TORAX SEM CONTRASTE', 'pt: ct chest without contrast'],
    ['TAC DE CRANEO SIN CONTRASTE', 'es: ct head without contrast'],
    ['TC CRANIO SENZA MDC', 'it: ct head without contrast'],
    ['IRM cérébrale sans injection', 'fr: mri brain without contrast'],
    ['Schaedel nativ CT', 'de: head without contrast ct'],
    ['DT buk utan kontrast', 'sv: ct abdomen without contrast'],
    ['뇌 CT 비조영', 'ko: brain ct without contrast'],
    ['腹部CT造影なし', 'ja: abdomen ct without contrast'],
    ['胸部CT平扫+增强', 'zh: chest ct without contrast and with contrast'],
    ['CT CHEST W CON', 'en: ct chest with contrast'],
    ['TAC CON CONTRASTE', 'es: ct with contrast'],
    ['ginocchio dx', 'it: knee right'],
    ['KNEE DX', 'en: knee dx'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
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
    expect(speller.correct('hxnd')).toEqual({ word: 'hand', slips: 1 });
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
    ['without contrast and contrast', 3],
    ['contrast without', 2],
    ['contrast with and without', 3],
    ['with contrast without contrast', 3],
    ['without oral or iv contrast', 2],
    ['without the use of iv contrast', 2],
    ['contrast', 1],
    ['with out contrast', 2],
    ['without oral with iv contrast', 1],
  ])('%s: %d', (text, contrast) => {
    expect(read(text)?.contrast).toBe(contrast);
  });

  test.each([['with or without contrast'], ['without contrast contrast']])('%s: uncertain', (text) => {
    expect(read(text)?.uncertain).toBe(true);
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
