import { describe, expect, test } from 'vitest';
import { GroupMembers } from '#lib/discovery/group-members.ts';
import { LiveGroup } from '#lib/discovery/live-estates.ts';
import type { Resolved } from '#lib/io/resolve.ts';
import type { Discovery, Member, NodeSpec, System, WitnessNode } from '#lib/system.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);
const HOSTS = [{ name: 'ny-redis01', aliases: ['10.0.0.9'], tags: ['rack-7'] }];

type Settings = { host: string; port: number; ip?: string | null; secret: string | null };

/** A group of m1 at cache1:6379 (10.0.0.1), a name service, and what is named. */
function startGroup(names: Record<string, readonly string[] | 'nobody'>) {
  const spec: NodeSpec<unknown> = {
    ...{ name: 'm1', address: 'cache1:6379', host: 'cache1', tags: [] },
    settings: { host: 'cache1', port: 6379, secret: 'secret' } satisfies Settings,
  };
  const settingsOf = ({ host, port, ip }: { host: string; port: number; ip: string | null }): Settings => ({
    ...{ host, port, ip, secret: ip === null ? null : 'secret' },
  });
  const group = new LiveGroup(
    { name: 'web', title: 'Web', nodes: [spec] },
    { networks: ['10.0.0.0/8'], forgetAfterMs: 1_000, tags: ['prod'], settingsOf },
  );
  let members: Member[] = [];
  let identities: Record<string, string> = {};
  const discovery: Discovery<unknown> = {
    naming: (nodes) => ({ members, heard: nodes.map(({ node }) => node) }),
    placeOf: (settings) => settings as Settings,
    identityOf: ({ node }) => identities[node] ?? null,
  };
  const resolve = (host: string): Promise<Resolved> => {
    const known = /^[\d.]+$/.test(host) ? [host] : names[host];
    return Promise.resolve(
      known === undefined || known === 'nobody' ? { is: 'failed', words: 'nobody knows that name' } : { is: 'found', addresses: known },
    );
  };
  const own = new GroupMembers({ system: { name: 'pretend' } as System, group, hosts: HOSTS, resolve });
  const nodes = (): WitnessNode<unknown>[] => group.nodes.map(({ name, settings }) => ({ node: name, settings, windows: {} }));
  return {
    names,
    look: async (named: readonly string[], now = T) => {
      members = named.map((place) => ({
        host: place.slice(0, place.lastIndexOf(':')),
        port: Number(place.slice(place.lastIndexOf(':') + 1)),
        by: 'm1',
        kind: 'data',
      }));
      const looked = await own.look(discovery, nodes(), now);
      return { ...looked, found: group.nodes.slice(1).map(({ name }) => name) };
    },
    identify: (said: Record<string, string>) => {
      identities = said;
    },
    node: (name: string) => group.nodes.find((node) => node.name === name),
    settings: (name: string) => group.nodes.find((node) => node.name === name)?.settings as Settings | undefined,
  };
}

const CACHES = { cache1: ['10.0.0.1'], cache2: ['10.0.0.2'] };

