import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ElasticBoard } from '#components/elastic/board/elastic-board.tsx';
import { FeedContext } from '#components/feed/feed-provider.tsx';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import type { Sort } from '#components/ui/sort.ts';
import { SortProvider } from '#components/ui/sort-context.tsx';
import type { Finding } from '#lib/finding.ts';
import { sourceId } from '#lib/reading.ts';
import { draw, shapes, words } from '../draw.tsx';
import { failing, MOMENT, NEVER_READ, NOW, readAgo, SILENT } from '../estate.ts';
import { found as foundIssues } from '../issues/made-up.ts';
import { Address } from '../travel/address.tsx';
import { LIVE_FEED } from '../travel/live-feed.ts';
import { cluster, type Fed, fed, found, health, holding, member, own, recovery, rowOf, shard, shards } from './estate.ts';

// The cost of watching is asked of Vigil itself.
beforeEach(
  () =>
    void vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response('{}')),
    ),
);
afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

type Given = { findings?: readonly Finding[]; filter?: string; sort?: Sort; moment?: typeof MOMENT };

function board(parts: readonly Fed[], { findings = [], filter = '', sort = null, moment = MOMENT }: Given = {}) {
  const probes = parts.map(({ probe }) => probe);
  const rows = new Map(parts.map((part) => [sourceId(part.probe.source), part.rows]));
  return draw(
    <FeedContext value={LIVE_FEED}>
      <Address>
        <IssuesContext value={foundIssues([...parts], { findings, moment })}>
          <SortProvider sorting={{ sort, onHead: () => {} }}>
            <ElasticBoard probes={probes} rows={rows} filter={filter} onFilter={() => {}} />
          </SortProvider>
        </IssuesContext>
      </Address>
    </FeedContext>,
    { probes, moment },
  ).container;
}

const part = (name: string): string => words(screen.getByRole('region', { name }));
const lineOf = (name: string): HTMLElement => {
  const row = screen.getByRole('link', { name }).closest('tr');
  if (!row) throw new Error(`no row of ${name}`);
  return row;
};

describe('a cluster', () => {
  test('says how it is and by whose word, whom all take for the master, and how much is in it', () => {
    const container = board(cluster());
    expect(part('Health')).toMatch(/^Health 2s.*green.*by the word of log01.*master ?ny-log01 by all 2 nodes heard/);
    expect(part('Shards')).toMatch(/active120 of 124.*unassigned0/);
    expect(part('Data')).toMatch(/indices12.*documents4,000,000.*size10 GB/);
    expect(part('Work')).toMatch(/heapat most 40 %, ny-log01.*CPUat most 31 %.*rejected0 in 1m 00s/);
    expect(part('Disks and allocation')).toMatch(/60%.*low 85 %, high 90 %, flood stage 95 %.*allocationall, as by default/);
    expect(words(container)).toContain('Elasticsearch 8.17.0, ny-logs, 3 members');
    expect([shapes(container, 'critical'), shapes(container, 'warning')]).toEqual([0, 0]);
  });

  test('who says what of the master is told where they do not agree', () => {
    board(cluster(own('log02', { masterId: 'id of ny-log02' })));
    expect(part('Health')).toMatch(/ny-log01 by log01 ?ny-log02 by log02/);
  });

  test('a node that is not heard has no say in who is the master, and is named', () => {
    board(cluster(own('log02', { masterId: 'id of ny-log02' }, { ...readAgo(60_000), ...failing('timeout', 55_000) })));
    expect(part('Health')).toMatch(/ny-log01 by its one heard ?\(log02 not heard now\)/);
  });

  test('a node without a master says so', () => {
    board(cluster(own('log02', { masterId: null })));
    expect(part('Health')).toMatch(/none by log02/);
  });

  test('what is not the default of allocation is told', () => {
    const settings = {
      ...{ kind: 'settings' as const, unassigned: 0, by: 'log01' },
      settings: {
        ...{ enable: { value: 'primaries', at: 'persistent' as const }, rebalance: null },
        exclude: [{ attribute: '_name', names: ['ny-log03'], at: 'persistent' as const }],
        watermarks: { low: null, high: null, floodStage: null, isEnabled: false },
      },
    };
    board(
      cluster(fed('allocation', [rowOf('settings', settings), holding('ny-log01', 0.5, { watermarks: settings.settings.watermarks })])),
    );
    expect(part('Disks and allocation')).toMatch(/watermarksnone told.*allocationprimaries.*excluded by _nameny-log03/);
  });

  test('a cluster that nobody read has no figure and no zero, and says so', () => {
    const parts = cluster().map(
      ({ probe }): Fed => ({ probe: { ...probe, ...NEVER_READ, ...failing('refused', 5_000, 'refused') }, rows: [] }),
    );
    const container = board(parts);
    for (const name of ['Health', 'Members', 'Work', 'Data', 'Disks and allocation']) expect(part(name)).toMatch(/never read.*Never read/);
    expect(part('Logs')).toMatch(/never read.*refused.*No member of this cluster is known yet/);
    expect(shapes(container, 'ok')).toBe(0);
    expect(part('Work')).not.toMatch(/[1-9]0? in/);
  });

  test('what is too old is hatched and keeps its values, and what is fresh beside it does not', () => {
    board(cluster(health({}, { ...readAgo(60_000), ...failing('timeout', 55_000) })));
    expect(screen.getByRole('region', { name: 'Health' }).className).toMatch(/hatch/);
    expect(part('Shards')).toContain('120');
    expect(screen.getByRole('region', { name: 'Data' }).className).not.toMatch(/hatch/);
  });

  test('on a silent feed nothing has the shape of ok but the colour that was read, which is hatched', () => {
    const container = board(cluster(), { moment: SILENT });
    const ok = [...container.querySelectorAll('use[href="#status-ok"]')];
    expect(ok.every((use) => use.closest('.hatch') !== null)).toBe(true);
    expect(part('Health')).toMatch(/not known: no node is heard/);
  });
});

