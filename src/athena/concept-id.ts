import { LAST_CONCEPT_ID } from '../model/concept-id.js';

/** What `parseConceptId` answers for bytes that are no concept id. */
export const NOT_A_CONCEPT_ID = -1;

export const CONCEPT_ID_EXPECTED = `an integer from 0 to ${LAST_CONCEPT_ID}, in digits only [CDM v5.4 concept_id integer]`;

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
  return id > LAST_CONCEPT_ID ? NOT_A_CONCEPT_ID : id;
}
