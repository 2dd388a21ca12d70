/** The databases that the tables of a profile are stated for, and what they word differently. */
export type ProfileDialect = 'postgresql' | 'sqlite' | 'mysql';

/** Types of a profile's list that a database calls by another name. */
export const TYPES: Readonly<Record<ProfileDialect, Readonly<Record<string, string>>>> = {
  postgresql: { float: 'double precision' },
  sqlite: { serial: 'integer', float: 'real' },
  mysql: { serial: 'integer AUTO_INCREMENT', float: 'double', timestamp: 'datetime' },
};
