/** Answers that are asked for again and again, kept by a key. Keeps `most` at a time, then begins anew. */
export function remember<V>(most: number): (key: string, make: (key: string) => V) => V {
  const known = new Map<string, V>();
  return (key, make) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as V;
    const made = make(key);
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
}
