import { describe, expect, test } from '@jest/globals';
import { parseSchemeMappings } from '../../../src/map/coding-schemes.js';
import { parseCuratedMaps } from '../../../src/map/curated-maps.js';

const HEADER = 'subject\tpredicate\tobject_vocabulary\tobject_code\tjustification\tdecided_by';
const GOOD = 'DCM:CT\texactMatch\tSNOMED\t77477000\tsame meaning\tpeople';
const parse = (...lines: readonly string[]) => parseCuratedMaps([HEADER, ...lines].join('\n'), 'maps-to.tsv');

describe('curated maps', () => {
  test('a line is a decision, with its place; codes of PS3.16 are written DCM:', () => {
    const lines = [GOOD, '00100040:M\tbroadMatch\tGender\tM\tshared\tpeople'];
    expect(parse('# a comment', ...lines)).toEqual({
      value: [
        {
          conceptCode: 'CT',
          predicate: 'exactMatch',
          vocabularyId: 'SNOMED',
          objectCode: '77477000',
          justification: 'same meaning',
          decidedBy: 'people',
          line: 3,
        },
        {
          conceptCode: '00100040:M',
          predicate: 'broadMatch',
          vocabularyId: 'Gender',
          objectCode: 'M',
          justification: 'shared',
          decidedBy: 'people',
          line: 4,
        },
      ],
      diagnostics: [],
    });
  });

  const [subject, predicate, vocabulary, code, justification, decidedBy] = GOOD.split('\t');
  test.each([
    ['subject', ['', predicate, vocabulary, code, justification, decidedBy]],
    ['vocabulary', [subject, predicate, '', code, justification, decidedBy]],
    ['code', [subject, predicate, vocabulary, '', justification, decidedBy]],
    ['justification', [subject, predicate, vocabulary, code, '', decidedBy]],
    ['name of who decided', [subject, predicate, vocabulary, code, justification, '']],
  ])('a line without a %s is an error, and the other lines stand', (_title, cells) => {
    const { value, diagnostics } = parse(GOOD, cells.join('\t'), GOOD);
    expect(value.map(({ line }) => line)).toEqual([2, 4]);
    expect(diagnostics).toMatchObject([
      {
        code: 'curated-map-wrong',
        severity: 'error',
        at: { file: 'maps-to.tsv', line: 3 },
        message: 'an empty cell, or a concept id in place of a code',
        expected: expect.stringContaining('exactMatch, broadMatch, narrowMatch'),
        fix: 'correct the line',
      },
    ]);
  });

  test.each(['', 'exact', 'closeMatch', 'skos:exactMatch'])('the predicate "%s" is an error', (wrong) => {
    const { value, diagnostics } = parse(GOOD.replace('exactMatch', wrong));
    expect(value).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'curated-map-wrong',
        severity: 'error',
        at: { file: 'maps-to.tsv', line: 2 },
        message: 'no predicate that is known',
        fix: 'correct the line',
      },
    ]);
  });

  test('an id of a site in place of a code is an error', () => {
    expect(parse(GOOD.replace('77477000', '2128200001')).diagnostics).toMatchObject([
      { code: 'curated-map-wrong', at: { file: 'maps-to.tsv', line: 2 }, fix: 'correct the line' },
    ]);
  });

  test.each([
    ['file-header-wrong', 'subject\tobject_code\nDCM:CT\t77477000', 1],
    ['file-row-ragged', `${HEADER}\nDCM:CT\texactMatch`, 2],
    ['file-merge-conflict', `${HEADER}\n${GOOD}\n<<<<<<< HEAD\n${GOOD}`, 3],
  ])('%s is told with its line and the next step', (fault, text, line) => {
    expect(parseCuratedMaps(text, 'maps-to.tsv').diagnostics).toMatchObject([
      {
        code: fault,
        severity: 'error',
        at: { file: 'maps-to.tsv', line },
        fix: expect.stringMatching(/\w/),
      },
    ]);
  });
});

describe('coding schemes', () => {
  const schemes = (...lines: readonly string[]) =>
    parseSchemeMappings(['designator\tvocabulary_id\tnote', ...lines].join('\n'), 'schemes.tsv');

  test('a designator has a vocabulary, or a reason why there is none', () => {
    const { value, diagnostics } = schemes('SCT\tSNOMED\t', 'FMA\t\tnot in Athena');
    expect(diagnostics).toEqual([]);
    expect([...value]).toEqual([
      ['SCT', { vocabularyId: 'SNOMED', note: undefined }],
      ['FMA', { vocabularyId: undefined, note: 'not in Athena' }],
    ]);
  });

  test.each([
    ['a designator that stands twice', 'SCT\tOther\t', 'the designator stands twice', 'SCT'],
    [
      'a line without designator',
      '\tSNOMED\t',
      'a vocabulary, or the reason why there is none, is needed',
      '',
    ],
    [
      'a line that says nothing',
      'FMA\t\t',
      'a vocabulary, or the reason why there is none, is needed',
      'FMA',
    ],
  ])('%s is an error', (_title, line, message, found) => {
    expect(schemes('SCT\tSNOMED\t', line).diagnostics).toMatchObject([
      {
        code: 'scheme-line-wrong',
        severity: 'error',
        at: { file: 'schemes.tsv', line: 3 },
        message,
        found,
        expected: 'each designator once, with a vocabulary or a note',
        fix: 'correct the line',
      },
    ]);
  });

  test.each([
    ['file-header-wrong', 'designator\tnote\nSCT\tx', 1],
    ['file-row-ragged', 'designator\tvocabulary_id\tnote\nSCT\tSNOMED', 2],
  ])('%s is told with its line and the next step', (fault, text, line) => {
    expect(parseSchemeMappings(text, 'schemes.tsv').diagnostics).toMatchObject([
      { code: fault, severity: 'error', at: { file: 'schemes.tsv', line }, fix: expect.stringMatching(/\w/) },
    ]);
  });
});
