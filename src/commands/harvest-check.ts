/** `dicom-omop harvest check OMOP`: the quality rules over what harvest map wrote. */
import { join, resolve } from 'node:path';
import { writeFileWhole } from '../disk/staged.js';
import { getText } from '../disk/text-file.js';
import { useEngine } from '../harvest/engine.js';
import { readHarvestManifest } from '../harvest/harvest-manifest.js';
import { openCdm } from '../load/cdm-reader.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { parseTabSeparated } from '../model/tab-separated.js';
import { writeControlRows } from '../quality/dqd-control.js';
import { openInputs } from '../quality/inputs.js';
import { describeResults, formatPercent, formatResults, RESULTS_FILE } from '../quality/result-files.js';
import { LEVELS, type Level, type QualityRule, readRules } from '../quality/rule-file.js';
import {
  askRules,
  hasFailed,
  listQuestions,
  planRules,
  type RuleChoice,
  type RuleResult,
} from '../quality/run-rules.js';
import { getQualityLists } from './harvest-lists.js';
import { findInputs, type HarvestOriginArguments } from './harvest-origin.js';
import { endWaiting, openQuestions } from './harvest-questions.js';
import type { SparkArguments } from './harvest-spark.js';
import { getCount } from './option-number.js';
import type { Terminal } from './terminal.js';

export interface HarvestCheckArguments extends HarvestOriginArguments, SparkArguments {
  readonly cdm?: string | undefined;
  readonly cdmDates: string;
  readonly rules?: string | undefined;
  readonly failOn: string;
  readonly json: boolean;
}

/** Exit code 1 if a rule of the level of --fail-on, or a worse one, failed. */
export async function runHarvestCheck(args: HarvestCheckArguments, terminal: Terminal): Promise<0 | 1> {
  const at = (path: string) => resolve(terminal.workingDirectory, path);
  const omop = at(args.omop);
  const failOn = getLevel(args.failOn);
  const lists = getQualityLists(args.mappings, terminal);
  const sources = join(terminal.programRoot, 'src');
  const rules = readRules(sources);
  const choices = args.rules === undefined ? undefined : readChoices(at(args.rules), rules);
  const { profile } = readHarvestManifest(omop);
  const memory = getCount(args.memory, '--memory');
  const cdm =
    args.cdm === undefined ? undefined : await openCdm(args.cdm, terminal.workingDirectory, terminal.env);
  const results = await useEngine({ threads: 2, memory }, async (engine, folder) => {
    const inputs = await findInputs(args, terminal, folder);
    const questions = openQuestions(engine, 'check', args, inputs, terminal);
    const cdmIsShifted = args.cdmDates === 'shifted';
    const absent = await openInputs(engine, { ...inputs, lists, cdm, cdmIsShifted }, questions.make);
    const planned = await planRules(engine, rules, { absent, choices });
    if (!(await questions.expect(listQuestions(planned)))) return undefined;
    const run = await askRules(questions, planned);
    // The control rows name tables of the imaging extension.
    if (profile === undefined) await writeControlRows(engine, run, join(omop, 'dqd'), absent);
    questions.finish();
    return run;
  }).finally(() => cdm?.close());
  if (!results) return endWaiting(args.crosswalk, 'check', args, terminal);
  const tool = `dicom-omop ${terminal.toolVersion}`;
  const json = `${JSON.stringify(describeResults(tool, results), undefined, 2)}\n`;
  writeFileWhole(join(omop, RESULTS_FILE), formatResults(results));
  writeFileWhole(join(omop, 'dq_results.json'), json);
  terminal.out(args.json ? json : formatReport(results, join(args.omop, RESULTS_FILE)));
  return hasFailed(results, failOn) ? 1 : 0;
}

/** `--rules`: code, threshold, level; only these are asked. */
function readChoices(file: string, rules: readonly QualityRule[]): readonly RuleChoice[] {
  const text = getText(file, 'name a file with the columns code, threshold, level, tab-separated');
  const { value, diagnostics } = parseTabSeparated(text, file, ['code', 'threshold', 'level']);
  const [fault] = diagnostics;
  if (fault) {
    throw new EnvironmentError(`${file}: ${fault.message}`, {
      fix: fault.fix ?? 'columns are code, threshold, level, tab-separated',
    });
  }
  const known = new Set(rules.map(({ code }) => code));
  return value.map(({ line, cells }) => {
    const fail = (what: string, fix: string): never => {
      throw new EnvironmentError(`${file}:${line}: ${what}`, { fix });
    };
    const code = cells.code ?? '';
    const threshold = cells.threshold === undefined ? undefined : Number(cells.threshold);
    const level = LEVELS.find((each) => each === cells.level);
    if (!known.has(code)) fail(`"${code}" is no rule`, 'codes are those of dq_results.tsv, R01 to T10');
    if (threshold !== undefined && !(threshold >= 0 && threshold <= 100))
      fail(`"${cells.threshold}" is no threshold`, 'give the per cent that may fail, 0 to 100');
    if (cells.level !== undefined && level === undefined)
      fail(`"${cells.level}" is no level`, `give ${LEVELS.join(', ')}`);
    return { code, threshold, level };
  });
}

function getLevel(text: string): Level {
  const level = LEVELS.find((each) => each === text);
  if (level === undefined)
    throw new EnvironmentError(`"${text}" is no level`, { fix: `give --fail-on ${LEVELS.join(', ')}` });
  return level;
}

function formatReport(results: readonly RuleResult[], file: string): string {
  const of = (status: RuleResult['status']) => results.filter((result) => result.status === status);
  const failed = [...of('failed')].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  const lines = failed.map(
    ({ rule, level, failed: n, total, threshold, examples }) =>
      `${level.padEnd(7)} ${rule.code} ${rule.title}: ${n} of ${total} fail (${formatPercent(n, total)} %, allowed ${threshold} %)${examples.length > 0 ? `; ${examples.join('; ')}` : ''}\n        next: ${rule.fix}\n`,
  );
  const reasons = new Map<string, string[]>();
  for (const { rule, reason = '' } of of('not run'))
    reasons.set(reason, [...(reasons.get(reason) ?? []), rule.code]);
  const notRun = [...reasons].map(([reason, codes]) => `not run ${codes.join(' ')}: ${reason}\n`);
  const nothing = of('nothing to judge').map(({ rule }) => rule.code);
  return [
    ...lines,
    ...notRun,
    nothing.length > 0
      ? `nothing to judge ${nothing.join(' ')}: ${file} says of each what is not there\n`
      : '',
    `${results.length} rules: ${of('passed').length} passed, ${failed.length} failed, ${of('nothing to judge').length} with nothing to judge, ${of('not run').length} not run; ${file}\n`,
  ].join('');
}
