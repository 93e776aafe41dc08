import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';
import { answerBytes } from '#test/fakes/answer.ts';
import { type Fake, onRequest, startFake } from '#test/fakes/fake-server.ts';
import { until } from '#test/fakes/until.ts';
import { backend, csvOf, frontend, server as serverRow } from '#test/systems/haproxy/hand-made.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

const SOURCE = 'haproxy/edge/lb9/stats';

let balancer: Fake;
let server: NativeServer;

beforeAll(async () => {
  let sessions = 0;
  balancer = await startFake((socket) => {
    onRequest(socket, () => {
      sessions += 1;
      const rows = [
        frontend({ scur: sessions, req_rate: 40, rate: 30 }),
        backend({ scur: 0 }),
        serverRow({ scur: 3, rate: 7, req_tot: sessions * 1_000 }),
      ];
      socket.write(answerBytes({ status: 200, headers: { 'content-type': 'text/plain' }, body: csvOf(rows) }));
    });
  });
  const read = haproxySection.read({
    groups: [{ name: 'edge', nodes: [{ name: 'lb9', url: balancer.url }] }],
    interval: '1s',
    timeout: '900ms',
  });
  if (!read.ok) throw new Error('the section is wrong');
  server = await startNativeServer({
    estates: [{ system: haproxy, groups: read.groups }],
    access: { anonymous: ['haproxy', 'pretend'] },
  });
  await until('it was read twice', () => (server.engine.rowHistory(SOURCE)?.times.length ?? 0) > 1);
});
afterAll(async () => {
  await server.close();
  await balancer.close();
});

const ask = (source: string) => server.ask(`/live/v1/row-trends?source=${encodeURIComponent(source)}`);

describe('the last values of the rows of a balancer', () => {
  test('come with the times of its readings, as its rows show them', async () => {
    const { status, body } = await ask(SOURCE);
    const answer = JSON.parse(body);
    const probe = server.engine.feed.probes().find(({ source }) => source.node === 'lb9');
    expect(status).toBe(200);
    expect(answer).toMatchObject({ boot: server.engine.boot, figures: [{ name: 'Sessions' }, { name: 'Requests', unit: '/s' }, {}] });
    expect(answer.times).toHaveLength(answer.successes);
    expect(answer.times.at(-1)).toBe(Math.round(probe?.newest?.observedAt ?? 0));
    expect(answer.rows['fe/frontend/FRONTEND']).toEqual([answer.times.map((_: number, index: number) => index + 1), 40, null]);
  });

  test('begin with new sessions where requests can not be told yet, and never mix the two', async () => {
    const [sessions, requests, fresh] = JSON.parse((await ask(SOURCE)).body).rows['be/server/s1'];
    expect([sessions, requests[0], fresh[0]]).toEqual([3, null, 7]);
    expect(requests.slice(1).every((rate: number) => rate > 0)).toBe(true);
    expect(fresh.slice(1).every((rate: number | null) => rate === null)).toBe(true);
  });
});

test.each([
  ['an unknown source', 'haproxy/edge/lb7/stats', 404],
  ['a system that keeps nothing of its rows', 'pretend/web/lb1/stats', 404],
  ['another system', 'redis/web/lb1/stats', 401],
  ['a word of the language', '__proto__', 401],
])('of %s there are none', async (_name, source, status) => {
  expect((await ask(source)).status).toBe(status);
});

test('without saying of what it is said how', async () => {
  const answer = await server.ask('/live/v1/row-trends');
  expect([answer.status, JSON.parse(answer.body).error.message]).toEqual([400, expect.stringContaining('?source=system/group/node/probe')]);
});
