import { createHash } from 'node:crypto';
import { describe, expect, jest, test } from '@jest/globals';
import { emitReport } from '../../../src/emit/report.js';
import type { Diagnostic } from '../../../src/model/diagnostic.js';
import type { TableCount, UnreadReason } from '../../../src/model/standard.js';
import { emitManifest, type ReleaseSummary, sumRows } from '../../../src/release/manifest.js';
import { placeOf } from '../../support/facts.js';
import { buildSmall, SMALL_STANDARD } from '../../support/small-build.js';
import { editionOf } from '../../support/standard-document.js';
import { profileOf } from '../../support/vocabulary.js';

const { derivation, assignment } = buildSmall();
const DIAGNOSTICS: Diagnostic[] = [
  { code: 'tag-malformed', severity: 'finding', message: 'a | b', at: placeOf('Table C.1', 2) },
  { code: 'row-empty', severity: 'note', message: 'empty' },
  { code: 'row-empty', severity: 'note', message: 'empty' },
];

function summaryOf(rest: Partial<ReleaseSummary> = {}): ReleaseSummary {
  return {
    edition: editionOf('2024d'),
    published: '20240915',
    toolVersion: '0.1.0',
    profile: profileOf(),
    standard: {
      ...SMALL_STANDARD,
      counts: [
        { part: 3, table: 'C.1', read: 5, used: 4, refused: 1 },
        { part: 3, table: 'C.2', read: 2, used: 2, refused: 0 },
        { part: 6, table: '6-1', read: 3, used: 3, refused: 0 },
      ],
    },
    derivation,
    athena: undefined,
    form: { only: null, exclude: [], fhir: false },
    codes: { 'not looked up': 3, 'no vocabulary in OMOP': 1 },
    assignment,
    inputs: [
      { name: 'part06.xml', sha256: 'b'.repeat(64), bytes: 2 },
      { name: 'mappings/units.tsv', sha256: 'a'.repeat(64), bytes: 1 },
    ],
    diagnostics: DIAGNOSTICS,
    ...rest,
  };
}

describe('emitManifest', () => {
  const files = new Map([['CONCEPT.csv', 'a\tb\n1\t2\n']]);
  const [name, text] = emitManifest(summaryOf(), files);
  const manifest = JSON.parse(text);

  test('says what the release was made of and what is in it', () => {
    expect(name).toBe('manifest.json');
    expect(manifest).toMatchObject({
      edition: '2024d',
      published: '20240915',
      profile: 'default',
      tool: 'dicom-omop 0.1.0',
      inputs: [{ name: 'mappings/units.tsv' }, { name: 'part06.xml', sha256: 'b'.repeat(64), bytes: 2 }],
      counts: {
        relationships: { 'Concept replaced by | valid': 1, 'Concept replaces | valid': 1 },
        facts: {
          attributes: 6,
          context_group_members: 3,
          context_group_includes: 1,
          value_terms: 4,
          bindings: 1,
          units: 1,
        },
        diagnostics: { finding: { 'tag-malformed': 1 }, note: { 'row-empty': 2 } },
        rows: { 'PS3.3': { read: 7, used: 6, refused: 1 }, 'PS3.6': { read: 3, used: 3, refused: 0 } },
      },
      tables: [{ part: 3, table: 'C.1', read: 5, used: 4, refused: 1 }, { table: 'C.2' }, { table: '6-1' }],
    });
    expect(manifest.counts.concepts['Meas Value | Qualifier Value | U']).toBe(1);
  });

  test('lists each file with its digest', () => {
    const sha256 = createHash('sha256').update('a\tb\n1\t2\n').digest('hex');
    expect(JSON.stringify(manifest.files['CONCEPT.csv'])).toContain(sha256);
  });

  test('a table is a line, so that a changed count is a changed line', () => {
    expect(text).toContain('{ "part": 3, "table": "C.1", "read": 5, "used": 4, "refused": 1 }');
  });

  test('does not depend on the order of the inputs, nor on a clock', () => {
    const { inputs } = summaryOf();
    expect(emitManifest(summaryOf({ inputs: [...inputs].reverse() }), files)).toEqual([name, text]);
    jest.useFakeTimers({ now: new Date('1999-12-31T23:59:59Z') });
    expect(emitManifest(summaryOf(), files)).toEqual([name, text]);
    jest.useRealTimers();
  });
});

