/** All rules over a release: what breaks them, less the exceptions. */
import type { Diagnostic } from '../model/diagnostic.js';
import type { Release } from '../model/omop.js';
import { type RuleException, reportUnused } from './exceptions.js';
import { type IndexOptions, indexRelease } from './release-index.js';
import type { Rule, RuleFinding, RuleNeed } from './rule.js';
import { RULES } from './rules.js';

export interface VerifyOptions extends IndexOptions {
  readonly exceptions?: readonly RuleException[];
  /** All of them if undefined. */
  readonly rules?: readonly Rule[];
}

/**
 * Findings in the order of the rules, then of the release's rows. Rules that need an Athena download, the
 * former release or the day of publication check what they can without it.
 */
export function verifyRelease(release: Release, options: VerifyOptions = {}): Diagnostic[] {
  const { exceptions = [], rules = RULES } = options;
  const index = indexRelease(release, options);
  const used = new Set<RuleException>();
  const diagnostics = rules.flatMap((rule) => {
    const accepted = new Map(
      exceptions.filter((each) => each.rule === rule.code).map((each) => [each.key, each]),
    );
    return rule.check(index).flatMap((finding): Diagnostic[] => {
      const exception = accepted.get(finding.key);
      if (exception) {
        used.add(exception);
        return [];
      }
      return [report(rule, finding, index.places)];
    });
  });
  const idle = idleRules(options);
  const unused = exceptions.filter((exception) => !used.has(exception) && !idle.has(exception.rule));
  return [...diagnostics, ...unused.map(reportUnused)];
}

/** Rules that could not be checked in full: their exceptions may be needed elsewhere. */
function idleRules({ lookUp, isAncestor, previous, published }: VerifyOptions): Set<string> {
  const given: Record<RuleNeed, boolean> = {
    athena: lookUp !== undefined,
    ancestors: isAncestor !== undefined,
    previous: previous !== undefined,
    published: published !== undefined,
  };
  return new Set(RULES.filter(({ needs }) => needs !== undefined && !given[needs]).map(({ code }) => code));
}

function report(rule: Rule, finding: RuleFinding, places: VerifyOptions['places']): Diagnostic {
  const at = finding.at ?? (finding.row === undefined ? undefined : places?.get(finding.row));
  return {
    code: rule.code,
    severity: rule.severity,
    ...(at === undefined ? {} : { at }),
    message: `${finding.key}: ${finding.message}`,
    found: finding.found,
    expected: `${finding.expected} [${rule.source}]`,
    fix: finding.fix,
  };
}
