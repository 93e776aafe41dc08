import { describe, expect, test } from 'vitest';
import { OVERVIEW, readWall, type WallQuery } from '#components/tv/wall-settings.ts';

const HAPROXY = { name: 'haproxy', title: 'HAProxy', system: 'haproxy' };
const REDIS = { name: 'redis', title: 'Redis', system: 'redis' };
const read = (query: WallQuery) => readWall(query, { all: [OVERVIEW, HAPROXY, REDIS], viewable: ['haproxy'] });

test('an address that says nothing is the overview, as this browser has it', () => {
  expect(read({})).toEqual({ theme: null, zone: null, everyMs: 30_000, pages: [OVERVIEW], notices: [] });
});

test.each<[WallQuery, object]>([
  [{ theme: 'dark' }, { theme: 'dark' }],
  [{ theme: 'system' }, { theme: 'system' }],
  [{ zone: 'utc' }, { zone: 'UTC' }],
  [{ zone: 'local' }, { zone: 'local' }],
  [{ zone: 'Europe/Vienna' }, { zone: 'Europe/Vienna' }],
  [{ every: '5s' }, { everyMs: 5_000 }],
  [{ every: '10m' }, { everyMs: 600_000 }],
  [{ pages: 'haproxy,overview' }, { pages: [HAPROXY, OVERVIEW] }],
  [{ pages: 'HAProxy, haproxy,' }, { pages: [HAPROXY] }],
  [{ pages: ['overview', 'haproxy'] }, { pages: [OVERVIEW, HAPROXY] }],
  [{ theme: '' }, { theme: null }],
])('%j is understood', (query, expected) => {
  expect(read(query)).toMatchObject({ ...expected, notices: [] });
});

describe('what is not understood is said, and the default holds', () => {
  test.each<[WallQuery, object, string]>([
    [{ theme: 'pink' }, { theme: null }, 'theme=“pink” is none of dark, light and system'],
    [{ zone: 'Mars/Base' }, { zone: null }, 'zone=“Mars/Base” is no time zone: write utc, local or a name such as Europe/Vienna'],
    [{ every: '4s' }, { everyMs: 30_000 }, 'every=“4s” is not from 5s to 10m: pages change every 30s'],
    [{ every: '11m' }, { everyMs: 30_000 }, 'every=“11m” is not from 5s to 10m: pages change every 30s'],
    [{ every: '30' }, { everyMs: 30_000 }, 'every=“30” is not from 5s to 10m: pages change every 30s'],
    [{ pages: 'mongo' }, { pages: [OVERVIEW] }, 'there is no page “mongo”: write overview, haproxy, redis'],
    [{ pages: 'redis,haproxy' }, { pages: [HAPROXY] }, 'this wall may not view Redis'],
    [{ pages: 'redis' }, { pages: [OVERVIEW] }, 'this wall may not view Redis'],
    [{ page: 'haproxy' }, { pages: [OVERVIEW] }, '“page” means nothing here: write theme, zone, pages, every'],
    [{ pages: 'x'.repeat(500) }, {}, `there is no page “${'x'.repeat(40)}…”: write overview, haproxy, redis`],
  ])('%j', (query, expected, notice) => {
    const { notices, ...settings } = read(query);
    expect(settings).toMatchObject(expected);
    expect(notices).toEqual([notice]);
  });
});
