/** Concept ids that were passed over, a bit each: millions of them in a few megabytes. */

const PAGE_BITS = 15;

export interface SeenIds {
  readonly add: (id: number) => void;
  readonly has: (id: number) => boolean;
}

/** Ids are integers from 0 to 2^31 - 1. */
export function makeSeenIds(): SeenIds {
  const pages = new Map<number, Uint32Array>();
  const mask = (1 << PAGE_BITS) - 1;
  return {
    add(id) {
      let page = pages.get(id >>> PAGE_BITS);
      if (page === undefined) {
        page = new Uint32Array(1 << (PAGE_BITS - 5));
        pages.set(id >>> PAGE_BITS, page);
      }
      const at = id & mask;
      page[at >>> 5] = (page[at >>> 5] ?? 0) | (1 << (at & 31));
    },
    has(id) {
      const at = id & mask;
      return (((pages.get(id >>> PAGE_BITS)?.[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;
    },
  };
}
