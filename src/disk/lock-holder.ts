/**
 * Who holds a lock: written into the lock file for others to read. A holder on this machine is gone when no process of
 * its number runs, or another one does that was started at another time; of other machines nothing is known.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';
import { hasCode } from './durable-file.js';

export interface LockHolder {
  /** Differs for every lock that is taken. */
  readonly owner: string;
  readonly pid: number;
  /** When the process was started, as the system counts; undefined where it does not tell. */
  readonly started?: string | undefined;
  /** Host, and the part of it in which process numbers count. */
  readonly machine: string;
  readonly purpose: string;
  /** When the lock was taken, ISO 8601. */
  readonly since: string;
}

export function describeSelf(owner: string, purpose: string): LockHolder {
  const since = new Date().toISOString();
  return { owner, pid, started: findStart(pid), machine: thisMachine(), purpose, since };
}

export function parseHolder(text: string): LockHolder | undefined {
  try {
    const value = JSON.parse(text) as Partial<LockHolder> | null;
    const isHolder =
      typeof value?.owner === 'string' &&
      Number.isInteger(value.pid) &&
      typeof value.machine === 'string' &&
      typeof value.purpose === 'string' &&
      typeof value.since === 'string';
    return isHolder ? (value as LockHolder) : undefined;
  } catch {
    return undefined;
  }
}

/** `process 4711 (build 2024d) since 2026-11-21 17:02:11 UTC`, with the host if it is another one. */
export function formatHolder(holder: LockHolder | undefined): string {
  if (!holder) return 'another process';
  const host = holder.machine === thisMachine() ? '' : ` on ${holder.machine.split(' ', 1)[0]}`;
  const since = holder.since.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
  return `process ${holder.pid}${host} (${holder.purpose}) since ${since}`;
}

/** `unknown` for a holder on another machine, or one that did not say who it is. */
export function findState(holder: LockHolder | undefined): 'running' | 'gone' | 'unknown' {
  if (!holder || holder.machine !== thisMachine()) return 'unknown';
  try {
    kill(holder.pid, 0);
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return 'gone';
  }
  const started = findStart(holder.pid);
  return started !== undefined && holder.started !== undefined && started !== holder.started
    ? 'gone'
    : 'running';
}

function thisMachine(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** Field 22 of `/proc/<pid>/stat`, after the name in parentheses, with the boot that it counts from. */
function findStart(process: number): string | undefined {
  try {
    const ticks = readFileSync(`/proc/${process}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
    return `${ticks} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return undefined;
  }
}
