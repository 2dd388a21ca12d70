/** The forms of a report of changes. */
export const DIFF_FORMATS = ['md', 'json', 'tsv', 'html'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];
