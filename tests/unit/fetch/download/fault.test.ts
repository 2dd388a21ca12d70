import { describe, expect, test } from '@jest/globals';
import { concludeFault, describeError, describeStatus } from '../../../../src/fetch/download/fault.js';
import { formatUrl, redactText } from '../../../../src/fetch/download/redact.js';

const ASKED = new URL('https://maria:secret@dicom.example/part03.xml?token=secret');
const errorOf = (code: string, message: string = code): Error => Object.assign(new Error(message), { code });

describe('describeError', () => {
  test.each([
    ['UND_ERR_CONNECT_TIMEOUT', 'time-limit', true],
    ['UND_ERR_HEADERS_TIMEOUT', 'time-limit', true],
    ['UND_ERR_BODY_TIMEOUT', 'time-limit', true],
    ['ECONNRESET', 'connection-broken', true],
    ['UND_ERR_SOCKET', 'connection-broken', true],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'connection-broken', true],
    ['HPE_INVALID_CONSTANT', 'connection-broken', true],
    ['EAI_AGAIN', 'connection-broken', true],
    ['ENOTFOUND', 'server-unreachable', false],
    ['ECONNREFUSED', 'server-unreachable', false],
    ['CERT_HAS_EXPIRED', 'certificate-refused', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-refused', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-refused', false],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-refused', false],
    ['EWHATEVER', 'request-failed', false],
  ])('%s is %s', (code, expected, retry) => {
    const fault = describeError(ASKED, errorOf(code));
    expect(fault).toMatchObject({
      retry,
      diagnostic: {
        code: expected,
        severity: 'error',
        at: { file: 'https://dicom.example/part03.xml' },
        found: code,
      },
    });
    expect(fault.diagnostic.fix).toMatch(/./);
  });

  test('looks into causes and into lists of errors', () => {
    expect(describeError(ASKED, new Error('x', { cause: errorOf('ECONNRESET') })).retry).toBe(true);
    const both = Object.assign(new AggregateError([errorOf('E1', 'no ::1'), errorOf('E2', 'no 127.0.0.1')]), {
      code: 'ECONNREFUSED',
    });
    expect(describeError(ASKED, both).diagnostic.found).toBe('no ::1, no 127.0.0.1');
    expect(describeError(ASKED, 'text').diagnostic.found).toBe('text');
  });

  test('prints no password', () => {
    const error = errorOf('EWHATEVER', 'cannot reach http://maria:secret@proxy:3128/');
    expect(JSON.stringify(describeError(ASKED, error))).not.toMatch(/secret|maria/);
  });

  test('a busy proxy may be asked again, a strict one not', () => {
    const proxy = (status: number): Error => errorOf('UND_ERR_ABORTED', `Proxy response (${status}) !== 200`);
    expect(describeError(ASKED, proxy(503))).toMatchObject({
      retry: true,
      diagnostic: { code: 'proxy-refused' },
    });
    expect(describeError(ASKED, proxy(407))).toMatchObject({
      retry: false,
      diagnostic: { code: 'proxy-refused' },
    });
  });
});

test.each([
  [429, 'server-busy', true],
  [500, 'server-busy', true],
  [504, 'server-busy', true],
  [404, 'document-not-offered', false],
  [410, 'document-not-offered', false],
  [403, 'access-refused', false],
  [407, 'proxy-refused', false],
  [204, 'status-unexpected', false],
])('status %d is %s', (status, code, retry) => {
  expect(describeStatus(ASKED, status, 5)).toMatchObject({
    retry,
    diagnostic: { code, found: `status ${status}` },
  });
});

test('concludeFault names the asked address, where it led and the tries', () => {
  const fault = describeStatus(new URL('https://other.example/x?y'), 503, undefined);
  expect(concludeFault(fault, ASKED, 3).diagnostic).toMatchObject({
    at: { file: 'https://dicom.example/part03.xml' },
    message: 'the server is busy or out of order (redirected to https://other.example/x) (tried 3 times)',
  });
});

test('addresses are printed without user, query and fragment', () => {
  expect(formatUrl(new URL('https://u:p@h:8443/a/b?c#d'))).toBe('https://h:8443/a/b');
  expect(redactText('at http://u:p@ss@h/ and //v@i')).toBe('at http://***@h/ and //***@i');
});
