/** The radiology playbook: playbook, playbook match. */
import { type AddCommands, ATHENA, JSON_OUTPUT, MAPPINGS, PLAYBOOK } from './options.js';

export const addPlaybookCommands: AddCommands = (program, terminal, settle) => {
  program.command('playbook', 'the LOINC/RSNA radiology playbook as OMOP maps', (options) =>
    options
      .command(
        '$0',
        'map the playbook: RPID, LOINC, concept and standard concept',
        (map) =>
          map
            .option('playbook', { ...PLAYBOOK, demandOption: true })
            .option('athena', { ...ATHENA, demandOption: true })
            .option('out', { type: 'string', default: 'out/playbook', describe: 'folder to replace' })
            .option('json', JSON_OUTPUT)
            .example('$0 playbook --playbook LoincRsnaRadiologyPlaybook.csv --athena ~/athena', 'all maps'),
        (argv) =>
          settle(import('../commands/playbook.js').then(({ runPlaybook }) => runPlaybook(argv, terminal))),
      )
      .command(
        'match',
        'find the procedure that a study description means; says none rather than guess',
        (match) =>
          match
            .option('playbook', { ...PLAYBOOK, demandOption: true })
            .option('file', {
              type: 'string',
              describe:
                'table with modality, study_description and, where known, body_part, requested_procedure, ' +
                'performed_procedure_step, protocol_name, series_descriptions, procedure_code, contrast_agent, ' +
                'laterality, n (how many studies)',
              conflicts: 'study-description',
            })
            .option('modality', { type: 'string', describe: 'e.g. CT' })
            .option('study-description', { type: 'string', describe: 'e.g. "CT HEAD W CONTRAST"' })
            .option('body-part', { type: 'string', describe: 'e.g. HEAD' })
            .option('language', {
              type: 'string',
              describe: 'languages to read besides English, e.g. de,fr (default: all)',
            })
            .option('synonyms', { type: 'string', describe: "the site's own words and choices; these win" })
            .option('export', { choices: ['usagi'] as const, describe: 'a file of OHDSI Usagi for review' })
            .option('approved', { type: 'string', describe: 'a file saved by Usagi: approved choices count' })
            .option('athena', { ...ATHENA, describe: 'an Athena download, for the concept ids in Usagi' })
            .option('limit', { type: 'number', default: 3, describe: 'candidates for each study' })
            .option('jobs', {
              type: 'string',
              describe: 'threads (default: as many as pay, one for each processor)',
            })
            .option('out', { type: 'string', describe: 'file to write (default: standard output)' })
            .option('mappings', MAPPINGS)
            .option('json', JSON_OUTPUT)
            .example(
              '$0 playbook match --playbook P.csv --modality CT --study-description "CT HEAD W CONTRAST"',
              'one',
            ),
        (argv) =>
          settle(
            import('../commands/playbook-match.js').then(({ runPlaybookMatch }) =>
              runPlaybookMatch(argv, terminal),
            ),
          ),
      ),
  );
  return program;
};
