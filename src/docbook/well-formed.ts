/**
 * Refuses what is not plain, complete, well-formed XML in UTF-8 before anything is made of it: other encodings, saved
 * HTML pages, document type declarations (no entity is ever expanded or fetched), truncated files.
 */
import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '../model/diagnostic.js';
import type { MarkupHandler } from './markup-handler.js';
import type { Markup } from './piece.js';
import { makeScanner } from './scanner.js';
import { XmlFault } from './xml-fault.js';

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const FETCH_AGAIN =
  'fetch the part again from dicom.nema.org (source/docbook/partNN/partNN.xml) and import it';
const LESS = 0x3c;
const BLANKS = '[ \\t\\r\\n]';
/** [XML 1.0 2.8], but for the version: whatever it says, what follows is judged as 1.0. */
const XML_DECLARATION = new RegExp(
  `^<\\?xml${BLANKS}+version${BLANKS}*=${BLANKS}*(["'])[A-Za-z0-9._:-]*\\1` +
    `(?:${BLANKS}+encoding${BLANKS}*=${BLANKS}*(["'])([A-Za-z][A-Za-z0-9._-]*)\\2)?` +
    `(?:${BLANKS}+standalone${BLANKS}*=${BLANKS}*(["'])(?:yes|no)\\4)?${BLANKS}*\\?>`,
);

/** Passes over the whole document once, telling `handler` what stands in it; the reason why it is refused, if it is. */
export function scanDocument(markup: Markup, file: string, handler: MarkupHandler): Diagnostic | undefined {
  const { bytes } = markup;
  const refuse = (code: string, message: string, rest: Partial<Diagnostic> = {}): Diagnostic => ({
    code,
    severity: 'error',
    at: { file },
    message,
    fix: FETCH_AGAIN,
    ...rest,
  });
  if (bytes.length === 0) return refuse('document-empty', 'the file is empty');
  if (!isUtf8(bytes)) {
    return refuse('document-not-utf8', 'the bytes are not UTF-8', {
      expected: 'UTF-8, as NEMA publishes it',
    });
  }
  const start = bytes.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
  const head = bytes.toString('latin1', start, start + 1000);
  const shown = firstLine(bytes.toString('utf8', start, start + 1000).trimStart());
  if (/^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b/i.test(head)) {
    return refuse('document-is-html', 'this is a web page, not DocBook; probably a saved error page', {
      found: shown,
      expected: '<book xmlns="http://docbook.org/ns/docbook" ...>',
    });
  }
  if (!/^\s*</.test(head)) {
    return refuse('document-not-xml', 'the file does not start with an XML tag', { found: shown });
  }
  try {
    const declared = /^<\?xml[ \t\r\n?]/.test(head) ? readDeclaration(head, start) : undefined;
    if (declared?.encoding !== undefined && !/^utf-?8$/i.test(declared.encoding)) {
      return refuse('document-not-utf8', 'the document says that it is not UTF-8', {
        found: declared.encoding,
        expected: 'encoding="utf-8", as NEMA publishes it',
      });
    }
    scanFrom(start + (declared?.length ?? 0), markup, handler);
    return undefined;
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    const { code, message, offset } = error;
    const at = { file, line: lineAt(bytes, offset) };
    if (isTruncated(bytes, error)) {
      return refuse('document-truncated', `the file ends before </book>: ${message}`, {
        at,
        found: bytes
          .toString('utf8', Math.max(0, bytes.length - 320))
          .trimEnd()
          .slice(-80),
        expected: 'a complete document ending in </book>',
      });
    }
    const kind = code === 'document-truncated' ? 'document-malformed' : code;
    return refuse(kind, message, { at, found: lineText(bytes, offset), expected: EXPECTED[kind] });
  }
}

const EXPECTED = {
  'document-malformed': 'well-formed XML 1.0',
  'document-has-doctype': 'no DOCTYPE: the published DocBook has none',
  'document-limit': 'the standard nests 30 elements and gives a tag 8 attributes',
};

function scanFrom(start: number, { bytes, names }: Markup, handler: MarkupHandler): void {
  const scanner = makeScanner(bytes, names, handler, 'document');
  scanner.scan(start, bytes.length);
  scanner.finish(bytes.length);
}

function readDeclaration(
  head: string,
  start: number,
): { readonly length: number; readonly encoding: string | undefined } {
  const match = XML_DECLARATION.exec(head);
  if (!match) {
    throw new XmlFault('document-malformed', 'an XML declaration that XML 1.0 does not allow', start);
  }
  return { length: match[0].length, encoding: match[3] };
}

/** What does not end, or breaks off where the file does, in a file without the end of its root. */
function isTruncated(bytes: Buffer, { code, offset }: XmlFault): boolean {
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 1000));
  if (/<\/(?:[\w.-]+:)?book\s*>/.test(tail)) return false;
  return code === 'document-truncated' || (code === 'document-malformed' && bytes.length - offset < 100);
}

/** Line of a byte, from 1. */
export function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line += 1;
  return line;
}

/** The text from a byte on, to the end of its line; where a tag is wrong, what stands before it too. */
function lineText(bytes: Buffer, offset: number): string {
  const start = offset === 0 ? 0 : bytes.lastIndexOf(10, offset - 1) + 1;
  const end = bytes.indexOf(10, offset);
  const from = bytes[offset] === LESS && offset - start <= 80 ? start : offset;
  return bytes
    .toString('utf8', from, end < 0 ? bytes.length : Math.min(end, from + 640))
    .trim()
    .slice(0, 160);
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').trim().slice(0, 160);
}
