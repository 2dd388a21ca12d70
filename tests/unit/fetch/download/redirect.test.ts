import { describe, expect, test } from '@jest/globals';
import { isLoopback, MOST_REDIRECTS, resolveRedirect } from '../../../../src/fetch/download/redirect.js';

const at = (...addresses: readonly string[]): URL[] => addresses.map((address) => new URL(address));
const FROM = 'https://dicom.example/a/b.xml';

describe('resolveRedirect', () => {
  test.each([
    ['/c.xml', false, 'https://dicom.example/c.xml'],
    ['https://other.example/c.xml?x=1#top', false, 'https://other.example/c.xml?x=1'],
    ['https://maria:secret@other.example/', false, 'https://other.example/'],
    ['http://127.0.0.1:8080/c.xml', false, 'http://127.0.0.1:8080/c.xml'],
    ['http://[::1]/c.xml', false, 'http://[::1]/c.xml'],
    ['http://other.example/c.xml', true, 'http://other.example/c.xml'],
  ])('to %s with http base %p', (location, isHttpBase, target) => {
    expect(String(resolveRedirect(at(FROM), location, isHttpBase))).toBe(target);
  });

  test.each([
    ['http://other.example/c.xml', 'not https'],
    ['http://127.0.0.1.other.example/', 'not https'],
    ['file:///etc/passwd', 'not https'],
    ['data:text/xml,x', 'not https'],
    ['https://', 'no address'],
    [undefined, 'no address'],
    [FROM, 'circle'],
  ])('to %s is refused: %s', (location, message) => {
    expect(resolveRedirect(at(FROM), location, false)).toMatchObject({
      kind: 'fault',
      retry: false,
      diagnostic: { code: 'redirect-refused', at: { file: FROM }, message: expect.stringContaining(message) },
    });
  });

  test('a few are enough', () => {
    const seen = Array.from({ length: MOST_REDIRECTS + 1 }, (_, step) => `${FROM}?${step}`);
    expect(String(resolveRedirect(at(...seen.slice(1)), '/next', false))).toBe('https://dicom.example/next');
    expect(resolveRedirect(at(...seen), '/next', false)).toMatchObject({ kind: 'fault' });
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
