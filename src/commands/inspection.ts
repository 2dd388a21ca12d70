/** What `inspect` shows of a build: the trace, with the rows of the XML and the lines of the release. */
import { join } from 'node:path';
import type { BuildConfig } from '../build/options.js';
import { openPart } from '../build/part-reading.js';
import type { Build } from '../build/pipeline.js';
import type { DocBook } from '../docbook/document.js';
import { findRow, type LocatedRow } from '../docbook/locate.js';
import { findOutputLines, type OutputLine } from '../inspect/output-lines.js';
import { parseQuery } from '../inspect/query.js';
import { type Trace, type TracedFact, traceQuery } from '../inspect/trace.js';
import { CDM_VOCABULARY_TABLES } from '../model/cdm-tables.js';
import type { Part } from '../model/source-ref.js';
import { findText } from '../release/text-file.js';

/** Output lines are empty as long as the release has not been written. */
export interface Inspection extends Omit<Trace, 'facts'> {
  readonly facts: readonly (TracedFact & { readonly source: LocatedRow | undefined })[];
  readonly outputLines: readonly OutputLine[];
}

/** Undefined if the text is no query. */
export async function inspectBuild(build: Build, text: string): Promise<Inspection | undefined> {
  const query = parseQuery(text);
  if (!query) return undefined;
  const { standard, derivation, vocabulary, assignment, curation, config } = build;
  const trace = traceQuery(query, {
    standard,
    derivation,
    drafts: vocabulary.concepts,
    links: vocabulary.links,
    release: assignment.release,
    idOf: assignment.idOf,
    vocabularyId: curation.profile.vocabularyId,
  });
  const released = new Map(
    (['concept', 'concept_synonym', 'concept_relationship'] as const).flatMap((name): [string, string][] => {
      const path = join(config.releaseDirectory, CDM_VOCABULARY_TABLES[name].file);
      const content = findText(path);
      return content === undefined ? [] : [[path, content]];
    }),
  );
  const ids = new Set<number>(trace.concepts.map(({ conceptId }) => conceptId));
  return {
    ...trace,
    facts: await locateFacts(config, trace.facts),
    outputLines: findOutputLines(released, ids),
  };
}

/** Each fact with its row in the XML; a document is opened only if a fact is in it. */
async function locateFacts(config: BuildConfig, facts: readonly TracedFact[]): Promise<Inspection['facts']> {
  const documents = new Map<Part, DocBook | undefined>();
  for (const part of new Set(facts.flatMap(({ at }) => (at ? [at.part] : [])))) {
    documents.set(part, (await openPart(config, part)).value?.document);
  }
  return facts.map((fact) => {
    const document = fact.at && documents.get(fact.at.part);
    return { ...fact, source: document && fact.at ? findRow(document, fact.at) : undefined };
  });
}
