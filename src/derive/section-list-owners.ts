/**
 * Whose values a section's list states. The attributes that corrections name; else those whose rows refer to the
 * section and whose name it bears, or whose tag stands in the sentence before the list; else the attribute of
 * that name in the sections around; else those whose words the title joins (`Modality LUT and Rescale Type`);
 * else those referred to "for Defined Terms": of them the one that resembles the title, or the one of VR CS, or
 * the only one.
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

/** A value of VR CS that is a word. [PS3.5 6.2] */
const CODE_STRING = /^(?=.*[A-Z])[A-Z0-9_ ]{1,16}$/;
/** VRs whose values are no words and no numbers that a list could name: sequences and bulk data. */
const WITHOUT_TERMS = /^(?:SQ|O[BDFLVW]|OB or OW|UN)$/;
const FOR_TERMS = /\b(?:defined terms?|enumerated values?)\b/i;

/** Prepares the look-ups once; the function gives the owners of a list, none if there is no single attribute. */
export function ownerFinder(
  placed: readonly PlacedRow[],
  tables: readonly ModuleTable[],
  attributes: readonly Attribute[],
): (list: SectionList) => readonly Owner[] {
  const placesOf = new Map<Tag, PlacedRow[]>();
  const referringTo = new Map<string, { place: PlacedRow; sentence: string }[]>();
  for (const place of placed) {
    const { tag } = place.row;
    const places = placesOf.get(tag);
    if (places) places.push(place);
    else placesOf.set(tag, [place]);
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
  const vrOf = new Map(attributes.map(({ tag, vr }) => [tag, vr]));
  const canHaveTerms = (tag: Tag) => !WITHOUT_TERMS.test(vrOf.get(tag) ?? '');
  const sectionOf = new Map(tables.map(({ table, section }) => [table, section]));

  const around = (tag: Tag, list: SectionList): readonly Owner[] => {
    const owners = (placesOf.get(tag) ?? []).filter(({ table }) =>
      list.ancestors.includes(sectionOf.get(table) ?? ''),
    );
    return owners.length > 0 ? owners : [{ table: '', path: [tag] }];
  };

  return (list) => {
    if (list.owners !== undefined) return list.owners.flatMap((tag) => around(tag, list));
    const title = fold(list.sectionTitle);
    const referring = (referringTo.get(list.section) ?? []).filter(({ place }) =>
      canHaveTerms(place.row.tag),
    );
    const named = referring.filter(
      ({ place: { row } }) => fold(row.name) === title || list.introduction.includes(row.tag),
    );
    if (named.length > 0) return named.map(({ place }) => place);
    const [titled, ...others] = (tagsOfName.get(title) ?? []).filter(canHaveTerms);
    if (titled !== undefined && others.length === 0) return around(titled, list);
    const inTitle = new Set(title.split(/\W+/));
    const joint = referring.filter(({ place: { row } }) => {
      const words = fold(row.name).split(/\W+/);
      return words.length > 1 && words.every((word) => inTitle.has(word));
    });
    if (joint.length > 0) return joint.map(({ place }) => place);
    const forTerms = referring.filter(({ sentence }) => FOR_TERMS.test(sentence));
    const candidates = (forTerms.length > 0 ? forTerms : referring).map(({ place }) => place);
    const resembling = candidates.filter(({ row }) => fold(row.name).startsWith(`${title} `));
    const likely = resembling.length > 0 ? resembling : candidates;
    if (new Set(likely.map(({ row }) => row.tag)).size === 1) return likely;
    const isWords = list.terms.every(({ value }) => CODE_STRING.test(value));
    const coded = likely.filter(({ row }) => isWords && vrOf.get(row.tag) === 'CS');
    return new Set(coded.map(({ row }) => row.tag)).size === 1 ? coded : [];
  };
}

function fold(name: string): string {
  return name.toLowerCase();
}
