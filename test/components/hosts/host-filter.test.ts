import { describe, expect, test } from 'vitest';
import { filterHosts, type HostSort, readSort, sortHosts } from '#components/hosts/host-filter.ts';
import { readAgo } from '../estate.ts';
import { down, drained, judged, part, up } from './judged.ts';

const HOSTS = judged([
  part('lb05', [up('web01'), down('web02'), drained('web10'), up('web9')]),
  part('lb06', [up('web01'), down('web02'), drained('web10')], readAgo(4_000)),
]);

const names = (hosts: typeof HOSTS): string[] => hosts.map(({ name }) => name);

describe('a filter lets through', () => {
  test.each([
    ['everything when nothing is typed', '', ['web01', 'web02', 'spare', 'rack-lb05', 'rack-lb06', 'web10', 'web9']],
    ['a status', 'status:critical', ['web02']],
    ['a tag that there is, by itself alone', 'tag:prod', ['web01']],
    ['a part of a tag, wherever it stands', 'tag:pro', ['web01', 'web02']],
    ['the tags of a node on it', 'tag:edge', ['rack-lb05', 'rack-lb06']],
    ['a node that lives on it', 'node:lb06', ['rack-lb06']],
    ['a system that knows it', 'system:haproxy host:web', ['web01', 'web02', 'web10', 'web9']],
    ['a group by its title', 'group:public host:rack', ['rack-lb05', 'rack-lb06']],
    ['a host by another name of it', 'host:10.0.0.1', ['web01']],
    ['a host that there is, by itself alone', 'host:web9', ['web9']],
    ['what it does', 'role:be_web role:out', ['web02', 'web10']],
    ['all terms at once', 'web status:ok', ['web01', 'web9']],
    ['a word wherever it stands', 'l4con', ['web02']],
  ])('%s', (_name, text, found) => expect(names(filterHosts(HOSTS, text))).toEqual(found));
});

test.each<[string, HostSort, string[]]>([
  ['worst first and then by name', 'status', ['web02', 'spare', 'web10', 'rack-lb05', 'rack-lb06', 'web01', 'web9']],
  ['by name as people count', 'name', ['rack-lb05', 'rack-lb06', 'spare', 'web01', 'web02', 'web9', 'web10']],
  ['the oldest reading first, without one last', 'age', ['rack-lb06', 'web01', 'web02', 'web9', 'web10', 'rack-lb05', 'spare']],
])('hosts stand %s', (_name, sort, expected) => {
  expect(names(sortHosts(HOSTS, sort)).filter((name) => expected.includes(name))).toEqual(expected);
});

test('an order that is not known is that of the status', () => {
  expect(['name', 'age', 'status', '', 'nonsense'].map(readSort)).toEqual(['name', 'age', 'status', 'status', 'status']);
});
