import { describe, expect, test } from '@jest/globals';
import { reportByCode, type Terminal } from '../../../src/commands/terminal.js';
import type { Diagnostic, Severity } from '../../../src/model/diagnostic.js';

const of = (code: string, severity: Severity, count = 1): Diagnostic[] =>
  Array.from({ length: count }, (_each, index) => ({ code, severity, message: `${code} ${index + 1}` }));

function report(diagnostics: readonly Diagnostic[]): string[] {
  let text = '';
  const err = (line: string) => {
    text += line;
  };
  const terminal = { err } as unknown as Terminal;
  reportByCode(diagnostics, terminal, ', see diagnostics.tsv');
  return text.trimEnd().split('\n');
}

describe('reportByCode', () => {
  test('one line a code with the first of it, findings before warnings, the frequent ones first', () => {
    expect(report([...of('rare', 'warning'), ...of('often', 'warning', 3), ...of('bad', 'finding')])).toEqual(
      ['finding bad: bad 1', 'warning often: often 1 (and 2 more often)', 'warning rare: rare 1'],
    );
  });

  test('ten lines at most; the other codes are named, notes are counted', () => {
    const codes = Array.from({ length: 12 }, (_each, index) => of(`c${index}`, 'warning', 20 - index)).flat();
    const lines = report([...codes, ...of('note', 'note', 4)]);
    expect(lines).toHaveLength(12);
    expect(lines.at(-2)).toBe('... and 19 more of 2 codes: c10, c11, see diagnostics.tsv');
    expect(lines.at(-1)).toBe('4 notes, see diagnostics.tsv');
  });
});
