/** Text -> words in the one form in which descriptions, synonyms and part names are compared. */

const SINGULAR_AS_IT_IS = new Set(['pelvis', 'ap', 'us', 'as', 'is', 'this', 'pancreas', 'thymus', 'his']);

/** `veins` -> `vein`, `arteries` -> `artery`, `biopsies` -> `biopsy`; `pelvis`, `plexus`, `abscess` stay. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || SINGULAR_AS_IT_IS.has(word)) return word;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.slice(0, -1);
}

/** Words of a part name or synonym, in order, lower case, singular; punctuation separates. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(singular);
}

/** One key for `Spine.cervical`, `Cervical spine`, `cervical spines`: the sorted words. */
export function nameKey(name: string): string {
  return wordsOf(name).sort().join(' ');
}

const SEPARATORS = /[\s,;:^_()[\]{}|*#"'`=.\\!?-]+/;

/**
 * The raw chunks of a description: lower case, split at blanks and at all punctuation but `/`, because `w/o`
 * and `a/p` are looked up whole. `3+` becomes `3 plus`, `C+` `with contrast`, `<4` `below 4`, `&` and `+` `and`,
 * `P.E.` `pe`.
 */
export function chunksOf(description: string): string[] {
  return description
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replace(/([wc])\s*\+\s*\/?\s*-/g, ' with and without ')
    .replace(/\+\s*\/\s*-/g, ' with and without ')
    .replace(/(\d)\s*\+/g, '$1 plus ')
    .replace(/\bc\s?\+(?=\s|$)|(?<=^|\s)\+\s?c\b/g, ' with contrast ')
    .replace(/\bc\s?-(?=\s|$)|(?<=^|\s)-\s?c\b/g, ' without contrast ')
    .replace(/(?:>=|≥|=>)\s*(?=\d)/g, ' minimum ')
    .replace(/(?:<=|≤|=<)\s*(?=\d)/g, ' atmost ')
    .replace(/>\s*(?=\d)/g, ' above ')
    .replace(/<\s*(?=\d)/g, ' below ')
    .replace(/\bw\s*\/\s*o\b(?!\s*[&/+])/g, ' without ')
    .replace(/[&+@]/g, ' and ')
    .split(SEPARATORS)
    .filter((chunk) => chunk !== '' && chunk !== '/');
}
