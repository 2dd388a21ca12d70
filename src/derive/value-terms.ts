/**
 * The values of each attribute: from the lists in its cells, and from the lists in the sections that its
 * cells refer to. A section list belongs to the attributes whose rows refer to the section and whose name the
 * section bears; else to those referred to "for Defined Terms" (or Enumerated Values); else to the only one.
 */
import type { ValueTerm } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { AttributeRow, ModuleTable, SectionList, TermList } from '../model/information-object.js';
import type { Attribute } from '../model/registry.js';
import type { Tag } from '../model/tag.js';
import type { NestedTables } from './module-attributes.js';

interface PlacedRow {
  readonly row: AttributeRow;
  readonly table: string;
  readonly path: readonly Tag[];
}

export function deriveValueTerms(
  tables: readonly ModuleTable[],
  sectionLists: readonly SectionList[],
  nested: NestedTables,
  attributes: readonly Attribute[],
): Outcome<ValueTerm[]> {
  const diagnostics: Diagnostic[] = [];
  const placed = tables.flatMap(({ table }) =>
    (nested.get(table) ?? []).flatMap(({ row, enclosing }): PlacedRow[] =>
      row.kind === 'attribute' ? [{ row, table, path: [...enclosing, row.tag] }] : [],
    ),
  );
  const fromCells = placed.flatMap((place) =>
    place.row.lists.flatMap((list) => {
      if (list.kind === undefined && list.terms.length > 0) diagnostics.push(untitled(list));
      return termsOf(list, place);
    }),
  );
  const fromSections = sectionLists.flatMap((list) => {
    const owners = findOwners(list, placed, tables, attributes);
    if (owners.length === 0) diagnostics.push(unowned(list));
    return owners.flatMap((place) => termsOf(list, place));
  });
  return { value: [...fromCells, ...fromSections], diagnostics };
}

type Owner = { readonly table: string; readonly path: readonly Tag[] };

/** A list whose title says neither is read as Defined: the weaker of the two claims. */
function termsOf(list: TermList, { table, path }: Owner): ValueTerm[] {
  const tag = path.at(-1);
  if (!tag) return [];
  const { kind = 'Defined', valueNumber, condition, retired, at } = list;
  return list.terms.map(({ value, meaning }) => ({
    tag,
    path,
    table,
    kind,
    valueNumber,
    condition,
    value,
    meaning,
    retired,
    at,
  }));
}

function findOwners(
  list: SectionList,
  placed: readonly PlacedRow[],
  tables: readonly ModuleTable[],
  attributes: readonly Attribute[],
): readonly Owner[] {
  const referring = placed.flatMap((place) => {
    const reference = place.row.sectionReferences.find(({ section }) => section === list.section);
    return reference ? [{ ...place, sentence: reference.sentence }] : [];
  });
  const introduced = referring.filter(
    ({ row }) => list.introduction.includes(row.tag) || sameName(row.name, list.sectionTitle),
  );
  if (list.owner !== undefined) return ownersInSection(list.owner, list, placed, tables);
  if (introduced.length > 0) return introduced;
  const titled = attributes.filter(
    ({ name, tag }) =>
      list.introduction.includes(tag) || (name !== undefined && sameName(name, list.sectionTitle)),
  );
  if (titled.length === 1) {
    const tag = titled[0]?.tag;
    return tag ? ownersInSection(tag, list, placed, tables) : [];
  }
  const forTerms = referring.filter(({ sentence }) =>
    /\b(?:defined terms?|enumerated values?)\b/i.test(sentence),
  );
  const candidates = forTerms.length > 0 ? forTerms : referring;
  const resembling = candidates.filter(({ row }) => row.name.startsWith(`${list.sectionTitle} `));
  const rest = resembling.length > 0 ? resembling : candidates;
  return new Set(rest.map(({ row }) => row.tag)).size === 1 ? rest : [];
}

/** Rows of the attribute in the tables of the sections around the list; if there are none, the tag alone. */
function ownersInSection(
  tag: Tag,
  list: SectionList,
  placed: readonly PlacedRow[],
  tables: readonly ModuleTable[],
): readonly Owner[] {
  const near = new Set(
    tables.filter(({ section }) => list.ancestors.includes(section)).map(({ table }) => table),
  );
  const owners = placed.filter((place) => place.row.tag === tag && near.has(place.table));
  return owners.length > 0 ? owners : [{ table: '', path: [tag] }];
}

function sameName(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0;
}

function untitled(list: TermList): Diagnostic {
  return {
    code: 'list-title-unknown',
    severity: 'warning',
    at: list.at,
    message: 'the title says neither Enumerated Values nor Defined Terms; read as Defined',
    found: list.title ?? '',
    expected: 'Enumerated Values or Defined Terms [PS3.3 5.4]',
    fix: 'compare with the published page',
  };
}

function unowned(list: SectionList): Diagnostic {
  return {
    code: 'section-list-unowned',
    severity: 'warning',
    at: list.at,
    message: `no single attribute for the list in ${JSON.stringify(list.sectionTitle)}; its ${list.terms.length} terms are left out`,
    found: list.terms
      .map(({ value }) => value)
      .join(', ')
      .slice(0, 120),
    expected: 'a reference from one attribute, or a title or sentence that names one',
    fix: 'add a line to mappings/corrections/section-lists.tsv',
  };
}
