/** Text -> words in the one form in which descriptions, synonyms and part names are compared. */
import { remember } from './remembered.js';

const SINGULAR_AS_IT_IS = new Set(['pelvis', 'ap', 'us', 'as', 'is', 'this', 'pancreas', 'thymus', 'his']);

/** `veins` -> `vein`, `arteries` -> `artery`, `biopsies` -> `biopsy`; `pelvis`, `plexus`, `abscess` stay. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || SINGULAR_AS_IT_IS.has(word)) return word;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.slice(0, -1);
}

const PLAIN = /^[\u0020-\u007E]*$/;

/** Lower case without accents: `Schädel` -> `schadel`, `CRÂNE` -> `crane`, full-width letters as usual ones. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

/** The folded text, and where it has umlauts also the spelling `ae`, `oe`, `ue`. */
export function foldings(text: string): readonly string[] {
  const written = text.normalize('NFC').toLowerCase();
  const spelled = written.replace(/ä/g, 'ae').replace(/[öø]/g, 'oe').replace(/ü/g, 'ue');
  return spelled === written ? [fold(text)] : [fold(text), fold(spelled)];
}

/** Words of a part name or synonym, in order, lower case, singular; punctuation separates. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(singular);
}

/** One key for `Spine.cervical`, `Cervical spine`, `cervical spines`: the sorted words. */
export function nameKey(name: string): string {
  return nameKeys(name, () => wordsOf(name).sort().join(' '));
}

/** A playbook repeats a few thousand names in each of its thousands of procedures. */
const nameKeys = remember<string>(20_000);

/** What may stand before or after a sign: `C+`, `KM-`, `IV(-)`, `造影(+)`. */
const AGENT =
  '(?:ce|km|iv|ivc|mc|mdc|pdc|gd|gad|gado|gadolinium|contrast|kontrast|kontrastmittel|contraste|contrasto|造影剤?|조영제?|增强)';
const END = '(?=$|[\\s,;/)\\]])';
const both = new RegExp(
  `(?:\\b(?:c|${AGENT})|(?<=[\\p{Script=Han}\\p{Script=Hangul}]))\\s?\\(?\\s?(?:[+]\\s?/\\s?-|-\\s?/\\s?[+]|±)\\s?\\)?`,
  'gu',
);
const agentWith = new RegExp(`(?<![a-z0-9])${AGENT}(?:\\s?\\(\\s?[+]\\s?\\)|[+]${END})`, 'gu');
const agentWithout = new RegExp(`(?<![a-z0-9])${AGENT}(?:\\s?\\(\\s?-\\s?\\)|-${END}(?!\\s*\\w))`, 'gu');

/** `CONTRAST -` at the end: a heading, or none given. */
const agentDash = new RegExp(`(?<![a-z0-9])${AGENT}\\s+-\\s*$`, 'gu');

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー';
const INTO_CJK = new RegExp(`(?<=[^\\s${CJK}])(?=[${CJK}])|(?<=[${CJK}])(?=[^\\s${CJK}])`, 'gu');

/** `d'abdomen`, `dell'anca`. */
const ELISION = /(?<![\p{L}\p{N}])(?:d|l|dell|all|nell|dall|sull|un|qu)['’´`](?=\p{L})/gu;

/**
 * The raw chunks of a description: lower case, without accents, split at blanks and at all punctuation but `/`,
 * because `w/o` and `a/p` are looked up whole. `3+` becomes `3 plus`, `C+` and `(+)` `with contrast`, `C-`, `(-)`
 * `without contrast`, `<4` `below 4`, `&` and `+` `and`, `P.E.` `pe`; `HeadRoutine` is two words.
 */
export function chunksOf(description: string): string[] {
  const joined = PLAIN.test(description)
    ? description.replace(/([a-z]{2})([A-Z][a-z])/g, '$1 $2')
    : description.normalize('NFKC').replace(/(\p{Ll}{2})(\p{Lu}\p{Ll})/gu, '$1 $2');
  let text = fold(joined).replace(/[_^\u200b\u00ad]/g, ' ');
  const isPlain = PLAIN.test(text);
  if (!isPlain)
    text = text
      .replace(/[‐‑‒–—−]/g, '-')
      .replace(INTO_CJK, ' ')
      .replace(/ (?=[(+±-])/g, '');
  if (/['’´`]/.test(text)) text = text.replace(ELISION, ' ');
  if (/[.]/.test(text)) text = text.replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1');
  if (/[+±-]/.test(text)) text = readSigns(text);
  if (/[<>≤≥]/.test(text)) text = readBounds(text);
  return text
    .replace(/\bw(?:\s*[/\\|]\s*|[ .-])o(?:ut)?\b(?!\s*[&/+])/g, ' without ')
    .replace(/[&+@]/g, ' and ')
    .split(isPlain ? /[^a-z0-9/]+/ : /[^\p{L}\p{N}/]+/u)
    .filter((chunk) => chunk !== '' && !/^\/+$/.test(chunk));
}

function readBounds(text: string): string {
  return text
    .replace(/(?:>=|≥|=>)\s*(?=\d)/g, ' minimum ')
    .replace(/(?:<=|≤|=<)\s*(?=\d)/g, ' atmost ')
    .replace(/>\s*(?=\d)/g, ' above ')
    .replace(/<\s*(?=\d)/g, ' below ');
}

/** `sign` marks a notation that can be read in two ways. */
function readSigns(text: string): string {
  return text
    .replace(both, ' without contrast and with contrast ')
    .replace(
      /\bc\s?\(\s?[+]\s?\)|\bc[+](?=$|[\s,;/)\]])(?!\s*(?:sp|a\b|p\b))|(?<=^|[\s(])[+]c(?=$|[\s,;/)\]])(?!\s*sp)/g,
      ' with contrast ',
    )
    .replace(
      /\bc\s?\(\s?-\s?\)|\bc-(?=$|[\s,;/)\]])(?!\s*(?:sp|arm|a\b))|(?<=^|[\s(])-c(?=$|[\s,;/)\]])(?!\s*(?:sp|arm))/g,
      ' without contrast ',
    )
    .replace(agentWith, ' with contrast ')
    .replace(agentWithout, ' without contrast ')
    .replace(
      /\(\s?[+]\s?(?:\/\s?-|\)\s?\(\s?-)\s?\)|\(\s?-\s?(?:\/\s?[+]|\)\s?\(\s?[+])\s?\)|\(±\)/g,
      ' without contrast and with contrast ',
    )
    .replace(/\(\s?[+]\s?\)/g, ' with contrast ')
    .replace(/\(\s?-\s?\)/g, ' without contrast ')
    .replace(/(?:[+]\s*\/?\s*-|-\s*\/\s*[+]|±)/g, ' sign without and with ')
    .replace(/(\d)(\s*v(?:ws?|iews?)?)[+](?=$|[\s,;/)])/g, '$1 plus $2 ')
    .replace(/(\d)\s*[+]/g, '$1 plus ')
    .replace(agentDash, ' contrast sign ')
    .replace(/(?<=\s)-\s*(?=(?:contrast|km|gad|contraste|kontrast)\b)/g, ' sign ');
}

const RUN = new RegExp(`^[${CJK}]+$`, 'u');

/** True for a run of Chinese, Japanese or Korean, which has no blanks between its words. */
export function isUnspaced(chunk: string): boolean {
  return chunk.charCodeAt(0) > 0x10ff && RUN.test(chunk);
}
