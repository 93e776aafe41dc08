import { mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';
import { until } from '#test/fakes/until.ts';
import { startNativeServer } from '#test/http/native-server.ts';
import { HAPROXY, type HaproxyProcess, startHaproxy } from './haproxy-process.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const DEADLINE_MS = 20_000;
const PROXIES = 'backend web\n  server web01 127.0.0.1:1';

async function startLb(options: { mode?: 'master'; statsPort?: number } = {}): Promise<HaproxyProcess> {
  const lb = await startHaproxy({ proxies: PROXIES, ...options });
  closing.push(() => lb.stop());
  return lb;
}

/** Watches it by its statistics page and by the socket at this path. */
async function watch(url: string, socket: string) {
  const read = haproxySection.read({ interval: '1s', timeout: '600ms', groups: [{ name: 'live', nodes: [{ name: 'lb1', url, socket }] }] });
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join('; '));
  const vigil = await startNativeServer({ estates: [{ system: haproxy, groups: read.groups }] });
  closing.push(() => vigil.close());
  const readTimes = (probe: string): number => {
    const row = vigil.engine.feed.probes().find(({ source }) => source.system === 'haproxy' && source.probe === probe);
    return row?.newest?.observedAt ?? 0;
  };
  const untilReadAfter = (at: number) => until('both were read', () => readTimes('stats') > at && readTimes('info') > at, DEADLINE_MS);
  await untilReadAfter(0);
  return { events: () => vigil.engine.witnesses.events(), untilReadAfter };
}

describe.skipIf(HAPROXY === null)('a new process of a real HAProxy whose socket is read', () => {
  test('after a reload is one event, at the moment that the process tells', async () => {
    const lb = await startLb({ mode: 'master' });
    const { events, untilReadAfter } = await watch(lb.url, lb.sockets.user);
    await until('it has run for a while', async () => /Uptime_sec: ([4-9]|\d\d)/.test(await lb.command('show info')), DEADLINE_MS);
    const reloadedAt = Date.now();
    lb.signal('SIGUSR2');
    await until('it is told', () => events().some(({ from, to }) => from === to), DEADLINE_MS);
    for (const _ of [1, 2, 3]) await untilReadAfter(Date.now());
    expect(events()).toMatchObject([{ node: 'lb1', words: 'restarted or reloaded' }]);
    expect(Math.abs((events()[0]?.to ?? 0) - reloadedAt)).toBeLessThan(3_000);
  });

  test('after an end and a start, with nothing counted yet, is one event', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-restart-'));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const link = join(folder, 'lb.sock');
    const first = await startLb();
    symlinkSync(first.sockets.user, link);
    const { events, untilReadAfter } = await watch(first.url, link);
    await first.stop();
    const second = await startLb({ statsPort: first.statsPort });
    symlinkSync(second.sockets.user, `${link}.new`);
    renameSync(`${link}.new`, link);
    await until('it is told', () => events().some(({ from, to }) => from === to), DEADLINE_MS);
    for (const _ of [1, 2, 3]) await untilReadAfter(Date.now());
    expect(events()).toMatchObject([{ node: 'lb1', words: 'restarted or reloaded' }]);
  });
});
