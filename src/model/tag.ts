/**
 * A Data Element Tag as PS3.6 prints it, upper case, `x` for the digits of a repeating group:
 * `(0018,0081)`, `(60xx,0010)`, `(0020,31xx)`. [PS3.5 7.1, 7.6]
 */
export type Tag = string & { readonly __brand: 'Tag' };

const TAG = /^\(([0-9A-Fa-fxX]{4}),([0-9A-Fa-fxX]{4})\)$/;

/** Printed text -> tag; blanks inside are a typing mistake and not accepted. */
export function parseTag(text: string): Tag | undefined {
  const match = TAG.exec(text);
  if (!match) return undefined;
  return `(${upper(match[1] ?? '')},${upper(match[2] ?? '')})` as Tag;
}

/** What a user may type for a tag: `0018,0081`, `(0018,0081)`, `00180081`, `(60xx,0010)`. */
export function parseTypedTag(text: string): Tag | undefined {
  const match = /^\(?([0-9A-Fa-fxX]{4}),?([0-9A-Fa-fxX]{4})\)?$/.exec(text.trim());
  return match ? parseTag(`(${match[1]},${match[2]})`) : undefined;
}

/** The eight digits, as concept codes have them: `00180081`, `60xx0010`. */
export function formatTagDigits(tag: Tag): string {
  return tag.slice(1, 5) + tag.slice(6, 10);
}

function upper(digits: string): string {
  return digits.toUpperCase().replaceAll('X', 'x');
}
