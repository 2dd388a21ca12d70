/** The row of `instances`: identity of an object, what it is, and how its reading went. */
import { type DataSetView, findValue } from '../dicom/data-set-view.js';
import { joinDateTime, readInteger } from './cell-text.js';
import type { Row } from './header-tables.js';
import { findObjectKind, type ObjectKind } from './object-kind.js';

/** Where an object was found. */
export interface Origin {
  /** Index of the input. */
  readonly root: number;
  readonly sourceId: string;
  readonly member: string | undefined;
  readonly fileSize: number | undefined;
}

export interface InstanceRow extends Row {
  readonly kind: ObjectKind;
  readonly sop_instance_uid: string | undefined;
  readonly series_instance_uid: string | undefined;
  readonly study_instance_uid: string | undefined;
}

export interface InstanceFacts {
  readonly origin: Origin;
  readonly headerBytes: number | undefined;
  readonly transferSyntaxUid: string | undefined;
  /** How many instances a row of a series stands for; undefined for an instance. */
  readonly standsFor?: number | undefined;
  /** Of the File Meta Information, where the data set does not say. */
  readonly mediaStorage: { readonly sopClass: string | undefined; readonly sopInstance: string | undefined };
}

export function makeInstanceRow(view: DataSetView, facts: InstanceFacts): InstanceRow {
  const { origin } = facts;
  const sopClass = findValue(view, 0x00080016) ?? facts.mediaStorage.sopClass;
  const modality = findValue(view, 0x00080060);
  // Each cell by name, `status` and `finding_codes` to be filled in: a row is made for each instance.
  return {
    root: origin.root,
    source_id: origin.sourceId,
    member: origin.member,
    file_size: origin.fileSize,
    header_bytes: facts.headerBytes,
    transfer_syntax_uid: facts.transferSyntaxUid,
    sop_class_uid: sopClass,
    sop_instance_uid: findValue(view, 0x00080018) ?? facts.mediaStorage.sopInstance ?? formatOrigin(origin),
    series_instance_uid: findValue(view, 0x0020000e),
    study_instance_uid: findValue(view, 0x0020000d),
    patient_key: findValue(view, 0x00100020),
    issuer: findValue(view, 0x00100021),
    accession_key: findValue(view, 0x00080050),
    modality,
    series_number: readInteger(findValue(view, 0x00200011)),
    instance_number: readInteger(findValue(view, 0x00200013)),
    number_of_frames: readInteger(findValue(view, 0x00280008)),
    rows: readInteger(findValue(view, 0x00280010)),
    columns: readInteger(findValue(view, 0x00280011)),
    acquisition_datetime:
      findValue(view, 0x0008002a) ?? joinDateTime(findValue(view, 0x00080022), findValue(view, 0x00080032)),
    n_instances: facts.standsFor ?? 1,
    kind: findObjectKind(sopClass, modality),
  };
}

export function originCells({ root, sourceId, member }: Origin): {
  root: number;
  source_id: string;
  member: string | undefined;
} {
  return { root, source_id: sourceId, member };
}

/** Stands for the SOP Instance UID of an object without one. */
function formatOrigin({ root, sourceId, member }: Origin): string {
  return `source:${root}/${sourceId}${member === undefined ? '' : `!${member}`}`;
}
