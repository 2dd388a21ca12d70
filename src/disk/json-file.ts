/** What the program wrote for itself as JSON: manifests, mostly. Another program's file of that name, or half of one, is told as that. */
import { EnvironmentError } from '../model/diagnostic.js';
import { findText } from './text-file.js';

export interface JsonForm {
  /** Members that are objects or lists; without one of them the file is another's. */
  readonly members: readonly string[];
  /** What to do about a file that is none. */
  readonly fix: string;
}

/** Undefined if there is no such file. Throws EnvironmentError if it cannot be read, or is not of that form. */
export function findJson<Content extends object>(file: string, form: JsonForm): Content | undefined {
  const text = findText(file);
  return text === undefined ? undefined : parseJson<Content>(text, file, form);
}

/** Of a file that must be there. */
export function getJson<Content extends object>(file: string, form: JsonForm): Content {
  const content = findJson<Content>(file, form);
  if (content !== undefined) return content;
  throw new EnvironmentError(`${file} is not there`, { fix: form.fix });
}

function parseJson<Content extends object>(text: string, file: string, { members, fix }: JsonForm): Content {
  const value = parseObject(text);
  if (value === undefined)
    throw new EnvironmentError(`${file} is damaged: its text is no JSON object`, { fix });
  const missing = members.find((name) => typeof value[name] !== 'object' || value[name] === null);
  if (missing === undefined) return value as Content;
  throw new EnvironmentError(`${file} is another's or damaged: it has no "${missing}"`, { fix });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
