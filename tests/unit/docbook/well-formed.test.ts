import { describe, expect, test } from '@jest/globals';
import { decodeUtf8 } from '../../../src/docbook/text.js';
import { decodeXml } from '../../../src/docbook/well-formed.js';
import { documentOf } from '../../support/standard-document.js';

const body = (text: string) => documentOf(6, '2024d', `<para>${text}</para>`);
/** The line of `body`'s text in the document. */
const BODY_LINE = 5;
const FETCH_AGAIN = expect.stringContaining('import it');

const refused: { title: string; bytes: string | Buffer; expected: object }[] = [
  {
    title: 'an escaped blank left inside a UID as a tag',
    bytes: body('1.2.840.<200b>10008.1.2'),
    expected: {
      code: 'document-malformed',
      at: { file: 'part06.xml', line: BODY_LINE },
      found: expect.stringContaining('1.2.840.<200b>10008.1.2'),
      expected: 'well-formed XML 1.0',
    },
  },
  {
    title: 'tags that cross',
    bytes: body('<emphasis>a</para><para>b</emphasis>'),
    expected: { code: 'document-malformed', at: { file: 'part06.xml', line: BODY_LINE } },
  },
  {
    title: 'a second root',
    bytes: `${body('a')}<book></book>`,
    expected: { code: 'document-malformed' },
  },
  {
    title: 'a file cut inside a tag',
    bytes: body('Patient Name').slice(0, -40),
    expected: {
      code: 'document-truncated',
      found: expect.stringMatching(/<chapter label="1"><par$/),
      expected: 'a complete document ending in </book>',
    },
  },
  {
    title: 'a file cut between two tags',
    bytes: body('a').replace(/\s*<\/book>\s*$/, ''),
    expected: { code: 'document-truncated' },
  },
  {
    title: 'a saved error page with a declaration',
    bytes: '\n<!DOCTYPE html>\n<html><head><title>404</title></head></html>',
    expected: { code: 'document-is-html', at: { file: 'part06.xml' }, found: '<!DOCTYPE html>' },
  },
  {
    title: 'a saved error page without one',
    bytes: '<HTML lang="en"><body>Service unavailable</body></HTML>',
    expected: { code: 'document-is-html', expected: expect.stringContaining('<book') },
  },
  {
    title: 'an XHTML page',
    bytes: '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"></html>',
    expected: { code: 'document-is-html' },
  },
  {
    title: 'a document type with an external entity',
    bytes: body('&xxe;').replace(
      '<book',
      '<!DOCTYPE book [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>\n<book',
    ),
    expected: {
      code: 'document-has-doctype',
      at: { file: 'part06.xml', line: 2 },
      found: expect.stringContaining('<!DOCTYPE book'),
      expected: expect.stringContaining('no DOCTYPE'),
    },
  },
  {
    title: 'an entity bomb',
    bytes: body('&c;').replace(
      '<book',
      '<!DOCTYPE book [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>\n<book',
    ),
    expected: { code: 'document-has-doctype', at: { file: 'part06.xml', line: 2 } },
  },
  {
    title: 'an entity that nothing defines',
    bytes: body('5 &micro;m'),
    expected: {
      code: 'document-malformed',
      at: { file: 'part06.xml', line: BODY_LINE },
      message: 'an entity that is not defined',
      found: expect.stringMatching(/^&micro;m/),
    },
  },
  {
    title: 'a bare ampersand',
    bytes: body('Black & White'),
    expected: { code: 'document-malformed', found: expect.stringContaining('Black & White') },
  },
  {
    title: 'a control character',
    bytes: body('a\u0001b'),
    expected: { code: 'document-malformed', message: 'a character that XML 1.0 forbids' },
  },
  {
    title: 'a reference to a character that does not exist',
    bytes: body('&#x110000;'),
    expected: { code: 'document-malformed', found: expect.stringMatching(/^&#x110000;/) },
  },
  {
    title: 'a reference to a control character',
    bytes: body('a&#0;b'),
    expected: { code: 'document-malformed', found: expect.stringMatching(/^&#0;/) },
  },
  {
    title: 'Latin-1 bytes',
    bytes: Buffer.from(body('M\u00fcnchen'), 'latin1'),
    expected: { code: 'document-not-utf8', expected: 'UTF-8, as NEMA publishes it' },
  },
  {
    title: 'UTF-16 bytes',
    bytes: Buffer.from(`\uFEFF${body('a')}`, 'utf16le'),
    expected: { code: 'document-not-utf8' },
  },
  { title: 'an empty file', bytes: '', expected: { code: 'document-empty', message: 'the file is empty' } },
  {
    title: 'a PDF',
    bytes: '%PDF-1.7\n1 0 obj',
    expected: { code: 'document-not-xml', found: '%PDF-1.7' },
  },
];

const accepted: { title: string; xml: string }[] = [
  {
    title: 'the predefined entities and character references',
    xml: body('&lt;&gt;&amp;&quot;&apos;&#181;&#xB5;'),
  },
  { title: 'a byte order mark', xml: `\uFEFF${body('a')}` },
  { title: 'invisible characters', xml: body('Patient\u200b\u00ad\u00a0ID') },
];

describe('decodeXml', () => {
  test.each(refused)('refuses $title', ({ bytes, expected }) => {
    const { text, diagnostic } = decodeXml(Buffer.from(bytes as string), 'part06.xml');
    expect(text).toBeUndefined();
    expect(diagnostic).toMatchObject({
      severity: 'error',
      at: { file: 'part06.xml' },
      fix: FETCH_AGAIN,
      ...expected,
    });
  });

  test.each(accepted)('takes $title', ({ xml }) => {
    const { text, diagnostic } = decodeXml(Buffer.from(xml), 'part06.xml');
    expect(diagnostic).toBeUndefined();
    expect(decodeUtf8(text ?? '')).toBe(xml.replace('\uFEFF', ''));
  });
});
