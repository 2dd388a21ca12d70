// A thread that reads documents as a build does, up to the concepts, and answers with what a judge can compare.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const { root } = workerData;
const load = (path) => import(join(root, 'dist', `${path}.js`));
const { readDocument } = await load('docbook/document');
const { extractContentMapping, extractInformationObjects, extractRegistry } = await load('extract/standard');
const { derive } = await load('derive/derivation');
const { parseUnitPhrases } = await load('derive/units');
const { parseEdition } = await load('model/edition');

const phrases = parseUnitPhrases(
  readFileSync(join(root, 'mappings', 'units.tsv'), 'utf8'),
  'units.tsv',
).value;
const NO_FACTS = {
  edition: parseEdition('mini'),
  attributes: [],
  uids: [],
  moduleTables: [],
  iodModules: [],
  sectionLists: [],
  codingSchemes: [],
  contextGroups: [],
  codeDefinitions: [],
  retiredSnomedCodes: [],
  bodyParts: [],
  templates: [],
  confidentialityProfile: [],
  safePrivateAttributes: [],
  counts: [],
};
const EXTRACT = {
  3: extractInformationObjects,
  6: (document) => extractRegistry(document, Promise.resolve([])),
  16: extractContentMapping,
};

async function read(bytes) {
  const { value: document, diagnostics } = readDocument(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    'mutant.xml',
  );
  if (!document) return { refused: diagnostics, diagnostics };
  const extract = EXTRACT[document.part];
  if (!extract) return { refused: [{ code: 'other-part' }], diagnostics };
  const reading = await extract({ ...document, correctCell: (_, text) => text });
  const derived = derive({ ...NO_FACTS, ...reading.facts }, phrases);
  return {
    reading,
    derived,
    diagnostics: [...reading.diagnostics, ...derived.diagnostics],
    tables: document.outline.tables.length,
  };
}

/** Rows of table 6-1 and of context groups, by place, as published. */
function publishedCells({ attributes = [], contextGroups = [] }) {
  const cells = {};
  for (const { tag, name, keyword, vr, vm, at } of attributes) {
    if (at.label === 'Table 6-1')
      cells[`6-1 ${at.row}`] = {
        Tag: tag,
        Name: name ?? '',
        Keyword: keyword ?? '',
        VR: vr ?? '',
        VM: vm ?? '',
      };
  }
  for (const { members } of contextGroups) {
    for (const { scheme, value, meaning, at } of members) {
      cells[`${at.label} ${at.row}`] = {
        'Coding Scheme Designator': scheme,
        'Code Value': value,
        'Code Meaning': meaning ?? '',
      };
    }
  }
  return cells;
}

parentPort.on('message', async ({ bytes, wantFacts }) => {
  try {
    const { refused, reading, derived, diagnostics, tables } = await read(bytes);
    parentPort.postMessage({
      refused,
      tables,
      diagnostics: diagnostics.map(({ code, severity, at, message }) => ({ code, severity, at, message })),
      counts: reading?.counts,
      cells: reading && publishedCells(reading.facts),
      facts:
        wantFacts && reading
          ? JSON.stringify([reading.facts, reading.counts, diagnostics, derived.value])
          : undefined,
    });
  } catch (error) {
    parentPort.postMessage({ internal: error instanceof Error ? `${error.stack}` : String(error) });
  }
});
