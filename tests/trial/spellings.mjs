// Other spellings of the same document: what a reader of XML cannot tell apart. All facts must be the same.

/** Applies to each match with the given chance. */
const some =
  (pattern, make, chance = 0.3) =>
  (text, random) =>
    text.replace(pattern, (...match) => (random.chance(chance) ? make(match, random) : match[0]));
const utf8 = (text) => Buffer.from(text).toString('latin1');

const NOISE = [
  '<!-- -->',
  '<!-- <table> </section> & -->',
  '<?x?>',
  '<?x <table> </td> ?>',
  '<![CDATA[]]>',
  '<!--\n\n-->',
];
const WORD = /(?<=>[^<>&]*)[A-Za-z](?=[^<>&]*<)/g;

/** name -> the text (one character a byte) spelled otherwise. */
export const SPELLINGS = {
  'values in apostrophes': some(/="([^"']*)"(?=[^<>]*>)/g, ([, value]) => `='${value}'`),
  'blanks around "="': some(
    / ([a-z:]+)="/g,
    ([, name], random) => `${random.pick([' ', '\n', '\t', '  '])}${name} =\n "`,
  ),
  'blanks at the end of tags': some(
    /(<\/?[a-z][^<>]*?)(\/?>)/g,
    ([, tag, end], random) => `${tag}${random.pick([' ', '\n', '\t\t'])}${end}`,
  ),
  'attributes in another order': some(
    /<([a-z]+)((?: [a-z:]+="[^"]*"){2,})/g,
    ([, name, all]) =>
      `<${name} ${all
        .trim()
        .split(/(?<=") /)
        .reverse()
        .join(' ')}`,
  ),
  'noise between tags': some(/<\/?[a-z][^<>]*>(?!\s*$)/g, ([tag], random) => tag + random.pick(NOISE), 0.05),
  'noise inside of words': some(WORD, ([letter], random) => letter + random.pick(NOISE), 0.02),
  'letters as references': some(
    WORD,
    ([letter], random) =>
      random.pick([
        `&#${letter.charCodeAt(0)};`,
        `&#x${letter.charCodeAt(0).toString(16)};`,
        `&#x000${letter.charCodeAt(0).toString(16).toUpperCase()};`,
      ]),
    0.05,
  ),
  'letters in CDATA': some(WORD, ([letter]) => `<![CDATA[${letter}]]>`, 0.05),
  'texts in CDATA': some(/>([^<>&\]]*[^\s<>&\]][^<>&\]]*)</g, ([, text]) => `><![CDATA[${text}]]><`),
  'references in CDATA': some(
    /&(lt|gt|amp);/g,
    ([, name]) => `<![CDATA[${{ lt: '<', gt: '>', amp: '&' }[name]}]]>`,
  ),
  'empty elements in two tags': some(
    /<([a-z]+)((?: [a-z:]+="[^"]*")*)\/>/g,
    ([, name, attributes]) => `<${name}${attributes}></${name}>`,
  ),
  'two tags as one': some(
    /<(para|td|listitem)((?: [a-z:]+="[^"]*")*)><\/\1>/g,
    ([, name, attributes]) => `<${name}${attributes}/>`,
  ),
  'lines that end in CR LF': (text) => text.replaceAll('\n', '\r\n'),
  'attributes with markup before the others': some(
    /<(table|section|td|th|tr) /g,
    ([, name]) => `<${name} remap="a > b &lt;table> /> ]]&gt;" `,
  ),
  'start tags of thousands of characters': some(
    /<(table|section) /g,
    ([, name], random) => `<${name}${' \n'.repeat(random.below(5000))} `,
    0.02,
  ),
  'a prefix for DocBook': (text) => text.replace(/(<\/?)([a-z])/g, '$1d:$2').replace('xmlns=', 'xmlns:d='),
  'a byte order mark': (text) => utf8('\ufeff') + text,
  'no XML declaration': (text) => text.replace(/^<\?xml.*?\?>\s*/, ''),
  'instructions around the root': (text) =>
    `${text.replace('<book', '<?a <book> ?><!-- <book> --><book')}<?b?><!-- -->\n`,
};
