/**
 * Context groups bound to code sequences. A statement beside an include of a code sequence macro binds the
 * enclosing sequence; one given to another macro binds a sequence inside that macro: the one that it names,
 * else the first whose own include leaves the group to the invocation, else the first: macros state their subject
 * first. Where there was a choice a warning says so.
 */
import type { Binding } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { CidStatement, IncludeRow, ModuleTable } from '../model/information-object.js';
import type { Attribute } from '../model/registry.js';
import { parseTag, type Tag } from '../model/tag.js';
import type { NestedTables } from './module-attributes.js';

const CODE_SEQUENCE_MACRO = /\bcode sequence macro\b/i;
/** Rows looked at for one statement; a macro of the standard takes some hundred. */
const MAX_ROWS = 20_000;
/** Rows looked at for all of them; an edition takes some ten thousand. */
const MAX_ROWS_OF_ALL = 500_000;
const LEFT_TO_INVOCATION = /\b(?:invocation|IOD (?:definition|constraints|specialization))\b/i;

interface CodeSequence {
  /** From the including row down to the sequence. */
  readonly path: readonly Tag[];
  readonly leftToInvocation: boolean;
}

/** Labels of the tables that are code sequence macros. [PS3.3 8.8] */
export function findCodeMacros(tables: readonly ModuleTable[]): ReadonlySet<string> {
  return new Set(tables.filter(({ title }) => CODE_SEQUENCE_MACRO.test(title)).map(({ table }) => table));
}

export function deriveBindings(
  tables: readonly ModuleTable[],
  nested: NestedTables,
  attributes: readonly Attribute[],
): Outcome<Binding[]> {
  const codeMacros = findCodeMacros(tables);
  const tagsByName = new Map(attributes.map((attribute) => [attribute.name, attribute.tag]));
  const nameByTag = new Map(attributes.map((attribute) => [attribute.tag, attribute.name]));
  const value: Binding[] = [];
  const diagnostics: Diagnostic[] = [];
  let leftOfAll = MAX_ROWS_OF_ALL;

  for (const { table } of tables) {
    for (const { row, enclosing } of nested.get(table) ?? []) {
      if (row.kind !== 'include') continue;
      for (const statement of row.cidStatements) {
        const path = constrainedPath(row, enclosing, statement);
        const tag = path?.at(-1);
        if (!path || !tag) {
          diagnostics.push(unplaced(row, statement));
          continue;
        }
        const { strength, cid, condition } = statement;
        value.push({ tag, path, table, strength, cid, condition: condition ?? row.condition, at: row.at });
      }
    }
  }
  return { value, diagnostics };

  function constrainedPath(
    row: IncludeRow,
    enclosing: readonly Tag[],
    statement: CidStatement,
  ): readonly Tag[] | undefined {
    const named = statement.attribute === undefined ? undefined : tagOf(statement.attribute);
    if (codeMacros.has(row.includeTable)) {
      if (named === undefined || named === enclosing.at(-1)) return enclosing;
      return enclosing.length > 0 && !nameByTag.has(named) ? enclosing : [...enclosing.slice(0, -1), named];
    }
    const inside = codeSequencesOf(row.includeTable, [row.table]);
    const open = inside.filter((sequence) => sequence.leftToInvocation);
    const candidates =
      statement.attribute === undefined
        ? open.length > 0
          ? open
          : inside
        : inside.filter((sequence) => sequence.path.at(-1) === named);
    const [first] = candidates;
    if (!first) return named === undefined ? undefined : [...enclosing, named];
    const path = [...enclosing, ...first.path];
    if (named === undefined && candidates.length > 1) diagnostics.push(chosen(row, statement, candidates));
    return path;
  }

  function tagOf(written: string): Tag | undefined {
    return parseTag(written) ?? tagsByName.get(written);
  }

  /** Every sequence inside a macro that includes a code sequence macro, nearest first. */
  function codeSequencesOf(table: string, including: readonly string[]): CodeSequence[] {
    const limit = Math.min(MAX_ROWS, leftOfAll);
    let left = limit;
    const whole = new Map<string, CodeSequence[]>();
    const on = new Set(including);
    let cuts = 0;
    const collect = (current: string): CodeSequence[] => {
      if (on.has(current) || left <= 0) {
        cuts += 1;
        return [];
      }
      const known = whole.get(current);
      if (known) return known;
      const before = cuts;
      on.add(current);
      const found = (nested.get(current) ?? []).flatMap(({ row, enclosing }): CodeSequence[] => {
        left -= 1;
        if (row.kind !== 'include' || left <= 0) return [];
        if (codeMacros.has(row.includeTable)) {
          return enclosing.length === 0
            ? []
            : [{ path: enclosing, leftToInvocation: LEFT_TO_INVOCATION.test(row.description) }];
        }
        const inside = collect(row.includeTable);
        left -= inside.length;
        return inside.map((sequence) => ({ ...sequence, path: [...enclosing, ...sequence.path] }));
      });
      on.delete(current);
      found.sort((a, b) => a.path.length - b.path.length);
      if (cuts === before) whole.set(current, found);
      return found;
    };
    const found = collect(table);
    leftOfAll -= limit - Math.max(left, 0);
    return found;
  }
}

function chosen(row: IncludeRow, statement: CidStatement, candidates: readonly CodeSequence[]): Diagnostic {
  const tags = candidates.map(({ path }) => path.at(-1) ?? '');
  return {
    code: 'binding-chosen',
    severity: 'warning',
    at: row.at,
    message: `${statement.strength} CID ${statement.cid} names no sequence of Table ${row.includeTable}; bound to the first, ${tags[0]}`,
    found: `${row.description} for one of ${tags.join(', ')}`,
    expected: 'a statement that names its sequence [PS3.3 5.6]',
    fix: 'if another is meant, name it in mappings/corrections/bindings.tsv',
  };
}

function unplaced(row: IncludeRow, statement: CidStatement): Diagnostic {
  return {
    code: 'binding-unplaced',
    severity: 'warning',
    at: row.at,
    message: `no single code sequence for ${statement.strength} CID ${statement.cid}; the binding is left out`,
    found: row.description,
    expected: 'a statement beside a code sequence macro, or one that names its sequence [PS3.3 5.6]',
    fix: 'add the binding to mappings/corrections/bindings.tsv',
  };
}
