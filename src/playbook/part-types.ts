/** The closed list of part types of the LOINC/RSNA Radiology Playbook. */
export const PART_TYPES = [
  'Rad.Anatomic Location.Region Imaged',
  'Rad.Anatomic Location.Imaging Focus',
  'Rad.Anatomic Location.Laterality',
  'Rad.Anatomic Location.Laterality.Presence',
  'Rad.Modality.Modality Type',
  'Rad.Modality.Modality Subtype',
  'Rad.Guidance for.Action',
  'Rad.Guidance for.Approach',
  'Rad.Guidance for.Object',
  'Rad.Guidance for.Presence',
  'Rad.Maneuver.Maneuver Type',
  'Rad.Pharmaceutical.Route',
  'Rad.Pharmaceutical.Substance Given',
  'Rad.Reason for Exam',
  'Rad.Subject',
  'Rad.Timing',
  'Rad.View.Aggregation',
  'Rad.View.View Type',
] as const;

export type PartType = (typeof PART_TYPES)[number];

const BY_LOWER_CASE: ReadonlyMap<string, PartType> = new Map(
  PART_TYPES.map((type) => [type.toLowerCase(), type]),
);

/** Releases differ in case (`Modality type`); the spelling of the current release is returned. */
export function parsePartType(text: string): PartType | undefined {
  return BY_LOWER_CASE.get(text.trim().toLowerCase());
}

/** `Rad.Anatomic Location.Region Imaged` -> `Region Imaged`: the last segment, two for `.Presence`. */
export function formatPartType(type: PartType): string {
  const segments = type.split('.');
  return segments.slice(segments.at(-1) === 'Presence' ? -2 : -1).join('.');
}
