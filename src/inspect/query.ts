/** What a user may ask `inspect` for. */
import { formatTagDigits, parseTypedTag, type Tag } from '../model/tag.js';

export type Query =
  | { readonly kind: 'tag'; readonly tag: Tag }
  | { readonly kind: 'term'; readonly code: string; readonly tag: Tag; readonly value: string }
  | { readonly kind: 'cid'; readonly cid: string }
  | { readonly kind: 'code'; readonly scheme: string; readonly value: string }
  | { readonly kind: 'uid'; readonly uid: string }
  | { readonly kind: 'concept'; readonly conceptId: number }
  | { readonly kind: 'keyword'; readonly keyword: string };

/** `0018,0081`, `CID 29`, `DCM:121139`, `121139`, `1.2.840.10008.1.2`, `00185100:HFS`, `2128200017`, `PatientPosition`. */
export function parseQuery(text: string): Query | undefined {
  const trimmed = text.trim();
  const tag = parseTypedTag(trimmed);
  if (tag) return { kind: 'tag', tag };
  const [, tagText = '', value = ''] = /^(\(?[0-9A-Fa-fx]{4},?[0-9A-Fa-fx]{4}\)?):(.+)$/.exec(trimmed) ?? [];
  const termTag = parseTypedTag(tagText);
  if (termTag) return { kind: 'term', code: `${formatTagDigits(termTag)}:${value}`, tag: termTag, value };
  const cid = /^CID ?(\d\w*)$/i.exec(trimmed)?.[1];
  if (cid) return { kind: 'cid', cid };
  if (/^\d{10}$/.test(trimmed)) return { kind: 'concept', conceptId: Number(trimmed) };
  if (/^\d{6}$/.test(trimmed)) return { kind: 'code', scheme: 'DCM', value: trimmed };
  if (/^[0-2](?:\.\d+){2,}$/.test(trimmed)) return { kind: 'uid', uid: trimmed };
  const code = /^(\w[\w-]*):(\S+)$/.exec(trimmed);
  if (code) return { kind: 'code', scheme: code[1] ?? '', value: code[2] ?? '' };
  return /^[A-Z][A-Za-z0-9]+$/.test(trimmed) ? { kind: 'keyword', keyword: trimmed } : undefined;
}
