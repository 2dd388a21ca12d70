/**
 * Codes that a text states as the values: `Enumerated Value (113085, DCM, "Spatial resampling").` A code that is only
 * spoken of (`may be used with code (...)`) is none. [PS3.3 5.4, PS3.16 5.2]
 */
import type { StatedCode } from '../model/information-object.js';
import { parseCodes } from './code-definitions.js';

const CODE = '\\([^(),]+,[^(),]+,\\s*["“][^"”]*["”]\\s*\\)';
const STATED = new RegExp(
  `\\b(Enumerated|Defined) (?:Values?|Terms?)(?:\\s+(?:is|are|shall be))?:?\\s*(${CODE}(?:(?:,|;|\\s|\\band\\b|\\bor\\b)+${CODE})*)`,
  'gi',
);

export function parseStatedCodes(text: string, printed = text): StatedCode[] {
  const meanings = new Map(
    parseCodes(text, printed).map((code) => [`${code.scheme}:${code.value}`, code.meaning]),
  );
  return [...text.matchAll(STATED)].flatMap(([, kind = '', codes = '']) =>
    parseCodes(codes).map(({ scheme, value, meaning }) => ({
      kind: /^e/i.test(kind) ? 'Enumerated' : 'Defined',
      scheme,
      value,
      meaning: meanings.get(`${scheme}:${value}`) ?? meaning,
    })),
  );
}
