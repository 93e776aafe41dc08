import { fromSnapshot, type Replica } from '#components/feed/replica.ts';
import type { Mark } from '#lib/act/outcome.ts';
import { type Attention, NO_ATTENTION } from '#lib/attention/attention.ts';
import { createClock, machineTicks } from '#lib/clock.ts';
import { composeProbeRow, type ProbeCard } from '#lib/feed/compose.ts';
import type {
  AttentionEvent,
  ChangeEvent,
  FindingsEvent,
  HeartbeatEvent,
  MarksEvent,
  SnapshotEvent,
  TimersEvent,
} from '#lib/feed/events.ts';
import { Feed, type Subscriber } from '#lib/feed/feed.ts';
import type { Finding, NodeEvent } from '#lib/finding.ts';
import { Judge, type Subject } from '#lib/judge/judge.ts';
import { type Source, sourceId } from '#lib/reading.ts';
import { createStore } from '#lib/store/store.ts';
import { keepTrends, type Measure } from '#lib/store/trends.ts';
import type { Timer } from '#lib/timers.ts';

export const T = Date.UTC(2026, 0, 5, 14, 2);

export type Rows = Record<string, unknown>;
export type Event =
  | { kind: 'snapshot'; data: SnapshotEvent }
  | { kind: 'change'; data: ChangeEvent }
  | { kind: 'marks'; data: MarksEvent }
  | { kind: 'findings'; data: FindingsEvent }
  | { kind: 'attention'; data: AttentionEvent }
  | { kind: 'timers'; data: TimersEvent }
  | { kind: 'heartbeat'; data: HeartbeatEvent };

const source = (system: string, node: string): Source => ({ system, group: 'web', node, probe: 'stats' });
export const SOURCES = [source('haproxy', 'lb1'), source('haproxy', 'lb2'), source('redis', 'cache1')];
export const [LB1, LB2, CACHE1] = SOURCES as [Source, Source, Source];

function cardOf(of: Source): ProbeCard {
  return {
    ...{ source: of, question: 'stats', systemTitle: of.system, groupTitle: of.group, address: of.node },
    ...{ host: null, tags: [], notes: [] },
    ...{ intervalMs: 5_000, timeoutMs: 2_000, staleAfterMs: 9_000, staleAfterWhy: null, vital: true, scope: 'node' },
    acting: null,
  };
}

function subjectOf(of: Source): Subject {
  return {
    ...{ source: of, staleAfterMs: 9_000, vital: true },
    judge: (window) => ({
      judged: { status: 'ok', reason: 'it answers', since: null },
      rows: Object.entries(window[0]?.value as Rows).map(([id, said]) => ({
        id,
        judged: { status: 'ok', reason: 'fine', since: null },
        value: { said },
      })),
    }),
  };
}

/** The events in what one send carried; throws on what is not whole. */
function readEvents(bytes: Buffer): Event[] {
  const text = bytes.toString('utf8');
  if (!text.endsWith('\n\n')) throw new Error('an event without an end');
  return text
    .slice(0, -2)
    .split('\n\n')
    .map((event) => {
      const parts = /^event: (snapshot|change|marks|findings|attention|timers|heartbeat)\ndata: ([^\n]+)$/.exec(event);
      if (!parts) throw new Error(`not an event: ${event.slice(0, 100)}`);
      return { kind: parts[1], data: JSON.parse(parts[2] ?? '') } as Event;
    });
}

const ALL = new Set(SOURCES.map(({ system }) => system));

/** Somebody who listens, and all that he was sent. */
export function listen(unsent = () => 0, views: ReadonlySet<string> = ALL) {
  const sent: Buffer[] = [];
  let ended = 0;
  const end = () => {
    ended += 1;
  };
  const subscriber: Subscriber = { viewer: 'ann', views, send: (bytes) => void sent.push(bytes), unsentBytes: unsent, end };
  return {
    ...{ subscriber, sent },
    ended: () => ended,
    events: () => sent.flatMap(readEvents),
    changes: () => sent.flatMap(readEvents).flatMap((event) => (event.kind === 'change' ? [event.data] : [])),
  };
}

function markOn(of: Source): Mark {
  return {
    ...{ system: of.system, group: of.group, node: of.node, row: 'web1', action: 'drain', wanted: 'drain' },
    ...{ by: 'ann', at: T, reason: `on ${of.node}`, until: null, id: 'action-1' },
  };
}

