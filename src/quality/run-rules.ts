/** Asks the rules one after the other, and counts: a rule whose tables are not there is not run, and says which. */
import type { Engine } from '../harvest/engine.js';
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
  /** Why it was not run. */
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

export async function runRules(
  engine: Engine,
  rules: readonly QualityRule[],
  { absent, choices }: RunOptions,
): Promise<readonly RuleResult[]> {
  const results: RuleResult[] = [];
  for (const rule of rules) {
    const choice = choices?.find(({ code }) => code === rule.code);
    if (choices && !choice) continue;
    const threshold = choice?.threshold ?? rule.threshold;
    const level = choice?.level ?? rule.level;
    const missing = rule.reads.find((name) => absent.has(name));
    results.push(
      missing === undefined
        ? { ...(await judge(engine, rule, threshold)), level }
        : {
            ...{ rule, threshold, level, failed: 0, total: 0, parts: [], examples: [] },
            status: 'not run',
            reason: absent.get(missing) ?? missing,
          },
    );
  }
  return results;
}

async function judge(
  engine: Engine,
  rule: QualityRule,
  threshold: number,
): Promise<Omit<RuleResult, 'level'>> {
  const columns = await engine.rows<{ column_name: string }>(`DESCRIBE ${rule.sql}`);
  const given = new Set(columns.map(({ column_name }) => column_name));
  const cell = (name: string, otherwise: string) => (given.has(name) ? `r.${name}` : otherwise);
  const n = cell('n', '1');
  const counted = await engine.rows<{ part: string | null; failed: number | null; total: number | null }>(
    `SELECT ${cell('part', 'NULL')} AS part, CAST(sum(CASE WHEN r.failed THEN ${n} ELSE 0 END) AS BIGINT) AS failed, CAST(sum(${n}) AS BIGINT) AS total
     FROM (${rule.sql}) r GROUP BY part ORDER BY part`,
  );
  const share = ({ failed, total }: PartResult) => (total === 0 ? 0 : (100 * failed) / total);
  const parts = counted
    .map(({ part, failed, total }) => ({ part: part ?? undefined, failed: failed ?? 0, total: total ?? 0 }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => share(b) - share(a) || b.total - a.total);
  const failed = parts.reduce((sum, part) => sum + part.failed, 0);
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  const isBroken = parts.some((part) => share(part) > threshold);
  const shown =
    failed === 0
      ? []
      : await engine.rows<{ part: string | null; id: number | string | null; found: string | null }>(
          `SELECT DISTINCT ${cell('part', 'NULL')} AS part, ${cell('id', 'NULL')} AS id, CAST(${cell('found', 'NULL')} AS VARCHAR) AS found
           FROM (${rule.sql}) r WHERE r.failed ORDER BY part, id, found LIMIT ${EXAMPLES}`,
        );
  return {
    rule,
    status: total === 0 ? 'nothing to judge' : isBroken ? 'failed' : 'passed',
    threshold,
    failed,
    total,
    parts: parts.length === 1 && parts[0]?.part === undefined ? [] : parts,
    examples: shown.flatMap(({ part, id, found }) => {
      const words = [part, id, found].filter((each) => each !== null).map(String);
      return words.length === 0 ? [] : [words.join(': ')];
    }),
    reason: undefined,
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
