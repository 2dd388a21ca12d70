/** DocBook lists that pair a term with its explanation. */
import { childrenNamed, type Element, findChild, printedTextOf, textOf } from './element.js';
import type { Outline, Section } from './outline.js';
import { parsePiece } from './piece.js';

export interface VariableList {
  /** Its own title, or undefined. */
  readonly title: string | undefined;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly term: string;
  /** For people to read; undefined where nothing is said of the term. */
  readonly text: string | undefined;
  readonly item: Element | undefined;
}

export function readVariableList(element: Element): VariableList {
  const title = findChild(element, 'title');
  return {
    title: (title && textOf(title)) || undefined,
    entries: childrenNamed(element, 'varlistentry').flatMap((entry) => {
      const item = findChild(entry, 'listitem');
      const text = (item && printedTextOf(item)) || undefined;
      return childrenNamed(entry, 'term').map((term) => ({ term: textOf(term), text, item }));
    }),
  };
}

/** The elements of a section that are its own: no tables, no subsections. */
export function readProse(outline: Outline, section: Section): Element {
  return parsePiece(outline.markup, section.prose, 'section');
}
