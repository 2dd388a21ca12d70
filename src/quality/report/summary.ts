/** What the report tells of a harvest, as numbers: the page and summary.json hold the same. No ids, no days, no small cells. */
import { join } from 'node:path';
import { findJson } from '../../disk/json-file.js';
import { findText } from '../../disk/text-file.js';
import type { Engine } from '../../harvest/engine.js';
import { readHarvestManifest } from '../../harvest/harvest-manifest.js';
import { splitTabs } from '../../model/tab-separated.js';
import { askEngine, type Questions } from '../questions.js';
import { makeReportTables, readReportQuestions } from './report-questions.js';
import { type Cell, findHidden, type Margin } from './suppression.js';

/** A count; `<5` where it is small, `hidden` where a small one could be computed from it, or it is of few persons; null where there is none. */
export type Count = number | string | null;

export interface Named {
  readonly name: string;
  readonly n: Count;
}
export interface YearCell {
  readonly modality: string;
  readonly year: string;
  readonly n: Count;
  readonly images: Count;
}
export interface Combination {
  readonly modality: string;
  readonly site: string;
  readonly plane: string;
  readonly contrast: string;
  readonly weighting: string;
  readonly n: Count;
}
export interface AttributeSummary {
  readonly attribute: string;
  readonly unit: string | null;
  readonly values: Count;
  /** Per cent of all series. */
  readonly percent: Count;
  readonly unique: Count;
  readonly low: Count;
  readonly median: Count;
  readonly high: Count;
}
export interface RuleSummary {
  readonly code: string;
  readonly title: string;
  readonly category: string;
  readonly level: string;
  readonly status: string;
  /** Per cent that fail. */
  readonly percent: Count;
  readonly threshold: number;
}
export interface HarvestSummary {
  readonly tool: string;
  /** Smaller counts are not told. */
  readonly least: number;
  readonly isDeidentified: boolean;
  readonly totals: readonly Named[];
  readonly modalities: readonly Named[];
  readonly years: readonly YearCell[];
  readonly makers: readonly Named[];
  readonly sites: readonly Named[];
  readonly procedures: readonly Named[];
  readonly combinations: readonly Combination[];
  readonly attributes: readonly AttributeSummary[];
  readonly coverage: readonly { readonly what: string; readonly known: Count; readonly total: Count }[];
  /** Undefined where the harvest was not checked. */
  readonly quality: readonly RuleSummary[] | undefined;
  readonly unresolved: readonly {
    readonly what: string;
    readonly attribute: string;
    readonly value: string;
    readonly n: Count;
  }[];
  readonly refused: readonly { readonly level: string; readonly reason: string; readonly n: Count }[];
}

export interface SummaryRequest {
  readonly omop: string;
  readonly sources: string;
  readonly least: number;
  readonly tool: string;
}

const PROCEDURES = 50;
type Row = Readonly<Record<string, string | number | null>>;

