/**
 * A data set -> values of the listed attributes, each with its path. Values of the per-frame functional groups carry
 * their frame, unless all frames say the same. [PS3.3 C.7.6.16]
 */
import { type DataSetView, findValue, type ViewElement } from '../dicom/data-set-view.js';
import type { Dictionary } from '../dicom/dictionary.js';
import { isPrivateCreator } from '../dicom/element-head.js';
import { BYTES_VR } from '../dicom/value-representation.js';
import type { AttributeList, AttributeNode } from './attribute-list.js';
import { makePathNames, type PathName } from './path-names.js';
import { makeValuePlaces } from './value-places.js';

export interface ElementValue {
  readonly path: string;
  readonly tag: string;
  readonly privateCreator: string | undefined;
  readonly vr: string;
  readonly frame: number | undefined;
  readonly valueIndex: number;
  readonly value: string | undefined;
  readonly code: Code | undefined;
}

export interface Code {
  readonly value: string | undefined;
  readonly scheme: string | undefined;
  readonly version: string | undefined;
  readonly meaning: string | undefined;
}

/** A fault of a value, told once for each attribute. */
export interface ValueFault {
  readonly code:
    | 'value-cut'
    | 'charset-fault'
    | 'charset-undeclared'
    | 'charset-unknown'
    | 'length-odd'
    | 'private-creator-missing';
  readonly path: string;
}

/** Elements at the top level of data sets, and those of them that are private. */
export interface ElementCounts {
  readonly read: number;
  readonly private: number;
}

export interface TakenValues {
  readonly values: readonly ElementValue[];
  readonly elements: ElementCounts;
  readonly faults: readonly ValueFault[];
}

interface Taking {
  readonly list: AttributeList;
  readonly dictionary: Dictionary;
  readonly values: ElementValue[];
  readonly faults: ValueFault[];
  /** Items of the per-frame functional groups. */
  frames: number;
}

interface Place {
  /** Path so far; of the object itself empty. */
  readonly name: PathName;
  readonly listed: ReadonlyMap<number, AttributeNode>;
  readonly inFunctionalGroups: boolean;
  readonly frame: number | undefined;
}

const SHARED_GROUPS = 0x52009229;
const FRAME_GROUPS = 0x52009230;
const NOTHING: ReadonlyMap<number, AttributeNode> = new Map();
const findRoot = makePathNames();

export function takeValues(view: DataSetView, list: AttributeList, dictionary: Dictionary): TakenValues {
  const taking: Taking = { list, dictionary, values: [], faults: [], frames: 0 };
  takeLevel(taking, view, {
    name: findRoot(),
    listed: list.root,
    inFunctionalGroups: false,
    frame: undefined,
  });
  return {
    values: joinFrames(taking.values, taking.frames),
    elements: { read: view.elements.length, private: countPrivate(view) },
    faults: taking.faults,
  };
}

function countPrivate({ elements }: DataSetView): number {
  let count = 0;
  for (const { tag } of elements) count += (tag >>> 16) & 1;
  return count;
}

function takeLevel(taking: Taking, view: DataSetView, place: Place): void {
  const { list, dictionary, faults } = taking;
  if (view.unknownCharacterSets.length > 0)
    faults.push({ code: 'charset-unknown', path: place.name.below('00080005').text });
  const { elements } = view;
  const creators = new Map<number, string | undefined>();
  for (let position = 0; position < elements.length; position++) {
    const element = elements[position];
    if (element === undefined) continue;
    const { tag, vr } = element;
    if ((tag >>> 16) & 1) {
      takePrivate(taking, view, position, place, creators);
      continue;
    }
    const node = place.listed.get(tag) ?? (place.inFunctionalGroups ? list.root.get(tag) : undefined);
    const taken = node?.taken === true || list.takes?.(tag, vr) === true;
    const isGroups = place.name.text === '' && (tag === SHARED_GROUPS || tag === FRAME_GROUPS);
    if (vr !== 'SQ') {
      if (taken)
        pushValues(taking, view, position, place, {
          tag: dictionary.formatPath(tag),
          creator: undefined,
          vr,
        });
      continue;
    }
    if (!taken && node === undefined && !place.inFunctionalGroups && !isGroups) continue;
    takeSequence(
      taking,
      view.items(position) ?? [],
      element,
      { ...place, listed: node?.children ?? NOTHING },
      taken,
    );
  }
}

function takeSequence(
  taking: Taking,
  items: readonly DataSetView[],
  { tag }: ViewElement,
  place: Place,
  taken: boolean,
): void {
  const digits = taking.dictionary.formatPath(tag);
  const isTop = place.name.text === '';
  const isFrames = isTop && tag === FRAME_GROUPS;
  if (isFrames) taking.frames = items.length;
  const inFunctionalGroups = place.inFunctionalGroups || isFrames || (isTop && tag === SHARED_GROUPS);
  const sequence = place.name.below(digits);
  for (const [index, item] of items.entries()) {
    const name = isFrames || items.length === 1 ? sequence : sequence.item(index + 1);
    const frame = isFrames ? index + 1 : place.frame;
    const code = taken ? findCode(item) : undefined;
    if (code) {
      taking.values.push({
        path: name.text,
        tag: digits,
        privateCreator: undefined,
        vr: 'SQ',
        frame,
        valueIndex: 0,
        value: undefined,
        code,
      });
      takeNestedCodes(taking, item, name, frame);
    }
    takeLevel(taking, item, { name, listed: place.listed, inFunctionalGroups, frame });
  }
}

