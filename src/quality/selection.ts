/**
 * What a user asks of the series of a harvest, in words: `modality=CT and plane=axial and SliceThickness<=1`. Each condition names a field, a fact that rules
 * derive, or an attribute; all of them have to hold.
 */
import { type Engine, literal } from '../harvest/engine.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';

const OPERATORS = ['<=', '>=', '!=', '=', '<', '>', '~'] as const;
type Operator = (typeof OPERATORS)[number];

export interface Condition {
  /** Lower case. */
  readonly field: string;
  readonly operator: Operator;
  readonly value: string;
}

export interface SelectedSeries {
  readonly image_occurrence_id: number;
  readonly person_id: number;
  /** As in the headers where the site remembers them, else as in IMAGE_OCCURRENCE. */
  readonly study_instance_uid: string;
  readonly series_instance_uid: string;
  readonly wadors_uri: string | null;
}

/** Field -> column, and whether it is a number. */
const FIELDS: Readonly<Record<string, { readonly column: string; readonly isNumber?: boolean }>> = {
  modality: { column: 'f.modality' },
  site: { column: 'f.site' },
  maker: { column: 'f.maker' },
  model: { column: 's.model' },
  procedure: { column: 'p.procedure_concept_id', isNumber: true },
  person: { column: 'f.person_id', isNumber: true },
  year: { column: 'f.year', isNumber: true },
  images: { column: 'f.n_images', isNumber: true },
  frames: { column: 'f.n_frames', isNumber: true },
};
/** Facts that rules derive of series. */
const FACTS: ReadonlySet<string> = new Set([
  ...[
    'plane',
    'contrast',
    'phase',
    'weighting',
    'low-dose',
    'image-kind',
    'isotropic',
    'black-blood',
    'series-name',
  ],
  ...['slices', 'spacing', 'gap', 'coverage'],
]);
/** Words of radiologists -> the value of the fact. */
const WORDS: Readonly<Record<string, string>> = {
  'contrast pre': 'no',
  'contrast without': 'no',
  'contrast post': 'yes',
  'contrast with': 'yes',
};
const KNOWN = [...Object.keys(FIELDS), ...FACTS].join(', ');

/** `site="lower limb" and year>=2020`; undefined where a part is no condition. */
export function parseWhere(text: string): Outcome<readonly Condition[] | undefined> {
  const conditions: Condition[] = [];
  for (const part of splitParts(text)) {
    const [, field = '', operator = '', quoted, bare = ''] =
      /^([\w-]+)\s*(<=|>=|!=|=|<|>|~)\s*(?:"([^"]*)"|(\S.*))$/.exec(part) ?? [];
    const value = (quoted ?? bare).trim();
    const known = OPERATORS.find((each) => each === operator);
    if (known === undefined || value === '' || /\sand$/i.test(bare))
      return { value: undefined, diagnostics: [tellForm(part)] };
    conditions.push({ field: field.toLowerCase(), operator: known, value });
  }
  return { value: conditions, diagnostics: [] };
}

