/**
 * A data set as whoever uses it sees it: tags, VRs, values as text, items. Bytes of a file and DICOM JSON give the same
 * view, so that nothing behind it asks where a header came from.
 */
import { type CharacterSets, DEFAULT_CHARACTER_SETS, parseCharacterSets } from './character-sets.js';
import { type DataSet, findElement } from './element.js';
import { type ElementValues, readValues } from './values.js';

export interface ViewElement {
  readonly tag: number;
  readonly vr: string;
}

export interface DataSetView {
  readonly elements: readonly ViewElement[];
  /** Values of the element at a position in `elements`; `vr` is what bytes of unknown VR are read as. */
  readonly values: (position: number, vr?: string) => ElementValues;
  /** Items of the sequence at a position; undefined if it is no sequence. */
  readonly items: (position: number) => readonly DataSetView[] | undefined;
  /** Terms of Specific Character Set that are unknown. */
  readonly unknownCharacterSets: readonly string[];
}

const SPECIFIC_CHARACTER_SET = 0x00080005;

/** `maxBytes`: kept of a value. An item without a Specific Character Set has that of what surrounds it. [PS3.3 C.12.1.1.2] */
export function viewDataSet(
  dataSet: DataSet,
  bytes: Buffer,
  maxBytes: number,
  inherited: CharacterSets = DEFAULT_CHARACTER_SETS,
): DataSetView {
  const { elements, bigEndian } = dataSet;
  const plain = { bytes, bigEndian, maxBytes, characterSets: DEFAULT_CHARACTER_SETS };
  const stated = findElement(dataSet, SPECIFIC_CHARACTER_SET);
  const characterSets = stated ? parseCharacterSets(readValues(stated, plain).values) : inherited;
  const context = { ...plain, characterSets };
  return {
    elements,
    values: (position, vr) => {
      const element = elements[position];
      if (element === undefined) return NO_VALUES;
      return readValues(element.vr === 'UN' && vr !== undefined ? { ...element, vr } : element, context);
    },
    items: (position) =>
      elements[position]?.items?.map((item) => viewDataSet(item, bytes, maxBytes, characterSets)),
    unknownCharacterSets: stated ? characterSets.unknown : [],
  };
}

const NO_VALUES: ElementValues = { values: [], split: false, cut: false, fault: undefined };

/** Position of a tag; -1 if the data set has none. */
export function findPosition(view: DataSetView, tag: number): number {
  const { elements } = view;
  for (let position = 0; position < elements.length; position++) {
    if (elements[position]?.tag === tag) return position;
  }
  return -1;
}

/** The first value of a tag; undefined if it is absent or empty. */
export function findValue(view: DataSetView, tag: number): string | undefined {
  const position = findPosition(view, tag);
  return position < 0 ? undefined : view.values(position).values[0] || undefined;
}

/** Items of the sequence of a tag; none if it is absent. */
export function findItems(view: DataSetView, tag: number): readonly DataSetView[] {
  const position = findPosition(view, tag);
  return position < 0 ? [] : (view.items(position) ?? []);
}
