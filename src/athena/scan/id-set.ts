/** A set of concept ids that is asked about once per row of a file: open addressing, no hashing of objects. */
const EMPTY = -1;

export class IdSet {
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(ids: Iterable<number>) {
    const distinct = new Set(ids);
    let capacity = 16;
    while (capacity < distinct.size * 4) capacity *= 2;
    this.#slots = new Int32Array(capacity).fill(EMPTY);
    this.#mask = capacity - 1;
    for (const id of distinct) {
      let slot = this.#slotOf(id);
      while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = id;
    }
  }

  has(id: number): boolean {
    let slot = this.#slotOf(id);
    for (;;) {
      const found = this.#slots[slot];
      if (found === id) return id !== EMPTY;
      if (found === EMPTY) return false;
      slot = (slot + 1) & this.#mask;
    }
  }

  #slotOf(id: number): number {
    return (Math.imul(id, 0x9e3779b1) >>> 7) & this.#mask;
  }
}