test('rows add up by part', () => {
  for (const { read, used, refused } of Object.values(sumRows(summaryOf().standard)))
    expect(used + refused).toBe(read);
});

describe('emitReport', () => {
  const lines = (rest: Partial<ReleaseSummary> = {}) => emitReport(summaryOf(rest))[1].split('\n');

  test('tells the build in numbers', () => {
    const { concepts, relationships } = assignment.release;
    expect(lines()).toEqual(
      expect.arrayContaining([
        '# DICOM 2024d as an OMOP vocabulary',
        `| concepts | ${concepts.length} |`,
        '| of them deprecated | 1 |',
        `| ids first given in this edition | ${concepts.length} |`,
        `| relationships, both directions | ${relationships.length} |`,
        '| PS3.3 | 7 | 6 | 1 |',
        `| part06.xml | 2 | \`${'b'.repeat(16)}\` |`,
      ]),
    );
  });

  test('counts the ids of this edition, whichever build gave them', () => {
    const ledger = assignment.ledger.map((line, index) =>
      index < 3 ? { ...line, firstEdition: editionOf('2016b') } : line,
    );
    expect(lines({ assignment: { ...assignment, ledger } })).toContain(
      `| ids first given in this edition | ${ledger.length - 3} |`,
    );
  });

  test('says what became of the codes of others, and where they were looked up', () => {
    expect(lines()).toEqual(
      expect.arrayContaining([
        'Not looked up: built without an Athena download.',
        '| not looked up | 3 |',
        '| no vocabulary in OMOP | 1 |',
      ]),
    );
    expect(lines({ athena: 'v5.0 30-AUG-24' }).join('\n')).toContain('Looked up in Athena, v5.0 30-AUG-24.');
  });

  test('tells what was not read by what it holds', () => {
    const at = placeOf('Table C.3');
    const unread = (table: string, read: number, reason: UnreadReason): TableCount => {
      return { part: 3, table, read, used: 0, refused: read, unread: { title: table, reason, at } };
    };
    const { standard } = summaryOf();
    const counts = [unread('C.3', 5, 'example'), unread('C.4', 2, 'other'), unread('C.5', 1, 'example')];
    const report = lines({ standard: { ...standard, counts: [...standard.counts, ...counts] } });
    expect(report).toEqual(expect.arrayContaining(['| example | 2 | 6 |', '| other | 1 | 2 |']));
    expect(lines()).not.toContain('## Tables not read');
  });

  test('a subset says that it is one', () => {
    expect(lines().join('\n')).not.toContain('subset');
    const form = { only: 'analytical', exclude: ['retired', 'phi'], fhir: false };
    expect(lines({ form })).toContain(
      'A subset of the attributes: only analytical, without retired, without phi; reasons in `attribute_guide.tsv`.',
    );
  });

  test('lists findings and warnings, not notes, in cells that do not break', () => {
    expect(lines()).toContain('- finding tag-malformed at PS3.3 2024d Table C.1 row 2: a \\| b');
    expect(lines().join('\n')).not.toContain('row-empty');
  });

  test('lists the first twenty of a kind and says how many more', () => {
    const many = Array.from(
      { length: 25 },
      (): Diagnostic => ({ code: 'w', severity: 'warning', message: 'm' }),
    );
    const listed = lines({ diagnostics: many });
    expect(listed).toContain('## 25 warnings');
    expect(listed.filter((line) => line === '- warning w: m')).toHaveLength(20);
    expect(listed).toContain('- ... and 5 more in `diagnostics.tsv`');
  });
});
