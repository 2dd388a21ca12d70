/**
 * Superscripts and subscripts in plain text, as ASCII, so that no meaning is lost: 10 to the 6 is `10^6`, never `106`;
 * `z_ref`, `2^(n - 1)`. Left as they are, because the plain form is the usual one: ordinals (`1st`), digits below a letter
 * (`H2O`), marks such as a raised TM, and what has nothing before it to stand on.
 */

export const SCRIPTS: ReadonlySet<string> = new Set(['superscript', 'subscript']);

const ORDINAL = /^(?:st|nd|rd|th)$/i;
const SIGN = /^(?:TM|SM|[^\p{L}\p{N}+−-].*)$/u;
/** What needs no brackets: one word or number, with its sign. */
const WORD = /^[+−-]?[\p{L}\p{N}.]+$/u;

/** How the text inside an element of `SCRIPTS` reads behind the text before it. */
export function printScript(name: string, before: string, inside: string): string {
  const script = inside.trim();
  const base = before.at(-1) ?? '';
  if (script === '' || SIGN.test(script) || !/[\p{L}\p{N})\]%°µ]/u.test(base)) return inside;
  if (name === 'superscript' && ORDINAL.test(script) && /\d/.test(base)) return inside;
  if (name === 'subscript' && /^\d+$/.test(script) && /\p{L}/u.test(base)) return inside;
  const mark = name === 'superscript' ? '^' : '_';
  return WORD.test(script) ? mark + script : `${mark}(${script})`;
}
