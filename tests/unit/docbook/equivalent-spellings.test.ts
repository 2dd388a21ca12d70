import { describe, expect, test } from '@jest/globals';
import { readDocument } from '../../../src/docbook/document.js';
import { textOf } from '../../../src/docbook/element.js';
import { readTable } from '../../../src/docbook/table.js';
import { readProse } from '../../../src/docbook/variable-list.js';
import { documentOf } from '../../support/standard-document.js';

const BODY = `<section label="C.7" xml:id="sect_C.7"><title>Common &amp; Modules</title><para>Prose µ</para>
<table label="C.7-1" xml:id="table_C.7-1"><caption>Patient Module</caption>
<thead><tr><th>Name</th><th>Tag</th></tr></thead>
<tbody><tr><td><para>Patient's Name</para></td><td><para>(0010,0010)</para></td></tr>
<tr><td colspan="2"><para>Include <xref linkend="table_10-1"/></para></td></tr></tbody></table></section>`;
const DOCUMENT = documentOf(3, '2024d', BODY);

/** Everything that a reader of the document can ask for. */
function readAll(xml: string) {
  const { value, diagnostics } = readDocument(Buffer.from(xml), 'part03.xml');
  if (!value) return diagnostics;
  const { part, edition, title, outline } = value;
  return {
    part,
    edition,
    title,
    sections: outline.sections.map((section) => ({
      label: section.label,
      title: section.title,
      xmlId: section.xmlId,
      prose: textOf(readProse(outline, section)),
    })),
    tables: outline.tables.map((piece) => {
      const { label, caption, xmlId, headings, rows } = readTable(outline, piece);
      const cells = rows.map((row) => row.cells.map(({ text, column, colspan }) => [text, column, colspan]));
      return { label, caption, xmlId, headings, cells, section: piece.section.label };
    }),
  };
}

const spellings: readonly { readonly title: string; readonly respell: (xml: string) => string }[] = [
  {
    title: 'values in apostrophes',
    respell: (xml) => xml.replace(/<([^?][^<>]*)>/g, (tag) => tag.replaceAll('"', "'")),
  },
  { title: 'blanks around "="', respell: (xml) => xml.replace(/(\w)="/g, '$1 =\n"') },
  { title: 'blanks at the end of tags', respell: (xml) => xml.replace(/(<\/?\w[^<>?]*?)(\/?>)/g, '$1\t$2') },
  { title: 'empty elements in two tags', respell: (xml) => xml.replace(/<(xref [^>]*)\/>/g, '<$1></xref>') },
  { title: 'lines that end in CR LF', respell: (xml) => xml.replaceAll('\n', '\r\n') },
  {
    title: 'characters as references',
    respell: (xml) => xml.replace(/µ/g, '&#xB5;').replaceAll('Name', '&#78;&#x0061;me'),
  },
  {
    title: 'text in CDATA',
    respell: (xml) =>
      xml
        .replace('Common &amp; Modules', '<![CDATA[Common & Modules]]>')
        .replaceAll('Patient', 'Pat<![CDATA[ien]]>t')
        .replace('DICOM PS3.3', '<![CDATA[DICOM PS3.3]]>'),
  },
  {
    title: 'comments inside of text',
    respell: (xml) => xml.replaceAll('Patient', 'Pat<!-- </para><table> -->ient'),
  },
  {
    title: 'instructions that hold markup',
    respell: (xml) =>
      xml
        .replaceAll('<para>', '<para><?x <table> </section> ?>')
        .replace('<table label', '<?x <table> ?><table label'),
  },
  {
    title: 'markup in the value of an attribute before the label',
    respell: (xml) => xml.replaceAll('label="C', 'remap="a > b /&gt; &lt;table>" label="C'),
  },
  {
    title: 'attributes in another order',
    respell: (xml) => xml.replace(/(label="[^"]*") (xml:id="[^"]*")/g, '$2 $1'),
  },
  {
    title: 'a start tag of 10,000 characters',
    respell: (xml) => xml.replace('<table ', `<table ${' '.repeat(10_000)}role="${'x'.repeat(10_000)}" `),
  },
  {
    title: 'a prefix for DocBook',
    respell: (xml) => xml.replace(/(<\/?)([a-z])/g, '$1db:$2').replace('xmlns=', 'xmlns:db='),
  },
  {
    title: 'a title inside of info',
    respell: (xml) => xml.replace(/(<section [^>]*>)(<title>.*?<\/title>)/, '$1<info>$2</info>'),
  },
  {
    title: 'layout on every cell',
    respell: (xml) => xml.replace(/<td>/g, '<td align="left" colspan="1" rowspan="1">'),
  },
  { title: 'no XML declaration', respell: (xml) => xml.replace(/^<\?.*\?>\n/, '') },
  { title: 'a byte order mark', respell: (xml) => `\uFEFF${xml}` },
];

describe('equivalent spellings of one document', () => {
  const plain = readAll(DOCUMENT);

  test('the document has what the spellings change', () => {
    expect(plain).toMatchObject({
      edition: '2024d',
      sections: [{}, {}, { label: 'C.7', title: 'Common & Modules', prose: 'Common & Modules Prose µ' }],
      tables: [
        {
          label: 'C.7-1',
          caption: 'Patient Module',
          headings: ['Name', 'Tag'],
          cells: [
            [
              ["Patient's Name", 0, 1],
              ['(0010,0010)', 1, 1],
            ],
            [['Include Table 10-1', 0, 2]],
          ],
        },
      ],
    });
  });

  test.each(spellings)('$title: the same', ({ respell }) => {
    const spelled = respell(DOCUMENT);
    expect(spelled).not.toBe(DOCUMENT);
    expect(readAll(spelled)).toEqual(plain);
  });
});
