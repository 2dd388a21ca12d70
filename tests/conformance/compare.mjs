// Compares the facts tables of a release with facts that were written down independently of the XML
// (expected/*.json). Usage: node compare.mjs RELEASE_DIR EXPECTED_DIR. Exit code 1 if a family is below its bar.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [releaseDirectory, expectedDirectory] = process.argv.slice(2);
const SHOWN = 12;

function table(name) {
  const [header, ...lines] = readFileSync(join(releaseDirectory, 'standard', `${name}.tsv`), 'utf8')
    .replace(/\n$/, '')
    .split('\n');
  const columns = header.split('\t');
  return lines.map((line) =>
    Object.fromEntries(line.split('\t').map((cell, index) => [columns[index], cell])),
  );
}
const expected = (name) => JSON.parse(readFileSync(join(expectedDirectory, `${name}.json`), 'utf8'));
const label = (id) => (id ?? '').replace(/^(?:table|sect)_/, '');
const text = (value) =>
  (value ?? '')
    .toString()
    .normalize('NFC')
    .replace(/[\u00ad\u200b]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
const key = (...cells) => cells.map(text).join(' | ');

let failed = false;
function compare(family, wanted, got, bar) {
  const count = (keys) =>
    keys.reduce((counts, each) => counts.set(each, (counts.get(each) ?? 0) + 1), new Map());
  const wantedCounts = count(wanted);
  const gotCounts = count(got);
  const missing = [...wantedCounts].flatMap(([each, n]) =>
    Array(Math.max(0, n - (gotCounts.get(each) ?? 0))).fill(each),
  );
  const extra = [...gotCounts].flatMap(([each, n]) =>
    Array(Math.max(0, n - (wantedCounts.get(each) ?? 0))).fill(each),
  );
  const share = wanted.length === 0 ? 1 : 1 - missing.length / wanted.length;
  const ok = share >= bar;
  failed ||= !ok;
  console.log(
    `${ok ? 'ok  ' : 'FAIL'} ${family.padEnd(28)} wanted ${String(wanted.length).padStart(6)}  found ${(100 * share).toFixed(2).padStart(6)} %  missing ${String(missing.length).padStart(5)}  extra ${String(extra.length).padStart(5)}`,
  );
  for (const each of missing.slice(0, SHOWN)) console.log(`       missing  ${each.slice(0, 200)}`);
  for (const each of extra.slice(0, SHOWN)) console.log(`       extra    ${each.slice(0, 200)}`);
}

compare(
  'attributes',
  expected('attributes').map((a) =>
    key(a.tag, a.name, a.keyword, a.vr, a.vm, a.remark, a.retired, label(a.table)),
  ),
  table('attributes').map((a) => key(a.tag, a.name, a.keyword, a.vr, a.vm, a.remark, a.retired, a.registry)),
  1,
);
const uids = expected('uids');
const uidTypes = new Map([
  ['A-2', 'Well-known frame of reference'],
  ['A-3', 'Context Group'],
]);
compare(
  'uids',
  uids.map((u) => key(u.uid, u.name, u.type ?? uidTypes.get(label(u.table)))),
  table('uids').map((u) => key(u.uid, u.name, u.type)),
  1,
);
compare(
  'coding_schemes',
  expected('coding_schemes').flatMap(({ rows }) =>
    rows.map((cells) => key(cells[0], cells[1], cells.at(-1))),
  ),
  table('coding_schemes').map((s) => key(s.designator, s.uid, s.description)),
  1,
);
const groups = expected('context_groups');
compare(
  'context_groups',
  groups.map((g) => key(g.cid, g.name, g.extensible, g.version)),
  table('context_groups').map((g) => key(g.cid, g.title, g.extensible, g.version)),
  1,
);
compare(
  'context_group_members',
  groups.flatMap((g) => g.rows.filter((cells) => cells.some(Boolean)).map((cells) => key(g.cid, ...cells))),
  table('context_group_members').map((m) => key(m.cid, m.scheme, m.code, m.meaning)),
  1,
);
compare(
  'context_group_includes',
  groups.flatMap((g) => g.includes.map((cid) => key(g.cid, cid))),
  table('context_group_includes').map((i) => key(i.cid, i.included_cid)),
  1,
);
compare(
  'code_definitions',
  expected('dcm_codes').map((c) => key(c.code, c.meaning, c.definition, c.notes, c.retired)),
  table('code_definitions').map((c) => key(c.code, c.meaning, c.definition, c.notes, c.retired)),
  1,
);
compare(
  'body_parts',
  expected('body_parts').flatMap(({ columns, rows }) =>
    columns.includes('Body Part Examined')
      ? rows.map((cells) => {
          const cell = (name) => cells[columns.indexOf(name)] ?? '';
          return key(
            cell('SNOMED Code Value') || cell('Code Value'),
            cell('Code Meaning'),
            cell('Body Part Examined'),
          );
        })
      : [],
  ),
  table('body_parts').map((b) => key(b.code, b.meaning, b.body_part_examined)),
  1,
);
const tables = expected('tables');
const kinds = { normalized_iod: 'iod' };
compare(
  'modules',
  tables.map((t) => key(label(t.id), t.caption, kinds[t.kind] ?? t.kind)),
  table('modules').map((t) => key(t.table, t.title, t.kind)),
  1,
);
compare(
  'module_rows',
  Object.entries(expected('table_rows')).flatMap(([id, rows]) =>
    rows
      .filter((row) => row.kind !== 'text')
      .map((row) => key(label(id), row.depth, row.kind, row.tag, row.name, row.type, label(row.target))),
  ),
  table('module_rows').map((r) => key(r.table, r.depth, r.kind, r.tag, r.name, r.type, r.include_table)),
  1,
);
compare(
  'iod_modules',
  tables.flatMap((t) =>
    (t.rows ?? []).map((row) => key(label(t.id), Array.isArray(row) ? row.at(-3) : row.module)),
  ),
  table('iod_modules').map((r) => key(r.table, r.module)),
  0,
);
const terms = expected('terms');
const kindOf = { RetiredDefined: 'Defined', Other: 'Defined' };
const numberOf = (title) => /Value (\d)(?! is)/.exec(title ?? '')?.[1];
compare(
  'value_terms in cells',
  terms
    .filter((t) => t.table)
    .flatMap((t) =>
      t.terms.map(([value, meaning]) =>
        key(
          label(t.table),
          t.path.join('>'),
          kindOf[t.kind] ?? t.kind,
          /if|when/.test(t.title ?? '') ? '' : numberOf(t.title),
          value,
          meaning,
        ),
      ),
    ),
  table('value_terms')
    .filter((t) => t.at.includes(' Table '))
    .map((t) => key(t.table, t.path, t.kind, t.value_number, t.value, t.meaning)),
  0.995,
);
const sectionTerms = terms
  .filter((t) => t.section)
  .flatMap((t) => t.terms.map((term) => key(label(t.section), ...term)));
compare(
  'value_terms in sections',
  [...new Set(sectionTerms)],
  [
    ...new Set(
      table('value_terms')
        .filter((t) => t.at.includes(' Section '))
        .map((t) => key(/Section (\S+)/.exec(t.at)[1], t.value, t.meaning)),
    ),
  ],
  0.995,
);
compare(
  'bindings',
  expected('cid_bindings').map((b) =>
    key(
      label(b.table),
      b.macro === 'table_8.8-1' ? b.path.join('>') : b.path.join('>').concat('*'),
      b.kind,
      b.cid,
    ),
  ),
  table('bindings').map((b) => {
    const strength = b.strength.toLowerCase();
    const other = expected('cid_bindings').find(
      (e) =>
        e.macro !== 'table_8.8-1' &&
        label(e.table) === b.table &&
        e.cid === b.cid &&
        b.path.startsWith(e.path.join('>')),
    );
    return key(b.table, other ? other.path.join('>').concat('*') : b.path, strength, b.cid);
  }),
  0.995,
);
process.exitCode = failed ? 1 : 0;
