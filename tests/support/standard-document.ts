import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { IdentifyDocument } from '../../src/model/cache-manifest.js';
import { type Edition, parseEdition } from '../../src/model/edition.js';
import { KNOWN_PARTS, type Part } from '../../src/model/source-ref.js';

const TITLES = {
  3: 'Information Object Definitions',
  6: 'Data Dictionary',
  15: 'Security and System Management Profiles',
  16: 'Content Mapping Resource',
};

/** A whole document of a few lines, in the form of the published ones. `body` makes it longer. */
export function documentOf(part: Part, edition: string, body = '<para>text</para>'): string {
  return [
    '<?xml version="1.0" encoding="utf-8" standalone="no"?>',
    `<book xmlns="http://docbook.org/ns/docbook" label="PS3.${part}" version="5.0" xml:id="PS3.${part}">`,
    `  <title>PS3.${part}</title>`,
    `  <subtitle>DICOM PS3.${part} ${edition} - ${TITLES[part]}</subtitle>`,
    `  <chapter label="1">${body}</chapter>`,
    '</book>',
    '',
  ].join('\n');
}

/** Enough of the real check for these tests: the root's label, the subtitle, the end tag. */
export const identifyByPattern: IdentifyDocument = (bytes, file) => {
  const text = bytes.toString('utf8');
  const label = /<book [^>]*label="PS3\.(\d+)"/.exec(text)?.[1];
  const [, edition, title] = /<subtitle>DICOM PS3\.\d+ (\S+) - (.*)<\/subtitle>/.exec(text) ?? [];
  const part = KNOWN_PARTS.find((known) => String(known) === label);
  const parsed = parseEdition(edition ?? '');
  if (part === undefined || parsed === undefined || !text.endsWith('</book>\n')) {
    const fault = {
      code: 'document-unreadable',
      severity: 'error',
      at: { file },
      message: 'not DocBook',
    } as const;
    return { value: undefined, diagnostics: [fault] };
  }
  return { value: { part, edition: parsed, title: title ?? '' }, diagnostics: [] };
};

export function editionOf(label: string): Edition {
  const edition = parseEdition(label);
  if (edition === undefined) throw new Error(`${label} is no label`);
  return edition;
}

/** Gives new empty folders and removes them after the tests of the file. */
export function useFolders(): () => Promise<string> {
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dicom-omop-test-'));
    folders.push(folder);
    return folder;
  };
}
