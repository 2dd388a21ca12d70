// Ways to damage a document, as editors, mirrors, converters and adversaries do. Each takes the text (one character a
// byte) and random choices, and gives the damaged text, or undefined where the document has nothing to damage so.

const TAG = /<\/?[a-z][^<>]*>/g;
const ROW = /<tr\b[\s\S]*?<\/tr>/g;
const CELL = /<(td|th)\b[^<>]*>[\s\S]*?<\/\1>/g;
const PARA = /<para\b[^<>]*>[^<>]*<\/para>/g;
const TABLE = /<table\b[\s\S]*?<\/table>/g;
const SECTION = /<section\b[^<>]*>/g;

/** One of the places where a pattern matches: found from a random offset on, so that long documents cost no more. */
function find(text, pattern, random) {
  const from = random.below(text.length);
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  if (match) return match;
  pattern.lastIndex = 0;
  return pattern.exec(text) ?? undefined;
}

const replace = (text, { index, 0: found }, by) =>
  text.slice(0, index) + by + text.slice(index + found.length);
const change = (pattern, make) => (text, random) => {
  const match = find(text, pattern, random);
  return match && replace(text, match, make(match[0], random, match));
};
const insert = (make) => (text, random) => {
  const at = random.below(text.length);
  return text.slice(0, at) + make(random, text, at) + text.slice(at);
};
/** Inserts between two tags. */
const insertBetween = (make) => change(TAG, (tag, random) => tag + make(random));
const byte = (random) => String.fromCharCode(random.below(256));
const utf8 = (text) => Buffer.from(text).toString('latin1');

const HOSTILE_MARKUP = [
  '<table>',
  '</table>',
  '<section label="CID 1">',
  '</section>',
  '<tr>',
  '</tr>',
  '<td/>',
  '<!--',
  '-->',
  '<?x <table> ?>',
  '<![CDATA[<table>]]>',
  '<![CDATA[</table>]]>',
  ']]>',
  '<![INCLUDE[ x ]]>',
  '<!ATTLIST a b CDATA "c">',
  '<!ELEMENT a ANY>',
  '<!DOCTYPE a>',
  '<!ENTITY a "b">',
  '&foo;',
  '&#0;',
  '&#xFFFE;',
  '&#x110000;',
  '&#xD800;',
  '&',
  '<',
  '>',
  '<a',
  '</a',
  '<a b>',
  '<a b=c>',
  '<a b="<"/>',
  '<a b="&"/>',
  '<a b="1" b="2"/>',
  '<a b="1"c="2"/>',
  '<?xml version="1.0"?>',
  '<? x?>',
  '<?x?>',
  '<?x?',
  '<!-- a -- b -->',
  '<!-- <table> -->',
  '<!---->',
  '<a:b/>',
  '<:a/>',
  '<1a/>',
  '<a/ >',
  '< a/>',
  '<a></a >',
  '<a></a b="c">',
  '<x:table xmlns:x="http://docbook.org/ns/docbook"><x:tbody><x:tr><x:td/></x:tr></x:tbody></x:table>',
];
const HOSTILE_TEXT = [
  '\u0000',
  '\u0001',
  '\u000b',
  '\u001f',
  '\u007f',
  utf8('\ufffe'),
  utf8('\uffff'),
  utf8('\u0085'),
  utf8('\u2028'),
  utf8('\u200b'),
  utf8('\u00ad'),
  utf8('\u202e'),
  utf8('\u{10ffff}'),
  utf8('\u{1f600}'),
  '\xed\xa0\x80',
  '\xc0\xaf',
  '\xff',
  '\xef\xbb\xbf',
  '"',
  "'",
  '\t',
  '\r',
  '\r\n',
  '=cmd()',
  '\\N',
  'NULL',
  ';',
  '|',
  '..',
  '%s',
];

