/**
 * A page that needs nothing else: one HTML file, no server, no network (its content security policy forbids it). The data
 * stand in it as JSON; its script is the files of this room that it names, one after the other.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PAGE_STYLE } from './page-style.js';

export interface HtmlPage {
  readonly title: string;
  /** Rules beyond those that all pages share. */
  readonly style?: string;
  /** HTML; texts in it are escaped by whoever makes it. */
  readonly body: string;
  readonly data: unknown;
  /** File of this room whose script runs, after `parts.js`. */
  readonly script: 'browse.js' | 'diff.js' | 'report.js';
}

export function formatHtmlPage({ title, style = '', body, data, script }: HtmlPage): string {
  const rules = `${PAGE_STYLE}${style}`;
  const code = ['parts.js', script].map(readScript).join('\n');
  const policy = [
    "default-src 'none'",
    `script-src '${digest(code)}'`,
    `style-src '${digest(rules)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${rules}</style>
</head>
<body>
${body}
<script id="data" type="application/json">${formatData(data)}</script>
<script>${code}</script>
</body>
</html>
`;
}

/** Modules of a page become one script: what they import is in it already. */
function readScript(file: string): string {
  const text = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8');
  return text.replace(/^import [^;]*;\n/gm, '').replace(/^export (?=function|const)/gm, '');
}

/** JSON in which nothing can end the script element: each `<` is escaped. */
function formatData(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Each text once, by the number of its first appearance. */
export interface TextIndex {
  readonly texts: readonly string[];
  readonly indexOf: (text: string) => number;
  /** Undefined for a text that has not appeared. */
  readonly find: (text: string) => number | undefined;
}

export function makeTextIndex(): TextIndex {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { texts, indexOf, find: (text) => numbers.get(text) };
}
