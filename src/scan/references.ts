/**
 * Which studies, series and instances an object refers to, wherever it does so: a sequence item that names a series or
 * an instance is a reference, with the study and series of the items around it. [PS3.3 10.3, C.17.2.1]
 */
import { type DataSetView, findValue } from '../dicom/data-set-view.js';
import { formatTag } from '../dicom/element.js';
import type { Row } from './header-tables.js';

interface Owner {
  readonly sop: string | undefined;
  readonly series: string | undefined;
}

interface Around {
  readonly study: string | undefined;
  readonly series: string | undefined;
}

const STUDY = 0x0020000d;
const SERIES = 0x0020000e;
const SOP_CLASS = 0x00081150;
const SOP_INSTANCE = 0x00081155;
/** The content tree has a table of its own, and pixel data of an icon refer to nothing. */
const SKIPPED = new Set([0x0040a730, 0x00880200]);

/** Rows of `references`, each once. */
export function takeReferences(view: DataSetView, owner: Owner): Row[] {
  const rows = new Map<string, Row>();
  walk(view, [], { study: undefined, series: undefined }, owner, rows);
  return [...rows.values()];
}

function walk(
  view: DataSetView,
  path: readonly string[],
  around: Around,
  owner: Owner,
  rows: Map<string, Row>,
): void {
  for (const [position, { tag, vr }] of view.elements.entries()) {
    if (vr !== 'SQ' || SKIPPED.has(tag) || (tag >>> 16) & 1) continue;
    const inner = [...path, formatTag(tag)];
    for (const item of view.items(position) ?? []) {
      const series = findValue(item, SERIES);
      const study = findValue(item, STUDY) ?? around.study;
      const instance = findValue(item, SOP_INSTANCE);
      const here = { study, series: series ?? around.series };
      if (instance !== undefined || series !== undefined) {
        const names = [
          inner.join('>'),
          study ?? referencedStudy(item),
          here.series,
          findValue(item, SOP_CLASS),
          instance,
        ];
        if (instance !== undefined || !hasInstances(item)) addRow(rows, owner, names);
      }
      walk(item, inner, isStudy(item) ? { study: instance, series: undefined } : here, owner, rows);
    }
  }
}

/** Referenced Study Sequence of RT objects names the study as an instance. */
function isStudy(item: DataSetView): boolean {
  return findValue(item, SOP_CLASS) === '1.2.840.10008.3.1.2.3.1';
}

function referencedStudy(item: DataSetView): string | undefined {
  return isStudy(item) ? findValue(item, SOP_INSTANCE) : undefined;
}

/** A series whose instances are named below it needs no row of its own. */
function hasInstances(item: DataSetView): boolean {
  return item.elements.some(
    ({ vr }, position) =>
      vr === 'SQ' &&
      (item.items(position) ?? []).some((inner) => findValue(inner, SOP_INSTANCE) !== undefined),
  );
}

function addRow(
  rows: Map<string, Row>,
  { sop, series }: Owner,
  names: readonly (string | undefined)[],
): void {
  const [path, study, referenced, sopClass, instance] = names;
  rows.set(names.join('|'), {
    sop_instance_uid: sop,
    series_instance_uid: series,
    path,
    referenced_study_instance_uid: study,
    referenced_series_instance_uid: referenced,
    referenced_sop_class_uid: sopClass,
    referenced_sop_instance_uid: instance,
  });
}
