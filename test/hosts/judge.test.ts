import { describe, expect, test } from 'vitest';
import { createHostFinder } from '#lib/hosts/find.ts';
import type { JudgedHost } from '#lib/hosts/host.ts';
import { judgeHosts } from '#lib/hosts/judge.ts';
import type { HostCard } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import { failing, MOMENT, NEVER_READ, readAgo, SILENT } from '../components/estate.ts';
import { heads, names, part, roleOf, subjectOf } from './estate.ts';

function judge(parts: readonly Part[], moment: Moment = MOMENT, cards: readonly HostCard[] = []): JudgedHost {
  const found = createHostFinder(subjectOf)(parts, cards).find(({ name }) => name === 'web02');
  if (!found) throw new Error('there is no web02');
  const [judged] = judgeHosts([found], moment, roleOf);
  if (!judged) throw new Error('it was not judged');
  return judged;
}

const IN = [names('web02', 'be_web')];
const OUT = [names('web02', 'be_web', 'out', 'maintenance')];
const OLD = readAgo(60_000);

describe('where a host stands in a place', () => {
  test.each<[string, Part[], string]>([
    ['in, when all say so', [part('lb05', IN), part('lb06', IN)], 'in'],
    ['out, when all say so', [part('lb05', OUT), part('lb06', OUT)], 'out'],
    ['in disagreement, when they differ', [part('lb05', IN), part('lb06', OUT)], 'disagree'],
    ['in disagreement, when one has the place without it', [part('lb05', IN), part('lb06', [heads('be_web')])], 'disagree'],
    ['in by those that are read', [part('lb05', IN), part('lb06', OUT, OLD)], 'in'],
    ['in by those that were ever read', [part('lb05', IN), part('lb06', [], NEVER_READ)], 'in'],
    ['not known, when none is read', [part('lb05', IN, OLD), part('lb06', IN, OLD)], 'unknown'],
    ['not known, when who says so refuses', [part('lb05', IN, failing('refused', 1_000))], 'unknown'],
    ['in, while who says so is merely silent and not yet old', [part('lb05', IN, failing('timeout', 4_000))], 'in'],
    ['not known, when the row cannot tell', [part('lb05', [names('web02', 'be_web', 'unknown')])], 'unknown'],
  ])('is %s', (_name, parts, standing) => {
    expect(judge(parts).roles.map((role) => role.standing)).toEqual([standing]);
  });

  test('is not known anywhere while Vigil is not heard', () => {
    expect(judge([part('lb05', IN)], SILENT)).toMatchObject({ verdict: { status: 'stale' }, roles: [{ standing: 'unknown' }] });
  });
});

describe('the status of a host', () => {
  const onIt = { host: 'web02' };

  test.each<[string, Part[], string]>([
    ['ok, when all that is known of it is', [part('lb05', IN), part('lb06', IN)], 'ok'],
    ['the worst row about it', [part('lb05', IN), part('lb06', [names('web02', 'be_web', 'out', 'critical')])], 'critical'],
    ['stale, when one reading that names it is', [part('lb05', IN), part('lb06', IN, OLD)], 'stale'],
    ['critical though unread', [part('lb05', [names('web02', 'be_web', 'out', 'critical')], OLD)], 'critical'],
    ['stale, when who names it refuses', [part('lb05', IN, failing('refused', 1_000))], 'stale'],
    ['stale, when one that may name it was never read in time', [part('lb05', IN), part('lb06', [], NEVER_READ)], 'stale'],
    ['not worse by one that has the place without it', [part('lb05', IN), part('lb06', [heads('be_web')])], 'ok'],
    ['the worst node on it', [part('web', [], { ...onIt, ...OLD }), part('lb05', IN)], 'stale'],
    ['critical, when a node on it refuses', [part('web', [], { ...onIt, ...failing('refused', 1_000) })], 'critical'],
    ['that of a row in no place too', [part('lb05', [names('web02', '', 'in', 'warning')])], 'warning'],
  ])('is %s', (_name, parts, status) => {
    expect(judge(parts).verdict.status).toBe(status);
  });

  test('is unknown where nothing is known of it, and rests on no reading', () => {
    const host = judge([], MOMENT, [{ name: 'web02', aliases: [], tags: [] }]);
    expect(host).toMatchObject({ verdict: { status: 'unknown' }, by: null, oldest: null });
  });

  test('names who says so, and how many others say as badly', () => {
    const down = (place: string) => names('web02', place, 'out', 'critical');
    expect(judge([part('lb05', [...IN, down('be_api')]), part('lb06', [down('be_api')])]).by).toEqual({
      node: 'lb05',
      place: 'be_api',
      others: 1,
    });
  });

  test('rests on the oldest reading of all, and one that was never made is older than any', () => {
    const oldest = (parts: Part[]) => judge(parts).oldest?.source.node;
    expect(oldest([part('lb05', IN), part('lb06', IN, readAgo(4_000))])).toBe('lb06');
    expect(oldest([part('lb05', IN, OLD), part('lb06', [], NEVER_READ)])).toBe('lb06');
  });
});
