/**
 * The skeleton of a document: its sections with their nesting, its tables with their sections, both as
 * ranges of the text. One pass; nothing inside is parsed until a reader asks for it.
 */
import { cleanText, decodeEntities, decodeUtf8 } from './text.js';

export interface Section {
  /** xml:id: `sect_C.7.3.1`; undefined where the file gives none. */
  readonly xmlId: string | undefined;
  /** `C.7.3.1`, `CID 29`, `TID 300`. */
  readonly label: string;
  readonly title: string;
  readonly parent: Section | undefined;
  /** Ranges of the text that are this section's own: no tables, no subsections. */
  readonly prose: readonly (readonly [number, number])[];
  readonly tables: readonly TablePiece[];
}

export interface TablePiece {
  readonly xmlId: string | undefined;
  readonly label: string;
  readonly caption: string;
  readonly section: Section;
  readonly start: number;
  readonly end: number;
}

export interface Outline {
  /** The document's markup without its comments, one character a byte. */
  readonly text: string;
  /** Line of the file, from 1, on which an offset of the text stands. */
  readonly lineAt: (offset: number) => number;
  readonly sections: readonly Section[];
  readonly tables: readonly TablePiece[];
}

interface OpenSection extends Section {
  readonly prose: [number, number][];
  readonly tables: TablePiece[];
}

const STRUCTURE = /<(\/?)(book|part|chapter|appendix|section|table|informaltable)\b([^>]*)>/g;
const TITLE = /^\s*<title\b[^>]*>([\s\S]*?)<\/title>/;
const CAPTION = /<(?:caption|title)\b[^>]*>([\s\S]*?)<\/(?:caption|title)>/;

export function readOutline(source: string): Outline {
  const { text, lineAt } = dropComments(source);
  const sections: Section[] = [];
  const tables: TablePiece[] = [];
  const open: OpenSection[] = [];
  let tableStart = -1;
  let tableDepth = 0;
  let tableAttributes = '';
  let proseStart = 0;
  const closeProse = (end: number) => {
    const current = open.at(-1);
    if (current && end > proseStart) current.prose.push([proseStart, end]);
  };
  for (const match of text.matchAll(STRUCTURE)) {
    const [tag, slash, name, attributes = ''] = match;
    if (attributes.endsWith('/')) continue;
    const end = match.index + tag.length;
    if (name === 'table' || name === 'informaltable') {
      tableDepth += slash ? -1 : 1;
      if (!slash && tableDepth === 1) {
        closeProse(match.index);
        tableStart = match.index;
        tableAttributes = attributes;
      }
      const section = open.at(-1);
      if (slash && tableDepth === 0 && section) {
        const table = readTablePiece(text, tableStart, end, tableAttributes, section);
        section.tables.push(table);
        tables.push(table);
        proseStart = end;
      }
      continue;
    }
    if (tableDepth > 0) continue;
    closeProse(match.index);
    proseStart = end;
    if (slash) {
      open.pop();
      continue;
    }
    const section: OpenSection = {
      xmlId: attribute(attributes, 'xml:id'),
      label: attribute(attributes, 'label') ?? '',
      title: plainText(TITLE.exec(text.slice(end, end + 2000))?.[1] ?? ''),
      parent: open.at(-1),
      prose: [],
      tables: [],
    };
    open.push(section);
    sections.push(section);
  }
  return { text, lineAt, sections, tables };
}

function dropComments(source: string): Pick<Outline, 'text' | 'lineAt'> {
  const dropped: { readonly at: number; readonly lines: number }[] = [];
  let length = 0;
  const text = source.replace(/<!--[\s\S]*?-->/g, (comment, offset: number) => {
    dropped.push({ at: offset - length, lines: countLines(comment, comment.length) });
    length += comment.length;
    return '';
  });
  const lineAt = (offset: number) =>
    dropped.reduce(
      (line, { at, lines }) => (at <= offset ? line + lines : line),
      1 + countLines(text, offset),
    );
  return { text, lineAt };
}

/** Line ends before an offset. */
function countLines(text: string, offset: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Labels of a section and of those around it, innermost first. */
export function ancestry(section: Section): Section[] {
  const sections: Section[] = [];
  for (let at: Section | undefined = section; at; at = at.parent) sections.push(at);
  return sections;
}

function readTablePiece(
  text: string,
  start: number,
  end: number,
  attributes: string,
  section: Section,
): TablePiece {
  const head = text.slice(start, Math.min(end, start + 4000));
  const body = head.search(/<(?:thead|tbody|tr|tgroup)\b/);
  const caption = CAPTION.exec(body < 0 ? head : head.slice(0, body))?.[1] ?? '';
  return {
    xmlId: attribute(attributes, 'xml:id'),
    label: attribute(attributes, 'label') ?? '',
    caption: plainText(caption),
    section,
    start,
    end,
  };
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : plainText(value);
}

function plainText(markup: string): string {
  return cleanText(decodeEntities(decodeUtf8(markup.replace(/<[^>]*>/g, ''))));
}
