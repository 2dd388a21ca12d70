/**
 * A submission in the OHDSI vocabulary team's own schema: their stage checks, their generic update, their checks of the
 * outcome; then the submission of the next edition on top. `DICOM_OMOP_OHDSI_VOCABULARY` names a checkout of
 * OHDSI/Vocabulary-v5.0, `DICOM_OMOP_ATHENA` an Athena download in place of the set made here.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeAthenaSample } from '../support/athena-sample.js';
import { runAll } from '../support/command-line.js';
import { createOhdsiDatabase, findOhdsiVocabulary } from '../support/ohdsi-vocabulary.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { useFolders } from '../support/standard-document.js';
import { makeTwoEditions } from '../support/two-editions.js';

const binaries = findPostgresql();
const working = findOhdsiVocabulary();
const newFolder = useFolders();
const isHere = binaries !== undefined && working !== undefined;
if (!isHere)
  test.todo(
    'no PostgreSQL or no checkout of OHDSI/Vocabulary-v5.0: the submission is not tested against theirs',
  );

(isHere ? describe : describe.skip)('submission/', () => {
  const DATABASE = 'ohdsi';
  let server: PostgresqlServer;
  let folder = '';
  const query = (sql: string) => server.query(DATABASE, sql);
  const script = (edition: string, name: string) => {
    const { status, err } = server.run(DATABASE, name, join(folder, 'submitted', edition, 'submission'), {
      ON_ERROR_STOP: '1',
    });
    return { name, status, faults: err.split('\n').filter((line) => /ERROR|WARNING/.test(line)) };
  };
  const findings = () =>
    query(
      `SELECT t.* FROM qa_tests.get_checks() t
       JOIN concept c ON c.concept_id IN (t.concept_id_1, t.concept_id_2) WHERE c.vocabulary_id = 'DICOM'`,
    );

  beforeAll(async () => {
    folder = makeTwoEditions(await newFolder());
    const athena = process.env.DICOM_OMOP_ATHENA ?? join(folder, 'athena');
    if (process.env.DICOM_OMOP_ATHENA === undefined) writeAthenaSample(athena);
    const build = ['build', '--submission', '--cache', 'cache', '--athena', athena, '--out', 'submitted'];
    const runs = runAll(folder, [
      [...build, '--edition', '2024c'],
      [...build, '--edition', '2024d'],
    ]);
    expect(runs.map(({ code, err }) => ({ code, err: code === 0 ? '' : err }))).toEqual([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
    server = startPostgresql(binaries ?? '');
    createOhdsiDatabase(server, DATABASE, { working: working ?? '', athena, scratch: folder });
  }, 120_000);
  afterAll(() => server?.stop());

  test.each(['2024c', '2024d'])(
    '%s is taken',
    (edition) => {
      for (const name of ['create_source_tables.sql', 'load_source_tables.sql', 'load_stage.sql']) {
        expect(script(edition, name)).toEqual({ name, status: 0, faults: [] });
      }
      expect(query('SELECT * FROM qa_tests.check_stage_tables()')).toEqual([]);
      const staged = query(
        'SELECT (SELECT count(*) FROM concept_stage), (SELECT count(*) FROM concept_relationship_stage)',
      );
      expect(query('SELECT devv5.GenericUpdate()')).toEqual([]);
      expect(findings()).toEqual([]);
      expect(script(edition, 'metadata.sql')).toMatchObject({ status: 0, faults: [] });
      expect(
        query(`SELECT (SELECT count(*) FROM concept WHERE vocabulary_id = 'DICOM'), (SELECT count(*)
          FROM concept_relationship r JOIN concept c ON c.concept_id = r.concept_id_1
          WHERE c.vocabulary_id = 'DICOM' AND relationship_id IN ('Has Answer', 'Maps to', 'Concept replaced by'))`),
      ).toEqual(staged);
    },
    120_000,
  );

  test('maps arrive with their metadata; nobody is left without', () => {
    expect(
      query(`SELECT c.concept_code, t.concept_code, m.relationship_predicate_id, m.mapping_source
        FROM concept_relationship r JOIN concept c ON c.concept_id = r.concept_id_1
        JOIN concept t ON t.concept_id = r.concept_id_2
        LEFT JOIN concept_relationship_metadata m USING (concept_id_1, concept_id_2, relationship_id)
        WHERE c.vocabulary_id = 'DICOM' AND r.relationship_id = 'Maps to' AND r.invalid_reason IS NULL
          AND c.concept_code = 'CT'`),
    ).toEqual(['CT|77477000|exactMatch|curated']);
  });
});
