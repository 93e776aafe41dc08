import { afterEach, expect, test } from 'vitest';
import type { Found } from '#lib/finding.ts';
import { provenSince } from '#lib/issues/tally.ts';
import { sourceId } from '#lib/reading.ts';
import type { System } from '#lib/system.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from '#test/http/native-server.ts';
import { answers, pretendSystem } from '#test/poll/pretend-system.ts';

let server: NativeServer | null = null;
afterEach(() => server?.close());

const APART: Found = {
  ...{ id: 'apart', kind: 'disagreement', title: 'Disagreement', subject: 'it', place: '', host: null, rows: [], followsRows: false },
  ...{ judged: { status: 'warning', since: null }, told: ['apart'], nodes: ['a', 'b'], probe: 'stats' },
};

test('all being well is not proven since before nodes that disagreed came to agree, though neither of them changed', async () => {
  const pretended = pretendSystem({ nodes: { a: answers, b: answers }, intervalMs: 60, timeoutMs: 40, group: 'pair' });
  let isApart = true;
  const system: System = { ...pretended.system, name: 'pair', witness: () => (isApart ? [APART] : []) };
  server = await startNativeServer({ estates: [{ system, groups: [{ name: 'pair', title: 'Pair', nodes: pretended.nodes }] }] });
  const { engine } = server;
  const parts = () =>
    engine.feed
      .probes()
      .filter(({ source }) => source.system === 'pair')
      .map((probe) => ({ probe, rows: [...engine.judge.judgement(sourceId(probe.source)).rows.values()] }));
  await until('both were read and disagree', () => provenSince(parts()) !== null && engine.witnesses.findings().length > 0);
  const before = provenSince(parts()) ?? Number.NaN;
  await until('it is later', () => engine.clock.now() > before + 1);
  const sent: string[] = [];
  const take = (bytes: Buffer) => void sent.push(bytes.toString());
  engine.feed.join({ viewer: 'ann', views: new Set(['pair']), send: take, unsentBytes: () => 0, end: () => undefined });
  const righted = engine.clock.now();
  isApart = false;
  await until('they agree', () => engine.witnesses.findings().length === 0);
  expect(provenSince(parts())).toBeGreaterThanOrEqual(righted);
  // A browser that is told that nothing is wrong is told with it since when.
  const told = sent.findIndex((event) => event.startsWith('event: findings') && event.includes('"gone":["apart"]'));
  const next = sent.slice(told + 1).find((event) => event.startsWith('event: change'));
  expect(JSON.parse(/^data: (.+)$/m.exec(next ?? '')?.[1] ?? '{}').change?.probe.heldSince).toBeGreaterThanOrEqual(righted);
  expect(sent[told + 1]).toBe(next);
});
