/**
 * The values of each attribute: from the lists in its cells, from the lists in the sections that its cells refer to,
 * and from the attribute whose values a cell says to be the same.
 */
import type { ValueTerm } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { ModuleTable, SectionList, TermList } from '../model/information-object.js';
import type { Attribute } from '../model/registry.js';
import type { Tag } from '../model/tag.js';
import type { NestedTables } from './module-attributes.js';
import { deriveSameValues } from './same-values.js';
import { type Owner, ownerFinder, type PlacedRow } from './section-list-owners.js';

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
  const vrOf = new Map(attributes.map(({ tag, vr }) => [tag, vr]));
  const fromCells = placed.flatMap((place) =>
    place.row.lists.flatMap((list) => {
      if (list.terms.length === 0) return [];
      if (list.kind === undefined && list.title === undefined && !areValues(list, vrOf.get(place.row.tag))) {
        diagnostics.push(notValues(list));
        return [];
      }
      if (list.kind === undefined) diagnostics.push(untitled(list));
      return termsOf(list, ownerInCell(list, place));
    }),
  );
  const ownersOf = ownerFinder(placed, tables, attributes);
  const fromSections = sectionLists.flatMap((list) => {
    const { sure, likely } = ownersOf(list);
    if (list.kind === undefined) {
      const held = sure.filter(({ path }) => areValues(list, vrOf.get(path.at(-1) as Tag)));
      diagnostics.push(held.length > 0 ? untitled(list) : notValues(list));
      return held.flatMap((place) => termsOf(list, place));
    }
    const owners = sure.length > 0 ? sure : likely;
    if (owners.length === 0) diagnostics.push(unowned(list));
    return (owners.length === 0 ? [NO_OWNER] : owners).flatMap((place) => termsOf(list, place));
  });
  const stated = [...fromCells, ...fromSections];
  return { value: [...stated, ...deriveSameValues(placed, stated)], diagnostics };
}

const NO_OWNER: Owner = { table: '', path: [] };

/** The attribute of the row, unless the list's title names another: one beside it. */
function ownerInCell({ attribute }: TermList, { table, path }: PlacedRow): Owner {
  return attribute === undefined ? { table, path } : { table, path: [...path.slice(0, -1), attribute] };
}

/** A list whose title says neither is read as Defined: the weaker of the two claims. */
function termsOf(list: TermList, { table, path }: Owner): ValueTerm[] {
  const tag = path.at(-1);
  const { kind = 'Defined', valueNumber, condition, retired } = list;
  return list.terms.map(({ value, meaning, at = list.at }) => ({
    tag,
    path,
    table,
    kind,
    valueNumber,
    condition,
    value,
    meaning,
    retired: retired || /^retired\b/i.test(meaning ?? ''),
    at,
  }));
}

/** A list that does not call itself values: each term must be one that the VR can hold, or none is. [PS3.5 6.2] */
function areValues({ terms }: TermList, vr: string | undefined): boolean {
  if (vr === 'CS') return terms.every(({ value }) => /^(?=.*[A-Z0-9])[A-Z0-9_ ]{1,16}$/.test(value));
  return /^(?:IS|US|SS|UL|SL)$/.test(vr ?? '') && terms.every(({ value }) => /^-?\d+$/.test(value));
}

function notValues(list: TermList): Diagnostic {
  return {
    code: 'list-not-read',
    severity: 'note',
    at: list.at,
    message: `a list that does not call its ${list.terms.length} entries values, and whose attribute is not named or cannot hold them`,
    found: list.terms
      .map(({ value }) => value)
      .join(', ')
      .slice(0, 120),
  };
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
    message: `no single attribute for the list in ${JSON.stringify(list.sectionTitle)}; its ${list.terms.length} terms stand in value_terms.tsv without a tag`,
    found: list.terms
      .map(({ value }) => value)
      .join(', ')
      .slice(0, 120),
    expected: 'a reference from one attribute, or a title or sentence that names one',
    fix: 'add a line to mappings/corrections/section-lists.tsv',
  };
}
