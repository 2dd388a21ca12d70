import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWords, type WordTable } from '../../../src/playbook/match/open-matcher.js';
import type { Synonym } from '../../../src/playbook/match/synonyms.js';
import type { Playbook } from '../../../src/playbook/playbook.js';
import { readPlaybook } from '../../../src/playbook/playbook-file.js';

const HERE = import.meta.dirname;
const COLUMNS =
  '"LoincNumber","LongCommonName","PartNumber","PartTypeName","PartName","PartSequenceOrder","RID","PreferredName","RPID","LongName"';

/** A row of the accessory file, every field quoted. */
export function row(cells: {
  loinc?: string;
  name?: string;
  type?: string;
  part?: string;
  sequence?: string;
  rpid?: string;
}): string {
  const { loinc = '24627-2', name = 'CT Chest', type = 'Rad.Modality.Modality Type', part = 'CT' } = cells;
  const { sequence = 'A', rpid = '' } = cells;
  const fields = [loinc, name, 'LP900001-0', type, part, sequence, '', '', rpid, rpid && `${name} in RadLex`];
  return fields.map((field) => `"${field}"`).join(',');
}

export function playbookText(...rows: readonly string[]): string {
  return `${[COLUMNS, ...rows].join('\n')}\n`;
}

/** The hand-made sample, 16 procedures. */
export function samplePlaybook(): Playbook {
  const file = join(HERE, 'sample-playbook.csv');
  const { value } = readPlaybook(readFileSync(file), file);
  if (!value) throw new Error('the sample playbook is damaged');
  return value;
}

/** The tables of words that the program ships. */
export function shippedTables(): readonly WordTable[] {
  const folder = join(HERE, '../../../mappings/playbook');
  return readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

export function shippedSynonyms(): readonly Synonym[] {
  return readWords({ tables: shippedTables() }).value;
}
