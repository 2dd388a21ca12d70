/** A change as one line: the columns that TSV, Markdown and the page share. */
import type { Change, Target } from '../compare/change.js';

export interface ChangeLine {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** What a reader has to know beyond the columns; one line. */
  readonly note: string | undefined;
}

/** Exhaustive over the kinds; no text holds a tab or a line end. */
export function formatChange(change: Change): ChangeLine {
  const { from, to, note } = describe(change);
  return { from: oneLine(from), to: oneLine(to), note: oneLine(note) };
}

interface Parts {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly note?: string | undefined;
}

function describe(change: Change): Parts {
  switch (change.kind) {
    case 'concept-added': {
      const life = change.invalidReason ? [`already retired (${change.invalidReason})`] : [];
      const maps = change.mapsTo.length > 0 ? [`maps to ${formatTargets(change.mapsTo)}`] : [];
      return { note: [`${change.conceptClassId}, ${change.domainId}`, ...life, ...maps].join('; ') };
    }
    case 'concept-retired': {
      const why = change.reason === 'absent' ? 'no longer in the standard' : (change.remark ?? 'retired');
      const next =
        change.successors.length > 0 ? `replaced by ${formatTargets(change.successors)}` : 'no successor';
      return { note: `${why}; ${next}; ends ${change.validEndDate}` };
    }
    case 'concept-revived':
      return { note: `was ${change.formerReason} since ${change.formerEndDate}` };
    case 'concept-removed':
      return { note: 'the id is in no row of the newer release' };
    case 'id-changed':
    case 'id-reused':
      return { from: String(change.from), to: String(change.to) };
    case 'renamed':
    case 'group-renamed':
    case 'meaning-changed':
      return {
        from: change.from,
        to: change.to,
        note: [`${change.extent} ${change.similarity}`, ...formatGroups(change.groups)].join('; '),
      };
    case 'definition-changed':
      return { from: change.from, to: change.to, note: `similarity ${change.similarity}` };
    case 'synonyms-changed':
      return { from: formatList(change.dropped), to: formatList(change.added) };
    case 'term-added':
    case 'term-dropped':
    case 'term-retired':
    case 'term-revived':
      return { note: change.tables.length > 0 ? formatTables(change.tables) : undefined };
    case 'group-added':
    case 'group-dropped':
      return { note: `${change.members} members, ${change.includes} includes` };
    case 'group-retired':
    case 'group-revived':
    case 'member-added':
    case 'member-dropped':
      return {};
    case 'code-recoded':
      return {
        from: change.from,
        to: change.to,
        note: [
          ...(change.fromMeaning === change.subject.name ? [] : [`was "${change.fromMeaning}"`]),
          ...(change.expected === undefined ? [] : [`printed beside it before: ${change.expected}`]),
          ...formatGroups(change.groups),
        ].join('; '),
      };
    case 'member-moved':
      return { from: change.from, to: change.to };
    case 'include-added':
      return { to: change.included };
    case 'include-dropped':
      return { from: change.included };
    case 'binding-added':
    case 'binding-dropped':
    case 'binding-changed':
      return { from: change.from, to: change.to, note: change.path.includes('>') ? change.path : undefined };
    case 'mapping-gained':
    case 'mapping-lost':
    case 'mapping-redirected':
    case 'mapping-split':
      return { from: formatTargets(change.from), to: formatTargets(change.to) };
    default:
      return { from: change.from, to: change.to };
  }
}

/** `SCT 24028007 Right [4080761] | ...`; undefined for none. */
function formatTargets(targets: readonly Target[]): string | undefined {
  return formatList(
    targets.map(({ conceptId, code, name }) =>
      [...(code === undefined ? [] : [code]), ...(name === undefined ? [] : [name]), `[${conceptId}]`].join(
        ' ',
      ),
    ),
  );
}

const SHOWN = 3;

function formatGroups(groups: readonly string[]): string[] {
  if (groups.length === 0) return [];
  const more = groups.length - SHOWN;
  return [`in ${groups.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more groups` : ''}`];
}

function formatTables(tables: readonly string[]): string {
  const more = tables.length - SHOWN;
  const label = tables.length === 1 ? 'Table' : 'Tables';
  return `${label} ${tables.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function formatList(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : items.join(' | ');
}

function oneLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').trim() || undefined;
}
