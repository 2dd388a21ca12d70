/**
 * Whose values a section's list states. In this order: the attributes that corrections name; the one whose tag the
 * list's own title bears; those that a table's caption names; those whose rows refer to the section and whose name it
 * bears, with those of the same VR that refer there "for Defined Terms" too, or whose tag stands in the sentence before
 * the list; those that this sentence speaks of; the attribute of the section's name, or the attributes that it lists;
 * those whose words the title joins (`Modality LUT and Rescale Type`); else, less surely, those referred to "for Defined
 * Terms": of them the one that resembles the title, or the one of VR CS, or the only one. A row whose own Enumerated
 * Values a reference merely explains takes none from there.
 */
import type { AttributeRow, ModuleTable, SectionList } from '../model/information-object.js';
import type { Attribute } from '../model/registry.js';
import { parseTag, type Tag } from '../model/tag.js';

/** An attribute row with the sequences around it, its own tag last. */
export interface PlacedRow {
  readonly row: AttributeRow;
  readonly table: string;
  readonly path: readonly Tag[];
}

/** A table and path that a list's terms belong to; `table` is empty for an attribute of no table at hand. */
export type Owner = Pick<PlacedRow, 'table' | 'path'>;

/** Sure: title, caption, name or sentence name the attribute. Likely: only the references lead to it. */
export interface Owners {
  readonly sure: readonly Owner[];
  readonly likely: readonly Owner[];
}

interface Reference {
  readonly place: PlacedRow;
  readonly sentence: string;
}

/** A value of VR CS that is a word. [PS3.5 6.2] */
const CODE_STRING = /^(?=.*[A-Z])[A-Z0-9_ ]{1,16}$/;
/** VRs whose values are no words and no numbers that a list could name: sequences and bulk data. */
const WITHOUT_TERMS = /^(?:SQ|O[BDFLVW]|OB or OW|UN)$/;
const FOR_TERMS = /\b(?:defined terms?|enumerated values?)\b/i;
const TAG = /\([0-9A-Fa-fx]{4},[0-9A-Fa-fx]{4}\)/g;
/** What the subject of a sentence does: the tags before it are those that the sentence speaks of. */
const SPEAKS =
  /\b(?:specif|identif|defin|describ|indicat|determin|mean|is\b|are\b|may\b|shall\b|provid|label)/i;
/** Words of a caption that an attribute's name may be made of. */
const LONGEST_NAME = 8;

