import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KeptFound } from '#lib/discovery/found-file.ts';
import { LiveGroup } from '#lib/discovery/live-estates.ts';
import { watchMembers } from '#lib/discovery/members.ts';
import type { KeptFile } from '#lib/state/kept-file.ts';
import type { Discovery, System } from '#lib/system.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);
const LOOK_MS = 2_000;

beforeEach(() => void vi.useFakeTimers({ now: T }));
afterEach(() => void vi.useRealTimers());

/** The discovery of a group of one configured node that names whomever it is told to, and is looked at whenever the time is. */
function start(disk: { isFull: boolean }) {
  const told = { names: [] as readonly string[] };
  const discovery: Discovery<unknown> = {
    naming: (nodes) => ({
      members: told.names.map((host) => ({ host, port: 1, kind: 'data', by: 'seed' })),
      heard: nodes.map(({ node }) => node),
    }),
    placeOf: () => ({ host: '127.0.0.1', port: 9 }),
    identityOf: () => null,
  };
  const system = { name: 'growing', knock: 'stats', probes: [], discovery } as unknown as System;
  const seed = { name: 'seed', address: 'seed', host: null, tags: [], settings: {} };
  const rules = { networks: ['127.0.0.0/8'], forgetAfterMs: 1, tags: [], settingsOf: () => ({}) };
  const group = new LiveGroup({ name: 'web', title: 'Web', nodes: [seed] }, rules);
  const file: KeptFile<KeptFound> = {
    ...{ kept: { groups: [] }, setAside: null, path: 'discovered.json', unkept: () => null, remove: async () => undefined },
    async draft() {
      if (disk.isFull) throw new Error('no space');
      return { commit: async () => undefined, discard: async () => undefined };
    },
  };
  let changed: () => void = () => undefined;
  const members = watchMembers({
    ...{ estates: [{ system, groups: [group] }], hosts: [], file, onChange: () => undefined, onError: () => undefined },
    judge: {
      subscribe(listener) {
        changed = () => listener({ system: 'growing', group: 'web', node: 'seed', probe: 'stats' });
        return () => undefined;
      },
      moment: () => ({ now: Date.now(), doubtBefore: 0 }),
    },
    nodesOf: () => group.nodes.map(({ name, settings }) => ({ node: name, settings, windows: {} })),
    resolve: async (host) => ({ is: 'found', addresses: [host] }),
  });
  /** Some looks later. */
  const look = async (...names: string[]): Promise<void> => {
    told.names = names;
    for (const _ of [1, 2, 3]) {
      changed();
      await vi.advanceTimersByTimeAsync(LOOK_MS);
    }
  };
  const said = (): string[] => members.findings().map(({ id, verdict }) => `${verdict.status} ${id}`);
  return { members, look, said };
}

test('that a node was let go is said once, anew when it is let go again, and not while it is there again', async () => {
  const { members, look, said } = start({ isFull: false });
  await look('127.0.0.5');
  await look();
  expect(said()).toEqual(['ok discovery left 127.0.0.5:1']);
  expect(members.findings()[0]?.subject).toBe('127.0.0.5:1');
  await look('127.0.0.5');
  expect(said()).toEqual([]);
  await look();
  expect(said()).toEqual(['ok discovery left 127.0.0.5:1']);
  await members.stop();
});

test('that what was found is not on disk is a warning for as long as it is so', async () => {
  const disk = { isFull: true };
  const { members, look, said } = start(disk);
  await look('127.0.0.5');
  expect(said()).toEqual(['warning discovery not kept']);
  expect(members.findings()[0]?.verdict.reason).toContain('not known after a restart until others name it: no space');
  disk.isFull = false;
  await vi.advanceTimersByTimeAsync(60_000);
  await look('127.0.0.5');
  expect(said()).toEqual([]);
  await members.stop();
});
