/**
 * PS3.15 Annex E: the action codes of Table E.1-1 (Basic Profile and its options) and the safe private attributes
 * of Table E.3.10-1. Headings were spelled out once (`Retain Patient Chars. Option`) and are short now
 * (`Rtn. Pat. Chars. Opt.`); older editions have fewer options.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import type { TablePiece } from '../docbook/outline.js';
import { findText, readTable } from '../docbook/table.js';
import {
  CONFIDENTIALITY_ACTIONS,
  type ConfidentialityAction,
  type ConfidentialityRow,
  PRIVATE_ATTRIBUTES,
  type SafePrivateAttribute,
} from '../model/confidentiality.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceRef } from '../model/source-ref.js';
import { parseTag } from '../model/tag.js';
import {
  concatExtractions,
  type Extraction,
  missingTable,
  placeOf,
  readTableRows,
  refuse,
} from './table-reading.js';

const ROW_HEADINGS = {
  name: /^attribute name$/i,
  tag: /^tag$/i,
  'retired?': /^ret(?:ire)?d\b/i,
  'inStandardIod?': /^in std\b/i,
};
const ACTION_HEADINGS = {
  basic_profile: /^basic prof/i,
  'retain_safe_private?': /^(?:retain|rtn\.?) safe priv/i,
  'retain_uids?': /^(?:retain|rtn\.?) uids?\b/i,
  'retain_device_identity?': /^(?:retain|rtn\.?) dev/i,
  'retain_institution_identity?': /^(?:retain|rtn\.?) inst/i,
  'retain_patient_characteristics?': /^(?:retain|rtn\.?) pat/i,
  'retain_full_dates?': /^(?:retain|rtn\.?) long\S* full dates/i,
  'retain_modified_dates?': /^(?:retain|rtn\.?) long\S* modif/i,
  'clean_descriptors?': /^clean desc/i,
  'clean_structured_content?': /^clean struct/i,
  'clean_graphics?': /^clean graph/i,
};
const PROFILE_HEADINGS = { ...ROW_HEADINGS, ...ACTION_HEADINGS };
const SAFE_HEADINGS = {
  tag: /^data element$/i,
  privateCreator: /^private creator$/i,
  'vr?': /^vr$/i,
  'vm?': /^vm$/i,
  'meaning?': /^meaning$/i,
};
/** `X`, `X/Z/U*`. [PS3.15 Table E.1-1a] */
const ACTION = /^[XZDUKC](?:\/[XZDUKC])*\*?$/;

export function extractConfidentialityProfile(document: CorrectedDocBook): Extraction<ConfidentialityRow> {
  const pieces = document.outline.tables.filter(
    ({ label, caption }) => label === 'E.1-1' || /confidentiality profile attributes$/i.test(caption),
  );
  if (pieces.length === 0) return missing(document, 'profile of attributes', 'PS3.15 Table E.1-1');
  const unknown = pieces.map((piece) => unknownColumns(document, piece));
  const rows = pieces.map((piece) =>
    readTableRows<typeof PROFILE_HEADINGS, ConfidentialityRow>(
      document,
      piece,
      PROFILE_HEADINGS,
      'finding',
      (row, columns, at) => {
        const name = findText(row, columns.name) ?? '';
        const tag = readTag(findText(row, columns.tag) ?? '', at);
        const basic = findText(row, columns.basic_profile);
        if ('refused' in tag) return tag;
        if (basic === undefined) {
          return refuse('action-missing', 'finding', at, 'the Basic Profile says nothing of the attribute', {
            found: `${tag.value} ${name}`,
            expected: 'an action code [PS3.15 Table E.1-1a]',
            fix: 'compare with the published page; correct the cell in mappings/corrections/cells.tsv',
          });
        }
        const actions: Partial<Record<ConfidentialityAction, string>> = {};
        for (const action of CONFIDENTIALITY_ACTIONS) {
          const code = findText(row, columns[action]);
          if (code !== undefined) actions[action] = code;
        }
        const odd = Object.values(actions).filter((code) => !ACTION.test(code));
        const diagnostics = [...tag.diagnostics, ...odd.map((code) => unknownAction(code, at))];
        const retired = findText(row, columns.retired);
        const inStandardIod = findText(row, columns.inStandardIod);
        return { facts: [{ tag: tag.value, name, retired, inStandardIod, actions, at }], diagnostics };
      },
    ),
  );
  return concatExtractions([...unknown, ...rows]);
}

