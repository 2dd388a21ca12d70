/** Paths of elements as text, each made once: instances have the same ones again and again. */

export interface PathName {
  /** `52009229>00189114[2]>00189082`, the item where there are several. */
  readonly text: string;
  /** The path of an element in the items of this one. `digits`: its tag as the path shows it. */
  readonly below: (digits: string) => PathName;
  /** That of one of several items. */
  readonly item: (number: number) => PathName;
}

/** Paths that are kept; a hostile file does not fill the memory with them. */
const KEPT = 20_000;

/** What stands before the elements of a data set. */
export function makePathNames(): () => PathName {
  let kept = 0;
  let root = makeName('', '');
  return () => {
    if (kept > KEPT) {
      kept = 0;
      root = makeName('', '');
    }
    return root;
  };

  function makeName(text: string, prefix: string): PathName {
    const children = new Map<string, PathName>();
    const items = new Map<number, PathName>();
    const keep = <K>(names: Map<K, PathName>, key: K, path: string): PathName => {
      kept++;
      const name = makeName(path, `${path}>`);
      names.set(key, name);
      return name;
    };
    return {
      text,
      below: (digits) => children.get(digits) ?? keep(children, digits, prefix + digits),
      item: (number) => items.get(number) ?? keep(items, number, `${text}[${number}]`),
    };
  }
}