describe('members', () => {
  test('are told with their disks, and only what is beyond a watermark has colour', () => {
    const container = board(cluster(fed('allocation', [holding('ny-log01', 0.91, { beyond: 'high' }), holding('ny-log02', 0.4)])));
    expect(words(lineOf('ny-log01'))).toMatch(/MASTER.*master, hot.*40.*91%.*beyond the watermark high/);
    expect(within(lineOf('ny-log01')).getByRole('img', { name: 'warning' })).toBeDefined();
    expect(container.querySelectorAll('.es-meter.warning').length).toBe(2);
    expect(lineOf('ny-log02').className).toBe('');
  });

  test('one that is missing has a row of its own, without a figure, and is counted', () => {
    board(cluster(), { findings: [found()] });
    expect(words(lineOf('ny-log05'))).toMatch(/missing since .*13:56:12.*ny-log05 is not in the cluster/);
    expect(part('Members')).toMatch(/there3 of 4.*missingny-log05/);
  });

  test('one that left on purpose is told and not missing', () => {
    const verdict = { status: 'ok' as const, reason: 'drained', since: { at: NOW - 900_000, how: 'seen' as const } };
    board(cluster(), { findings: [found({ kind: 'gone', verdict })] });
    expect(words(lineOf('ny-log05'))).toMatch(/left since/);
    expect(part('Members')).toMatch(/there3w/);
  });

  test('one that is only listed by what is asked seldom is not well', () => {
    const identity = {
      ...{ kind: 'identity' as const, id: 'x', name: 'ny-log09', version: '8.17.0', roles: ['ingest'], host: null, ip: null },
      ...{ publishAddress: null, attributes: {} },
    };
    board(cluster(fed('members', [rowOf('member/ny-log09', identity)])));
    expect(within(lineOf('ny-log09')).getByRole('img', { name: 'unknown' })).toBeDefined();
    expect(words(lineOf('ny-log09'))).not.toMatch(/\d%/);
  });

  test('figures that nobody tells are dashes', () => {
    board(cluster(fed('load', [member('ny-log01', { cpuPercent: null, heapUsedBytes: null })]), fed('allocation', [])));
    const cells = [...lineOf('ny-log01').querySelectorAll('td')].map(({ textContent }) => textContent);
    expect(cells.slice(0, 5)).toEqual(['master, hot', '–', '–', '–', '–']);
  });

  test.each([
    ['member:log02', 1],
    ['role:master', 3],
    ['status:critical', 0],
    ['cluster:logs', 3],
    ['nothing', 0],
  ])('the filter %s leaves %i', (filter, count) => {
    board(cluster(), { filter });
    expect(screen.queryAllByRole('link', { name: /^ny-log0\d$/ })).toHaveLength(count);
    expect(screen.getByRole('button', { name: new RegExp(`Matches ${count} of 3`) })).toBeDefined();
  });

  test('are sorted by a column, those that tell nothing last', () => {
    const rows = [member('ny-log01', { cpuPercent: 5 }), member('ny-log02', { cpuPercent: null }), member('ny-log03', { cpuPercent: 70 })];
    board(cluster(fed('load', rows)), { sort: { column: 'cpu', isDown: true } });
    expect(screen.getAllByRole('link', { name: /^ny-log0\d$/ }).map(({ textContent }) => textContent)).toEqual([
      'ny-log03',
      'ny-log01',
      'ny-log02',
    ]);
  });
});

