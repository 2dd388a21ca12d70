/** The package brings no types of its own. */
declare module 'dicom-character-set' {
  export const characterSets: Readonly<Record<string, unknown>>;
  export function convertBytes(
    specificCharacterSet: string | undefined,
    bytes: Uint8Array,
    options?: { readonly vr?: string },
  ): string;
}
