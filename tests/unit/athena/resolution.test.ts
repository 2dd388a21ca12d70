import { describe, expect, test } from '@jest/globals';
import type { ScanProgress } from '../../../src/athena/bundle-search.js';
import { type Resolution, resolveCodes } from '../../../src/athena/resolution.js';
import type { Diagnostic } from '../../../src/model/diagnostic.js';
import type { ConceptId } from '../../../src/model/omop.js';
import {
  type BundleRows,
  bundleFiles,
  conceptRow,
  relationshipRow,
  vocabularyRow,
  writeDirectory,
  writeZip,
} from './athena-files.js';

const ASKED = ['a', 'b', 'c', 'd', 'e'].map((conceptCode) => ({ vocabularyId: 'SNOMED', conceptCode }));

async function resolve(
  files: Record<string, string>,
): Promise<Resolution & { diagnostics: readonly Diagnostic[] }> {
  const { value, diagnostics } = await resolveCodes({ bundle: writeDirectory(files), codes: ASKED });
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return { ...value, diagnostics };
}

/** `target via relationship from>to ...` of the concept of a code. */
async function waysFrom(rows: BundleRows, code = 'a'): Promise<string[]> {
  const { index } = await resolve(bundleFiles(rows));
  const found = index.find('SNOMED', code);
  return index
    .targets(found?.conceptId ?? (0 as ConceptId))
    .map(({ concept, steps }) =>
      [
        concept.conceptId,
        ...steps.map(({ relationshipId, from, to }) => `${relationshipId} ${from}>${to}`),
      ].join('; '),
    );
}

