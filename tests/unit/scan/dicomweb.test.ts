import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { listStudies } from '../../../src/scan/dicomweb.js';
import { rowsOf, SETTINGS, scan } from '../../support/scan-archive.js';

let server: Server;
let url = '';
let asked: IncomingMessage[] = [];
let answer: (path: URL, response: ServerResponse) => void;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request);
    answer(new URL(request.url ?? '', url), response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/dicom-web`;
});
afterEach(() => {
  server.close();
});

const json = (response: ServerResponse, value: unknown) => {
  response.setHeader('content-type', 'application/dicom+json').end(JSON.stringify(value));
};
const study = (uid: string) => ({ '0020000D': { vr: 'UI', Value: [uid] } });
const query = (more = {}) => ({ url, studyDate: undefined, modalities: [], ...more });

describe('a DICOMweb service', () => {
  test('studies are asked for page by page, until none are left', async () => {
    answer = ({ searchParams }, response) => {
      const offset = Number(searchParams.get('offset'));
      if (offset >= 200) response.writeHead(204).end();
      else
        json(
          response,
          Array.from({ length: 100 }, (_, index) => study(`1.2.${1000 + offset + index}`)),
        );
    };
    const items = await listStudies(query({ studyDate: '20200101-20201231' }), 'Bearer x');
    expect(items).toHaveLength(200);
    expect(items[0]).toMatchObject({ kind: 'study', sourceId: '1.2.1000' });
    expect(asked[0]?.headers).toMatchObject({ accept: 'application/dicom+json', authorization: 'Bearer x' });
    expect(asked[0]?.url).toContain('StudyDate=20200101-20201231');
  });

  test('a server that knows no paging, and one that is busy for a moment', async () => {
    let busy = true;
    answer = (_, response) => {
      if (busy) response.writeHead(503, { 'retry-after': '0.01' }).end();
      else
        json(
          response,
          Array.from({ length: 100 }, (_each, index) => study(`1.2.${index}`)),
        );
      busy = false;
    };
    expect(await listStudies(query({ modalities: ['CT'] }), undefined)).toHaveLength(100);
    expect(asked).toHaveLength(3);
  });

  test.each([
    [404, 'not here'],
    [200, '<html>login</html>'],
  ])('an answer %d that is no DICOM JSON is a fault of the environment', async (status, text) => {
    answer = (_, response) => {
      response.writeHead(status).end(text);
    };
    await expect(listStudies(query(), undefined)).rejects.toMatchObject({
      name: 'EnvironmentError',
      fix: expect.stringContaining('DICOMWEB_AUTHORIZATION'),
    });
  });

  test('the metadata of each study become header tables', async () => {
    const out = mkdtempSync(join(tmpdir(), 'dicomweb-'));
    answer = ({ pathname }, response) => {
      if (!pathname.endsWith('/metadata')) return json(response, [study('1.2.1')]);
      const image = (number: number) => ({
        ...study('1.2.1'),
        '00080018': { vr: 'UI', Value: [`1.2.3.${number}`] },
        '00080060': { vr: 'CS', Value: ['CT'] },
        '0020000E': { vr: 'UI', Value: ['1.2.2'] },
        '00180050': { vr: 'DS', Value: [2.5] },
      });
      return json(response, [image(1), image(2)]);
    };
    const studies = await listStudies(query(), undefined);
    const { counts, inputs } = await scan(url, join(out, 'tables'), {
      studies,
      settings: { ...SETTINGS, authorization: 'Bearer secret' },
    });
    expect(counts).toMatchObject({ read: 2, ok: 2 });
    expect(inputs).toEqual([{ path: url, kind: 'dicomweb' }]);
    expect(
      rowsOf(join(out, 'tables'), 'elements', ['sop_instance_uid', 'path', 'value', 'n_instances']),
    ).toEqual(['- 00080060 CT 2', '- 00180050 2.5 2']);
    rmSync(out, { recursive: true });
  });
});