/** By ` and ` outside of quotes. */
function splitParts(text: string): readonly string[] {
  return (text.match(/(?:"[^"]*"|(?!\s+and\s)[\s\S])+/gi) ?? []).map((part) =>
    part.replace(/^\s*and\s+/i, '').trim(),
  );
}

/** The series that all conditions hold for, in the order of their ids; undefined where a field is not known. Asks the tables of `openInputs` and `image_fact`. */
export async function selectSeries(
  engine: Engine,
  conditions: readonly Condition[],
): Promise<Outcome<readonly SelectedSeries[] | undefined>> {
  const clauses: string[] = [];
  for (const condition of conditions) {
    const clause = await formatClause(engine, condition);
    if (typeof clause !== 'string') return { value: undefined, diagnostics: [clause] };
    clauses.push(clause);
  }
  const value = await engine.rows<SelectedSeries>(
    `SELECT i.image_occurrence_id, i.person_id, coalesce(o.study_instance_uid, i.image_study_uid) AS study_instance_uid,
       coalesce(o.series_instance_uid, i.image_series_uid) AS series_instance_uid, i.wadors_uri
     FROM image_occurrence i
     JOIN image_fact f ON f.image_occurrence_id = i.image_occurrence_id
     LEFT JOIN image_occurrence_source s ON s.image_occurrence_id = i.image_occurrence_id
     LEFT JOIN procedure_occurrence p ON p.procedure_occurrence_id = i.procedure_occurrence_id
     LEFT JOIN occurrence o ON o.image_occurrence_id = i.image_occurrence_id
     WHERE ${['TRUE', ...clauses].join(' AND ')}
     ORDER BY i.image_occurrence_id`,
  );
  return { value, diagnostics: [] };
}

async function formatClause(engine: Engine, condition: Condition): Promise<string | Diagnostic> {
  const { field, value } = condition;
  const known = FIELDS[field];
  if (known !== undefined) {
    if (known.isNumber && !isNumber(value)) return tellNumber(condition);
    return known.isNumber
      ? compareNumber(known.column, condition)
      : compareText(`coalesce(${known.column}, '')`, condition);
  }
  if (FACTS.has(field)) {
    const meant = { ...condition, value: WORDS[`${field} ${value.toLowerCase()}`] ?? value };
    return `${isNot(condition)}EXISTS (SELECT 1 FROM derived_value d WHERE d.image_occurrence_id = i.image_occurrence_id AND d.rule = ${literal(field)}
      AND ${compareValue('d.value', 'TRY_CAST(d.value AS DOUBLE)', meant)})`;
  }
  const [attribute] = await engine.rows<{ attribute: string }>(
    `SELECT attribute FROM lookup_attribute WHERE lower(keyword) = ${literal(field)} OR lower(attribute) = ${literal(field)} LIMIT 1`,
  );
  if (attribute === undefined) return tellField(condition);
  return `${isNot(condition)}EXISTS (SELECT 1 FROM attribute_value v WHERE v.image_occurrence_id = i.image_occurrence_id AND v.attribute = ${literal(attribute.attribute)}
    AND ${compareValue('v.value_source_value', 'v.value_as_number', condition)})`;
}

/** `!=` of what a series may have several of: none is it. */
function isNot({ operator }: Condition): string {
  return operator === '!=' ? 'NOT ' : '';
}

function compareValue(text: string, number: string, condition: Condition): string {
  const positive: Condition = condition.operator === '!=' ? { ...condition, operator: '=' } : condition;
  if (isNumber(condition.value)) return compareNumber(number, positive);
  return compareText(`coalesce(${text}, '')`, positive);
}

function compareNumber(column: string, { operator, value }: Condition): string {
  const sign = operator === '!=' ? '<>' : operator === '~' ? '=' : operator;
  return `coalesce(${column} ${sign} ${Number(value)}, FALSE)`;
}

/** Without case; `~`: contains. */
function compareText(column: string, { operator, value }: Condition): string {
  const text = literal(value.toLowerCase());
  if (operator === '~') return `strpos(lower(${column}), ${text}) > 0`;
  const sign = operator === '!=' ? '<>' : operator;
  return `lower(${column}) ${sign} ${text}`;
}

function isNumber(value: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(value) && Number.isFinite(Number(value));
}

function tellForm(part: string): Diagnostic {
  return {
    code: 'where-malformed',
    severity: 'error',
    message: 'this part of --where is no condition',
    found: part,
    expected: 'FIELD=VALUE, with =, !=, <, <=, >, >= or ~ (contains), several joined by "and"',
    fix: 'write it like --where "modality=CT and plane=axial"; quote values that hold "and"',
  };
}

function tellField({ field }: Condition): Diagnostic {
  return {
    code: 'where-field-unknown',
    severity: 'error',
    message: 'nothing is known by this name',
    found: field,
    expected: `${KNOWN}, or the keyword of an attribute (SliceThickness, KVP ...)`,
    fix: 'look the attribute up: dicom-omop inspect NAME',
  };
}

function tellNumber({ field, value }: Condition): Diagnostic {
  return {
    code: 'where-value-not-number',
    severity: 'error',
    message: `${field} is a number`,
    found: value,
    expected: 'a number',
    fix: `write it like --where "${field}>=10"`,
  };
}
