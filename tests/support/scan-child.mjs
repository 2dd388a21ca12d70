/** A scan with small parts, to be killed: node scan-child.mjs DIST IN OUT PART-SIZE THREADS [--resume] */
import { join, resolve } from 'node:path';

const [dist, input, out, partSize, threads, resume] = process.argv.slice(2);
const { scanFiles } = await import(join(resolve(dist), 'scan', 'scan.js'));
const { READING_LIMITS } = await import(join(resolve(dist), 'dicom', 'element.js'));
await scanFiles({
  inputs: [input],
  tables: false,
  studies: undefined,
  out,
  settings: {
    dictionary: [],
    attributes: {
      name: 'list',
      text: 'path\tuse\n00080060\tfeature\n00180050\tfeature\n00200013\tsource\n',
      file: 'list.tsv',
    },
    privateAttributes: [],
    limits: READING_LIMITS,
    maxValueBytes: 1024,
    archives: false,
    tableForm: 'auto',
    columns: [],
    authorization: undefined,
    partSize: Number(partSize),
  },
  edition: 'test',
  toolVersion: '0',
  threads: Number(threads),
  followLinks: false,
  resume: resume === '--resume',
  text: false,
  shard: undefined,
  onProgress: () => process.stdout.write('.'),
});
