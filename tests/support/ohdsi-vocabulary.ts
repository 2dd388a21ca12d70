/**
 * The OHDSI vocabulary team's development schema in a database: their tables, checks and generic update, out of a
 * checkout of OHDSI/Vocabulary-v5.0 that `DICOM_OMOP_OHDSI_VOCABULARY` names, with an Athena set in it. Replaced: the
 * log of who changed manual tables, which needs their users; an upstream comment that swallows a semicolon.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresqlServer } from './postgresql-server.js';

const FUNCTIONS = [
  'DevV5_additional_functions/numeric_to_text.sql',
  ...['SetLatestUpdate', 'CutConceptName', 'CutConceptSynonymName', 'CheckReplacementMappings'],
  ...['AddFreshMAPSTO', 'DeprecateWrongMapsTo', 'DeleteAmbiguousMapsTo', 'GetActualConceptInfo'],
  'reference_pack/AddNewVocabulary.sql',
  'admin_pack/UpdateManualConceptID.sql',
  'QA_TESTS/create_qa_tests.sql',
].map((name) => (name.includes('/') ? name : `vocabulary_pack/${name}.sql`));

/** The folder `working` of the checkout; undefined if none is named. */
export function findOhdsiVocabulary(): string | undefined {
  const root = process.env.DICOM_OMOP_OHDSI_VOCABULARY;
  if (root === undefined || root === '') return undefined;
  const working = join(root, 'working');
  if (!existsSync(join(working, 'generic_update.sql')))
    throw new Error(`${working} has no generic_update.sql`);
  return working;
}

/** Makes a database with the schema and the tables of a folder in Athena's form; scripts are written to `scratch`. */
export function createOhdsiDatabase(
  server: PostgresqlServer,
  name: string,
  { working, athena, scratch }: { working: string; athena: string; scratch: string },
): void {
  const read = (file: string) => readFileSync(join(working, file), 'utf8').replace(/^\uFEFF/, '');
  server.createDatabase(name);
  server.query(name, `ALTER DATABASE ${name} SET search_path = devv5, public`);
  const adminTables =
    read('packages/admin_pack/admin_pack_ddl.sql')
      .split(/^--7\./m)[0]
      ?.split(/^DO \$/m)[0] ?? '';
  const update = read('generic_update.sql').replace(
    /(missing from the new concept_relationship_stage);/,
    '$1\n;',
  );
  const script = [
    '\\set ON_ERROR_STOP on',
    'CREATE ROLE devv5 SUPERUSER; CREATE ROLE role_read_only;',
    ...['devv5', 'qa_tests', 'vocabulary_pack', 'sources', 'dev_dicom'].map(
      (each) => `CREATE SCHEMA ${each};`,
    ),
    adminTables,
    read('DevV5_DDL.sql'),
    read('DevV5_Metadata_DDL.sql'),
    'CREATE TABLE concept_blacklisted (concept_id int4);',
    ...FUNCTIONS.map((file) => `${read(`packages/${file}`)}\n;`),
    update,
    "CREATE FUNCTION admin_pack.LogManualChanges() RETURNS VOID AS 'BEGIN END' LANGUAGE plpgsql;",
    'SET session_replication_role = replica;',
    ...[
      'domain',
      'concept_class',
      'relationship',
      'concept',
      'concept_relationship',
      'concept_synonym',
      'vocabulary',
    ].map((table) => copy(table, join(athena, `${table.toUpperCase()}.csv`))),
    "INSERT INTO vocabulary_conversion (vocabulary_id_v4, vocabulary_id_v5) VALUES (1, 'None');",
    'ANALYZE;',
  ].join('\n');
  const file = join(scratch, 'ohdsi.sql');
  writeFileSync(file, script);
  const { status, err } = server.run(name, file, scratch);
  if (status !== 0) throw new Error(err.replace(/^.*NOTICE: .*\n/gm, ''));
}

function copy(table: string, file: string): string {
  const columns = readFileSync(file, 'utf8').split('\n', 1)[0]?.split('\t').join(', ');
  const filled = table === 'vocabulary' ? ', FORCE_NOT_NULL (vocabulary_reference)' : '';
  return `\\copy ${table} (${columns}) FROM '${file}' WITH (FORMAT csv, DELIMITER E'\\t', NULL '', QUOTE E'\\b', HEADER${filled})`;
}
