/** The library: build a release in memory, publish it; match study descriptions. */

export { type BuildConfig, type BuildOptions, readBuildConfig, type Surroundings } from './build/options.js';
export { type Build, prepareBuild } from './build/pipeline.js';
export { publishBuild } from './build/publishing.js';
export type { Diagnostic, Outcome } from './model/diagnostic.js';
export { EnvironmentError, formatDiagnostic } from './model/diagnostic.js';
export type { Concept, ConceptRelationship, ConceptSynonym, Release } from './model/omop.js';
export type { Standard } from './model/standard.js';
export type { Candidate, Match, Matcher } from './playbook/match/matcher.js';
export { type MatcherTexts, openMatcher, type WordTable } from './playbook/match/open-matcher.js';
export type { Study } from './playbook/match/study.js';
export type { Verdict } from './playbook/match/verdict.js';
