import { describe, expect, test } from 'vitest';
import { attend } from '#lib/attention/attend.ts';
import {
  type Acknowledgement,
  attentionIn,
  type MaintenanceTarget,
  NO_ATTENTION,
  type PlannedMaintenance,
  targetName,
} from '#lib/attention/attention.ts';
import { hostNames } from '#lib/hosts.ts';
import type { Issue } from '#lib/issues/issue.ts';
import { failing, MOMENT, NOW, readAgo } from '../components/estate.ts';
import { backend, find, finding, part, server } from '../issues/finding.ts';

const NAMES = hostNames([{ name: 'ny-web2', aliases: ['web2', '10.0.0.2'], tags: [] }]);
const DOWN = [backend(), server('web1'), server('web2', 'critical')];
const ILL = [backend(), server('web1', 'warning')];
const GONE = { ...readAgo(60_000), ...failing('timeout', 55_000) };

const onBoth = find([part('lb05', DOWN), part('lb06', DOWN)]).wrong;
const key = onBoth[0]?.key ?? '';

function said(over: Partial<Acknowledgement> = {}): Acknowledgement {
  const from = { systems: ['haproxy'], subject: 'web2', status: 'critical', by: 'ann', at: NOW - 60_000, text: 'known' } as const;
  return { key, ...from, until: NOW + 60_000, ...over };
}

function planned(target: MaintenanceTarget, over: Partial<PlannedMaintenance> = {}): PlannedMaintenance {
  const from = {
    id: 'm1',
    systems: ['haproxy'],
    startAt: NOW - 1_000,
    endAt: NOW + 60_000,
    reason: 'kernel',
    by: 'jeff',
    at: NOW - 60_000,
  };
  return { ...from, target, ...over };
}

function quietOf(issues: readonly Issue[], attention: Partial<typeof NO_ATTENTION>, now = NOW): (string | null)[] {
  return attend(issues, { ...NO_ATTENTION, ...attention }, NAMES, now).map(({ quiet }) => quiet?.is ?? null);
}

const host = (name: string): MaintenanceTarget => ({ is: 'host', host: name });
const node = (name: string): MaintenanceTarget => ({ is: 'node', system: 'haproxy', group: 'public', node: name });
const group: MaintenanceTarget = { is: 'group', system: 'haproxy', group: 'public' };

describe('an acknowledged issue', () => {
  test.each<[name: string, over: Partial<Acknowledgement>, quiet: string | null]>([
    ['is quiet', {}, 'acknowledged'],
    ['is loud again when the time is over', { until: NOW }, null],
    ['is loud when it was less bad then', { status: 'warning' }, null],
    ['is quiet when it was as bad or worse then', { status: 'critical' }, 'acknowledged'],
    ['is no other issue', { key: 'row haproxy/public/stats server web9' }, null],
  ])('%s', (_name, over, quiet) => expect(quietOf(onBoth, { acknowledgements: [said(over)] })).toEqual([quiet]));

  test('keeps its verdict and all its symptoms', () => {
    const [one] = attend(onBoth, { ...NO_ATTENTION, acknowledgements: [said()] }, NAMES, NOW);
    expect(one?.issue).toBe(onBoth[0]);
  });

  test('that became worse says which acknowledgement it has outgrown', () => {
    const [one] = attend(onBoth, { ...NO_ATTENTION, acknowledgements: [said({ status: 'warning' })] }, NAMES, NOW);
    expect(one).toMatchObject({ quiet: null, outgrown: { by: 'ann', status: 'warning' } });
  });
});

