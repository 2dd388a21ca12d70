/** The ranges of concept ids. [CDM v5.4: concept_id is a signed 32-bit integer; custom concepts] */

/** Ids up to here are OHDSI's; above, a site's or ours. */
export const LAST_OHDSI_ID = 2_000_000_000;
/** The last signed 32-bit integer. */
export const LAST_CONCEPT_ID = 2_147_483_647;
/** First id of a new ledger: below it lie ids that earlier tables put into the field with several meanings. */
export const FIRST_CONCEPT_ID = 2_128_200_000;
