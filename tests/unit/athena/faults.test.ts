import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { resolveCodes } from '../../../src/athena/resolution.js';
import { bundleFiles, conceptRow, relationshipRow, writeDirectory } from './athena-files.js';
import { ASKED, FAULTS, OTHER } from './fault-table.js';

const CODES = [{ vocabularyId: 'SNOMED', conceptCode: 'a' }];

describe('faults in the data', () => {
  test.each(FAULTS)('$title', async (fault) => {
    const files: Record<string, string | Buffer> = bundleFiles({
      concepts: [ASKED, OTHER],
      relationships: [relationshipRow(1, 2)],
      ...fault.rows,
    });
    fault.change?.(files);
    const bundle = writeDirectory(files);
    const { value, diagnostics } = await resolveCodes({ bundle, codes: CODES });
    const { severity = 'error', line } = fault;
    expect(diagnostics.map(({ code }) => code)).toEqual([fault.code]);
    const at = { file: join(bundle, fault.file), ...(line === undefined ? {} : { line }) };
    expect(diagnostics[0]).toMatchObject({ severity, fix: expect.stringContaining(fault.fix) });
    expect(diagnostics[0]?.at).toEqual(at);
    expect(diagnostics[0]?.message).toContain(fault.message ?? '');
    expect(diagnostics[0]?.expected).not.toBe('');
    if (fault.found !== undefined) expect(diagnostics[0]?.found).toBe(fault.found);
    expect(value === undefined).toBe(severity === 'error');
  });

  test('faults of all files are reported together, many of a kind in short', async () => {
    const files = bundleFiles({
      concepts: [ASKED, ...Array.from({ length: 50 }, () => '1\t2')],
      relationships: ['x'],
    });
    const { diagnostics } = await resolveCodes({ bundle: writeDirectory(files), codes: CODES });
    expect(diagnostics).toHaveLength(22);
    expect(diagnostics.at(-1)?.message).toContain('the last of 30 more like this');
    expect(diagnostics.at(-1)?.at).toMatchObject({ line: 52 });
  });

  test('CPT4 rows are found by code, and a name filled in elsewhere is taken', async () => {
    const cpt4 = [conceptRow({ id: 50, code: 'a', name: '' }), conceptRow({ id: 51, code: 'b', name: '' })];
    const bundle = writeDirectory(
      bundleFiles({ concepts: [conceptRow({ id: 51, code: 'b', name: 'Named' })], cpt4 }),
    );
    const codes = [...CODES, { vocabularyId: 'SNOMED', conceptCode: 'b' }];
    const { value } = await resolveCodes({ bundle, codes });
    expect(value?.index.find('SNOMED', 'a')).toMatchObject({ conceptId: 50, conceptName: undefined });
    expect(value?.index.find('SNOMED', 'b')).toMatchObject({ conceptId: 51, conceptName: 'Named' });
  });
});
