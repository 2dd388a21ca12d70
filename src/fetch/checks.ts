/** What must hold before bytes enter the cache: the document is the asked part of the asked edition. */
import type { DocumentIdentity } from '../model/cache-manifest.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Edition } from '../model/edition.js';
import type { Part } from '../model/source-ref.js';

/** Largest document accepted, in bytes after decoding. The largest published part has about 40 MB. */
export const SIZE_CEILING = 256 * 1024 * 1024;

/** `source`: the file or URL that a human can open. `edition` undefined: any (`current`). */
export function checkIdentity(
  identity: DocumentIdentity,
  part: Part,
  edition: Edition | undefined,
  source: string,
): readonly Diagnostic[] {
  if (identity.part !== part) {
    return [
      {
        code: 'part-mismatch',
        severity: 'error',
        at: { file: source },
        message: `this is not PS3.${part}: the document says that it is another part`,
        found: `PS3.${identity.part}`,
        expected: `"PS3.${part}" as the label of the book`,
        fix: `put PS3.${part} in this place, or get it again`,
      },
    ];
  }
  if (edition !== undefined && identity.edition !== edition) {
    return [
      {
        code: 'edition-mismatch',
        severity: 'error',
        at: { file: source },
        message: `PS3.${part} is of another edition than the one asked for`,
        found: identity.edition,
        expected: `"${edition}" in the subtitle of the document`,
        fix: `ask for --edition ${identity.edition}, or get PS3.${part} of ${edition}`,
      },
    ];
  }
  return [];
}

/** What a document of any part looks like from outside: no web page, and it has an end. */
export function checkShape(bytes: Buffer, source: string): readonly Diagnostic[] {
  const start = bytes.toString('utf8', 0, 512).trimStart();
  if (/^(<\?xml[^>]*>\s*)?(<!doctype html|<html)/i.test(start)) {
    return [
      {
        code: 'html-instead-of-xml',
        severity: 'error',
        at: { file: source },
        message: 'a web page came instead of the document, probably from a proxy, a login or an error page',
        found: start.slice(0, 60),
        expected: 'a DocBook document that starts with "<book"',
        fix: 'open the address in a browser; check --base-url and the proxy',
      },
    ];
  }
  const end = bytes.toString('utf8', Math.max(0, bytes.length - 4096));
  if (/<\/([\w.-]+:)?book\s*>/.test(end)) return [];
  return [
    {
      code: 'document-cut-off',
      severity: 'error',
      at: { file: source },
      message: 'the document ends before its last tag, or is no DocBook book',
      found: end.slice(-60),
      expected: '"</book>" at the end',
      fix: 'run the command again; if it stays so, use another mirror with --base-url',
    },
  ];
}

export function describeTooLarge(source: string, bytes: number, ceiling: number): Diagnostic {
  return {
    code: 'document-too-large',
    severity: 'error',
    at: { file: source },
    message: 'the document is larger than any part of the standard can be, nothing was kept of it',
    found: `${bytes} bytes`,
    expected: `at most ${ceiling} bytes`,
    fix: 'look at what this place holds; it is probably not the standard',
  };
}
