import { describe, expect, test } from '@jest/globals';
import { readPlaybook } from '../../../src/playbook/playbook-file.js';
import { playbookText, row, samplePlaybook } from '../../support/playbook/playbook-text.js';

const FILE = 'playbook.csv';
const region = (changes = {}) =>
  row({ type: 'Rad.Anatomic Location.Region Imaged', part: 'Chest', ...changes });

function faultOf(text: string | Uint8Array) {
  const { value, diagnostics } = readPlaybook(text, FILE);
  expect(value).toBeUndefined();
  const [first] = diagnostics;
  return first && { code: first.code, severity: first.severity, at: first.at, fix: first.fix !== undefined };
}

describe('readPlaybook', () => {
  test('reads the sample: one procedure per LOINC code, parts once, RPIDs in order', () => {
    const { procedures } = samplePlaybook();
    expect(procedures).toHaveLength(16);
    const chest = procedures.find(({ loinc }) => loinc === '24627-2');
    expect(chest?.radLex.map(({ rpid }) => rpid)).toEqual(['RPID9001', 'RPID9002']);
    expect(chest?.parts.map(({ partName }) => partName)).toEqual(['CT', 'Chest']);
    const old = procedures.find(({ loinc }) => loinc === '24785-8');
    expect(old?.longCommonName).toBe('Deprecated CT Chest, "old" form');
  });

  test.each([
    ['byte order mark', `\uFEFF${playbookText(row({}), region())}`],
    ['CRLF', playbookText(row({}), region()).replaceAll('\n', '\r\n')],
    ['blanks before commas', playbookText(row({}), region()).replaceAll('",', '"   ,')],
    ['header on the second line', `"LOINC accessory file"\n${playbookText(row({}), region())}`],
    ['part types in another case', playbookText(row({ type: 'Rad.Modality.Modality type' }), region())],
    ['columns in another order', swapped(playbookText(row({}), region()))],
    ['no line end at the end', playbookText(row({}), region()).trimEnd()],
  ])('accepts %s', (_, text) => {
    const { value, diagnostics } = readPlaybook(text, FILE);
    expect(diagnostics).toEqual([]);
    expect(value?.procedures[0]).toMatchObject({ loinc: '24627-2', longCommonName: 'CT Chest' });
    expect(value?.procedures[0]?.parts.map(({ partType }) => partType)).toEqual([
      'Rad.Modality.Modality Type',
      'Rad.Anatomic Location.Region Imaged',
    ]);
  });

  test.each([
    ['playbook-encoding', Uint8Array.from([0x22, 0xff, 0xfe, 0x22]), undefined],
    ['playbook-csv', `${playbookText(row({}))}"24628-0","CT Chest W con`, 3],
    ['playbook-empty', playbookText(), undefined],
    ['playbook-columns', playbookText(row({})).replace('"RPID",', ''), 1],
    ['playbook-ragged', `${playbookText(row({}))}"24628-0","CT Chest W contrast IV"`, 3],
    ['playbook-loinc', playbookText(row({ loinc: 'LP1-0' })), 2],
    ['playbook-part-type', playbookText(row({}), row({ type: 'Rad.Colour' })), 3],
    ['playbook-part-name', playbookText(row({ part: '' })), 2],
    ['playbook-name', playbookText(row({}), region({ name: 'CT Thorax' })), 3],
  ])('%s', (code, text, line) => {
    const at = line === undefined ? { file: FILE } : { file: FILE, line };
    expect(faultOf(text)).toEqual({ code, severity: 'error', at, fix: true });
  });

  test('lines as LOINC ships them and lines with quotes in a cell are read alike', () => {
    const plain = playbookText(row({}), region(), row({ loinc: '24628-0', name: 'CT Old' }));
    const quoted = playbookText(row({}), region(), row({ loinc: '24628-0', name: 'CT ""Old""' }));
    const [a, b] = [plain, quoted].map((text) => readPlaybook(text, FILE).value?.procedures);
    expect(b?.at(-1)?.longCommonName).toBe('CT "Old"');
    expect(b?.map((each) => ({ ...each, longCommonName: each.longCommonName.replaceAll('"', '') }))).toEqual(
      a,
    );
  });

  test('procedures share a part that is the same in all its cells', () => {
    const text = playbookText(row({}), row({ loinc: '24628-0', name: 'CT Chest W contrast IV' }));
    const [a, b] = readPlaybook(text, FILE).value?.procedures ?? [];
    expect(a?.parts[0]).toBeDefined();
    expect(b?.parts[0]).toBe(a?.parts[0]);
  });

  test('names the missing columns', () => {
    const [fault] = readPlaybook('"LoincNumber","RPID"\n"24627-2",""\n', FILE).diagnostics;
    expect(fault?.message).toContain('LongCommonName, PartNumber, PartTypeName');
  });

  test('reports every faulty row', () => {
    const { diagnostics } = readPlaybook(playbookText(row({ part: '' }), row({ loinc: 'x' })), FILE);
    expect(diagnostics.map(({ code }) => code)).toEqual(['playbook-part-name', 'playbook-loinc']);
  });
});

function swapped(text: string): string {
  return text
    .split('\n')
    .map((line) => line.split(',').reverse().join(','))
    .join('\n');
}