describe('what is wrong with shards', () => {
  const RED = health({
    color: 'red',
    shards: { active: 118, activePrimary: 59, relocating: 0, initializing: 1, unassigned: 2, unassignedPrimary: 1, delayed: 0 },
  });

  test('is not there while all is well', () => {
    board(cluster());
    expect(screen.queryByRole('region', { name: /Shards in trouble/ })).toBeNull();
  });

  test('is told copy by copy, with why, and how far what is being made is', () => {
    const troubled = [
      shard(),
      shard({
        isPrimary: false,
        number: 1,
        unassigned: { reason: 'ALLOCATION_FAILED', since: NOW, details: null, failedTimes: 5, isDelayed: null, status: null },
      }),
      shard({ isPrimary: false, state: 'INITIALIZING', node: 'ny-log02', recoversFrom: 'PEER', unassigned: null }),
      shard({ index: 'logs-2', state: 'RELOCATING', node: 'ny-log01', to: 'ny-log03', unassigned: null }),
    ];
    board(cluster(RED, shards(troubled), fed('recoveries', [recovery()])));
    const rows = screen.getByRole('table', { name: /Copies in trouble/ }).querySelectorAll('tbody tr');
    expect([...rows].map(words)).toEqual([
      expect.stringMatching(/^logs-1 0Whyprimaryunassignedis nowhere, because the member that held it left the cluster15m 00s$/),
      expect.stringMatching(/^logs-1 1Whyreplicaunassignedis nowhere, because making it failed, 5 times/),
      expect.stringMatching(/is made on ny-log02 from ny-log01: 25 % of 4.0 GB, 3.0 GB left, about 5m 00s at this pace/),
      expect.stringMatching(/^logs-2 0Whyprimaryrelocatingmoves from ny-log01 to ny-log03/),
    ]);
    expect(part('Shards')).toMatch(/unassigned2, 1 primary/);
  });

  test('a table of shards that was never read says so beside a red cluster, and lists nothing', () => {
    board(cluster(RED, shards([shard()], {}, { ...NEVER_READ, ...failing('timeout', 30_000) })));
    expect(part('Shards in trouble in Logs')).toMatch(/the table of shards was never read/);
    expect(screen.queryByRole('table', { name: /Copies in trouble/ })).toBeNull();
  });

  test('a table that is too old is hatched', () => {
    board(cluster(RED, shards([shard()], {}, readAgo(300_000))));
    expect(screen.getByRole('table', { name: /Copies in trouble/ }).closest('.hatch')).not.toBeNull();
  });

  test('beyond those that are told it says how many more there are, and draws only those near', () => {
    const many = Array.from({ length: 500 }, (_, i) => shard({ index: `logs-${i}`, isPrimary: false }));
    board(cluster(RED, shards(many, { troubledCount: 812 })));
    expect(part('Shards in trouble in Logs')).toMatch(/The worst 500 of 812 are listed; 312 more/);
    expect(screen.getByRole('table', { name: /Copies in trouble/ }).querySelectorAll('tbody tr').length).toBeLessThan(200);
  });

  test('why is one click away', async () => {
    const told = {
      ...{ index: 'logs-1', number: 0, isPrimary: true, stands: 'unassigned', member: null, words: 'No member may hold this primary now.' },
      ...{ said: 'cannot allocate', reason: 'NODE_LEFT', since: NOW, failedTimes: null, details: null, delayLeftMs: null },
      members: [
        {
          member: 'es1',
          may: 'no',
          words: 'its disk is above the high watermark, 91 % used',
          rules: [{ decider: 'disk_threshold', verdict: 'NO', words: 'x', said: 'the node is above' }],
        },
        { member: 'es2', may: 'no', words: 'its disk is above the high watermark, 91 % used', rules: [] },
      ],
      remedies: [{ words: 'Make room on the disks.' }],
    };
    const asked = vi.fn(async (_: string) => Response.json({ observedAt: NOW, answer: told, failure: null }));
    vi.stubGlobal('fetch', asked);
    board(cluster(RED, shards([shard()])));
    fireEvent.click(screen.getByRole('button', { name: 'Why: primary 0 of logs-1' }));
    const panel = await screen.findByRole('region', { name: 'Why: primary 0 of logs-1' });
    await within(panel).findByText('No member may hold this primary now.');
    expect(words(panel)).toMatch(/es1, es2: Its disk is above the high watermark, 91 % used\..*What can be done ?Make room on the disks\./);
    const url = asked.mock.calls.map(([address]) => address).find((address) => address.includes('question=explain'));
    expect(new URLSearchParams(url?.split('?')[1]).get('input')).toBe('{"index":"logs-1","number":0,"isPrimary":true,"member":null}');
  });
});
