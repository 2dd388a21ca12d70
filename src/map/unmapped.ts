/**
 * Our concepts without a standard equivalent as a file of OHDSI Usagi, most used first; and the choices that people
 * approved there, as lines of `maps-to.tsv`. [OHDSI Usagi: File > Open, Save]
 */
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { type ConceptDraft, formatKey, type LinkDraft } from '../model/concept-draft.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Mapping } from '../model/mapping.js';
import type { ConceptId, ConceptKey } from '../model/omop.js';
import type { MappingPredicate } from '../model/standard-mapping.js';

const COLUMNS =
  'sourceCode sourceName sourceFrequency sourceAutoAssignedConceptIds ADD_INFO:kind matchScore mappingStatus equivalence statusSetBy statusSetOn conceptId conceptName domainId mappingType comment createdBy createdOn assignedReviewer';

/** With how often attributes may take it. UIDs name things of DICOM's own and have no equivalent. */
export function formatUnmapped(
  drafts: readonly ConceptDraft[],
  { maps }: Mapping,
  links: readonly LinkDraft[],
): string {
  const uses = new Map<string, number>();
  for (const { to } of links) uses.set(formatKey(to), (uses.get(formatKey(to)) ?? 0) + 1);
  const mapped = new Set(
    maps
      .filter(({ relationshipId }) => relationshipId === 'Maps to')
      .map(({ subject }) => formatKey(subject)),
  );
  const rows = drafts
    .filter((draft) => draft.kind !== 'uid' && !mapped.has(formatKey(draft)))
    .map((draft) => ({ ...draft, count: uses.get(formatKey(draft)) ?? 0 }))
    .sort((a, b) => b.count - a.count)
    .map(({ conceptCode, name, kind, count }) => [
      ...[conceptCode, name, count, '', kind, 0, 'UNCHECKED', 'UNREVIEWED', '', 0],
      ...[0, 'Unmapped', '', 'MAPS_TO', '', 'dicom-omop', 0, ''],
    ]);
  return stringify([COLUMNS.split(' '), ...rows]);
}

/** [Usagi: Equivalence, seen from the source term] */
const PREDICATES: Readonly<Record<string, MappingPredicate>> = {
  EQUAL: 'exactMatch',
  EQUIVALENT: 'exactMatch',
  WIDER: 'broadMatch',
  NARROWER: 'narrowMatch',
};

export interface ApprovedMap {
  readonly conceptCode: string;
  readonly conceptId: ConceptId;
  readonly predicate: MappingPredicate;
  readonly decidedBy: string;
  readonly comment: string;
  /** Of the file, from 1. */
  readonly line: number;
}

/** Rows that are APPROVED. `usagi-file-wrong`: no CSV, or columns are missing; `usagi-row-wrong`: a row without a choice. */
export function parseApprovedMaps(text: string, file: string): Outcome<readonly ApprovedMap[]> {
  const needed = ['sourceCode', 'mappingStatus', 'equivalence', 'statusSetBy', 'conceptId'];
  let rows: {
    readonly record: Readonly<Record<string, string>>;
    readonly info: { readonly lines: number };
  }[];
  try {
    rows = parse(text, { bom: true, columns: true, info: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    return { value: [], diagnostics: [fileWrong(file, cause.message, needed)] };
  }
  const missing = needed.filter((column) => rows.length > 0 && !(column in (rows[0]?.record ?? {})));
  if (missing.length > 0) {
    return {
      value: [],
      diagnostics: [fileWrong(file, `columns are missing: ${missing.join(', ')}`, needed)],
    };
  }
  const diagnostics: Diagnostic[] = [];
  const value = rows.flatMap(({ record, info }): ApprovedMap[] => {
    if (record.mappingStatus !== 'APPROVED') return [];
    const predicate = PREDICATES[record.equivalence ?? ''];
    const conceptId = Number(record.conceptId);
    if (!predicate || !record.sourceCode || !record.statusSetBy || !(conceptId > 0)) {
      diagnostics.push({
        code: 'usagi-row-wrong',
        severity: 'finding',
        at: { file, line: info.lines },
        message: 'an approved row that makes no map',
        found: [record.sourceCode, record.equivalence, record.statusSetBy, record.conceptId].join(' | '),
        expected: `a concept, who approved it, and one of ${Object.keys(PREDICATES).join(', ')}`,
        fix: 'complete the row in Usagi and save the file again',
      });
      return [];
    }
    const { sourceCode: conceptCode, statusSetBy: decidedBy, comment = '' } = record;
    return [
      { conceptCode, conceptId: conceptId as ConceptId, predicate, decidedBy, comment, line: info.lines },
    ];
  });
  return { value, diagnostics };
}

/** `usagi-concept-absent`: the download lacks the concept that was chosen. */
export function formatApprovedMaps(
  approved: readonly ApprovedMap[],
  file: string,
  findConcept: (conceptId: ConceptId) => ConceptKey | undefined,
): Outcome<string> {
  const diagnostics: Diagnostic[] = [];
  const lines = approved.flatMap(({ conceptCode, conceptId, predicate, decidedBy, comment, line }) => {
    const found = findConcept(conceptId);
    if (found) {
      const why = comment.replace(/\s+/g, ' ').trim() || 'approved in Usagi';
      return [[conceptCode, predicate, found.vocabularyId, found.conceptCode, why, decidedBy].join('\t')];
    }
    diagnostics.push({
      code: 'usagi-concept-absent',
      severity: 'finding',
      at: { file, line },
      message: `the concept that was chosen for ${conceptCode} is not in the Athena download`,
      found: String(conceptId),
      expected: 'a concept of the download',
      fix: 'give the download that Usagi was indexed with',
    });
    return [];
  });
  return { value: lines.map((each) => `${each}\n`).join(''), diagnostics };
}

function fileWrong(file: string, message: string, needed: readonly string[]): Diagnostic {
  return {
    code: 'usagi-file-wrong',
    severity: 'error',
    at: { file, line: 1 },
    message,
    expected: needed.join(', '),
    fix: 'give a file that coverage --usagi wrote and Usagi saved',
  };
}
