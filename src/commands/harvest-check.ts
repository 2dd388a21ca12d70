/** `dicom-omop harvest check OMOP`: the quality rules over what harvest map wrote. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findCurated } from '../build/options.js';
import { openAthenaFolder } from '../harvest/athena-folder.js';
import { readCuratedLists } from '../harvest/curated-lists.js';
import { type Engine, openEngine } from '../harvest/engine.js';
import type { SiteTable } from '../harvest/site-tables.js';
import { readHeaderManifest } from '../harvest/sources.js';
import { openCdm } from '../load/cdm-reader.js';
import { EnvironmentError, isBlocking } from '../model/diagnostic.js';
import { parseTabSeparated } from '../model/tab-separated.js';
import { writeControlRows } from '../quality/dqd-control.js';
import { openInputs } from '../quality/inputs.js';
import { QUALITY_LISTS } from '../quality/lists.js';
import { describeResults, formatPercent, formatResults, RESULTS_FILE } from '../quality/result-files.js';
import { LEVELS, type Level, readRules } from '../quality/rule-file.js';
import { hasFailed, type RuleChoice, type RuleResult, runRules } from '../quality/run-rules.js';
import { getText } from '../release/text-file.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface HarvestCheckArguments {
  readonly omop: string;
  readonly headers: string;
  readonly crosswalk: string;
  readonly release?: string | undefined;
  readonly athena?: string | undefined;
  readonly cdm?: string | undefined;
  readonly rules?: string | undefined;
  readonly failOn: string;
  readonly memory: string;
  readonly mappings?: string | undefined;
  readonly json: boolean;
}

/** Exit code 1 if a rule of the level of --fail-on, or a worse one, failed. */
export async function runHarvestCheck(args: HarvestCheckArguments, terminal: Terminal): Promise<0 | 1> {
  const at = (path: string) => resolve(terminal.workingDirectory, path);
  const omop = at(args.omop);
  const failOn = getLevel(args.failOn);
  const lists = readQualityLists(args.mappings, terminal);
  const sources = join(terminal.programRoot, 'src');
  const choices = args.rules === undefined ? undefined : readChoices(at(args.rules), sources);
  const origin = readOrigin(omop);
  const cdm =
    args.cdm === undefined ? undefined : await openCdm(args.cdm, terminal.workingDirectory, terminal.env);
  const results = await withEngine(args.memory, async (engine, folder) => {
    const absent = await openInputs(engine, {
      omop,
      headers: findHeaders(at(args.headers), origin),
      site: existsSync(at(args.crosswalk)) ? at(args.crosswalk) : undefined,
      release: findRelease(args.release === undefined ? undefined : at(args.release), at('out'), origin),
      athena: args.athena === undefined ? undefined : await openAthenaFolder(at(args.athena), folder),
      cdm,
      lists,
      sources,
      today: terminal.date().toISOString().slice(0, 10),
    });
    const run = await runRules(engine, readRules(sources), { absent, choices });
    await writeControlRows(engine, run, join(omop, 'dqd'), absent);
    return run;
  }).finally(() => cdm?.close());
  const tool = `dicom-omop ${terminal.toolVersion}`;
  const json = `${JSON.stringify(describeResults(tool, results), undefined, 2)}\n`;
  writeFileSync(join(omop, RESULTS_FILE), formatResults(results));
  writeFileSync(join(omop, 'dq_results.json'), json);
  terminal.out(args.json ? json : formatReport(results, join(args.omop, RESULTS_FILE)));
  return hasFailed(results, failOn) ? 1 : 0;
}

/** The lists that rules go by; throws if one of them is wrong. */
export function readQualityLists(mappings: string | undefined, terminal: Terminal): readonly SiteTable[] {
  const folder = findCurated(mappings, 'harvest', terminal);
  const lists = readCuratedLists((name) => {
    const file = join(folder, name);
    return { file, text: getText(file, "restore it from the program's own mappings") };
  }, QUALITY_LISTS);
  reportDiagnostics(lists.diagnostics, terminal);
  if (isBlocking(lists.diagnostics)) {
    throw new EnvironmentError(`a list of ${folder} is wrong, see above`, {
      fix: 'mend the list, or restore it',
    });
  }
  return lists.value;
}

/** An engine in a folder of its own, which is removed afterwards. */
export async function withEngine<T>(
  memory: string,
  work: (engine: Engine, folder: string) => Promise<T>,
): Promise<T> {
  if (!/^[1-9]\d{0,6}$/.test(memory)) {
    throw new EnvironmentError(`"${memory}" is no number`, {
      fix: 'give --memory in megabytes, 100 or more',
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'harvest-check-'));
  try {
    const engine = await openEngine({ folder, threads: 2, memory: Number(memory) });
    try {
      return await work(engine, folder);
    } finally {
      engine.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Digests of what the harvest was made from. */
interface Origin {
  readonly headers?: string;
  readonly release?: string;
}

function readOrigin(omop: string): Origin {
  const file = join(omop, 'manifest.json');
  if (!existsSync(file)) {
    throw new EnvironmentError(`${omop} holds no harvest: there is no manifest.json`, {
      fix: 'name the folder that `dicom-omop harvest map --out` wrote',
    });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Origin;
}

/** Header tables of another scan would be counted against rows that are not theirs. */
function findHeaders(headers: string, origin: Origin): string | undefined {
  if (!existsSync(headers)) return undefined;
  readHeaderManifest(headers);
  if (origin.headers === undefined || digestOf(join(headers, 'manifest.json')) === origin.headers)
    return headers;
  throw new EnvironmentError(`${headers} is not what this harvest was made from`, {
    fix: 'give --headers the folder that harvest map read, or map again',
  });
}

/** The one that is named, else the one in `out/` that the harvest was made with. */
function findRelease(named: string | undefined, out: string, origin: Origin): string | undefined {
  const isIt = (folder: string) =>
    existsSync(join(folder, 'manifest.json')) && digestOf(join(folder, 'manifest.json')) === origin.release;
  if (named !== undefined) {
    if (origin.release === undefined || isIt(named)) return named;
    throw new EnvironmentError(`${named} is not the release that this harvest was made with`, {
      fix: 'give --release the folder that harvest map read, or map again',
    });
  }
  if (!existsSync(out)) return undefined;
  return readdirSync(out)
    .map((name) => join(out, name))
    .find(isIt);
}

function digestOf(file: string): string {
  return createHash('sha256')
    .update(existsSync(file) ? readFileSync(file) : '')
    .digest('hex');
}

/** `--rules`: code, threshold, level; only these are asked. */
function readChoices(file: string, sources: string): readonly RuleChoice[] {
  const text = getText(file, 'name a file with the columns code, threshold, level, tab-separated');
  const { value, diagnostics } = parseTabSeparated(text, file, ['code', 'threshold', 'level']);
  const [fault] = diagnostics;
  if (fault) {
    throw new EnvironmentError(`${file}: ${fault.message}`, {
      fix: fault.fix ?? 'columns are code, threshold, level, tab-separated',
    });
  }
  const known = new Set(readRules(sources).map(({ code }) => code));
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
  return [
    ...lines,
    ...notRun,
    `${results.length} rules: ${of('passed').length} passed, ${failed.length} failed, ${of('nothing to judge').length} with nothing to judge, ${of('not run').length} not run; ${file}\n`,
  ].join('');
}