/** Modifiers of a code: code sequences within its item. [PS3.3 8.8, 10.5] */
function takeNestedCodes(taking: Taking, view: DataSetView, name: PathName, frame: number | undefined): void {
  if (taking.list.takes !== undefined) return;
  for (const [position, element] of view.elements.entries()) {
    if (element.vr !== 'SQ' || (element.tag >>> 16) & 1) continue;
    takeSequence(
      taking,
      view.items(position) ?? [],
      element,
      { name, listed: NOTHING, inFunctionalGroups: false, frame },
      true,
    );
  }
}

/** Code, long code or URN code, with scheme and meaning; undefined if the item is no code. [PS3.3 8.8-1] */
export function findCode(item: DataSetView): Code | undefined {
  const value = findValue(item, 0x00080100) ?? findValue(item, 0x00080119) ?? findValue(item, 0x00080120);
  const meaning = findValue(item, 0x00080104);
  if (value === undefined && meaning === undefined) return undefined;
  return { value, scheme: findValue(item, 0x00080102), version: findValue(item, 0x00080103), meaning };
}

/** By creator and element, whatever block the creator has; bytes and sequences are never opened. [PS3.5 7.8.1] */
function takePrivate(
  taking: Taking,
  view: DataSetView,
  position: number,
  place: Place,
  creators: Map<number, string | undefined>,
): void {
  const element = view.elements[position];
  if (element === undefined) return;
  const { tag } = element;
  if (isPrivateCreator(tag) || (tag & 0xffff) === 0) return;
  const reserving = ((tag >>> 16) << 16) + ((tag >>> 8) & 0xff);
  if (!creators.has(reserving)) creators.set(reserving, findValue(view, reserving >>> 0));
  const creator = creators.get(reserving);
  if (creator === undefined) {
    const isTold = taking.faults.some(({ code }) => code === 'private-creator-missing');
    if (!isTold)
      taking.faults.push({ code: 'private-creator-missing', path: place.name.below(hexOf(tag)).text });
    return;
  }
  const listed = taking.list.privateVrs.get(creator);
  if (listed === undefined) return;
  const hex = hexOf(tag);
  const digits = `${hex.slice(0, 4)}xx${hex.slice(6)}`;
  const stated = listed.get(digits);
  if (stated === undefined) return;
  const vr = element.vr === 'UN' ? stated : element.vr;
  if (vr !== 'SQ' && !BYTES_VR.has(vr))
    pushValues(taking, view, position, place, { tag: digits, creator, vr });
}

function hexOf(tag: number): string {
  return tag.toString(16).toUpperCase().padStart(8, '0');
}

interface Named {
  readonly tag: string;
  readonly creator: string | undefined;
  readonly vr: string;
}

function pushValues(
  taking: Taking,
  view: DataSetView,
  position: number,
  { name, frame }: Place,
  { tag, creator: privateCreator, vr }: Named,
): void {
  const path = name.below(tag).text;
  const { values, split, cut, fault } = view.values(position, vr);
  if (fault) taking.faults.push({ code: fault, path });
  if (cut) taking.faults.push({ code: 'value-cut', path });
  const push = (valueIndex: number, value: string | undefined) =>
    taking.values.push({ path, tag, privateCreator, vr, frame, valueIndex, value, code: undefined });
  if (values.length === 0) push(0, undefined);
  for (let index = 0; index < values.length; index++) push(split ? index + 1 : 0, values[index] || undefined);
}

/** Values that every frame has alike stand for all frames. */
function joinFrames(values: readonly ElementValue[], frames: number): readonly ElementValue[] {
  if (frames === 0) return values;
  const alike = makeValuePlaces<{ readonly first: ElementValue; count: number; same: boolean }>();
  const anyFrame = ({ path, privateCreator, valueIndex }: ElementValue) => ({
    path,
    privateCreator,
    valueIndex,
    frame: undefined,
  });
  for (const value of values) {
    if (value.frame === undefined) continue;
    const group = alike.find(anyFrame(value));
    if (group === undefined) alike.set(anyFrame(value), { first: value, count: 1, same: true });
    else {
      group.count++;
      group.same &&= isSameValue(group.first, value);
    }
  }
  const joined: ElementValue[] = [];
  for (const value of values) {
    const group = value.frame === undefined ? undefined : alike.find(anyFrame(value));
    if (group === undefined || !group.same || group.count < frames) joined.push(value);
    else if (group.first === value) joined.push({ ...value, frame: undefined });
  }
  return joined;
}

/** Equal but for path, frame and position. */
export function isSameValue(a: ElementValue, b: ElementValue): boolean {
  return (
    a.value === b.value &&
    a.vr === b.vr &&
    a.code?.value === b.code?.value &&
    a.code?.scheme === b.code?.scheme &&
    a.code?.version === b.code?.version &&
    a.code?.meaning === b.code?.meaning
  );
}
