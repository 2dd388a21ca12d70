import { describe, expect, test } from '@jest/globals';
import { formatPartType, PART_TYPES, parsePartType } from '../../../src/playbook/part-types.js';
import {
  PLAYBOOK_PARTS_COLUMNS,
  playbookPartRows,
  RADLEX_MODIFIER_COLUMNS,
  radLexModifierRows,
} from '../../../src/playbook/playbook-parts.js';
import { samplePlaybook } from '../../support/playbook/playbook-text.js';

describe('part types', () => {
  test('18, read in any case, each with a short name of its own', () => {
    expect(PART_TYPES).toHaveLength(18);
    expect(parsePartType(' rad.view.VIEW TYPE ')).toBe('Rad.View.View Type');
    expect(parsePartType('Rad.View')).toBeUndefined();
    expect(new Set(PART_TYPES.map(formatPartType)).size).toBe(18);
  });
});

describe('playbookPartRows', () => {
  const rows = playbookPartRows(samplePlaybook());

  test('each part once, although the code has two RPIDs', () => {
    expect(rows.filter(({ loinc }) => loinc === '24627-2').map((row) => row.part_type)).toEqual([
      'Modality Type',
      'Region Imaged',
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual([...PLAYBOOK_PARTS_COLUMNS]);
  });

  test('one part of a code can stand in several places', () => {
    const views = rows.filter((row) => row.loinc === '42272-5' && row.part_type === 'View Type');
    expect(views.map((row) => `${row.part_sequence} ${row.part_name}`)).toEqual(['A.A PA', 'A.B lateral']);
  });
});

describe('radLexModifierRows', () => {
  const rows = radLexModifierRows(samplePlaybook());

  test('RIDs are source values, never concept ids', () => {
    const head = rows.find((row) => row.rpid === 'RPID24' && row.modifier === 'region');
    expect(head).toEqual({
      rpid: 'RPID24',
      loinc: '24727-0',
      modifier: 'region',
      part_sequence: 'A',
      part_name: 'Head',
      modifier_source_vocabulary: 'RadLex',
      modifier_source_value: 'RID9080',
      radlex_name: 'head',
    });
    expect(Object.keys(rows[0] ?? {})).toEqual([...RADLEX_MODIFIER_COLUMNS]);
    expect(RADLEX_MODIFIER_COLUMNS.filter((column) => column.includes('concept_id'))).toEqual([]);
    expect(rows.every((row) => row.modifier_source_value.startsWith('RID'))).toBe(true);
  });

  test('one row per RPID and part, codes without RPID too', () => {
    const of = (loinc: string) => rows.filter((row) => row.loinc === loinc).map(({ rpid }) => rpid);
    expect(of('24627-2')).toEqual(['RPID9001', 'RPID9002']);
    expect(of('36554-4')).toEqual(['']);
  });
});
