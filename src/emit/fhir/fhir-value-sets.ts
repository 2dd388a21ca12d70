/** A value set for each context group: members by code system, included groups by reference. [PS3.16 Annex B] */
import type { ContextGroup, ContextGroupMember } from '../../model/content-mapping.js';
import type { FhirCommon, FhirResource } from './fhir-resource.js';
import type { FhirSystems } from './fhir-systems.js';

export function makeValueSets(
  groups: readonly ContextGroup[],
  systems: FhirSystems,
  { base: _base, ...shared }: FhirCommon,
): FhirResource[] {
  const known = new Set(groups.map(({ cid }) => cid));
  return groups.map((group) => {
    const { cid, title, keyword, uid, version, extensible, retired, members } = group;
    const includes = [...new Set(group.includes.map(({ includedCid }) => includedCid))].filter((each) =>
      known.has(each),
    );
    const include = [
      ...groupBySystem(members, systems),
      ...includes.map((each) => ({ valueSet: [urlOf(each)] })),
    ];
    return {
      resourceType: 'ValueSet',
      id: idOf(group),
      url: urlOf(cid),
      ...(uid === undefined
        ? {}
        : { identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:oid:${uid}` }] }),
      ...shared,
      version: version ?? shared.version,
      name: `Cid${cid}${keyword ?? ''}`,
      title: `CID ${cid} ${title}`,
      status: retired ? 'retired' : 'active',
      description: extensible ? 'Extensible' : 'Non-extensible',
      // A group without members stays open: a compose needs at least one include.
      ...(include.length === 0 ? {} : { compose: { include } }),
    };
  });
}

/** The canonical URL under which NEMA publishes the value set, and HL7's bindings know it. [PS3.16 Annex B; FHIR ImagingStudy] */
function urlOf(cid: string): string {
  return `http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_${cid}.html`;
}

/** As NEMA has it: number and keyword. [FHIR R4: id, at most 64 characters of A-Z a-z 0-9 - .] */
function idOf({ cid, keyword }: ContextGroup): string {
  const words = keyword?.replace(/[^A-Za-z0-9.-]+/g, '');
  return `dicom-cid-${cid}${words ? `-${words}` : ''}`.slice(0, 64);
}

function groupBySystem(members: readonly ContextGroupMember[], systems: FhirSystems): object[] {
  const bySystem = new Map<string, Map<string, string | undefined>>();
  for (const { scheme, value, meaning } of members) {
    const system = systems.ofDesignator(scheme);
    const codes = bySystem.get(system) ?? new Map<string, string | undefined>();
    bySystem.set(system, codes);
    if (!codes.has(value)) codes.set(value, meaning);
  }
  return [...bySystem].map(([system, codes]) => ({
    system,
    concept: [...codes].map(([code, display]) => (display === undefined ? { code } : { code, display })),
  }));
}
