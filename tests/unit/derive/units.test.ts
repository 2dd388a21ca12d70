import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { deriveUnits, parseUnitPhrases, stateUnits, type UnitPhrase } from '../../../src/derive/units.js';
import { attributeOf, moduleOf, rowOf } from '../../support/facts.js';

const A = '(0018,0050)';
const PHRASES: UnitPhrase[] = [
  { phrase: 'mm', ucum: 'mm', anywhere: false },
  { phrase: 'mm/s', ucum: 'mm/s', anywhere: false },
  { phrase: 'millimeters', ucum: 'mm', anywhere: false },
  { phrase: 'millimeters per second', ucum: 'mm/s', anywhere: false },
  { phrase: 'msec', ucum: 'ms', anywhere: false },
  { phrase: 's', ucum: 's', anywhere: false },
  { phrase: 'degrees', ucum: 'deg', anywhere: true },
  { phrase: 'deg', ucum: 'deg', anywhere: false },
  { phrase: 'degrees C', ucum: 'Cel', anywhere: true },
  { phrase: 'kg/m2', ucum: 'kg/m2', anywhere: false },
  { phrase: 'mm/msec', ucum: '-', anywhere: false },
  { phrase: 'column,row', ucum: '-', anywhere: true },
];

function derive(descriptions: readonly string[], vr = 'DS') {
  const rows = descriptions.map((description) => rowOf(A, { description }));
  return deriveUnits(stateUnits([moduleOf('C.1', rows)], [attributeOf(A, { vr })], PHRASES));
}

const stated: { description: string; ucum: string; phrase: string }[] = [
  { description: 'Nominal slice thickness, in mm.', ucum: 'mm', phrase: 'in mm' },
  { description: 'Thickness in millimeters', ucum: 'mm', phrase: 'in millimeters' },
  { description: 'Speed in millimeters  per second.', ucum: 'mm/s', phrase: 'in millimeters  per second' },
  { description: 'Speed, in mm/s.', ucum: 'mm/s', phrase: 'in mm/s' },
  { description: 'Time; its units are msec.', ucum: 'ms', phrase: 'units are msec' },
  { description: 'Time expressed in msec', ucum: 'ms', phrase: 'expressed in msec' },
  { description: 'Time in the unit of s.', ucum: 's', phrase: 'in the unit of s' },
  { description: 'Angle (degrees) of the gantry.', ucum: 'deg', phrase: '(degrees)' },
  { description: 'Temperature in degrees C.', ucum: 'Cel', phrase: 'degrees C' },
  { description: 'Length, in mm. The time is in msec.', ucum: 'mm', phrase: 'in mm' },
  { description: 'A length. It is given in mm.', ucum: 'mm', phrase: 'in mm' },
  { description: 'Body mass index in kg/m2', ucum: 'kg/m2', phrase: 'in kg/m2' },
  { description: 'Width (mm). Required if known.', ucum: 'mm', phrase: '(mm)' },
  { description: 'Index in kg/m^2.', ucum: 'kg/m2', phrase: 'in kg/m2' },
  { description: 'Angle (deg) of the beam.', ucum: 'deg', phrase: '(deg)' },
];

