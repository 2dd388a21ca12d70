/** Reports, key object selections, segmentations, annotations and structure sets -> rows of the header tables. */
import { describe, expect, test } from '@jest/globals';
import { element, item, sequence } from '../../support/dicom-bytes.js';
import { code, object } from '../../support/dicom-objects.js';

describe('reports', () => {
  const measured = sequence(0x0040a300, [item([code(0x004008ea, 'mm'), element(0x0040a30a, 'DS', '12.5')])]);
  const reference = sequence(0x00081199, [
    item([
      element(0x00081150, 'UI', '1.2.5'),
      element(0x00081155, 'UI', '1.2.6'),
      element(0x0062000b, 'US', 3),
    ]),
  ]);
  const content = sequence(0x0040a730, [
    item([
      element(0x0040a010, 'CS', 'CONTAINS'),
      element(0x0040a040, 'CS', 'NUM'),
      code(0x0040a043, 'N'),
      measured,
    ]),
    item([reference, element(0x0040a010, 'CS', 'CONTAINS'), element(0x0040a040, 'CS', 'IMAGE')]),
    item([
      element(0x0040a010, 'CS', 'CONTAINS'),
      element(0x0040a040, 'CS', 'TEXT'),
      element(0x0040a160, 'UT', 'free'),
    ]),
    item([
      element(0x0040a010, 'CS', 'INFERRED FROM'),
      element(0x0040db73, 'UL', Buffer.from([1, 0, 0, 0, 2, 0, 0, 0])),
    ]),
  ]);
  const template = sequence(0x0040a504, [
    item([element(0x00080105, 'CS', 'DCMR'), element(0x0040db00, 'CS', '1500')]),
  ]);

  test('each item with its place in the tree', () => {
    const { srItems } = object('1.2.840.10008.5.1.4.1.1.88.34', 'SR', [
      element(0x0040a040, 'CS', 'CONTAINER'),
      code(0x0040a043, '126000'),
      template,
      content,
    ]);
    expect(srItems).toHaveLength(5);
    expect(srItems).toMatchObject([
      {
        item_path: '1',
        parent_path: undefined,
        value_type: 'CONTAINER',
        concept_code: '126000',
        template_id: '1500',
        template_resource: 'DCMR',
      },
      {
        item_path: '1.1',
        parent_path: '1',
        relationship: 'CONTAINS',
        concept_code: 'N',
        value: '12.5',
        unit_code: 'mm',
      },
      {
        item_path: '1.2',
        referenced_sop_class_uid: '1.2.5',
        referenced_sop_instance_uid: '1.2.6',
        referenced_segments: '3',
      },
      { item_path: '1.3', value_type: 'TEXT', value: 'free' },
      { item_path: '1.4', relationship: 'INFERRED FROM', referenced_item_path: '1.2' },
    ]);
  });
});

describe('key object selections', () => {
  test('title and images, as items of content; an image has none', () => {
    const reference = sequence(0x00081199, [
      item([
        element(0x00081150, 'UI', '1.2.5'),
        element(0x00081155, 'UI', '1.2.6'),
        element(0x00081160, 'IS', '3\\4'),
      ]),
    ]);
    const more = [
      element(0x0040a040, 'CS', 'CONTAINER'),
      code(0x0040a043, '113001'),
      sequence(0x0040a730, [
        item([reference, element(0x0040a010, 'CS', 'CONTAINS'), element(0x0040a040, 'CS', 'IMAGE')]),
      ]),
    ];
    const { instance: row, srItems } = object('1.2.840.10008.5.1.4.1.1.88.59', 'KO', more);
    expect(row?.kind).toBe('other');
    expect(srItems).toMatchObject([
      { item_path: '1', value_type: 'CONTAINER', concept_code: '113001' },
      { item_path: '1.1', referenced_sop_instance_uid: '1.2.6', referenced_frames: '3,4' },
    ]);
    expect(object('1.2.840.10008.5.1.4.1.1.2', 'CT', more).srItems).toEqual([]);
  });
});

describe('segmentations and references', () => {
  const segment = item([
    element(0x00620004, 'US', 2),
    element(0x00620005, 'LO', 'Nodule'),
    element(0x00620008, 'CS', 'SEMIAUTOMATIC'),
    element(0x00620009, 'LO', 'grow'),
    code(0x0062000f, 'T'),
    element(0x00620021, 'UI', '2.25.9'),
  ]);
  const referenced = sequence(0x00081115, [
    item([
      sequence(0x0008114a, [item([element(0x00081150, 'UI', '1.2.5'), element(0x00081155, 'UI', '1.2.6')])]),
      element(0x0020000e, 'UI', '1.2.77'),
    ]),
  ]);

  test('a row for each segment, with the series it refers to', () => {
    const { segments, references } = object('1.2.840.10008.5.1.4.1.1.66.4', 'SEG', [
      referenced,
      element(0x00620001, 'CS', 'BINARY'),
      sequence(0x00620002, [segment]),
    ]);
    expect(segments).toMatchObject([
      {
        sop_instance_uid: '1.2.3',
        segment_number: 2,
        segmentation_type: 'BINARY',
        label: 'Nodule',
        type_code: 'T',
        algorithm_type: 'SEMIAUTOMATIC',
        algorithm_name: 'grow',
        tracking_uid: '2.25.9',
        referenced_series_instance_uid: '1.2.77',
      },
    ]);
    expect(references).toEqual([
      {
        sop_instance_uid: '1.2.3',
        series_instance_uid: '1.2.2',
        path: '00081115>0008114A',
        referenced_study_instance_uid: undefined,
        referenced_series_instance_uid: '1.2.77',
        referenced_sop_class_uid: '1.2.5',
        referenced_sop_instance_uid: '1.2.6',
      },
    ]);
  });

  test('groups of annotations with what they are of and how many there are', () => {
    const group = item([
      element(0x0040a180, 'US', 2),
      element(0x006a0005, 'LO', 'my cells'),
      element(0x006a0007, 'CS', 'AUTOMATIC'),
      sequence(0x006a0008, [item([element(0x00660031, 'LO', '1.2'), element(0x00660036, 'LO', 'count')])]),
      code(0x006a0009, 'C'),
      code(0x006a000a, 'T'),
      element(0x006a000c, 'UL', Buffer.from([0x40, 0x42, 0x0f, 0])),
    ]);
    const { instance: row, segments } = object('1.2.840.10008.5.1.4.1.1.91.1', 'ANN', [
      referenced,
      sequence(0x006a0002, [group]),
    ]);
    expect(row?.kind).toBe('other');
    expect(segments).toMatchObject([
      {
        segmentation_type: 'ANN',
        segment_number: 2,
        label: 'my cells',
        category_code: 'C',
        type_code: 'T',
        algorithm_type: 'AUTOMATIC',
        algorithm_name: 'count',
        algorithm_version: '1.2',
        n_annotations: 1_000_000,
        referenced_series_instance_uid: '1.2.77',
      },
    ]);
  });

  test('regions of an RT structure set only where they are coded', () => {
    const coded = item([element(0x30060084, 'IS', '4'), code(0x30060086, 'R')]);
    const free = item([element(0x30060084, 'IS', '5'), element(0x30060085, 'SH', 'my roi')]);
    const { segments } = object('1.2.840.10008.5.1.4.1.1.481.3', 'RTSTRUCT', [
      sequence(0x30060080, [coded, free]),
    ]);
    expect(segments).toMatchObject([{ segmentation_type: 'RTSTRUCT', segment_number: 4, type_code: 'R' }]);
    expect(segments).toHaveLength(1);
  });
});
