/** The embedded edition holds every quirk of the published files, so that the golden run meets them all. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { nominalPublication, parseEdition } from '../../src/model/edition.js';

const MINI = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'standard-cache', 'mini');
const part = (number: string) => readFileSync(join(MINI, `part${number}.xml`), 'utf8');
const texts = { 3: part('03'), 6: part('06'), 16: part('16') };

const CELL = String.raw`<t[dh][^>]*>\s*<para[^>]*>`;
const quirks: { title: string; part: 3 | 6 | 16; pattern: RegExp }[] = [
  { title: 'U+200B inside a keyword', part: 6, pattern: /[a-z]\u200b[A-Z][a-z]/ },
  { title: 'U+200B inside a UID', part: 6, pattern: /1\.2\.840[\d.]*\u200b[\d.]+/ },
  { title: 'U+200B in PS3.16', part: 16, pattern: /\u200b/ },
  { title: 'U+00AD inside a word', part: 6, pattern: /\w\u00ad\w/ },
  { title: 'U+00AD in PS3.3', part: 3, pattern: /\u00ad/ },
  { title: 'NBSP', part: 6, pattern: /\u00a0/ },
  { title: 'the remark RET', part: 6, pattern: />RET</ },
  { title: 'the remark RET (yyyy)', part: 6, pattern: />RET \(\d{4}[a-z]?\)</ },
  { title: 'the remark RET - See Note', part: 6, pattern: />RET - See Note/ },
  { title: 'the remark DICOS', part: 6, pattern: />DICOS</ },
  { title: 'the remark DICONDE', part: 6, pattern: />DICONDE</ },
  { title: 'the remark See Note', part: 6, pattern: />See Note/ },
  { title: 'a repeating group', part: 6, pattern: /\(60xx,/i },
  { title: 'repeating elements', part: 6, pattern: /\(0020,31xx\)/i },
  { title: 'a retired UID', part: 6, pattern: /\(Retired\)</ },
  { title: 'several VRs', part: 6, pattern: />US or SS</ },
  { title: 'th in a tbody', part: 16, pattern: /<tbody>(?:(?!<\/tbody>)[\s\S])*?<th\b/ },
  { title: 'a cell over several rows', part: 3, pattern: /rowspan="[2-9]"/ },
  { title: 'a cell over several columns', part: 3, pattern: /colspan="[2-9]"/ },
  { title: 'an empty cell', part: 3, pattern: /<td[^>]*\/>|<td[^>]*>\s*(?:<para[^>]*\/>)?\s*<\/td>/ },
  { title: 'mixed content', part: 3, pattern: /<para[^>]*>[^<]+<emphasis[^>]*>[^<]+<\/emphasis>[^<]+/ },
  { title: 'a blank inside a tag', part: 3, pattern: /\([0-9A-F]{4}, [0-9A-F]{4}\)/ },
  { title: 'a list title Enumerated Values:', part: 3, pattern: /<title>Enumerated Values:</ },
  { title: 'a list title Enumerated Value:', part: 3, pattern: /<title>Enumerated Value:</ },
  { title: 'a list title in lower case', part: 3, pattern: /<title>Enumerated values:</ },
  { title: 'a list title with a value number after', part: 3, pattern: /<title>Defined Terms for Value 3:</ },
  {
    title: 'a list title with a value number before',
    part: 3,
    pattern: /<title>Value \d Enumerated Values:</,
  },
  { title: 'a list title with a condition', part: 3, pattern: /<title>Enumerated Values if / },
  {
    title: 'a list title with number and condition',
    part: 3,
    pattern: /<title>Defined Terms for Value \d if /,
  },
  { title: 'a list title with a modality', part: 3, pattern: /<title>Defined Terms for CT:</ },
  { title: 'a retired list', part: 3, pattern: /<title>Retired Defined Terms:</ },
  { title: 'a list that is no list of values', part: 3, pattern: /<title>Recommended text for / },
  { title: 'an include without a table', part: 3, pattern: /Include one or more Functional Group Macros/ },
  {
    title: 'an include that spans the table',
    part: 3,
    pattern: /<td[^>]*colspan="4"[^>]*>\s*<para[^>]*>(?:&gt;)*\s*(?:<emphasis[^>]*>)?(?:&gt;)*\s*Include/,
  },
  { title: 'an include of a table by its link', part: 3, pattern: /Include <xref linkend="table_/ },
  { title: 'a context group in plain text', part: 3, pattern: /BCID 7030</ },
  {
    title: 'a context group by a link after a letter',
    part: 3,
    pattern: />D<olink[^>]*targetptr="sect_CID_/,
  },
  { title: 'a denial', part: 3, pattern: /No Baseline CID is defined/ },
  { title: 'a binding that names its sequence', part: 3, pattern: /Defined CID for [\w ]+Sequence is/ },
  {
    title: 'a binding left to the invocation',
    part: 3,
    pattern: /unless otherwise (?:defined|specified) in (?:the macro )?invocation/,
  },
  {
    title: 'a reference for Defined Terms',
    part: 3,
    pattern: /<xref linkend="sect_[^>]*\/> for (?:Defined Terms|specialization)/,
  },
  { title: 'a nested row', part: 3, pattern: new RegExp(`${CELL}(?:<emphasis[^>]*>)?&gt;&gt;`) },
  { title: 'a Non-Extensible group', part: 16, pattern: />\s*Non-Extensible/ },
  { title: 'a retired group', part: 16, pattern: /<title>[^<]*\(Retired\)</ },
  { title: 'an include of a group', part: 16, pattern: /Include\s*<(?:xref|olink)[^>]*sect_CID_/ },
  { title: 'a retired code with a successor', part: 16, pattern: /Retired\. Replaced by/i },
  { title: 'body parts', part: 16, pattern: />Body Part Examined</ },
  { title: 'a template that includes another', part: 16, pattern: />INCLUDE</ },
];

describe('the embedded edition', () => {
  test.each(quirks)('holds $title', ({ part: number, pattern }) => {
    expect(pattern.test(texts[number])).toBe(true);
  });

  test('holds a macro that includes itself, however many steps away', () => {
    const includes = new Map<string, Set<string>>();
    for (const [, label = '', body = ''] of texts[3].matchAll(
      /<table\b[^>]*\blabel="([^"]+)"[^>]*>([\s\S]*?)<\/table>/g,
    )) {
      includes.set(
        label,
        new Set(
          [...body.matchAll(/Include\s*<xref linkend="table_([^"]+)"/g)].map((match) => match[1] ?? ''),
        ),
      );
    }
    const reaches = (from: string, to: string, seen: Set<string>): boolean =>
      [...(includes.get(from) ?? [])].some(
        (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
      );
    expect([...includes.keys()].filter((label) => reaches(label, label, new Set()))).not.toEqual([]);
  });

  test('bears a label that no published edition has, and so a day of its own', () => {
    const edition = parseEdition('mini');
    expect(edition && nominalPublication(edition)).toBeUndefined();
    expect(JSON.parse(readFileSync(join(MINI, 'manifest.json'), 'utf8')).published).toMatch(/^\d{8}$/);
  });
});
