/**
 * The header tables: columns, types and order. They are the interface between reading headers and mapping them; any
 * program that writes these tables can be mapped, any engine that reads Parquet can map them.
 */

export type ColumnType = 'STRING' | 'INT32' | 'INT64';
export type Cell = string | number | undefined;
export type Row = Readonly<Record<string, Cell>>;
export type TableName = 'instances' | 'elements' | 'sr_items' | 'segments' | 'references' | 'findings';

export interface HeaderTable {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** Columns of the order, NULL first. `item_path` counts: 1.2 before 1.10. */
  readonly order: readonly string[];
}

function table(columns: string, order: string): HeaderTable {
  return {
    columns: columns
      .trim()
      .split(/\s+/)
      .map((column) => {
        const [name = '', type] = column.split(':');
        return { name, type: type === 'i' ? 'INT32' : type === 'l' ? 'INT64' : 'STRING' };
      }),
    order: order.split(' '),
  };
}

const OBJECT = 'sop_instance_uid series_instance_uid study_instance_uid';
const code = (name: string) => `${name}_code ${name}_scheme ${name}_meaning`;

/** `:i` 32-bit integer, `:l` 64-bit integer, all others text. */
export const HEADER_TABLES: Readonly<Record<TableName, HeaderTable>> = {
  instances: table(
    `root:i source_id member file_size:l header_bytes:l transfer_syntax_uid sop_class_uid sop_instance_uid
     series_instance_uid study_instance_uid patient_key issuer accession_key modality series_number:i
     instance_number:i number_of_frames:i rows:i columns:i acquisition_datetime n_instances:i kind status finding_codes`,
    'study_instance_uid series_instance_uid instance_number sop_instance_uid root source_id member',
  ),
  elements: table(
    `series_instance_uid sop_instance_uid frame:i path tag private_creator vr value_index:i value code_value
     code_scheme code_scheme_version code_meaning n_instances:i`,
    'series_instance_uid path private_creator frame value_index sop_instance_uid value code_value code_scheme vr code_scheme_version code_meaning',
  ),
  sr_items: table(
    `${OBJECT} item_path parent_path relationship value_type concept_code concept_scheme concept_scheme_version
     concept_meaning template_id template_resource value code_value code_scheme code_scheme_version code_meaning
     ${code('unit')} ${code('qualifier')} referenced_sop_class_uid referenced_sop_instance_uid referenced_segments
     referenced_frames referenced_item_path graphic_type observation_datetime`,
    'sop_instance_uid item_path',
  ),
  segments: table(
    `${OBJECT} segment_number:i segmentation_type label description ${code('category')} ${code('type')} type_modifiers
     ${code('region')} region_modifiers algorithm_type algorithm_name ${code('algorithm_family')} algorithm_version
     algorithm_source algorithm_parameters tracking_id tracking_uid referenced_series_instance_uid content_datetime n_annotations:i`,
    'sop_instance_uid segment_number label',
  ),
  references: table(
    `sop_instance_uid series_instance_uid path referenced_study_instance_uid referenced_series_instance_uid
     referenced_sop_class_uid referenced_sop_instance_uid`,
    'sop_instance_uid path referenced_series_instance_uid referenced_sop_instance_uid referenced_study_instance_uid referenced_sop_class_uid',
  ),
  findings: table(
    `root:i source_id member sop_instance_uid offset:l path code severity message found expected`,
    'root source_id member offset code path message',
  ),
};

export const TABLE_NAMES = Object.keys(HEADER_TABLES) as readonly TableName[];

/** Sorts in place by the order of the table. */
export function sortRows<R extends Row>(name: TableName, rows: R[]): R[] {
  const { order } = HEADER_TABLES[name];
  return rows.sort((a, b) => {
    for (const column of order) {
      const difference =
        column === 'item_path' ? compareItemPath(a[column], b[column]) : compareCell(a[column], b[column]);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function compareCell(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a < b ? -1 : 1;
}

function compareItemPath(a: Cell, b: Cell): number {
  const left = String(a ?? '').split('.');
  const right = String(b ?? '').split('.');
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = Number(left[index]) - Number(right[index]);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
