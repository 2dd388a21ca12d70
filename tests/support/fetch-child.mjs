// Fetches in a process of its own, to be killed: node fetch-child.mjs BASE_URL CACHE EDITION [KILL_BEFORE].
// KILL_BEFORE n: ends itself by SIGKILL just before its n-th change to the disk.
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const [, , baseUrl, cacheRoot, edition, killBefore = '0'] = process.argv;

let changes = 0;
for (const name of ['copyFile', 'link', 'mkdir', 'mkdtemp', 'open', 'rename', 'rm', 'writeFile']) {
  const real = files[name];
  files[name] = (...values) => {
    changes += 1;
    if (changes === Number(killBefore)) process.kill(process.pid, 'SIGKILL');
    return real(...values);
  };
}
syncBuiltinESMExports();

const { fetchEdition } = await import('../../dist/fetch/fetch-edition.js');

const identify = (bytes) => {
  const [, part, printed, title] = /<subtitle>DICOM PS3\.(\d+) (\S+) - (.*)<\/subtitle>/.exec(
    bytes.toString(),
  );
  return { value: { part: Number(part), edition: printed, title }, diagnostics: [] };
};

process.stdout.write('started\n');
const { value, diagnostics } = await fetchEdition({
  edition,
  baseUrl,
  cacheRoot,
  identify,
  surroundings: {
    env: process.env,
    now: () => new Date(),
    random: Math.random,
    sleep: (pause) => new Promise((resolve) => setTimeout(resolve, pause)),
  },
  limits: { retries: 1, firstPause: 1 },
  lockTimes: { touchEvery: 50, staleAfter: 250, giveUpAfter: 20_000 },
});
process.stdout.write(`${JSON.stringify({ edition: value?.edition, diagnostics, changes })}\n`);
