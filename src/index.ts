/** The library: open a release, match study descriptions; build a release in memory and publish it. */

export type { Entry, Item, Section } from './browse/entry.js';
export { type BuildConfig, type BuildOptions, readBuildConfig, type Surroundings } from './build/options.js';
export { type Build, prepareBuild } from './build/pipeline.js';
export { publishBuild } from './build/publishing.js';
export type { ReleaseDiff } from './diff/compare/comparison.js';
export { createMatcher, type MatcherOptions } from './library/create-matcher.js';
export {
  type OpenedRelease,
  openRelease,
  type ReleaseAttribute,
  type ReleaseConcept,
} from './library/open-release.js';
export type { Diagnostic, Outcome } from './model/diagnostic.js';
export { EnvironmentError, formatDiagnostic } from './model/diagnostic.js';
export type { Concept, ConceptRelationship, ConceptSynonym, Release } from './model/omop.js';
export type { Standard } from './model/standard.js';
export type { Candidate } from './playbook/match/comparison.js';
export type { Match, Matcher } from './playbook/match/matcher.js';
export type { Study } from './playbook/match/study.js';
export type { Verdict } from './playbook/match/verdict.js';
