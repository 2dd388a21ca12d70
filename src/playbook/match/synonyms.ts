/**
 * The editable synonym table, `mappings/playbook-synonyms.tsv`: kind, phrase, part_type, part_name, note.
 *
 * word      phrase is another spelling of the words in part_name
 * ignore    phrase says nothing about the procedure; `biopsy @XR`: for those modalities
 * doubt     with this phrase no answer is sure
 * phrase    phrase says this part; several rows of one phrase: all of them. `ap @CT,MR` holds for those only
 * modality  phrase is a DICOM Modality (0008,0060), part_name the Modality Type
 * combine   parts `A + B` said together mean part_name
 * near      the part(s) in phrase may stand for the part(s) in part_name, at a lower score
 * implied   whoever says the part(s) in phrase need not say the part in part_name
 * default   place that is meant where the part in phrase is said, and no place
 */
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import { PART_TYPES } from '../part-types.js';

export const SYNONYM_COLUMNS = ['kind', 'phrase', 'part_type', 'part_name', 'note'] as const;

export const SYNONYM_KINDS = [
  'word',
  'ignore',
  'doubt',
  'phrase',
  'modality',
  'combine',
  'near',
  'implied',
  'default',
] as const;
export type SynonymKind = (typeof SYNONYM_KINDS)[number];

export interface Synonym {
  readonly kind: SynonymKind;
  /** Without the modalities behind `@`. */
  readonly phrase: string;
  /** Modality Types to which a phrase is limited; undefined: all. */
  readonly modalities: readonly string[] | undefined;
  /** A part type without `Rad.`, or `Anatomic Location` for a region or a focus; empty where the kind takes none. */
  readonly partType: string;
  readonly partName: string;
  readonly line: number;
}

const TYPED: ReadonlySet<SynonymKind> = new Set(['phrase', 'implied']);
const TYPES: ReadonlySet<string> = new Set([
  'Anatomic Location',
  ...PART_TYPES.map((type) => type.slice('Rad.'.length)),
]);

/** Every faulty row is a diagnostic (synonyms-header, -ragged, -kind, -part-type, -empty), the rest is used. */
export function readSynonyms(text: string, file: string): Outcome<readonly Synonym[]> {
  const diagnostics: Diagnostic[] = [];
  const synonyms: Synonym[] = [];
  const [header, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (header !== SYNONYM_COLUMNS.join('\t')) {
    diagnostics.push({
      code: 'synonyms-header',
      severity: 'error',
      at: { file, line: 1 },
      message: 'the first line does not name the columns',
      found: header ?? '',
      expected: SYNONYM_COLUMNS.join(', '),
      fix: 'restore the header line, tab-separated',
    });
    return { value: synonyms, diagnostics };
  }
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const at = { file, line: index + 2 };
    const read = readRow(line, at.line);
    if ('code' in read) diagnostics.push({ severity: 'error', at, ...read });
    else synonyms.push(read);
  }
  return { value: synonyms, diagnostics };
}

type Fault = Omit<Diagnostic, 'severity' | 'at'>;

function readRow(line: string, number: number): Synonym | Fault {
  const cells = line.split('\t').map((cell) => cell.trim());
  if (cells.length !== SYNONYM_COLUMNS.length) {
    const expected = `${SYNONYM_COLUMNS.length} cells`;
    const fix = 'separate the cells by one tab each';
    return {
      code: 'synonyms-ragged',
      message: 'wrong number of cells',
      found: `${cells.length} cells`,
      expected,
      fix,
    };
  }
  const [kind = '', condition = '', partType = '', partName = ''] = cells;
  if (!isKind(kind)) {
    const expected = SYNONYM_KINDS.join(', ');
    return {
      code: 'synonyms-kind',
      message: 'unknown kind',
      found: kind,
      expected,
      fix: 'use one of these kinds',
    };
  }
  const [phrase = '', modalities] = condition.split('@').map((part) => part.trim());
  if (phrase === '' || (kind !== 'ignore' && kind !== 'doubt' && partName === '')) {
    const fix = 'fill the cell or delete the row';
    return { code: 'synonyms-empty', message: 'an empty phrase or part_name', found: line, fix };
  }
  if (TYPED.has(kind) && !TYPES.has(partType)) {
    const expected = [...TYPES].join(', ');
    const fix = 'use a part type of the playbook without "Rad."';
    return { code: 'synonyms-part-type', message: 'unknown part type', found: partType, expected, fix };
  }
  return { kind, phrase, modalities: modalities?.split(','), partType, partName, line: number };
}

function isKind(text: string): text is SynonymKind {
  return (SYNONYM_KINDS as readonly string[]).includes(text);
}
