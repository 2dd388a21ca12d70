// Damaged documents: what expat calls malformed is refused, what it calls well-formed is read whole or refused with a
// word, and nothing breaks the reader. Respelled documents: the same facts.
import { PARTS, readEdition } from './documents.mjs';
import { MUTATORS } from './mutators.mjs';
import { makeRandom } from './random.mjs';
import { makeJudge, makeReader } from './reading.mjs';
import { SPELLINGS } from './spellings.mjs';

/** One of so many mutants is of a whole part, the rest of the cut one. */
const WHOLE = 25;
/** Refusals of a well-formed document that are a promise, not a fault. */
const PROMISED = new Set([
  'document-has-doctype',
  'document-limit',
  'document-not-dicom',
  'document-not-utf8',
  'document-is-html',
  'document-not-xml',
  'other-part',
]);

/** The mutant of a seed: which part, which damage, its bytes. */
export function makeMutant(edition, seed) {
  const random = makeRandom(seed);
  const part = random.pick(PARTS);
  const source = random.below(WHOLE) === 0 ? edition[part].whole : edition[part].cut;
  const names = Object.keys(MUTATORS);
  for (;;) {
    const name = random.pick(names);
    const text = MUTATORS[name](source, random);
    if (text !== undefined && text !== source) return { part, name, bytes: Buffer.from(text, 'latin1') };
  }
}

/** The respelled document of a seed; `plain` is what it must equal. */
export function makeSpelling(edition, seed) {
  const random = makeRandom(seed);
  const part = random.pick(PARTS);
  const name = random.pick(Object.keys(SPELLINGS));
  const plain = edition[part].cut;
  return {
    part,
    name,
    plain: Buffer.from(plain, 'latin1'),
    bytes: Buffer.from(SPELLINGS[name](plain, random), 'latin1'),
  };
}

/** What is wrong with a reading, by what the judge says: [kind, what], or undefined. */
function findFault(answer, verdict) {
  if (answer.hang) return ['hang', 'not read within the time'];
  if (answer.abort) return ['abort', answer.abort];
  if (answer.internal) return ['internal fault', answer.internal.split('\n').slice(0, 3).join(' ')];
  if (answer.refused) {
    const [first] = answer.refused;
    if (!first?.message && first?.code !== 'other-part')
      return ['refused without a word', JSON.stringify(first)];
    if (verdict && !verdict.fault && !PROMISED.has(first.code))
      return ['well-formed refused', `${first.code}: ${first.message}`];
    return undefined;
  }
  if (!verdict) return undefined;
  if (verdict.fault) return ['malformed accepted', verdict.fault];
  return findLoss(answer, verdict);
}

/** A row that expat sees and nobody accounts for, or a cell that is published under another heading. */
function findLoss({ counts, cells, diagnostics, tables }, verdict) {
  const read = counts.reduce((sum, count) => sum + count.read, 0);
  const refused = counts.reduce((sum, count) => sum + count.refused, 0);
  const used = counts.reduce((sum, count) => sum + count.used, 0);
  const rows = verdict.tables.reduce((sum, [, count]) => sum + count, 0);
  if (tables !== verdict.tables.length)
    return ['silent loss', `${tables} tables read, ${verdict.tables.length} are there`];
  if (read !== rows) return ['silent loss', `${read} rows read, ${rows} are there`];
  if (used + refused !== read) return ['silent loss', `${used} used and ${refused} refused of ${read}`];
  if (refused > 0 && diagnostics.length === 0)
    return ['silent loss', `${refused} rows refused without a word`];
  const seen = new Map();
  for (const [label, row, texts] of verdict.cells) {
    const key = `${label} ${row}`;
    seen.set(key, [...(seen.get(key) ?? []), Object.fromEntries(texts)]);
  }
  for (const [key, published] of Object.entries(cells)) {
    const printed = seen.get(key);
    if (!printed) continue;
    const isShifted = printed.every((row) =>
      Object.entries(published).some(
        ([heading, text]) => heading in row && squeeze(row[heading]) !== squeeze(text),
      ),
    );
    if (isShifted)
      return [
        'value under another heading',
        `${key}: ${JSON.stringify(published)} printed ${JSON.stringify(printed)}`,
      ];
  }
  return undefined;
}

/** Keywords, tags and codes are published without the blanks that break them across lines. */
function squeeze(text) {
  return text.replace(/\s/g, '').toUpperCase();
}

/** Runs both; `tell` gets each failure. Gives the figures. */
export async function tryMutants({ root, seed, count, tell, progress }) {
  const edition = readEdition(root);
  const judge = await makeJudge();
  const reader = makeReader(root);
  const figures = {
    mutants: 0,
    refused: 0,
    spellings: 0,
    slowest: 0,
    failures: 0,
    judged: judge !== undefined,
    byMutator: {},
  };
  const fail = (kind, each, name, what) => {
    figures.failures += 1;
    tell({ kind, what: `${name}: ${what}`, repeat: `make trial SEED=${each} N=1 KILLS=0` });
  };
  for (let each = seed; each < seed + count; each += 1) {
    const { part, name, bytes } = makeMutant(edition, each);
    const [answer, verdict] = await Promise.all([reader.read({ part, bytes }), judge?.judge(bytes)]);
    figures.mutants += 1;
    figures.slowest = Math.max(figures.slowest, answer.seconds);
    if (answer.refused) figures.refused += 1;
    const fault = findFault(answer, verdict);
    if (fault) fail(fault[0], each, `PS3.${part}, ${name}`, fault[1]);
    if ((each - seed) % 5 === 0) {
      const spelled = makeSpelling(edition, each);
      const facts = await reader.read({ part: spelled.part, bytes: spelled.bytes, wantFacts: true });
      const plain = await reader.read({ part: spelled.part, bytes: spelled.plain, wantFacts: true });
      figures.spellings += 1;
      if (plain.facts === undefined || facts.facts !== plain.facts) {
        fail('spelling read otherwise', each, `PS3.${spelled.part}, ${spelled.name}`, describe(facts, plain));
      }
    }
    progress(figures);
  }
  judge?.end();
  await reader.end();
  return figures;
}

function describe(spelled, plain) {
  if (!spelled.facts || !plain.facts) return JSON.stringify([spelled, plain]).slice(0, 400);
  const at = [...plain.facts].findIndex((letter, index) => letter !== spelled.facts[index]);
  return `${plain.facts.slice(at - 60, at + 60)} | ${spelled.facts.slice(at - 60, at + 60)}`;
}
