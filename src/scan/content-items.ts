/** The content tree of a structured report, item by item. [PS3.3 C.17.3, C.18] */
import { type DataSetView, findItems, findPosition, findValue } from '../dicom/data-set-view.js';
import { findCode } from './element-values.js';
import type { Row } from './header-tables.js';

const CONTENT = 0x0040a730;
/** Text of an item, by its value type. */
const TEXTS: Readonly<Record<string, number>> = {
  TEXT: 0x0040a160,
  UIDREF: 0x0040a124,
  PNAME: 0x0040a123,
  DATE: 0x0040a121,
  TIME: 0x0040a122,
  DATETIME: 0x0040a120,
};
const MAX_DEPTH = 64;

/** Rows of `sr_items`; the root is item `1`. `object` is the object's three UIDs. */
export function takeContentItems(view: DataSetView, object: Row): Row[] {
  const rows: Row[] = [];
  if (findPosition(view, 0x0040a040) < 0 && findPosition(view, CONTENT) < 0) return rows;
  walk(view, '1', undefined, object, rows, 0);
  return rows;
}

function walk(
  item: DataSetView,
  path: string,
  parent: string | undefined,
  object: Row,
  rows: Row[],
  depth: number,
): void {
  rows.push(makeRow(item, path, parent, object));
  if (depth >= MAX_DEPTH) return;
  for (const [index, child] of findItems(item, CONTENT).entries()) {
    walk(child, `${path}.${index + 1}`, path, object, rows, depth + 1);
  }
}

function makeRow(item: DataSetView, path: string, parent: string | undefined, object: Row): Row {
  const valueType = findValue(item, 0x0040a040);
  const name = firstCode(item, 0x0040a043);
  const [template] = findItems(item, 0x0040a504);
  const [measured] = findItems(item, 0x0040a300);
  const code = valueType === 'CODE' ? firstCode(item, 0x0040a168) : undefined;
  const unit = measured && firstCode(measured, 0x004008ea);
  const qualifier = firstCode(item, 0x0040a301);
  const [referenced] = findItems(item, 0x00081199);
  return {
    ...object,
    item_path: path,
    parent_path: parent,
    relationship: findValue(item, 0x0040a010),
    value_type: valueType,
    concept_code: name?.value,
    concept_scheme: name?.scheme,
    concept_scheme_version: name?.version,
    concept_meaning: name?.meaning,
    template_id: template && findValue(template, 0x0040db00),
    template_resource: template && findValue(template, 0x00080105),
    value: measured ? findValue(measured, 0x0040a30a) : findValue(item, TEXTS[valueType ?? ''] ?? 0),
    code_value: code?.value,
    code_scheme: code?.scheme,
    code_scheme_version: code?.version,
    code_meaning: code?.meaning,
    unit_code: unit?.value,
    unit_scheme: unit?.scheme,
    unit_meaning: unit?.meaning,
    qualifier_code: qualifier?.value,
    qualifier_scheme: qualifier?.scheme,
    qualifier_meaning: qualifier?.meaning,
    referenced_sop_class_uid: referenced && findValue(referenced, 0x00081150),
    referenced_sop_instance_uid: referenced && findValue(referenced, 0x00081155),
    referenced_segments: referenced && joinValues(referenced, 0x0062000b, ','),
    referenced_frames: referenced && joinValues(referenced, 0x00081160, ','),
    referenced_item_path: joinValues(item, 0x0040db73, '.'),
    graphic_type: findValue(item, 0x00700023),
    observation_datetime: findValue(item, 0x0040a032),
  };
}

/** The code of the first item of a sequence. */
export function firstCode(view: DataSetView, tag: number) {
  const [item] = findItems(view, tag);
  return item && findCode(item);
}

/** All values of a tag in one cell; undefined if there is none. */
function joinValues(view: DataSetView, tag: number, separator: string): string | undefined {
  const position = findPosition(view, tag);
  return position < 0 ? undefined : view.values(position).values.join(separator) || undefined;
}
