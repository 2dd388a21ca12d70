/**
 * Refuses what is not plain, complete, well-formed XML before anything reads it: other encodings, saved
 * HTML pages, document type declarations (no entity is ever expanded or fetched), truncated files, and the
 * faults that a lenient parser would accept in silence.
 */
import { isUtf8 } from 'node:buffer';
import { XMLValidator } from 'fast-xml-parser';
import type { Diagnostic } from '../model/diagnostic.js';
import { decodeUtf8 } from './text.js';

const UNDEFINED_ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)[^\s<;]{0,40};?/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids
const FORBIDDEN_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/;
/**
 * Attributes that carry layout only, and the ids of paragraphs: a third of a document's bytes, no fact among
 * them. Lines stay as they are.
 */
const LAYOUT = / (?:xml:id="para_[^"<>]*"|v?align="[a-z]*"|(?:col|row)span="1")/g;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const FETCH_AGAIN =
  'fetch the part again from dicom.nema.org (source/docbook/partNN/partNN.xml) and import it';

/** Bytes -> markup without its layout, one character a byte, or the reason why not. `file` is only for messages. [XML 1.0, 5th edition] */
export function decodeXml(bytes: Buffer, file: string): { text?: string; diagnostic?: Diagnostic } {
  const fault = (code: string, message: string, rest: Partial<Diagnostic> & { line?: number } = {}) => {
    const { line, found, ...fields } = rest;
    const at = line === undefined ? { file } : { file, line };
    return {
      diagnostic: {
        code,
        severity: 'error',
        at,
        message,
        fix: FETCH_AGAIN,
        ...fields,
        ...(found === undefined ? {} : { found: decodeUtf8(found) }),
      } satisfies Diagnostic,
    };
  };
  if (bytes.length === 0) return fault('document-empty', 'the file is empty');
  if (!isUtf8(bytes)) {
    return fault('document-not-utf8', 'the bytes are not UTF-8', { expected: 'UTF-8, as NEMA publishes it' });
  }
  const text = bytes.toString('latin1', bytes.indexOf(BYTE_ORDER_MARK) === 0 ? 3 : 0).replace(LAYOUT, '');
  const head = text.slice(0, 1000).trimStart();
  if (/^(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b/i.test(head)) {
    return fault('document-is-html', 'this is a web page, not DocBook; probably a saved error page', {
      found: firstLine(head),
      expected: '<book xmlns="http://docbook.org/ns/docbook" ...>',
    });
  }
  if (!head.startsWith('<')) {
    return fault('document-not-xml', 'the file does not start with an XML tag', { found: firstLine(head) });
  }
  const doctype = text.search(/<!(?:DOCTYPE|ENTITY)/i);
  if (doctype >= 0) {
    return fault('document-has-doctype', 'a document type declaration or entity is never read or resolved', {
      line: lineAt(text, doctype),
      found: firstLine(text.slice(doctype, doctype + 200)),
      expected: 'no DOCTYPE: the published DocBook has none',
    });
  }
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { msg, line } = valid.err;
    return text.trimEnd().endsWith('</book>')
      ? fault('document-malformed', msg, {
          line,
          found: lineText(text, line),
          expected: 'well-formed XML 1.0',
        })
      : fault('document-truncated', `the file ends before </book>: ${msg}`, {
          line,
          found: text.trimEnd().slice(-80),
          expected: 'a complete document ending in </book>',
        });
  }
  const forbidden = text.search(FORBIDDEN_CHARACTER);
  const entity = findBadReference(text);
  if (forbidden >= 0 || entity >= 0) {
    const offset = forbidden >= 0 ? forbidden : entity;
    return fault(
      'document-malformed',
      forbidden >= 0 ? 'a character that XML 1.0 forbids' : 'an entity that is not defined',
      {
        line: lineAt(text, offset),
        found: text.slice(offset, offset + 40),
        expected: 'well-formed XML 1.0',
      },
    );
  }
  return { text };
}

/** Where a reference to an undefined entity, or to a character that XML forbids, begins; -1 if nowhere. */
function findBadReference(text: string): number {
  const undefinedEntity = text.search(UNDEFINED_ENTITY);
  if (undefinedEntity >= 0) return undefinedEntity;
  for (const { index, 1: hex, 2: digits = '' } of text.matchAll(/&#(x?)([0-9A-Fa-f]+);/g)) {
    const code = Number.parseInt(digits, hex ? 16 : 10);
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (code > 0x10ffff || isSurrogate || FORBIDDEN_CHARACTER.test(String.fromCodePoint(code))) return index;
  }
  return -1;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function lineText(text: string, line: number): string {
  return (text.split('\n', line).at(-1) ?? '').trim().slice(0, 160);
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').trim().slice(0, 160);
}
