/** A bar for the passes over an Athena download, on a terminal. */
import { SingleBar } from 'cli-progress';
import type { OnScan } from '../athena/bundle-search.js';
import type { Terminal } from './terminal.js';

const MEGABYTE = 1e6;

/** Undefined where there is no terminal to draw on. */
export function showScan({ progressStream }: Terminal): OnScan | undefined {
  if (!progressStream) return undefined;
  let bar: SingleBar | undefined;
  let pass = '';
  return ({ pass: current, file, bytesRead, bytesTotal }) => {
    const megabytes = Math.round(bytesRead / MEGABYTE);
    if (current !== pass || !bar) {
      bar?.stop();
      pass = current;
      bar = new SingleBar({
        stream: progressStream,
        clearOnComplete: true,
        format: '{pass} {bar} {value}/{total} MB {file}',
      });
      bar.start(Math.ceil(bytesTotal / MEGABYTE), megabytes, { pass, file });
    }
    bar.update(megabytes, { pass, file });
    if (bytesRead >= bytesTotal) bar.stop();
  };
}