describe('reading what Athena writes', () => {
  const plain = [
    conceptRow({ id: 1, code: 'a', name: 'NA' }),
    conceptRow({ id: 2, code: 'b', name: '"Starts with a quote, holds \\ and 5" ' }),
    conceptRow({ id: 3, code: 'c', name: 'Härte’s', standard: '', end: '20200101', invalid: 'D' }),
    conceptRow({ id: 4, code: 'a', vocabulary: 'LOINC' }),
    conceptRow({ id: 5, code: ' a' }),
  ];

  test('every column, exactly as written; empty is undefined', async () => {
    const { index, diagnostics } = await resolve(bundleFiles({ concepts: plain }));
    expect(diagnostics).toEqual([]);
    expect(index.find('SNOMED', 'a')).toEqual({
      conceptId: 1,
      conceptName: 'NA',
      domainId: 'Observation',
      vocabularyId: 'SNOMED',
      conceptClassId: 'Class',
      standardConcept: 'S',
      conceptCode: 'a',
      validStartDate: '19700101',
      validEndDate: '20991231',
      invalidReason: undefined,
    });
    expect(index.find('SNOMED', 'b')?.conceptName).toBe('"Starts with a quote, holds \\ and 5" ');
    expect(index.find('SNOMED', 'c')).toMatchObject({
      conceptName: 'Härte’s',
      standardConcept: undefined,
      invalidReason: 'D',
    });
  });

  test('codes that are absent, of another vocabulary, or not asked for', async () => {
    const { index } = await resolve(bundleFiles({ concepts: plain }));
    expect(index.find('SNOMED', 'd')).toBeUndefined();
    expect(index.find('LOINC', 'a')).toBeUndefined();
    expect(index.find('SNOMED', ' a')).toBeUndefined();
    expect(index.findById(4 as ConceptId)).toBeUndefined();
  });

  test('the release and the vocabularies', async () => {
    const { index } = await resolve(bundleFiles({ concepts: plain }));
    expect(index.release).toBe('v5.0 01-JAN-30');
    expect(index.vocabularies.map(({ vocabularyId }) => vocabularyId)).toEqual(['None', 'SNOMED', 'LOINC']);
    expect(index.hasVocabulary('UCUM')).toBe(false);
  });

  const variants: Record<string, (text: string) => string> = {
    'CRLF line ends': (text) => text.replaceAll('\n', '\r\n'),
    'a byte order mark': (text) => `\uFEFF${text}`,
    'a tab too many at the end of every line': (text) => text.replaceAll('\n', '\t\n'),
    'a tab too many at the end of the rows only': (text) => text.replace(/(?<=\n.*)\n/g, '\t\n'),
    'a tab too many and CRLF': (text) => text.replaceAll('\n', '\t\r\n'),
    'columns in another order': (text) =>
      text.replace(/^.+$/gm, (line) => line.split('\t').reverse().join('\t')),
  };
  test.each(Object.keys(variants))('%s changes nothing', async (name) => {
    const rows = {
      concepts: plain,
      relationships: [
        relationshipRow(3, 1),
        relationshipRow(3, 2, 'Maps to', 'D'),
        relationshipRow(3, 9, 'Is a'),
      ],
    };
    const usual = await resolve(bundleFiles(rows));
    const files = Object.entries(bundleFiles(rows)).map(([file, text]) => [
      file,
      variants[name]?.(text) ?? '',
    ]);
    const varied = await resolve(Object.fromEntries(files));
    expect(varied.diagnostics).toEqual([]);
    for (const { conceptCode } of ASKED) {
      const concept = usual.index.find('SNOMED', conceptCode);
      expect(varied.index.find('SNOMED', conceptCode)).toEqual(concept);
      if (concept === undefined) continue;
      expect(varied.index.targets(concept.conceptId)).toEqual(usual.index.targets(concept.conceptId));
    }
    expect(varied.index.targets(3 as ConceptId)).toHaveLength(1);
  });

  test('a ZIP answers like the directory', async () => {
    const files = bundleFiles({
      concepts: [...plain, ...Array.from({ length: 20000 }, (_, place) => conceptRow({ id: 1000 + place }))],
      relationships: [relationshipRow(3, 20999)],
    });
    const directory = await resolveCodes({ bundle: writeDirectory(files), codes: ASKED });
    const zip = await resolveCodes({ bundle: writeZip(files), codes: ASKED });
    expect(zip.diagnostics).toEqual([]);
    expect(zip.value?.index.targets(3 as ConceptId)).toMatchObject([{ concept: { conceptId: 20999 } }]);
    for (const { conceptCode } of ASKED) {
      const concept = directory.value?.index.find('SNOMED', conceptCode);
      expect(zip.value?.index.find('SNOMED', conceptCode)).toEqual(concept);
    }
  });

  test('rows that lie across the borders of what is read at once', async () => {
    const filler = Array.from({ length: 10000 }, (_, place) =>
      conceptRow({ id: 1000 + place, name: 'é'.repeat(60) }),
    );
    const concepts = [...filler, plain[0] ?? '', ...filler, plain[1] ?? '', ...filler, plain[2] ?? ''];
    const { index, diagnostics } = await resolve(bundleFiles({ concepts }));
    expect(diagnostics).toEqual([]);
    expect(['a', 'b', 'c'].map((code) => index.find('SNOMED', code)?.conceptId)).toEqual([1, 2, 3]);
  });

  test('concepts asked for by id, and the first choice among several of one code', async () => {
    const concepts = [
      conceptRow({
        id: 7,
        code: 'OMOP generated',
        vocabulary: 'Domain',
        standard: '',
        end: '20200101',
        invalid: 'D',
      }),
      conceptRow({ id: 8, code: 'OMOP generated', vocabulary: 'Domain', standard: '' }),
      conceptRow({ id: 9, code: 'x' }),
    ];
    const { value } = await resolveCodes({
      bundle: writeDirectory(bundleFiles({ concepts, vocabularies: [vocabularyRow('Domain')] })),
      codes: [{ vocabularyId: 'Domain', conceptCode: 'OMOP generated' }],
      conceptIds: [9, 10],
    });
    expect(value?.index.find('Domain', 'OMOP generated')?.conceptId).toBe(8);
    expect(value?.index.findById(9 as ConceptId)?.conceptCode).toBe('x');
    expect(value?.index.findById(10 as ConceptId)).toBeUndefined();
  });

  test('progress says the pass, the file and the bytes', async () => {
    const events: ScanProgress[] = [];
    const files = bundleFiles({
      concepts: [conceptRow({ id: 1, code: 'a', standard: '' }), conceptRow({ id: 2, code: 'z' })],
      relationships: [relationshipRow(1, 2)],
    });
    await resolveCodes({
      bundle: writeDirectory(files),
      codes: ASKED,
      onProgress: (event) => events.push(event),
    });
    const bytes = Buffer.byteLength(files['CONCEPT.csv'] ?? '');
    expect(events[0]).toEqual({ pass: 'codes', file: 'CONCEPT.csv', bytesRead: bytes, bytesTotal: bytes });
    expect([...new Set(events.map(({ pass }) => pass))]).toEqual(['codes', 'relationships', 'targets']);
    expect(events.at(-1)?.bytesRead).toBe(bytes);
  });
});

