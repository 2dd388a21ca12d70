/** Integers as the standard prints the values of binary attributes: `0003H` and `0x0003` are what data hold as 3. */

/** The decimal form of a printed hexadecimal integer; undefined for anything else. */
export function readHexadecimal(printed: string): string | undefined {
  const [, prefixed, suffixed] = /^(?:0x([0-9A-F]+)|([0-9A-F]{4})H)$/i.exec(printed) ?? [];
  const digits = prefixed ?? suffixed;
  return digits === undefined ? undefined : BigInt(`0x${digits}`).toString();
}
