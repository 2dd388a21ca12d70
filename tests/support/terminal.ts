/** A terminal that keeps what a command says. */
import type { Terminal } from '../../src/commands/terminal.js';
import { ROOT } from './command-line.js';

export interface KeptTerminal extends Terminal {
  readonly said: { out: string; err: string };
}

export function terminalIn(workingDirectory: string): KeptTerminal {
  const said = { out: '', err: '' };
  return {
    said,
    programRoot: ROOT,
    workingDirectory,
    toolVersion: 'test',
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    now: () => 0,
    columns: 80,
    progressStream: undefined,
    env: {},
    date: () => new Date(0),
    random: () => 0,
    sleep: async () => {},
    fail: (error) => {
      throw error;
    },
  };
}
