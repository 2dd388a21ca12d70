/** A real DICOMweb server in a folder of its own, on the loopback alone, gone after the test: Debian's Orthanc with its plugin. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface OrthancServer {
  /** Base of the DICOMweb service. */
  readonly url: string;
  /** Adds an instance. */
  readonly store: (bytes: Uint8Array) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const PROGRAM = '/usr/sbin/Orthanc';
const PLUGIN = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';

export function hasOrthanc(): boolean {
  return existsSync(PROGRAM) && existsSync(PLUGIN);
}

export async function startOrthanc(): Promise<OrthancServer> {
  const folder = mkdtempSync(join(tmpdir(), 'orthanc-'));
  const port = await findPort();
  const storage = join(folder, 'storage');
  mkdirSync(storage);
  const configuration = {
    Name: 'TEST',
    HttpPort: port,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    DicomServerEnabled: false,
    StorageDirectory: storage,
    IndexDirectory: storage,
    Plugins: [PLUGIN],
    DicomWeb: { Enable: true, Root: '/dicom-web/' },
  };
  const file = join(folder, 'orthanc.json');
  writeFileSync(file, JSON.stringify(configuration));
  const child = spawn(PROGRAM, [file], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (bytes: Buffer) => {
    log += bytes.toString();
  });
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${base}/dicom-web/studies`).catch(() => undefined);
    if (answer?.ok) break;
    if (tries === 300 || child.exitCode !== null) {
      await stop();
      throw new Error(`Orthanc does not answer: ${log.slice(-2000)}`);
    }
    await sleep(200);
  }
  const store = async (bytes: Uint8Array) => {
    const answer = await fetch(`${base}/instances`, { method: 'POST', body: new Uint8Array(bytes) });
    if (!answer.ok) throw new Error(`Orthanc stores nothing: ${answer.status} ${await answer.text()}`);
  };
  return { url: `${base}/dicom-web`, store, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** One that nobody listens at now. */
async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
