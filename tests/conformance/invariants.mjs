// What must hold of the release of any edition. Usage: node invariants.mjs RELEASE_DIR
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const release = process.argv[2];
let failed = false;
const check = (title, wrong) => {
  failed ||= wrong.length > 0;
  console.log(
    `${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${title}${
      wrong.length > 0
        ? `: ${wrong.length}, e.g. ${wrong
            .slice(0, 3)
            .map((each) => JSON.stringify(each))
            .join('; ')}`
        : ''
    }`,
  );
};
const rows = (name) => {
  const [header, ...lines] = readFileSync(join(release, name), 'utf8')
    .replace(/^(?:#.*\n)*/, '')
    .replace(/\n$/, '')
    .split('\n');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return cells.length === columns.length
      ? Object.fromEntries(cells.map((cell, index) => [columns[index], cell]))
      : { ragged: line };
  });
};
const manifest = JSON.parse(readFileSync(join(release, 'manifest.json'), 'utf8'));
check(
  'rows used and refused add up to rows read in every table',
  manifest.tables.filter((t) => t.used + t.refused !== t.read),
);
const refused = manifest.tables.filter((t) => t.refused > 0);
const places = rows('diagnostics.tsv').map((d) => d.at);
check(
  'every table with refused rows has a diagnostic that names it',
  refused.filter(
    (t) =>
      !places.some(
        (at) =>
          at.includes(`PS3.${t.part} `) && (at.includes(`Table ${t.table} `) || at.includes(` ${t.table} `)),
      ),
  ),
);
check(
  'no row is ragged',
  Object.keys(manifest.files)
    .filter((name) => /\.(?:tsv|csv)$/.test(name))
    .flatMap((name) => rows(name).filter((row) => row.ragged)),
);
const concepts = rows('CONCEPT.csv');
const ids = new Set(concepts.map((c) => c.concept_id));
check('concept ids are unique', concepts.length === ids.size ? [] : [concepts.length - ids.size]);
const relationships = rows('CONCEPT_RELATIONSHIP.csv');
check(
  'both ends of every link are in the release',
  relationships.filter((r) => !ids.has(r.concept_id_1) || !ids.has(r.concept_id_2)),
);
const keys = new Set(
  relationships.map(
    (r) => `${r.concept_id_1} ${r.concept_id_2} ${r.relationship_id} ${r.valid_end_date} ${r.invalid_reason}`,
  ),
);
const reverse = new Map(rows('RELATIONSHIP.csv').map((r) => [r.relationship_id, r.reverse_relationship_id]));
check(
  'every link has its reverse, with the same end',
  relationships.filter(
    (r) =>
      !keys.has(
        `${r.concept_id_2} ${r.concept_id_1} ${reverse.get(r.relationship_id)} ${r.valid_end_date} ${r.invalid_reason}`,
      ),
  ),
);
check(
  'no name is over 255 characters, untrimmed or with a double quote',
  concepts.filter(
    (c) =>
      [...c.concept_name].length > 255 ||
      c.concept_name.trim() !== c.concept_name ||
      c.concept_name.includes('"'),
  ),
);
check(
  'no code is over 50 characters',
  concepts.filter((c) => [...c.concept_code].length > 50),
);
check(
  'no invisible character is left',
  [...concepts, ...rows('standard/attributes.tsv'), ...rows('standard/context_group_members.tsv')].filter(
    (row) => /[\u00ad\u200b-\u200f\u2060\ufeff\u00a0]/.test(Object.values(row).join('')),
  ),
);
check(
  'deprecated exactly if it has ended',
  concepts.filter((c) => (c.invalid_reason === '') !== (c.valid_end_date === '20991231')),
);
const attributes = new Map(rows('standard/attributes.tsv').map((a) => [a.tag, a]));
const moduleTags = rows('standard/module_rows.tsv').filter(
  (r) => r.kind === 'attribute' && r.name !== 'Include',
);
const unknown = [
  ...new Set(moduleTags.filter((r) => !attributes.has(r.tag)).map((r) => `${r.tag} ${r.name}`)),
];
console.log(
  `     tags of module rows that PS3.6 does not have: ${unknown.length} (${unknown.slice(0, 8).join('; ')})`,
);
process.exitCode = failed ? 1 : 0;
