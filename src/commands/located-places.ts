/** From the places in entries back to the files: the line of the XML and the cells that stand there. */
import type { Entry } from '../browse/entry.js';
import type { BuildConfig } from '../build/options.js';
import { openPart } from '../build/part-reading.js';
import { findRow, type LocatedRow } from '../docbook/locate.js';
import { parseSourceRef } from '../model/source-ref.js';

export type PlaceFinder = (at: string | undefined) => LocatedRow | undefined;

/** A document of the cache is opened only if an item is in it; without it nothing is found there. */
export async function locatePlaces(config: BuildConfig, entries: readonly Entry[]): Promise<PlaceFinder> {
  const texts = new Set(
    entries.flatMap(({ sections }) => sections.flatMap(({ items }) => items.flatMap(({ at }) => at ?? []))),
  );
  const places = [...texts].flatMap((text) => {
    const at = parseSourceRef(text);
    return at ? [{ text, at }] : [];
  });
  const found = new Map<string, LocatedRow>();
  for (const part of new Set(places.map(({ at }) => at.part))) {
    const document = (await openPart(config, part)).value?.document;
    if (!document) continue;
    for (const { text, at } of places) {
      const row = at.part === part ? findRow(document, at) : undefined;
      if (row) found.set(text, row);
    }
  }
  return (at) => (at === undefined ? undefined : found.get(at));
}
