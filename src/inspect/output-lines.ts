/** Where a concept stands in the files of a release that has been written. */

export interface OutputLine {
  readonly file: string;
  /** From 1, the header being line 1. */
  readonly line: number;
  readonly text: string;
}

/** Lines whose id columns hold the concept: the first column, or for relationships the first two. */
export function findOutputLines(
  files: ReadonlyMap<string, string>,
  conceptIds: ReadonlySet<number>,
): OutputLine[] {
  return [...files].flatMap(([file, text]) =>
    text.split('\n').flatMap((lineText, index): OutputLine[] => {
      const id = Number(lineText.slice(0, lineText.indexOf('\t')));
      return conceptIds.has(id) ? [{ file, line: index + 1, text: lineText }] : [];
    }),
  );
}
