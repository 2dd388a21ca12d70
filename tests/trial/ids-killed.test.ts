/**
 * The ids when a run is killed. What must hold at any moment: no id with two codes, no published id that the ledger
 * lacks, no line of the ledger lost or changed, a former release or a new one in its place, nothing left over after the
 * next run. A few kills in the usual suite; TRIAL=full for some two hundred, each told.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { digestsOf, run } from '../support/command-line.js';
import {
  buildOf,
  collectPublished,
  countChanges,
  expectLedgerHolds,
  expectNothingLeft,
  IS_FULL,
  ledgerText,
  MINUTES,
  pick,
  runFaulty,
  useSites,
} from '../support/faulty-site.js';
import { readRecords } from '../support/table-text.js';

const { bare, built, copyOf, prepare } = useSites();
beforeAll(prepare, MINUTES);

describe('kill -9 before each change to the disk', () => {
  test.each(IS_FULL ? ['kill', 'torn'] : ['kill'])(
    'of a build (%s): former or new release, and a build of another edition gives no id twice',
    async (fault) => {
      const changes = countChanges(await copyOf(built()), buildOf('2024c'));
      const former = digestsOf(join(built(), 'out', '2024b'));
      for (const number of pick(changes)) {
        const folder = await copyOf(built());
        const before = ledgerText(folder);
        const { signal } = runFaulty(folder, buildOf('2024c'), { FAULT_AT: String(number), FAULT: fault });
        expect([number, signal]).toEqual([number, 'SIGKILL']);
        const published = new Map<string, string>();
        collectPublished(folder, published);
        expectLedgerHolds(folder, published);
        expect(ledgerText(folder).startsWith(before)).toBe(true);
        const next = run(folder, ...buildOf('2024d'));
        expect([number, next.code, next.err.match(/^error.*/m)?.[0]]).toEqual([number, 0, undefined]);
        expect(run(folder, ...buildOf('2024c'))).toMatchObject({ code: 0 });
        collectPublished(folder, published);
        expectLedgerHolds(folder, published);
        expectNothingLeft(folder);
        expect(digestsOf(join(folder, 'out', '2024b'))).toEqual(former);
        rmSync(folder, { recursive: true });
      }
    },
    30 * MINUTES,
  );

  test(
    'of a build that replaces a release: one of the two is there, or comes back with the next build',
    async () => {
      const scene = await copyOf(built());
      const units = join(scene, 'mappings', 'verify-exceptions.tsv');
      writeFileSync(units, `${readFileSync(units, 'utf8')}# changed, so that the release is another one\n`);
      const changes = countChanges(await copyOf(scene), buildOf('2024b'));
      const old = digestsOf(join(scene, 'out', '2024b'));
      const renewed = await copyOf(scene);
      run(renewed, ...buildOf('2024b'));
      const now = digestsOf(join(renewed, 'out', '2024b'));
      expect(now).not.toEqual(old);
      let missing = 0;
      for (const number of pick(changes)) {
        const folder = await copyOf(scene);
        runFaulty(folder, buildOf('2024b'), { FAULT_AT: String(number) });
        const release = join(folder, 'out', '2024b');
        if (!existsSync(release)) missing += 1;
        else expect([old, now]).toContainEqual(digestsOf(release));
        expect(run(folder, ...buildOf('2024d')).err).not.toContain('previous-release-missing');
        expect([old, now]).toContainEqual(digestsOf(release));
        expectNothingLeft(folder);
        rmSync(folder, { recursive: true });
      }
      expect(missing).toBeLessThanOrEqual(1);
    },
    30 * MINUTES,
  );

  test(
    'of `ids import`: no ledger or a whole one',
    async () => {
      const scene = await copyOf(bare());
      const rows = ['concept_id\tconcept_name\tvocabulary_id\tconcept_code'];
      for (const { concept_id: id, concept_code: code } of readRecords(
        join(built(), 'mappings', 'concept-ids.tsv'),
      )) {
        rows.push(`${Number(id) - 100_000}\tName\tDICOM\t${code}`);
      }
      writeFileSync(
        join(scene, 'OLD.csv'),
        `${rows.filter((row) => !row.endsWith('DICOM\tDICOM')).join('\n')}\n`,
      );
      const args = ['ids', 'import', 'OLD.csv', '--edition', '2024b', '--cache', 'cache'];
      const whole = await copyOf(scene);
      expect(run(whole, ...args).err).toBe('');
      const wanted = ledgerText(whole);
      const log = join(whole, 'changes.log');
      runFaulty(await copyOf(scene), args, { FAULT_LOG: log });
      for (const number of pick(readFileSync(log, 'utf8').split('\n').length - 1)) {
        const folder = await copyOf(scene);
        runFaulty(folder, args, { FAULT_AT: String(number) });
        expect(['', wanted]).toContain(ledgerText(folder));
        if (ledgerText(folder) === '') run(folder, ...args);
        expect(ledgerText(folder)).toBe(wanted);
        expect(run(folder, ...buildOf('2024c'))).toMatchObject({ code: 0 });
        expectNothingLeft(folder);
        rmSync(folder, { recursive: true });
      }
    },
    30 * MINUTES,
  );

  test(
    'of `ids rebase`: ledger and history are those of before or those of after, never one of each',
    async () => {
      const git = (folder: string, ...args: string[]) =>
        spawnSync('git', ['-C', folder, '-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
          encoding: 'utf8',
        });
      const scene = await copyOf(built());
      git(scene, 'init', '-q', '-b', 'main');
      git(scene, 'add', 'mappings');
      git(scene, 'commit', '-q', '-m', 'one');
      const theirs = await copyOf(scene);
      run(theirs, ...buildOf('2024d'));
      git(theirs, 'commit', '-q', '-a', '-m', 'theirs');
      run(scene, ...buildOf('2024c'));
      git(scene, 'commit', '-q', '-a', '-m', 'ours');
      git(scene, 'fetch', '-q', theirs, 'main:theirs');
      const args = ['ids', 'rebase', '--onto', 'theirs'];
      const pairOf = (folder: string) =>
        ['concept-ids.tsv', 'concept-history.tsv'].map((name) =>
          readFileSync(join(folder, 'mappings', name), 'utf8'),
        );
      const changes = countChanges(await copyOf(scene), args);
      const whole = await copyOf(scene);
      run(whole, ...args);
      const [before, after] = [pairOf(scene), pairOf(whole)];
      expect(after).not.toEqual(before);
      for (const number of pick(changes)) {
        const folder = await copyOf(scene);
        expect(runFaulty(folder, args, { FAULT_AT: String(number) }).signal).toBe('SIGKILL');
        run(folder, ...args);
        expect([number, pairOf(folder)]).toEqual([number, after]);
        rmSync(join(folder, 'out'), { recursive: true });
        expect(run(folder, ...buildOf('2024c'))).toMatchObject({ code: 0 });
        expectNothingLeft(folder);
        rmSync(folder, { recursive: true });
      }
    },
    30 * MINUTES,
  );
});
