/**
 * A rule is a SQL file: its head says in comments what it asks, of whom, and what to do; its SELECT gives one row for each thing that is judged:
 *   failed (BOOLEAN), and where it helps: id (of the row that `column` names), part (an attribute, a modality: each part has to keep the threshold), found
 *   (only what may be shown: numbers, terms, ids), n (how many things the row stands for; else 1).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const CATEGORIES = [
  'conformance, relational',
  'conformance, value',
  'conformance, computational',
  'completeness',
  'plausibility, uniqueness',
  'plausibility, atemporal',
  'plausibility, temporal',
] as const;
/** Of Kahn's framework. [Kahn 2016, eGEMs 4(1):1244] */
export type Category = (typeof CATEGORIES)[number];
export const LEVELS = ['error', 'warning', 'note'] as const;
export type Level = (typeof LEVELS)[number];

export interface QualityRule {
  /** `R03` */
  readonly code: string;
  /** One sentence that holds for good data. */
  readonly title: string;
  /** `IMAGE_OCCURRENCE.person_id`, or what of the headers is judged. */
  readonly column: string;
  readonly category: Category;
  /** Against itself and the standard, or against the clinical data of the CDM. */
  readonly context: 'verification' | 'validation';
  readonly level: Level;
  /** Per cent that may fail. */
  readonly threshold: number;
  readonly numerator: string;
  readonly denominator: string;
  /** Tables without which the rule cannot be asked. */
  readonly reads: readonly string[];
  /** Tables that it asks where they are there. */
  readonly uses: readonly string[];
  readonly source: string | undefined;
  readonly message: string;
  readonly fix: string;
  readonly sql: string;
}

const KEYS = [
  'column',
  'category',
  'context',
  'level',
  'threshold',
  'numerator',
  'denominator',
  'reads',
  'message',
  'fix',
] as const;

/** Throws if the head lacks something: the files are the program's own. */
function parseRule(text: string, file: string): QualityRule {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('--'));
  const head = new Map<string, string>();
  let key = '';
  for (const line of lines.slice(0, end)) {
    const [, name, value] = /^-- ([A-Za-z]\w*): (.*)$/.exec(line) ?? [];
    if (name !== undefined) key = name;
    head.set(key, value ?? `${head.get(key) ?? ''} ${line.replace(/^--\s*/, '')}`.trim());
  }
  const get = (name: string): string => {
    const value = head.get(name);
    if (value === undefined || value === '') throw new Error(`${file} does not say its ${name}`);
    return value;
  };
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value => {
    const value = values.find((each) => each === get(name));
    if (value === undefined)
      throw new Error(`${file}: ${name} is one of ${values.join('; ')}; found ${get(name)}`);
    return value;
  };
  const code = file.slice(0, 3).toUpperCase();
  for (const name of KEYS) get(name);
  return {
    code,
    title: get(code),
    column: get('column'),
    category: oneOf('category', CATEGORIES),
    context: oneOf('context', ['verification', 'validation']),
    level: oneOf('level', LEVELS),
    threshold: Number(get('threshold')),
    numerator: get('numerator'),
    denominator: get('denominator'),
    reads: namesIn(get('reads')),
    uses: namesIn(head.get('uses') ?? ''),
    source: head.get('source'),
    message: get('message'),
    fix: get('fix'),
    sql: lines.slice(end).join('\n').trim(),
  };
}

function namesIn(list: string): readonly string[] {
  return list.split(/,\s*/).filter((name) => name !== '');
}

const ORDER = 'RVCKPT';

/** All rules, in the order of the catalogue. `sources`: the folder that holds the rooms. */
export function readRules(sources: string): readonly QualityRule[] {
  const folder = join(sources, 'quality', 'rules');
  const placeOf = ({ code }: QualityRule) => ORDER.indexOf(code[0] ?? '') * 100 + Number(code.slice(1));
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => parseRule(readFileSync(join(folder, name), 'utf8'), name))
    .sort((a, b) => placeOf(a) - placeOf(b));
}
