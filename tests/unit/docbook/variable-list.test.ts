import { describe, expect, test } from '@jest/globals';
import { readVariableList } from '../../../src/docbook/variable-list.js';
import { elementOf } from '../../support/docbook.js';

const cases: {
  title: string;
  xml: string;
  expected: { title: string | undefined; entries: [string, string | undefined][] };
}[] = [
  {
    title: 'a title and entries',
    xml: '<variablelist><title>Defined Terms:</title><varlistentry><term>AXIAL</term><listitem><para>across</para></listitem></varlistentry></variablelist>',
    expected: { title: 'Defined Terms:', entries: [['AXIAL', 'across']] },
  },
  {
    title: 'two terms of one explanation',
    xml: '<variablelist><varlistentry><term>A</term><term>B</term><listitem><para>both</para></listitem></varlistentry></variablelist>',
    expected: {
      title: undefined,
      entries: [
        ['A', 'both'],
        ['B', 'both'],
      ],
    },
  },
  {
    title: 'an entry of which nothing is said',
    xml: '<variablelist><title/><varlistentry><term>A\u200b</term><listitem><para/></listitem></varlistentry><varlistentry><term>B</term></varlistentry></variablelist>',
    expected: {
      title: undefined,
      entries: [
        ['A', undefined],
        ['B', undefined],
      ],
    },
  },
];

describe('readVariableList', () => {
  test.each(cases)('$title', ({ xml, expected }) => {
    const { title, entries } = readVariableList(elementOf(xml));
    expect(title).toBe(expected.title);
    expect(entries.map(({ term, text }) => [term, text])).toEqual(expected.entries);
  });
});
