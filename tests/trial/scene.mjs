// A folder in which every command works: a release of the embedded edition, two patients' images, harvested, a playbook.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './program.mjs';

const HERE = ['--mappings', 'mappings'];
const LEDGER = ['--ledger', 'ids/concept-ids.tsv'];
const CACHE = ['--cache', 'standard-cache'];
const RELEASE = ['--release', 'out/mini'];
const BUILD = ['build', '--edition', 'mini', '--out', 'out', ...LEDGER, ...HERE, ...CACHE];
const SCAN = ['harvest', 'scan', 'archive/images', '--out', 'headers', ...RELEASE, ...HERE];
const MAP = [
  ...['harvest', 'map', 'headers', ...RELEASE, '--out', 'omop', '--crosswalk', 'site', ...HERE],
  ...['--persons', 'archive/persons.csv', '--procedures', 'archive/procedures.csv'],
  ...['--visits', 'archive/visits.csv'],
];
const HARVESTED = ['--headers', 'headers', '--crosswalk', 'site', ...RELEASE, ...HERE];
const PLAYBOOK = ['--playbook', 'playbook.csv'];

/** Each command as it is meant, run in the scene. */
export const COMMANDS = {
  help: ['--help'],
  build: BUILD,
  editions: ['editions', ...CACHE],
  import: ['import', 'standard-cache/mini', '--edition', 'mini', '--cache', 'other-cache'],
  completion: ['completion'],
  diff: ['diff', 'out/mini', 'out/mini', '--format', 'md'],
  'diff --delta': ['diff', 'out/mini', 'out/mini', '--delta', 'delta'],
  inspect: ['inspect', '0018,0081', '--edition', 'mini', ...CACHE],
  coverage: ['coverage', '--edition', 'mini', ...CACHE],
  verify: ['verify', 'out/mini'],
  load: ['load', 'out/mini', '--to', 'sqlite:omop.db', '--standalone'],
  'ids import': ['ids', 'import', 'out/mini/CONCEPT.csv', '--edition', 'mini', '--ledger', 'mine.tsv'],
  'ids migrate': ['ids', 'migrate', '--from', 'out/mini/CONCEPT.csv', '--release', 'out/mini'],
  'ids check': ['ids', 'check', ...LEDGER, ...HERE],
  'ids rebase': ['ids', 'rebase', '--onto', 'mappings/concept-ids.tsv', ...LEDGER, ...HERE],
  'ids reserve': ['ids', 'reserve', 'mini', ...HERE, ...CACHE],
  'playbook match': ['playbook', 'match', ...PLAYBOOK, '--study-description', 'CT CHEST', ...HERE],
  'playbook match --file': ['playbook', 'match', ...PLAYBOOK, '--file', 'studies.tsv', ...HERE],
  'harvest scan': SCAN,
  'harvest scan --table': [
    ...['harvest', 'scan', '--table', 'studies.tsv', '--out', 'other-headers', ...RELEASE, ...HERE],
  ],
  'harvest map': MAP,
  'harvest explain': ['harvest', 'explain', 'MEASUREMENT', '1', '--crosswalk', 'site'],
  'harvest run': [
    ...['harvest', 'run', 'archive/images', '--headers', 'run-headers', '--out', 'run-omop'],
    ...['--crosswalk', 'run-site', '--persons', 'archive/persons.csv', ...RELEASE, ...HERE],
  ],
  'harvest check': ['harvest', 'check', 'omop', ...HARVESTED, '--cdm', 'sqlite:omop.db'],
  'harvest report': ['harvest', 'report', 'omop', ...HARVESTED, '--out', 'report.html'],
  'harvest list': ['harvest', 'list', 'omop', ...HARVESTED, '--where', 'modality=CT'],
  'harvest lookup': ['harvest', 'lookup', ...RELEASE, '--out', 'lookup', ...HERE],
  'harvest load': ['harvest', 'load', 'omop', '--to', 'sqlite:omop.db'],
};

/** Makes the scene; gives what failed on the way, or undefined. */
export async function makeScene(root, scene) {
  mkdirSync(join(scene, 'ids'), { recursive: true });
  for (const folder of ['mappings', 'standard-cache/mini'])
    cpSync(join(root, folder), join(scene, folder), { recursive: true });
  cpSync(join(root, 'tests/support/playbook/sample-playbook.csv'), join(scene, 'playbook.csv'));
  cpSync(join(root, 'tests/trial/studies.tsv'), join(scene, 'studies.tsv'));
  const archive = [join(root, 'tools/demo-archive/write.mjs'), join(scene, 'archive'), '--patients', '2'];
  const { status, stderr } = spawnSync(process.execPath, archive, { encoding: 'utf8' });
  if (status !== 0) return stderr;
  for (const args of [BUILD, COMMANDS.load, SCAN, MAP, COMMANDS['harvest check']]) {
    const answer = await run(root, scene, args);
    if (![0, 1].includes(answer.status)) return `${args.join(' ')}: ${answer.output}`;
  }
  return undefined;
}
