import type { ConceptKey } from '../../model/omop.js';
import { ByteTable } from './byte-table.js';

/** The codes asked for, looked up by the bytes of a CONCEPT row: first the vocabulary, then the code in it. */
export class CodeSet {
  /** Vocabularies of the codes, in order of first use. */
  readonly vocabularies: readonly string[];
  readonly #vocabularyTable: ByteTable;
  readonly #codeTables: readonly ByteTable[];

  constructor(codes: readonly ConceptKey[]) {
    const byVocabulary = new Map<string, Set<string>>();
    for (const { vocabularyId, conceptCode } of codes) {
      const known = byVocabulary.get(vocabularyId) ?? new Set();
      byVocabulary.set(vocabularyId, known.add(conceptCode));
    }
    this.vocabularies = [...byVocabulary.keys()];
    this.#vocabularyTable = new ByteTable(this.vocabularies);
    this.#codeTables = [...byVocabulary.values()].map((known) => new ByteTable([...known]));
  }

  /** Place of the vocabulary in `vocabularies`, or -1 if no code of it is asked for. */
  findVocabulary(bytes: Buffer, start: number, end: number): number {
    return this.#vocabularyTable.find(bytes, start, end);
  }

  /** True if the code bytes[start, end) of that vocabulary is asked for. */
  has(vocabulary: number, bytes: Buffer, start: number, end: number): boolean {
    return (this.#codeTables[vocabulary]?.find(bytes, start, end) ?? -1) >= 0;
  }
}

/** No code holds a tab: it is what separates the columns. */
export function codeKey(vocabularyId: string, conceptCode: string): string {
  return `${vocabularyId}\t${conceptCode}`;
}
