/** A table of a module, macro or IOD: its attributes, what it includes, and the IODs that use it. [PS3.3 Annexes A, C] */
import {
  type Entry,
  type Item,
  makeFacts,
  makeReferences,
  makeSections,
  titleOf,
  uniqueTexts,
} from './entry.js';
import type { ReleaseView, Row } from './release-view.js';

export function keyOfModule(table: string): string {
  return `Table ${table}`;
}

export const leadToModule = makeReferences(({ table, title }: Row<'modules'>) => {
  const ref = keyOfModule(table);
  return { text: titleOf(ref, title), ref };
});

export function makeModuleEntry(view: ReleaseView, table: string): Entry | undefined {
  const module = view.select('modules', 'table', table)[0];
  if (!module) return undefined;
  const { title, kind, section, at } = module;
  return {
    kind: 'module',
    key: keyOfModule(table),
    name: title,
    conceptId: undefined,
    conceptCode: undefined,
    words: uniqueTexts([section]),
    facts: makeFacts([
      ['Kind', kind.replaceAll('_', ' ')],
      ['Section', section],
    ]),
    sections: makeSections([
      ['Attributes', attributeItems(view, table)],
      ['Modules', iodItems(view, table)],
      ['Used by', userItems(view, table, section)],
      ['In the standard', [{ text: keyOfModule(table), at }]],
    ]),
  };
}

function attributeItems(view: ReleaseView, table: string): Item[] {
  return view.select('module_rows', 'table', table).map((row): Item => {
    const indent = '>'.repeat(Number(row.depth));
    if (row.kind === 'include') {
      const included =
        row.includeTable === undefined ? undefined : view.select('modules', 'table', row.includeTable)[0];
      return {
        ...(included ? leadToModule(included) : { text: keyOfModule(row.includeTable ?? '?') }),
        note: uniqueTexts([`${indent}include`, row.condition]).join('; '),
      };
    }
    return {
      text: titleOf(row.tag ?? '', row.name),
      ref: row.tag,
      note: uniqueTexts([indent, row.type && `type ${row.type}`]).join(' ') || undefined,
    };
  });
}

/** Of an IOD: its modules. */
function iodItems(view: ReleaseView, table: string): Item[] {
  return view.select('iod_modules', 'table', table).map(({ ie, module, moduleSection, usage }) => {
    const of = view.select('modules', 'section', moduleSection ?? '').find(({ kind }) => kind === 'module');
    return {
      text: module,
      ref: of && keyOfModule(of.table),
      note: uniqueTexts([ie, usage && `usage ${usage}`]).join(', '),
    };
  });
}

/** IODs that have the module, and tables that include the macro. */
function userItems(view: ReleaseView, table: string, section: string): Item[] {
  const iods = view.select('iod_modules', 'moduleSection', section).map(({ table: iod, usage }) => ({
    table: iod,
    note: usage && `usage ${usage}`,
  }));
  const includers = view
    .select('module_rows', 'includeTable', table)
    .map((row) => ({ table: row.table, note: 'includes it' }));
  const seen = new Set<string>();
  return [...iods, ...includers].flatMap(({ table: user, note }): Item[] => {
    const by = view.select('modules', 'table', user)[0];
    if (!by || seen.has(user)) return [];
    seen.add(user);
    return [{ ...leadToModule(by), note }];
  });
}
