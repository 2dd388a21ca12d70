/**
 * Which attributes are taken: a list of tags and paths. A tag counts at the top level and anywhere below the functional
 * groups of enhanced objects; a path counts as it stands. [PS3.3 C.7.6.16]
 */
import type { Dictionary } from '../dicom/dictionary.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { parseTabSeparated } from '../model/tab-separated.js';

export interface AttributeNode {
  taken: boolean;
  /** Listed tags of the items, by tag. */
  readonly children: Map<number, AttributeNode>;
}

type Readable<K, V> = Pick<ReadonlyMap<K, V>, 'get'>;

export interface AttributeList {
  readonly name: string;
  readonly root: ReadonlyMap<number, AttributeNode>;
  /** Takes a public attribute at any depth, over and above the list; undefined if only the list counts. */
  readonly takes: ((tag: number, vr: string) => boolean) | undefined;
  /** Creator -> `0019xx0C` -> VR, of the private attributes that are taken; `UN` where the list states none. */
  readonly privateVrs: Readable<string, Readable<string, string>>;
}

const PATH = /^[0-9A-F]{8}(?:>[0-9A-F]{8})*$/;

/** The text of a list: columns `path`, `use` (`feature` or `source`), `note`. */
export function parseAttributeList(text: string, file: string): Outcome<ReadonlyMap<number, AttributeNode>> {
  const { value: rows, diagnostics } = parseTabSeparated(text, file, ['path', 'use']);
  const faults: Diagnostic[] = [];
  const root = new Map<number, AttributeNode>();
  for (const { cells, line } of rows) {
    const path = (cells.path ?? '').toUpperCase();
    if (PATH.test(path)) addPath(root, path);
    else {
      faults.push({
        code: 'attribute-path-malformed',
        severity: 'error',
        at: { file, line },
        message: 'no path of tags',
        found: cells.path ?? '',
        expected: 'eight hexadecimal digits, nested ones joined by ">", e.g. 00540016>00181074',
        fix: 'correct the line',
      });
    }
  }
  return { value: root, diagnostics: [...diagnostics, ...faults] };
}

function addPath(root: Map<number, AttributeNode>, path: string): void {
  let level = root;
  let node: AttributeNode | undefined;
  for (const digits of path.split('>')) {
    const tag = Number.parseInt(digits, 16);
    node = level.get(tag) ?? { taken: false, children: new Map() };
    level.set(tag, node);
    level = node.children;
  }
  if (node) node.taken = true;
}

/** A list of private attributes: columns `creator` and `element` (`0019xx0C`); that of a release has more, `vr` among them. */
export interface PrivateList {
  readonly text: string;
  readonly file: string;
  readonly isOfRelease: boolean;
}

export function parsePrivateLists(lists: readonly PrivateList[]): Outcome<AttributeList['privateVrs']> {
  const value = new Map<string, Map<string, string>>();
  const diagnostics: Diagnostic[] = [];
  for (const { text, file, isOfRelease } of lists) {
    const parsed = isOfRelease
      ? parseTabSeparated(text, file, ['creator', 'element', 'vr'], RELEASE_FORM)
      : parseTabSeparated(text, file, ['creator', 'element']);
    diagnostics.push(...parsed.diagnostics);
    for (const { cells } of parsed.value) {
      const { creator = '', element = '', vr = 'UN' } = cells;
      const digits = element.toUpperCase().replace('XX', 'xx');
      const known = value.get(creator) ?? new Map<string, string>();
      if (!known.has(digits)) known.set(digits, vr);
      value.set(creator, known);
    }
  }
  return { value, diagnostics };
}

const RELEASE_FORM = { comments: false, fix: 'build the release again with this version of the program' };

const ANALYTICAL = new Set('AS CS DS FD FL IS SL SQ SS SV UL US UV'.split(' '));

/** What `analytical` and `all` take beyond the list. */
export function takesOf(name: string, dictionary: Dictionary): AttributeList['takes'] {
  if (name === 'all') return (tag) => dictionary.findVr(tag) !== undefined;
  if (name === 'analytical') return (tag, vr) => ANALYTICAL.has(vr) && dictionary.findVr(tag) !== undefined;
  return undefined;
}
