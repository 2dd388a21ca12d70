/**
 * CONCEPT rows of another origin (Athena-style, or a predecessor's comma-separated staging file) -> which of our
 * codes each one means. Ids are never guessed: what cannot be told apart is said.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { valueOfCode } from '../model/concept-code.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { formatTagDigits, parseTypedTag } from '../model/tag.js';

export interface OldConcept {
  readonly conceptId: number;
  readonly conceptCode: string;
  readonly conceptName: string;
  readonly line: number;
}

/** A concept of ours that an old one may be. */
export interface OwnConcept {
  readonly conceptCode: string;
  readonly conceptName: string;
}

export type MatchRule =
  | 'same code'
  | 'same tag'
  | 'value of one attribute only'
  | 'value and name'
  | 'ambiguous'
  | 'unknown code'
  | 'code already matched'
  | 'id already used';

export interface OldMatch {
  readonly old: OldConcept;
  /** Undefined unless the rule tells one. */
  readonly conceptCode: string | undefined;
  readonly how: MatchRule;
  /** The codes that it may be, where it is ambiguous. */
  readonly candidates: readonly string[];
}

const NEEDED = ['concept_id', 'concept_code', 'concept_name'] as const;

/**
 * Tab- or comma-separated, by the header line. Tab-separated files have no quoting; comma-separated ones do.
 * Rows of vocabularies other than `vocabularyId` are passed over where the file has that column.
 */
export function parseOldConcepts(text: string, file: string, vocabularyId: string): Outcome<OldConcept[]> {
  const fault = (line: number, message: string, found: string): Diagnostic => ({
    code: 'old-concepts-malformed',
    severity: 'error',
    at: { file, line },
    message,
    found: found.slice(0, 160),
    expected: `a header with ${NEEDED.join(', ')}, tab- or comma-separated`,
    fix: 'give a CONCEPT file as Athena or the predecessor wrote it',
  });
  const isTabbed = (text.split('\n', 1)[0] ?? '').includes('\t');
  let records: string[][];
  const lines: number[] = [];
  try {
    records = parse(text.replaceAll('\r\n', '\n'), {
      bom: true,
      delimiter: isTabbed ? '\t' : ',',
      quote: isTabbed ? false : '"',
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: string[], place) => {
        lines.push(place.lines);
        return record;
      },
    });
  } catch (error) {
    const line = error instanceof CsvError && typeof error.lines === 'number' ? error.lines : 1;
    const message = error instanceof Error ? error.message : String(error);
    return { value: [], diagnostics: [fault(line, message, file)] };
  }
  const [header = [], ...rows] = records;
  const columns = new Map(header.map((name, index) => [name.trim().toLowerCase(), index]));
  const missing = NEEDED.filter((name) => !columns.has(name));
  if (missing.length > 0)
    return { value: [], diagnostics: [fault(1, `no column ${missing.join(', ')}`, header.join(' | '))] };
  const cell = (row: readonly string[], name: string) => (row[columns.get(name) ?? -1] ?? '').trim();
  const diagnostics: Diagnostic[] = /\n$/.test(text)
    ? []
    : [
        {
          ...fault(
            lines.at(-1) ?? 1,
            'the last line has no end: the file may be cut there',
            rows.at(-1)?.join(' | ') ?? '',
          ),
          severity: 'warning',
        },
      ];
  const value = rows.flatMap((row, index): OldConcept[] => {
    const line = lines[index + 1] ?? 0;
    if (row.length !== header.length) {
      const message = `${row.length} cells where the header has ${header.length}: the row is cut, or not of this file`;
      diagnostics.push(fault(line, message, row.join(' | ')));
      return [];
    }
    if (columns.has('vocabulary_id') && cell(row, 'vocabulary_id') === '') {
      diagnostics.push(fault(line, 'a row without a vocabulary', row.join(' | ')));
      return [];
    }
    if (columns.has('vocabulary_id') && cell(row, 'vocabulary_id') !== vocabularyId) return [];
    const id = cell(row, 'concept_id');
    if (!/^\d{1,10}$/.test(id) || cell(row, 'concept_code') === '') {
      diagnostics.push(fault(line, 'a row without an integer id and a code', row.join(' | ')));
      return [];
    }
    return [
      {
        conceptId: Number(id),
        conceptCode: cell(row, 'concept_code'),
        conceptName: cell(row, 'concept_name'),
        line,
      },
    ];
  });
  return { value, diagnostics };
}

/** Old rows in file order; the first that means a code of ours takes it. */
export function matchOldConcepts(old: readonly OldConcept[], own: readonly OwnConcept[]): OldMatch[] {
  const codes = new Set(own.map(({ conceptCode }) => conceptCode));
  const termsOfValue = new Map<string, OwnConcept[]>();
  for (const concept of own) {
    const value = valueOfCode(concept.conceptCode);
    if (value !== undefined) termsOfValue.set(value, [...(termsOfValue.get(value) ?? []), concept]);
  }
  const taken = new Set<string>();
  const usedIds = new Set<number>();
  return old.map((concept): OldMatch => {
    if (usedIds.has(concept.conceptId))
      return { old: concept, conceptCode: undefined, how: 'id already used', candidates: [] };
    const found = tell(concept, codes, termsOfValue);
    if (found.conceptCode === undefined) return { old: concept, ...found };
    if (taken.has(found.conceptCode)) {
      return {
        old: concept,
        conceptCode: undefined,
        how: 'code already matched',
        candidates: [found.conceptCode],
      };
    }
    taken.add(found.conceptCode);
    usedIds.add(concept.conceptId);
    return { old: concept, ...found };
  });
}

function tell(
  { conceptCode, conceptName }: OldConcept,
  codes: ReadonlySet<string>,
  termsOfValue: ReadonlyMap<string, readonly OwnConcept[]>,
): Omit<OldMatch, 'old'> {
  if (codes.has(conceptCode)) return { conceptCode, how: 'same code', candidates: [] };
  const tag = parseTypedTag(conceptCode);
  if (tag && codes.has(formatTagDigits(tag)))
    return { conceptCode: formatTagDigits(tag), how: 'same tag', candidates: [] };
  const terms = termsOfValue.get(conceptCode) ?? [];
  const [only] = terms;
  if (!only) return { conceptCode: undefined, how: 'unknown code', candidates: [] };
  if (terms.length === 1)
    return { conceptCode: only.conceptCode, how: 'value of one attribute only', candidates: [] };
  for (const same of [
    (name: string) => name === conceptName,
    (name: string) => fold(name) === fold(conceptName),
  ]) {
    const named = terms.filter((term) => term.conceptName !== conceptCode && same(term.conceptName));
    const [single] = named;
    if (single && named.length === 1)
      return { conceptCode: single.conceptCode, how: 'value and name', candidates: [] };
  }
  return { conceptCode: undefined, how: 'ambiguous', candidates: terms.map((term) => term.conceptCode) };
}

/** The predecessor changed the case of names. */
function fold(name: string): string {
  return name.toLowerCase().replace(/\s+/g, ' ').trim();
}