/** Prepares the look-ups once; the function gives the owners of a list, none if there is no single attribute. */
export function ownerFinder(
  placed: readonly PlacedRow[],
  tables: readonly ModuleTable[],
  attributes: readonly Attribute[],
): (list: SectionList) => Owners {
  const placesOf = groupBy(placed, ({ row }) => row.tag);
  const references = placed.flatMap((place) =>
    place.row.sectionReferences.map(({ section, sentence }) => ({ section, place, sentence })),
  );
  const referringTo = groupBy(references, ({ section }) => section);
  const vrOf = new Map(attributes.map(({ tag, vr }) => [tag, vr]));
  const canHaveTerms = (tag: Tag) => !WITHOUT_TERMS.test(vrOf.get(tag) ?? '');
  const tagsOfName = groupBy(
    attributes.filter(({ name, tag }) => name !== undefined && canHaveTerms(tag)),
    ({ name = '' }) => fold(name),
  );
  const sectionOf = new Map(tables.map(({ table, section }) => [table, section]));

  const referencesTo = (section: string): Reference[] => {
    const found = (referringTo.get(section) ?? []).filter(({ place }) => canHaveTerms(place.row.tag));
    return found.filter(({ place }, index) => found.findIndex((each) => each.place === place) === index);
  };
  /** References "for Defined Terms" to sections inside one that nothing refers to itself. */
  const referencesBelow = (section: string): Reference[] =>
    [...referringTo.keys()]
      .filter((label) => label.startsWith(`${section}.`))
      .flatMap(referencesTo)
      .filter(({ sentence }) => FOR_TERMS.test(sentence));
  /** The rows of an attribute that refer to the section or to one around it, else those of the tables around it. */
  const rowsOf = (tag: Tag, list: SectionList): readonly Owner[] => {
    const places = placesOf.get(tag) ?? [];
    const { ancestors } = list;
    const refers = (place: PlacedRow, to: readonly string[]) =>
      place.row.sectionReferences.some(({ section }) => to.includes(section));
    const direct = places.filter((place) => refers(place, [list.section]));
    const indirect = places.filter((place) =>
      refers(
        place,
        ancestors.filter((label) => label.includes('.')),
      ),
    );
    const near = places.filter(({ table }) => ancestors.includes(sectionOf.get(table) ?? ''));
    const rows = [direct, indirect, near].find((each) => each.length > 0) ?? [];
    return rows.length > 0 ? open(rows, list) : [{ table: '', path: [tag] }];
  };
  const ofTags = (tags: readonly Tag[], list: SectionList): Owners => ({
    sure: tags.flatMap((tag) => rowsOf(tag, list)),
    likely: [],
  });
  const ofPlaces = (places: readonly PlacedRow[], list: SectionList): Owners => ({
    sure: open(places, list),
    likely: [],
  });

  return (list) => {
    if (list.owners !== undefined) return ofTags(list.owners, list);
    if (list.attribute !== undefined) return ofTags([list.attribute], list);
    const inCaption = list.caption === undefined ? [] : namedIn(list.caption, list);
    if (inCaption.length > 0) return ofTags(inCaption, list);
    const title = fold(list.sectionTitle);
    const referring = referencesTo(list.section);
    const below = referring.length > 0 ? [] : referencesBelow(list.section);
    const named = referring.filter(
      ({ place: { row } }) => fold(row.name) === title || list.introduction.includes(row.tag),
    );
    if (named.length > 0) {
      const sharing = findSharing(named, referring, list);
      return { sure: [...open(placesIn(named), list), ...sharing], likely: [] };
    }
    const spokenOf = subjectsOf(list.introduction).filter((tag) => isAround(tag, list));
    if (spokenOf.length > 0) return ofTags(spokenOf, list);
    const [titled, ...others] = tagsOfName.get(title) ?? [];
    if (titled !== undefined && others.length === 0) return ofTags([titled.tag], list);
    const enumerated = title.split(/,\s*(?:and\s+)?|\s+and\s+/).map((name) => tagsOfName.get(name) ?? []);
    if (enumerated.length > 1 && enumerated.every((found) => found.length === 1)) {
      return ofTags(
        enumerated.flatMap((found) => found.map(({ tag }) => tag)),
        list,
      );
    }
    const inTitle = new Set(title.split(/\W+/));
    const joint = referring.filter(({ place: { row } }) => {
      const words = fold(row.name).split(/\W+/);
      return words.length > 1 && words.every((word) => inTitle.has(word));
    });
    if (joint.length > 0) return ofPlaces(placesIn(joint), list);
    const forTerms = referring.filter(({ sentence }) => FOR_TERMS.test(sentence));
    const candidates = placesIn(forTerms.length > 0 ? forTerms : referring.length > 0 ? referring : below);
    const resembling = candidates.filter(({ row }) => fold(row.name).startsWith(`${title} `));
    const likely = resembling.length > 0 ? resembling : candidates;
    if (isOfOneTag(likely)) return { sure: [], likely: open(likely, list) };
    const isWords = list.terms.every(({ value }) => CODE_STRING.test(value));
    const coded = likely.filter(({ row }) => isWords && vrOf.get(row.tag) === 'CS');
    return { sure: [], likely: isOfOneTag(coded) ? open(coded, list) : [] };
  };

  /** Rows of other attributes that refer "for Defined Terms" to the section of an attribute of the same VR. */
  function findSharing(
    named: readonly Reference[],
    referring: readonly Reference[],
    list: SectionList,
  ): readonly PlacedRow[] {
    const namesakes = named.filter(({ place: { row } }) => fold(row.name) === fold(list.sectionTitle));
    const vrs = new Set(namesakes.map(({ place: { row } }) => vrOf.get(row.tag)));
    const sharing = referring.filter((each) => !named.includes(each) && FOR_TERMS.test(each.sentence));
    return placesIn(sharing).filter((place) => vrs.has(vrOf.get(place.row.tag)) && !isClosed(place, list));
  }

  /** The places that take values from the section; where none does, the attributes alone. */
  function open(places: readonly PlacedRow[], list: SectionList): readonly Owner[] {
    const taking = places.filter((place) => !isClosed(place, list));
    const tags = [...new Set(places.map(({ row }) => row.tag))];
    return taking.length > 0 ? taking : tags.map((tag) => ({ table: '', path: [tag] }));
  }

  /**
   * The row's own values are all, and the section is not its module's own that lists them again. A reference before the
   * list says where the attribute is explained, and leaves the section's values open.
   */
  function isClosed({ row, table }: PlacedRow, list: SectionList): boolean {
    if (!closes(row, list.valueNumber)) return false;
    if (list.ancestors.includes(sectionOf.get(table) ?? '')) return false;
    return !row.sectionReferences.some(({ section, afterList }) => section === list.section && !afterList);
  }

  /** Attributes whose names stand in a caption, before what limits them (`... for CT`); the longest names count. */
  function namedIn(caption: string, list: SectionList): Tag[] {
    const words = (/^(.+?) for\b/i.exec(caption)?.[1] ?? caption).split(' ');
    const tags: Tag[] = [];
    for (let at = 0; at < words.length; at += 1) {
      for (let length = Math.min(LONGEST_NAME, words.length - at); length > 0; length -= 1) {
        const found = tagsOfName.get(fold(words.slice(at, at + length).join(' '))) ?? [];
        if (found.length === 0) continue;
        const near = found.filter(({ tag }) => isAround(tag, list));
        tags.push(...(near.length > 0 ? near : found).map(({ tag }) => tag));
        at += length - 1;
        break;
      }
    }
    return [...new Set(tags)];
  }

  /** A row of the attribute stands in a table around the list, or refers to the list's section or to one around it. */
  function isAround(tag: Tag, list: SectionList): boolean {
    return canHaveTerms(tag) && rowsOf(tag, list).some(({ table }) => table !== '');
  }
}