describe('ways to standard concepts', () => {
  const source = conceptRow({ id: 1, code: 'a', standard: '' });
  const deprecated = conceptRow({ id: 1, code: 'a', standard: '', end: '20200101', invalid: 'U' });
  const [two, three] = [conceptRow({ id: 2, vocabulary: 'LOINC' }), conceptRow({ id: 3 })];
  const plain = (id: number): string => conceptRow({ id, standard: '' });

  test('a standard concept is its own target, whatever it maps to', async () => {
    const standard = conceptRow({ id: 1, code: 'a' });
    expect(
      await waysFrom({
        concepts: [standard, two],
        relationships: [relationshipRow(1, 1), relationshipRow(1, 2)],
      }),
    ).toEqual(['1']);
  });

  test('one to many, in id order, repeated rows once', async () => {
    const relationships = [relationshipRow(1, 3), relationshipRow(1, 2), relationshipRow(1, 3)];
    expect(await waysFrom({ concepts: [source, two, three], relationships })).toEqual([
      '2; Maps to 1>2',
      '3; Maps to 1>3',
    ]);
  });

  test('a chain, its rows in any order', async () => {
    const relationships = [relationshipRow(5, 2), relationshipRow(4, 5), relationshipRow(1, 4)];
    expect(await waysFrom({ concepts: [two, plain(5), plain(4), source], relationships })).toEqual([
      '2; Maps to 1>4; Maps to 4>5; Maps to 5>2',
    ]);
  });

  test('a cycle ends, with or without a way out', async () => {
    const cycle = [relationshipRow(1, 4), relationshipRow(4, 5), relationshipRow(5, 1)];
    expect(await waysFrom({ concepts: [source, plain(4), plain(5)], relationships: cycle })).toEqual([]);
    const out = [...cycle, relationshipRow(5, 2)];
    expect(await waysFrom({ concepts: [source, plain(4), plain(5), two], relationships: out })).toEqual([
      '2; Maps to 1>4; Maps to 4>5; Maps to 5>2',
    ]);
  });

  test('rows with an invalid_reason, other relationships and deprecated targets lead nowhere', async () => {
    const gone = conceptRow({ id: 6, end: '20200101', invalid: 'D' });
    const relationships = [
      relationshipRow(1, 2, 'Maps to', 'D'),
      relationshipRow(1, 2, 'Maps to value'),
      relationshipRow(1, 2, 'Mapped from'),
      relationshipRow(1, 6),
    ];
    expect(await waysFrom({ concepts: [source, two, gone], relationships })).toEqual([]);
  });

  test('`Concept replaced by` is followed from a deprecated concept only, and only if `Maps to` ends nowhere', async () => {
    const replaced = [relationshipRow(1, 4, 'Concept replaced by'), relationshipRow(4, 2)];
    const concepts = [plain(4), two, three];
    expect(await waysFrom({ concepts: [deprecated, ...concepts], relationships: replaced })).toEqual([
      '2; Concept replaced by 1>4; Maps to 4>2',
    ]);
    expect(await waysFrom({ concepts: [source, ...concepts], relationships: replaced })).toEqual([]);
    const mapped = [...replaced, relationshipRow(1, 3)];
    expect(await waysFrom({ concepts: [deprecated, ...concepts], relationships: mapped })).toEqual([
      '3; Maps to 1>3',
    ]);
  });
});
