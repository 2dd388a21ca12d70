import { describe, expect, test } from '@jest/globals';
import {
  inPostgresqlTransaction,
  isPostgresqlUrl,
  parsePostgresqlUrl,
} from '../../../src/load/postgresql-connection.js';

describe('the address of a database', () => {
  test('is told without its password, with its schema', () => {
    const target = parsePostgresqlUrl('postgresql://etl:s3cret@db.site:5433/omop?schema=cdm&sslmode=require');
    expect(target.name).toBe('postgresql://etl@db.site:5433/omop?sslmode=require (schema cdm)');
    expect(target.schema).toBe('cdm');
    expect(parsePostgresqlUrl('postgres://h/d?password=s3cret').name).not.toContain('s3cret');
  });

  test('a schema given beside it goes first', () => {
    expect(parsePostgresqlUrl('postgresql://h/d?schema=a', 'b').schema).toBe('b');
  });

  test.each([
    ['postgresql://', 'names no database'],
    ['postgresql://host', 'names no database'],
    ['postgresql://host/d?schema=a%22b', '"a"b" is no name of a schema'],
    ['postgresql://ho st/d', 'is no URL'],
  ])('%s is refused', (text, message) => {
    expect(() => parsePostgresqlUrl(text)).toThrow(message);
  });

  test.each([
    ['postgresql://h/d', true],
    ['postgres://h/d', true],
    ['postgresql', false],
    ['sqlite:postgresql://x', false],
  ])('%s: %s', (text, is) => {
    expect(isPostgresqlUrl(text)).toBe(is);
  });

  test('a server that is not there is told with the next step, never with the password', async () => {
    const target = parsePostgresqlUrl('postgresql://etl@127.0.0.1:1/omop');
    const run = inPostgresqlTransaction(target, { PGPASSWORD: 's3cret' }, async () => ({ keep: true }));
    await expect(run).rejects.toMatchObject({
      message: expect.stringContaining('cannot connect to postgresql://etl@127.0.0.1:1/omop'),
      fix: expect.stringContaining('PGPASSWORD'),
    });
    await expect(run).rejects.not.toMatchObject({ message: expect.stringContaining('s3cret') });
  });
});
