/** The documents of an edition -> everything that they state. Every table of every part is accounted for. */
import type { CorrectedDocBook } from '../docbook/document.js';
import { readTable } from '../docbook/table.js';
import type { ConfidentialityFacts } from '../model/confidentiality.js';
import type { ContextGroup } from '../model/content-mapping.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { IodModule, ModuleTable, SectionList } from '../model/information-object.js';
import type { Standard, TableCount } from '../model/standard.js';
import { extractBodyParts } from './body-parts.js';
import { extractCodeDefinitions } from './code-definitions.js';
import { extractCodingSchemes } from './coding-schemes.js';
import { extractConfidentialityProfile, extractSafePrivateAttributes } from './confidentiality.js';
import { extractContextGroups } from './context-groups.js';
import { extractDataElements } from './data-elements.js';
import { extractIodTable, isIodTable } from './iod-tables.js';
import { extractModuleTable, isModuleTable } from './module-tables.js';
import { extractRetiredSnomedCodes } from './retired-snomed-codes.js';
import { extractSectionLists } from './section-lists.js';
import { concatExtractions, type Extraction } from './table-reading.js';
import { extractTemplates } from './templates.js';
import { extractUids } from './uids.js';
import { passOver } from './unread-tables.js';
import { extractValueTable, isValueTable } from './value-tables.js';

/** What one part gives: its facts, faults, and a count for every table in it. */
export interface PartReading<F> {
  readonly facts: F;
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: readonly TableCount[];
}

export type RegistryFacts = Pick<Standard, 'attributes' | 'uids'>;
export type ContentMappingFacts = Pick<
  Standard,
  'codingSchemes' | 'contextGroups' | 'codeDefinitions' | 'retiredSnomedCodes' | 'bodyParts' | 'templates'
>;
export type InformationObjectFacts = Pick<Standard, 'moduleTables' | 'iodModules' | 'sectionLists'>;

/** PS3.16. */
export function extractContentMapping(document: CorrectedDocBook): PartReading<ContentMappingFacts> {
  const codingSchemes = extractCodingSchemes(document);
  const contextGroups = extractContextGroups(document);
  const codeDefinitions = extractCodeDefinitions(document);
  const retiredSnomedCodes = extractRetiredSnomedCodes(document);
  const bodyParts = extractBodyParts(document);
  const templates = extractTemplates(document);
  const facts = {
    codingSchemes: codingSchemes.facts,
    contextGroups: contextGroups.facts,
    codeDefinitions: codeDefinitions.facts,
    retiredSnomedCodes: retiredSnomedCodes.facts,
    bodyParts: bodyParts.facts,
    templates: templates.facts,
  };
  const readings = [codingSchemes, contextGroups, codeDefinitions, retiredSnomedCodes, bodyParts, templates];
  const faults = requireRows(document, codeDefinitions, 'definition of a code', 'PS3.16 Table D-1');
  return closePart(document, facts, readings, faults);
}

/** PS3.6; the names of context group UIDs are the titles of the groups in PS3.16, which may be read meanwhile. */
export async function extractRegistry(
  document: CorrectedDocBook,
  contextGroups: Promise<readonly ContextGroup[]>,
): Promise<PartReading<RegistryFacts>> {
  const attributes = extractDataElements(document);
  const titleOf = new Map((await contextGroups).map((group) => [group.cid, group.title]));
  const uids = extractUids(document, (cid) => titleOf.get(cid));
  const faults = [
    ...requireRows(document, attributes, 'data element', 'PS3.6 Table 6-1'),
    ...requireRows(document, uids, 'UID', 'PS3.6 Table A-1'),
  ];
  return closePart(document, { attributes: attributes.facts, uids: uids.facts }, [attributes, uids], faults);
}

