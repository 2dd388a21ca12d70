/** Worlds of codes that come, go, change their names, are retired, replaced and revived from edition to edition. */
import type { ConceptDraft, LinkDraft, VocabularyDraft } from '../../src/model/concept-draft.js';
import type { Random } from './random.js';
import { draftOf, linkOf, vocabularyOf } from './vocabulary.js';

/** In order of publication. */
export const EDITIONS = ['2015a', '2016b', '2017c', '2018', '2019d', '2020e', '2021a', '2022b'];

export interface Code {
  present: boolean;
  name: string;
  retired: string | undefined;
  successor: string | undefined;
}

export function change(codes: Map<string, Code>, random: Random): void {
  const names = [...codes.keys()];
  for (let count = random.below(5); count > 0; count -= 1) {
    const code = `C${codes.size}${'abc'[random.below(3)]}`;
    if (!codes.has(code))
      codes.set(code, { present: true, name: `Name ${code}`, retired: undefined, successor: undefined });
  }
  for (const code of codes.values()) {
    if (random.chance(0.15)) code.present = !code.present;
    if (random.chance(0.1)) code.name = `Name ${random.below(4)}`;
    if (random.chance(0.15)) {
      code.retired =
        code.retired === undefined
          ? random.pick(['RET', 'RET (2007)', 'RET (2019d)', 'RET (2030a)'])
          : undefined;
      code.successor = code.retired !== undefined && random.chance(0.6) ? random.pick(names) : undefined;
    }
  }
}

export function describeWorld(codes: ReadonlyMap<string, Code>): VocabularyDraft {
  const here = [...codes].filter(([, { present }]) => present).sort(([a], [b]) => (a < b ? -1 : 1));
  const concepts = here.map(([code, { name, retired }]): ConceptDraft => {
    const since = /\((.*)\)/.exec(retired ?? '')?.[1];
    return draftOf(code, {
      name,
      retirement: retired === undefined ? undefined : { remark: retired, since },
    });
  });
  const isHere = new Set(here.map(([code]) => code));
  const links = here.flatMap(([code, { successor }], index): LinkDraft[] => {
    const other = here[index + 1]?.[0];
    return [
      ...(other ? [linkOf(code, other)] : []),
      ...(successor && successor !== code && isHere.has(successor)
        ? [linkOf(code, successor, 'Concept replaced by')]
        : []),
    ];
  });
  return vocabularyOf(concepts, links);
}
