import { describe, expect, test } from '@jest/globals';
import {
  makeLiveLine,
  makeProgress,
  reportByCode,
  type Terminal,
  withProgress,
} from '../../../src/commands/terminal.js';
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

/** What a stage writes while it runs, and what stands there in the end. */
async function tell(isTerminal: boolean, fails = false): Promise<string> {
  let text = '';
  const err = (piece: string) => {
    text += piece;
  };
  const progressStream = isTerminal ? {} : undefined;
  const terminal = { err, now: () => 0, columns: 80, progressStream } as unknown as Terminal;
  const run = withProgress(makeProgress(terminal), async (progress) => {
    progress.doing?.('reading part16.xml');
    if (fails) throw new Error('unreadable');
    progress('read', '3 rows');
  });
  await run.catch(() => err('why\n'));
  return text;
}

/** The lines as a terminal shows them: what follows a return to the start of the line takes its place. */
const shown = (text: string) =>
  text
    .split('\n')
    .map((line) => line.split('\r\u001b[K').at(-1))
    .join('\n');

describe('makeProgress', () => {
  test('on a terminal: what is done, until the line of the stage takes its place', async () => {
    const text = await tell(true);
    expect(text).toContain('reading part16.xml ...');
    expect(shown(text)).toBe('read        0.0 s  3 rows\n');
  });

  test('on a terminal, when it fails: nothing stands before the reason', async () => {
    expect(shown(await tell(true, true))).toBe('why\n');
  });

  test('elsewhere: the lines of stages alone', async () => {
    expect(await tell(false)).toBe('read        0.0 s  3 rows\n');
  });

  test('a live line is no wider than the terminal', () => {
    let text = '';
    const terminal = {
      err: (piece: string) => {
        text += piece;
      },
      columns: 50,
      progressStream: {},
    } as unknown as Terminal;
    makeLiveLine(terminal).doing('x'.repeat(200));
    expect(shown(text).length).toBeLessThan(50);
  });
});
