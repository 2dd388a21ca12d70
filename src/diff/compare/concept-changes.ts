/** Ids, life and OMOP columns of concepts: what every site that loads the release has to know. */
import { valueOfCode } from '../../model/concept-code.js';
import { METADATA_CODE } from '../../model/ohdsi-metadata.js';
import type { Concept } from '../../model/omop.js';
import { activeTargets, type TargetsOf } from './active-targets.js';
import type { Change, ChangeBase, Target, ValueKind } from './change.js';
import { extentOf } from './similarity.js';
import { baseOfConcept, type Side, type Sides } from './subjects.js';

/** In the order of ids; a change of an id stands with its old one. */
export function compareConcepts(sides: Sides): readonly Change[] {
  const { old, now } = sides;
  const newByKey = indexByKey(now.tables.concepts);
  const oldByKey = indexByKey(old.tables.concepts);
  const successors = {
    old: activeTargets(old, 'Concept replaced by'),
    now: activeTargets(now, 'Concept replaced by'),
  };
  const mapped = activeTargets(now, 'Maps to');
  const changes: Change[] = [];
  for (const concept of old.tables.concepts) {
    const base = baseOfConcept(concept, [old, now]);
    const same = now.byId.get(concept.conceptId);
    const elsewhere = newByKey.get(keyOf(concept));
    if (elsewhere && elsewhere.conceptId !== concept.conceptId) {
      changes.push({ ...base, kind: 'id-changed', from: concept.conceptId, to: elsewhere.conceptId });
    }
    if (same && keyOf(same) !== keyOf(concept)) {
      changes.push({ ...base, kind: 'id-reused', from: concept.conceptCode, to: same.conceptCode });
    } else if (same) {
      changes.push(...compareConcept(concept, same, sides, successors));
    } else if (!elsewhere) {
      changes.push({ ...base, kind: 'concept-removed' });
    }
  }
  for (const concept of now.tables.concepts) {
    if (old.byId.has(concept.conceptId) || oldByKey.has(keyOf(concept))) continue;
    changes.push({
      ...baseOfConcept(concept, [now]),
      kind: 'concept-added',
      domainId: concept.domainId,
      conceptClassId: concept.conceptClassId,
      invalidReason: concept.invalidReason,
      mapsTo: mapped(concept.conceptId).filter((target) => isForeign(target, concept, now)),
    });
  }
  return changes;
}

/** A target outside the subject's own vocabulary. */
export function isForeign(target: Target, concept: Concept, side: Side): boolean {
  return side.byId.get(target.conceptId)?.vocabularyId !== concept.vocabularyId;
}

function compareConcept(
  a: Concept,
  b: Concept,
  { old, now }: Sides,
  successors: { readonly old: TargetsOf; readonly now: TargetsOf },
): Change[] {
  const base = baseOfConcept(b, [now, old]);
  const replacedBy = successors.now(b.conceptId);
  const changes = compareLife(a, b, base, now, replacedBy);
  if (a.conceptName !== b.conceptName) {
    const value = valueOfCode(b.conceptCode) ?? b.conceptCode;
    const names = { from: a.conceptName, to: b.conceptName, groups: [] };
    changes.push({ ...base, kind: 'renamed', ...names, ...extentOf(names.from, names.to, value) });
  }
  const compareValue = (kind: ValueKind, from: string | undefined, to: string | undefined) => {
    if (from !== to) changes.push({ ...base, kind, from, to });
  };
  compareValue('domain-changed', a.domainId, b.domainId);
  compareValue('class-changed', a.conceptClassId, b.conceptClassId);
  compareValue('standard-changed', a.standardConcept, b.standardConcept);
  if ((a.invalidReason === undefined) === (b.invalidReason === undefined)) {
    compareValue('dates-changed', formatLife(a), formatLife(b));
  }
  if (a.invalidReason && b.invalidReason) {
    const before = formatReplacement(a, successors.old(a.conceptId));
    compareValue('replacement-changed', before, formatReplacement(b, replacedBy));
  }
  return changes;
}

function compareLife(
  a: Concept,
  b: Concept,
  base: ChangeBase,
  now: Side,
  successors: readonly Target[],
): Change[] {
  if (!a.invalidReason && b.invalidReason) {
    const known = now.ofCode.get(b.conceptCode);
    const { invalidReason, validEndDate } = b;
    const reason = known ? 'retired' : 'absent';
    const remark = known?.remark;
    return [{ ...base, kind: 'concept-retired', invalidReason, validEndDate, reason, remark, successors }];
  }
  if (a.invalidReason && !b.invalidReason) {
    const { invalidReason: formerReason, validEndDate: formerEndDate } = a;
    return [{ ...base, kind: 'concept-revived', formerReason, formerEndDate }];
  }
  return [];
}

function formatLife({ validStartDate, validEndDate }: Concept): string {
  return `${validStartDate}..${validEndDate}`;
}

function formatReplacement({ invalidReason }: Concept, successors: readonly Target[]): string {
  return [invalidReason, ...successors.map(({ code, conceptId }) => code ?? conceptId)].join(' ');
}

function indexByKey(concepts: readonly Concept[]): ReadonlyMap<string, Concept> {
  return new Map(concepts.map((concept) => [keyOf(concept), concept]));
}

/** Metadata concepts share the code `OMOP generated`: their ids are their keys. */
function keyOf({ vocabularyId, conceptCode, conceptId }: Concept): string {
  return conceptCode === METADATA_CODE ? `${vocabularyId}\t#${conceptId}` : `${vocabularyId}\t${conceptCode}`;
}
