import { describe, expect, test } from 'vitest';
import type { Findable } from '#components/finding/findable.ts';
import { rank } from '#components/finding/rank.ts';
import { findMachines, findNodes } from '#components/finding/things.ts';
import type { BoardTime } from '#components/reading/board-context.tsx';
import type { HostCard } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import { failing, MOMENT, NEVER_READ, NOW, ownProbe, probe, readAgo, row, SILENT } from '../estate.ts';

const at = (moment: Moment = MOMENT): BoardTime => ({ own: moment, board: moment });
const names = (found: readonly Findable[]) => found.map(({ name }) => name);

const PROBES = [
  probe({ address: '10.0.0.5:8404' }),
  probe(readAgo(60_000), 'lb06'),
  probe(failing('refused', 5_000, 'connection refused'), 'lb07'),
  probe({}, 'lb'),
];

describe('nodes and groups', () => {
  const nodes = findNodes(PROBES);

  test.each<[string, string, string[]]>([
    ['nothing typed: trouble first, in the order of the configuration among equals', '', ['Public', 'lb07', 'lb06', 'lb05', 'lb']],
    ['the exact name before trouble that only begins so', 'lb', ['lb', 'lb07', 'lb06', 'lb05']],
    ['trouble before calm among those that begin so', 'lb0', ['lb07', 'lb06', 'lb05']],
    ['whatever the case', 'LB05', ['lb05']],
    ['by its group and name', 'public/lb06', ['lb06']],
    ['by its address', '10.0.0.5', ['lb05']],
    ['by words in any order', '06 haproxy', ['lb06']],
    ['the title of a group before the nodes in it', 'public', ['Public', 'lb07', 'lb06', 'lb05', 'lb']],
    ['nothing', 'redis', []],
  ])('%s', (_name, text, expected) => expect(names(rank(nodes, text, at()))).toEqual(expected));

  test('each leads to where it stands', () => {
    expect(nodes.map(({ leads }) => leads)).toContainEqual({ to: 'path', path: '/haproxy#haproxy%2Fpublic%2Flb06' });
    expect(nodes[0]?.leads).toEqual({ to: 'path', path: '/haproxy#haproxy%2Fpublic' });
  });

  test("Vigil's own probes are none of them", () => expect(findNodes([ownProbe()])).toEqual([]));

  test('how each is, is told as the page tells it, and by the time at which it is asked', () => {
    const look = (name: string, moment: Moment) => nodes.find((one) => one.name === name)?.look(at(moment));
    expect(look('lb05', MOMENT)).toMatchObject({ status: 'ok', says: 'ok' });
    expect(look('lb06', MOMENT)).toMatchObject({ status: 'stale', says: 'stale 1m 00s, was ok' });
    expect(look('lb07', MOMENT)).toMatchObject({ status: 'critical', says: 'critical: connection refused' });
    expect(look('lb05', { now: NOW + 60_000, doubtBefore: 0 })).toMatchObject({ status: 'stale' });
  });

  test('a group is as old as its oldest reading', () => {
    expect(nodes[0]?.look(at())?.oldest?.source.node).toBe('lb06');
  });

  test('nothing is ok while the feed is silent', () => {
    const statuses = nodes.map((one) => one.look(at(SILENT))?.status);
    expect(statuses).not.toContain('ok');
    expect(new Set(statuses)).toEqual(new Set(['stale', 'critical']));
  });
});

describe('hosts', () => {
  const CARDS: HostCard[] = [
    { name: 'NY-WEB01', aliases: ['web01'], tags: ['rack-7'] },
    { name: 'spare', aliases: [], tags: [] },
  ];
  const down = row({ name: 'web01' }, 'critical', 'down: L4CON');
  const parts = [
    { probe: probe({ host: 'lb05.example' }), rows: [down, row({ name: 'web02' })] },
    { probe: probe(readAgo(60_000), 'lb06'), rows: [row({ name: 'web02' })] },
  ];
  const hosts = findMachines(parts, CARDS);
  const look = (name: string) => hosts.find((one) => one.name === name)?.look(at());

  test('are those of the configuration, those of nodes and those that rows are about, each once', () => {
    expect(names(hosts).sort()).toEqual(['NY-WEB01', 'lb05.example', 'spare', 'web02']);
  });

  test.each([
    ['its alias', 'web01'],
    ['its tag', 'rack-7'],
    ['its name in small letters', 'ny-web01'],
  ])('one is found by %s', (_name, text) => expect(names(rank(hosts, text, at()))).toEqual(['NY-WEB01']));

  test('one is as bad as the worst that is told of it, and says by whom', () => {
    expect(look('NY-WEB01')).toMatchObject({ status: 'critical', says: 'critical: be_web on lb05: down: L4CON' });
  });

  test.each([
    ['refuses since it was read', failing('refused', 1_000, 'connection refused')],
    ['was never read', NEVER_READ],
  ])('one of which a balancer tells that %s is not ok, though the other says so', (_name, over) => {
    const rows = [row({ kind: 'backend', name: 'BACKEND' }), row({ name: 'web02' })];
    const told = [
      { probe: probe(), rows },
      { probe: probe(over, 'lb06'), rows: 'newest' in over ? [] : rows },
    ];
    const [web02] = findMachines(told, []).filter(({ name }) => name === 'web02');
    expect(web02?.look(at())?.status).toBe('stale');
  });

  test('one that an old reading tells of is stale, and as old as that', () => {
    expect(look('web02')).toMatchObject({ status: 'stale', oldest: { source: { node: 'lb06' } } });
  });

  test('one of which nothing is read is unknown and not ok', () => {
    expect(look('spare')).toMatchObject({ status: 'unknown', says: 'unknown: no node of it is asked, and no reading names it' });
  });

  test('one leads to its page, whatever is in its name', () => {
    const [odd] = findMachines([], [{ name: 'a/b c', aliases: [], tags: [] }]);
    expect(odd?.leads).toEqual({ to: 'path', path: '/hosts/a%2Fb%20c' });
  });
});
