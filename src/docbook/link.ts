/** Links: `xref` inside a document, `olink` into another part, `link` to the web. */

/** What a link is told by; of its content no more than whether there is any. */
interface LinkElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly unknown[];
}

/** xml:id that an `xref` or `olink` points at; undefined for other elements. */
export function linkTarget(element: Omit<LinkElement, 'children'>): string | undefined {
  if (element.name === 'xref' || element.name === 'link') return element.attributes.linkend;
  return element.name === 'olink' ? element.attributes.targetptr : undefined;
}

/** `xrefstyle="select: title"`: the reader sees the title of the target, not its label. */
export function printsTitle({ name, attributes }: Omit<LinkElement, 'children'>): boolean {
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
export function linkText(element: LinkElement): string {
  const target = linkTarget(element);
  if (target === undefined || element.children.some((node) => node !== '')) return '';
  for (const [pattern, prefix] of PRINTED) {
    const label = pattern.exec(target)?.[1];
    if (label !== undefined) return prefix + label.replace(/^(CID|TID)_/, '$1 ');
  }
  return '';
}