describe('deriveUnits', () => {
  test.each(stated)('$description', ({ description, ucum, phrase }) => {
    const { value, diagnostics } = derive([description]);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject([{ tag: A, ucum, at: { label: 'Table C.1', row: 1 } }]);
    expect(value[0]?.phrase.endsWith(phrase)).toBe(true);
  });

  test.each([
    'A number of 5 mm slices.',
    'In MM.',
    'Extent in mm2.',
    'Area in mm².',
    'Area in mm squared.',
    'Volume in mm cubed.',
    'Rate in mm h-1.',
    'The value in msec (0018,9332) counts.',
    'Time(s) of a point (s).',
    'Rate in mm/h.',
    'Noted in seconds.',
    'Angle in degreesX.',
    '',
  ])('no unit: "%s"', (description) => {
    expect(derive([description])).toEqual({ value: [], diagnostics: [] });
  });

  test.each(['DS', 'IS', 'FL', 'FD', 'SL', 'US or SS', 'OF'])('VR %s takes a unit', (vr) => {
    expect(derive(['Size in mm.'], vr).value).toHaveLength(1);
  });

  test.each(['LO', 'CS', 'SQ', 'See Note', ''])('VR "%s" does not', (vr) => {
    expect(derive(['Size in mm.'], vr).value).toEqual([]);
  });

  test('a sentence that names two units names none', () => {
    const { value, diagnostics } = derive(['Width in mm or time in msec.']);
    expect(value).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'unit-ambiguous',
        severity: 'note',
        at: { label: 'Table C.1', row: 1 },
        found: 'in mm, in msec',
        fix: expect.stringContaining('units.tsv'),
      },
    ]);
  });

  test.each(['Size in mm/msec.', 'The column,row pair.'])(
    'words for no single unit leave the attribute without one, whatever other rows state: %s',
    (description) => {
      const { value, diagnostics } = derive(['Size in mm.', description]);
      expect(value).toEqual([]);
      expect(diagnostics).toMatchObject([
        { code: 'unit-ambiguous', at: { row: 2 } },
        {
          code: 'unit-conflict',
          at: { row: 1 },
          found: expect.stringMatching(
            /^in mm = mm at .* Table C\.1 row 1; .+ = no single unit at .* Table C\.1 row 2$/,
          ),
        },
      ]);
    },
  );

  test('two words for one unit name one', () => {
    expect(derive(['Width in mm, that is in millimeters.']).value).toMatchObject([{ ucum: 'mm' }]);
  });

  test('rows that agree give one unit, rows that do not give each, with a word', () => {
    expect(derive(['Size in mm.', 'Size in millimeters.'])).toMatchObject({
      value: [{ ucum: 'mm' }],
      diagnostics: [],
    });
    const { value, diagnostics } = derive(['Size in mm.', 'Time in msec.', 'Size in mm.']);
    expect(value.map(({ ucum, at }) => [ucum, at.row])).toEqual([
      ['mm', 1],
      ['ms', 2],
    ]);
    expect(diagnostics).toMatchObject([
      {
        code: 'unit-conflict',
        severity: 'warning',
        at: { label: 'Table C.1', row: 2 },
        message: expect.stringContaining(A),
        found: expect.stringMatching(
          /^in mm = mm at .* Table C\.1 row 1; in msec = ms at .* Table C\.1 row 2$/,
        ),
        fix: expect.stringContaining('module at hand'),
      },
    ]);
  });
});

describe('parseUnitPhrases', () => {
  test('reads words, codes and where they must stand', () => {
    const { value, diagnostics } = parseUnitPhrases(
      '# note\nphrase\tucum\twhere\nmm\tmm\tin\ndegrees\tdeg\tanywhere\n',
      'units.tsv',
    );
    expect(diagnostics).toEqual([]);
    expect(value).toEqual([
      { phrase: 'mm', ucum: 'mm', anywhere: false },
      { phrase: 'degrees', ucum: 'deg', anywhere: true },
    ]);
  });

  test('an empty cell is an error with its line', () => {
    const { value, diagnostics } = parseUnitPhrases('phrase\tucum\twhere\nmm\t\tin\n\ts\tin\n', 'units.tsv');
    expect(value).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'file-cell-empty',
        severity: 'error',
        at: { file: 'units.tsv', line: 2 },
        fix: 'fill both cells',
      },
      { at: { line: 3 } },
    ]);
  });
});

describe('the shipped words', () => {
  const { value: shipped } = parseUnitPhrases(readFileSync('mappings/units.tsv', 'utf8'), 'units.tsv');

  test.each([
    ['Mean number of heart beats per minute while scanning.', '{beats}/min'],
    ['Number of frames per second.', '{frames}/s'],
    ['Lines that were acquired, expressed as a percent.', '%'],
    ['Estimated share of answers (false ones), as percent.', '%'],
    ['How far the step is, expressed as percentage complete.', '%'],
    ['Percent of R-R interval, based on the rate.', '%'],
    ['Angle to the rows, with a range of 0-180 degrees.', 'deg'],
    ['Power of the lamp in microwatts at the eye.', 'uW'],
    ['Speed of sound in the eye, in m/sec.', 'm/s'],
    ['Points are measured in Millimeters of the paper.', 'mm'],
  ])('%s', (description, ucum) => {
    const rows = [rowOf(A, { description })];
    const statements = stateUnits([moduleOf('C.1', rows)], [attributeOf(A, { vr: 'FL' })], shipped);
    expect(statements.map((statement) => statement.ucum)).toEqual([ucum]);
  });
});
