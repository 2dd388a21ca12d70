import { describe, expect, test } from '@jest/globals';
import { parseAcceptedChanges } from '../../../src/diff/accepted-changes.js';
import type { Change } from '../../../src/diff/compare/change.js';
import { compareReleases } from '../../../src/diff/compare/comparison.js';
import { renderMarkdown } from '../../../src/diff/report/markdown.js';
import { concept, release } from '../../support/diff-releases.js';

const HEADER = 'kind\tcode\tfrom\tto\treason\n';
const parse = (lines: string) => parseAcceptedChanges(`${HEADER}${lines}`, 'accepted-changes.tsv');
const subject = { type: 'attribute', code: '(0018,0081)', name: 'Echo Time', conceptId: 1 } as const;
const change: Change = {
  kind: 'vr-changed',
  subject,
  topic: 'MR Image',
  at: undefined,
  link: undefined,
  from: 'DS',
  to: 'FD',
};

describe('accepted changes', () => {
  test('a change is accepted as it was, and not as another', () => {
    const { value: isAccepted, diagnostics } = parse('vr-changed\t(0018,0081)\tDS\tFD\tsame numbers\n');
    expect(diagnostics).toEqual([]);
    expect(isAccepted(change)).toBe(true);
    expect(isAccepted({ ...change, to: 'FL' })).toBe(false);
    expect(isAccepted({ ...change, subject: { ...subject, code: '(0018,0082)' } })).toBe(false);
  });

  test.each([
    'vr-changd\t(0018,0081)\tDS\tFD\tsame numbers',
    'id-changed\t(0018,0081)\t1\t2\tnever mind',
    'vr-changed\t\tDS\tFD\tsame numbers',
    'vr-changed\t(0018,0081)\tDS\tFD\t',
  ])('accepted-change-wrong: %j', (line) => {
    expect(parse(`${line}\n`).diagnostics).toMatchObject([
      {
        code: 'accepted-change-wrong',
        severity: 'error',
        at: { file: 'accepted-changes.tsv', line: 2 },
        fix: expect.stringContaining('copy the line'),
      },
    ]);
  });

  test('it is told as before, and waits for no decision', () => {
    const old = release({ edition: '2016b', concepts: [concept('00180081', { domainId: 'Measurement' })] });
    const now = release({ concepts: [concept('00180081', { domainId: 'Observation' })] });
    const open = compareReleases(old, now).value;
    const done = compareReleases(old, now, ({ kind }) => kind === 'domain-changed').value;
    expect(renderMarkdown(open)).toContain('## Needs a decision (1)');
    expect(renderMarkdown(done)).toContain('## Needs a decision (0)');
    expect(renderMarkdown(done)).toContain('1 changes are accepted in');
    expect(done.changes).toEqual(open.changes);
  });
});

describe('release-athena-differs', () => {
  test.each([
    [null, null, 'not compared: the release of 2016b and of 2024d was built without'],
    ['v5.0 30-AUG-24', null, 'not compared: the release of 2024d was built without'],
    ['v5.0 30-AUG-24', 'v5.0 27-AUG-25', 'differ by the Athena download too'],
  ])('%s and %s', (before, after, message) => {
    const { value, diagnostics } = compareReleases(
      release({ edition: '2016b', athena: before }),
      release({ athena: after }),
    );
    expect(diagnostics).toMatchObject([
      {
        code: 'release-athena-differs',
        severity: 'warning',
        message: expect.stringContaining(message),
        fix: 'build both releases with the same --athena',
      },
    ]);
    expect(renderMarkdown(value)).toContain(message.replace(':', ':'));
  });
});
