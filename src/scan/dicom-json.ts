/**
 * DICOM JSON -> data sets, in the spellings of those who write it: the model of the standard (QIDO-RS, WADO-RS), pydicom's
 * `to_json`, dcm2json, keywords for tags, bare values for elements. [PS3.18 F]
 */
import type { Dictionary } from '../dicom/dictionary.js';
import { BYTES_VR } from '../dicom/value-representation.js';
import type { FindTag } from './attribute-names.js';
import type { PlainDataSet, PlainElement } from './plain-view.js';

export interface JsonNames {
  readonly findTag: FindTag;
  readonly dictionary: Dictionary;
}

const MAX_DEPTH = 32;

/** Undefined if no name of the object is that of an attribute. */
export function readJsonDataSet(object: unknown, names: JsonNames, depth = 0): PlainDataSet | undefined {
  if (!isRecord(object) || depth > MAX_DEPTH) return undefined;
  const elements = Object.entries(object).flatMap(([name, content]) => {
    const tag = names.findTag(name);
    return tag === undefined ? [] : [readElement(tag, content, names, depth)];
  });
  return elements.length === 0 && Object.keys(object).length > 0 ? undefined : elements;
}

function readElement(tag: number, content: unknown, names: JsonNames, depth: number): PlainElement {
  const known = names.dictionary.findVr(tag)?.slice(0, 2) ?? 'UN';
  const isModel = isRecord(content) && ('vr' in content || 'Value' in content || 'InlineBinary' in content);
  const vr = isModel && typeof content.vr === 'string' ? content.vr.toUpperCase() : known;
  const value = isModel ? content.Value : content;
  const list = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  if (vr === 'SQ') {
    const items = list.map((item) => readJsonDataSet(item, names, depth + 1) ?? []);
    return { tag, vr, values: [], items };
  }
  if (BYTES_VR.has(vr) && isModel) return { tag, vr, values: [] };
  const values = list.map((each) => formatValue(each, vr));
  // A single string may hold several values, as tables and dcm2json write them.
  const first = values.length === 1 ? values[0] : undefined;
  if (first?.includes('\\') && !['LT', 'ST', 'UT', 'UR'].includes(vr)) {
    return { tag, vr, values: first.split('\\').map((each) => each.trim()) };
  }
  return { tag, vr, values: values.length === 1 && first === '' ? [] : values };
}

/** Numbers as they are, names by their component groups, dates and times in the form of DICOM. */
export function formatValue(value: unknown, vr: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : String(value);
  if (value instanceof Date) return formatDate(value, vr);
  // A time of day in microseconds, as Parquet has it.
  if (vr === 'TM' && typeof value === 'bigint') return formatClock(Number(value / 1000n));
  if (isRecord(value)) {
    const { Alphabetic, Ideographic, Phonetic } = value;
    return [Alphabetic, Ideographic, Phonetic]
      .map((group) => (typeof group === 'string' ? group : ''))
      .join('=')
      .replace(/=+$/, '');
  }
  const text = String(value).trim();
  if (vr === 'DT') {
    const [, day, clock] =
      /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)(?: ?UTC|Z)?$/.exec(text) ?? [];
    if (day !== undefined) return `${day.replaceAll('-', '')}${clock?.replaceAll(':', '')}`;
  }
  if (vr === 'DA' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return text.replaceAll('-', '');
  if (vr === 'TM' && /^\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(text)) return text.replaceAll(':', '');
  return text;
}

/** Milliseconds of the day. */
function formatClock(milliseconds: number): string {
  return formatDate(new Date(milliseconds), 'TM');
}

function formatDate(date: Date, vr: string): string {
  const [day = '', time = ''] = date.toISOString().slice(0, 23).split('T');
  const clock = time.replaceAll(':', '').replace(/\.000$/, '');
  if (vr === 'TM') return clock;
  return vr === 'DT' ? `${day.replaceAll('-', '')}${clock}` : day.replaceAll('-', '');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