/** name -> mutator. */
export const MUTATORS = {
  'byte changed': (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + byte(random) + text.slice(at + 1);
  },
  'byte inserted': insert(byte),
  'byte dropped': (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at + 1);
  },
  'file cut': (text, random) => text.slice(0, random.below(text.length)),
  'start cut': (text, random) => text.slice(random.below(2000)),
  'stretch dropped': (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at + random.below(2000));
  },
  'stretch doubled': (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at, at + random.below(2000)) + text.slice(at);
  },
  'stretch moved': (text, random) => {
    const at = random.below(text.length);
    const piece = text.slice(at, at + random.below(500));
    const rest = text.slice(0, at) + text.slice(at + piece.length);
    const to = random.below(rest.length);
    return rest.slice(0, to) + piece + rest.slice(to);
  },
  'tag dropped': change(TAG, () => ''),
  'tag doubled': change(TAG, (tag) => tag + tag),
  'tag renamed': change(TAG, (tag, random) =>
    tag.replace(/[a-z]+/, random.pick(['para', 'table', 'td', 'section', 'x', 'title', 'thead'])),
  ),
  'tag cut': change(TAG, (tag, random) => tag.slice(0, random.below(tag.length))),
  'markup inserted': insert((random) => random.pick(HOSTILE_MARKUP)),
  'markup between tags': insertBetween((random) => random.pick(HOSTILE_MARKUP)),
  'text inserted': insert((random) => random.pick(HOSTILE_TEXT)),
  'text in a paragraph': change(PARA, (para, random) => para.replace('</', `${random.pick(HOSTILE_TEXT)}</`)),
  'row dropped': change(ROW, () => ''),
  'row doubled': change(ROW, (row) => row + row),
  'cell dropped': change(CELL, () => ''),
  'cell doubled': change(CELL, (cell) => cell + cell),
  'cell emptied': change(CELL, (_cell, _, match) => `<${match[1]}/>`),
  'cell before another': change(CELL, (cell, _, match) => `<${match[1]}><para>x</para></${match[1]}>${cell}`),
  'cell as heading': change(CELL, (cell) => cell.replace(/^<td/, '<th').replace(/td>$/, 'th>')),
  'heading as cell': change(/<th\b[^<>]*>[\s\S]*?<\/th>/g, (cell) =>
    cell.replace(/^<th/, '<td').replace(/th>$/, 'td>'),
  ),
  'heading changed': change(/<th\b[^<>]*>[\s\S]*?<\/th>/g, (cell, random) =>
    cell.replace(/>[^<>]*[a-z][^<>]*</i, `>${random.pick(['', 'Tag', 'Code Value', 'x'])}<`),
  ),
  'columns spanned': change(
    /colspan="\d+"/g,
    (_, random) =>
      `colspan="${random.pick(['0', '-1', '2', '3', '1e9', '1000000000', '4294967297', 'x', '', '1.5'])}"`,
  ),
  'rows spanned': change(
    /rowspan="\d+"/g,
    (_, random) =>
      `rowspan="${random.pick(['0', '-1', '2', '3', '1e9', '1000000000', '4294967297', 'x', '', '1.5'])}"`,
  ),
  'heading spanned': change(
    /<th\b[^<>]*>/g,
    (_, random) => `<th colspan="${random.pick(['2', '100', '1000000000'])}">`,
  ),
  'attribute dropped': change(/ [a-z:]+="[^"<>]*"(?=[^<>]*>)/g, () => ''),
  'attribute doubled': change(/ [a-z:]+="[^"<>]*"(?=[^<>]*>)/g, (attribute) => attribute + attribute),
  'attribute emptied': change(/="[^"<>]*"(?=[^<>]*>)/g, () => '=""'),
  'label changed': change(
    /label="[^"<>]*"/g,
    (_, random) =>
      `label="${random.pick(['', 'CID 1', 'TID 1', '6-1', 'D-1', 'C.7-1', 'x>y', '../x', 'A'])}"`,
  ),
  'link changed': change(
    /(linkend|targetptr)="[^"<>]*"/g,
    (_, random, match) =>
      `${match[1]}="${random.pick(['', 'sect_CID_29', 'table_10-1', 'table_', 'x', 'sect_CID_'])}"`,
  ),
  'caption dropped': change(/<(caption|title)>[^<>]*<\/\1>/g, () => ''),
  'caption in CDATA': change(/<(caption|title)>[^<>&]*<\/\1>/g, (found) =>
    found.replace(/>([^<>]+)</, '><![CDATA[$1]]><'),
  ),
  'table in a cell': change(CELL, (cell) =>
    cell.replace(/<\/(td|th)>$/, '<table label="C.7-1"><tbody><tr><td>x</td></tr></tbody></table></$1>'),
  ),
  'table dropped': change(TABLE, () => ''),
  'table doubled': change(TABLE, (table) => table + table),
  'table without a head': change(TABLE, (table) => table.replace(/<thead>[\s\S]*?<\/thead>/, '')),
  'head in the body': change(TABLE, (table) =>
    table.replace(/<thead>([\s\S]*?)<\/thead>\s*<tbody>/, '<tbody>$1'),
  ),
  'table as informal': change(TABLE, (table) =>
    table.replace(/^<table/, '<informaltable').replace(/table>$/, 'informaltable>'),
  ),
  'section opened': change(SECTION, (section) => `</section>${section}`),
  'section twice': change(SECTION, (section) => section + section),
  'text much longer': change(PARA, (para, random) =>
    para.replace(/>([^<>]*)</, (_, text) => `>${(text || 'x').repeat(10 + random.below(3000))}<`),
  ),
  'digits changed': change(/\d{2,}/g, (digits, random) =>
    digits.replace(/\d/, () => random.pick(['0', '9', 'x', ' ', 'O', '-'])),
  ),
  'tag of an attribute changed': change(/\([0-9A-F]{4},[0-9A-F]{4}\)/g, (tag, random) =>
    random.pick([
      tag.slice(0, -1),
      tag.replace(',', '.'),
      '(0010,0010)',
      '(GGGG,EEEE)',
      tag.toLowerCase(),
      `${tag}${tag}`,
      '',
    ]),
  ),
  'nesting changed': change(/&gt;/g, (_, random) =>
    random.pick(['', '&gt;&gt;', '&gt; &gt;', '&gt;'.repeat(40)]),
  ),
  'nested deep': insertBetween((random) => {
    const depth = random.pick([50, 300, 5000]);
    return '<note>'.repeat(depth) + '</note>'.repeat(depth);
  }),
  'many attributes': change(
    /<para\b/g,
    (tag, random) =>
      `${tag} ${Array.from({ length: random.pick([9, 300, 5000]) }, (_, n) => `a${n}="1"`).join(' ')}`,
  ),
  'references undone': change(
    /&(?:lt|gt|amp|quot);/g,
    (reference) => ({ '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' })[reference],
  ),
  'references doubled': change(/&(?=lt|gt|amp|quot)/g, () => '&amp;'),
  'encoding changed': (text, random) =>
    random.pick([
      (t) => utf8(t),
      (t) => t.replace('utf-8', 'ISO-8859-1'),
      (t) => t.replace('utf-8', 'utf-16'),
      (t) => `\xff\xfe${t}`,
    ])(text),
  'XML declaration changed': (text, random) =>
    text.replace(
      /^<\?xml.*?\?>/,
      random.pick([
        '',
        ' <?xml version="1.0"?>',
        '<?xml?>',
        '<?xml version="1.1"?>',
        '<?xml version=1.0?>',
        '<?XML version="1.0"?>',
      ]),
    ),
  'document type': (text, random) =>
    text.replace(
      '<book',
      `${random.pick(['<!DOCTYPE book>', '<!DOCTYPE book SYSTEM "file:///etc/passwd">', '<!DOCTYPE book [<!ENTITY a "b">]>'])}<book`,
    ),
  'root changed': (text, random) =>
    text.replace(/<book [^>]*>/, (tag) =>
      random.pick([
        tag.replace('label="PS3', 'label="PS4'),
        tag.replace(/label="[^"]*"/, ''),
        tag.replace('<book', '<article'),
        tag.replace(/xmlns="[^"]*"/, ''),
      ]),
    ),
  'after the end': (text, random) =>
    text + random.pick(['x', '<book/>', '<!-- -->', '\n\n', '<?x?>', '<![CDATA[x]]>', '\u0000', '&#65;']),
};
