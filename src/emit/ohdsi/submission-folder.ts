/**
 * What the OHDSI vocabulary team needs to take the vocabulary: `submission/` with its scripts, `stage/` with the rows
 * that they load, `template4/` with the sheets of its workbook.
 */
import type { Outcome } from '../../model/diagnostic.js';
import type { Files } from '../../release/omop-tables.js';
import { devSchemaOf, formatLoadScripts } from './load-scripts.js';
import { formatManualChecks } from './manual-checks.js';
import { formatStageTables, STAGE_FOLDER } from './stage-tables.js';
import { makeSubmission, type Submission, type SubmissionRequest } from './submission.js';
import { formatTemplate4 } from './template4.js';

export interface FolderRequest extends SubmissionRequest {
  /** `yyyymmdd`. */
  readonly published: string;
  readonly toolVersion: string;
  /** Name of the Athena release that the targets were found in. */
  readonly athena: string | undefined;
}

/** An error if the release has relationships that the team does not take; no files without a vocabulary. */
export function emitSubmission(request: FolderRequest): Outcome<Files> {
  const { value: submission, diagnostics } = makeSubmission(request);
  const tool = `dicom-omop ${request.toolVersion}`;
  const { vocabularies } = request.release;
  const [vocabulary] = vocabularies;
  if (!vocabulary) return { value: new Map(), diagnostics };
  const scripts = formatLoadScripts({ vocabulary, published: request.published, tool });
  return {
    value: new Map([
      ['submission/readme.md', formatReadme(request, submission)],
      ['submission/manual_checks.md', formatManualChecks(submission)],
      ...within('submission', scripts),
      ...within(STAGE_FOLDER, formatStageTables(submission)),
      ...within('template4', formatTemplate4(submission, vocabularies, tool)),
    ]),
    diagnostics,
  };
}

function within(folder: string, files: Files): [string, string][] {
  return [...files].map(([name, text]) => [`${folder}/${name}`, text]);
}

function formatReadme({ release, athena }: FolderRequest, submission: Submission): string {
  const [vocabulary] = release.vocabularies;
  const id = vocabulary?.vocabularyId ?? '';
  const schema = vocabulary ? devSchemaOf(vocabulary) : '';
  return `# ${id}: ${vocabulary?.vocabularyName ?? ''}

${vocabulary?.vocabularyVersion ?? ''}: ${submission.concepts.length} concepts, ${submission.links.length} relationships,
${submission.synonyms.length} synonyms. ${athena === undefined ? 'Targets were not looked up: there are no links to other vocabularies.' : `Targets of other vocabularies are those of ${athena}.`}

## Prerequisites

- Schema devv5 with copies of concept, concept_relationship and concept_synonym from ProdV5, fully indexed
- Schema \`sources\`; working directory ${schema}

## Action sequence, in this folder

1. \`psql -f create_source_tables.sql\`
2. \`psql -f load_source_tables.sql\`: copies the four files of \`../stage/\` into the source tables
3. \`psql -f load_stage.sql\`
4. Stage checks, which return no rows: \`SELECT * FROM qa_tests.check_stage_tables();\`
5. \`SELECT devv5.GenericUpdate();\`
6. Basic checks, which return no rows of ${id}: \`SELECT * FROM qa_tests.get_checks();\`
7. \`psql -f metadata.sql\`: predicate, source and confidence of each map

| file | |
|---|---|
| \`../stage/\` | the stage tables as tab-separated files without quoting, and how each map was found |
| \`manual_checks.md\` | the lists of \`manual_checks_after_generic_update.sql\`, answered |
| \`../template4/\` | the same for the submission workbook: valid concepts and maps only |

Concept codes are permanent. All concepts are non-standard; 'Has Answer' leads from an attribute to each value that it
may take, 'Maps to' from a concept to its standard equivalent.
`;
}
