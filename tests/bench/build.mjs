// Cold builds against `xmllint --noout` on the same files, in one run: wall time, ratio, peak memory; two
// editions side by side show that no step grows faster than its input.
// Usage: node tests/bench/build.mjs [STANDARD_DIR] [RUNS]. STANDARD_DIR/<edition>/partNN.xml.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const standard = process.argv[2] ?? join(root, 'standard-cache');
const runs = Number(process.argv[3] ?? 3);
const main = join(root, 'dist', 'main.js');
const parts = ['part03.xml', 'part06.xml', 'part16.xml'];
const editions = existsSync(standard)
  ? readdirSync(standard).filter((name) => parts.every((part) => existsSync(join(standard, name, part))))
  : [];
if (editions.length === 0) {
  console.log(`no edition with ${parts.join(', ')} under ${standard}: nothing to measure`);
  process.exit(0);
}
const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined;
if (!hasXmllint) console.log('xmllint is not installed (Debian: libxml2-utils): times without a comparison');

function time(command, args) {
  const started = performance.now();
  const result = spawnSync(
    '/usr/bin/env',
    ['bash', '-c', '"$@" 1>/dev/null; code=$?; exit $code', 'bash', command, ...args],
    {
      encoding: 'utf8',
    },
  );
  return { seconds: (performance.now() - started) / 1000, status: result.status, stderr: result.stderr };
}

const best = (measure) =>
  Array.from({ length: runs }, measure).reduce((a, b) => (b.seconds < a.seconds ? b : a));

console.log('edition      MB   xmllint s   build s   ratio   build s/MB   peak MB');
for (const edition of editions.sort()) {
  const files = parts.map((part) => join(standard, edition, part));
  const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
  const work = mkdtempSync(join(tmpdir(), 'dicom-omop-bench-'));
  const cache = join(work, 'cache');
  const imported = spawnSync(
    'node',
    [main, 'import', join(standard, edition), '--edition', edition, '--cache', cache],
    {
      encoding: 'utf8',
    },
  );
  if (imported.status !== 0) {
    console.log(`${edition}: ${imported.stderr}`);
    continue;
  }
  const lint = hasXmllint ? best(() => time('xmllint', ['--noout', ...files])) : undefined;
  const build = best(() => {
    const out = mkdtempSync(join(work, 'out-'));
    const args = [
      'build',
      '--edition',
      edition,
      '--cache',
      cache,
      '--out',
      out,
      '--ledger',
      join(out, 'ids.tsv'),
    ];
    return time('node', [join(root, 'tests', 'bench', 'peak-memory.mjs'), main, ...args]);
  });
  const peak = Number(/peak (\d+) kB/.exec(build.stderr)?.[1] ?? 0) / 1024;
  const ratio = lint ? (build.seconds / lint.seconds).toFixed(2) : '-';
  console.log(
    [
      edition.padEnd(10),
      megabytes.toFixed(1).padStart(5),
      (lint?.seconds.toFixed(2) ?? '-').padStart(10),
      build.seconds.toFixed(2).padStart(10),
      ratio.padStart(8),
      (build.seconds / megabytes).toFixed(4).padStart(11),
      peak.toFixed(0).padStart(10),
    ].join(' '),
  );
  rmSync(work, { recursive: true, force: true });
}
