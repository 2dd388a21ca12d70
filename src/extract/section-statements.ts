/** What a section of PS3.16 says of its context group or template: `Type:`, `Version:`, `Keyword:`, `Root:` ... */
import type { CorrectedDocBook } from '../docbook/document.js';
import { descendants } from '../docbook/element.js';
import type { Section } from '../docbook/outline.js';
import { readProse, readVariableList } from '../docbook/variable-list.js';

/** Term in lower case without its colon -> text; the first of a name counts. */
export function readStatements(document: CorrectedDocBook, section: Section): Map<string, string> {
  const statements = new Map<string, string>();
  for (const element of descendants(readProse(document.outline, section))) {
    if (element.name !== 'variablelist') continue;
    for (const { term, text } of readVariableList(element).entries) {
      const name = term.replace(/\s*:$/, '').toLowerCase();
      if (text !== undefined && !statements.has(name)) statements.set(name, text);
    }
  }
  return statements;
}

/** `Extensible`, `Non-Extensible`, `Non Extensible`, `NonExtensible`; undefined for anything else. */
export function parseExtensible(text: string | undefined): boolean | undefined {
  const match = /^(non[\s-]*)?extensible\b/i.exec(text ?? '');
  return match ? match[1] === undefined : undefined;
}
