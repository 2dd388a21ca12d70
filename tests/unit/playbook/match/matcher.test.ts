import { describe, expect, test } from '@jest/globals';
import { createMatcher } from '../../../../src/playbook/match/matcher.js';
import { readWords } from '../../../../src/playbook/match/open-matcher.js';
import type { Study } from '../../../../src/playbook/match/study.js';
import { parseStudies } from '../../../../src/playbook/match/study-rows.js';
import { samplePlaybook, shippedSynonyms, shippedTables } from '../../../support/playbook/playbook-text.js';

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
    ['CT', 'UCHC CT THORAX WITH CONT', 'unsure 24628-0'],
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
    ['CT', 'CT hoofd zonder contrast', 'sure 30799-1'],
    ['CT', 'TAC DE CRANEO SIN CONTRASTE', 'sure 30799-1'],
    ['CT', 'CT HEAD W O CONTRAST', 'sure 30799-1'],
    ['CT', 'Brain CT (C-)', 'sure 30799-1'],
    ['CT', 'Brain CT (C+)', 'sure 24727-0'],
    ['CT', 'Schädel nativ CT', 'sure 30799-1'],
    ['CT', 'CT HEAD W NO CONTRAST', 'sure 30799-1'],
    ['CT', 'CT HEAD CONTRAST: NO', 'sure 30799-1'],
  ])('contrast is not turned round: %s %s', (modality, description, expected) => {
    expect(best(modality, description)).toBe(expected);
  });

  test.each([
    ['OT', 'CHEST', 'the modality is not known'],
    ['', '', 'the modality is not known'],
    ['CT', 'CT CHEST PHANTOM', 'no procedure'],
    ['CT', 'CT ELBOW', 'nothing in the playbook is close'],
  ])('none: %s %s', (modality, description, reason) => {
    const { verdict, candidates, reasons } = match(modality, description);
    expect({ verdict, candidates, reasons }).toEqual({ verdict: 'none', candidates: [], reasons: [reason] });
  });

  test.each([
    ['CT', 'OUTSIDE FILM'],
    ['CT', '0'],
    ['CT', ''],
  ])('modality only: %s %s', (modality, description) => {
    expect(best(modality, description)).toBe('modality only 25045-6');
  });

  test.each([
    ['modality against description', 'MR', 'CT CHEST', '', 'the modality column says mr'],
    ['body part against description', 'CT', 'CT CHEST', 'HEAD', 'the body part column says something else'],
    ['an unknown word', 'CT', 'CT CHEST QWZX', '', 'not understood: qwzx'],
    ['an unknown word in front', 'CT', 'QWZX CT CHEST', '', 'not understood: qwzx'],
    ['a side not said', 'MR', 'MRI KNEE', '', 'not said'],
    ['a word of doubt', 'CT', 'CT CHEST CONSULT', '', '"consult"'],
    ['both sides of a one-sided code', 'MR', 'MRI KNEE LEFT RIGHT', '', 'close'],
    ['a place too many', 'CT', 'CT CHEST ABDOMEN', '', 'missing'],
    ['a body part alone', 'CT', '', 'CHEST', 'only the body part column says where'],
    ['contrast left open', 'CT', 'CT CHEST HRCT', '', 'leaves contrast open'],
    ['contrast said twice', 'CT', 'CT HEAD WO CONTRAST CHEST W CONTRAST', '', 'said twice, differently'],
    ['with or without', 'CT', 'CT HEAD WITH OR WITHOUT CONTRAST', '', 'two ways'],
    ['a mended short word', 'CT', 'CT HAND CHST HEAF', '', 'was read as'],
  ])('unsure: %s', (_, modality, description, bodyPart, reason) => {
    const { verdict, reasons } = match(modality, description, bodyPart);
    expect(verdict).not.toBe('sure');
    expect(reasons.join('; ')).toContain(reason);
  });

  test('the body part column speaks where the description does not', () => {
    expect(best('CT', 'W/O CONTRAST', 'HEAD')).toBe('sure 30799-1');
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
    expect(bare.match({ ...study, studyDescription: 'CXR' })).toMatchObject({
      verdict: 'none',
      unknown: ['cxr'],
    });
  });
});

