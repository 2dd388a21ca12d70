/**
 * Our concepts without a standard equivalent as a file of OHDSI Usagi, most used first; and the choices that people
 * approved there, as lines of `maps-to.tsv`. [OHDSI Usagi: File > Open, Save]
 */
import { type ConceptDraft, formatKey, type LinkDraft } from '../model/concept-draft.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Mapping } from '../model/mapping.js';
import type { ConceptId, ConceptKey } from '../model/omop.js';
import type { MappingPredicate } from '../model/standard-mapping.js';
import { formatUsagi, parseApprovedRows } from '../usagi/usagi-file.js';

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
    .map(({ conceptCode, name, kind, count }) => ({
      sourceCode: conceptCode,
      sourceName: name,
      sourceFrequency: count,
      conceptIds: [],
      info: { kind },
      matchScore: 0,
      offered: undefined,
    }));
  return formatUsagi(rows, ['kind']);
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

/** `usagi-row-wrong`: an approved row without a choice. */
export function parseApprovedMaps(text: string, file: string): Outcome<readonly ApprovedMap[]> {
  const rows = parseApprovedRows(
    text,
    file,
    ['sourceCode', 'equivalence', 'statusSetBy', 'conceptId'],
    'give a file that coverage --usagi wrote and Usagi saved',
  );
  const diagnostics: Diagnostic[] = [...rows.diagnostics];
  const value = rows.value.flatMap(({ cells, line }): ApprovedMap[] => {
    const predicate = PREDICATES[cells.equivalence ?? ''];
    const conceptId = Number(cells.conceptId);
    if (!predicate || !cells.sourceCode || !cells.statusSetBy || !(conceptId > 0)) {
      diagnostics.push({
        code: 'usagi-row-wrong',
        severity: 'finding',
        at: { file, line },
        message: 'an approved row that makes no map',
        found: [cells.sourceCode, cells.equivalence, cells.statusSetBy, cells.conceptId].join(' | '),
        expected: `a concept, who approved it, and one of ${Object.keys(PREDICATES).join(', ')}`,
        fix: 'complete the row in Usagi and save the file again',
      });
      return [];
    }
    const { sourceCode: conceptCode, statusSetBy: decidedBy, comment = '' } = cells;
    return [{ conceptCode, conceptId: conceptId as ConceptId, predicate, decidedBy, comment, line }];
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
