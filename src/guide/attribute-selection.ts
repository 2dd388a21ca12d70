/**
 * Which attributes a subset has, and why: a decision with a reason for each attribute. Analytical are the VRs whose
 * values can be counted, compared or looked up: AT CS DA DT DS FL FD IS SL SS SV TM UL US UV, the list of sites that
 * analyse imaging metadata; AS is not on it, because its values are text with a unit inside. [PS3.5 6.2]
 */
import type { Attribute } from '../model/registry.js';
import { isOfKind, mayBeOfKind, NUMBER_KINDS, parseVr, VALUE_REPRESENTATIONS } from '../model/vr.js';
import type { AttributeSubset, Exclusion, SelectedAttribute } from './attribute-guide-row.js';
import type { Identifiers } from './phi-attributes.js';

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
  return isOfKind(vr, ...NUMBER_KINDS, 'code', 'date', 'tag');
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
      return mayBeOfKind(vr, 'text') ? `free-text: ${describeVr(vr)}` : undefined;
    case 'phi': {
      const reason = findPhi(attribute);
      return reason === undefined ? undefined : `phi: ${reason}`;
    }
  }
}

function describeVr(vr: string | undefined): string {
  if (vr === undefined) return 'no VR is printed';
  const meanings = parseVr(vr)?.map((each) => VALUE_REPRESENTATIONS[each].meaning) ?? ['not a single VR'];
  return `${vr}, ${[...new Set(meanings)].join(' or ')}`;
}
