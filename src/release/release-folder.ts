/** The files of a release by name: of a folder, or of a build that is not written. */
import { join } from 'node:path';
import { findText } from '../disk/text-file.js';
import { EnvironmentError } from '../model/diagnostic.js';
import type { Files } from './omop-tables.js';

export interface ReleaseFolder {
  /** The folder, or what stands for it in messages. */
  readonly name: string;
  /** Undefined if there is no such file. */
  readonly find: (file: string) => string | undefined;
}

export function openFolder(name: string): ReleaseFolder {
  return { name, find: (file) => findText(join(name, file)) };
}

export function openFiles(name: string, files: Files): ReleaseFolder {
  return { name, find: (file) => files.get(file) };
}

/** The same folder, of which each file is read once. */
export function keepTexts({ name, find }: ReleaseFolder): ReleaseFolder {
  const texts = new Map<string, string | undefined>();
  return {
    name,
    find: (file) => {
      if (!texts.has(file)) texts.set(file, find(file));
      return texts.get(file);
    },
  };
}

/** Throws EnvironmentError if the file is not there: a release has it. */
export function getFile({ name, find }: ReleaseFolder, file: string): string {
  const text = find(file);
  if (text !== undefined) return text;
  throw new EnvironmentError(`${name} is no release: ${file} is not there`, {
    fix: 'give the folder that `dicom-omop build` wrote, e.g. out/2024d',
  });
}
