/** The lists that quality rules go by, beside those of the harvest: files of `mappings/harvest/`. */
import { CURATED_LISTS, type ListForms } from '../harvest/curated-lists.js';

export const QUALITY_LISTS: ListForms = {
  ...CURATED_LISTS,
  'plausible-ranges': {
    name: 'list_plausible_range',
    columns: {
      rule: 'VARCHAR',
      attribute: 'VARCHAR',
      modality: 'VARCHAR',
      low: 'DOUBLE',
      high: 'DOUBLE',
      unit: 'VARCHAR',
      spread: 'VARCHAR',
    },
  },
  'required-attributes': {
    name: 'list_required_attribute',
    columns: { rule: 'VARCHAR', attribute: 'VARCHAR', modality: 'VARCHAR' },
  },
  'paired-parts': { name: 'list_paired_part', columns: { body_part_examined: 'VARCHAR' } },
  'laterality-words': { name: 'list_laterality_word', columns: { word: 'VARCHAR', laterality: 'VARCHAR' } },
  'device-families': { name: 'list_device_family', columns: { maker: 'VARCHAR', family: 'VARCHAR' } },
  'modality-variants': { name: 'list_modality_variant', columns: { modality: 'VARCHAR', also: 'VARCHAR' } },
  'first-years': { name: 'list_first_year', columns: { modality: 'VARCHAR', year: 'INTEGER' } },
  'annotation-concepts': {
    name: 'list_annotation_concept',
    columns: { what: 'VARCHAR', scheme: 'VARCHAR', code: 'VARCHAR', concept_id: 'INTEGER' },
  },
};
