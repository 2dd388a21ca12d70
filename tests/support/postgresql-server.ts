/** A real PostgreSQL of its own in a folder of its own: unix socket, no TCP, gone after the test. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface PostgresqlServer {
  /** Rows of a query, cells joined by `|`, NULL as `NULL`. Throws on an error. */
  query(database: string, sql: string): string[];
  /** Runs a script; `variables` as `psql -v` takes them. */
  run(
    database: string,
    file: string,
    directory: string,
    variables?: Readonly<Record<string, string>>,
  ): Outcome;
  createDatabase(name: string): void;
  /** As `load --to` takes it; over the socket. */
  url(database: string, schema: string): string;
  stop(): void;
}

/** Folder with `initdb`, `pg_ctl` and `psql`; undefined if there is none. */
export function findPostgresql(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) =>
    ['initdb', 'pg_ctl', 'psql'].every((name) => existsSync(join(folder, name))),
  );
}

export function startPostgresql(binaries: string): PostgresqlServer {
  const folder = mkdtempSync(join(tmpdir(), 'pg-'));
  const data = join(folder, 'data');
  const user = serverUser();
  if (user) execFileSync('chown', [user, folder]);
  const asServer = (name: string, args: readonly string[]) => {
    const command = [join(binaries, name), ...args];
    const [program, ...rest] = user ? ['runuser', '-u', user, '--', ...command] : command;
    const result = spawnSync(program ?? '', rest, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (result.status !== 0) throw new Error(`${name}: ${result.stderr}${result.stdout}`);
  };
  asServer('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
  const options = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off`;
  asServer('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-o', options, '-w', 'start']);
  const psql = (args: readonly string[], cwd: string): Outcome => {
    const connection = ['-h', folder, '-U', 'postgres', '-X', '-q', '-A', '-t', '-P', 'null=NULL'];
    const result = spawnSync(join(binaries, 'psql'), [...connection, ...args], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return { status: result.status ?? -1, out: result.stdout, err: result.stderr };
  };
  const query = (database: string, sql: string): string[] => {
    const { status, out, err } = psql(['-d', database, '-v', 'ON_ERROR_STOP=1', '-c', sql], folder);
    if (status !== 0) throw new Error(err);
    return out.split('\n').filter((line) => line !== '');
  };
  return {
    query,
    run: (database, file, directory, variables = {}) =>
      psql(
        [
          '-d',
          database,
          ...Object.entries(variables).flatMap(([key, value]) => ['-v', `${key}=${value}`]),
          '-f',
          file,
        ],
        directory,
      ),
    url: (database, schema) =>
      `postgresql://localhost/${database}?user=postgres&host=${encodeURIComponent(folder)}&schema=${schema}`,
    createDatabase: (name) => void query('postgres', `CREATE DATABASE ${name}`),
    stop: () => {
      asServer('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function serverUser(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = ['postgres', 'nobody'].find((name) => spawnSync('id', ['-u', name]).status === 0);
  if (known === undefined) throw new Error('no user to run PostgreSQL under');
  return known;
}
