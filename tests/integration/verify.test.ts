/** `verify`: a release on disk held to the rules of OMOP. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { emitOmopTables } from '../../src/release/omop-tables.js';
import { writeAthenaSample } from '../support/athena-sample.js';
import { digestsOf, run } from '../support/command-line.js';
import { CT, FOLLOWER, MODALITY, releaseOf, STANDARD_CT } from '../support/release.js';
import { useFolders } from '../support/standard-document.js';

const newFolder = useFolders();
let folder = '';
const verify = (...args: string[]) => run(folder, 'verify', ...args);

interface Finding {
  readonly code: string;
  readonly at?: { readonly file: string; readonly line: number };
}

/** Copies the good release and changes its files; tells the line of each row that was named. */
function breakRelease(name: string, changes: Record<string, (text: string) => string>): void {
  const target = join(folder, name);
  rmSync(target, { recursive: true, force: true });
  cpSync(join(folder, 'good'), target, { recursive: true });
  for (const [file, change] of Object.entries(changes)) {
    const path = join(target, file);
    const before = readFileSync(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`${file} was not changed`);
    writeFileSync(path, after);
  }
}

const lineOf = (name: string, file: string, start: string) =>
  readFileSync(join(folder, name, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.startsWith(start)) + 1;

beforeAll(async () => {
  folder = await newFolder();
  mkdirSync(join(folder, 'good'));
  for (const [name, text] of emitOmopTables(releaseOf())) writeFileSync(join(folder, 'good', name), text);
  writeAthenaSample(join(folder, 'athena'));
});

describe('verify', () => {
  test('a good release keeps all rules, before itself and against Athena, and stays as it is', () => {
    const before = digestsOf(folder);
    const { code, out, err } = verify('good', '--previous', 'good', '--athena', 'athena');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^\d+ rules over 5 concepts and 10 relationships: all kept\n$/);
    expect(digestsOf(folder)).toEqual(before);
  });

  test('every broken rule is told with its code, file and line', () => {
    breakRelease('broken', {
      'CONCEPT.csv': (text) =>
        text
          .replace('Computed Tomography', 'Computed "Tomography"')
          .replace('\t00080060:CT2\t19930101\t20991231', '\t00080060:CT2\t19930230\t20231231'),
      'CONCEPT_RELATIONSHIP.csv': (text) => text.replace(/^\d+\t\d+\tValue mapped from\t.*\n/m, ''),
      'CONCEPT_SYNONYM.csv': (text) => text.replace(/\t4180186\n/, '\t0\n'),
      'VOCABULARY.csv': (text) => text.replace('DICOM 2024d', ''),
    });
    const { code, out } = verify('broken', '--json');
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
    const told = (rule: string) => findings.find((finding) => finding.code === rule)?.at;
    const at = (file: string, line: number) => ({ file: join(folder, 'broken', file), line });
    const follower = at('CONCEPT.csv', lineOf('broken', 'CONCEPT.csv', `${FOLLOWER}\t`));
    expect(told('m6-clean-text') ?? told('s15-trimmed-text')).toEqual(
      at('CONCEPT.csv', lineOf('broken', 'CONCEPT.csv', `${CT}\t`)),
    );
    expect(told('s2-date')).toEqual(follower);
    expect(told('s4-validity')).toEqual(follower);
    expect(told('b3-reverse-row')).toEqual(
      at('CONCEPT_RELATIONSHIP.csv', lineOf('broken', 'CONCEPT_RELATIONSHIP.csv', `${MODALITY}\t${CT}\t`)),
    );
    expect(told('s19-synonym-language')).toEqual(at('CONCEPT_SYNONYM.csv', 2));
    expect(told('m5-vocabulary-version')).toEqual(at('VOCABULARY.csv', 2));
  });

  test('files that are not in the form of Athena are told too', () => {
    breakRelease('broken', {
      'CONCEPT.csv': (text) => text.replace(`${CT}\t`, '2.128200002e9\t').replace(/\n$/, ''),
      'CONCEPT_SYNONYM.csv': (text) => text.replaceAll('\n', '\r\n'),
    });
    const { code, out } = verify('broken');
    expect(code).toBe(1);
    expect(out).toMatch(/^error f5-number at \S+broken\/CONCEPT\.csv:\d+: .*found "2\.128200002e9"/m);
    expect(out).toMatch(/^error f2-line-end at \S+broken\/CONCEPT\.csv:\d+: the last line has no end/m);
    expect(out).toMatch(/^error f2-line-end at \S+broken\/CONCEPT_SYNONYM\.csv:1: a carriage return/m);
    for (const line of out.trimEnd().split('\n').slice(0, -1)) expect(line).toContain('; next: ');
    expect(out).toMatch(/ findings \(without --athena the concepts of others are not looked at\)\n$/);
  });

  test('--previous finds ids that are gone and ids that mean something else', () => {
    breakRelease('next', {
      'CONCEPT.csv': (text) =>
        text.replace(new RegExp(`^${FOLLOWER}\t.*\n`, 'm'), '').replace('\t00080060\t', '\t00080061\t'),
    });
    const { code, out } = verify('next', '--previous', 'good', '--json');
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
    const lives = findings.filter((finding) => finding.code === 'd4-id-succession');
    expect(lives.map(({ at }) => at?.line)).toEqual([
      lineOf('next', 'CONCEPT.csv', `${MODALITY}\t`),
      undefined,
    ]);
  });

  test('--athena finds links to concepts that are not there', () => {
    breakRelease('elsewhere', {
      'CONCEPT_RELATIONSHIP.csv': (text) =>
        text
          .replaceAll(String(STANDARD_CT), '4300758')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => `${line}\n`)
          .join(''),
    });
    expect(verify('elsewhere').code).toBe(0);
    const { code, out } = verify('elsewhere', '--athena', 'athena');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^(?:error|finding) s12-relationship-end at \S+CONCEPT_RELATIONSHIP\.csv:\d+: .*4300758/m,
    );
  });
});