describe('a member that is named', () => {
  test('is a node by its place, with the tags of its group and of its host, and under the name of that', async () => {
    const group = startGroup({ ...CACHES });
    expect((await group.look(['10.0.0.2:6379', '10.0.0.9:6380'])).found).toEqual(['10.0.0.2:6379', 'ny-redis01:6380']);
    expect(group.node('ny-redis01:6380')).toMatchObject({ address: '10.0.0.9:6380', host: 'ny-redis01', tags: ['prod', 'rack-7'] });
    expect(group.settings('10.0.0.2:6379')).toEqual({ host: '10.0.0.2', port: 6379, ip: '10.0.0.2', secret: 'secret' });
  });

  test.each(['cache1:6379', 'CACHE1:6379', '10.0.0.1:6379'])('as %s is the node of the configuration', async (place) => {
    expect(await startGroup({ ...CACHES }).look([place])).toMatchObject({ isOther: false, found: [] });
  });

  test('under two names is one node', async () => {
    const group = startGroup({ ...CACHES });
    expect((await group.look(['10.0.0.2:6379', 'cache2:6379', 'cache2:6380'])).found).toEqual(['10.0.0.2:6379', 'cache2:6380']);
    expect((await group.look(['cache2:6379', 'cache2:6380'])).found).toEqual(['10.0.0.2:6379', 'cache2:6380']);
  });

  test('at two places of one host and port is two nodes, each under a name of its own', async () => {
    const group = startGroup({ ...CACHES, 'ny-redis01': ['10.0.0.8'] });
    const both = ['10.0.0.9:6380', 'ny-redis01:6380'];
    expect((await group.look(both)).found).toEqual(['ny-redis01:6380', 'ny-redis01:6380 discovered']);
    expect(group.settings('ny-redis01:6380')?.ip).toBe('10.0.0.9');
    expect(group.settings('ny-redis01:6380 discovered')?.ip).toBe('10.0.0.8');
    expect(await group.look(both)).toMatchObject({ isOther: false });
  });

  test('and turns out to be another node by its own word is let go at once, and does not come again', async () => {
    const group = startGroup({ ...CACHES });
    await group.look(['10.7.7.7:6379']);
    group.identify({ m1: 'id-1', '10.7.7.7:6379': 'id-1' });
    expect(await group.look(['10.7.7.7:6379'])).toMatchObject({ isOther: true, found: [], left: [] });
    group.identify({ m1: 'id-1' });
    expect(await group.look(['10.7.7.7:6379'])).toMatchObject({ isOther: false, found: [] });
  });

  test('again just as before changes nothing', async () => {
    const group = startGroup({ ...CACHES });
    expect(await group.look(['10.0.0.2:6379'])).toMatchObject({ isOther: true });
    const before = group.node('10.0.0.2:6379');
    expect(await group.look(['10.0.0.2:6379'], T + 5)).toMatchObject({ isOther: false });
    expect(group.node('10.0.0.2:6379')).toBe(before);
  });

  test('no more is marked, asked with the very same settings, and let go when its time is up', async () => {
    const group = startGroup({ ...CACHES });
    await group.look(['10.0.0.2:6379']);
    const before = group.settings('10.0.0.2:6379');
    expect(await group.look([], T + 5)).toMatchObject({ isOther: true, left: [] });
    expect(group.node('10.0.0.2:6379')?.discovered).toEqual({ by: ['m1'], unnamedSince: T + 5, barred: null });
    expect(group.settings('10.0.0.2:6379')).toBe(before);
    expect(await group.look([], T + 1_005)).toMatchObject({ isOther: true, found: [], left: [{ name: '10.0.0.2:6379' }] });
  });
});

describe('credentials', () => {
  test('are in no settings of a node outside of the networks, and it says why it is not asked', async () => {
    const group = startGroup({ evil: ['192.0.2.7'] });
    await group.look(['192.0.2.7:6379', 'evil:6380']);
    expect(group.settings('192.0.2.7:6379')).toMatchObject({ ip: null, secret: null });
    expect(group.node('192.0.2.7:6379')?.discovered?.barred).toMatch(/^found at 192\.0\.2\.7:6379 by m1, outside of discovery\.networks/);
    expect(group.settings('evil:6380')).toMatchObject({ ip: null, secret: null });
    expect(group.node('evil:6380')?.discovered?.barred).toMatch(/^found at evil:6380 \(192\.0\.2\.7\) by m1/);
  });

  test('outside, whose addresses come in another order, is the very same node; with another address it says so', async () => {
    const names: Record<string, readonly string[]> = { evil: ['192.0.2.7', '192.0.2.8'] };
    const group = startGroup(names);
    await group.look(['evil:6380']);
    const before = group.node('evil:6380');
    names.evil = ['192.0.2.8', '192.0.2.7'];
    expect(await group.look(['evil:6380'])).toMatchObject({ isOther: false });
    expect(group.node('evil:6380')).toBe(before);
    names.evil = ['192.0.2.9'];
    expect(await group.look(['evil:6380'])).toMatchObject({ isOther: true });
    expect(group.node('evil:6380')?.discovered?.barred).toContain('(192.0.2.9)');
  });

  test('are in none of a node whose name nobody knows', async () => {
    const group = startGroup({ gone: 'nobody' });
    await group.look(['gone:6379']);
    expect(group.settings('gone:6379')).toMatchObject({ ip: null, secret: null });
    expect(group.node('gone:6379')?.discovered?.barred).toBe('found as gone:6379 by m1, and not asked: nobody knows that name');
  });

  test('go to the address that was checked, of several to the one inside, and stay with it while the name comes to it or to nothing', async () => {
    const names: Record<string, readonly string[] | 'nobody'> = { two: ['192.0.2.7', '10.0.0.4', '10.0.0.5'] };
    const group = startGroup(names);
    await group.look(['two:6379']);
    expect(group.settings('two:6379')).toMatchObject({ host: 'two', ip: '10.0.0.4' });
    const before = group.settings('two:6379');
    names.two = ['10.0.0.5', '10.0.0.4'];
    await group.look(['two:6379']);
    names.two = 'nobody';
    await group.look(['two:6379']);
    expect(group.settings('two:6379')).toBe(before);
  });

  test('do not follow a name that comes to an address outside', async () => {
    const names: Record<string, readonly string[]> = { moved: ['10.0.0.4'] };
    const group = startGroup(names);
    await group.look(['moved:6379']);
    names.moved = ['192.0.2.7'];
    await group.look(['moved:6379']);
    expect(group.settings('moved:6379')).toMatchObject({ ip: null, secret: null });
  });
});
