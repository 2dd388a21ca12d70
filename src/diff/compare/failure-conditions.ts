/** `--fail-on removed,renamed,lost-mapping,domain`: kinds of change that a release must not have unseen. */
import { EnvironmentError } from '../../model/diagnostic.js';
import type { Change } from './change.js';
import { CHANGE_KINDS, decisionOf } from './change-kinds.js';

export interface FailureCondition {
  /** As given: `lost-mapping`. */
  readonly name: string;
  readonly holds: (change: Change) => boolean;
}

/** Short names; every kind of change is a name as well. */
const SHORT_NAMES: Readonly<Record<string, (change: Change) => boolean>> = {
  any: () => true,
  decision: (change) => decisionOf(change) !== undefined,
  removed: ({ kind }) => kind === 'concept-removed',
  retired: ({ kind }) => kind === 'concept-retired',
  revived: ({ kind }) => kind === 'concept-revived',
  reuse: (change) => decisionOf(change) === 'possible reuse of a code',
  'lost-mapping': ({ kind }) => kind === 'mapping-lost',
  mapping: ({ kind }) => ['mapping-lost', 'mapping-split', 'mapping-redirected'].includes(kind),
  domain: ({ kind }) => kind === 'domain-changed',
  class: ({ kind }) => kind === 'class-changed',
  vr: ({ kind }) => kind === 'vr-changed',
  vm: ({ kind }) => kind === 'vm-changed',
  id: ({ kind }) => kind === 'id-changed' || kind === 'id-reused',
};

const FAILURE_NAMES: readonly string[] = [...Object.keys(SHORT_NAMES), ...CHANGE_KINDS];

/** Names separated by commas. An unknown one is a fault of usage: EnvironmentError. */
export function parseFailureConditions(text: string): readonly FailureCondition[] {
  const names = text.split(',').map((name) => name.trim());
  return names
    .filter((name) => name !== '')
    .map((name) => {
      const kind = CHANGE_KINDS.find((known) => known === name);
      const holds = Object.hasOwn(SHORT_NAMES, name) ? SHORT_NAMES[name] : undefined;
      if (holds) return { name, holds };
      if (kind) return { name, holds: (change) => change.kind === kind };
      throw new EnvironmentError(`"${name}" is nothing to fail on`, {
        fix: `use names of ${FAILURE_NAMES.join(', ')}`,
      });
    });
}

export interface Failure {
  readonly name: string;
  readonly count: number;
}

/** The conditions that some change meets, with how many do; empty if none. Changes of ids always count. */
export function findFailures(
  changes: readonly Change[],
  conditions: readonly FailureCondition[],
): readonly Failure[] {
  const always = conditions.some(({ name }) => name === 'id') ? [] : parseFailureConditions('id');
  return [...conditions, ...always]
    .map(({ name, holds }) => ({ name, count: changes.filter(holds).length }))
    .filter(({ count }) => count > 0);
}
