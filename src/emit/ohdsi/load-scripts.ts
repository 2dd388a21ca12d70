/**
 * The scripts of `submission/`, as the vocabulary team keeps them for each vocabulary: source tables, the stage
 * tables filled from them, and what is known of each map. [OHDSI Vocabulary-v5.0: UK_Biobank/, CIEL/]
 */
import type { Vocabulary } from '../../model/omop.js';
import type { Files } from '../../release/omop-tables.js';
import {
  CONCEPT_STAGE,
  MAPPING_METADATA,
  RELATIONSHIP_STAGE,
  STAGE_FOLDER,
  SYNONYM_STAGE,
} from './stage-tables.js';

export interface ScriptRequest {
  readonly vocabulary: Vocabulary;
  /** `yyyymmdd`. */
  readonly published: string;
  /** Name and version of this program. */
  readonly tool: string;
}

/** Types as in DevV5_DDL. */
const TYPES: Readonly<Record<string, string>> = {
  concept_id: 'int4',
  concept_id_1: 'int4',
  concept_id_2: 'int4',
  synonym_concept_id: 'int4',
  language_concept_id: 'int4',
  concept_name: 'varchar(255)',
  synonym_name: 'varchar(1000)',
  concept_code: 'varchar(50)',
  concept_code_1: 'varchar(50)',
  concept_code_2: 'varchar(50)',
  synonym_concept_code: 'varchar(50)',
  standard_concept: 'varchar(1)',
  invalid_reason: 'varchar(1)',
  valid_start_date: 'date',
  valid_end_date: 'date',
  mapping_source: 'varchar(50)',
  confidence: 'float',
};
const STAGES = [CONCEPT_STAGE, RELATIONSHIP_STAGE, SYNONYM_STAGE];
const SOURCES = [...STAGES, MAPPING_METADATA];

export function formatLoadScripts(request: ScriptRequest): Files {
  return new Map([
    ['create_source_tables.sql', formatSourceTables(request)],
    ['load_source_tables.sql', formatSourceLoad(request)],
    ['load_stage.sql', formatStageLoad(request)],
    ['metadata.sql', formatMetadata(request)],
  ]);
}

/** The schema in which the team builds the vocabulary. */
export function devSchemaOf({ vocabularyId }: Vocabulary): string {
  return `dev_${plainName(vocabularyId)}`;
}