describe('planned maintenance', () => {
  const onOne = find([part('lb05', DOWN), part('lb06', [backend()])]).wrong;
  const silent = find([part('lb05', DOWN, { ...GONE, host: 'NY-LB05' }), part('lb06', [backend()])]).wrong;
  test.each<[name: string, issues: Issue[], planned: PlannedMaintenance, quiet: string | null]>([
    ['of the group makes quiet what is in it', [...onBoth], planned(group), 'planned'],
    ['of a node makes quiet what it alone says', [...onOne], planned(node('lb05')), 'planned'],
    ['of a node leaves loud what another says too', [...onBoth], planned(node('lb05')), null],
    ['of another node changes nothing', [...onOne], planned(node('lb06')), null],
    ['of the machine that rows are about makes them quiet on all nodes', [...onBoth], planned(host('ny-web2')), 'planned'],
    ['of another machine changes nothing', [...onBoth], planned(host('ny-web1')), null],
    ['of the machine of a silent node makes it quiet, whatever its case', [...silent], planned(host('ny-lb05')), 'planned'],
    ['that has not begun changes nothing', [...onBoth], planned(group, { startAt: NOW + 1 }), null],
    ['begins at its start', [...onBoth], planned(group, { startAt: NOW }), 'planned'],
    ['ends at its end', [...onBoth], planned(group, { endAt: NOW }), null],
    ['of another system changes nothing', [...onBoth], planned({ is: 'group', system: 'redis', group: 'public' }), null],
  ])('%s', (_name, issues, one, quiet) => expect(quietOf(issues, { maintenances: [one] })).toEqual([quiet]));

  test('of several targets together covers what no one of them does', () => {
    expect(quietOf(onBoth, { maintenances: [planned(node('lb05')), planned(node('lb06'), { id: 'm2' })] })).toEqual(['planned']);
  });

  test('that lasts longest is the one that is told', () => {
    const longer = planned(group, { id: 'm2', endAt: NOW + 120_000 });
    const [one] = attend(onBoth, { ...NO_ATTENTION, maintenances: [planned(group), longer] }, NAMES, NOW);
    expect(one?.quiet).toMatchObject({ maintenance: { id: 'm2' } });
  });

  test('never covers trouble of Vigil itself', () => {
    const lostFeed = find([part('lb05', DOWN)], { now: NOW, doubtBefore: Number.POSITIVE_INFINITY }).wrong.filter(
      ({ is }) => is === 'vigil',
    );
    expect(quietOf(lostFeed, { maintenances: [planned({ ...group, group: 'vigil', system: 'vigil' })] })).toEqual([null]);
  });

  test('of one node is not stretched over a warning of its neighbour', () => {
    const two = find([part('lb05', ILL), part('lb06', DOWN)]).wrong;
    expect(quietOf(two, { maintenances: [planned(node('lb05'))] })).toEqual([null, 'planned']);
  });
});

describe('what concerns systems that somebody may not view', () => {
  test('is not told to him, a machine shared with one of them included', () => {
    const shared = planned(host('ny-01'), { systems: ['haproxy', 'sql'] });
    const all = { acknowledgements: [said(), said({ systems: ['sql'] })], maintenances: [planned(group), shared] };
    expect(attentionIn(all, new Set(['haproxy', 'vigil']))).toEqual({ acknowledgements: [said()], maintenances: [planned(group)] });
  });
});

test('a target is called as people write it', () => {
  expect([group, node('lb05'), host('ny-01')].map(targetName)).toEqual(['public', 'public/lb05', 'ny-01']);
});

describe('what nodes prove together', () => {
  const WELL = [backend(), server('web2')];
  const apart = find([part('lb05', WELL), part('lb06', WELL)], MOMENT, [finding(['lb05', 'lb06'])]).wrong;
  const quiet = (target: MaintenanceTarget) =>
    attend(apart, { acknowledgements: [], maintenances: [planned(target)] }, NAMES, NOW).map((one) => one.quiet?.is ?? null);

  test.each<[name: string, target: MaintenanceTarget, is: string | null]>([
    ['one of them', { is: 'node', system: 'haproxy', group: 'public', node: 'lb06' }, 'planned'],
    ['their group', { is: 'group', system: 'haproxy', group: 'public' }, 'planned'],
    ['the host that it is about', { is: 'host', host: 'ny-web2' }, 'planned'],
    ['another node', { is: 'node', system: 'haproxy', group: 'public', node: 'lb07' }, null],
    ['another host', { is: 'host', host: 'ny-web1' }, null],
  ])('and work on %s', (_name, target, is) => expect(quiet(target)).toEqual([is]));

  test('is acknowledged by its key', () => {
    const one = said({ key: apart[0]?.key ?? '', status: 'warning' });
    expect(attend(apart, { acknowledgements: [one], maintenances: [] }, NAMES, NOW)[0]?.quiet?.is).toBe('acknowledged');
  });
});
