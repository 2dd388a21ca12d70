/**
 * A harvest into a database, in one transaction: staged, held against what is there, then updated and added. Only rows of harvests are touched, and a second
 * load of the same harvest changes none.
 */
import { join } from 'node:path';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { findHarvestCrosswalk } from './harvest-crosswalk.js';
import { readHarvestHeading } from './harvest-rows.js';
import {
  formatHarvestStage,
  HARVEST_DELETED,
  HARVEST_RUN,
  HARVEST_RUN_CROSSWALK,
  makeColumnRefusals,
  makeHarvestSteps,
  makePruneSteps,
  makeRefusals,
  makeRunSteps,
  stageOfHarvest,
} from './harvest-steps.js';
import { findHarvestTables, type HarvestTable } from './harvest-tables.js';

/** What a database must be able to do for a load. */
export interface HarvestTarget {
  readonly name: string;
  readonly run: (sql: string) => Promise<number>;
  readonly rows: (sql: string) => Promise<readonly { readonly found: unknown }[]>;
  /** Those columns of a file that harvest map wrote, into a table. */
  readonly insert: (table: string, columns: readonly string[], file: string) => Promise<void>;
  readonly hasTable: (name: string) => Promise<boolean>;
  readonly hasColumn: (table: string, column: string) => Promise<boolean>;
}

export interface HarvestLoaded {
  readonly name: string;
  readonly rows: number;
}

const SHOWN = 5;

export interface HarvestLoadRequest {
  /** What harvest map wrote. */
  readonly folder: string;
  /** Of its profile. */
  readonly tables: readonly HarvestTable[];
  readonly prune: boolean;
}

/** No value: the target is to be left as it was. */
export async function loadHarvest(
  target: HarvestTarget,
  { folder, prune, tables: wanted }: HarvestLoadRequest,
): Promise<Outcome<readonly HarvestLoaded[] | undefined>> {
  await target.run(HARVEST_RUN);
  const refused: Diagnostic[] = [];
  const tables = findHarvestTables(wanted, (file) => readHarvestHeading(join(folder, file)).columns);
  for (const table of tables) if (!(await target.hasTable(table.name))) await target.run(table.create);
  for (const { code, message, fix, table, column } of makeColumnRefusals(tables)) {
    if (await target.hasColumn(table, column)) continue;
    refused.push({ code, severity: 'error', at: { file: target.name }, message, found: table, fix });
  }
  if (refused.length > 0) return { value: undefined, diagnostics: refused };
  if (!(await target.hasColumn('harvest_run', 'crosswalk'))) await target.run(HARVEST_RUN_CROSSWALK);
  const crosswalk = findHarvestCrosswalk(folder);
  for (const table of tables) {
    await target.run(formatHarvestStage(table));
    await target.insert(stageOfHarvest(table.name), table.columns, join(folder, table.file));
  }
  for (const { code, message, fix, sql, needs } of makeRefusals(tables, crosswalk)) {
    if (needs !== undefined && !(await target.hasTable(needs))) continue;
    const found = await target.rows(sql);
    if (found.length === 0) continue;
    refused.push({
      code,
      severity: 'error',
      at: { file: target.name },
      message: `${message} (${found.length})`,
      found: found
        .slice(0, SHOWN)
        .map((row) => String(row.found))
        .join(', '),
      fix,
    });
  }
  if (refused.length > 0) return { value: undefined, diagnostics: refused };
  const loaded: HarvestLoaded[] = [];
  const count = async (steps: readonly { readonly name: string; readonly sql: string }[]) => {
    for (const { name, sql } of steps) loaded.push({ name, rows: await target.run(sql) });
  };
  await count(makeHarvestSteps(tables));
  for (const sql of makeRunSteps(tables, crosswalk)) await target.run(sql);
  if (prune) {
    await target.run(HARVEST_DELETED);
    await target.insert('harvest_deleted', ['table_name', 'id'], join(folder, 'deleted.tsv'));
    await count(makePruneSteps(tables, crosswalk));
  }
  return { value: loaded, diagnostics: [] };
}
