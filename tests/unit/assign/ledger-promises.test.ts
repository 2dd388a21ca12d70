import { describe, expect, test } from '@jest/globals';
import { checkAppendOnly } from '../../../src/assign/ledger-promises.js';

const versions = (...texts: readonly string[]) =>
  texts.map((text, index) => ({ revision: `r${index + 1}`, text: text.replaceAll(' ', '\n') }));
const check = (...texts: readonly string[]) => checkAppendOnly(versions(...texts), 'ids.tsv');

describe('a file that may only grow', () => {
  test.each([
    ['no version', []],
    ['one version', ['h a b']],
    ['lines at the end', ['h', 'h a', 'h a', 'h a b c']],
    ['a final line end that comes and goes', ['h a ', 'h a', 'h a b ']],
  ])('%s: the promise is kept', (_title, texts) => {
    expect(check(...texts)).toEqual([]);
  });

  test.each([
    ['a line that was changed', ['h a b', 'h x b'], 2, 'x', 'a'],
    ['a line that was put between', ['h a b', 'h a x b'], 3, 'x', 'b'],
    ['a line that was put first', ['h a b', 'h x a b'], 2, 'x', 'a'],
    ['a line that was removed in the middle', ['h a b', 'h b'], 2, 'b', 'a'],
    ['a line that was removed at the end', ['h a b', 'h a'], 3, '(no line)', 'b'],
    ['two lines that were swapped', ['h a b', 'h b a'], 2, 'b', 'a'],
    ['a blank that was added', ['h a b', 'h\ta b'], 1, 'h\ta', 'h'],
  ])('%s is an error at its line', (_title, texts, line, found, expected) => {
    expect(check(...texts)).toEqual([
      {
        code: 'ledger-line-changed',
        severity: 'error',
        at: { file: 'ids.tsv', line },
        message: 'r2 changed or removed a line that r1 has',
        found,
        expected,
        fix: 'restore the line: git -C . show r1:./ids.tsv; new lines go at the end only',
      },
    ]);
  });

  test('each version is held against the one before, so that a mended line tells both changes', () => {
    expect(check('h a', 'h x', 'h a').map(({ message }) => message)).toEqual([
      'r2 changed or removed a line that r1 has',
      'r3 changed or removed a line that r2 has',
    ]);
  });
});
