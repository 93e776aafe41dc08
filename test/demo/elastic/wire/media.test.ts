import { Client } from '@elastic/elasticsearch';
import { describe, expect, test } from 'vitest';
import { type ElasticOptions, startElastic } from '#demo/elastic/wire/start.ts';
import { ask, put } from './asking.ts';

const SETTINGS = { persistent: { 'cluster.routing.rebalance.enable': null } };

async function using<T>(of: Pick<ElasticOptions, 'version' | 'product'>, act: (url: string) => Promise<T>): Promise<T> {
  const elastic = await startElastic(of);
  try {
    return await act(elastic.urls[0]?.url ?? '');
  } finally {
    await elastic.stop();
  }
}

async function outcome(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? `${error.name}${'statusCode' in error ? ` ${error.statusCode}` : ''}` : 'thrown'),
  );
}

const opensearch = (version: string) => ({ version, product: 'opensearch' }) as const;

describe('the client as it is by default, of version 9', () => {
  test.each([
    [{ version: '7.10.2' }, 'ProductNotSupportedError', 'ResponseError 406'],
    [{ version: '7.17.27' }, 'ok', 'ok'],
    [{ version: '8.17.4' }, 'ResponseError 400', 'ResponseError 400'],
    [{ version: '9.5.1' }, 'ok', 'ok'],
    [opensearch('1.3.20'), 'ProductNotSupportedError', 'ResponseError 406'],
    [opensearch('2.19.1'), 'ProductNotSupportedError', 'ResponseError 406'],
    [opensearch('3.2.0'), 'ProductNotSupportedError', 'ResponseError 406'],
  ])('against %j: a GET is %s, a PUT %s', async (of, get, written) => {
    await using(of, async (node) => {
      const client = new Client({ node, maxRetries: 0 });
      expect(await outcome(client.cluster.health())).toBe(get);
      expect(await outcome(client.cluster.putSettings(SETTINGS))).toBe(written);
      await client.close();
    });
  });
});

const vendored = (version: number): string => `application/vnd.elasticsearch+json; compatible-with=${version}`;

describe('headers', () => {
  test.each([
    ['8.17.4', 7, 200],
    ['8.17.4', 8, 200],
    ['8.17.4', 9, 400],
    ['9.5.1', 7, 400],
    ['9.5.1', 8, 200],
    ['9.5.1', 9, 200],
    ['7.17.27', 9, 200],
    ['7.10.2', 8, 200],
  ])('%s asked for the answer of version %i: %i', async (version, wanted, status) => {
    const answer = await using({ version }, (url) => ask(url, { headers: { accept: vendored(wanted) } }));
    expect(answer.status).toBe(status);
    if (status === 400)
      expect(answer.body).toMatchObject({
        error: { type: 'media_type_header_exception', caused_by: { reason: expect.stringContaining(`but found ${wanted}`) } },
      });
  });

  test.each([
    ['8.17.4', { accept: 'application/json', 'content-type': vendored(8) }, 400],
    ['8.17.4', { accept: vendored(8), 'content-type': vendored(8) }, 200],
    ['8.17.4', { accept: vendored(8), 'content-type': 'application/json' }, 400],
    ['8.17.4', { 'content-type': 'application/json' }, 200],
    ['8.17.4', { 'content-type': 'text/html' }, 406],
    ['7.17.27', { accept: 'application/json', 'content-type': vendored(9) }, 200],
    ['7.10.2', { 'content-type': vendored(8) }, 406],
  ])('%s with a body under %j: %i', async (version, headers, status) => {
    const answer = await using({ version }, (url) => put(`${url}/_cluster/settings`, SETTINGS, headers));
    expect(answer.status).toBe(status);
    if (status === 406) expect(answer.body).toMatchObject({ error: expect.stringContaining('is not supported'), status: 406 });
  });

  test.each([
    [{ version: '7.13.4' }, null, 'application/json; charset=UTF-8'],
    [{ version: '7.17.27' }, 'Elasticsearch', 'application/json; charset=UTF-8'],
    [{ version: '8.17.4' }, 'Elasticsearch', 'application/json'],
    [opensearch('2.19.1'), null, 'application/json; charset=UTF-8'],
  ])('%j calls itself %s, and its JSON %s', async (of, product, type) => {
    expect(await using(of, ask)).toMatchObject({ status: 200, product, type });
  });
});
