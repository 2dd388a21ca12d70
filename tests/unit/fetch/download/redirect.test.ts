import { describe, expect, test } from '@jest/globals';
import {
  isLoopback,
  isPrivate,
  MOST_REDIRECTS,
  resolveRedirect,
} from '../../../../src/fetch/download/redirect.js';

const at = (...addresses: readonly string[]): URL[] => addresses.map((address) => new URL(address));
const RULES = { isHttpBase: false, redirectHosts: [] };
const FROM = 'https://dicom.example/a/b.xml';

describe('resolveRedirect', () => {
  test.each([
    ['/c.xml', false, 'https://dicom.example/c.xml'],
    ['https://other.example/c.xml?x=1#top', false, 'https://other.example/c.xml?x=1'],
    ['https://maria:secret@other.example/', false, 'https://other.example/'],
    ['http://other.example/c.xml', true, 'http://other.example/c.xml'],
    ['http://dicom.example/c.xml', true, 'http://dicom.example/c.xml'],
  ])('to %s with http base %p', (location, isHttpBase, target) => {
    const rules = { isHttpBase, redirectHosts: ['other.example'] };
    expect(String(resolveRedirect(at(FROM), location, rules))).toBe(target);
  });

  test.each(['http://127.0.0.1:8080/c.xml', 'http://[::1]/c.xml', 'http://localhost/c.xml'])(
    'from this machine to this machine: %s',
    (location) => {
      const rules = { isHttpBase: false, redirectHosts: [] };
      expect(String(resolveRedirect(at('https://localhost/a.xml'), location, rules))).toBe(location);
    },
  );

  test.each([
    ['https://other.example/c.xml', 'another host'],
    ['https://dicom.example.other.example/c.xml', 'another host'],
    ['https://169.254.169.254/latest/meta-data/', 'private network'],
    ['https://named.internal/', 'private network'],
    ['http://127.0.0.1:8080/c.xml', 'private network'],
    ['http://other.example/c.xml', 'not https'],
    ['http://127.0.0.1.other.example/', 'not https'],
    ['file:///etc/passwd', 'not https'],
    ['data:text/xml,x', 'not https'],
    ['https://', 'no address'],
    [undefined, 'no address'],
    [FROM, 'circle'],
  ])('to %s is refused: %s', (location, message) => {
    expect(
      resolveRedirect(at(FROM), location, { isHttpBase: false, redirectHosts: ['named.internal'] }),
    ).toMatchObject({
      kind: 'fault',
      retry: false,
      diagnostic: { code: 'redirect-refused', at: { file: FROM }, message: expect.stringContaining(message) },
    });
  });

  test('a few are enough', () => {
    const seen = Array.from({ length: MOST_REDIRECTS + 1 }, (_, step) => `${FROM}?${step}`);
    expect(String(resolveRedirect(at(...seen.slice(1)), '/next', RULES))).toBe('https://dicom.example/next');
    expect(resolveRedirect(at(...seen), '/next', RULES)).toMatchObject({ kind: 'fault' });
  });
});

test.each([
  ['http://localhost/', true],
  ['http://127.1.2.3/', true],
  ['http://[::1]:80/', true],
  ['http://localhost.example/', false],
  ['http://10.0.0.1/', false],
])('isLoopback %s', (address, is) => {
  expect(isLoopback(new URL(address))).toBe(is);
});

test.each([
  ['http://10.0.0.1/', true],
  ['http://172.31.0.1/', true],
  ['http://172.32.0.1/', false],
  ['http://192.168.1.1/', true],
  ['http://169.254.169.254/', true],
  ['http://100.64.0.1/', true],
  ['http://2130706433/', true],
  ['http://0x7f.1/', true],
  ['http://[fd00::1]/', true],
  ['http://[fe80::1]/', true],
  ['http://[::ffff:10.0.0.1]/', true],
  ['http://printer.local/', true],
  ['http://dicom.nema.org/', false],
  ['http://[2001:db8::1]/', false],
])('isPrivate %s', (address, is) => {
  expect(isPrivate(new URL(address))).toBe(is);
});
