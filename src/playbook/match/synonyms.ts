/**
 * The editable tables of words, `mappings/playbook/*.tsv`: kind, phrase, part_type, part_name, note. `en.tsv` and
 * the other languages hold words, `parts.tsv` how parts of the playbook stand to each other.
 *
 * word      phrase is another spelling of the English words in part_name; in another language: their translation
 * ignore    phrase says nothing about the procedure; `biopsy @XR`: for those modalities
 * doubt     with this phrase no answer is sure
 * open      with this phrase an answer is sure only if contrast is said: `stone protocol`
 * nothing   with this phrase there is no procedure: a phantom, a scanned letter
 * phrase    phrase says this part; several rows of one phrase: all of them. `ap @CT,MR` holds for those only
 * modality  phrase is a DICOM Modality (0008,0060), part_name the Modality Type
 * combine   parts `A + B` said together mean part_name
 * near      the part(s) in phrase may stand for the part(s) in part_name, at a lower score
 * implied   whoever says the part(s) in phrase need not say the part in part_name
 * default   place that is meant where the part in phrase is said, and no place
 * study     a whole description, `ct abdomen @CT`, means the LOINC code in part_name: a choice of the site
 * code      a procedure code of the site means the LOINC code in part_name
 */
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import { parseTabSeparated } from '../../model/tab-separated.js';
import { PART_TYPES } from '../part-types.js';

export const SYNONYM_COLUMNS = ['kind', 'phrase', 'part_type', 'part_name', 'note'] as const;

const SYNONYM_KINDS = [
  'word',
  'ignore',
  'doubt',
  'open',
  'nothing',
  'phrase',
  'modality',
  'combine',
  'near',
  'implied',
  'default',
  'study',
  'code',
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
  /** `en`, `de` ..., or `site`: whose words they are. */
  readonly language: string;
  readonly line: number;
}

export const ENGLISH = 'en';
export const SITE = 'site';

const TYPED: ReadonlySet<SynonymKind> = new Set(['phrase', 'implied']);
const NAMELESS: ReadonlySet<SynonymKind> = new Set(['ignore', 'doubt', 'open', 'nothing']);
const TYPES: ReadonlySet<string> = new Set([
  'Anatomic Location',
  ...PART_TYPES.map((type) => type.slice('Rad.'.length)),
]);
const LOINC = /^\d{1,7}-\d$/;

/**
 * A faulty row is an error (synonyms-kind, -part-type, -empty, -code, and those of tab-separated files), the rest is read.
 */
export function parseSynonyms(text: string, file: string, language = ENGLISH): Outcome<readonly Synonym[]> {
  const { value: rows, diagnostics } = parseTabSeparated(text, file, SYNONYM_COLUMNS);
  const faults: Diagnostic[] = [...diagnostics];
  const synonyms: Synonym[] = [];
  for (const { line, cells } of rows) {
    const read = readRow(cells, language, line);
    if ('code' in read) faults.push({ severity: 'error', at: { file, line }, ...read });
    else synonyms.push(read);
  }
  return { value: synonyms, diagnostics: faults };
}

type Fault = Omit<Diagnostic, 'severity' | 'at'>;

function readRow(
  cells: Readonly<Record<string, string | undefined>>,
  language: string,
  line: number,
): Synonym | Fault {
  const cell = (column: string) => cells[column]?.trim() ?? '';
  const [kind, partType, partName] = [cell('kind'), cell('part_type'), cell('part_name')];
  if (!isKind(kind)) {
    return {
      code: 'synonyms-kind',
      message: 'unknown kind',
      found: kind,
      expected: SYNONYM_KINDS.join(', '),
      fix: 'use one of these kinds',
    };
  }
  const [phrase = '', modalities] = cell('phrase')
    .split('@')
    .map((part) => part.trim());
  if (phrase === '' || (!NAMELESS.has(kind) && partName === '')) {
    return {
      code: 'synonyms-empty',
      message: 'an empty phrase or part_name',
      found: phrase,
      fix: 'fill the cell or delete the row',
    };
  }
  if (TYPED.has(kind) && !TYPES.has(partType)) {
    return {
      code: 'synonyms-part-type',
      message: 'unknown part type',
      found: partType,
      expected: [...TYPES].join(', '),
      fix: 'use a part type of the playbook without "Rad."',
    };
  }
  if ((kind === 'study' || kind === 'code') && !LOINC.test(partName)) {
    return {
      code: 'synonyms-code',
      message: 'a choice of the site without a LOINC number',
      found: partName,
      expected: 'digits, a hyphen and a check digit',
      fix: 'write the LOINC number into part_name, or delete the row',
    };
  }
  return { kind, phrase, modalities: modalities?.split(','), partType, partName, language, line };
}

function isKind(text: string): text is SynonymKind {
  return (SYNONYM_KINDS as readonly string[]).includes(text);
}
