/** A made-up Athena download of a few rows, as a directory or a ZIP. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach } from '@jest/globals';

export const CONCEPT_HEADER =
  'concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\tvalid_start_date\tvalid_end_date\tinvalid_reason';
export const RELATIONSHIP_HEADER =
  'concept_id_1\tconcept_id_2\trelationship_id\tvalid_start_date\tvalid_end_date\tinvalid_reason';
export const VOCABULARY_HEADER =
  'vocabulary_id\tvocabulary_name\tvocabulary_reference\tvocabulary_version\tvocabulary_concept_id';

interface ConceptFields {
  readonly id: number | string;
  readonly code?: string;
  readonly name?: string;
  readonly vocabulary?: string;
  readonly standard?: string;
  readonly start?: string;
  readonly end?: string;
  readonly invalid?: string;
}

export function conceptRow(fields: ConceptFields): string {
  const { id, code = `c${id}`, name = `Concept ${id}`, vocabulary = 'SNOMED', standard = 'S' } = fields;
  const { start = '19700101', end = '20991231', invalid = '' } = fields;
  return [id, name, 'Observation', vocabulary, 'Class', standard, code, start, end, invalid].join('\t');
}

export function relationshipRow(
  from: number | string,
  to: number | string,
  name = 'Maps to',
  invalid = '',
): string {
  return [from, to, name, '19700101', '20991231', invalid].join('\t');
}

export function vocabularyRow(id: string, version = 'v1'): string {
  return [id, `The ${id}`, 'somewhere', version, '44819096'].join('\t');
}

/** The lines of each file without its header. */
export interface BundleRows {
  readonly concepts: readonly string[];
  readonly relationships?: readonly string[];
  readonly vocabularies?: readonly string[];
  readonly cpt4?: readonly string[];
}

const USUAL_VOCABULARIES = [
  vocabularyRow('None', 'v5.0 01-JAN-30'),
  vocabularyRow('SNOMED'),
  vocabularyRow('LOINC'),
];

/** File name -> content, as Athena writes it. */
export function bundleFiles(rows: BundleRows): Record<string, string> {
  const { concepts, relationships = [], vocabularies = USUAL_VOCABULARIES, cpt4 } = rows;
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
  return {
    'CONCEPT.csv': text([CONCEPT_HEADER, ...concepts]),
    'CONCEPT_RELATIONSHIP.csv': text([RELATIONSHIP_HEADER, ...relationships]),
    'VOCABULARY.csv': text([VOCABULARY_HEADER, ...vocabularies]),
    ...(cpt4 === undefined ? {} : { 'CONCEPT_CPT4.csv': text([CONCEPT_HEADER, ...cpt4]) }),
  };
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that the end of the test removes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'athena-'));
  folders.push(folder);
  return folder;
}

export function writeDirectory(files: Record<string, string | Buffer>): string {
  const folder = join(temporaryFolder(), 'athena');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Members are deflated and lie in a folder of the archive. */
export function writeZip(files: Record<string, string | Buffer>): string {
  const path = join(temporaryFolder(), 'athena.zip');
  writeFileSync(path, zipOf(files));
  return path;
}

export function zipOf(files: Record<string, string | Buffer>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [member, content] of Object.entries(files)) {
    const name = Buffer.from(`bundle/${member}`);
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
