/**
 * Names of elements, each one string however often it is written. A prefix that is bound to DocBook is dropped:
 * `<db:table xmlns:db="http://docbook.org/ns/docbook">` is a `table`. [Namespaces in XML 1.0]
 */
import { isName } from './characters.js';

const DOCBOOK = 'http://docbook.org/ns/docbook';

export interface ElementNames {
  /** The number of the name that stands in a range of the bytes; `hash` is any number made of those bytes; -1 if it is no name. */
  readonly number: (bytes: Buffer, start: number, end: number, hash: number) => number;
  /** The name with that number, without a prefix of DocBook. */
  readonly get: (number: number) => string;
  /** The name with that number as it is written. */
  readonly written: (number: number) => string;
  readonly bindPrefix: (prefix: string, namespace: string) => void;
}

export function makeElementNames(): ElementNames {
  const numbers = new Map<number, number[]>();
  const written: string[] = [];
  const names: string[] = [];
  const prefixes = new Set<string>();
  const withoutPrefix = (name: string) => {
    const colon = name.indexOf(':');
    return colon > 0 && prefixes.has(name.slice(0, colon)) ? name.slice(colon + 1) : name;
  };
  const add = (name: string, same: number[]) => {
    if (!isName(name)) return -1;
    names.push(withoutPrefix(name));
    same.push(names.length - 1);
    return written.push(name) - 1;
  };
  return {
    number(bytes, start, end, hash) {
      const same = numbers.get(hash);
      if (same !== undefined) {
        for (const number of same) {
          if (isWritten(written[number] ?? '', bytes, start, end)) return number;
        }
        return add(bytes.toString('utf8', start, end), same);
      }
      const first: number[] = [];
      numbers.set(hash, first);
      return add(bytes.toString('utf8', start, end), first);
    },
    get: (number) => names[number] ?? '',
    written: (number) => written[number] ?? '',
    bindPrefix(prefix, namespace) {
      if (namespace !== DOCBOOK || prefixes.has(prefix)) return;
      prefixes.add(prefix);
      for (const [number, name] of written.entries()) names[number] = withoutPrefix(name);
    },
  };
}

function isWritten(name: string, bytes: Buffer, start: number, end: number): boolean {
  if (name.length !== end - start) return name === bytes.toString('utf8', start, end);
  for (let at = 0; at < name.length; at += 1) {
    if (name.charCodeAt(at) !== bytes[start + at]) return name === bytes.toString('utf8', start, end);
  }
  return true;
}
