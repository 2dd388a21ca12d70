import { describe, expect, test } from '@jest/globals';
import { isBareTitle, parseStatedValues, readBelowTitle } from '../../../src/extract/stated-values.js';

describe('values below a title', () => {
  test.each([
    ['Enumerated Values:', true],
    ['Defined Terms', true],
    ['Defined Terms for Value 3:', true],
    ['See Annex L for Defined Terms', false],
    ['Defined Term that names the purpose.', false],
  ])('%s is a bare title: %p', (text, expected) => expect(isBareTitle(text)).toBe(expected));

  test.each([
    {
      title: 'without meanings, to the first sentence',
      paragraphs: ['BACK_PROJ', 'RAMLA', 'Required if it was reconstructed.'],
      terms: [
        { value: 'BACK_PROJ', meaning: undefined },
        { value: 'RAMLA', meaning: undefined },
      ],
    },
    {
      title: 'each with its meaning; the last one without, where the attribute is spoken of',
      paragraphs: ['OCT', 'tomography', 'SLO', 'Required if mapped.'],
      terms: [
        { value: 'OCT', meaning: 'tomography' },
        { value: 'SLO', meaning: undefined },
      ],
    },
    {
      title: 'one alone has no meaning that is sure; a media type is a value',
      paragraphs: ['application/pdf', 'The document is one.'],
      terms: [{ value: 'application/pdf', meaning: undefined }],
    },
    { title: 'none where a sentence follows', paragraphs: ['They are below.'], terms: [] },
  ])('$title', ({ paragraphs, terms }) => {
    expect(readBelowTitle(paragraphs)).toEqual({ terms, left: [] });
  });

  test('what follows a pattern is left, for it holds values too', () => {
    const paragraphs = ['GRID\\C,R', 'rows of boxes', 'SLIDE', 'a slide'];
    expect(readBelowTitle(paragraphs)).toEqual({ terms: [], left: paragraphs });
  });
});

describe('values in a sentence', () => {
  test('after a title with its colon', () => {
    expect(parseStatedValues('Enumerated Values: YES, NO')).toMatchObject([
      { title: { kind: 'Enumerated', retired: false }, terms: [{ value: 'YES' }, { value: 'NO' }] },
    ]);
  });

  test('those previously defined are retired', () => {
    const text =
      'Enumerated Values SHELF, CARD BOX, DRAWER and VISIT were previously defined for this Attribute. They are now retired.';
    expect(parseStatedValues(text)).toMatchObject([
      {
        title: { kind: 'Enumerated', retired: true, attribute: undefined },
        terms: [{ value: 'SHELF' }, { value: 'CARD BOX' }, { value: 'DRAWER' }, { value: 'VISIT' }],
      },
    ]);
  });

  test('for the attribute that the sentence names', () => {
    const text = 'The Defined Term OLD was previously defined for Kind of Thing (0018,1234) and is retired.';
    expect(parseStatedValues(text)).toMatchObject([
      { title: { kind: 'Defined', attribute: '(0018,1234)' }, terms: [{ value: 'OLD' }] },
    ]);
  });

  test.each([
    'Defined Terms: see the section of its own',
    'The Defined Term "ABC_1" would be used for it.',
    'Enumerated Values of the modality, and others, were previously defined.',
    'There are Enumerated Values.',
  ])('none: %s', (text) => expect(parseStatedValues(text)).toEqual([]));
});
