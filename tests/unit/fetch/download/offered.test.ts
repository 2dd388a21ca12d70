import { describe, expect, test } from '@jest/globals';
import { editionsOffered, parseListing } from '../../../../src/fetch/download/offered.js';
import { surroundingsOf } from '../../../support/fetch-request.js';
import { status, useMirrors } from '../../../support/mirror.js';

const newMirror = useMirrors();
const BASE = new URL('https://dicom.example/medical/dicom/');

describe('parseListing', () => {
  test.each([
    ['relative links', '<a href="2024d/">2024d/</a><a href=\'2016b/\'>', ['2016b', '2024d']],
    ['absolute paths, upper case', '<A HREF="/medical/dicom/2011/">2011</A>', ['2011']],
    ['whole addresses, no quotes', '<a href=https://dicom.example/medical/dicom/2025a/>', ['2025a']],
    ['links into an edition, twice', '<a href="2024d/output/"><a href="2024d">', ['2024d']],
    [
      'other places',
      '<a href="/2024d/"><a href="https://x.example/medical/dicom/2024d/"><a href="../2024d/">',
      [],
    ],
    [
      'other names',
      '<a href="current/"><a href="20240/"><a href="2024dd/"><a href="?C=N"><a href="http://[">',
      [],
    ],
  ])('%s', (_, html, editions) => {
    expect(parseListing(html, BASE)).toEqual(editions);
  });
});

describe('editionsOffered', () => {
  const offered = (baseUrl: string) => editionsOffered({ baseUrl, surroundings: surroundingsOf() });

  test('reads the listing of the server', async () => {
    const mirror = await newMirror();
    mirror.answer('/dicom/', status(200, {}, '<html><a href="2024d/"></a><a href="2024e/"></a></html>'));
    expect(await offered(mirror.baseUrl)).toEqual({ value: ['2024d', '2024e'], diagnostics: [] });
  });

  test('a server without a listing, or none at all, is a warning', async () => {
    const mirror = await newMirror();
    mirror.answer('/dicom/', status(200, {}, '<html>nothing</html>'));
    const at = { file: mirror.baseUrl };
    const severity = 'warning';
    expect((await offered(mirror.baseUrl)).diagnostics).toMatchObject([{ code: 'no-listing', severity, at }]);
    mirror.answer('/dicom/', status(403));
    expect((await offered(mirror.baseUrl)).diagnostics).toMatchObject([
      { code: 'access-refused', severity, at },
    ]);
    await mirror.close();
    expect((await offered(mirror.baseUrl)).diagnostics).toMatchObject([
      { code: 'server-unreachable', severity, at },
    ]);
  });
});
