/**
 * One row for each value of an attribute, as a header holds it: own term, DCM code or registered UID. The value number
 * is told where every list that has the value is for that one alone (`Image Type, Value 3`). [PS3.3 5.4]
 */
import type { ValueTerm } from '../../model/derivation.js';
import { readHexadecimal } from '../../model/integer-value.js';
import type { Concept } from '../../model/omop.js';
import type { AttributeLookUp } from './attribute-look-ups.js';
import { type FindTargets, indexByCode, type LookUpSources, type StandardTarget } from './look-up-sources.js';

export interface ValueLookUp {
  readonly attribute: AttributeLookUp;
  /** `1`, `2`, ...; undefined for any. */
  readonly valueIndex: string | undefined;
  readonly value: string;
  readonly concept: Concept;
  /** Domain first that the column asks for, then by id. */
  readonly standard: StandardTarget | undefined;
  readonly list: 'Enumerated' | 'Defined' | undefined;
}

/** Domain of the standard concept that the column of an attribute takes. [ImageWG Field_Level: fkDomain] */
const WANTED_DOMAIN: Readonly<Record<string, string>> = {
  'IMAGE_OCCURRENCE.modality_concept_id': 'Procedure',
  'IMAGE_OCCURRENCE.anatomic_site_concept_id': 'Spec Anatomic Site',
};

/** Links to codes inside the items of a sequence, and between codes. */
const NOT_OF_HEADERS: ReadonlySet<string> = new Set(['context-group', 'stated-code', 'replacement']);

/** In the order of the attributes, then of values as text. */
export function makeValueLookUps(
  sources: LookUpSources,
  attributes: readonly AttributeLookUp[],
  findTargets: FindTargets,
): ValueLookUp[] {
  const conceptOf = indexByCode(sources.release);
  const attributeOf = new Map(attributes.map((each) => [each.attribute, each]));
  const termsOf = groupTerms(sources.derivation.valueTerms);
  const rows = sources.links.flatMap(({ from, to, rule }): ValueLookUp[] => {
    const attribute = attributeOf.get(from.conceptCode);
    const concept = conceptOf.get(to.conceptCode);
    if (!attribute || !concept || NOT_OF_HEADERS.has(rule)) return [];
    const terms = termsOf.get(attribute.tag) ?? [];
    const value = findValue(to.conceptCode, attribute.attribute, terms);
    const stated = terms.filter((term) => formatValue(term) === value);
    const targets = findTargets(concept.conceptId);
    const wanted = WANTED_DOMAIN[attribute.cdmColumn];
    const indices = new Set(stated.map(({ valueNumber }) => valueNumber));
    const [index] = indices;
    return [
      {
        attribute,
        valueIndex: indices.size === 1 && index !== undefined && /^\d+$/.test(index) ? index : undefined,
        value,
        concept,
        standard: targets.find(({ domainId }) => domainId === wanted) ?? targets[0],
        list:
          stated.length === 0
            ? undefined
            : stated.every(({ kind }) => kind === 'Enumerated')
              ? 'Enumerated'
              : 'Defined',
      },
    ];
  });
  const order = new Map(attributes.map((each, at) => [each.attribute, at]));
  const place = (row: ValueLookUp) => order.get(row.attribute.attribute) ?? 0;
  return rows.sort((a, b) => place(a) - place(b) || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
}

/** `00185100:HFS` -> `HFS`; a code cut to 50 characters gives way to the value that begins like it. */
function findValue(code: string, attribute: string, terms: readonly ValueTerm[]): string {
  const value = code.startsWith(`${attribute}:`) ? code.slice(attribute.length + 1) : code;
  const cut = /^(.*)~[0-9a-f]{8}$/.exec(value)?.[1];
  const whole = cut === undefined ? undefined : terms.find((term) => formatValue(term).startsWith(cut));
  return whole ? formatValue(whole) : value;
}

/** As data hold it: an integer that is printed in hexadecimal is decimal. */
function formatValue({ value }: ValueTerm): string {
  return (readHexadecimal(value) ?? value).replaceAll('"', "'");
}

function groupTerms(terms: readonly ValueTerm[]): ReadonlyMap<string, readonly ValueTerm[]> {
  const groups = new Map<string, ValueTerm[]>();
  for (const term of terms) {
    if (term.tag === undefined) continue;
    const group = groups.get(term.tag);
    if (group) group.push(term);
    else groups.set(term.tag, [term]);
  }
  return groups;
}
