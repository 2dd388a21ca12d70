const PAGE_EDGES = 1 << 16;
const WIDTH = 3;

/** Edges between concept ids, with the line that states each: 12 bytes an edge, in pages so that nothing is copied. */
export class EdgeList {
  readonly #pages: Int32Array[] = [];
  #page = new Int32Array(0);
  #used = 0;

  add(from: number, to: number, line: number): void {
    if (this.#used === this.#page.length) {
      this.#page = new Int32Array(PAGE_EDGES * WIDTH);
      this.#pages.push(this.#page);
      this.#used = 0;
    }
    this.#page[this.#used++] = from;
    this.#page[this.#used++] = to;
    this.#page[this.#used++] = line;
  }

  /** In the order they were added. */
  forEach(visit: (from: number, to: number, line: number) => void): void {
    for (const page of this.#pages) {
      const used = page === this.#page ? this.#used : page.length;
      for (let at = 0; at < used; at += WIDTH) visit(page[at] ?? 0, page[at + 1] ?? 0, page[at + 2] ?? 0);
    }
  }
}
