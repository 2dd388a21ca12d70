import { describe, expect, test } from '@jest/globals';
import { createMatcher } from '../../../../src/playbook/match/matcher.js';
import { MATCH_COLUMNS, matchRows, readStudies } from '../../../../src/playbook/match/study-rows.js';
import { samplePlaybook, shippedSynonyms } from '../../../support/playbook/playbook-text.js';

const matcher = createMatcher(samplePlaybook(), shippedSynonyms());
const match = (modality: string, studyDescription: string, bodyPart = '') =>
  matcher.match({ modality, studyDescription, bodyPart });
const best = (modality: string, studyDescription: string, bodyPart = '') => {
  const { verdict, candidates } = match(modality, studyDescription, bodyPart);
  return `${verdict} ${candidates[0]?.procedure.loinc ?? '-'}`;
};

describe('createMatcher', () => {
  test.each([
    ['CT', 'CT HEAD W CONTRAST', 'sure 24727-0'],
    ['CT', 'CT BRAIN W/O', 'sure 30799-1'],
    ['CT', 'Head^HEAD_ROUTINE (Adult)', 'sure 24725-4'],
    ['CT', 'CT Chest', 'sure 24627-2'],
    ['CT', 'UCHC CT THORAX WITH CONT', 'sure 24628-0'],
    ['CT', 'CT CHSET', 'sure 24627-2'],
    ['CT', 'ABD/PELVIS', 'sure 44115-4'],
    ['CT', 'CT GUIDED LUNG BIOPSY', 'sure 24823-7'],
    ['CR', 'XR CHEST PORTABLE 1 VIEW', 'sure 36589-0'],
    ['DX', 'CHEST TWO VIEWS', 'sure 36643-5'],
    ['DX', 'CHEST PA & LAT', 'sure 42272-5'],
    ['MR', 'KNEE RT MRI', 'sure 26258-4'],
    ['DX', 'CHEST FRONTAL & LATERAL', 'sure 36643-5'],
    ['CT', 'IMG229 CT CHEST W/O & W/CONTRAST', 'unsure 24627-2'],
    ['US', 'US RETROPERITONEAL COMPLETE', 'sure 24531-6'],
  ])('%s %s: %s', (modality, description, expected) => {
    expect(best(modality, description)).toBe(expected);
  });

  test.each([
    ['CT', 'OUTSIDE FILM'],
    ['OT', 'CHEST'],
    ['MR', 'MRI'],
    ['', ''],
    ['CT', 'CT ELBOW'],
  ])('none: %s %s', (modality, description) => {
    expect(match(modality, description)).toEqual({ verdict: 'none', candidates: [] });
  });

  test.each([
    ['modality against description', 'MR', 'CT CHEST', ''],
    ['body part against description', 'CT', 'CT CHEST', 'HEAD'],
    ['several words unread', 'CT', 'CT CHEST QWZX VBNQ KLPQ', ''],
    ['a side not said', 'MR', 'MRI KNEE', ''],
    ['a word of doubt', 'CT', 'CT CHEST PHANTOM', ''],
    ['both sides of a one-sided code', 'MR', 'MRI KNEE LEFT RIGHT', ''],
    ['a known word left over', 'CT', 'CT CHEST ABDOMEN', ''],
  ])('unsure: %s', (_, modality, description, bodyPart) => {
    expect(match(modality, description, bodyPart).verdict).not.toBe('sure');
  });

  test('the body part column speaks where the description does not', () => {
    expect(best('CT', 'ROUTINE', 'CHEST')).toBe('sure 24627-2');
  });

  test('views without a modality mean radiography', () => {
    expect(best('', 'CHEST 2 VIEWS')).toBe('sure 36643-5');
  });

  test('a deprecated term is not preferred, by its name or by the statuses given', () => {
    const codes = match('CT', 'CT CHEST').candidates.map(({ procedure }) => procedure.loinc);
    expect(codes).not.toContain('24785-8');
    const statuses = new Map([['24627-2', 'DEPRECATED']]);
    const other = createMatcher(samplePlaybook(), shippedSynonyms(), { statuses });
    const found = other.match({ modality: 'CT', studyDescription: 'CT CHEST', bodyPart: '' });
    expect(found.candidates[0]?.procedure.loinc).not.toBe('24627-2');
  });

  test('says what matched and what contradicts', () => {
    const [first, second] = match('CT', 'CT HEAD W CONTRAST').candidates;
    expect(first).toMatchObject({
      rank: 1,
      score: 1,
      matched: ['CT', 'Head', 'with contrast'],
      contradicted: [],
    });
    expect(second).toMatchObject({ rank: 2, contradicted: ['with contrast missing'] });
    expect(match('MR', 'CT CHEST').candidates[0]?.contradicted).toContain('modality mr');
  });

  test('gives at most the number of candidates asked for', () => {
    const one = createMatcher(samplePlaybook(), shippedSynonyms(), { limit: 1 });
    expect(one.match({ modality: 'CT', studyDescription: 'CT HEAD', bodyPart: '' }).candidates).toHaveLength(
      1,
    );
  });

  test('works from part names alone, without the table', () => {
    const bare = createMatcher(samplePlaybook(), []);
    const study = { modality: '', studyDescription: 'chest views 2', bodyPart: '' };
    expect(bare.match(study).candidates[0]?.procedure.loinc).toBe('36643-5');
    expect(bare.match({ ...study, studyDescription: 'CXR' }).verdict).toBe('none');
  });
});

describe('study rows', () => {
  test('columns by name; rows carry the verdict', () => {
    const text = 'study_description\tmodality\tsite\nCT HEAD WO\tCT\tA\nNOTE\tOT\tB\n';
    const studies = readStudies(text, 'studies.tsv').value ?? [];
    const rows = studies.flatMap((study) => matchRows(study, matcher.match(study)));
    expect(Object.keys(rows[0] ?? {})).toEqual([...MATCH_COLUMNS]);
    expect(rows[0]).toEqual({
      modality: 'CT',
      study_description: 'CT HEAD WO',
      rank: '1',
      loinc: '30799-1',
      rpid: 'RPID22',
      long_common_name: 'CT Head WO contrast',
      score: '1.000',
      verdict: 'sure',
      matched: 'CT; Head; without contrast',
      contradicted: '',
    });
    expect(rows.at(-1)).toMatchObject({ study_description: 'NOTE', rank: '', loinc: '', verdict: 'none' });
  });

  test.each([
    ['studies-columns', 'CT,CT HEAD\n', 1],
    ['studies-ragged', 'modality\tstudy_description\nCT\n', 2],
  ])('%s', (code, text, line) => {
    const { value, diagnostics } = readStudies(text, 'studies.tsv');
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code, severity: 'error', at: { file: 'studies.tsv', line } }]);
    expect(diagnostics[0]?.fix).toBeDefined();
  });
});
