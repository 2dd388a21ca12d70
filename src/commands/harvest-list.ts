/** `dicom-omop harvest list OMOP --where "modality=CT and plane=axial"`: the series of a selection, at the site. */
import { useEngine } from '../harvest/engine.js';
import { openInputs } from '../quality/inputs.js';
import { makeReportTables, requireReportTables } from '../quality/report/report-questions.js';
import { parseWhere, selectSeries } from '../quality/selection.js';
import { getQualityLists } from './harvest-lists.js';
import { findInputs, type HarvestOriginArguments } from './harvest-origin.js';
import { getCount } from './option-number.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface HarvestListArguments extends HarvestOriginArguments {
  readonly where: string;
  readonly json: boolean;
}

/** Series to standard output, one a line. Exit code 1 if --where cannot be understood. */
export async function runHarvestList(args: HarvestListArguments, terminal: Terminal): Promise<0 | 1> {
  const parsed = parseWhere(args.where);
  reportDiagnostics(parsed.diagnostics, terminal);
  const conditions = parsed.value;
  if (!conditions) return 1;
  const lists = getQualityLists(args.mappings, terminal);
  const memory = getCount(args.memory, '--memory');
  const { selected, isOriginal } = await useEngine({ threads: 2, memory }, async (engine, folder) => {
    const inputs = await findInputs(args, terminal, folder);
    // The selection asks nothing of the header tables.
    const absent = await openInputs(engine, { ...inputs, headers: undefined, lists, cdm: undefined });
    requireReportTables(absent, 'a list', 'list a harvest');
    await makeReportTables(engine, inputs.sources, 1);
    return { selected: await selectSeries(engine, conditions), isOriginal: !absent.has('occurrence') };
  });
  reportDiagnostics(selected.diagnostics, terminal);
  const rows = selected.value;
  if (!rows) return 1;
  if (args.json) terminal.out(`${JSON.stringify(rows, undefined, 2)}\n`);
  else {
    const columns = [
      'image_occurrence_id',
      'person_id',
      'study_instance_uid',
      'series_instance_uid',
      'wadors_uri',
    ] as const;
    terminal.out(`${columns.join('\t')}\n`);
    for (const row of rows) terminal.out(`${columns.map((column) => row[column] ?? '').join('\t')}\n`);
  }
  terminal.err(
    `${rows.length} series; UIDs ${isOriginal ? 'as in the headers: keep this list at the site' : 'as in IMAGE_OCCURRENCE: with --crosswalk as in the headers'}\n`,
  );
  return 0;
}
