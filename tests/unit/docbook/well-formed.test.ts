import { describe, expect, test } from '@jest/globals';
import { readOutline } from '../../../src/docbook/outline.js';
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
    expected: { code: 'document-malformed', found: expect.stringMatching(/^& White/) },
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
  ...[
    ['"]]>" in text', 'a ]]> b', /^\]\]> b/],
    ['U+FFFE', 'a\uFFFEb', /^\uFFFEb/],
    ['U+FFFF in a comment', '<!-- \uFFFF -->', /^\uFFFF/],
    ['an attribute list in content', '<!ATTLIST para role CDATA #IMPLIED>', /<!ATTLIST/],
    ['an element declaration in content', '<!ELEMENT para ANY>', /<!ELEMENT/],
    ['a conditional section', '<![INCLUDE[ a ]]>', /<!\[INCLUDE/],
    ['an attribute in an end tag', '<para>a</para role="x">', /<\/para role/],
    ['a control character in an id of a paragraph', '<para xml:id="para_\u0001" role="a"/>', /role/],
    ['an ampersand in the id of a paragraph', '<para xml:id="para_a&b"/>', /^&b/],
    ['"<" in an alignment', '<para align="<"/>', /<para align="</],
    ['a name that ends in no name character', '<par\u00a0a/>', /<par\u00a0a/],
    ['an attribute twice', '<para role="a" role="b"/>', /^role="b"/],
    ['attributes without a blank between them', '<para a="1"b="2"/>', /^b="2"/],
    ['an attribute without quotes', '<para role=a/>', /^a\/>/],
    ['an attribute without a value', '<para role/>', /^role/],
    ['"--" in a comment', '<!-- a -- b -->', /^-- b/],
    ['a comment that ends in three hyphens', '<!-- a --->', /^--->/],
    ['an XML declaration in content', '<?xml version="1.0"?>', /<\?xml/],
    ['a processing instruction without a name', '<? a?>', /<\? a/],
    ['a blank before a name', '< para/>', /< para/],
    ['a reference without its semicolon', 'a &amp b', /^&amp b/],
    ['a reference to a surrogate', '&#xD800;', /^&#xD800;/],
    ['a reference with a sign', '&#+65;', /^&#\+65;/],
  ].map(([title, text, found]) => ({
    title: title as string,
    bytes: body(text as string),
    expected: {
      code: 'document-malformed',
      at: { file: 'part06.xml', line: BODY_LINE },
      found: expect.stringMatching(found as RegExp),
    },
  })),
  ...[
    ['text after the root', `${body('a')}text`],
    ['CDATA after the root', `${body('a')}<![CDATA[a]]>`],
    ['a blank before the XML declaration', ` ${body('a')}`],
    ['an XML declaration without a version', body('a').replace('version="1.0" ', '')],
  ].map(([title, bytes]) => ({
    title: title as string,
    bytes: bytes as string,
    expected: { code: 'document-malformed', at: { file: 'part06.xml' } },
  })),
  {
    title: 'another encoding declared over bytes that happen to be UTF-8',
    bytes: body('M\u00fcnchen').replace('encoding="utf-8"', 'encoding="ISO-8859-1"'),
    expected: { code: 'document-not-utf8', found: 'ISO-8859-1' },
  },
  {
    title: 'elements nested without end',
    bytes: body('<a>'.repeat(300) + '</a>'.repeat(300)),
    expected: {
      code: 'document-limit',
      at: { file: 'part06.xml', line: BODY_LINE },
      message: 'elements nested deeper than 256',
    },
  },
  {
    title: 'a tag of a thousand attributes',
    bytes: body(`<para ${Array.from({ length: 1000 }, (_, n) => `a${n}="1"`).join(' ')}/>`),
    expected: {
      code: 'document-limit',
      at: { file: 'part06.xml', line: BODY_LINE },
      message: 'a tag with more than 256 attributes',
    },
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
  { title: 'an undefined entity in a comment', xml: body('<!-- &foo; <a> ]]> -->') },
  { title: 'markup in CDATA', xml: body('<![CDATA[<!DOCTYPE a> & </para> ]] >]]>') },
  { title: 'a processing instruction', xml: body('<?page-break <para> & ?>') },
  { title: 'a name with a letter that is not ASCII', xml: body('<größe/>') },
  { title: '"]]" and ">" apart, and ">" alone', xml: body('a ]] > > b') },
  { title: 'a character reference with leading zeros', xml: body('&#x00000000041;') },
  { title: 'no XML declaration', xml: body('a').replace(/^<\?.*\?>\n/, '') },
  { title: 'comments and instructions around the root', xml: `${body('a')}<!-- a --><?b?>\n` },
  { title: 'a byte order mark', xml: `\uFEFF${body('a')}` },
  { title: 'invisible characters', xml: body('Patient\u200b\u00ad\u00a0ID') },
];

describe('readOutline', () => {
  test.each(refused)('refuses $title', ({ bytes, expected }) => {
    const { value, diagnostics } = readOutline(Buffer.from(bytes as string), 'part06.xml');
    expect(value).toBeUndefined();
    expect(diagnostics).toEqual([expect.objectContaining({ severity: 'error', fix: FETCH_AGAIN })]);
    expect(diagnostics).toMatchObject([{ at: { file: 'part06.xml' }, ...expected }]);
  });

  test.each(accepted)('takes $title', ({ xml }) => {
    const { value, diagnostics } = readOutline(Buffer.from(xml), 'part06.xml');
    expect(diagnostics).toEqual([]);
    expect(value?.root).toMatchObject({ name: 'book', label: 'PS3.6' });
  });
});
