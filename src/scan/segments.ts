/** Segments of a segmentation, coded regions of interest of an RT structure set, groups of bulk annotations. [PS3.3 C.8.20.4, C.8.8.8, C.37.1.2] */
import { type DataSetView, findItems, findValue } from '../dicom/data-set-view.js';
import { joinDateTime, readInteger } from './cell-text.js';
import { firstCode } from './content-items.js';
import { findCode } from './element-values.js';
import type { Row } from './header-tables.js';

/** Rows of `segments`. `object`: its three UIDs; `series`: what it refers to. */
export function takeSegments(view: DataSetView, object: Row, series: string | undefined): Row[] {
  const shared = {
    ...object,
    segmentation_type: findValue(view, 0x00620001),
    referenced_series_instance_uid: series,
    content_datetime: joinDateTime(findValue(view, 0x00080023), findValue(view, 0x00080033)),
  };
  return findItems(view, 0x00620002).map((segment) => ({ ...shared, ...makeSegment(segment) }));
}

function makeSegment(segment: DataSetView): Row {
  const [algorithm] = findItems(segment, 0x00620007);
  const made = algorithmCells(algorithm);
  const [type] = findItems(segment, 0x0062000f);
  const [region] = findItems(segment, 0x00082218);
  return {
    segment_number: readInteger(findValue(segment, 0x00620004)),
    label: findValue(segment, 0x00620005),
    description: findValue(segment, 0x00620006),
    ...codeCells('category', firstCode(segment, 0x00620003)),
    ...codeCells('type', type && findCode(type)),
    type_modifiers: type && joinCodes(findItems(type, 0x00620011)),
    ...codeCells('region', region && findCode(region)),
    region_modifiers: region && joinCodes(findItems(region, 0x00082220)),
    algorithm_type: findValue(segment, 0x00620008),
    ...made,
    algorithm_name: findValue(segment, 0x00620009) ?? made.algorithm_name,
    tracking_id: findValue(segment, 0x00620020),
    tracking_uid: findValue(segment, 0x00620021),
  };
}

/** ROIs of an RT structure set that carry a code; their free-text names alone make no row. */
export function takeStructures(view: DataSetView, object: Row, series: string | undefined): Row[] {
  return findItems(view, 0x30060080).flatMap((observation) => {
    const type = firstCode(observation, 0x30060086);
    if (type?.value === undefined) return [];
    return [
      {
        ...object,
        segmentation_type: 'RTSTRUCT',
        referenced_series_instance_uid: series,
        segment_number: readInteger(findValue(observation, 0x30060084)),
        label: findValue(observation, 0x30060085),
        ...codeCells('type', type),
        ...codeCells('category', firstCode(observation, 0x00620003)),
      },
    ];
  });
}

/** Groups of annotations: what is annotated, how many there are. Their coordinates and measurements are not read. [PS3.3 C.37.1.2] */
export function takeAnnotationGroups(view: DataSetView, object: Row, series: string | undefined): Row[] {
  const content = joinDateTime(findValue(view, 0x00080023), findValue(view, 0x00080033));
  return findItems(view, 0x006a0002).map((group) => {
    const [algorithm] = findItems(group, 0x006a0008);
    const [type] = findItems(group, 0x006a000a);
    const [region] = findItems(group, 0x00082218);
    return {
      ...object,
      segmentation_type: 'ANN',
      referenced_series_instance_uid: series,
      content_datetime: content,
      segment_number: readInteger(findValue(group, 0x0040a180)),
      label: findValue(group, 0x006a0005),
      description: findValue(group, 0x006a0006),
      ...codeCells('category', firstCode(group, 0x006a0009)),
      ...codeCells('type', type && findCode(type)),
      type_modifiers: type && joinCodes([...findItems(group, 0x006a000b), ...findItems(type, 0x006a000b)]),
      ...codeCells('region', region && findCode(region)),
      region_modifiers: region && joinCodes(findItems(region, 0x00082220)),
      algorithm_type: findValue(group, 0x006a0007),
      ...algorithmCells(algorithm),
      n_annotations: readInteger(findValue(group, 0x006a000c)),
    };
  });
}

/** Algorithm Identification Macro. [PS3.3 10.16] */
function algorithmCells(algorithm: DataSetView | undefined): Row {
  return {
    algorithm_name: algorithm && findValue(algorithm, 0x00660036),
    ...codeCells('algorithm_family', algorithm && firstCode(algorithm, 0x0066002f)),
    algorithm_version: algorithm && findValue(algorithm, 0x00660031),
    algorithm_source: algorithm && findValue(algorithm, 0x00240202),
    algorithm_parameters: algorithm && findValue(algorithm, 0x00660032),
  };
}

function codeCells(name: string, code: ReturnType<typeof findCode>): Row {
  return {
    [`${name}_code`]: code?.value,
    [`${name}_scheme`]: code?.scheme,
    [`${name}_meaning`]: code?.meaning,
  };
}

function joinCodes(items: readonly DataSetView[]): string | undefined {
  const codes = items.map(findCode).flatMap((code) => (code ? [code] : []));
  return (
    codes.map(({ value, scheme, meaning }) => [value, scheme, meaning].join('^')).join('\\') || undefined
  );
}
