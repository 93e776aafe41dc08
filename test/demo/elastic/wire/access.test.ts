import { Client } from '@elastic/elasticsearch';
import { afterEach, describe, expect, test } from 'vitest';
import type { WireUser } from '#demo/elastic/wire/access.ts';
import type { WireFault } from '#demo/elastic/wire/faults.ts';
import { type ElasticOptions, type RunningElastic, startElastic } from '#demo/elastic/wire/start.ts';
import { selfSigned } from '#demo/sqlserver/tds/certificate.ts';
import { ask } from './asking.ts';

let running: RunningElastic | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

async function start(options: Partial<ElasticOptions>): Promise<string> {
  running = await startElastic({ version: '8.17.4', ...options });
  return running.urls[0]?.url ?? '';
}

const USERS: WireUser[] = [
  { name: 'vigil', by: { password: 'secret' }, may: ['monitor', 'index:monitor'] },
  { name: 'key', by: { apiKey: 'aWQ6a2V5' }, may: ['monitor'] },
  { name: 'token', by: { token: 'abc' }, may: ['all'] },
];
const basic = (password: string) => ({ headers: { authorization: `Basic ${Buffer.from(`vigil:${password}`).toString('base64')}` } });

describe('who asks', () => {
  test.each([
    ['a password', basic('secret').headers.authorization],
    ['an API key', 'ApiKey aWQ6a2V5'],
    ['a token', 'Bearer abc'],
  ])('is let in with %s', async (_, authorization) => {
    const url = await start({ users: USERS });
    expect((await ask(`${url}/_cluster/health`, { headers: { authorization } })).status).toBe(200);
  });

  test('without one is refused in the words of Elasticsearch', async () => {
    const url = await start({ users: USERS });
    expect(await ask(url)).toMatchObject({
      status: 401,
      body: { error: { type: 'security_exception', reason: 'missing authentication credentials for REST request [/]' }, status: 401 },
    });
    expect(await ask(url, basic('wrong'))).toMatchObject({
      status: 401,
      body: { error: { reason: 'unable to authenticate user [vigil] for REST request [/]' } },
    });
  });

  test('is refused by OpenSearch with one word, and no JSON', async () => {
    const url = await start({ users: USERS, product: 'opensearch', version: '2.19.1' });
    expect(await ask(url, basic('wrong'))).toMatchObject({ status: 401, text: 'Unauthorized', type: 'text/plain; charset=UTF-8' });
  });

  test.each([
    [
      {},
      'action [cluster:admin/reroute] is unauthorized for user [vigil] with effective roles [vigil], this action is granted by the cluster privileges [manage,all]',
    ],
    [{ version: '7.17.27' }, expect.stringContaining('with roles [vigil]')],
    [
      { product: 'opensearch' as const, version: '2.19.1' },
      'no permissions for [cluster:admin/reroute] and User [name=vigil, backend_roles=[], requestedTenant=null]',
    ],
  ])('may not what is not granted: %j', async (options, reason) => {
    const url = await start({ users: USERS, ...options });
    const { headers } = basic('secret');
    expect(await ask(`${url}/_cluster/reroute`, { method: 'POST', headers })).toMatchObject({
      status: 403,
      body: { error: { type: 'security_exception', reason }, status: 403 },
    });
  });

  test('is told who that is and what it may', async () => {
    const url = await start({ users: USERS });
    const init = {
      ...basic('secret'),
      method: 'POST',
      body: JSON.stringify({ cluster: ['monitor', 'manage'], index: [{ names: ['*'], privileges: ['monitor'] }] }),
    };
    const headers = { ...init.headers, 'content-type': 'application/json' };
    expect((await ask(`${url}/_security/user/_has_privileges`, { ...init, headers })).body).toMatchObject({
      ...{ username: 'vigil', has_all_requested: false, cluster: { monitor: true, manage: false }, index: { '*': { monitor: true } } },
    });
    expect((await ask(`${url}/_security/_authenticate`, basic('secret'))).body).toMatchObject({
      username: 'vigil',
      authentication_type: 'realm',
    });
  });

  test('is answered over TLS with the certificate that was given', async () => {
    const certificate = selfSigned('es1');
    const url = await start({ tls: certificate });
    const client = new Client({
      node: url,
      tls: { ca: certificate.cert },
      maxRetries: 0,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
    });
    expect(await client.cluster.health()).toMatchObject({ status: 'green' });
    await client.close();
  });
});

describe('what goes wrong between', () => {
  test.each<[WireFault, object]>([
    [
      { is: 'html', status: 200 },
      { status: 200, type: 'text/html', text: expect.stringContaining('502 Bad Gateway') },
    ],
    [
      { is: 'html', status: 502 },
      { status: 502, type: 'text/html' },
    ],
    [{ is: 'busy' }, { status: 429, body: { error: { type: 'circuit_breaking_exception' }, status: 429 } }],
    [{ is: 'slow', ms: 1 }, { status: 200 }],
  ])('%j', async (fault, answer) => {
    const url = await start({});
    running?.spoil(running.urls[0]?.node ?? '', fault);
    expect(await ask(url)).toMatchObject(answer);
  });

  test.each<[WireFault]>([[{ is: 'cut' }], [{ is: 'reset' }]])('%j breaks the connection', async (fault) => {
    const url = await start({});
    running?.spoil(running.urls[0]?.node ?? '', fault);
    await expect(ask(url)).rejects.toThrow();
  });

  test('garbage is no JSON', async () => {
    const url = await start({});
    running?.spoil(running.urls[0]?.node ?? '', { is: 'garbage' });
    await expect(ask(url)).rejects.toThrow(SyntaxError);
  });

  test('a huge answer is as large as was ordered', async () => {
    const url = await start({});
    running?.spoil(running.urls[0]?.node ?? '', { is: 'huge', bytes: 8 << 20 });
    const answer = await fetch(url);
    let size = 0;
    for await (const part of answer.body ?? []) size += part.length;
    expect(size).toBeGreaterThan(8 << 20);
  });

  test('silence lasts until who asks gives up, and concerns the paths it was ordered for alone', async () => {
    const url = await start({});
    const node = running?.urls[0]?.node ?? '';
    running?.spoil(node, { is: 'silent', on: '/_cluster/state' });
    expect((await ask(url)).status).toBe(200);
    const abort = new AbortController();
    const asked = fetch(`${url}/_cluster/state`, { signal: abort.signal });
    await expect(Promise.race([asked, ask(url)])).resolves.toMatchObject({ status: 200 });
    abort.abort();
    await expect(asked).rejects.toThrow();
    running?.spoil(node, null);
    expect((await ask(`${url}/_cluster/state`)).status).toBe(200);
  });

  test('a node that is stopped refuses, one that is frozen is silent, and both answer again at their address', async () => {
    await start({});
    const [, second, third] = running?.urls ?? [];
    await running?.order({ order: 'stop node', node: second?.node ?? '' });
    await running?.order({ order: 'freeze node', node: third?.node ?? '' });
    await expect(ask(second?.url ?? '')).rejects.toThrow('fetch failed');
    const abort = new AbortController();
    const asked = fetch(third?.url ?? '', { signal: abort.signal });
    await expect(Promise.race([asked, ask(running?.urls[0]?.url ?? '')])).resolves.toMatchObject({ status: 200 });
    abort.abort();
    await expect(asked).rejects.toThrow();
    await running?.order({ order: 'start node', node: second?.node ?? '' });
    await running?.order({ order: 'thaw node', node: third?.node ?? '' });
    for (const one of [second, third]) expect((await ask(one?.url ?? '')).status).toBe(200);
  });
});