export function extractSafePrivateAttributes(document: CorrectedDocBook): Extraction<SafePrivateAttribute> {
  const pieces = document.outline.tables.filter(
    ({ label, caption }) => label === 'E.3.10-1' || /^safe private attributes$/i.test(caption),
  );
  if (pieces.length === 0)
    return missing(document, 'list of safe private attributes', 'PS3.15 Table E.3.10-1');
  return concatExtractions(
    pieces.map((piece) =>
      readTableRows<typeof SAFE_HEADINGS, SafePrivateAttribute>(
        document,
        piece,
        SAFE_HEADINGS,
        'finding',
        (row, columns, at) => {
          const tag = readTag(findText(row, columns.tag) ?? '', at);
          if ('refused' in tag) return tag;
          const privateCreator = findText(row, columns.privateCreator);
          if (privateCreator === undefined) {
            return refuse('private-creator-missing', 'finding', at, 'nobody is named whose attribute it is', {
              found: tag.value,
              expected: 'a private creator [PS3.5 7.8.1]',
              fix: 'compare with the published page',
            });
          }
          const vr = findText(row, columns.vr);
          const vm = findText(row, columns.vm);
          const meaning = findText(row, columns.meaning);
          return {
            facts: [{ tag: tag.value, privateCreator, vr, vm, meaning, at }],
            diagnostics: tag.diagnostics,
          };
        },
      ),
    ),
  );
}

/** A list that leaves an attribute out hurts somebody: a blank inside a tag is forgiven, with a warning. */
function readTag(
  text: string,
  at: SourceRef,
):
  | { readonly value: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly refused: Diagnostic } {
  if (/^\(gggg,\s?eeee\)/i.test(text)) return { value: PRIVATE_ATTRIBUTES, diagnostics: [] };
  const tag = parseTag(text.replaceAll(' ', ''));
  if (tag === undefined) {
    return refuse('tag-malformed', 'finding', at, 'the row has no readable tag', {
      found: text,
      expected:
        '(gggg,eeee), hexadecimal, x for the digits of a repeating group or private block [PS3.5 7.1]',
      fix: 'add the table, the text as found and the right tag to mappings/corrections/cells.tsv',
    });
  }
  if (!text.includes(' ')) return { value: tag, diagnostics: [] };
  const spaced: Diagnostic = {
    code: 'tag-spaced',
    severity: 'warning',
    at,
    message: `a blank inside a tag; read as ${tag}`,
    found: text,
    expected: '(gggg,eeee) [PS3.5 7.1]',
    fix: 'nothing, if that is what is meant',
  };
  return { value: tag, diagnostics: [spaced] };
}

function unknownAction(code: string, at: SourceRef): Diagnostic {
  return {
    code: 'action-unknown',
    severity: 'warning',
    at,
    message: 'no action code; it is kept as printed',
    found: code,
    expected: 'X, Z, D, U, K, C, or several joined by / [PS3.15 Table E.1-1a]',
    fix: 'compare with the published page; correct the cell in mappings/corrections/cells.tsv',
  };
}

/** Options that an edition has and this reader does not know. */
function unknownColumns(document: CorrectedDocBook, piece: TablePiece): Extraction<never> {
  const known = Object.values(PROFILE_HEADINGS);
  const { headings } = readTable(document.outline, piece);
  const unread = headings.filter(
    (heading) => heading !== '' && !known.some((pattern) => pattern.test(heading)),
  );
  return {
    facts: [],
    counts: [],
    diagnostics: unread.map((heading) => ({
      code: 'column-not-read',
      severity: 'warning',
      at: placeOf(document, piece),
      message: 'a column of no known profile or option; its codes are not in the release',
      found: heading,
      expected: 'the Basic Profile and its options [PS3.15 E.3]',
      fix: 'a new option is a change to the reader of this table',
    })),
  };
}

/** A part that a build can do without is not the reason to stop it: the list that the program brings is used. */
function missing(document: CorrectedDocBook, what: string, clause: string): Extraction<never> {
  const { diagnostics, ...rest } = missingTable(document, what, clause);
  const fix = 'check that the file is complete; until then the list that the program brings is used';
  return { ...rest, diagnostics: diagnostics.map((fault) => ({ ...fault, severity: 'finding', fix })) };
}
