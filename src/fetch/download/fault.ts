/** What went wrong with one request: a diagnostic that names the URL, and whether trying again may help. */
import type { Diagnostic } from '../../model/diagnostic.js';
import { formatUrl, redactText } from './redact.js';

export interface Fault {
  readonly kind: 'fault';
  readonly diagnostic: Diagnostic;
  readonly retry: boolean;
  /** Milliseconds that the server asked to be left alone. */
  readonly retryAfter?: number | undefined;
}

/** Codes of faults of the network or of the usage, not of the documents: a command that met one ends with 2. */
export const NETWORK_FAULTS: ReadonlySet<string> = new Set([
  'access-refused',
  'certificate-refused',
  'connection-broken',
  'document-not-offered',
  'proxy-refused',
  'redirect-refused',
  'request-failed',
  'server-busy',
  'server-unreachable',
  'status-unexpected',
  'time-limit',
]);

type Words = Omit<Diagnostic, 'severity' | 'at'>;

/** Trying again brings the same. */
export function finalFault(url: URL, words: Words): Fault {
  return { kind: 'fault', retry: false, diagnostic: describe(url, words) };
}

/** Trying again may help. */
export function passingFault(url: URL, words: Words, retryAfter?: number): Fault {
  return { kind: 'fault', retry: true, retryAfter, diagnostic: describe(url, words) };
}

/** The fault as it is reported: at the URL that was asked for, with the one that it led to and the tries. */
export function concludeFault(fault: Fault, asked: URL, tries: number): Fault {
  const { diagnostic } = fault;
  const { at, message } = diagnostic;
  const file = formatUrl(asked);
  const target = at !== undefined && 'file' in at && at.file !== file ? ` (redirected to ${at.file})` : '';
  const count = tries > 1 ? ` (tried ${tries} times)` : '';
  return { ...fault, diagnostic: { ...diagnostic, at: { file }, message: `${message}${target}${count}` } };
}

function describe(url: URL, words: Words): Diagnostic {
  return { ...words, severity: 'error', at: { file: formatUrl(url) } };
}

const AGAIN = 'run the command again later; what has arrived is kept and the download goes on from there';

/** An error of undici or of the system -> fault. Codes that nobody foresaw are final. */
export function describeError(url: URL, error: unknown): Fault {
  const code = findCode(error) ?? '';
  const found = redactText(findMessage(error));
  if (/^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$|^ETIMEDOUT$/.test(code)) {
    const message = `the server did not answer in time: ${TIME_LIMITS[code] ?? 'the connection'} took too long`;
    return passingFault(url, { code: 'time-limit', message, found, fix: AGAIN });
  }
  if (/CERT|SIGNATURE|ERR_TLS|ERR_SSL|^EPROTO$|UND_ERR_PRX_TLS/.test(code)) {
    return finalFault(url, {
      code: 'certificate-refused',
      message: 'the server (or the proxy) cannot prove who it is; nothing was sent',
      found,
      fix: 'if your site inspects TLS, name its certificate in NODE_EXTRA_CA_CERTS; verification is never turned off',
    });
  }
  if (/^(ENOTFOUND|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/.test(code)) {
    return finalFault(url, {
      code: 'server-unreachable',
      message: 'the server cannot be reached',
      found,
      fix: 'check the network, --base-url and HTTPS_PROXY; `import` takes files that you have already',
    });
  }
  if (found.startsWith('Proxy response')) {
    const isPassing = /\((429|50[0234])\)/.test(found);
    return (isPassing ? passingFault : finalFault)(url, {
      code: 'proxy-refused',
      message: 'the proxy does not let the request through',
      found,
      fix: 'check HTTPS_PROXY, its user and password, and NO_PROXY',
    });
  }
  if (/^(ECONNRESET|ECONNABORTED|EPIPE|EAI_AGAIN|UND_ERR_SOCKET|UND_ERR_RES_|HPE_)/.test(code)) {
    const message = 'the connection broke before the document was complete';
    return passingFault(url, { code: 'connection-broken', message, found, fix: AGAIN });
  }
  return finalFault(url, { code: 'request-failed', message: 'the request failed', found, fix: AGAIN });
}

/** `rate`: fewer bytes than a line of any kind brings; `total`: the document took longer than a document may. */
export function tooSlow(url: URL, limit: 'rate' | 'total'): Fault {
  const words = {
    code: 'time-limit',
    message:
      limit === 'rate'
        ? 'the document arrives too slowly'
        : 'the document did not arrive in the time that it may take',
    expected: 'at least 1 kB a second, and a whole document in half an hour',
    fix: AGAIN,
  };
  return limit === 'rate' ? passingFault(url, words) : finalFault(url, words);
}

const TIME_LIMITS: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'the connection',
  UND_ERR_HEADERS_TIMEOUT: 'the first byte of the answer',
  UND_ERR_BODY_TIMEOUT: 'the next byte of the document',
};

/** A status that is no document. `wait`: milliseconds of Retry-After. */
export function describeStatus(url: URL, status: number, wait: number | undefined): Fault {
  const found = `status ${status}`;
  if ([408, 425, 429, 500, 502, 503, 504].includes(status)) {
    const message = 'the server is busy or out of order';
    return passingFault(url, { code: 'server-busy', message, found, fix: AGAIN }, wait);
  }
  if (status === 404 || status === 410) {
    return finalFault(url, {
      code: 'document-not-offered',
      message: 'the server has no such document',
      found,
      fix: 'see `dicom-omop editions` for what it offers, and check --base-url',
    });
  }
  if (status === 407) {
    const fix = 'put user and password into HTTPS_PROXY';
    return finalFault(url, { code: 'proxy-refused', message: 'the proxy wants a password', found, fix });
  }
  if (status === 401 || status === 403) {
    const fix = 'check the user and password in --base-url, and that a proxy is not in the way';
    return finalFault(url, { code: 'access-refused', message: 'the server refuses access', found, fix });
  }
  return finalFault(url, {
    code: 'status-unexpected',
    message: 'the server answered with something else than a document',
    found,
    expected: 'status 200',
    fix: 'check --base-url in a browser',
  });
}

function findCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? findCode(error.cause) : undefined;
}

function findMessage(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) {
    return error.errors.map(findMessage).join(', ');
  }
  return 'message' in error && typeof error.message === 'string' ? error.message : 'unknown error';
}
