/** The codes of our concepts: how they are made, and what they say of the concept. */
import { createHash } from 'node:crypto';
import { formatTagDigits, parseTypedTag, type Tag } from './tag.js';

/** [CDM v5.4: varchar(50)] */
export const CODE_LIMIT = 50;
/** `tag`: `00185100:HFS`, one concept per attribute and value. `raw`: `HFS`, one per value. */
export type TermCodeForm = 'tag' | 'raw';
/** `00180081`, `00185100:HFS`, `1.2.840.10008.1.2`, `RADLEX:RID1385`; everything else is a code of Annex D. */
export type CodeKind = 'attribute' | 'term' | 'uid' | 'foreign' | 'private' | 'code';

/** The attribute whose values are those of Annex L too. */
export const BODY_PART_EXAMINED = '(0018,0015)' as Tag;

/** With a digit, which no word has; or of the two groups without one: trailing padding, items. [PS3.5 7.5, PS3.6 6] */
const ATTRIBUTE = /^(?=.*[0-9x]|FFF[CE])[0-9A-Fx]{8}$/;
const TERM = /^([0-9A-Fx]{8}):(.+)$/s;
/** A designator of a coding scheme, which none of Annex D has before its codes. */
const FOREIGN = /^[^:]+:./;
/** The element and `|`; a long name of a creator may end in a digest. */
const PRIVATE = /^[0-9A-F]{4}xx[0-9A-F]{2}\|/;
const UID = /^\d+(?:\.\d+){3,}$/;

/**
 * `00185100:HFS`, or the bare value in the raw form; over 50 characters the end becomes a digest. No OMOP table
 * holds a double quote.
 */
export function termCode(tag: Tag, value: string, form: TermCodeForm): string {
  const unquoted = value.replaceAll('"', "'");
  return shorten(form === 'tag' ? `${formatTagDigits(tag)}:${unquoted}` : unquoted);
}

/** `RADLEX:RID1385`: a code of a scheme that OMOP has no vocabulary for. */
export function foreignCode(scheme: string, value: string): string {
  return shorten(`${scheme}:${value}`.replaceAll('"', "'"));
}

/** `0019xx0C|SIEMENS MR HEADER`: a private attribute, by its element and the creator of its block. [PS3.5 7.8.1] */
export function privateCode(element: string, creator: string): string {
  return shorten(`${element}|${creator}`.replaceAll('"', "'"));
}

function shorten(code: string): string {
  if (code.length <= CODE_LIMIT || [...code].length <= CODE_LIMIT) return code;
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 8);
  const start = [...code].slice(0, CODE_LIMIT - 9).join('');
  return `${start.trimEnd()}~${digest}`;
}

/** Told by the form of the code: terms in the raw form look like codes of Annex D. */
export function kindOfCode(conceptCode: string): CodeKind {
  if (ATTRIBUTE.test(conceptCode)) return 'attribute';
  if (TERM.test(conceptCode)) return 'term';
  if (UID.test(conceptCode)) return 'uid';
  if (PRIVATE.test(conceptCode)) return 'private';
  return FOREIGN.test(conceptCode) ? 'foreign' : 'code';
}

/** The tag of an attribute, or of the attribute that has the term. */
export function tagOfCode(conceptCode: string): Tag | undefined {
  const digits = TERM.exec(conceptCode)?.[1] ?? (ATTRIBUTE.test(conceptCode) ? conceptCode : undefined);
  return digits === undefined ? undefined : parseTypedTag(digits);
}

/** The value of a term, cut where the code is; undefined for other codes. */
export function valueOfCode(conceptCode: string): string | undefined {
  return TERM.exec(conceptCode)?.[2];
}
