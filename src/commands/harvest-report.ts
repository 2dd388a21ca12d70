/** `dicom-omop harvest report OMOP --out report.html`: one page about a harvest, to be given away: no ids, no days, no small counts. */
import { dirname, join, resolve } from 'node:path';
import { writeFileWhole } from '../disk/staged.js';
import { useEngine } from '../harvest/engine.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { openInputs } from '../quality/inputs.js';
import { formatReport } from '../quality/report/page.js';
import { requireReportTables } from '../quality/report/report-questions.js';
import { summarizeHarvest } from '../quality/report/summary.js';
import { getQualityLists } from './harvest-lists.js';
import { findInputs, type HarvestOriginArguments } from './harvest-origin.js';
import { endWaiting, openQuestions } from './harvest-questions.js';
import type { SparkArguments } from './harvest-spark.js';
import { getCount } from './option-number.js';
import type { Terminal } from './terminal.js';

export interface HarvestReportArguments extends HarvestOriginArguments, SparkArguments {
  readonly out: string;
  readonly minCell: string;
  readonly json: boolean;
}

/** Exit code 1 if a job for Spark has to be waited for. */
export async function runHarvestReport(args: HarvestReportArguments, terminal: Terminal): Promise<0 | 1> {
  if (!/^[1-9]\d{0,5}$/.test(args.minCell)) {
    throw new EnvironmentError(`"${args.minCell}" is no count`, {
      fix: 'give --min-cell a whole number; 1 hides nothing',
    });
  }
  const lists = getQualityLists(args.mappings, terminal);
  const memory = getCount(args.memory, '--memory');
  const summary = await useEngine({ threads: 2, memory }, async (engine, folder) => {
    const inputs = await findInputs(args, terminal, folder);
    const questions = openQuestions(engine, 'report', args, inputs, terminal);
    const absent = await openInputs(engine, { ...inputs, lists, cdm: undefined }, questions.make);
    requireReportTables(absent, 'the report', 'report on a harvest');
    const told = await summarizeHarvest(
      engine,
      {
        omop: inputs.omop,
        sources: inputs.sources,
        least: Number(args.minCell),
        tool: `dicom-omop ${terminal.toolVersion}`,
      },
      questions,
    );
    if (told) questions.finish();
    return told;
  });
  if (!summary) return endWaiting(args.crosswalk, 'report', args, terminal);
  const out = resolve(terminal.workingDirectory, args.out);
  const json = `${JSON.stringify(summary, undefined, 2)}\n`;
  writeFileWhole(out, formatReport(summary));
  writeFileWhole(join(dirname(out), 'summary.json'), json);
  terminal.out(
    args.json ? json : `${args.out}, and the same numbers in ${join(dirname(args.out), 'summary.json')}\n`,
  );
  return 0;
}
