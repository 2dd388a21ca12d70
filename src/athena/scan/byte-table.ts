/**
 * Texts looked up by their UTF-8 bytes inside a larger buffer, so that a row that is not wanted never becomes
 * a string: FNV-1a, open addressing, and the bytes compared at the end, so there are no false answers.
 */
export class ByteTable {
  readonly #hashes: Int32Array;
  /** Place of the text + 1; 0 is an empty slot. */
  readonly #places: Int32Array;
  readonly #mask: number;
  readonly #keys: Buffer;
  readonly #offsets: Int32Array;
  /** 1 at each length in bytes that a text has: most bytes are turned away by it. */
  readonly #lengths: Uint8Array;

  /** `texts` are distinct; an answer is a place in this list. */
  constructor(texts: readonly string[]) {
    let capacity = 16;
    while (capacity < texts.length * 4) capacity *= 2;
    this.#hashes = new Int32Array(capacity);
    this.#places = new Int32Array(capacity);
    this.#mask = capacity - 1;
    this.#keys = Buffer.concat(texts.map((text) => Buffer.from(text)));
    this.#offsets = new Int32Array(texts.length + 1);
    const lengths = texts.map((text) => Buffer.byteLength(text));
    this.#lengths = new Uint8Array(lengths.reduce((most, length) => Math.max(most, length), 0) + 1);
    for (const length of lengths) this.#lengths[length] = 1;
    for (const [place, length] of lengths.entries()) this.#insert(place, length);
  }

  /** Place of the text bytes[start, end), or -1. */
  find(bytes: Buffer, start: number, end: number): number {
    if (this.#lengths[end - start] !== 1) return -1;
    const hash = fnv1a(bytes, start, end);
    let slot = spread(hash) & this.#mask;
    for (;;) {
      const place = (this.#places[slot] ?? 0) - 1;
      if (place < 0) return -1;
      if (this.#hashes[slot] === hash && this.#equals(place, bytes, start, end)) return place;
      slot = (slot + 1) & this.#mask;
    }
  }

  #insert(place: number, length: number): void {
    const start = this.#offsets[place] ?? 0;
    const end = start + length;
    this.#offsets[place + 1] = end;
    const hash = fnv1a(this.#keys, start, end);
    let slot = spread(hash) & this.#mask;
    while (this.#places[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#hashes[slot] = hash;
    this.#places[slot] = place + 1;
  }

  #equals(place: number, bytes: Buffer, start: number, end: number): boolean {
    const from = this.#offsets[place] ?? 0;
    if ((this.#offsets[place + 1] ?? 0) - from !== end - start) return false;
    for (let at = start, key = from; at < end; at++, key++) if (bytes[at] !== this.#keys[key]) return false;
    return true;
  }
}

function fnv1a(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}

/** FNV-1a is weak in its low bits. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}
