/** `dicom-omop harvest report OMOP --out report.html`: one page about a harvest, to be given away: no ids, no days, no small counts. */
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { useEngine } from '../harvest/engine.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { openInputs } from '../quality/inputs.js';
import { formatReport } from '../quality/report/page.js';
import { summarizeHarvest } from '../quality/report/summary.js';
import { findInputs, type HarvestOriginArguments, readQualityLists } from './harvest-origin.js';
import { getCount } from './option-number.js';
import type { Terminal } from './terminal.js';

export interface HarvestReportArguments extends HarvestOriginArguments {
  readonly out: string;
  readonly minCell: string;
  readonly json: boolean;
}

export async function runHarvestReport(args: HarvestReportArguments, terminal: Terminal): Promise<0> {
  if (!/^[1-9]\d{0,5}$/.test(args.minCell)) {
    throw new EnvironmentError(`"${args.minCell}" is no count`, {
      fix: 'give --min-cell a whole number; 1 hides nothing',
    });
  }
  const lists = readQualityLists(args.mappings, terminal);
  const memory = getCount(args.memory, '--memory');
  const summary = await useEngine({ threads: 2, memory }, async (engine, folder) => {
    const inputs = await findInputs(args, terminal, folder);
    const absent = await openInputs(engine, { ...inputs, lists, cdm: undefined });
    for (const table of [
      'image_occurrence',
      'image_occurrence_source',
      'attribute_value',
      'lookup_attribute',
    ]) {
      const reason = absent.get(table);
      if (reason !== undefined)
        throw new EnvironmentError(`the report needs ${table}: ${reason}`, {
          fix: 'report on a harvest of the default profile, with --release the folder that it was made with',
        });
    }
    return summarizeHarvest(engine, {
      omop: inputs.omop,
      sources: inputs.sources,
      least: Number(args.minCell),
      tool: `dicom-omop ${terminal.toolVersion}`,
    });
  });
  const out = resolve(terminal.workingDirectory, args.out);
  const json = `${JSON.stringify(summary, undefined, 2)}\n`;
  write(out, formatReport(summary));
  write(join(dirname(out), 'summary.json'), json);
  terminal.out(
    args.json ? json : `${args.out}, and the same numbers in ${join(dirname(args.out), 'summary.json')}\n`,
  );
  return 0;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new EnvironmentError(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      {
        fix: 'give --out a file in a folder that is there',
        cause: error,
      },
    );
  }
}
