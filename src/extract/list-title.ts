/** What the title of a list of values, or the paragraph before it, says: kind, attribute, value number, condition. */
import type { TermKind } from '../model/information-object.js';
import { parseTag, type Tag } from '../model/tag.js';

export interface ListTitle {
  readonly kind: TermKind | undefined;
  /** The attribute that the title names with its tag. */
  readonly attribute: Tag | undefined;
  readonly valueNumber: string | undefined;
  readonly condition: string | undefined;
  readonly retired: boolean;
}

export const VALUES = /\b(enumerated|defined)\s+(?:values?|terms?)\b/i;
const VALUE_NUMBER = /\b(?:for )?values? (\d+(?:\s*(?:,|and|or|to|-)\s*\d+)*)\b/i;
const CONDITION = /\b((?:if|when|where|for|unless|in)\b.*)$/i;
/** `of Bits Stored (0028,0101)`, `for the Image Type (0008,0008) for CT`: a name, its tag, and what limits it. */
const ATTRIBUTE =
  /^\W*(?:(?:of|for)\s+)*(?:the\s+)?[A-Z][^()=]*?\s*(\([0-9A-Fa-fx]{4},[0-9A-Fa-fx]{4}\))\s*(?:attribute\b)?\s*((?:for|in)\b.*)?$/i;

/** `Defined Terms for Value 4 if Image Type (0008,0008) Value 3 is LOCALIZER:` and 26 other forms. */
export function parseListTitle(title: string): ListTitle {
  const kind = parseKind(title);
  const around = title.replace(VALUES, ' ').replace(/:\s*$/, '');
  const conditionAt = around.search(/\b(?:if|when|where|unless)\b/i);
  const head = conditionAt < 0 ? around : around.slice(0, conditionAt);
  const explicit = conditionAt < 0 ? '' : around.slice(conditionAt);
  const valueNumber = VALUE_NUMBER.exec(head)?.[1]?.replace(/\s+/g, ' ');
  const subject = head.replace(VALUE_NUMBER, ' ').replace(/\s+/g, ' ').trim();
  const named = ATTRIBUTE.exec(subject);
  const rest = `${named ? (named[2] ?? '') : subject} ${explicit}`.replace(/\s+/g, ' ').trim();
  return {
    kind,
    attribute: parseTag(named?.[1] ?? ''),
    valueNumber,
    condition: kind ? CONDITION.exec(rest)?.[1]?.trim() : undefined,
    retired: /\bretired\b/i.test(title),
  };
}

/** What a paragraph says of the list after it. */
export function parseIntroduction(text: string): Omit<ListTitle, 'attribute' | 'retired'> {
  const leading = /^(?:for )?(?:the )?value (\d+)\b(?! (?:is|=|equals))/i.exec(text)?.[1];
  const limit = /^(?:for|if|when) [^.]*:$/i.test(text) ? text.slice(0, -1).trim() : undefined;
  const ofValue = limit && /^for [^=]*?\bvalue (\d+)\b(?!.*\b(?:is|equals)\b)/i.exec(limit)?.[1];
  return {
    kind: text.endsWith(':') ? parseKind(text) : undefined,
    valueNumber: leading ?? (ofValue || undefined),
    condition: leading || ofValue ? undefined : limit,
  };
}

/** True for what a paragraph only illustrates. */
export function isExample(introduction: string): boolean {
  return /^(?:for )?examples?\b|\b(?:for example|e\.g\.)[^.]*:$/i.test(introduction);
}

function parseKind(text: string): TermKind | undefined {
  const kind = VALUES.exec(text)?.[1]?.toLowerCase();
  return kind === 'enumerated' ? 'Enumerated' : kind === 'defined' ? 'Defined' : undefined;
}
