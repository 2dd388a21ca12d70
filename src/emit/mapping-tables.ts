/** What became of the codes of other schemes: `code_maps.tsv`, `link_provenance.tsv`, `unresolved.tsv`. */
import { formatKey, type LinkDraft } from '../model/concept-draft.js';
import type { CodeMap, ResolvedCode } from '../model/mapping.js';
import { type ConceptId, type ConceptKey, FIRST_OMOP_DAY, FOREVER } from '../model/omop.js';
import { formatPlace, type Place } from '../model/source-ref.js';
import type { Files } from '../release/omop-tables.js';
import { type CellValue, formatTable } from '../release/tab-table.js';

export interface MappingTables {
  readonly maps: readonly CodeMap[];
  readonly resolved: readonly ResolvedCode[];
  /** Links between own concepts. */
  readonly links: readonly LinkDraft[];
  readonly idOf: ReadonlyMap<string, ConceptId>;
  /** A concept of another vocabulary; undefined without an Athena download. */
  readonly findForeign:
    | ((conceptId: ConceptId) => (ConceptKey & { readonly conceptName: string | undefined }) | undefined)
    | undefined;
}

export function emitMappingTables({ maps, resolved, links, idOf, findForeign }: MappingTables): Files {
  const table = <Row>(
    file: string,
    columns: string,
    rows: readonly Row[],
    cells: (row: Row) => readonly CellValue[],
  ) => [file, formatTable({ file, columns: columns.split(' '), cells }, rows)] as const;
  const provenance = [
    ...links.map((link) => ({
      ...link,
      id1: idOf.get(formatKey(link.from)),
      id2: idOf.get(formatKey(link.to)),
      scheme: 'DCM',
      code: link.to.conceptCode,
      steps: '',
      target: undefined,
    })),
    ...maps
      .filter(({ relationshipId }) => relationshipId !== undefined)
      .flatMap((map) =>
        map.targets.map(({ conceptId, steps }) => ({
          ...map,
          id1: idOf.get(formatKey(map.subject)),
          id2: conceptId,
          target: findForeign?.(conceptId),
          steps: steps.map(({ relationshipId, to }) => `${relationshipId} ${to}`).join(' > '),
        })),
      ),
  ].sort((a, b) => (a.id1 ?? 0) - (b.id1 ?? 0) || (a.id2 ?? 0) - (b.id2 ?? 0));
  return new Map([
    table(
      'code_maps.tsv',
      'subject_vocabulary subject_code relationship_id predicate object_vocabulary object_code rule scheme code justification at',
      maps,
      (row) => [
        row.subject.vocabularyId,
        row.subject.conceptCode,
        row.relationshipId,
        row.predicate,
        row.object.vocabularyId,
        row.object.conceptCode,
        row.rule,
        row.scheme,
        row.code,
        row.justification,
        formatFileless(row.at),
      ],
    ),
    table(
      'concept_relationship_stage.tsv',
      'concept_id_1 concept_id_2 concept_code_1 concept_code_2 vocabulary_id_1 vocabulary_id_2 relationship_id valid_start_date valid_end_date invalid_reason',
      maps.filter(({ relationshipId }) => relationshipId !== undefined),
      ({ subject, object, relationshipId }) => [
        undefined,
        undefined,
        subject.conceptCode,
        object.conceptCode,
        subject.vocabularyId,
        object.vocabularyId,
        relationshipId,
        FIRST_OMOP_DAY,
        FOREVER,
        undefined,
      ],
    ),
    table(
      'link_provenance.tsv',
      'concept_id_1 concept_id_2 relationship_id rule at scheme code steps target_vocabulary target_code target_name',
      provenance,
      (row) => [
        row.id1,
        row.id2,
        row.relationshipId,
        row.rule,
        row.at && formatFileless(row.at),
        row.scheme,
        row.code,
        row.steps || undefined,
        row.target?.vocabularyId,
        row.target?.conceptCode,
        row.target?.conceptName,
      ],
    ),
    table(
      'unresolved.tsv',
      'scheme code meaning status vocabulary_id concept_code note places',
      resolved.filter(({ targets }) => targets.length === 0),
      (row) => [
        row.use.scheme,
        row.use.code,
        row.use.meaning,
        row.status,
        row.key?.vocabularyId,
        row.key?.conceptCode,
        row.note,
        row.use.places.join('; '),
      ],
    ),
  ]);
}

/** Files by their name alone: a release holds no paths of the machine that made it. */
function formatFileless(at: Place): string {
  return 'part' in at ? formatPlace(at) : formatPlace({ ...at, file: at.file.replace(/^.*[/\\]/, '') });
}
