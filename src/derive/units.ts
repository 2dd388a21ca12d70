/**
 * The unit that an attribute's description states (`Slice thickness, in mm`), as UCUM. Only attributes with a
 * numeric VR, only the first sentence that names a unit, and only if it names one alone: no guess is better
 * than a wrong unit beside a patient's number. The words and their UCUM codes are data (mappings/units.tsv).
 */
import type { Unit, UnitStatement } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { ModuleTable } from '../model/information-object.js';
import type { Attribute } from '../model/registry.js';
import { formatSourceRef } from '../model/source-ref.js';
import { type CuratedRow, parseTabSeparated } from '../model/tab-separated.js';
import type { Tag } from '../model/tag.js';
import { mayBeOfKind, NUMBER_KINDS } from '../model/vr.js';

/** The UCUM cell of words that state several units, or coordinates of a grid: the attribute has no unit of its own. */
const NO_UNIT = '-';

/** The mark of a superscript, which the words do without: `mm^2` is `mm2`, `h^-1` is `h-1`. */
const RAISED = /(?<=[A-Za-z])\^(?=-?\d)/g;

/** Words that state a unit; `anywhere` if no "in" need stand before them. */
export interface UnitPhrase {
  readonly phrase: string;
  readonly ucum: string;
  readonly anywhere: boolean;
}

export function parseUnitPhrases(text: string, file: string): Outcome<UnitPhrase[]> {
  const { value, diagnostics } = parseTabSeparated(text, file, ['phrase', 'ucum', 'where']);
  const wrong = value.filter(({ cells }) => !cells.phrase || !cells.ucum);
  return {
    value: value
      .filter(({ cells }) => cells.phrase && cells.ucum)
      .map(({ cells }) => ({
        phrase: cells.phrase ?? '',
        ucum: cells.ucum ?? '',
        anywhere: cells.where === 'anywhere',
      })),
    diagnostics: [...diagnostics, ...wrong.map(incomplete)],
  };
}

/** `in mm = mm at PS3.3 2024d Table C.8-4 row 3`; words for no single unit as such. */
function formatStated({ phrase, ucum, at }: Unit): string {
  return `${phrase} = ${ucum === NO_UNIT ? 'no single unit' : ucum} at ${formatSourceRef(at)}`;
}

function incomplete({ file, line }: CuratedRow): Diagnostic {
  return {
    code: 'file-cell-empty',
    severity: 'error',
    at: { file, line },
    message: 'a phrase and its UCUM code are needed',
    fix: 'fill both cells',
  };
}

/** What every table says of the unit of every numeric attribute, in the order of the standard. */
export function stateUnits(
  tables: readonly ModuleTable[],
  attributes: readonly Attribute[],
  phrases: readonly UnitPhrase[],
): UnitStatement[] {
  const numeric = new Set(
    attributes.filter(({ vr }) => mayBeOfKind(vr, ...NUMBER_KINDS, 'reals')).map(({ tag }) => tag),
  );
  const find = compilePhrases(phrases);
  return tables.flatMap(({ table, rows }) =>
    rows.flatMap((row): UnitStatement[] => {
      if (row.kind !== 'attribute' || !numeric.has(row.tag)) return [];
      const stated = find(row.description.replace(RAISED, ''));
      const [only] = stated;
      if (!only) return [];
      const isOne = only.ucum !== NO_UNIT && new Set(stated.map(({ ucum }) => ucum)).size === 1;
      const phrase = isOne ? only.phrase : stated.map((each) => each.phrase).join(', ');
      const noUnit = only.ucum === NO_UNIT ? only.phrase : undefined;
      return [{ tag: row.tag, table, ucum: isOne ? only.ucum : undefined, phrase, noUnit, at: row.at }];
    }),
  );
}

/**
 * One row for each (attribute, unit); attributes whose tables disagree give several and a warning. None for an
 * attribute that one table says has no unit of its own, whatever the others state.
 */
export function deriveUnits(statements: readonly UnitStatement[]): Outcome<Unit[]> {
  const units = new Map<Tag, Unit[]>();
  const unitless = new Map<Tag, Unit[]>();
  const diagnostics: Diagnostic[] = [];
  for (const { tag, ucum, phrase, noUnit, at } of statements) {
    const known = units.get(tag) ?? [];
    if (noUnit !== undefined) {
      unitless.set(tag, [...(unitless.get(tag) ?? []), { tag, ucum: NO_UNIT, phrase: noUnit, at }]);
    }
    if (ucum === undefined) {
      diagnostics.push({
        code: 'unit-ambiguous',
        severity: 'note',
        at,
        message: `the sentence names no single unit for ${tag}; none is taken`,
        found: phrase,
        fix: 'if one is meant, add the words that single it out to mappings/units.tsv',
      });
    } else if (!known.some((each) => each.ucum === ucum)) {
      units.set(tag, [...known, { tag, ucum, phrase, at }]);
    }
  }
  for (const [tag, stated] of units) {
    const last = stated.at(-1);
    if (!last || (stated.length < 2 && !unitless.has(tag))) continue;
    diagnostics.push({
      code: 'unit-conflict',
      severity: 'warning',
      at: (stated[1] ?? last).at,
      message: `tables state different units for ${tag}`,
      found: [...stated, ...(unitless.get(tag) ?? [])].map(formatStated).join('; '),
      fix: 'read the unit from the table of the module at hand',
    });
  }
  return { value: [...units.values()].flat().filter(({ tag }) => !unitless.has(tag)), diagnostics };
}

type Stated = { readonly phrase: string; readonly ucum: string };

function compilePhrases(phrases: readonly UnitPhrase[]): (description: string) => Stated[] {
  const longestFirst = [...phrases].sort((a, b) => b.phrase.length - a.phrase.length);
  const ucumOf = new Map(phrases.map(({ phrase, ucum }) => [phrase, ucum]));
  const alternatives = (list: readonly UnitPhrase[]) =>
    list.map(({ phrase }) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+')).join('|') ||
    '(?!)';
  const afterIn = alternatives(longestFirst.filter(({ anywhere }) => !anywhere));
  const anywhere = alternatives(longestFirst.filter((phrase) => phrase.anywhere));
  const bracketed = alternatives(longestFirst.filter(({ phrase }) => phrase.length > 1));
  // Not before what would make another unit of it (mm squared, µGy h-1), nor where the words name an attribute.
  const edge = '(?![\\w/²³^*%-]|\\.\\w|\\s+(?:squared|cubed)\\b|\\s+[a-z]+-1\\b|\\s*\\([0-9A-Fa-fx]{4},)';
  const pattern = new RegExp(
    `(?:\\b(?:in|in units of|units? (?:is|are|of)|expressed in|measured in)\\s+(?:the unit of )?(${afterIn})|\\b(${anywhere})|(?<=\\s)\\((${bracketed})\\))${edge}`,
    'g',
  );
  return (description) => {
    for (const sentence of description.split(/(?<=[.;])\s+(?=[A-Z])/)) {
      const stated = [...sentence.matchAll(pattern)].map((match) => {
        const words = (match[1] ?? match[2] ?? match[3] ?? '').replace(/\s+/g, ' ');
        return { phrase: match[0], ucum: ucumOf.get(words) ?? '' };
      });
      if (stated.length > 0) return stated;
    }
    return [];
  };
}