function findingOn({ system, group, node, probe }: Source): Finding {
  return {
    ...{
      system,
      group,
      id: `state of web1 on ${node}`,
      kind: 'disagreement',
      title: 'Disagreement',
      subject: 'web1',
      place: '',
      host: null,
    },
    verdict: { status: 'warning', reason: `on ${node}`, since: { at: T, how: 'seen' } },
    ...{ told: [`on ${node}`], nodes: [node], probe, rows: [{ node, row: 'web1' }], followsRows: false },
  };
}

function timerOn({ system, group, node }: Source): Timer {
  const order = { system, action: 'return', input: { server: `web1 on ${node}` } };
  return {
    ...{ id: `timer on ${node}`, order, title: `Return web1 on ${node}`, groups: [group], dueAt: T + 3_600_000 },
    ...{ by: 'ann', setAt: T, reason: null, state: { is: 'waiting' } },
  };
}

const pick = ({ system, group }: Source) => ({ system, group });
const isIn = (of: Source) => (one: { system: string; group: string }) => one.system === of.system && one.group === of.group;

/** A feed over a store and a judge of its own, and what can happen to it. */
export function startFeed() {
  const marks: Mark[] = [];
  const findings: Finding[] = [];
  const events: NodeEvent[] = [];
  let attention: Attention = NO_ATTENTION;
  const timers: Timer[] = [];
  const clock = createClock(machineTicks);
  const onError = (error: unknown) => {
    throw error;
  };
  const store = createStore(onError);
  const measure: Measure = ([newest]) => [{ name: 'Rows', unit: '', value: Object.keys((newest?.value ?? {}) as Rows).length || null }];
  const trends = keepTrends(store, new Map(SOURCES.map((of) => [sourceId(of), measure])));
  const judge = new Judge(clock, store, SOURCES.map(subjectOf), onError);
  const madeOf = (id: string) => ({
    judgement: judge.judgement(id),
    heldSince: judge.heldSince(id),
    keyFigures: trends.read(id),
    plan: null,
  });
  const compose = (of: Source) => composeProbeRow(cardOf(of), store.read(sourceId(of)), madeOf(sourceId(of)));
  const feed = new Feed({
    boot: 'boot-1',
    build: 'build-1',
    judge,
    sources: () => SOURCES,
    compose,
    marks: () => marks,
    findings: () => findings,
    events: () => events,
    attention: () => attention,
    timers: () => timers,
    hosts: (views) => (views.has('redis') ? [{ name: 'rack-of-cache1', aliases: [], tags: ['secret'] }] : []),
  });
  judge.start();
  feed.start();
  return {
    feed,
    mark: (of: Source) => {
      marks.push(markOn(of));
      feed.marksChanged(of.system);
    },
    find: (of: Source) => {
      const found = findingOn(of);
      findings.push(found);
      events.push({ system: of.system, group: of.group, node: of.node, from: T - 5_000, to: T, words: 'restarted or reloaded' });
      feed.findingsChanged({ ...pick(of), findings: [found], gone: [], events: events.filter(isIn(of)) });
    },
    settle: (of: Source) => {
      const { id } = findingOn(of);
      findings.splice(0, Infinity, ...findings.filter((one) => one.id !== id || !isIn(of)(one)));
      feed.findingsChanged({ ...pick(of), findings: [], gone: [id], events: null });
    },
    attend: (to: Attention) => {
      attention = to;
      feed.attentionChanged();
    },
    time: (of: Source) => {
      timers.push(timerOn(of));
      feed.timersChanged();
    },
    reads: (of: Source, rows: Rows) => {
      const at = clock.now();
      store.finish(of, { at, tookMs: 1, reading: { value: rows, observedAt: at, producedAt: null, source: of }, failure: null }, 2);
    },
    fails: (of: Source) => {
      const failure = { kind: 'timeout', message: 'no answer', node: of.node, question: 'stats', received: null } as const;
      store.finish(of, { at: clock.now(), tookMs: 1, reading: null, failure }, 2);
    },
  };
}

export function joined(feed: Feed): Replica {
  const listener = listen();
  feed.join(listener.subscriber)();
  const [first] = listener.events();
  if (first?.kind !== 'snapshot') throw new Error('the first event is no snapshot');
  return fromSnapshot(first.data);
}
