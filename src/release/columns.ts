/**
 * The columns of a table in one line of text: `'tag name? at'`. A mark `?`: the cell may be empty. From it follow
 * the header, and the type of a row that is read back.
 */

/** `'tag name? at'` -> `'tag' | 'name?' | 'at'`. */
export type Words<Text extends string> = Text extends `${infer First} ${infer Rest}`
  ? First | Words<Rest>
  : Text;

/** `name?` -> `name`. */
export type ColumnName<Word extends string> = Word extends `${infer Name}?` ? Name : Word;

/** `snomed_rt` -> `snomedRt`: the property of a row, as `propertyOf` makes it. */
export type PropertyOf<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<PropertyOf<Rest>>}`
  : Name;

/** A row as text, by property; undefined only where the mark allows it. */
export type TextRow<Columns extends string> = {
  readonly [Word in Words<Columns> as PropertyOf<ColumnName<Word>>]: Word extends `${string}?`
    ? string | undefined
    : string;
};

/** Names without marks, in order. */
export function columnNames(columns: string): readonly string[] {
  return columns.replaceAll('?', '').split(' ');
}