/** PS3.3. */
export function extractInformationObjects(document: CorrectedDocBook): PartReading<InformationObjectFacts> {
  const tables = extractTables(document);
  const { facts: moduleTables, iodModules } = tables;
  const prose = extractSectionLists(document);
  const facts = { moduleTables, iodModules, sectionLists: [...prose.value, ...tables.sectionLists] };
  const faults = requireRows(document, tables, 'table of a module', 'PS3.3 Annex C');
  const names = moduleTables.flatMap(({ rows }) =>
    rows.map((row) => (row.kind === 'attribute' ? row.name.toLowerCase() : '')),
  );
  return closePart(document, facts, [tables], [...faults, ...prose.diagnostics], new Set(names));
}

/** PS3.15: of a table that is not there, no facts. */
export function extractConfidentiality(document: CorrectedDocBook): PartReading<ConfidentialityFacts> {
  const profile = extractConfidentialityProfile(document);
  const safePrivate = extractSafePrivateAttributes(document);
  const facts = { confidentialityProfile: profile.facts, safePrivateAttributes: safePrivate.facts };
  return closePart(document, facts, [profile, safePrivate], []);
}

/** An error where nothing at all was read: a release of it would end every id of that kind. */
function requireRows(
  document: CorrectedDocBook,
  { facts, diagnostics }: Extraction<unknown>,
  what: string,
  clause: string,
): Diagnostic[] {
  if (facts.length > 0 || diagnostics.some(({ severity }) => severity === 'error')) return [];
  return [
    {
      code: 'part-empty',
      severity: 'error',
      at: { file: document.file },
      message: `PS3.${document.part} states no ${what}`,
      expected: `the rows of ${clause}`,
      fix: 'check that the file is complete; fetch or import the part again',
    },
  ];
}

/** Adds the tables that no reader took. */
function closePart<F>(
  document: CorrectedDocBook,
  facts: F,
  readings: readonly Extraction<unknown>[],
  faults: readonly Diagnostic[],
  attributeNames?: ReadonlySet<string>,
): PartReading<F> {
  const counts = readings.flatMap((reading) => reading.counts);
  const unread = countUnread(document, counts, attributeNames);
  return {
    facts,
    diagnostics: [...faults, ...[...readings, unread].flatMap((reading) => reading.diagnostics)],
    counts: [...counts, ...unread.counts],
  };
}

function extractTables(
  document: CorrectedDocBook,
): Extraction<ModuleTable> & Pick<InformationObjectFacts, 'iodModules' | 'sectionLists'> {
  const facts: ModuleTable[] = [];
  const iodModules: IodModule[] = [];
  const sectionLists: SectionList[] = [];
  const diagnostics: Diagnostic[] = [];
  const counts: TableCount[] = [];
  for (const piece of document.outline.tables) {
    const table = readTable(document.outline, piece);
    if (isModuleTable(table)) {
      const reading = extractModuleTable(document, table);
      facts.push(...reading.facts);
      diagnostics.push(...reading.diagnostics);
      counts.push(...reading.counts);
    } else if (isIodTable(table)) {
      const reading = extractIodTable(document, table);
      facts.push(reading.table);
      iodModules.push(...reading.facts);
      diagnostics.push(...reading.diagnostics);
      counts.push(...reading.counts);
    } else if (isValueTable(table)) {
      const reading = extractValueTable(document, table);
      sectionLists.push(...reading.facts);
      diagnostics.push(...reading.diagnostics);
      counts.push(...reading.counts);
    }
  }
  return { facts, iodModules, sectionLists, diagnostics, counts };
}

/**
 * Tables of no family that is read: their rows are counted as refused, with one note a table. Of tables that
 * share a label, as many are taken for read as counts bear it.
 */
function countUnread(
  document: CorrectedDocBook,
  read: readonly TableCount[],
  attributeNames: ReadonlySet<string> | undefined,
): Extraction<never> {
  const left = new Map<string, number>();
  for (const { part, table } of read) if (part === document.part) left.set(table, (left.get(table) ?? 0) + 1);
  const unread = document.outline.tables.filter(({ label }) => {
    const count = left.get(label) ?? 0;
    left.set(label, count - 1);
    return count <= 0;
  });
  return concatExtractions(unread.map((piece) => passOver(document, piece, attributeNames)));
}
