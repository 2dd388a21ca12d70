/**
 * FHIR ImagingStudy, R4 and R5 -> data sets in the DICOM JSON Model: one for each instance where the resource names them, else one for each series, with the number of
 * its instances. [FHIR R4 and R5, ImagingStudy, Mappings for DICOM Tag Mapping]
 */
import { isRecord } from './dicom-json.js';
import type { Specials } from './special-columns.js';

export interface FhirDataSet {
  readonly json: Readonly<Record<string, unknown>>;
  /** Undefined for an instance. */
  readonly instances: number | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** The ImagingStudy resources of a row: itself, or the entries of a Bundle. */
export function findImagingStudies(row: unknown): readonly Json[] {
  if (!isRecord(row)) return [];
  if (row.resourceType === 'ImagingStudy') return [row];
  if (row.resourceType !== 'Bundle') return [];
  return listOf(row.entry).flatMap((entry) => findImagingStudies(entry.resource));
}

export function readImagingStudy(study: Json, specials: Specials): readonly FhirDataSet[] {
  const common = {
    '0020000D': ui(uidOf(study)),
    '00080050': text('SH', accessionOf(study)),
    '00100020': text('LO', patientOf(study.subject)),
    ...when(study.started, '00080020', '00080030'),
    '00081030': text('LO', study.description),
    '00081032': codes(
      [...listOf(study.procedureCode), ...listOf(study.procedure)].flatMap(codingsOf),
      specials,
    ),
  };
  return listOf(study.series).flatMap((series): FhirDataSet[] => {
    const ofSeries = { ...common, ...readSeries(series, specials) };
    const instances = listOf(series.instance);
    if (instances.length === 0) return [{ json: ofSeries, instances: Number(series.numberOfInstances ?? 1) }];
    return instances.map((instance) => ({
      json: {
        ...ofSeries,
        '00080018': ui(instance.uid),
        '00080016': ui(codingsOf(instance.sopClass)[0]?.code),
        '00200013': text('IS', instance.number),
      },
      instances: undefined,
    }));
  });
}

function readSeries(series: Json, specials: Specials): Json {
  const laterality = codingsOf(series.laterality)
    .map(({ code }) => /^laterality (.)$/.exec(specials.get(String(code)) ?? '')?.[1])
    .find((side) => side !== undefined);
  return {
    '0020000E': ui(series.uid),
    '00200011': text('IS', series.number),
    '00080060': text('CS', codingsOf(series.modality)[0]?.code),
    '0008103E': text('LO', series.description),
    ...when(series.started, '00080021', '00080031'),
    '00082218': codes(codingsOf(series.bodySite), specials),
    '00200060': text('CS', laterality),
  };
}

/** A Coding, a CodeableConcept, a CodeableReference, or a list of them. */
function codingsOf(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(codingsOf);
  if (!isRecord(value)) return [];
  if (isRecord(value.concept)) return codingsOf(value.concept);
  if (Array.isArray(value.coding)) return value.coding.filter(isRecord);
  return value.code === undefined ? [] : [value];
}

/** Items of a code sequence; a system without a designator is named by its address, as a scheme of the site. [PS3.3 8] */
function codes(codings: readonly Json[], specials: Specials): Json {
  const items = codings.map(({ system, code, display }) => {
    const scheme = /^scheme (.+)$/.exec(specials.get(String(system).toLowerCase()) ?? '')?.[1];
    return {
      '00080100': text('SH', code),
      '00080102': text('SH', scheme ?? system),
      '00080104': text('LO', display),
    };
  });
  return { vr: 'SQ', Value: items };
}

/** `2020-01-02T12:30:00+01:00` -> day and local time. */
function when(value: unknown, day: string, clock: string): Json {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}))?/.exec(String(value ?? '')) ?? [];
  return {
    ...(date === undefined ? {} : { [day]: text('DA', date.replaceAll('-', '')) }),
    ...(time === undefined ? {} : { [clock]: text('TM', time.replaceAll(':', '')) }),
  };
}

function uidOf({ identifier, uid }: Json): unknown {
  const found = listOf(identifier).find(
    ({ system, value }) => system === 'urn:dicom:uid' || /^urn:oid:/.test(String(value)),
  );
  return found?.value ?? uid;
}

/** The identifier of type ACSN. [HL7 v2 table 0203] */
function accessionOf({ identifier }: Json): unknown {
  return listOf(identifier).find(({ type }) => codingsOf(type).some(({ code }) => code === 'ACSN'))?.value;
}

/** The identifier of the patient, else the id of the resource. */
function patientOf(subject: unknown): unknown {
  if (!isRecord(subject)) return undefined;
  if (isRecord(subject.identifier)) return subject.identifier.value;
  return typeof subject.reference === 'string' ? subject.reference.split('/').at(-1) : undefined;
}

const ui = (value: unknown) =>
  text('UI', typeof value === 'string' ? value.replace(/^urn:oid:/, '') : undefined);

function text(vr: string, value: unknown): Json {
  return value === undefined || value === null ? { vr } : { vr, Value: [String(value)] };
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : isRecord(value) ? [value] : [];
}
