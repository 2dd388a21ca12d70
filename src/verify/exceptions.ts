/**
 * Breaches that are known and accepted (mappings/verify-exceptions.tsv): rule, key of the finding, reason. An
 * exception that no finding needs any more is an error, so that the list never outlives its reasons.
 */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { FileRef } from '../model/source-ref.js';
import { parseTabSeparated } from '../model/tab-separated.js';
import { RULES } from './rules.js';

export interface RuleException {
  readonly rule: string;
  readonly key: string;
  readonly reason: string;
  readonly at: FileRef;
}

export function parseExceptions(text: string, file: string): Outcome<readonly RuleException[]> {
  const { value: rows, diagnostics } = parseTabSeparated(text, file, ['rule', 'key', 'reason']);
  const codes = new Set(RULES.map(({ code }) => code));
  const wrong: Diagnostic[] = [];
  const value = rows.flatMap(({ cells: { rule, key, reason }, line }): RuleException[] => {
    const at = { file, line };
    if (rule !== undefined && codes.has(rule) && key !== undefined && reason !== undefined) {
      return [{ rule, key, reason, at }];
    }
    wrong.push({
      code: 'exception-malformed',
      severity: 'error',
      at,
      message: 'a rule, the key of its finding and a reason are needed',
      found: [rule, key, reason].join(' | '),
      expected: `one of ${RULES.length} rule codes, e.g. ${RULES[0]?.code}; the key as the finding prints it`,
      fix: 'complete the line or delete it',
    });
    return [];
  });
  return { value, diagnostics: [...diagnostics, ...wrong] };
}

export function reportUnused({ rule, key, reason, at }: RuleException): Diagnostic {
  return {
    code: 'exception-unused',
    severity: 'error',
    at,
    message: `nothing breaks ${rule} for this key any more (it was accepted because: ${reason})`,
    found: key,
    expected: 'only exceptions that a finding needs',
    fix: 'delete the line',
  };
}
