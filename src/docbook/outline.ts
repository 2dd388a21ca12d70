/**
 * The skeleton of a document: its sections with their nesting, its tables with their sections, both as ranges of its
 * bytes. Made in the one pass that checks the document; nothing inside becomes a tree until a reader asks for it.
 */
import type { Outcome } from '../model/diagnostic.js';
import { makeElementNames } from './element-names.js';
import type { MarkupHandler } from './markup-handler.js';
import type { Markup, Range } from './piece.js';
import { printScript, SCRIPTS } from './scripts.js';
import { cleanText, decodeAttribute, decodeText } from './text.js';
import { lineAt, scanDocument } from './well-formed.js';

export interface Section {
  /** xml:id: `sect_C.7.3.1`; undefined where the file gives none. */
  readonly xmlId: string | undefined;
  /** `C.7.3.1`, `CID 29`, `TID 300`. */
  readonly label: string;
  readonly title: string;
  readonly parent: Section | undefined;
  readonly start: number;
  /** Ranges that are this section's own: no tables, no subsections. */
  readonly prose: readonly Range[];
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

export interface Root {
  readonly name: string;
  readonly label: string;
  readonly subtitle: string;
}

export interface Outline {
  readonly markup: Markup;
  readonly root: Root;
  /** Line of the file, from 1, on which a byte stands. */
  readonly lineAt: (offset: number) => number;
  readonly sections: readonly Section[];
  readonly tables: readonly TablePiece[];
}

const SECTIONS: ReadonlySet<string> = new Set(['book', 'part', 'chapter', 'appendix', 'section']);
const TABLES: ReadonlySet<string> = new Set(['table', 'informaltable']);
const TITLES: ReadonlySet<string> = new Set(['title', 'caption', 'subtitle']);

/** What a title may belong to; its own depth tells which titles are its own. */
interface Titled {
  readonly depth: number;
  title: string | undefined;
}

interface OpenSection extends Titled {
  readonly section: Section & {
    title: string;
    readonly prose: [number, number][];
    readonly tables: TablePiece[];
  };
}

interface OpenTable extends Titled {
  readonly start: number;
  readonly xmlId: string | undefined;
  readonly label: string;
}

/** The value is undefined if the document is refused. `file` is only for messages. */
export function readOutline(bytes: Buffer, file: string): Outcome<Outline | undefined> {
  const markup: Markup = { bytes, names: makeElementNames() };
  const builder = buildOutline(bytes);
  const fault = scanDocument(markup, file, builder.handler);
  if (fault) return { value: undefined, diagnostics: [fault] };
  const { sections, tables, root } = builder;
  const value = {
    markup: { ...markup, titleOf: titleFinder(sections, tables) },
    root: root(),
    lineAt: (offset: number) => lineAt(bytes, offset),
    sections,
    tables,
  };
  return { value, diagnostics: [] };
}

/** Titles by xml:id, collected when the first link asks. */
function titleFinder(sections: readonly Section[], tables: readonly TablePiece[]): Markup['titleOf'] & {} {
  let titles: ReadonlyMap<string, string> | undefined;
  return (xmlId) => {
    titles ??= new Map([
      ...sections.map(({ xmlId: id = '', title }) => [id, title] as const),
      ...tables.map(({ xmlId: id = '', caption }) => [id, caption] as const),
    ]);
    return titles.get(xmlId) || undefined;
  };
}

function buildOutline(bytes: Buffer) {
  const sections: Section[] = [];
  const tables: TablePiece[] = [];
  const open: OpenSection[] = [];
  const root = { name: '', label: '', subtitle: '' };
  let table: OpenTable | undefined;
  let depth = 0;
  let proseStart = 0;
  /** Depth of an `info` that holds the title of what is around it. */
  let infoDepth = -1;
  /** Depth and text of the title that is being read. */
  let titleDepth = -1;
  let titleText = '';
  /** Where in it the superscript or subscript that is open begins. */
  let scriptAt = -1;
  let xmlId: string | undefined;
  let label: string | undefined;

  const holder = (): Titled | undefined => table ?? open.at(-1);
  const isOwn = (of: Titled) =>
    depth === of.depth + 1 || (depth === of.depth + 2 && infoDepth === of.depth + 1);
  const closeProse = (end: number) => {
    const current = open.at(-1)?.section;
    if (current && end > proseStart) current.prose.push([proseStart, end]);
  };
  const openSection = (start: number, end: number) => {
    closeProse(start);
    proseStart = end;
    const parent = open.at(-1)?.section;
    const section = { xmlId, label: label ?? '', title: '', parent, start, prose: [], tables: [] };
    open.push({ section, depth, title: undefined });
    sections.push(section);
  };
  const closeTable = ({ start, title, ...named }: OpenTable, end: number) => {
    const section = open.at(-1)?.section;
    if (section) {
      const piece = { xmlId: named.xmlId, label: named.label, caption: title ?? '', section, start, end };
      section.tables.push(piece);
      tables.push(piece);
    }
    table = undefined;
    proseStart = end;
  };
  const closeTitle = (name: string) => {
    const text = cleanText(titleText);
    titleDepth = -1;
    if (name === 'subtitle') {
      if (depth <= 3 && open.length === 1) root.subtitle ||= text;
      return;
    }
    const of = holder();
    if (!of || of.title !== undefined) return;
    of.title = text;
    const current = open.at(-1);
    if (current && of === current) current.section.title = text;
  };

  const handler: MarkupHandler = {
    attribute(nameStart, nameEnd, valueStart, valueEnd) {
      const length = nameEnd - nameStart;
      if (length === 5 && bytes.toString('latin1', nameStart, nameEnd) === 'label') {
        label = cleanText(decodeAttribute(bytes, valueStart, valueEnd));
      } else if (length === 6 && isXmlId(bytes, nameStart, valueStart)) {
        xmlId = cleanText(decodeAttribute(bytes, valueStart, valueEnd));
      }
    },
    open(name, start, end) {
      depth += 1;
      if (depth === 1) {
        root.name = name;
        root.label = label ?? '';
      }
      if (table === undefined && SECTIONS.has(name)) openSection(start, end);
      else if (table === undefined && TABLES.has(name)) {
        closeProse(start);
        table = { start, xmlId, label: label ?? '', depth, title: undefined };
      } else if (titleDepth < 0) {
        const of = holder();
        if (of && TITLES.has(name) && isOwn(of)) {
          titleDepth = depth;
          titleText = '';
        } else if (of && name === 'info' && depth === of.depth + 1) infoDepth = depth;
      } else if (SCRIPTS.has(name)) scriptAt = titleText.length;
      xmlId = undefined;
      label = undefined;
    },
    close(name, start, end) {
      if (titleDepth === depth) closeTitle(name);
      else if (scriptAt >= 0 && SCRIPTS.has(name)) {
        const before = titleText.slice(0, scriptAt);
        titleText = before + printScript(name, before, titleText.slice(scriptAt));
        scriptAt = -1;
      } else if (infoDepth === depth) infoDepth = -1;
      else if (table !== undefined) {
        if (table.depth === depth) closeTable(table, end);
      } else if (open.at(-1)?.depth === depth) {
        closeProse(start);
        proseStart = end;
        open.pop();
      }
      depth -= 1;
    },
    text(start, end, kind) {
      if (titleDepth >= 0) titleText += decodeText(bytes, start, end, kind);
    },
  };
  return { handler, sections, tables, root: () => root };
}

/** `xml:id`, but not the ids of paragraphs: they are half of all, and nothing asks for them. */
function isXmlId(bytes: Buffer, nameStart: number, valueStart: number): boolean {
  return (
    bytes.toString('latin1', nameStart, nameStart + 6) === 'xml:id' &&
    bytes.toString('latin1', valueStart, valueStart + 5) !== 'para_'
  );
}

/** A section and those around it, innermost first. */
export function ancestry(section: Section): Section[] {
  const sections: Section[] = [];
  for (let at: Section | undefined = section; at; at = at.parent) sections.push(at);
  return sections;
}
