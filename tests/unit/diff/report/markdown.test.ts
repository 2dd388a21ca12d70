import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../../src/diff/compare/change.js';
import { compareReleases, type ReleaseDiff } from '../../../../src/diff/compare/comparison.js';
import { MARKDOWN_LIMIT, renderMarkdown } from '../../../../src/diff/report/markdown.js';
import {
  clip,
  escapeMarkdown,
  formatCodeSpan,
  formatCount,
} from '../../../../src/diff/report/markdown-text.js';
import { concept, FIRST_ID as ID, release } from '../../../support/diff-releases.js';

function diffOf(changes: readonly Change[]): ReleaseDiff {
  const label = { edition: '2024d', published: '20240915', profile: 'default' };
  return {
    old: { ...label, edition: '2016b' },
    now: label,
    changes,
    deltas: { concepts: [], relationships: [] },
    accepted: new Set(),
    gaps: [],
  };
}

function added(index: number, own: { name?: string; topic?: string } = {}): Change {
  return {
    kind: 'concept-added',
    subject: {
      type: 'code',
      code: String(100000 + index),
      name: own.name ?? `Name ${index}`,
      conceptId: ID + index,
    },
    topic: own.topic ?? `CID ${index % 50}`,
    at: undefined,
    link: undefined,
    domainId: 'Meas Value',
    conceptClassId: 'Qualifier Value',
    invalidReason: undefined,
    mapsTo: [],
  };
}

const many = Array.from({ length: 5000 }, (_, index) =>
  added(index, { name: `Äß→"${'n'.repeat(240)}" ${index}` }),
);

describe('Markdown report', () => {
  test('summary, decisions, lists, rows', () => {
    const old = release({
      edition: '2016b',
      concepts: [concept('00180081', { conceptName: 'Echo Time' }), concept('MR1', { id: ID + 1 })],
    });
    const now = release({
      concepts: [
        concept('00180081', { conceptName: 'Something Else' }),
        concept('MR1', { id: ID + 1, invalidReason: 'D' }),
      ],
      facts: { attributes: [{ tag: '(0018,0081)', at: 'PS3.6 2024d Table 6-1 row 9 #table_6-1' }] },
    });
    const text = renderMarkdown(compareReleases(old, now).value);
    expect(text).toContain('# DICOM 2016b → 2024d');
    expect(text).toContain('| Renamed | 1 | attributes 1 |');
    expect(text).toContain('## Needs a decision (1)');
    expect(text).toContain('**Possible reuse of a code** (1)');
    expect(text).toContain('- [`(0018,0081)`][1] Echo Time → Something Else (reuse 0.');
    expect(text).toContain(
      '[1]: https://dicom.nema.org/medical/dicom/2024d/output/html/part06.html#table_6-1',
    );
    expect(text).toContain('<details><summary>Retired: others (1)</summary>\n\n- `MR1`');
    expect(text).toContain('| Observable Entity | Measurement | - | D | 0 | 1 | +1 | new |');
    expect(text).toContain('| Observable Entity | Measurement | - | - | 2 | 1 | -1 | -50.0 % |');
  });

  test('nothing changed', () => {
    const text = renderMarkdown(diffOf([]));
    expect(text).toContain('0 changes');
    expect(text).toContain('## Needs a decision (0)\n\nNothing.');
  });

  test('fits what GitHub takes, and says exactly what it leaves out', () => {
    const text = renderMarkdown(diffOf(many));
    expect(text.length).toBeLessThanOrEqual(MARKDOWN_LIMIT);
    expect(Buffer.byteLength(text)).toBeGreaterThan(0.8 * MARKDOWN_LIMIT);
    const shown = text.match(/^ {2}- `\d{6}`/gm)?.length ?? 0;
    expect(text).toContain(`... and ${formatCount(5000 - shown)} more, see \`changes.tsv\``);
    expect(text).toContain('<details><summary>Added: DCM codes (5,000)</summary>');
  });

  test('decisions come first even when there are thousands', () => {
    const removed = many.map((change): Change => {
      const { subject, topic, at, link } = change;
      return { kind: 'concept-removed', subject, topic, at, link };
    });
    const text = renderMarkdown(diffOf([...removed, ...many]), { characters: 20_000 });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(20_000);
    expect(text.indexOf('**Removed** (5,000)')).toBeLessThan(text.indexOf('## To read'));
    expect(text).toMatch(/\*\*Removed\*\* \(5,000\)\n\n- \*\*CID 0\*\* \(1 of 100\)\n {2}- `100000`/);
  });

  test('a limit cuts each list evenly over its topics', () => {
    const text = renderMarkdown(
      diffOf(Array.from({ length: 12 }, (_, index) => added(index, { topic: `CID ${index % 3}` }))),
      {
        limit: 6,
        fullList: 'full.tsv',
      },
    );
    expect(text.match(/\(2 of 4\)/g)).toHaveLength(3);
    expect(text).toContain('- ... and 6 more, see `full.tsv`');
  });

  test('limit 0 keeps the counts', () => {
    expect(renderMarkdown(diffOf([added(1)]), { limit: 0 })).toContain('- 1, see `changes.tsv`');
  });

  test('names are data: no markup, no mention, no cell or tag of their own', () => {
    const name =
      '</details>|`a`*b*_c_[d](e)<img src=x onerror=alert(1)>@octocat #12 GH-7 https://x.org ~~s~~\n# h';
    const text = renderMarkdown(diffOf([added(1, { name, topic: 'T|<b>' })]));
    const line = text.split('\n').find((each) => each.includes('100001')) ?? '';
    expect(line).toContain('&lt;/details&gt;\\|\\`a\\`\\*b\\*\\_c\\_\\[d\\](e)&lt;img');
    expect(line).toContain('@<!-- -->octocat #<!-- -->12 GH-<!-- -->7 https:/<!-- -->/x');
    expect(text.match(/<\/details>/g)).toHaveLength(3);
  });
});

describe('Markdown text', () => {
  test('code spans hold backticks', () => {
    expect(formatCodeSpan('a')).toBe('`a`');
    expect(formatCodeSpan('a`b``c')).toBe('``` a`b``c ```');
  });

  test('entities stand as they are', () => {
    expect(escapeMarkdown('a &amp; b')).toBe('a &amp;amp; b');
  });

  test('clips by characters', () => {
    expect(clip('abc', 3)).toBe('abc');
    expect(clip('𝒜𝒜𝒜', 3)).toBe('𝒜𝒜𝒜');
    expect(clip('𝒜𝒜𝒜𝒜', 3)).toBe('𝒜𝒜…');
  });

  test('counts', () => {
    expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
  });
});
