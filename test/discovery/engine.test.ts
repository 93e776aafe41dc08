import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SnapshotEvent } from '#lib/feed/events.ts';
import type { Discovering, Discovery, System } from '#lib/system.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from '#test/http/native-server.ts';
import { answers, hangs, type Pretended, pretendSystem, refuses } from '#test/poll/pretend-system.ts';

const DEADLINE_MS = 15_000;

// What is named is looked at every two seconds.
vi.setConfig({ testTimeout: 60_000 });

const open: NativeServer[] = [];
afterEach(async () => {
  for (const vigil of open.splice(0)) {
    await vigil.close();
    expect(vigil.errors).toEqual([]);
  }
});

/** An engine over one configured node, "seed", that names whomever it is told to. The places of nodes are their names on port 1. */
async function start(forgetAfterMs: number, networks: readonly string[] = ['127.0.0.0/8'], kept: string | null = null) {
  const of = pretendSystem({
    nodes: { seed: answers, '127.0.0.5:1': answers, '127.0.0.6:1': answers, '127.0.0.7:1': answers },
    intervalMs: 100,
  });
  const told: { names: readonly string[] } = { names: [] };
  const discovery: Discovery<unknown> = {
    naming: (nodes) => ({
      members: told.names.map((host) => ({ host, port: 1, kind: 'data', by: 'seed' })),
      heard: nodes.filter(({ windows }) => (windows.stats?.length ?? 0) > 0).map(({ node }) => node),
    }),
    placeOf: (settings) => ({ host: `${(settings as { name: string }).name}.invalid`, port: 1 }),
    identityOf: () => null,
  };
  const system: System = { ...of.system, name: 'growing', discovery };
  const group: Discovering<unknown> = {
    networks,
    forgetAfterMs,
    tags: [],
    settingsOf: ({ name }) => ({ name, intervalMs: 100, timeoutMs: 50 }),
  };
  const nodes = of.nodes.filter(({ name }) => name === 'seed');
  const estates = [{ system, groups: [{ name: 'web', title: 'Web', nodes, discovery: group }] }];
  const at = { folder: '' };
  const prepare = async (folder: string): Promise<void> => {
    at.folder = folder;
    if (kept !== null) await writeFile(join(folder, 'discovered.json'), kept);
  };
  const vigil = await startNativeServer({ estates, access: { anonymous: ['growing'] }, prepare });
  open.push(vigil);
  return { of, vigil, folder: at.folder, tell: (...names: string[]) => Object.assign(told, { names }) };
}

function nodesOf({ engine }: NativeServer): string[] {
  return engine.feed.probes().flatMap(({ source }) => (source.system === 'growing' ? [source.node] : []));
}

/** Somebody who looks, and the snapshots that he was sent. */
function look({ engine }: NativeServer): () => SnapshotEvent[] {
  const sent: Buffer[] = [];
  engine.feed.join({
    ...{ viewer: 'ann', views: new Set(['growing']), unsentBytes: () => 0, end: () => undefined },
    send: (bytes) => void sent.push(bytes),
  });
  return () =>
    sent.map(String).flatMap((text) => (text.startsWith('event: snapshot') ? [JSON.parse(text.split('\n')[1]?.slice(6) ?? '')] : []));
}

function timesAsked(of: Pretended): number {
  return of.times('127.0.0.5:1');
}

