/**
 * Whose values a section's list states. The attribute that a correction names; else those whose rows refer to
 * the section and whose name it bears, or whose tag stands in the sentence before the list; else the attribute
 * of that name in the sections around; else those referred to "for Defined Terms"; else the only one.
 */
import type { AttributeRow, ModuleTable, SectionList } from '../model/information-object.js';
import type { Attribute } from '../model/registry.js';
import type { Tag } from '../model/tag.js';

/** An attribute row with the sequences around it, its own tag last. */
export interface PlacedRow {
  readonly row: AttributeRow;
  readonly table: string;
  readonly path: readonly Tag[];
}

/** A table and path that a list's terms belong to; `table` is empty for an attribute of no table at hand. */
export type Owner = Pick<PlacedRow, 'table' | 'path'>;

const FOR_TERMS = /\b(?:defined terms?|enumerated values?)\b/i;

/** Prepares the look-ups once; the function gives the owners of a list, none if there is no single attribute. */
export function ownerFinder(
  placed: readonly PlacedRow[],
  tables: readonly ModuleTable[],
  attributes: readonly Attribute[],
): (list: SectionList) => readonly Owner[] {
  const referringTo = new Map<string, { place: PlacedRow; sentence: string }[]>();
  for (const place of placed) {
    for (const { section, sentence } of place.row.sectionReferences) {
      const rows = referringTo.get(section) ?? [];
      if (!rows.some((each) => each.place === place)) rows.push({ place, sentence });
      referringTo.set(section, rows);
    }
  }
  const tagsOfName = new Map<string, Tag[]>();
  for (const { name, tag } of attributes) {
    if (name !== undefined) tagsOfName.set(fold(name), [...(tagsOfName.get(fold(name)) ?? []), tag]);
  }
  const sectionOf = new Map(tables.map(({ table, section }) => [table, section]));

  const around = (tag: Tag, list: SectionList): readonly Owner[] => {
    const owners = placed.filter(
      ({ row, table }) => row.tag === tag && list.ancestors.includes(sectionOf.get(table) ?? ''),
    );
    return owners.length > 0 ? owners : [{ table: '', path: [tag] }];
  };

  return (list) => {
    if (list.owner !== undefined) return around(list.owner, list);
    const title = fold(list.sectionTitle);
    const referring = referringTo.get(list.section) ?? [];
    const named = referring.filter(
      ({ place: { row } }) => fold(row.name) === title || list.introduction.includes(row.tag),
    );
    if (named.length > 0) return named.map(({ place }) => place);
    const [titled, ...others] = tagsOfName.get(title) ?? [];
    if (titled !== undefined && others.length === 0) return around(titled, list);
    const forTerms = referring.filter(({ sentence }) => FOR_TERMS.test(sentence));
    const candidates = (forTerms.length > 0 ? forTerms : referring).map(({ place }) => place);
    const resembling = candidates.filter(({ row }) => fold(row.name).startsWith(`${title} `));
    const rest = resembling.length > 0 ? resembling : candidates;
    return new Set(rest.map(({ row }) => row.tag)).size === 1 ? rest : [];
  };
}

function fold(name: string): string {
  return name.toLowerCase();
}
