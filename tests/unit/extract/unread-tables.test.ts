import { describe, expect, test } from '@jest/globals';
import { passOver } from '../../../src/extract/unread-tables.js';
import { partOf, rowOf, sectionOf, tableOf } from '../../support/docbook.js';

const NAMES = new Set(['bits allocated', 'bits stored', 'image type']);

function read(label: string, caption: string, headings: readonly string[], rows: string) {
  const part = partOf(3, sectionOf('C.8.1', 'Flavors', tableOf({ label, caption, headings, rows })));
  const piece = part.outline.tables[0];
  if (!piece) throw new Error('no table');
  return passOver(part, piece, NAMES);
}

describe('passOver', () => {
  test('tells place, rows and reason once, and refuses all rows', () => {
    const { facts, diagnostics, counts } = read(
      'A.1-1',
      'Overview',
      ['Modules', 'CT'],
      rowOf('Patient', 'M'),
    );
    expect(facts).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'table-not-read',
        severity: 'note',
        at: { part: 3, label: 'Table A.1-1' },
        message: 'a table of no family that states vocabulary facts; 1 rows (overview of other tables)',
        found: 'Overview',
      },
    ]);
    expect(counts).toMatchObject([
      {
        table: 'A.1-1',
        read: 1,
        used: 0,
        refused: 1,
        unread: { title: 'Overview', reason: 'overview of other tables', at: { label: 'Table A.1-1' } },
      },
    ]);
  });

  test.each([
    ['example', 'CID &lt;number&gt;', 'Name', ['Code Value'], rowOf('1')],
    ['example', 'C.8-1', 'Sample Transducers', ['A', 'B'], rowOf('a', 'b')],
    ['parameters of a template', 'TID 300', 'Parameters', ['Parameter Name', 'Usage'], rowOf('$A', 'a')],
    ['overview of other tables', 'A.1-1', 'O', ['Modules', 'CR', 'CT'], rowOf('Patient', 'M', 'C1')],
    ['which items go with which', 'A.35-2', 'R', ['Relationship Type (Values)', 'To'], rowOf('HAS', 'TEXT')],
    ['which items go with which', 'F.4-1', 'Relationship Between Records', ['Record', 'To'], rowOf('A', 'B')],
    ['meanings in other languages', 'E-1', 'T', ['Code Value', 'French Language'], rowOf('1', 'un')],
    ['meanings in other languages', 'B.2-1', 'German Names', ['Label', 'Name'], rowOf('A', 'B')],
    ['codes and UIDs that other tables define', 'H-1', 'L', ['Code Value', 'Meaning'], rowOf('1', 'one')],
    ['codes and UIDs that other tables define', 'B.1-1', 'P', ['Instance UID', 'Label'], rowOf('1.2', 'HOT')],
    [
      'values of several attributes side by side',
      'C.8-82',
      'Combinations',
      ['Image Type (0008,0008) Value 3', 'Bits Allocated', 'Bits Stored Value'],
      rowOf('GATED', '8', '8'),
    ],
    [
      'numbers alone',
      'B.1-2',
      'Palette',
      ['Index', 'Red', 'Green'],
      rowOf('0', '255', '1') + rowOf('1', '254', ''),
    ],
    ['columns without headings', 'C.7-25', 'Segment', [], rowOf('Length')],
    ['columns without headings', 'C.7-26', 'Segment', ['Opcode', ''], rowOf('0', 'Discrete')],
    ['other', 'C.7-24', 'Segments', ['Opcode', 'Segment type'], rowOf('0', 'Discrete')],
  ])('%s: %s %s', (reason, label, caption, headings, rows) => {
    expect(read(label, caption, headings, rows).counts).toMatchObject([{ unread: { reason } }]);
  });

  test('one attribute beside what is none is no combination', () => {
    const { counts } = read('C.8-9', 'T', ['Image Type', 'Comment'], rowOf('GATED', 'a word'));
    expect(counts).toMatchObject([{ unread: { reason: 'other' } }]);
  });
});
