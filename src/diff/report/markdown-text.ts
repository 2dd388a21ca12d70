/** Data -> GitHub-flavoured Markdown that shows exactly that text: nothing in a name is markup, mention or link. */

/**
 * Escapes what Markdown, tables and HTML read as markup, and keeps GitHub from linking `@name`, `#12`, `GH-12` and
 * addresses. Line ends become blanks.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/(?<=[@#]|\bGH-)(?=\w)/g, '<!-- -->')
    .replace(/:\/\/|\bwww\./gi, (found) => `${found.slice(0, -1)}<!-- -->${found.slice(-1)}`)
    .trim();
}

/** A code span whose fence is longer than any run of backticks inside; a pipe would end a table cell. */
export function formatCodeSpan(text: string): string {
  const content = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 || /^ .* $/.test(content) ? ' ' : '';
  return `${fence}${padding}${content}${padding}${fence}`;
}

/** At most `length` characters, the last one `…` if it was longer. Never splits a character. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** `15684` -> `15,684`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