describe('columns beside the study description', () => {
  const of = (study: Partial<Study>) => {
    const { verdict, candidates, reasons } = matcher.match({
      modality: 'CT',
      studyDescription: '',
      ...study,
    });
    return `${verdict} ${candidates[0]?.procedure.loinc ?? '-'} ${reasons.join('; ')}`.trim();
  };
  test.each<[string, Partial<Study>, string]>([
    ['another description', { requestedProcedure: 'CT HEAD WO' }, 'sure 30799-1'],
    [
      'gaps are filled',
      { studyDescription: 'CT HEAD', performedProcedureStep: 'HEAD WO CONTRAST' },
      'sure 30799-1',
    ],
    [
      'descriptions that differ',
      { studyDescription: 'CT HEAD WO', protocol: 'HEAD W CONTRAST' },
      'unsure 30799-1 two descriptions differ about contrast',
    ],
    [
      'series only',
      { seriesDescriptions: 'HEAD 5.0|HEAD 1.0' },
      'unsure 24725-4 only series descriptions say where',
    ],
    ['contrast agent', { studyDescription: 'CT HEAD', contrastAgent: 'OMNIPAQUE 350' }, 'sure 24727-0'],
    ['no agent', { studyDescription: 'CT HEAD', contrastAgent: 'NONE' }, 'sure 30799-1'],
    [
      'an agent against the words',
      { studyDescription: 'CT HEAD WO', contrastAgent: 'OMNIPAQUE' },
      'unsure 24727-0 the contrast agent contradicts the description',
    ],
    ['laterality', { modality: 'MR', studyDescription: 'MRI KNEE', laterality: 'R' }, 'sure 26258-4'],
    [
      'laterality against the words',
      { modality: 'MR', studyDescription: 'MRI KNEE LEFT', laterality: 'R' },
      'unsure 26258-4 laterality contradicts the description',
    ],
    ['a LOINC number', { studyDescription: 'ANYTHING', procedureCode: '24627-2' }, 'sure 24627-2'],
    ['an RPID', { studyDescription: 'ANYTHING', procedureCode: 'RPID22' }, 'sure 30799-1'],
    ['an unknown code', { studyDescription: 'CT HEAD WO', procedureCode: 'HD7' }, 'sure 30799-1'],
  ])('%s', (_, study, expected) => {
    expect(of(study)).toBe(expected);
  });
});

describe("the site's own table", () => {
  const HEADER = 'kind\tphrase\tpart_type\tpart_name\tnote';
  const own = (...rows: string[]) => {
    const site = { file: 'mine.tsv', text: `${[HEADER, ...rows].join('\n')}\n` };
    const words = readWords({ tables: shippedTables(), site });
    expect(words.diagnostics).toEqual([]);
    return createMatcher(samplePlaybook(), words.value);
  };
  test.each<[string, string, Partial<Study>, string]>([
    ['a word of the site', 'word\tuchc\t\tchest\t', { studyDescription: 'CT UCHC' }, '24627-2'],
    ['its word wins', 'word\tthorax\t\thead\t', { studyDescription: 'CT THORAX' }, '24725-4'],
    [
      'its phrase wins',
      'phrase\tchest\tAnatomic Location\tHead\t',
      { studyDescription: 'CT CHEST' },
      '24725-4',
    ],
    ['a whole description', 'study\tBatch 7 @CT\t\t24628-0\t', { studyDescription: 'BATCH  7' }, '24628-0'],
    ['a code', 'code\tHD7\t\t30799-1\t', { studyDescription: 'X', procedureCode: 'hd7' }, '30799-1'],
  ])('%s', (_, row, study, expected) => {
    const { verdict, candidates } = own(row).match({ modality: 'CT', studyDescription: '', ...study });
    expect(`${verdict} ${candidates[0]?.procedure.loinc}`).toBe(`sure ${expected}`);
  });

  test('a description is limited to the modality it was chosen for', () => {
    const ofSite = own('study\tBatch 7 @CT\t\t24628-0\t');
    expect(ofSite.match({ modality: 'MR', studyDescription: 'BATCH 7' }).verdict).not.toBe('sure');
  });
});

test.each([
  ['XR CHEST AP SUPINE', 'XR Chest Single view'],
  ['XR CHEST SUPINE AND UPRIGHT', 'XR Chest 2 Views'],
])('a posture is no further view, several are: %s', (description, name) => {
  expect(match('CR', description).candidates[0]?.procedure.longCommonName).toBe(name);
});

describe('study rows', () => {
  test('columns by name', () => {
    const text = 'study_description\tmodality\tsite\nCT HEAD WO\tCT\tA\n';
    expect(parseStudies(text, 'studies.tsv').value).toMatchObject([
      { modality: 'CT', studyDescription: 'CT HEAD WO', bodyPart: '', n: 1 },
    ]);
  });

  test('every line is a study, one that begins with # too', () => {
    const studies = parseStudies('study_description\tmodality\n#1 HEAD\tCT\n\t\n', 'studies.tsv');
    expect(studies.diagnostics).toEqual([]);
    expect(studies.value?.map(({ studyDescription }) => studyDescription)).toEqual(['#1 HEAD', '']);
  });

  test.each([
    ['file-header-wrong', 'CT,CT HEAD\n', 1],
    ['file-row-ragged', 'modality\tstudy_description\nCT\n', 2],
    ['studies-number', 'modality\tstudy_description\tn\nCT\tCT HEAD\tmany\n', 2],
  ])('%s', (code, text, line) => {
    const { value, diagnostics } = parseStudies(text, 'studies.tsv');
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code, severity: 'error', at: { file: 'studies.tsv', line } }]);
    expect(diagnostics[0]?.fix).toBeDefined();
  });
});