describe('a node that is named while Vigil runs', () => {
  test('is asked, judged and told to whoever looks, and its rows can be opened', async () => {
    const { vigil, tell } = await start(60_000);
    const snapshots = look(vigil);
    tell('127.0.0.5');
    await until('a new snapshot has it', () => snapshots().at(-1)?.probes.length === 2, DEADLINE_MS);
    expect(snapshots()).toHaveLength(2);
    expect(
      snapshots()
        .at(-1)
        ?.probes.map(({ nextAt }) => nextAt),
    ).not.toContain(null);
    await until('it is read', () => vigil.engine.judge.judgement('growing/web/127.0.0.5:1/stats').verdict?.status === 'ok', DEADLINE_MS);
    expect(vigil.engine.figures('growing/web/127.0.0.5:1/stats', 'row')).toMatchObject({ figures: { said: 'fine' } });
    expect(vigil.engine.notes({ system: 'growing', group: 'web', node: '127.0.0.5:1' })).toEqual([]);
    expect(vigil.engine.watching.findTarget({ is: 'node', system: 'growing', group: 'web', node: '127.0.0.5:1' })).not.toBeNull();
    expect(vigil.engine.costs().systems.find(({ name }) => name === 'growing')).toMatchObject({ nodes: 2 });
  });

  test('is let go when nobody names it, its time is up and it does not answer: nothing of it is kept but the word of it', async () => {
    const { of, vigil, tell } = await start(200);
    tell('127.0.0.5');
    await until('it is asked', () => timesAsked(of) > 0, DEADLINE_MS);
    const snapshots = look(vigil);
    of.set('127.0.0.5:1', refuses);
    tell();
    await until('it is gone', () => nodesOf(vigil).length === 1, DEADLINE_MS);
    expect(of.closed).toEqual(['127.0.0.5:1']);
    expect(vigil.engine.judge.judgement('growing/web/127.0.0.5:1/stats').verdict).toBeNull();
    const last = snapshots().at(-1);
    expect(last?.probes).toHaveLength(1);
    await until('it is said', async () => {
      const later = look(vigil)().at(-1);
      return later?.findings.some(({ title, verdict }) => title === 'Let go' && verdict.status === 'ok') ?? false;
    });
    const asked = timesAsked(of);
    await until('the other goes on being asked', () => of.times('seed') > asked + 10, DEADLINE_MS);
    expect(timesAsked(of)).toBe(asked);
  });

  test('is kept over a restart: one that is down by then, and is named by nobody, stays to be seen', async () => {
    const before = await start(60_000);
    before.tell('127.0.0.5');
    const read = (): Promise<string> => readFile(join(before.folder, 'discovered.json'), 'utf8').catch(() => '');
    await until('it is written', async () => (await read()).includes('127.0.0.5:1'), DEADLINE_MS);
    const kept = await read();
    const { of, vigil } = await start(60_000, undefined, kept);
    of.set('127.0.0.5:1', refuses);
    await until('it is there', () => nodesOf(vigil).includes('127.0.0.5:1'), DEADLINE_MS);
    const own = () => vigil.engine.feed.probes().find(({ source }) => source.node === '127.0.0.5:1');
    await until('it is marked', () => own()?.discovered?.unnamedSince != null, DEADLINE_MS);
    expect(own()?.discovered?.by).toEqual(['seed']);
    await until('it is critical', () => own()?.attempt?.failure?.kind === 'refused', DEADLINE_MS);
  });

  test('is known no more where what was kept cannot be believed, which is put aside', async () => {
    const nobody = '{"groups":[{"system":"growing","group":"web","members":[{"name":"x","host":"","port":0}]}]}';
    const { vigil, folder, tell } = await start(60_000, undefined, nobody);
    expect((await readdir(folder)).filter((name) => name.startsWith('discovered.json.not-believed'))).toHaveLength(1);
    tell('127.0.0.5');
    await until('another is found', () => nodesOf(vigil).includes('127.0.0.5:1'), DEADLINE_MS);
  });

  test('stays for as long as it answers, though nobody names it any more, and is marked', async () => {
    const { vigil, tell } = await start(1);
    tell('127.0.0.6');
    await until('it is there', () => nodesOf(vigil).length === 2, DEADLINE_MS);
    tell();
    const marked = () => vigil.engine.feed.probes().find(({ discovered }) => typeof discovered?.unnamedSince === 'number');
    await until('it is marked', () => marked() !== undefined, DEADLINE_MS);
    tell('127.0.0.7');
    await until('another one came, some looks later', () => nodesOf(vigil).length === 3, DEADLINE_MS);
    expect(nodesOf(vigil)).toEqual(['seed', '127.0.0.6:1', '127.0.0.7:1']);
  });

  test('stays where the one that named it does not answer any more', async () => {
    const { of, vigil, tell } = await start(1);
    tell('127.0.0.5');
    await until('it is there', () => nodesOf(vigil).length === 2, DEADLINE_MS);
    for (const node of ['seed', '127.0.0.5:1']) of.set(node, hangs);
    tell();
    await until('both are stale', () => staleIn(vigil) === 2, DEADLINE_MS);
    expect(nodesOf(vigil)).toEqual(['seed', '127.0.0.5:1']);
  });

  test('outside of the networks is never connected to, and critical at once', async () => {
    const { of, vigil, tell } = await start(60_000, ['10.0.0.0/8']);
    tell('127.0.0.5');
    await until(
      'it is critical',
      () => vigil.engine.feed.probes().some(({ attempt }) => attempt?.failure?.kind === 'permission'),
      DEADLINE_MS,
    );
    expect(timesAsked(of)).toBe(0);
  });

  test('beyond two hundred is said in words', async () => {
    const { vigil, tell } = await start(60_000, ['10.0.0.0/8']);
    tell(...Array.from({ length: 203 }, (_, i) => `192.0.2.${i}`));
    await until('two hundred are there', () => nodesOf(vigil).length === 201, DEADLINE_MS);
    const found = look(vigil)()[0]?.findings.find(({ title }) => title === 'Not all asked');
    expect(found?.verdict).toMatchObject({ status: 'warning', reason: expect.stringMatching(/^3 more nodes are named and not asked/) });
  });
});

function staleIn({ engine }: NativeServer): number {
  const moment = engine.judge.moment();
  return engine.feed
    .probes()
    .filter(({ source, newest, staleAfterMs }) => source.system === 'growing' && (newest?.observedAt ?? 0) + staleAfterMs < moment.now)
    .length;
}
