/** What codes are mapped from. */
import type { AthenaIndex } from '../athena/athena-index.js';
import type { Derivation } from '../model/derivation.js';
import type { Profile } from '../model/profile.js';
import type { Standard } from '../model/standard.js';
import type { SchemeMapping } from './coding-schemes.js';
import type { CuratedMap } from './curated-maps.js';

export interface MappingRequest {
  readonly standard: Standard;
  readonly derivation: Derivation;
  readonly profile: Profile;
  readonly schemes: ReadonlyMap<string, SchemeMapping>;
  readonly curated: readonly CuratedMap[];
  readonly curatedFile: string;
  readonly index: AthenaIndex | undefined;
  /** Keys of our concepts, as text: a map whose subject is none of them is not for this edition. */
  readonly subjects: ReadonlySet<string>;
}
