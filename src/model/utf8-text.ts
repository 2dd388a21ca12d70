/** Bytes of a text file -> text. Bytes that are no UTF-8 are a fault: read loosely they would become other characters. */
import type { Diagnostic, Outcome } from './diagnostic.js';

/** A byte order mark is kept. Where bytes are no UTF-8 the value holds U+FFFD in their place, beside an error. */
export function decodeUtf8(bytes: Uint8Array, file: string): Outcome<string> {
  try {
    return { value: decodeStrictly(bytes), diagnostics: [] };
  } catch {
    const line = findWrongLine(bytes);
    const diagnostic: Diagnostic = {
      code: 'file-not-utf8',
      severity: 'error',
      at: { file, line: line.number },
      message: 'bytes that are no UTF-8',
      found: line.text,
      expected: 'UTF-8 throughout',
      fix: 'restore the file from git, or save it as UTF-8',
    };
    return { value: new TextDecoder().decode(bytes), diagnostics: [diagnostic] };
  }
}

function decodeStrictly(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** No byte of another character is a line feed in UTF-8, so that each line can be asked for itself. */
function findWrongLine(bytes: Uint8Array): { readonly number: number; readonly text: string } {
  let start = 0;
  for (let number = 1; ; number += 1) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    try {
      decodeStrictly(line);
    } catch {
      return { number, text: new TextDecoder().decode(line).slice(0, 160) };
    }
    if (found < 0) return { number, text: '' };
    start = end + 1;
  }
}
