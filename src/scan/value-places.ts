/** Something for each place of a value in a series: its path, private creator, frame and position. */

export interface ValuePlace {
  readonly path: string;
  readonly privateCreator: string | undefined;
  readonly frame: number | undefined;
  readonly valueIndex: number;
}

export interface ValuePlaces<T> {
  readonly find: (place: ValuePlace) => T | undefined;
  readonly set: (place: ValuePlace, entry: T) => void;
}

interface PathEntries<T> {
  /** By position, of public elements of the whole object: nearly all there are. */
  readonly plain: T[];
  readonly others: Map<string, T>;
}

export function makeValuePlaces<T>(): ValuePlaces<T> {
  const paths = new Map<string, PathEntries<T>>();
  return {
    find: (place) => {
      const entries = paths.get(place.path);
      if (entries === undefined) return undefined;
      return isPlain(place) ? entries.plain[place.valueIndex] : entries.others.get(keyOf(place));
    },
    set: (place, entry) => {
      let entries = paths.get(place.path);
      if (entries === undefined) {
        entries = { plain: [], others: new Map() };
        paths.set(place.path, entries);
      }
      if (isPlain(place)) entries.plain[place.valueIndex] = entry;
      else entries.others.set(keyOf(place), entry);
    },
  };
}

const isPlain = ({ frame, privateCreator }: ValuePlace): boolean =>
  frame === undefined && privateCreator === undefined;

const keyOf = ({ frame, valueIndex, privateCreator }: ValuePlace): string =>
  `${frame ?? ''}|${valueIndex}|${privateCreator ?? ''}`;
