/**
 * Private attributes that are safe to take: those of PS3.15 Table E.3.10-1, and those of mappings/private-attributes.tsv,
 * which may also say more of one of the former (unit, which value counts). Each is a concept of a vocabulary of its own.
 */
import { privateCode } from '../model/concept-code.js';
import type { ConceptDraft } from '../model/concept-draft.js';
import type { SafePrivateAttribute } from '../model/confidentiality.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { keyOfPrivate, type PrivateAttribute } from '../model/private-attribute.js';
import type { Profile } from '../model/profile.js';
import { parseTabSeparated } from '../model/tab-separated.js';
import { makeMetadataConcepts } from './metadata-concepts.js';
import { formatName, formatSynonyms } from './names.js';

const COLUMNS = [
  'creator',
  'group',
  'element',
  'name',
  'vr',
  'vm',
  'unit',
  'meaning',
  'source',
  'value_number',
  'modulus',
];

/** The text of the curated list. A line without what names an attribute, or with a number that is none, is an error. */
export function parsePrivateAttributes(text: string, file: string): Outcome<readonly PrivateAttribute[]> {
  const { value: rows, diagnostics } = parseTabSeparated(text, file, COLUMNS);
  const wrong: Diagnostic[] = [];
  const value = rows.flatMap(({ cells, line }): PrivateAttribute[] => {
    const { creator, group, element, name, vr, vm, unit, meaning, source } = cells;
    const [valueNumber, modulus] = [cells.value_number, cells.modulus];
    const isPlace = /^[0-9A-F]{3}[13579BDF]$/.test(group ?? '') && /^xx[0-9A-F]{2}$/.test(element ?? '');
    const isNumber = [valueNumber, modulus].every((cell) => cell === undefined || /^[1-9]\d*$/.test(cell));
    if (creator && isPlace && name && source && isNumber) {
      return [
        {
          creator,
          element: `${group}${element}`,
          name,
          vr,
          vm,
          unit,
          meaning,
          source,
          valueNumber: valueNumber === undefined ? undefined : Number(valueNumber),
          modulus: modulus === undefined ? undefined : Number(modulus),
        },
      ];
    }
    wrong.push({
      code: 'private-attribute-wrong',
      severity: 'error',
      at: { file, line },
      message: 'a private attribute is named by its creator, an odd group and an element of its block',
      found: [creator, group, element, name, source, valueNumber, modulus].join(' | '),
      expected:
        'creator, four hexadecimal digits, xx and two digits, name, source; value_number and modulus whole numbers or empty [PS3.5 7.8.1]',
      fix: 'correct the line, e.g. SIEMENS MR HEADER, 0019, xx0C, B Value',
    });
    return [];
  });
  return { value, diagnostics: [...diagnostics, ...wrong] };
}

/** Both lists as one, by element and creator; what the curated one says of an attribute goes before the table. */
export function joinPrivateAttributes(
  safe: readonly SafePrivateAttribute[],
  curated: readonly PrivateAttribute[],
): readonly PrivateAttribute[] {
  const joined = new Map<string, PrivateAttribute>();
  for (const { tag, privateCreator: creator, vr, vm, meaning } of safe) {
    const element = tag.replace(/[(),]/g, '');
    const row: PrivateAttribute = {
      creator,
      element,
      name: meaning ?? tag,
      vr,
      vm,
      unit: undefined,
      meaning: undefined,
      source: 'PS3.15 Table E.3.10-1',
      valueNumber: undefined,
      modulus: undefined,
    };
    const key = keyOfPrivate(row);
    if (!joined.has(key)) joined.set(key, row);
  }
  for (const row of curated) {
    const known = joined.get(keyOfPrivate(row));
    joined.set(keyOfPrivate(row), { ...row, vr: row.vr ?? known?.vr, vm: row.vm ?? known?.vm });
  }
  return [...joined].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
}

/** The vocabulary itself and its attributes, `SIEMENS MR HEADER: B Value`, in the order in which ids are given. */
export function makePrivateConcepts(
  attributes: readonly PrivateAttribute[],
  profile: Profile,
): readonly ConceptDraft[] {
  const { conceptClassId, domainId } = profile.attributes;
  const concepts = attributes.map(({ creator, element, name: own }): ConceptDraft => {
    const name = formatName(`${creator}: ${own}`);
    return {
      kind: 'attribute',
      vocabularyId: profile.vocabularyId,
      conceptCode: privateCode(element, creator),
      name,
      domainId,
      conceptClassId,
      synonyms: formatSynonyms(name, [`(${element.slice(0, 4)},${element.slice(4)}) ${creator}`]),
      retirement: undefined,
      at: undefined,
    };
  });
  return [...makeMetadataConcepts(profile), ...concepts];
}
