/** The largest concept id: OMOP ids are signed 32-bit integers, and none is negative. [CDM v5.4 concept_id integer] */
export const MAX_CONCEPT_ID = 2147483647;
/** What `parseConceptId` answers for bytes that are no concept id. */
export const NOT_A_CONCEPT_ID = -1;

export const CONCEPT_ID_EXPECTED =
  'an integer from 0 to 2147483647, in digits only [CDM v5.4 concept_id integer]';

/** Digits in bytes[start, end) -> id, or NOT_A_CONCEPT_ID. Never by way of a float. */
export function parseConceptId(bytes: Buffer, start: number, end: number): number {
  const length = end - start;
  if (length < 1 || length > 10) return NOT_A_CONCEPT_ID;
  let id = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return NOT_A_CONCEPT_ID;
    id = id * 10 + digit;
  }
  return id > MAX_CONCEPT_ID ? NOT_A_CONCEPT_ID : id;
}
