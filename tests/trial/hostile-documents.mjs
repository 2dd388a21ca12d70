// Documents made to exhaust the reader: spans, nesting, includes that multiply, texts on which expressions go astray.
// Each is [part, what it is, document].

const TITLES = { 3: 'Information Object Definitions', 6: 'Data Dictionary', 16: 'Content Mapping Resource' };

function documentOf(part, body) {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<book xmlns="http://docbook.org/ns/docbook" label="PS3.${part}"><title>PS3.${part}</title>`,
    `<subtitle>DICOM PS3.${part} 2024d - ${TITLES[part]}</subtitle><chapter label="1">${body}</chapter></book>`,
  ].join('\n');
}

const row = (cells) => `<tr>${cells.map((cell) => `<td><para>${cell}</para></td>`).join('')}</tr>`;
const table = (label, caption, headings, rows) =>
  `<table label="${label}" xml:id="table_${label.replace(' ', '_')}"><caption>${caption}</caption><thead><tr>${headings
    .map((heading) => `<th>${heading}</th>`)
    .join('')}</tr></thead><tbody>${rows}</tbody></table>`;
const section = (label, body) =>
  `<section label="${label}" xml:id="sect_${label.replace(' ', '_')}"><title>T</title>${body}</section>`;
const many = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('');

/** Families of tables: part, label, caption, headings, a row that is read. */
const FAMILIES = [
  [
    6,
    '6-1',
    'Registry of DICOM Data Elements',
    ['Tag', 'Name', 'Keyword', 'VR', 'VM', ''],
    ['(0010,0010)', 'N', 'N', 'PN', '1', ''],
  ],
  [
    6,
    'A-1',
    'UID Values',
    ['UID Value', 'UID Name', 'UID Keyword', 'UID Type', 'Part'],
    ['1.2.3', 'N', 'N', 'T', 'P'],
  ],
  [16, 'CID 1', 'G', ['Coding Scheme Designator', 'Code Value', 'Code Meaning'], ['DCM', '1', 'M']],
  [
    16,
    'TID 1',
    'T',
    [
      '',
      'NL',
      'Rel with Parent',
      'VT',
      'Concept Name',
      'VM',
      'Req Type',
      'Condition',
      'Value Set Constraint',
    ],
    ['1', '', '', 'TEXT', 'EV (1, DCM, "x")', '1', 'M', '', 'DCID 1'],
  ],
  [
    16,
    'D-1',
    'DICOM Controlled Terminology Definitions',
    ['Code Value', 'Code Meaning', 'Definition', 'Notes'],
    ['1', 'M', 'D', 'Retired. Replaced by (1, DCM, "x")'],
  ],
  [
    16,
    '8-1',
    'Coding Schemes',
    ['Coding Scheme Designator', 'Coding Scheme UID', 'Description'],
    ['DCM', '1.2', 'D'],
  ],
  [
    3,
    'C.7-1',
    'Patient Module Attributes',
    ['Attribute Name', 'Tag', 'Type', 'Attribute Description'],
    ['N', '(0010,0010)', '1', 'D, in mm.'],
  ],
  [3, 'A.1-1', 'IOD Modules', ['IE', 'Module', 'Reference', 'Usage'], ['Patient', 'Patient', 'C.7', 'M']],
];
const WORDS = [
  'Defined CID Aa ',
  'CID 5 , , , ',
  'BCID 5 for ',
  'Aa ',
  '(a,b,"',
  '(1, DCM, "x") ',
  '"',
  '\u201c',
  'Table A,,,,',
  '&gt; ',
  '&gt;',
  'Include ',
  'Include Table 1 ',
  'Section C.7 ',
  'if for when ',
  'Enumerated Values ',
  'Enumerated Values A were previously defined ',
  'value 1 and 2 to 3, ',
  ' - ',
  '= ',
  ';',
  ',',
  '. ',
  '(0010,0010) ',
  'in mm, ',
  'Sequence ',
  'of the ',
  '1.2.',
  'See Section C.7.',
  'RET ',
  'retired ',
  '\u200b',
  '\u00a0',
  '&amp;',
  'x',
];

function* cellsOfWords() {
  for (const [part, label, caption, headings, good] of FAMILIES) {
    for (const words of WORDS) {
      const rows = [16_000, 1_000_000].flatMap((length) =>
        good.map((_, column) =>
          row(
            good.map((cell, index) =>
              index === column ? `${cell} ${words.repeat(length / words.length)}x` : cell,
            ),
          ),
        ),
      );
      yield [
        part,
        `cells of ${JSON.stringify(words)} in ${label}`,
        section(label, table(label, caption, headings, rows.join(''))),
      ];
    }
  }
}

function* textsOfWords() {
  for (const words of WORDS) {
    const text = `${words.repeat(1_000_000 / words.length)}x`;
    const list = `<variablelist><title>Enumerated Values: ${text}</title><varlistentry><term>${text}</term><listitem><para>${text}</para></listitem></varlistentry></variablelist>`;
    yield [
      3,
      `a section of ${JSON.stringify(words)}`,
      `<section label="C.7"><title>${text}</title><para>Enumerated Values ${text}:</para>${list}<itemizedlist><listitem><para>${text}</para></listitem></itemizedlist></section>`,
    ];
    yield [
      16,
      `a group of ${JSON.stringify(words)}`,
      section(
        'CID 1',
        `<para>${text}</para><variablelist><varlistentry><term>Type:</term><listitem><para>${text}</para></listitem></varlistentry></variablelist>`,
      ),
    ];
  }
}

const group = (cid, includes) =>
  section(
    `CID ${cid}`,
    table(
      `CID ${cid}`,
      'G',
      FAMILIES[2][3],
      row(['DCM', `c${cid}`, 'M']) +
        includes
          .map(
            (each) => `<tr><td colspan="3"><para>Include <xref linkend="sect_CID_${each}"/></para></td></tr>`,
          )
          .join(''),
    ),
  );
const macro = (label, includes, deeper) =>
  table(
    label,
    'X Macro Attributes',
    FAMILIES[6][3],
    row(['N', '(0010,0010)', '1', 'D']) +
      includes
        .map(
          (each) =>
            `<tr><td colspan="3"><para>${deeper}Include <xref linkend="table_${each}"/></para></td><td><para>BCID 5.</para></td></tr>`,
        )
        .join(''),
  );
const numbers = (count) => Array.from({ length: count }, (_, index) => index);

function* graphs() {
  for (const count of [9, 12, 100, 300]) {
    yield [
      16,
      `${count} context groups that include one another`,
      numbers(count)
        .map((cid) => group(cid, numbers(count)))
        .join(''),
    ];
    yield [
      3,
      `${count} macros that include one another`,
      section(
        'C.7',
        numbers(count)
          .map((label) =>
            macro(
              `M.${label}`,
              numbers(count).map((each) => `M.${each}`),
              '&gt;',
            ),
          )
          .join(''),
      ),
    ];
  }
  yield [
    16,
    'context groups, two includes at each of 2,000 levels',
    numbers(2000)
      .map((cid) => group(cid, [cid + 1, cid + 1, cid + 2]))
      .join(''),
  ];
  for (const deeper of ['', '&gt;']) {
    yield [
      3,
      `macros, two includes at each of 60 levels ${deeper && 'below the row'}`,
      section(
        'C.7',
        numbers(60)
          .map((label) => macro(`M.${label}`, [`M.${label + 1}`, `M.${label + 1}`], deeper))
          .join(''),
      ),
    ];
  }
  yield [
    16,
    'a chain of 1,500 context groups',
    numbers(1500)
      .map((cid) => group(cid, [cid + 1]))
      .join(''),
  ];
  yield [
    3,
    'a chain of 1,500 macros',
    section(
      'C.7',
      numbers(1500)
        .map((label) => macro(`M.${label}`, [`M.${label + 1}`], ''))
        .join(''),
    ),
  ];
}

function* shapes() {
  for (const [part, label, caption, headings, good] of FAMILIES) {
    const plain = table(label, caption, headings, row(good));
    yield [
      part,
      `a heading over 10^9 columns in ${label}`,
      section(label, plain.replace('<th>', '<th colspan="1000000000">')),
    ];
    yield [
      part,
      `a cell over 10^9 rows and columns in ${label}`,
      section(label, plain.replace('<td>', '<td rowspan="1000000000" colspan="1000000000">')),
    ];
    yield [
      part,
      `5,000 headings over 1,000 columns in ${label}`,
      section(label, plain.replace('<th>', `${'<th colspan="1000"/>'.repeat(5000)}<th>`)),
    ];
    yield [
      part,
      `20,000 cells in a row of ${label}`,
      section(label, plain.replace('<td>', `${'<td/>'.repeat(20_000)}<td>`)),
    ];
    yield [
      part,
      `cells that span all of 3,000 rows of ${label}`,
      section(
        label,
        table(
          label,
          caption,
          headings,
          many(3000, () => row(good).replaceAll('<td>', '<td rowspan="3000">')),
        ),
      ),
    ];
    yield [
      part,
      `20,000 empty tables ${label}`,
      section(label, plain.replace(/<tbody>.*/, '<tbody/></table>').repeat(20_000)),
    ];
    yield [
      part,
      `200,000 rows of nothing in ${label}`,
      section(label, table(label, caption, headings, '<tr/>'.repeat(200_000))),
    ];
    yield [
      part,
      `a label of a million characters in ${label}`,
      section(label, plain.replace(`label="${label}"`, `label="${label} ${'x'.repeat(1_000_000)}"`)),
    ];
  }
  for (const depth of [200, 300, 100_000]) {
    yield [3, `elements ${depth} deep`, section('C.7', '<note>'.repeat(depth) + '</note>'.repeat(depth))];
    yield [3, `sections ${depth} deep`, '<section label="C.7">'.repeat(depth) + '</section>'.repeat(depth)];
    yield [
      3,
      `tables ${depth} deep`,
      section('C.7', '<table><tbody><tr><td>'.repeat(depth) + '</td></tr></tbody></table>'.repeat(depth)),
    ];
    yield [
      3,
      `lists ${depth} deep`,
      section(
        'C.7',
        '<variablelist><varlistentry><term>A</term><listitem>'.repeat(depth / 4) +
          '</listitem></varlistentry></variablelist>'.repeat(depth / 4),
      ),
    ];
  }
  yield [3, '100,000 attributes', section('C.7', `<para ${many(100_000, (n) => `a${n}="1" `)}/>`)];
  yield [3, '100,000 sections', many(100_000, (n) => `<section label="C.${n}"/>`)];
  yield [3, 'a million comments', section('C.7', '<!---->'.repeat(1_000_000))];
  yield [3, 'a million references', section('C.7', `<para>${'&#65;'.repeat(1_000_000)}</para>`)];
  yield [3, 'a million parts of CDATA', section('C.7', `<para>${'<![CDATA[a]]>'.repeat(500_000)}</para>`)];
  yield [3, 'a reference of a million digits', section('C.7', `<para>&#${'0'.repeat(1_000_000)}65;</para>`)];
  yield [
    3,
    '50,000 names of elements',
    section(
      'C.7',
      many(50_000, (n) => `<e${n}/>`),
    ),
  ];
  yield [
    3,
    '50,000 prefixes',
    `<para ${many(250, (n) => `xmlns:p${n}="http://docbook.org/ns/docbook" `)}/>${many(50_000, (n) => `<e${n}/>`)}`,
  ];
}

/** All of them; the quick ones leave out the long texts. */
export function* hostileDocuments(isQuick) {
  for (const cases of isQuick ? [shapes, graphs] : [shapes, graphs, cellsOfWords, textsOfWords]) {
    for (const [part, what, body] of cases()) yield [part, what, Buffer.from(documentOf(part, body))];
  }
}