function plainName(vocabularyId: string): string {
  return vocabularyId.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

function sourceOf({ vocabularyId }: Vocabulary, file: string): string {
  return `sources.${plainName(vocabularyId)}_${file.replace(/\.tsv$/, '')}`;
}

function formatSourceTables({ vocabulary }: ScriptRequest): string {
  const tables = SOURCES.map(({ file, columns }) => {
    const name = sourceOf(vocabulary, file);
    const types = columns.map((column) => `\t${column} ${TYPES[column] ?? 'varchar(20)'}`);
    return `DROP TABLE IF EXISTS ${name};\nCREATE TABLE ${name} (\n${types.join(',\n')}\n);\n`;
  });
  return `--Source tables of ${vocabulary.vocabularyId}: the stage tables as files, and how each map was found.\n\n${tables.join('\n')}`;
}

function formatSourceLoad({ vocabulary }: ScriptRequest): string {
  const copies = SOURCES.map(
    ({ file }) =>
      `\\copy ${sourceOf(vocabulary, file)} FROM '../${STAGE_FOLDER}/${file}' WITH (FORMAT csv, DELIMITER E'\\t', NULL '', QUOTE E'\\b', HEADER)`,
  );
  return `--For psql, in the folder of this file: tab-separated, no quoting, NULL is empty.\n${copies.join('\n')}\n`;
}

function formatStageLoad({ vocabulary, published }: ScriptRequest): string {
  const { vocabularyId, vocabularyName, vocabularyReference, vocabularyVersion } = vocabulary;
  const inserts = STAGES.map(({ file, columns }, index) => {
    const stage = file.replace(/\.tsv$/, '');
    const names = columns.join(',\n\t');
    return `--${index + 3}. ${stage}\nINSERT INTO ${stage} (\n\t${names}\n\t)\nSELECT ${names}\nFROM ${sourceOf(vocabulary, file)};\n`;
  });
  const steps = [
    'CheckReplacementMappings',
    'AddFreshMAPSTO',
    'DeprecateWrongMAPSTO',
    'DeleteAmbiguousMAPSTO',
  ];
  return `--0. The vocabulary itself, if it is not there yet
DO $_$
BEGIN
	IF NOT EXISTS (SELECT FROM vocabulary WHERE vocabulary_id = ${quote(vocabularyId)}) THEN
		PERFORM vocabulary_pack.AddNewVocabulary(
			pVocabulary_id			=> ${quote(vocabularyId)},
			pVocabulary_name		=> ${quote(vocabularyName)},
			pVocabulary_reference	=> ${quote(vocabularyReference)},
			pVocabulary_version		=> ${quote(vocabularyVersion)},
			pOMOP_req				=> NULL,
			pClick_default			=> NULL,
			pAvailable				=> NULL,
			pURL					=> NULL,
			pClick_disabled			=> NULL
		);
	END IF;
END $_$;

--1. Date and version of this update
DO $_$
BEGIN
	PERFORM vocabulary_pack.SetLatestUpdate(
		pVocabularyName			=> ${quote(vocabularyId)},
		pVocabularyDate			=> TO_DATE('${published}', 'yyyymmdd'),
		pVocabularyVersion		=> ${quote(vocabularyVersion)},
		pVocabularyDevSchema	=> ${quote(devSchemaOf(vocabulary))}
	);
END $_$;

--2. Truncate all working tables
TRUNCATE TABLE concept_stage;
TRUNCATE TABLE concept_relationship_stage;
TRUNCATE TABLE concept_synonym_stage;
TRUNCATE TABLE pack_content_stage;
TRUNCATE TABLE drug_strength_stage;

${inserts.join('\n')}
--6. Replacements and maps in the light of the other vocabularies
${steps.map((step) => `DO $_$\nBEGIN\n\tPERFORM vocabulary_pack.${step}();\nEND $_$;\n`).join('\n')}
--At the end, the three tables concept_stage, concept_relationship_stage and concept_synonym_stage are ready for GenericUpdate
`;
}

function formatMetadata({ vocabulary, tool }: ScriptRequest): string {
  const id = quote(vocabulary.vocabularyId);
  return `--After GenericUpdate: what is known of each map, for the release of the standardized vocabularies
DELETE FROM concept_metadata cm
USING concept c
WHERE c.concept_id = cm.concept_id
	AND c.vocabulary_id = ${id};

INSERT INTO concept_metadata (concept_id, concept_category, reuse_status)
SELECT c.concept_id, NULL, NULL
FROM concept c
WHERE c.vocabulary_id = ${id};

DELETE FROM concept_relationship_metadata crm
USING concept c
WHERE c.concept_id = crm.concept_id_1
	AND c.vocabulary_id = ${id}
	AND crm.relationship_id = 'Maps to';

INSERT INTO concept_relationship_metadata (
	concept_id_1,
	concept_id_2,
	relationship_id,
	relationship_predicate_id,
	relationship_group,
	mapping_source,
	confidence,
	mapping_tool,
	mapper,
	reviewer
	)
SELECT cr.concept_id_1,
	cr.concept_id_2,
	cr.relationship_id,
	m.relationship_predicate_id,
	NULL,
	m.mapping_source,
	m.confidence,
	${quote(tool)},
	NULL,
	NULL
FROM ${sourceOf(vocabulary, MAPPING_METADATA.file)} m
JOIN concept c1 ON c1.concept_code = m.concept_code_1
	AND c1.vocabulary_id = m.vocabulary_id_1
JOIN concept c2 ON c2.concept_code = m.concept_code_2
	AND c2.vocabulary_id = m.vocabulary_id_2
JOIN concept_relationship cr ON cr.concept_id_1 = c1.concept_id
	AND cr.concept_id_2 = c2.concept_id
	AND cr.relationship_id = 'Maps to'
	AND cr.invalid_reason IS NULL;
`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
