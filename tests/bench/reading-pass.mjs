// One pass over documents: decoded, checked to be well-formed, their outline read and no table of them. What a build in
// JavaScript cannot do without. Usage: node reading-pass.mjs DIST FILE...
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , dist, ...files] = process.argv;
const { readDocument } = await import(pathToFileURL(join(dist, 'docbook', 'document.js')).href);
for (const file of files) {
  const { value } = readDocument(readFileSync(file), file);
  if (!value) throw new Error(`${file} cannot be read`);
}
