import { describe, expect, test } from '@jest/globals';
import { collectForeignCodes, makeForeignCodeConcepts } from '../../../src/concepts/foreign-code-concepts.js';
import { makeVocabulary } from '../../../src/concepts/vocabulary.js';
import { withoutForeignCodes } from '../../../src/guide/release-subset.js';
import { attributeOf, bindingOf, derivationOf, groupOf, standardOf, tagOf } from '../../support/facts.js';
import { conceptOf, linkOf, releaseOf } from '../../support/release.js';
import { profileOf } from '../../support/vocabulary.js';

const SEQUENCE = '(0040,0275)';
const SCHEMES = new Set(['RADLEX', 'MDC']);
const groups = [groupOf('1', { members: ['RADLEX:RID1', 'SCT:2', 'RADLEX:RID1', 'MDC:2:16016'] })];

describe('codes of schemes that OMOP has no vocabulary for', () => {
  test('each is one concept, named by its meaning; codes of other schemes are not ours', () => {
    const codes = collectForeignCodes(groups, SCHEMES);
    expect(makeForeignCodeConcepts(codes, profileOf())).toMatchObject([
      { kind: 'foreign', conceptCode: 'RADLEX:RID1', name: 'RID1 in 1' },
      { conceptCode: 'MDC:2', name: '2 in 1' },
    ]);
  });

  test('a code without a meaning is named by itself', () => {
    const [group] = groups;
    const nameless = groups.map((each) => ({
      ...each,
      members: (group?.members ?? []).map((member) => ({ ...member, meaning: undefined })),
    }));
    expect(makeForeignCodeConcepts(collectForeignCodes(nameless, SCHEMES), profileOf())).toMatchObject([
      { name: 'RADLEX RID1' },
      { name: 'MDC 2' },
    ]);
  });

  test('the attributes that are bound to their groups may take them; ids come after all others', () => {
    const member = (value: string, scheme: string) => ({
      cid: '1',
      scheme,
      value,
      meaning: undefined,
      viaCid: '1',
    });
    const { value } = makeVocabulary(
      standardOf({ contextGroups: groups, attributes: [attributeOf(SEQUENCE, { vr: 'SQ' })] }),
      derivationOf({
        bindings: [bindingOf(SEQUENCE, '1')],
        expandedMembers: [member('RID1', 'RADLEX'), member('2', 'SCT')],
      }),
      profileOf(),
      new Map([[tagOf(SEQUENCE), 'DCM']]),
      SCHEMES,
    );
    expect(value.links.map(({ to }) => to.conceptCode)).toEqual(['RADLEX:RID1']);
    expect(value.concepts.slice(-2).map(({ conceptCode }) => conceptCode)).toEqual(['MDC:2', 'RADLEX:RID1']);
  });

  test('the raw form has none', () => {
    const { value } = makeVocabulary(
      standardOf({ contextGroups: groups }),
      derivationOf(),
      profileOf({ termCode: 'raw' }),
      new Map(),
      SCHEMES,
    );
    expect(value.concepts.filter(({ kind }) => kind === 'foreign')).toEqual([]);
  });

  test('a profile may publish none, with all their links', () => {
    const release = releaseOf();
    const foreign = conceptOf(2128200999, 'RADLEX:RID1', 'A');
    const first = release.concepts[0];
    if (!first) throw new Error('no concept');
    const all = {
      ...release,
      concepts: [...release.concepts, foreign],
      relationships: [
        ...release.relationships,
        ...linkOf(first.conceptId, 'Maps to value', foreign.conceptId),
      ],
    };
    expect(withoutForeignCodes(all)).toEqual({ ...release, relationships: release.relationships });
  });
});
