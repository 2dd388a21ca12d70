/** What a load must know beside the release. */
export interface LoadRequest {
  /** Day of the release, `yyyymmdd`: what it does not have any more ended the day before. */
  readonly published: string;
  /** Adds the rows of OHDSI's that ours refer to, for a database without an Athena download. */
  readonly standalone?: boolean;
  /** Schema of the tables, where the target has several; a plain name. */
  readonly schema?: string;
}
