/** A headless Chromium, driven by the DevTools protocol over a pipe (file descriptors 3 and 4). No network is used. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export const CHROMIUM = '/usr/bin/chromium';
export const hasChromium = existsSync(CHROMIUM);

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--window-size=1200,900',
  '--remote-debugging-pipe',
];

export interface Page {
  /** Value of an expression in the page; promises are awaited, exceptions thrown. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** A key as a user presses it: `ArrowDown`, `Escape`, `/`, `a`. */
  readonly press: (key: string) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** Width and height of the window, in CSS pixels. */
  readonly resize: (width: number, height: number) => Promise<void>;
  /** What is seen, as PNG. */
  readonly screenshot: () => Promise<Buffer>;
  /** Addresses that the page asked for, or was forbidden to ask for. */
  readonly requests: readonly string[];
  /** Messages of the console and of the security policy. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/**
 * Starts a browser of its own for the page, in a process group of its own, which `close` ends. If it does not start,
 * it is ended before the error is thrown.
 */
export async function openPage(url: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const browser = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise((resolve) => browser.once('exit', resolve));
  const end = async () => {
    if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL');
    await ended;
    await waitFor(async () => {
      rmSync(profile, { recursive: true, force: true });
      return true;
    }, `removing ${profile}`);
  };
  try {
    return await attach(browser, url, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function attach(browser: ChildProcess, url: string, close: () => Promise<void>): Promise<Page> {
  const requests: string[] = [];
  const complaints: string[] = [];
  const send = connect(browser, ({ method, params }) => {
    if (method === 'Network.requestWillBeSent') {
      requests.push(String((params?.request as { url?: string } | undefined)?.url));
    }
    if (method === 'Log.entryAdded' || method === 'Runtime.exceptionThrown') {
      complaints.push(JSON.stringify(params));
    }
  });
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const call = (method: string, params: object = {}) => send(method, params, String(sessionId));
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await call(`${domain}.enable`);

  const evaluate = async (expression: string): Promise<unknown> => {
    const answer = await call('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
    return (answer.result as { value?: unknown }).value;
  };
  await call('Page.navigate', { url });
  await waitFor(() => evaluate('document.documentElement.dataset.ready === "true"'), url);
  return {
    evaluate,
    press: async (key) => {
      const text = key.length === 1 ? { text: key } : {};
      const codes: Record<string, number> = { ArrowDown: 40, ArrowUp: 38, Escape: 27, Tab: 9, Enter: 13 };
      const event = { key, windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0) };
      await call('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...text });
      await call('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    },
    type: async (text) => {
      await call('Input.insertText', { text });
    },
    resize: async (width, height) => {
      const metrics = { width, height, deviceScaleFactor: 1, mobile: width < 600 };
      await call('Emulation.setDeviceMetricsOverride', metrics);
    },
    screenshot: async () => {
      const { data } = await call('Page.captureScreenshot', { format: 'png' });
      return Buffer.from(String(data), 'base64');
    },
    requests,
    complaints,
    close,
  };
}

/** Repeats until it is true, also where it throws because the page is not there yet; ten seconds at most. */
export async function waitFor(holds: () => Promise<unknown>, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  while ((await holds().catch(() => false)) !== true) {
    if (Date.now() > end) throw new Error(`waited too long: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

type Send = (method: string, params: object, sessionId?: string) => Promise<Record<string, unknown>>;

/** Messages are JSON, each ended by a NUL. */
function connect(browser: ChildProcess, onEvent: (message: Message) => void): Send {
  const [, , , input, output] = browser.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<
    number,
    { resolve: (value: Record<string, unknown>) => void; reject: (error: Error) => void }
  >();
  let last = 0;
  let buffered = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (buffered + chunk).split('\0');
    buffered = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      const call = message.id === undefined ? undefined : waiting.get(message.id);
      if (!call || message.id === undefined) onEvent(message);
      else {
        waiting.delete(message.id);
        if (message.error) call.reject(new Error(message.error.message));
        else call.resolve(message.result ?? {});
      }
    }
  });
  browser.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`chromium ended with code ${code}`));
  });
  return (method, params, sessionId) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      input.write(`${JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
    });
}
