/** Asks the rules one after the other, and counts: a rule whose tables are not there is not run, and says which. */
import type { Engine } from '../harvest/engine.js';
import { askEngine, type Question, type Questions } from './questions.js';
import type { Level, QualityRule } from './rule-file.js';

export type Status = 'passed' | 'failed' | 'nothing to judge' | 'not run';

export interface PartResult {
  /** Attribute, modality or what the rule counts by; undefined for a rule without parts. */
  readonly part: string | undefined;
  readonly failed: number;
  readonly total: number;
}

export interface RuleResult {
  readonly rule: QualityRule;
  readonly status: Status;
  readonly threshold: number;
  readonly level: Level;
  readonly failed: number;
  readonly total: number;
  /** Those that hold more than the threshold first, then by their share. */
  readonly parts: readonly PartResult[];
  /** `12: 45` a few of what failed: id and what was found. */
  readonly examples: readonly string[];
  /** Why it was not run, or what is not there that it judges. */
  readonly reason: string | undefined;
}

/** A site's own choice for a rule. */
export interface RuleChoice {
  readonly code: string;
  readonly threshold: number | undefined;
  readonly level: Level | undefined;
}

export interface RunOptions {
  /** Table -> why it is not there. */
  readonly absent: ReadonlyMap<string, string>;
  /** All rules with their own thresholds if undefined. */
  readonly choices?: readonly RuleChoice[] | undefined;
}

const EXAMPLES = 3;

/** A rule and what is asked for it; nothing where a table is not there. */
export interface PlannedRule {
  readonly rule: QualityRule;
  readonly threshold: number;
  readonly level: Level;
  readonly reason: string | undefined;
  readonly questions: RuleQuestions | undefined;
}

interface RuleQuestions {
  /** part, failed, total */
  readonly counted: Question;
  /** part, id, found of a few that failed */
  readonly shown: Question;
}

/** The engine tells the columns of a rule; nothing is asked yet. */
export async function planRules(
  engine: Engine,
  rules: readonly QualityRule[],
  { absent, choices }: RunOptions,
): Promise<readonly PlannedRule[]> {
  const planned: PlannedRule[] = [];
  for (const rule of rules) {
    const choice = choices?.find(({ code }) => code === rule.code);
    if (choices && !choice) continue;
    const missing = rule.reads.find((name) => absent.has(name));
    planned.push({
      rule,
      threshold: choice?.threshold ?? rule.threshold,
      level: choice?.level ?? rule.level,
      reason: missing === undefined ? undefined : (absent.get(missing) ?? missing),
      questions: missing === undefined ? await formatQuestions(engine, rule) : undefined,
    });
  }
  return planned;
}

/** All that may be asked of them. */
export function listQuestions(planned: readonly PlannedRule[]): readonly Question[] {
  return planned.flatMap(({ questions }) => (questions ? [questions.counted, questions.shown] : []));
}

export async function askRules(
  questions: Questions,
  planned: readonly PlannedRule[],
): Promise<readonly RuleResult[]> {
  const results: RuleResult[] = [];
  for (const { questions: asked, reason, ...plan } of planned) {
    results.push(
      asked
        ? { ...plan, ...(await judge(questions, asked, plan)) }
        : { ...plan, failed: 0, total: 0, parts: [], examples: [], status: 'not run', reason },
    );
  }
  return results;
}

export async function runRules(
  engine: Engine,
  rules: readonly QualityRule[],
  options: RunOptions,
): Promise<readonly RuleResult[]> {
  return askRules(askEngine(engine), await planRules(engine, rules, options));
}

async function formatQuestions(engine: Engine, rule: QualityRule): Promise<RuleQuestions> {
  const columns = await engine.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${rule.sql}`);
  const types = new Map(columns.map(({ column_name, column_type }) => [column_name, column_type]));
  const cell = (name: string, otherwise: string) => (types.has(name) ? `r.${name}` : otherwise);
  const n = cell('n', '1');
  const nothing = 'CAST(NULL AS VARCHAR)';
  const part = cell('part', nothing);
  const found = types.get('found') === 'DOUBLE' ? 'shown_number(r.found)' : cell('found', nothing);
  const name = `rule_${rule.code.toLowerCase()}`;
  return {
    counted: {
      name,
      sql: `SELECT part, CAST(sum(CASE WHEN failed THEN n ELSE 0 END) AS BIGINT) AS failed, CAST(sum(n) AS BIGINT) AS total
FROM (SELECT ${part} AS part, r.failed, ${n} AS n FROM (
${rule.sql}
) r) judged
GROUP BY part`,
      order: 'part',
    },
    shown: {
      name: `${name}_shown`,
      sql: `SELECT DISTINCT part, id, found
FROM (SELECT ${part} AS part, ${cell('id', nothing)} AS id, CAST(${found} AS VARCHAR) AS found, r.failed FROM (
${rule.sql}
) r) judged
WHERE failed
ORDER BY part NULLS LAST, id NULLS LAST, found NULLS LAST
LIMIT ${EXAMPLES}`,
      order: 'part, id, found',
      onlyIfFailed: name,
    },
  };
}

async function judge(
  questions: Questions,
  { counted, shown }: RuleQuestions,
  { rule, threshold }: Pick<PlannedRule, 'rule' | 'threshold'>,
): Promise<Omit<RuleResult, 'rule' | 'threshold' | 'level'>> {
  const counts = await questions.answer<{
    part: string | null;
    failed: number | null;
    total: number | null;
  }>(counted);
  const share = ({ failed, total }: PartResult) => (total === 0 ? 0 : (100 * failed) / total);
  const parts = counts
    .map(({ part, failed, total }) => ({ part: part ?? undefined, failed: failed ?? 0, total: total ?? 0 }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => share(b) - share(a) || b.total - a.total);
  const failed = parts.reduce((sum, part) => sum + part.failed, 0);
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  const isBroken = parts.some((part) => share(part) > threshold);
  const examples =
    failed === 0
      ? []
      : await questions.answer<{ part: string | null; id: number | string | null; found: string | null }>(
          shown,
        );
  return {
    status: total === 0 ? 'nothing to judge' : isBroken ? 'failed' : 'passed',
    failed,
    total,
    parts: parts.length === 1 && parts[0]?.part === undefined ? [] : parts,
    examples: examples.flatMap(({ part, id, found }) => {
      const words = [part, id, found].filter((each) => each !== null).map(String);
      return words.length === 0 ? [] : [words.join(': ')];
    }),
    reason: total === 0 ? `none are there: ${rule.denominator}` : undefined,
  };
}

/** Whether a result of that level, or a worse one, failed. */
export function hasFailed(results: readonly RuleResult[], level: Level): boolean {
  const counts: Record<Level, readonly Level[]> = {
    error: ['error'],
    warning: ['error', 'warning'],
    note: ['error', 'warning', 'note'],
  };
  return results.some((result) => result.status === 'failed' && counts[level].includes(result.level));
}
