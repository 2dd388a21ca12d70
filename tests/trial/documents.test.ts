import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ROOT } from '../support/command-line.js';

test('sixty damaged and twelve respelled documents break nothing; `make trial` tries thousands', () => {
  const args = ['60', '0', '1', 'documents'];
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'tests', 'trial', 'run.mjs'), ...args], {
    encoding: 'utf8',
  });
  expect(stdout).not.toContain('FAIL');
  expect(stdout).toMatch(/damaged documents +60\n/);
  expect(stdout).toMatch(/respelled documents +12\n/);
  expect(status).toBe(0);
});
