/** A known English word in the place of what was written. */
export interface Token {
  readonly word: string;
  /** As written, in lower case. */
  readonly raw: string;
  /** The vocabulary has the word, after mending where `slips`. */
  readonly known: boolean;
  /** Typing slips mended; 9: taken for others in a way that may be chance. */
  readonly slips: number;
}

export function knownToken(word: string, raw: string): Token {
  return { word, raw, known: true, slips: 0 };
}
