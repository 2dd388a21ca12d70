/** A data set that is text already, of DICOM JSON or a table, in the view that headers of files give. */
import type { DataSetView } from '../dicom/data-set-view.js';
import { WHOLE_TEXT_VR } from '../dicom/value-representation.js';

export interface PlainElement {
  readonly tag: number;
  readonly vr: string;
  readonly values: readonly string[];
  readonly items?: readonly PlainDataSet[] | undefined;
}

/** In any order; of a repeated tag the first counts. */
export type PlainDataSet = readonly PlainElement[];

export function viewPlain(dataSet: PlainDataSet, maxLength: number): DataSetView {
  const seen = new Set<number>();
  const elements = dataSet.filter(({ tag }) => !seen.has(tag) && seen.add(tag)).sort((a, b) => a.tag - b.tag);
  return {
    elements,
    values: (position) => {
      const { values = [], vr = 'UN' } = elements[position] ?? {};
      const cut = values.some((value) => value.length > maxLength);
      return {
        values: cut ? values.map((value) => value.slice(0, maxLength)) : values,
        split: !WHOLE_TEXT_VR.has(vr),
        cut,
        fault: undefined,
      };
    },
    items: (position) => elements[position]?.items?.map((item) => viewPlain(item, maxLength)),
    unknownCharacterSets: [],
  };
}
