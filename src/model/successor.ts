/** Retired codes and what replaces them. */
import type { Code, CodeDefinition } from './content-mapping.js';

/**
 * The one code that Annex D names in place of a retired one, of whatever scheme; several name no single one, and a
 * code does not replace itself. [OMOP B10]
 */
export function successorOf({ code, retired, replacedBy }: CodeDefinition): Code | undefined {
  const [only, ...others] = replacedBy;
  const isItself = only?.scheme === 'DCM' && only.value === code;
  return retired && others.length === 0 && !isItself ? only : undefined;
}

/** From `start` by `next` to the first code where `isEnd` holds; undefined if the chain stops before, or closes. */
export function followSuccessors(
  start: string,
  next: (code: string) => string | undefined,
  isEnd: (code: string) => boolean,
): string | undefined {
  const passed = new Set([start]);
  for (let code = next(start); code !== undefined && !passed.has(code); code = next(code)) {
    if (isEnd(code)) return code;
    passed.add(code);
  }
  return undefined;
}
