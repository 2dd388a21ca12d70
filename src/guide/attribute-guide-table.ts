/** `attribute_guide.tsv`: for whoever writes the ETL, one line for each attribute, in tag order. */
import { formatTable, type TabTable } from '../release/tab-table.js';
import type { AttributeGuideEntry } from './attribute-guide-row.js';

/** Value sets named one by one; attributes of many modules have dozens. */
const NAMED = 8;

const TABLE: TabTable<AttributeGuideEntry> = {
  file: 'attribute_guide.tsv',
  columns: [
    'tag',
    'keyword',
    'concept_id',
    'vr',
    'vm',
    'analytical',
    'analytical_reason',
    'selected',
    'selection_reason',
    'target',
    'target_reason',
    'unit',
    'unit_concept_id',
    'value_sets',
    'basic_profile',
    'concept_column',
    'standard_code',
  ],
  cells: (row) => [
    row.attribute.tag,
    row.attribute.keyword,
    row.conceptId,
    row.attribute.vr,
    row.attribute.vm,
    row.analytical ? 'yes' : 'no',
    row.analyticalReason,
    row.selected ? 'yes' : 'no',
    row.selectionReason,
    row.target,
    row.targetReason,
    row.units.join(' | ') || undefined,
    row.unitConceptIds.join(' | ') || undefined,
    formatValueSets(row.valueSets),
    row.basicProfile,
    row.conceptColumn,
    row.standard && `${row.standard.vocabularyId} ${row.standard.conceptCode}`,
  ],
};

export function emitAttributeGuide(entries: readonly AttributeGuideEntry[]): readonly [string, string] {
  return [TABLE.file, formatTable(TABLE, entries)];
}

function formatValueSets(valueSets: readonly string[]): string | undefined {
  const more = valueSets.length - NAMED;
  const named = valueSets.slice(0, NAMED).join('; ');
  return more > 0 ? `${named}; and ${more} more` : named || undefined;
}
