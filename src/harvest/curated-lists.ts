/** The lists in `mappings/harvest/`, as tables for the models: what rules go by is data. */
import { LAST_CONCEPT_ID } from '../model/concept-id.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { type CuratedRow, parseTabSeparated } from '../model/tab-separated.js';
import type { SiteTable } from './site-tables.js';

type Columns = SiteTable['columns'];
const text = (names: string): Columns =>
  Object.fromEntries(names.split(' ').map((name) => [name, 'VARCHAR']));

/** File without `.tsv` -> table name and columns; columns of the file that no rule reads are left. */
export type ListForms = Readonly<Record<string, { readonly name: string; readonly columns: Columns }>>;

export const CURATED_LISTS: ListForms = {
  'core-attributes': { name: 'list_core_attribute', columns: text('path use') },
  variation: { name: 'list_variation', columns: text('attribute class') },
  'multi-valued': { name: 'list_multi_valued', columns: text('attribute rule') },
  'enhanced-equivalents': { name: 'list_equivalent', columns: text('attribute legacy_attribute') },
  'modality-synonyms': { name: 'list_modality_synonym', columns: text('value modality') },
  'body-part-synonyms': { name: 'list_body_part_synonym', columns: text('value body_part_examined') },
  'sop-class-modalities': { name: 'list_sop_class_modality', columns: text('sop_class_uid modality') },
  'pixel-risks': { name: 'list_pixel_risk', columns: text('risk basis value') },
  'text-allowed': { name: 'list_text_allowed', columns: text('attribute') },
  'report-concepts': { name: 'list_report_concept', columns: text('scheme code role') },
  'rejection-titles': { name: 'list_rejection_title', columns: text('scheme code') },
  'series-words': { name: 'list_series_word', columns: text('rule value pattern') },
  'image-kinds': { name: 'list_image_kind', columns: text('value kind rank') },
  manufacturers: { name: 'list_manufacturer', columns: text('rank manufacturer pattern') },
  'derived-features': {
    name: 'list_derived_feature',
    columns: {
      ...text('rule value feature unit'),
      value_concept_id: 'INTEGER',
      unit_concept_id: 'INTEGER',
    },
  },
  'known-words': { name: 'list_known_word', columns: text('word') },
  'unit-choices': {
    name: 'list_unit',
    columns: { ...text('attribute modality unit'), unit_concept_id: 'INTEGER' },
  },
  'given-units': { name: 'list_given_unit', columns: text('source value unit') },
  'given-unit-uses': {
    name: 'list_given_unit_use',
    columns: { ...text('attribute source place'), rank: 'INTEGER' },
  },
  'elapsed-times': { name: 'list_elapsed_time', columns: text('attribute') },
  'text-values': {
    name: 'list_text_value',
    columns: { ...text('attribute text'), concept_id: 'INTEGER', ...text('vocabulary_id code') },
  },
  concepts: {
    name: 'list_concept',
    columns: { name: 'VARCHAR', concept_id: 'INTEGER', vocabulary_id: 'VARCHAR', code: 'VARCHAR' },
  },
  'deidentification-options': {
    name: 'list_deidentification_option',
    columns: text('option code meaning column chosen'),
  },
  'deidentification-exceptions': {
    name: 'list_deidentification_exception',
    columns: text('attribute action'),
  },
};

/** `textOf`: the text of a list by its file name. A row that is wrong is an error with its line, and is not taken. */
export function readCuratedLists(
  textOf: (name: string) => { readonly file: string; readonly text: string },
  lists: ListForms = CURATED_LISTS,
): Outcome<readonly SiteTable[]> {
  const diagnostics: Diagnostic[] = [];
  const value = Object.entries(lists).map(([name, { name: table, columns }]): SiteTable => {
    const list = textOf(`${name}.tsv`);
    const names = Object.keys(columns);
    const parsed = parseTabSeparated(list.text, list.file, names);
    diagnostics.push(...parsed.diagnostics);
    const findFault = makeRowCheck(columns);
    const rows = parsed.value.filter((row) => {
      const fault = findFault(row);
      if (fault) diagnostics.push(fault);
      return fault === undefined;
    });
    return { name: table, columns, rows: rows.map(({ cells }) => names.map((column) => cells[column])) };
  });
  return { value, diagnostics };
}

/** A row that stands twice would be joined twice; the heading as a row is left of a merge. */
function makeRowCheck(columns: Columns): (row: CuratedRow) => Diagnostic | undefined {
  const lines = new Map<string, number>();
  return ({ file, line, cells }) => {
    const found = Object.values(cells)
      .map((cell) => cell ?? '')
      .join('\t');
    const fault = { severity: 'error', at: { file, line } } as const;
    const earlier = found === Object.keys(cells).join('\t') ? 'the heading' : lines.get(found);
    if (earlier !== undefined) {
      const message = `the same as ${typeof earlier === 'number' ? `line ${earlier}` : earlier}`;
      return {
        ...fault,
        code: 'list-row-repeated',
        message,
        found,
        expected: 'each row once',
        fix: 'remove the line',
      };
    }
    lines.set(found, line);
    const wrong = Object.keys(columns).find((name) => !isOfType(cells[name], columns[name]));
    if (wrong === undefined) return undefined;
    return {
      ...fault,
      code: 'list-number',
      message: `${wrong} is no number that it can be`,
      found: cells[wrong] ?? '',
      expected:
        columns[wrong] === 'INTEGER' ? `digits, at most ${LAST_CONCEPT_ID} [CDM v5.4: integer]` : 'a number',
      fix: 'write the number, or leave the cell empty',
    };
  };
}

function isOfType(cell: string | undefined, type: Columns[string] | undefined): boolean {
  if (cell === undefined || type === 'VARCHAR') return true;
  return type === 'INTEGER'
    ? /^\d+$/.test(cell) && Number(cell) <= LAST_CONCEPT_ID
    : Number.isFinite(Number(cell));
}
