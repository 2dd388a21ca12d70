/** What the rules found, as files: dq_results.tsv with a line for each rule and for each part of it that does not keep the threshold, and JSON. */
import { formatTable } from '../release/tab-table.js';
import { CATEGORIES, type Category } from './rule-file.js';
import type { RuleResult, Status } from './run-rules.js';

export const RESULTS_FILE = 'dq_results.tsv';

const COLUMNS = [
  'code',
  'title',
  'column',
  'category',
  'context',
  'level',
  'status',
  'part',
  'n_failed',
  'n_total',
  'percent_failed',
  'threshold',
  'examples',
  'message',
  'fix',
] as const;

export function formatResults(results: readonly RuleResult[]): string {
  return formatTable(
    {
      file: RESULTS_FILE,
      columns: COLUMNS,
      cells: (row: Readonly<Record<(typeof COLUMNS)[number], string>>) =>
        COLUMNS.map((column) => row[column]),
    },
    results.flatMap(({ rule, status, level, threshold, failed, total, parts, examples, reason }) => {
      const line = (part: string, nFailed: number, nTotal: number, of: Status, shown: string) => ({
        ...{ code: rule.code, title: rule.title, column: rule.column, category: rule.category },
        ...{ context: rule.context, level, status: of, part, threshold: String(threshold) },
        n_failed: String(nFailed),
        n_total: String(nTotal),
        percent_failed: formatPercent(nFailed, nTotal),
        examples: shown,
        message: reason ?? (of === 'failed' ? rule.message : ''),
        fix: of === 'failed' ? rule.fix : '',
      });
      const over = parts.filter((part) => part.total > 0 && (100 * part.failed) / part.total > threshold);
      return [
        line('', failed, total, status, examples.join('; ')),
        ...over.map((part) => line(part.part ?? '', part.failed, part.total, 'failed', '')),
      ];
    }),
  );
}

/** Shares of up to four digits: `0`, `0.0123`, `100`. */
export function formatPercent(failed: number, total: number): string {
  return total === 0 ? '' : String(Number(((100 * failed) / total).toFixed(4)));
}

export interface ResultSummary {
  readonly counts: Readonly<Record<Status, number>>;
  readonly categories: readonly ({ readonly category: Category } & Readonly<Record<Status, number>>)[];
}

function summarizeResults(results: readonly RuleResult[]): ResultSummary {
  const count = (of: readonly RuleResult[]): Record<Status, number> => {
    const n = (status: Status) => of.filter((result) => result.status === status).length;
    return {
      passed: n('passed'),
      failed: n('failed'),
      'nothing to judge': n('nothing to judge'),
      'not run': n('not run'),
    };
  };
  return {
    counts: count(results),
    categories: CATEGORIES.map((category) => ({
      category,
      ...count(results.filter(({ rule }) => rule.category === category)),
    })),
  };
}

/** As JSON: the same, with what each rule asks. */
export function describeResults(tool: string, results: readonly RuleResult[]): object {
  return {
    tool,
    ...summarizeResults(results),
    rules: results.map(({ rule, ...result }) => {
      const { sql: _sql, threshold: _threshold, level: _level, ...asked } = rule;
      return { ...asked, ...result };
    }),
  };
}
