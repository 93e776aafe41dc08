import { afterEach, describe, expect, test } from 'vitest';
import { freePorts } from '#demo/free-ports.ts';
import { Secret } from '#lib/secret.ts';
import { type HAProxySettings, haproxySection } from '#lib/systems/haproxy/config.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';
import { act, alice } from '#test/act/acting-door.ts';
import { until } from '#test/fakes/until.ts';
import { startNativeServer } from '#test/http/native-server.ts';
import { HAPROXY, startHaproxy } from './haproxy-process.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const CREDENTIALS = { user: 'ann', password: new Secret('pw') };

/** One server that is down for certain, on a real HAProxy that is read and acted on by its page, and read by its socket. */
async function start() {
  const [dead = 0] = await freePorts(1);
  const lb = await startHaproxy({
    proxies: `backend web\n  server web01 127.0.0.1:${dead} check inter 200ms`,
    auth: 'ann:pw',
    stats: 'stats admin if TRUE',
  });
  closing.push(() => lb.stop());
  const node = { name: 'lb1', url: lb.url, socket: lb.sockets.user };
  const read = haproxySection.read({ interval: '1s', timeout: '600ms', groups: [{ name: 'live', nodes: [node] }] });
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join('; '));
  const groups = read.groups.map((group) => ({
    ...group,
    nodes: group.nodes.map((one) => ({ ...one, settings: { ...(one.settings as HAProxySettings), read: CREDENTIALS, act: CREDENTIALS } })),
  }));
  const vigil = await startNativeServer({ estates: [{ system: haproxy, groups }] });
  closing.push(() => vigil.close());
  await until('it is down', async () => (await lb.command('show stat')).includes('DOWN'), 10_000);
  const isRead = () => {
    vigil.engine.pollNow({ system: 'haproxy' });
    const [view] = vigil.engine.views('haproxy');
    return view?.newest !== null && view?.beside?.servers !== undefined;
  };
  await until('both were read', isRead, 10_000);
  return { lb, vigil };
}

describe.skipIf(HAPROXY === null)('a server of a real HAProxy that is down', () => {
  test('is drained, shown so by its socket alone, put back and proved back, and its mark set and cleared', async () => {
    const { lb, vigil } = await start();
    const { actions } = vigil.engine;
    const order = (action: string) => ({ system: 'haproxy', action, input: { group: 'live', backend: 'web', server: 'web01' } });
    const adminState = async () => (await lb.command('show servers state web')).split('\n').at(-1)?.split(' ')[6];
    const drained = await act(actions, order('drain'), alice);
    expect(drained).toMatchObject({ result: 'confirmed', steps: [{ isConfirmed: true }] });
    expect([await adminState(), actions.marks().length]).toEqual(['8', 1]);
    const back = await act(actions, order('return'), alice);
    expect(back).toMatchObject({ result: 'confirmed', steps: [{ isConfirmed: true }] });
    expect([await adminState(), actions.marks().length]).toEqual(['0', 0]);
    expect(actions.preview(order('return'), alice)).toMatchObject({
      refusal: expect.stringContaining('not in drain as the runtime socket says'),
    });
  });
});
