import { describe, expect, test } from '@jest/globals';
import {
  extractConfidentialityProfile,
  extractSafePrivateAttributes,
} from '../../../src/extract/confidentiality.js';
import { extractConfidentiality } from '../../../src/extract/standard.js';
import { partOf, rowOf, tableOf } from '../../support/docbook.js';

const OLD = [
  'Attribute Name',
  'Tag',
  'Retired (from PS3.6)',
  'In Std. Comp. IOD (from PS3.3)',
  'Basic Profile',
];
const NOW = ['Attribute Name', 'Tag', 'Retd. (from PS3.6)', 'In Std. Comp. IOD (from PS3.3)', 'Basic Prof.'];

const profileOf = (headings: readonly string[], ...rows: readonly string[]) =>
  extractConfidentialityProfile(
    partOf(15, tableOf({ label: 'E.1-1', caption: 'Attributes', headings, rows: rows.join('') })),
  );

describe('extractConfidentialityProfile', () => {
  test('reads the options by their short headings, in any order', () => {
    const options = [
      'Rtn. Pat. Chars. Opt.',
      'Rtn. Long. Modif. Dates Opt.',
      'Rtn. Long. Full Dates Opt.',
      'Rtn. Inst. Id. Opt.',
      'Rtn. Dev. Id. Opt.',
      'Rtn. UIDs Opt.',
      'Rtn. Safe Priv. Opt.',
      'Clean Graph. Opt.',
      'Clean Struct. Cont. Opt.',
      'Clean Desc. Opt.',
    ];
    const row = rowOf('Day', '(0008,0020)', 'N', 'Y', 'X/Z/U*', 'K', 'C', 'K', '', '', '', '', '', '', 'C');
    expect(profileOf([...NOW, ...options], row).facts).toMatchObject([
      {
        tag: '(0008,0020)',
        name: 'Day',
        retired: 'N',
        inStandardIod: 'Y',
        actions: {
          basic_profile: 'X/Z/U*',
          retain_patient_characteristics: 'K',
          retain_modified_dates: 'C',
          retain_full_dates: 'K',
          clean_descriptors: 'C',
        },
        at: { part: 15, label: 'Table E.1-1', row: 1 },
      },
    ]);
  });

  test('reads the options by their long headings; an option that says nothing has no code', () => {
    const options = [
      'Retain Safe Private Option',
      'Retain UIDs Option',
      'Retain Device Ident. Option',
      'Retain Patient Chars. Option',
      'Retain Long. Full Dates Option',
      'Retain Long. Modif. Dates Option',
      'Clean Desc. Option',
      'Clean Struct. Cont. Option',
      'Clean Graph. Option',
    ];
    const { facts, diagnostics } = profileOf(
      [...OLD, ...options],
      rowOf(
        'Private attributes',
        '(gggg,eeee) where gggg is odd',
        'N',
        'N',
        'X',
        'C',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
      ),
      rowOf('Curve Data', '(50xx,xxxx)', 'Y', 'N', 'X', '', '', '', '', '', '', '', '', 'C'),
    );
    expect(diagnostics).toEqual([]);
    expect(facts).toMatchObject([
      { tag: '(gggg,eeee)', actions: { basic_profile: 'X', retain_safe_private: 'C' } },
      { tag: '(50xx,xxxx)', actions: { basic_profile: 'X', clean_graphics: 'C' } },
    ]);
    expect(Object.keys(facts[1]?.actions ?? {})).toEqual(['basic_profile', 'clean_graphics']);
  });

  test('a blank inside a tag loses no attribute', () => {
    const { facts, diagnostics } = profileOf(NOW, rowOf('Station', '(0040, 4028)', 'N', 'N', 'X'));
    expect(facts).toMatchObject([{ tag: '(0040,4028)' }]);
    expect(diagnostics).toMatchObject([
      {
        code: 'tag-spaced',
        severity: 'warning',
        at: { label: 'Table E.1-1', row: 1 },
        found: '(0040, 4028)',
        fix: expect.any(String),
      },
    ]);
  });

  test.each([
    ['tag-malformed', rowOf('Odd', 'none', 'N', 'N', 'X'), 'finding', /cells\.tsv/],
    ['action-missing', rowOf('Odd', '(0008,0050)', 'N', 'N', ''), 'finding', /cells\.tsv/],
    ['action-unknown', rowOf('Odd', '(0008,0050)', 'N', 'N', 'Q'), 'warning', /cells\.tsv/],
  ])('%s', (code, row, severity, fix) => {
    const { facts, diagnostics, counts } = profileOf(NOW, row);
    expect(diagnostics).toMatchObject([
      { code, severity, at: { label: 'Table E.1-1', row: 1 }, fix: expect.stringMatching(fix) },
    ]);
    expect(counts).toMatchObject([{ read: 1, used: facts.length }]);
    expect(facts).toHaveLength(severity === 'warning' ? 1 : 0);
  });

  test('an option that is not known is told', () => {
    const { diagnostics } = profileOf(
      [...NOW, 'Rtn. Hair Colour Opt.'],
      rowOf('A', '(0008,0050)', 'N', 'N', 'X', 'K'),
    );
    expect(diagnostics).toMatchObject([
      {
        code: 'column-not-read',
        severity: 'warning',
        at: { label: 'Table E.1-1' },
        found: 'Rtn. Hair Colour Opt.',
        fix: expect.stringContaining('reader'),
      },
    ]);
  });
});

describe('extractSafePrivateAttributes', () => {
  const HEADINGS = ['Data Element', 'Private Creator', 'VR', 'VM', 'Meaning'];
  const safeOf = (...rows: readonly string[]) =>
    extractSafePrivateAttributes(
      partOf(15, tableOf({ label: 'E.3.10-1', caption: 'Safe', headings: HEADINGS, rows: rows.join('') })),
    );

  test('the block of the creator stays open, digits are upper case', () => {
    expect(
      safeOf(rowOf('(0199,xx0a)', 'NQLeft', 'FL', '1', 'Left side'), rowOf('(0129,xx29)', 'S', '', '1', ''))
        .facts,
    ).toMatchObject([
      { tag: '(0199,xx0A)', privateCreator: 'NQLeft', vr: 'FL', vm: '1', meaning: 'Left side' },
      { tag: '(0129,xx29)', vr: undefined, meaning: undefined },
    ]);
  });

  test('a row that names no creator is refused', () => {
    expect(safeOf(rowOf('(0199,xx0a)', '', 'FL', '1', 'x')).diagnostics).toMatchObject([
      { code: 'private-creator-missing', severity: 'finding', at: { row: 1 }, fix: expect.any(String) },
    ]);
  });
});

test('a Part 15 without its tables stops nothing: the list that the program brings is used', () => {
  const { facts, diagnostics } = extractConfidentiality(partOf(15, '<para/>'));
  expect(facts).toEqual({ confidentialityProfile: [], safePrivateAttributes: [] });
  expect(diagnostics).toMatchObject([
    {
      code: 'table-missing',
      severity: 'finding',
      at: { file: 'part15.xml' },
      fix: expect.stringContaining('program brings'),
    },
    {
      code: 'table-missing',
      severity: 'finding',
      at: { file: 'part15.xml' },
      fix: expect.stringContaining('program brings'),
    },
  ]);
});
