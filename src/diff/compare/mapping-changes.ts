/** `Maps to` other vocabularies: gained, lost, redirected, one-to-many. Concepts of both releases, valid rows. */
import { activeTargets } from './active-targets.js';
import type { Change, MappingChange, Target } from './change.js';
import { isForeign } from './concept-changes.js';
import { baseOfConcept, type Sides } from './subjects.js';

export function compareMappings({ old, now }: Sides): readonly Change[] {
  const before = activeTargets(old, 'Maps to');
  const after = activeTargets(now, 'Maps to');
  return now.tables.concepts.flatMap((concept): Change[] => {
    const former = old.byId.get(concept.conceptId);
    if (!former) return [];
    const from = before(concept.conceptId).filter((target) => isForeign(target, former, old));
    const to = after(concept.conceptId).filter((target) => isForeign(target, concept, now));
    const kind = kindOf(from, to);
    return kind ? [{ ...baseOfConcept(concept, [now, old]), kind, from, to }] : [];
  });
}

function kindOf(from: readonly Target[], to: readonly Target[]): MappingChange['kind'] | undefined {
  if (idsOf(from) === idsOf(to)) return undefined;
  if (to.length === 0) return 'mapping-lost';
  if (to.length > 1 && from.length <= 1) return 'mapping-split';
  return from.length === 0 ? 'mapping-gained' : 'mapping-redirected';
}

function idsOf(targets: readonly Target[]): string {
  return targets.map(({ conceptId }) => conceptId).join(' ');
}
