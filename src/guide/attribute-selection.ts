/**
 * Which attributes a subset has, and why: a decision with a reason for each attribute. Analytical are the VRs whose
 * values can be counted, compared or looked up: AT CS DA DT DS FL FD IS SL SS SV TM UL US UV, the list of sites that
 * analyse imaging metadata; AS is not on it, because its values are text with a unit inside. [PS3.5 6.2]
 */

import type { Attribute } from '../model/registry.js';
import type { AttributeSubset, Exclusion, SelectedAttribute } from './attribute-guide-row.js';
import type { Identifiers } from './phi-attributes.js';

const ANALYTICAL = new Set('AT CS DA DT DS FL FD IS SL SS SV TM UL US UV'.split(' '));
const FREE_TEXT = new Set('LO LT SH ST UC UR UT'.split(' '));
/** Even group numbers are the standard's; what it provides for private data is named so. [PS3.5 7.8] */
const PRIVATE_KEYWORD = /^Private|^BlockIdentifyingInformationStatus$|^NonidentifyingPrivateElements$/;

/** In the order of the attributes. All exclusions that apply are told, not the first alone. */
export function selectAttributes(
  attributes: readonly Attribute[],
  identifiers: Identifiers,
  { only, exclude }: AttributeSubset,
): SelectedAttribute[] {
  return attributes.map((attribute) => {
    const analytical = isAnalytical(attribute.vr);
    const against = [
      ...(only === 'analytical' && !analytical ? [`not analytical: ${describeVr(attribute.vr)}`] : []),
      ...exclude.flatMap((exclusion) => findReason(exclusion, attribute, identifiers) ?? []),
    ];
    return {
      attribute,
      analytical,
      analyticalReason: describeVr(attribute.vr),
      selected: against.length === 0,
      selectionReason:
        against.join('; ') ||
        describeKept(exclude.includes('phi') ? identifiers.findKept(attribute) : undefined),
      basicProfile: identifiers.findAction(attribute),
    };
  });
}

function describeKept(kept: string | undefined): string {
  return kept === undefined ? 'in the subset' : `in the subset, ${kept}`;
}

/** Every alternative of `US or SS` must be analytical. */
function isAnalytical(vr: string | undefined): boolean {
  return vr?.split(' or ').every((each) => ANALYTICAL.has(each)) ?? false;
}

function findReason(
  exclusion: Exclusion,
  attribute: Attribute,
  { findPhi }: Identifiers,
): string | undefined {
  const { tag, keyword, vr, remark, retired } = attribute;
  switch (exclusion) {
    case 'retired':
      return retired ? `retired: ${remark ?? 'RET'}` : undefined;
    case 'private':
      return /[13579BDF],/.test(tag) || PRIVATE_KEYWORD.test(keyword ?? '')
        ? 'private: holds what a manufacturer defines'
        : undefined;
    case 'free-text':
      return vr?.split(' or ').some((each) => FREE_TEXT.has(each))
        ? `free-text: ${describeVr(vr)}`
        : undefined;
    case 'phi': {
      const reason = findPhi(attribute);
      return reason === undefined ? undefined : `phi: ${reason}`;
    }
  }
}

const MEANINGS: Readonly<Record<string, string>> = {
  AE: 'name of an application',
  AS: 'age',
  AT: 'tag',
  CS: 'code of a short list',
  DA: 'date',
  DS: 'decimal number',
  DT: 'date and time',
  FD: 'number',
  FL: 'number',
  IS: 'whole number',
  LO: 'text',
  LT: 'long text',
  OB: 'bytes',
  OD: 'array of numbers',
  OF: 'array of numbers',
  OL: 'array of numbers',
  OV: 'array of numbers',
  OW: 'array of numbers',
  PN: 'name of a person',
  SH: 'short text',
  SL: 'whole number',
  SQ: 'sequence of items; their attributes hold the values',
  SS: 'whole number',
  ST: 'text',
  SV: 'whole number',
  TM: 'time',
  UC: 'text',
  UI: 'identifier',
  UL: 'whole number',
  UN: 'bytes of an unknown kind',
  UR: 'address on the web',
  US: 'whole number',
  UT: 'long text',
  UV: 'whole number',
};

function describeVr(vr: string | undefined): string {
  if (vr === undefined) return 'no VR is printed';
  const meanings = [...new Set(vr.split(' or ').map((each) => MEANINGS[each] ?? 'not a single VR'))];
  return `${vr}, ${meanings.join(' or ')}`;
}