/** Asks the tables of `openInputs`, with those of the report made. Undefined: the answers have to be waited for. */
export async function summarizeHarvest(
  engine: Engine,
  request: SummaryRequest,
  questions: Questions = askEngine(engine),
): Promise<HarvestSummary | undefined> {
  const { omop, sources, least, tool } = request;
  await makeReportTables(engine, sources, least, questions.make);
  const asked = readReportQuestions(sources);
  if (!(await questions.expect(Object.values(asked)))) return undefined;
  const ask = <R extends Row>(name: keyof typeof asked) => questions.answer<R>(asked[name]);
  const totals = await ask<{ what: string; n: number }>('total');
  const count = (what: string) => totals.find((row) => row.what === what)?.n ?? 0;
  const persons = count('persons');
  const small = `<${least}`;
  const conceal = (n: number): string => (n < least ? small : 'hidden');
  const tell = (n: number): Count => (n > 0 && (n < least || persons < least) ? conceal(n) : n);
  const lists = (column: 'modality' | 'maker' | 'site') =>
    ask<{ name: string; n: number; n_persons: number }>(column);
  const all: Margin<Cell> = () => '';
  const nameCells = (rows: readonly { name: string; n: number; n_persons: number }[]): readonly Named[] => {
    const cells = rows.map((row) => ({ ...row, persons: row.n_persons }));
    const hidden = findHidden(cells, least, [all]);
    return cells.map((cell) => ({ name: cell.name, n: hidden.has(cell) ? conceal(cell.n) : cell.n }));
  };
  const years = (
    await ask<{ modality: string; year: string; n: number; n_persons: number; n_images: number }>('year')
  ).map((row) => ({ ...row, persons: row.n_persons }));
  const hiddenYears = findHidden(years, least, [({ modality }) => modality]);
  const combinations = (
    await ask<{
      modality: string;
      site: string;
      plane: string;
      contrast: string;
      weighting: string;
      n: number;
      n_persons: number;
    }>('combination')
  ).map((row) => ({ ...row, persons: row.n_persons }));
  const hiddenCombinations = findHidden(combinations, least, [
    ({ modality }) => modality,
    ({ site }) => site,
  ]);
  const series = count('series');
  const isDeidentified = readHarvestManifest(omop).deidentified !== false;
  // Without de-identification files hold texts as headers have them.
  const show = (text: string) => (isDeidentified ? text : '');
  return {
    tool,
    least,
    isDeidentified,
    totals: totals.map(({ what, n }) => ({ name: what, n: tell(n) })),
    modalities: nameCells(await lists('modality')),
    years: years.map((cell) => ({
      modality: cell.modality,
      year: cell.year,
      n: hiddenYears.has(cell) ? conceal(cell.n) : cell.n,
      images: hiddenYears.has(cell) ? conceal(cell.n_images) : cell.n_images,
    })),
    makers: nameCells(await lists('maker')),
    sites: nameCells(await lists('site')),
    procedures: nameCells(withRest(await ask<{ name: string; n: number; n_persons: number }>('procedure'))),
    combinations: combinations.map((cell) => ({
      modality: cell.modality,
      site: cell.site,
      plane: cell.plane,
      contrast: cell.contrast,
      weighting: cell.weighting,
      n: hiddenCombinations.has(cell) ? conceal(cell.n) : cell.n,
    })),
    attributes: (
      await ask<{
        keyword: string;
        unit: string | null;
        n: number;
        n_series: number;
        n_persons: number;
        n_unique: number;
        low: number | null;
        middle: number | null;
        high: number | null;
      }>('attribute')
    ).map((row) => {
      const isTold = row.n_series >= least && row.n_persons >= least;
      const of = (value: number | null): Count => (value === null ? null : isTold ? round(value) : 'hidden');
      return {
        attribute: row.keyword,
        unit: row.unit,
        values: of(row.n),
        percent: of((100 * row.n_series) / series),
        unique: of(row.n_unique),
        low: of(row.low),
        median: of(row.middle),
        high: of(row.high),
      };
    }),
    coverage: (await ask<{ what: string; known: number; total: number }>('coverage')).map(
      ({ what, known, total }) => {
        const isTold = [known, total - known].every((n) => tell(n) === n);
        return { what, known: isTold ? known : conceal(known), total: tell(total) };
      },
    ),
    quality: readQuality(omop, least),
    unresolved: [
      ...readTable(omop, 'findings.tsv').map(({ code = '', attribute = '', value = '', n_series }) => ({
        what: code,
        attribute,
        value: show(value),
        n: tell(Number(n_series)),
      })),
      ...readTable(omop, 'unresolved_codes.tsv').map(({ scheme = '', code = '', status = '', n_series }) => ({
        what: `code: ${status}`,
        attribute: scheme,
        value: show(code),
        n: tell(Number(n_series)),
      })),
    ],
    refused: readTable(omop, 'refused.tsv').map(({ level = '', code = '', n }) => ({
      level,
      reason: code,
      n: tell(Number(n)),
    })),
  };
}

/** The most frequent, and all others as one. */
function withRest<R extends { readonly name: string; readonly n: number; readonly n_persons: number }>(
  rows: readonly R[],
): readonly { readonly name: string; readonly n: number; readonly n_persons: number }[] {
  const rest = rows.slice(PROCEDURES);
  if (rest.length === 0) return rows;
  const sum = rest.reduce((total, { n }) => total + n, 0);
  const persons = Math.max(...rest.map(({ n_persons }) => n_persons));
  return [...rows.slice(0, PROCEDURES), { name: `${rest.length} others`, n: sum, n_persons: persons }];
}

/** To four digits. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}

function readTable(omop: string, file: string): readonly Readonly<Record<string, string>>[] {
  const text = findText(join(omop, file));
  if (text === undefined) return [];
  const { header, lines } = splitTabs(text);
  return lines.map(({ cells }) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

interface CheckedRule {
  readonly code: string;
  readonly title: string;
  readonly category: string;
  readonly level: string;
  readonly status: string;
  readonly failed: number;
  readonly total: number;
  readonly threshold: number;
}

/** What `harvest check` wrote; a share that a small count could be computed from is not told. */
function readQuality(omop: string, least: number): readonly RuleSummary[] | undefined {
  const checked = findJson<{ readonly rules: readonly CheckedRule[] }>(join(omop, 'dq_results.json'), {
    members: ['rules'],
    fix: 'check again: dicom-omop harvest check',
  });
  return checked?.rules.map(({ code, title, category, level, status, failed, total, threshold }) => ({
    code,
    title,
    category,
    level,
    status,
    percent: total === 0 ? null : failed > 0 && failed < least ? 'hidden' : round((100 * failed) / total),
    threshold,
  }));
}
