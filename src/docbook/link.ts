/** Links: `xref` inside a document, `olink` into another part, `link` to the web. */
import type { Element } from './element.js';

/** xml:id that an `xref` or `olink` points at; undefined for other elements. */
export function linkTarget(element: Element): string | undefined {
  if (element.name === 'xref' || element.name === 'link') return element.attributes.linkend;
  return element.name === 'olink' ? element.attributes.targetptr : undefined;
}

/** `xrefstyle="select: title"`: the reader sees the title of the target, not its label. */
export function printsTitle({ name, attributes }: Pick<Element, 'name' | 'attributes'>): boolean {
  return name === 'xref' && /^select:\s*title\b/.test(attributes.xrefstyle ?? '');
}

const PRINTED: readonly (readonly [RegExp, string])[] = [
  [/^(?:sect|table)_((?:CID|TID)_.+)$/, ''],
  [/^sect_(.+)$/, 'Section '],
  [/^chapter_(.+)$/, 'Section '],
  [/^table_(.+)$/, 'Table '],
  [/^figure_(.+)$/, 'Figure '],
  [/^(PS3\.\d+)$/, ''],
];

/**
 * The text that NEMA's stylesheets print for a link: `Table 10-11`, `Section C.7.3.1`, `CID 29`, so that
 * `B<olink targetptr="sect_CID_82"/>` reads `BCID 82`. Empty for targets that print a note, and for links that hold
 * their own text.
 */
export function linkText(element: Element): string {
  const target = linkTarget(element);
  if (target === undefined || element.children.some((text) => text !== '')) return '';
  for (const [pattern, prefix] of PRINTED) {
    const label = pattern.exec(target)?.[1];
    if (label !== undefined) return prefix + label.replace(/^(CID|TID)_/, '$1 ');
  }
  return '';
}
