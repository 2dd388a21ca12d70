/**
 * What the cell beside an include says of context groups: `BCID 7030`, `Defined CID is CID 82 for referenced
 * waveforms`, `Defined CID for the Anatomic Region Sequence is 4009 for humans, and 7482 for animals`. Links
 * have been printed as `CID n` before. Denials (`No Baseline CID is defined`) state nothing. [PS3.3 5.6, PS3.16 6]
 */
import type { CidStatement } from '../model/information-object.js';

const STRENGTH = /\b(B\s*|D\s*|Baseline\s+|Defined\s+)(?:CIDs?|Context (?:Groups?|IDs?))\b/gi;
const TAG = '\\([0-9A-Fa-fx]{4},[0-9A-Fa-fx]{4}\\)';
/** `the Anatomic Region Sequence (0008,2218)`: the name, then its tag if one is printed. */
const SEQUENCE = new RegExp(
  `\\b([A-Z][\\w'-]{0,40}(?: (?:of |for |the )?[A-Z][\\w'-]{0,40}){0,12} Sequence)(?: (${TAG}))?`,
  'g',
);
const NUMBER = /(?:\bCID )?\b(\d{1,5})\b/g;
/** What may stand between two numbers of one statement: `4009 for humans, and 7482 for animals`. */
const JOINT = /(?:,|\band|\bor)$/;
/** `(113055, DCM, "Meaning")`, whose numbers are no context groups. */
const CODE = /\([^(),]+,[^(),]+,\s*["“][^"”]*["”]\s*\)/g;
const CONDITION = /\b((?:for|if|when|unless|where|or as)\b.*)$/i;

export function parseCidStatements(text: string): CidStatement[] {
  return text.split(/(?<=[.;])\s+(?=[A-Zn>])/).flatMap(parseSentence);
}

/** Context groups that a text names in words not understood: neither stated, nor denied. */
export function findUnreadCids(text: string, stated: readonly CidStatement[]): string[] {
  const known = new Set(stated.map(({ cid }) => cid));
  return text
    .split(/(?<=[.;])\s+(?=[A-Zn>])/)
    .filter((sentence) => !/\b(?:no|not|without)\b/i.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(/CIDs?\s+(\d{1,5})\b/g)].map((match) => match[1] ?? ''))
    .filter((cid) => !known.has(cid));
}

function parseSentence(sentence: string): CidStatement[] {
  const strengths = [...sentence.matchAll(STRENGTH)];
  return strengths.flatMap((match, index) => {
    const before = index === 0 ? sentence.slice(0, match.index) : '';
    if (/\b(?:no|not|without)\b/i.test(before)) return [];
    const after = sentence.slice(match.index + match[0].length, strengths[index + 1]?.index);
    const strength = /^d/i.test(match[1] ?? '') ? 'Defined' : 'Baseline';
    const named = [...after.matchAll(SEQUENCE), ...before.matchAll(SEQUENCE)].map(
      (name) => name[2] ?? name[1],
    );
    const leading = named.length === 0 ? readLeadingCondition(before) : readMiddleCondition(after);
    const plain = after
      .replace(CODE, '')
      .replace(new RegExp(TAG, 'g'), '')
      .replace(/["“][^"”]*["”]/g, '');
    return readNumbers(plain).flatMap(({ cid, condition }) =>
      (named.length > 0 ? named : [undefined]).map((attribute) => ({
        strength,
        cid,
        attribute,
        condition: condition ?? leading,
      })),
    );
  });
}

/** The numbers that belong to the statement, each with the words that limit it. */
function readNumbers(text: string): { cid: string; condition: string | undefined }[] {
  const found = [...text.matchAll(NUMBER)];
  const series = found.findIndex((match, index) => {
    const end = found[index - 1];
    return end !== undefined && !JOINT.test(text.slice(end.index + end[0].length, match.index).trimEnd());
  });
  const numbers = series < 0 ? found : found.slice(0, series);
  return numbers.map((match, index) => {
    const after = text.slice(match.index + match[0].length, numbers[index + 1]?.index);
    const words = dropEnd(after.trimEnd().replace(/\b(?:and|or)$/i, ''), ' .,;');
    return { cid: match[1] ?? '', condition: CONDITION.exec(words)?.[1]?.trim() };
  });
}

/** `for Concept Name of (...)` in `Baseline CID for Concept Code Sequence for Concept Name of (...) is CID 7180`. */
function readMiddleCondition(text: string): string | undefined {
  const [subject = '', ...rest] = text.split(/\bis\b/);
  if (rest.length === 0) return undefined;
  return /\bSequence(?: \([^)]*\))?,? ((?:for|if|when|unless)\b.*)$/i.exec(subject.trim())?.[1];
}

/** `For IVUS` in `For IVUS BCID 3490`. */
function readLeadingCondition(text: string): string | undefined {
  const condition = dropEnd(text.replace(/^[>\s]+/, ''), ' ,');
  return /^(?:for|if|when)\b/i.test(condition) ? condition : undefined;
}

/** The text without those of the characters that stand at its end. */
function dropEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
