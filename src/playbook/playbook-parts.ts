/** The parts of each LOINC code as rows, and the RadLex ids among them as modifiers of the procedure. */
import { formatPartType, type PartType } from './part-types.js';
import type { Playbook } from './playbook.js';

export const PLAYBOOK_PARTS_COLUMNS = [
  'loinc',
  'long_common_name',
  'part_sequence',
  'part_type',
  'part_number',
  'part_name',
  'rid',
  'radlex_name',
] as const;

export interface PlaybookPartRow {
  readonly loinc: string;
  readonly long_common_name: string;
  readonly part_sequence: string;
  /** `Region Imaged`, `Laterality.Presence`: without the prefix that all of a group share. */
  readonly part_type: string;
  readonly part_number: string;
  readonly part_name: string;
  readonly rid: string;
  readonly radlex_name: string;
}

/** File order, each part of a sequence value once, whatever the number of RPIDs. */
export function playbookPartRows(playbook: Playbook): PlaybookPartRow[] {
  return playbook.procedures.flatMap(({ loinc, longCommonName, parts }) =>
    parts.map((part) => ({
      loinc,
      long_common_name: longCommonName,
      part_sequence: part.sequence,
      part_type: formatPartType(part.partType),
      part_number: part.partNumber,
      part_name: part.partName,
      rid: part.rid ?? '',
      radlex_name: part.preferredName ?? '',
    })),
  );
}

export const RADLEX_MODIFIER_COLUMNS = [
  'rpid',
  'loinc',
  'modifier',
  'part_sequence',
  'part_name',
  'modifier_source_vocabulary',
  'modifier_source_value',
  'radlex_name',
] as const;

/** A RID is a RadLex code, so it stands in a source value; RadLex has no OMOP concepts to point to. */
export interface RadLexModifierRow {
  readonly rpid: string;
  readonly loinc: string;
  readonly modifier: string;
  readonly part_sequence: string;
  readonly part_name: string;
  readonly modifier_source_vocabulary: 'RadLex';
  readonly modifier_source_value: string;
  readonly radlex_name: string;
}

const MODIFIER_NAMES: Partial<Record<PartType, string>> = {
  'Rad.Anatomic Location.Region Imaged': 'region',
  'Rad.Anatomic Location.Imaging Focus': 'focus',
  'Rad.Anatomic Location.Laterality': 'laterality',
  'Rad.Modality.Modality Type': 'modality',
  'Rad.Modality.Modality Subtype': 'modality subtype',
};

/** One row per RPID (empty where the code has none) and part that carries a RID. */
export function radLexModifierRows(playbook: Playbook): RadLexModifierRow[] {
  return playbook.procedures.flatMap(({ loinc, radLex, parts }) => {
    const rpids = radLex.length > 0 ? radLex.map(({ rpid }) => rpid) : [''];
    return rpids.flatMap((rpid) =>
      parts.flatMap((part) => {
        if (part.rid === undefined) return [];
        const row: RadLexModifierRow = {
          rpid,
          loinc,
          modifier: MODIFIER_NAMES[part.partType] ?? formatPartType(part.partType).toLowerCase(),
          part_sequence: part.sequence,
          part_name: part.partName,
          modifier_source_vocabulary: 'RadLex',
          modifier_source_value: part.rid,
          radlex_name: part.preferredName ?? '',
        };
        return [row];
      }),
    );
  });
}