/** `The Planes in Acquisition (0018,9410) Attribute identifies ...`: the tags before the verb of the sentence. */
function subjectsOf(introduction: string): Tag[] {
  const sentences = introduction.split(/(?<=[.;])\s+(?=[A-Z])/);
  const subjects = sentences.flatMap((sentence) => {
    const verb = sentence.replace(TAG, (tag) => ' '.repeat(tag.length)).search(SPEAKS);
    return verb < 0 ? [] : [...sentence.slice(0, verb).matchAll(TAG)].flatMap(([tag]) => parseTag(tag) ?? []);
  });
  return [...new Set(subjects)];
}

/** The row prints all values that the attribute may take there, or all for the list's value number. */
function closes({ lists }: AttributeRow, valueNumber: string | undefined): boolean {
  return lists.some(
    (own) =>
      own.kind === 'Enumerated' &&
      own.condition === undefined &&
      own.terms.length > 0 &&
      (own.valueNumber === undefined || own.valueNumber === valueNumber),
  );
}

function isOfOneTag(places: readonly PlacedRow[]): boolean {
  return new Set(places.map(({ row }) => row.tag)).size === 1;
}

function placesIn(references: readonly Reference[]): PlacedRow[] {
  return references.map(({ place }) => place);
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function fold(name: string): string {
  return name.toLowerCase();
}
