// Faults of the disk on demand: node --import ./tests/trial/fault-hook.mjs dist/main.js build ...
// FAULT_AT=n     the n-th change to the disk fails, in the manner of FAULT; without it they are only counted
// FAULT=kill     the process ends itself by SIGKILL just before that change (default)
// FAULT=torn     half of the bytes are written, then SIGKILL; a change that writes no bytes: as kill
// FAULT=ENOSPC   that change and all later ones that need room fail with this code; likewise EIO, EROFS, EACCES
// FAULT_LOG=file  each change as one line, `number name path`: what FAULT_AT=n would hit
import files from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const { FAULT_AT, FAULT = 'kill', FAULT_LOG } = process.env;
const at = Number(FAULT_AT ?? 0);
const log = FAULT_LOG ? files.openSync(FAULT_LOG, 'a') : undefined;
const { writeSync } = files;
const NEEDS_ROOM = new Set([
  'open',
  'mkdir',
  'write',
  'writeFile',
  'appendFile',
  'copyFile',
  'link',
  'symlink',
  'mkdtemp',
]);
let changes = 0;

/** Throws, ends the process, or returns how many bytes of a torn write are to be written. */
function meet(name, path) {
  changes += 1;
  if (log !== undefined) writeSync(log, `${changes} ${name} ${path}\n`);
  if (at === 0 || changes < at) return undefined;
  const isKill = FAULT === 'kill' || FAULT === 'torn';
  if (isKill && changes === at) {
    if (FAULT === 'torn' && /^(?:write|writeFile|appendFile)$/.test(name)) return 'torn';
    process.kill(process.pid, 'SIGKILL');
  }
  if (isKill || !NEEDS_ROOM.has(name)) return undefined;
  throw Object.assign(new Error(`${FAULT}: a fault of the trial, ${name} '${path}'`), { code: FAULT, path });
}

const half = (bytes) =>
  (typeof bytes === 'string' ? Buffer.from(bytes) : bytes).subarray(0, Math.floor(bytes.length / 2));
const isReading = (flags) => flags === undefined || flags === 'r' || flags === files.constants.O_RDONLY;
const pathOf = (first) => (typeof first === 'number' ? `#${first}` : String(first?.path ?? first));

function hook(target, method, name) {
  const real = target[method];
  target[method] = function hooked(...args) {
    if (name === 'open' && isReading(args[1])) return real.apply(this, args);
    if (args[0] === 1 || args[0] === 2) return real.apply(this, args);
    let torn;
    try {
      torn = meet(name, pathOf(args[0]));
    } catch (error) {
      if (target === promises) return Promise.reject(error);
      throw error;
    }
    if (torn === undefined) return real.apply(this, args);
    const done = real.call(this, args[0], half(args[1]), ...args.slice(2));
    const end = () => process.kill(process.pid, 'SIGKILL');
    return target === promises ? done.then(end) : end();
  };
}

if (isMainThread) {
  const names =
    'open mkdir mkdtemp rename rm unlink link symlink copyFile chmod truncate writeFile appendFile'.split(
      ' ',
    );
  for (const name of names) {
    hook(files, `${name}Sync`, name);
    hook(promises, name, name);
  }
  for (const name of ['write', 'fsync', 'ftruncate']) hook(files, `${name}Sync`, name);
  const handle = await promises.open('/dev/null', 'r');
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  for (const [method, name] of [
    ['writeFile', 'writeFile'],
    ['write', 'write'],
    ['sync', 'fsync'],
    ['truncate', 'truncate'],
  ]) {
    const real = prototype[method];
    prototype[method] = async function hooked(...args) {
      const torn = meet(name, `#${this.fd}`);
      if (torn === undefined) return real.apply(this, args);
      await real.call(this, half(args[0]), ...args.slice(1));
      process.kill(process.pid, 'SIGKILL');
    };
  }
  syncBuiltinESMExports();
}
