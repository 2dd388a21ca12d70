/**
 * `submission/manual_checks.md`: the lists that the vocabulary team reviews by hand after its generic update, answered
 * from the rows that are submitted. [OHDSI Vocabulary-v5.0: manual_checks_after_generic_update.sql]
 */
import { formatKey } from '../../model/concept-draft.js';
import type { Concept } from '../../model/omop.js';
import { compareText } from '../../release/row-order.js';
import type { Submission, SubmissionLink } from './submission.js';

const SHOWN = 50;

export function formatManualChecks({ concepts, links }: Submission): string {
  const valid = links.filter(({ invalidReason }) => invalidReason === undefined);
  const maps = groupBySource(valid.filter(({ relationshipId }) => relationshipId === 'Maps to'));
  const replaced = valid.filter(({ relationshipId }) => relationshipId === 'Concept replaced by');
  const mapped = concepts.filter((concept) => maps.has(formatKey(concept)));
  const unmapped = concepts.filter((concept) => !maps.has(formatKey(concept)));
  const oneToMany = [...maps.values()].filter((group) => group.length > 1).flat();
  const replacedUnmapped = replaced.filter(({ from }) => !maps.has(formatKey(from)));
  return `# Manual checks

Answers to \`working/manual_checks_after_generic_update.sql\`, in its order, from the rows of \`stage/\`. For a first
submission every concept is new. For an update, \`dicom-omop diff OLD NEW\` lists each change that checks 01.1, 01.3,
01.4, 02.5 and 02.8 ask for, with similarity and place in the standard.

## 01.1 Concepts changed their domain

A domain follows from the kind of concept and its VR (\`mappings/profiles/\`), not from the target of a map.

## 01.2 Domain of newly added concepts

${countTable(concepts, ['domain_id', 'concept_class_id', 'invalid_reason'], (each) => [each.domainId, each.conceptClassId, each.invalidReason ?? ''])}

## 01.3 Concepts changed their names, 01.4 their synonyms

Names are those that the standard prints. A change so large that a code may have been reused is put first in the report
of \`diff\` and stops an update until somebody decides.

## 02.1 New concepts without 'Maps to'

${unmapped.length} of ${concepts.length}. All concepts are non-standard source concepts; a map is made only where the
standard prints the code of the target, or somebody has decided on it.

${countTable(unmapped, ['domain_id', 'concept_class_id'], (each) => [each.domainId, each.conceptClassId])}

## 02.2 New concepts with 'Maps to'

${mapped.length} concepts. 'Maps to value' is not used.

${countTable([...maps.values()].flat(), ['vocabulary_id_2', 'mapping_source', 'predicate_id'], ({ to, mapping }) => [to.vocabularyId, mapping?.rule ?? 'replacement', mapping?.predicate ?? ''])}

## 02.3, 02.4, 02.6 Ancestry ('Is a')

None: the vocabulary has no hierarchy, and no concept is attached to the hierarchy of another.

## 02.5, 02.8 Changed and lost maps

See \`diff\`. A map of a code that left the standard stays, so that stored codes still resolve.

## 02.7 One-to-many maps

${listLinks(oneToMany)}

## 02.9 Maps that end without a standard target

None: a map whose target the download of the standardized vocabularies lacks is left out of \`stage/\`.

## 02.10, 02.11 Vaccines, COVID-19

Does not apply.

## 02.12 Maps to a concept and to its ancestor

Rule R6 of \`dicom-omop verify\` looks for them; a release with one is not written.

## 03 Replaced concepts without 'Maps to'

The successor itself has no standard equivalent:

${listLinks(replacedUnmapped)}

## 04 Relationships

${countTable(links, ['relationship_id', 'vocabulary_id_2', 'invalid_reason'], ({ relationshipId, to, invalidReason }) => [relationshipId, to.vocabularyId, invalidReason ?? ''])}
`;
}

function groupBySource(links: readonly SubmissionLink[]): ReadonlyMap<string, readonly SubmissionLink[]> {
  const groups = new Map<string, SubmissionLink[]>();
  for (const link of links) {
    const group = groups.get(formatKey(link.from));
    if (group) group.push(link);
    else groups.set(formatKey(link.from), [link]);
  }
  return groups;
}

function countTable<Row extends Concept | SubmissionLink>(
  rows: readonly Row[],
  columns: readonly string[],
  keyOf: (row: Row) => readonly string[],
): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row).join(' | ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const lines = [...counts]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, count]) => `| ${key} | ${count} |`);
  return [`| ${columns.join(' | ')} | rows |`, `|${'---|'.repeat(columns.length)}---:|`, ...lines].join('\n');
}

function listLinks(links: readonly SubmissionLink[]): string {
  if (links.length === 0) return 'None.';
  const lines = links
    .slice(0, SHOWN)
    .map(
      ({ from, to }) => `- ${from.vocabularyId} ${from.conceptCode} -> ${to.vocabularyId} ${to.conceptCode}`,
    );
  const more = links.length - lines.length;
  return [...lines, ...(more > 0 ? [`- ... and ${more} more`] : [])].join('\n');
}
