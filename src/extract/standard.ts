/** The three documents of an edition -> everything that they state. Every table of every part is accounted for. */
import type { CorrectedDocBook } from '../docbook/document.js';
import { readTable } from '../docbook/table.js';
import type { ContextGroup } from '../model/content-mapping.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { IodModule, ModuleTable } from '../model/information-object.js';
import type { Part } from '../model/source-ref.js';
import type { Standard, TableCount } from '../model/standard.js';
import { extractBodyParts } from './body-parts.js';
import { extractCodeDefinitions } from './code-definitions.js';
import { extractCodingSchemes } from './coding-schemes.js';
import { extractContextGroups } from './context-groups.js';
import { extractDataElements } from './data-elements.js';
import { extractIodTable, isIodTable } from './iod-tables.js';
import { extractModuleTable, isModuleTable } from './module-tables.js';
import { extractRetiredSnomedCodes } from './retired-snomed-codes.js';
import { extractSectionLists } from './section-lists.js';
import { type Extraction, placeOf } from './table-reading.js';
import { extractTemplates } from './templates.js';
import { extractUids } from './uids.js';

export type Documents = Readonly<Record<Part, CorrectedDocBook>>;

export function extractStandard(documents: Documents): Outcome<Standard> {
  const { 3: part3, 6: part6, 16: part16 } = documents;
  const attributes = extractDataElements(part6);
  const codingSchemes = extractCodingSchemes(part16);
  const contextGroups = extractContextGroups(part16);
  const codeDefinitions = extractCodeDefinitions(part16);
  const retiredSnomedCodes = extractRetiredSnomedCodes(part16);
  const bodyParts = extractBodyParts(part16);
  const templates = extractTemplates(part16);
  const uids = extractUids(part6, titles(contextGroups.facts));
  const informationObjects = extractInformationObjects(part3);
  const readings = [
    attributes,
    uids,
    codingSchemes,
    contextGroups,
    codeDefinitions,
    retiredSnomedCodes,
    bodyParts,
    templates,
    informationObjects,
  ];
  const counts = readings.flatMap((reading) => reading.counts);
  const unread = [part3, part6, part16].map((document) => countUnread(document, counts));
  return {
    value: {
      edition: part6.edition,
      attributes: attributes.facts,
      uids: uids.facts,
      codingSchemes: codingSchemes.facts,
      contextGroups: contextGroups.facts,
      codeDefinitions: codeDefinitions.facts,
      retiredSnomedCodes: retiredSnomedCodes.facts,
      bodyParts: bodyParts.facts,
      templates: templates.facts,
      moduleTables: informationObjects.facts,
      iodModules: informationObjects.iodModules,
      sectionLists: extractSectionLists(part3),
      counts: [...counts, ...unread.flatMap((reading) => reading.counts)],
    },
    diagnostics: [...readings, ...unread].flatMap((reading) => reading.diagnostics),
  };
}

function titles(groups: readonly ContextGroup[]): (cid: string) => string | undefined {
  const byCid = new Map(groups.map((group) => [group.cid, group.title]));
  return (cid) => byCid.get(cid);
}

function extractInformationObjects(
  document: CorrectedDocBook,
): Extraction<ModuleTable> & { readonly iodModules: readonly IodModule[] } {
  const facts: ModuleTable[] = [];
  const iodModules: IodModule[] = [];
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
    }
  }
  return { facts, iodModules, diagnostics, counts };
}

/**
 * Tables of no family that is read: their rows are counted as refused, with one note a table. Of tables that
 * share a label, as many are taken for read as counts bear it.
 */
function countUnread(document: CorrectedDocBook, read: readonly TableCount[]): Extraction<never> {
  const left = new Map<string, number>();
  for (const { part, table } of read) if (part === document.part) left.set(table, (left.get(table) ?? 0) + 1);
  const unread = document.outline.tables.filter(({ label }) => {
    const count = left.get(label) ?? 0;
    left.set(label, count - 1);
    return count <= 0;
  });
  const counts = unread.map((piece): TableCount => {
    const rows = readTable(document.outline, piece).rows.length;
    return { part: document.part, table: piece.label, read: rows, used: 0, refused: rows };
  });
  return {
    facts: [],
    counts,
    diagnostics: unread.map((piece, index) => ({
      code: 'table-not-read',
      severity: 'note',
      at: placeOf(document, piece),
      message: `a table of no family that states vocabulary facts; ${counts[index]?.read ?? 0} rows`,
      found: piece.caption,
    })),
  };
}
