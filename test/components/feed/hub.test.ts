import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Hub, type Tab } from '#components/feed/hub.ts';
import type { ToTab } from '#components/feed/messages.ts';
import { until } from '#test/fakes/until.ts';
import { type EventServer, startEventServer } from './event-server.ts';
import { FetchedEventSource } from './event-source.ts';
import { changeOf, heartbeatAt, LB1, liveRow, probeRow } from './made-up-events.ts';

const LONG = { timeout: 20_000 };

let server: EventServer;
let wallShift = 0;
const hubs: Hub[] = [];
const realNow = Date.now;

beforeEach(async () => {
  vi.stubGlobal('EventSource', FetchedEventSource);
  wallShift = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + wallShift);
  server = await startEventServer();
});

afterEach(async () => {
  for (const hub of hubs.splice(0)) hub.close();
  await server.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function openTab(hub: Hub) {
  const heard: ToTab[] = [];
  const tab: Tab = (message) => void heard.push(message);
  hub.receive(tab, { kind: 'hello', viewer: 'ann' });
  const of = <Kind extends ToTab['kind']>(kind: Kind) => heard.filter((each): each is Extract<ToTab, { kind: Kind }> => each.kind === kind);
  return { tab, heard, of, last: () => heard.at(-1), prove: (number: string) => hub.receive(tab, { kind: 'prove', number }) };
}

function openHub() {
  const hub = new Hub(server.url);
  hubs.push(hub);
  return { hub, ...openTab(hub) };
}

async function openServedHub() {
  const opened = openHub();
  await until('the first snapshot', () => opened.of('snapshot').length === 1);
  return opened;
}

describe('the hub', () => {
  test('passes on the snapshot, the changes and the heartbeats, in their order', async () => {
    const { heard } = await openServedHub();
    server.send('change', changeOf({ seq: 1, now: Date.now() }));
    server.send('heartbeat', heartbeatAt(Date.now()));
    server.send('change', changeOf({ seq: 2, now: Date.now() }));
    await until('all are there', () => heard.length === 4);
    expect(heard.map(({ kind }) => kind)).toEqual(['snapshot', 'change', 'heartbeat', 'change']);
    expect(heard[0]).toMatchObject({ proves: [] });
  });

  test('tells a new tab all that is known, under the time that it is now', async () => {
    server.snapshot = () => ({ probes: [probeRow(LB1, 1)], rows: { [LB1]: [liveRow('a')] } });
    const { hub, heard } = await openServedHub();
    server.send('change', changeOf({ seq: 1, now: Date.now(), rows: [liveRow('b')], probe: probeRow(LB1, 2) }));
    await until('the change is there', () => heard.length === 2);
    const heardAt = Date.now();
    await until('the last word is a while ago', () => Date.now() - heardAt > 260);
    const [first] = openTab(hub).of('snapshot');
    expect(first?.event).toMatchObject({ boot: 'boot-1', seqs: { haproxy: 1 }, probes: [{ newest: { observedAt: 2 } }] });
    expect(first?.event.rows[LB1]?.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(first?.event.now).toBeGreaterThanOrEqual(Date.now() - 20);
    expect(first?.heardMs).toBeLessThan(Date.now() - 250);
    expect(server.connections()).toBe(1);
  });

  test('holds one connection for any number of tabs', async () => {
    const { hub } = await openServedHub();
    const tabs = Array.from({ length: 10 }, () => openTab(hub));
    server.send('heartbeat', heartbeatAt(Date.now()));
    await until('all heard it', () => tabs.every(({ of }) => of('heartbeat').length === 1));
    expect(server.connections()).toBe(1);
  });

  test('tells nothing to a tab that has left', async () => {
    const { hub, tab, heard } = await openServedHub();
    const other = openTab(hub);
    hub.receive(tab, { kind: 'bye' });
    server.send('heartbeat', heartbeatAt(Date.now()));
    await until('the other heard it', () => other.of('heartbeat').length === 1);
    expect(heard).toHaveLength(1);
  });

  test('ends its connection when it is closed, and makes no other', async () => {
    const { hub } = await openServedHub();
    hub.close();
    await until('it is ended', () => server.open() === 0);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(server.connections()).toBe(1);
  });
});

describe('a lost connection', () => {
  test(
    'is told with the time of the next try, and made again after a 502',
    async () => {
      server.behave = 'refuse';
      const { of } = openHub();
      await until('two refusals were told', () => of('lost').length >= 2);
      expect(of('lost')[0]).toMatchObject({ reason: 'the connection to Vigil was lost or refused', retryInMs: expect.any(Number) });
      for (const { retryInMs } of of('lost')) expect(retryInMs).toBeLessThanOrEqual(6_000);
      server.behave = 'snapshot';
      await until('it heals', () => of('snapshot').length === 1, 8_000);
    },
    LONG.timeout,
  );

  test('to a server that was restarted brings what the new one knows', async () => {
    const { of } = await openServedHub();
    server.boot = 'boot-2';
    server.drop();
    await until('the new one is there', () => of('snapshot').length === 2);
    expect(of('snapshot')[1]?.event.boot).toBe('boot-2');
    server.send('change', { ...changeOf({ seq: 1, now: Date.now() }), boot: 'boot-2' });
    await until('its changes are taken', () => of('change').length === 1);
  });

  test(
    'that is open and silent is noticed, and made again',
    async () => {
      const { of } = await openServedHub();
      await until('the silence was told', () => of('lost').length === 1, 6_000);
      expect(of('lost')[0]?.reason).toBe('the connection is open and nothing comes over it');
      await until('it is made again', () => of('snapshot').length === 2, 3_000);
      expect(server.connections()).toBe(2);
    },
    LONG.timeout,
  );

  test('is told to a tab that comes later, with when the server was last heard', async () => {
    const { hub, of } = await openServedHub();
    const heardAt = of('snapshot')[0]?.heardMs;
    server.behave = 'refuse';
    server.drop();
    await until('it is lost', () => of('lost').length === 1);
    const later = openTab(hub);
    expect(later.heard.map(({ kind }) => kind)).toEqual(['snapshot', 'lost']);
    expect(later.of('snapshot')[0]?.heardMs).toBe(heardAt);
  });
});

describe('what does not fit', () => {
  test.each<[string, (now: number) => object]>([
    ['a change is missing', (now) => changeOf({ seq: 2, now })],
    ['a change comes twice', (now) => changeOf({ seq: 0, now })],
    ['a change is of another run of the server', (now) => ({ ...changeOf({ seq: 1, now }), boot: 'boot-9' })],
  ])('%s: it is not passed on, and everything is asked for anew', async (_name, change) => {
    const { of } = await openServedHub();
    server.send('change', change(Date.now()));
    await until('a new snapshot', () => of('snapshot').length === 2);
    expect(of('change')).toEqual([]);
    expect(server.connections()).toBe(2);
  });
});

describe('proof', () => {
  test('is given only by a connection that was made after it was asked for', async () => {
    const { of, prove } = await openServedHub();
    server.behave = 'mute';
    prove('n1');
    await until('a new connection', () => server.connections() === 2 && server.open() === 1);
    expect(of('snapshot')).toHaveLength(1);
    server.behave = 'snapshot';
    server.drop();
    await until('the snapshot', () => of('snapshot').length === 2);
    expect(of('snapshot')[1]?.proves).toEqual(['n1']);
    server.drop();
    await until('the next one', () => of('snapshot').length === 3);
    expect(of('snapshot')[2]?.proves).toEqual([]);
  });

  test('serves all tabs that wake together', async () => {
    const { hub, of, prove } = await openServedHub();
    const others = [openTab(hub), openTab(hub)];
    prove('n1');
    for (const [index, other] of others.entries()) other.prove(`n${index + 2}`);
    await until('all are proved', () => (of('snapshot').at(-1)?.proves.length ?? 0) > 0);
    expect(of('snapshot').at(-1)?.proves).toEqual(['n1', 'n2', 'n3']);
  });

  test('that is asked for again does not end the connection that will give it', async () => {
    const { of, prove } = await openServedHub();
    server.behave = 'mute';
    prove('n1');
    await until('a new connection', () => server.connections() === 2);
    for (let time = 0; time < 5; time += 1) prove('n1');
    await until('it is open', () => server.open() === 1);
    server.send('snapshot', { ...(of('snapshot')[0]?.event ?? {}), now: Date.now() });
    await until('it is proved', () => of('snapshot').length === 2);
    expect(server.connections()).toBe(2);
  });

  test('of nothing is in the snapshot that greets a tab', async () => {
    const { hub, prove } = await openServedHub();
    server.behave = 'mute';
    prove('n1');
    const [greeting] = openTab(hub).of('snapshot');
    expect(greeting?.proves).toEqual([]);
  });
});

describe('a clock of the browser that jumps', () => {
  test.each([
    ['set back', -3_600_000],
    ['set forward, or a sleep', 3_600_000],
  ])('(%s) stops the news until everything was asked for anew', async (_name, byMs) => {
    const { of } = await openServedHub();
    const serverNow = realNow();
    wallShift = byMs;
    server.snapshot = () => ({ now: realNow() });
    server.send('heartbeat', heartbeatAt(serverNow));
    await until('a new snapshot', () => of('snapshot').length === 2);
    expect(of('heartbeat')).toEqual([]);
    server.send('heartbeat', heartbeatAt(realNow()));
    await until('news again', () => of('heartbeat').length === 1);
  });

  test('while a snapshot is under way makes that one worthless', async () => {
    server.behave = 'mute';
    const { of } = openHub();
    await until('it is asked for', () => server.open() === 1);
    const before = realNow();
    wallShift = 3_600_000;
    server.behave = 'snapshot';
    server.boot = 'after the sleep';
    server.send('snapshot', { now: before, doubtBefore: 0, boot: 'before the sleep', build: 'b', seqs: {}, probes: [], rows: {} });
    await until('a snapshot', () => of('snapshot').length === 1);
    expect(of('snapshot').map(({ event }) => event.boot)).toEqual(['after the sleep']);
  });

  test('greets a new tab with nothing old, and asks anew', async () => {
    const { hub } = await openServedHub();
    wallShift = -3_600_000;
    const late = openTab(hub);
    expect(late.heard).toEqual([]);
    await until('it is served', () => late.of('snapshot').length === 1);
    expect(server.connections()).toBe(2);
  });
});
