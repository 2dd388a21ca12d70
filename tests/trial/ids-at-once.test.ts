/**
 * The ids when several build at once, and when the disk fails. A few faults in the usual suite; TRIAL=full for every
 * single one.
 */
import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { digestsOf, MAIN, run } from '../support/command-line.js';
import {
  buildOf,
  collectPublished,
  countChanges,
  EDITIONS,
  expectLedgerHolds,
  expectNothingLeft,
  IS_FULL,
  LEDGERS,
  ledgerText,
  MINUTES,
  pick,
  runFaulty,
  useSites,
} from '../support/faulty-site.js';

const { bare, built, copyOf, prepare } = useSites();
beforeAll(prepare, MINUTES);

test.each(IS_FULL ? ['ENOSPC', 'EIO', 'EROFS'] : ['ENOSPC'])(
  'a disk that fails with %s from any change on: exit code 2, ledger and former release as they were',
  async (fault) => {
    const changes = countChanges(await copyOf(built()), buildOf('2024c'));
    for (const number of pick(changes)) {
      const folder = await copyOf(built());
      const before = [digestsOf(join(folder, 'mappings')), digestsOf(join(folder, 'out'))];
      const { code, err } = runFaulty(folder, buildOf('2024c'), { FAULT_AT: String(number), FAULT: fault });
      expect(err).not.toMatch(/internal fault|^\s+at /m);
      if (code !== 0) {
        expect([number, code, err.includes('next: ')]).toEqual([number, 2, true]);
        expect([digestsOf(join(folder, 'mappings')), digestsOf(join(folder, 'out'))]).toEqual(before);
      }
      expect(run(folder, ...buildOf('2024d')).code).toBe(0);
      const published = new Map<string, string>();
      collectPublished(folder, published);
      expectLedgerHolds(folder, published);
      rmSync(folder, { recursive: true });
    }
  },
  30 * MINUTES,
);

test(
  'eight builds at once of four editions: one id each, none lost, none published that the ledger lacks',
  async () => {
    const labels = [...EDITIONS, ...EDITIONS];
    for (let round = 0; round < (IS_FULL ? 20 : 1); round += 1) {
      const folder = await copyOf(round % 2 === 0 ? bare() : built());
      const before = ledgerText(folder);
      const exits = await Promise.all(
        labels.map(
          (label, index) =>
            new Promise<number>((resolve) => {
              const args = [MAIN, ...buildOf(label), '--out', index < EDITIONS.length ? 'out' : 'again'];
              const child = execFile(process.execPath, args, { cwd: folder });
              child.on('exit', (code) => resolve(code ?? -1));
            }),
        ),
      );
      expect(exits).toEqual(labels.map(() => 0));
      const published = new Map<string, string>();
      collectPublished(folder, published);
      mkdirSync(join(folder, 'first'));
      renameSync(join(folder, 'out'), join(folder, 'first', 'out'));
      renameSync(join(folder, 'again'), join(folder, 'out'));
      collectPublished(folder, published);
      expectLedgerHolds(folder, published);
      expect(ledgerText(folder).startsWith(before)).toBe(true);
      // Besides codes a ledger has its header, its vocabulary, and an end of line.
      const codes = LEDGERS.map((name) => ledgerText(folder, name).split('\n').length - 3);
      expect(published.size).toBe(codes.reduce((sum, each) => sum + each));
      expectNothingLeft(folder);
    }
  },
  30 * MINUTES,
);

test(
  'a ledger on a disk without room, and one that may not be written: exit code 2, all as it was',
  async () => {
    const folder = await copyOf(built());
    const small = join(folder, 'small');
    mkdirSync(small);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', small]).status === 0;
    if (!mounted) return;
    try {
      for (const name of ['concept-ids.tsv', 'concept-history.tsv']) {
        copyFileSync(join(folder, 'mappings', name), join(small, name));
      }
      for (const state of ['full', 'read-only']) {
        const filler = join(small, 'filler');
        if (state === 'full') spawnSync('sh', ['-c', `head -c 1000000 /dev/zero > ${filler}`]);
        else {
          rmSync(filler);
          spawnSync('mount', ['-o', 'remount,ro', small]);
        }
        const before = [digestsOf(small), digestsOf(join(folder, 'out'))];
        const { code, err } = run(folder, ...buildOf('2024c'), '--ledger', join(small, 'concept-ids.tsv'));
        expect([state, code]).toEqual([state, 2]);
        expect(err).toMatch(/^dicom-omop: cannot write .*\n {2}next: check that the folder exists/m);
        expect([digestsOf(small), digestsOf(join(folder, 'out'))]).toEqual(before);
      }
      expect(statSync(small).isDirectory()).toBe(true);
    } finally {
      spawnSync('umount', [small]);
    }
  },
  MINUTES,
);
