/** `dicom-omop ids reserve EDITION...`: the ids of whole editions, for everybody who builds from this ledger. */
import { readBuildConfig } from '../build/options.js';
import { type Reserved, reserveIds } from '../build/reservation.js';
import { isBlocking } from '../model/diagnostic.js';
import { makeProgress, reportDiagnostics, type Terminal, withProgress } from './terminal.js';

export interface IdsReserveArguments {
  readonly editions: readonly string[];
  readonly cache?: string | undefined;
  readonly mappings?: string | undefined;
  readonly json: boolean;
}

/** Findings are not told here: a build of the edition tells them. Exit code 1 if an error stopped it. */
export async function runIdsReserve(args: IdsReserveArguments, terminal: Terminal): Promise<0 | 1> {
  const { cache, mappings } = args;
  const configs = [...new Set(args.editions)].map((edition) =>
    readBuildConfig({ edition, cache, mappings }, terminal),
  );
  const onWait = (ledgerFile: string, holder: string) =>
    terminal.err(`waits     for ${ledgerFile}: held by ${holder}\n`);
  const { value, diagnostics } = await withProgress(makeProgress(terminal), (progress) =>
    reserveIds({ configs, progress, onWait }),
  );
  if (!value) {
    reportDiagnostics(
      diagnostics.filter((fault) => isBlocking([fault])),
      terminal,
    );
    terminal.err('nothing was written\n');
    return 1;
  }
  const counts = value.map(countIds);
  if (args.json) terminal.out(`${JSON.stringify(counts, undefined, 2)}\n`);
  else for (const each of counts) terminal.out(formatCounts(each));
  return 0;
}

type Counts = ReturnType<typeof countIds>;

function countIds({ ledgerFile, profiles, editions }: Reserved) {
  return {
    ledger: ledgerFile,
    profiles,
    editions: editions.map(({ edition, ids }) => ({
      edition,
      newIds: ids.length,
      firstNewId: ids[0]?.conceptId,
      lastNewId: ids.at(-1)?.conceptId,
    })),
  };
}

function formatCounts({ ledger, profiles, editions }: Counts): string {
  const lines = editions.map(
    ({ edition, newIds, firstNewId, lastNewId }) =>
      `  ${edition.padEnd(8)} ${String(newIds).padStart(6)} new ids${newIds > 0 ? `, ${firstNewId} to ${lastNewId}` : ''}\n`,
  );
  return `${ledger} (profile ${profiles.join(', ')})\n${lines.join('')}`;
}
