import { describe, expect, test } from 'vitest';
import type { Part } from '#lib/issues/issue.ts';
import { failing, MOMENT, NEVER_READ, NOW, ownProbe, readAgo, SILENT } from './components/estate.ts';
import { backend, find, finding, part, said, server } from './issues/finding.ts';

const OWN: Part = { probe: ownProbe(), rows: [] };
const ILL: Part = {
  probe: ownProbe({ verdict: { status: 'critical', reason: 'a tick 9s late', since: { at: NOW - 4_000, how: 'seen' } } }),
  rows: [],
};
const web = [backend(), server('web1'), server('web2')];
const oneDown = [backend(), server('web1'), server('web2', 'critical')];
const allDown = [backend('critical'), server('web1', 'critical'), server('web2', 'critical')];
const outage = { ...readAgo(60_000), ...failing('timeout', 55_000) };

describe('what is wrong', () => {
  test.each<[name: string, parts: Part[], lines: string[]]>([
    ['nothing', [part('lb05', web), part('lb06', web), OWN], []],
    ['a server, where one instance sees it', [part('lb05', oneDown), part('lb06', web)], ['critical web2 on lb05 (1)']],
    ['the same server on both instances is one line', [part('lb05', oneDown), part('lb06', oneDown)], ['critical web2 on lb05, lb06 (2)']],
    [
      'the same server worse on one instance than on the other is one line too',
      [part('lb05', oneDown), part('lb06', [backend(), server('web2', 'warning')])],
      ['critical web2 on lb05, lb06 (2)'],
    ],
    [
      'a server that stands in two backends is one line',
      [part('lb05', [...oneDown, backend('ok', 'be_api'), server('web2', 'critical', 'be_api')])],
      ['critical web2 on lb05 (2)'],
    ],
    ['a backend stands for all its servers', [part('lb05', allDown), part('lb06', allDown)], ['critical be_web on lb05, lb06 (6)']],
    [
      'a backend that is less ill than its server does not hide it',
      [part('lb05', [backend('warning'), server('web1'), server('web2', 'critical')])],
      ['critical web2 on lb05 (1)', 'warning be_web on lb05 (1)'],
    ],
    ['a silent node is one line, whatever it said last', [part('lb05', web), part('lb06', allDown, outage)], ['critical lb06 on lb06 (1)']],
    ['a node that was well and went silent', [part('lb06', web, outage)], ['stale lb06 on lb06 (1)']],
    ['a node that refuses', [part('lb06', oneDown, failing('refused', 3_000))], ['critical lb06 on lb06 (1)']],
    ['a node that was never read', [part('lb06', [], NEVER_READ)], ['stale lb06 on lb06 (1)']],
    ['a node not yet asked', [part('lb06', [], { ...NEVER_READ, asked: null })], ['unknown lb06 on lb06 (1)']],
    [
      'a node that begins to be silent, beside what is wrong in it',
      [part('lb05', oneDown, failing('timeout', 3_000))],
      ['critical web2 on lb05 (1)', 'warning lb05 on lb05 (1)'],
    ],
    [
      'a verdict on the whole that no row accounts for',
      [part('lb05', web, { verdict: { status: 'warning', reason: 'several processes', since: { at: NOW, how: 'seen' } } })],
      ['warning lb05 on lb05 (1)'],
    ],
    ['an unknown row', [part('lb05', [backend(), server('web1', 'unknown')])], ['unknown web1 on lb05 (1)']],
    [
      'Vigil itself before all, with all that it puts in doubt',
      [part('lb05', web), part('lb06', web), ILL],
      ['critical vigil on vigil, lb05, lb06 (3)'],
    ],
    [
      'what was critical stays in a line of its own while Vigil is ill',
      [part('lb05', oneDown), ILL],
      ['critical vigil on vigil, lb05 (2)', 'critical web2 on lb05 (1)'],
    ],
  ])('%s', (_name, parts, lines) => expect(find(parts).wrong.map(said)).toEqual(lines));

  test('a feed that is not heard is one line, and blames no node, however old everything grows', () => {
    for (const ageMs of [2_000, 60_000]) {
      const lines = find([part('lb05', web, readAgo(ageMs)), part('lb06', web, readAgo(ageMs)), OWN], SILENT).wrong;
      expect(lines.map(said)).toEqual(['stale vigil on vigil, lb05, lb06 (3)']);
      expect(lines[0]?.hidden).toMatchObject({ ok: 6 });
    }
  });

  test('what is out on purpose is no line by itself while nothing is trusted', () => {
    const { wrong, maintained } = find([part('lb05', [backend(), server('web1', 'maintenance')]), OWN], SILENT);
    expect(wrong.map(said)).toEqual(['stale vigil on vigil, lb05 (2)']);
    expect([wrong[0]?.hidden, maintained]).toMatchObject([{ ok: 1, maintenance: 1 }, []]);
  });

  test('a node in doubt after a jump of the clock is stale, though Vigil itself has only a warning', () => {
    const lag = {
      probe: ownProbe({ ...readAgo(500), verdict: { status: 'warning', reason: 'lag', since: { at: NOW, how: 'seen' } } }),
      rows: [],
    };
    const [line] = find([part('lb05', web), lag], { now: NOW, doubtBefore: NOW - 1_000 }).wrong;
    expect([line && said(line), line?.head.probe.source.node]).toEqual(['stale vigil on vigil, lb05 (2)', 'lb05']);
  });

  test('a node that was silent before the feed was lost keeps its line', () => {
    const lines = find([part('lb05', web), part('lb06', web, outage), OWN], SILENT).wrong;
    expect(lines.map(said)).toEqual(['stale vigil on vigil, lb05 (2)', 'stale lb06 on lb06 (1)']);
  });

  test('a silent node counts what it hides, as it was when it was last read', () => {
    expect(find([part('lb06', oneDown, outage)]).wrong[0]?.hidden).toMatchObject({ critical: 1, ok: 2 });
  });

  test('is said since when the node was asked in vain, not since its answer grew too old', () => {
    expect(find([part('lb06', web, outage)]).wrong[0]?.verdict.since).toEqual({ at: NOW - 55_000, how: 'seen' });
  });

  test('comes worst first, then longest', () => {
    const at = (name: string, status: 'critical' | 'warning', agoMs: number) => {
      const one = server(name, status);
      return { ...one, verdict: { ...one.verdict, since: { at: NOW - agoMs, how: 'seen' as const } } };
    };
    const rows = [at('a', 'warning', 9_000), at('b', 'critical', 1_000), at('c', 'critical', 5_000)];
    expect(find([part('lb05', rows)]).wrong.map(({ head }) => head.row?.subject.name)).toEqual(['c', 'b', 'a']);
  });

  test('keeps its keys and its order while time goes by', () => {
    const parts = [part('lb05', oneDown), part('lb06', web, outage), ILL];
    const order = (now: number) => find(parts, { ...MOMENT, now }).wrong.map(({ key }) => key);
    expect(order(NOW + 3_000)).toEqual(order(NOW));
  });
});

describe('out on purpose', () => {
  test('is listed apart, and is nothing wrong', () => {
    const { wrong, maintained } = find([
      part('lb05', [backend(), server('web1', 'maintenance')]),
      part('lb06', [backend(), server('web1', 'maintenance')]),
    ]);
    expect(wrong).toEqual([]);
    expect(maintained.map(said)).toEqual(['maintenance web1 on lb05, lb06 (2)']);
  });

  test('is not put down to a backend that is down', () => {
    const { wrong, maintained } = find([part('lb05', [backend('critical'), server('web1', 'critical'), server('web2', 'maintenance')])]);
    expect(wrong.map(said)).toEqual(['critical be_web on lb05 (2)']);
    expect(maintained.map(said)).toEqual(['maintenance web2 on lb05 (1)']);
  });
});

describe('a probe that is not vital and not permitted', () => {
  const barred = part('lb05', [], { vital: false, ...NEVER_READ, ...failing('permission', 5_000, 'needs +client|list') });
  const other = { ...barred, probe: { ...barred.probe, source: { ...barred.probe.source, probe: 'clients' } } };

  test('is no issue beside one that counts, and is counted apart', () => {
    expect(find([part('lb05', web), other])).toEqual({ wrong: [], maintained: [], leftOut: 1 });
  });

  test('is what is said of a node that has nothing else', () => {
    const { wrong, leftOut } = find([barred]);
    expect(wrong.map(said)).toEqual(['unknown lb05 on lb05 (1)']);
    expect([wrong[0]?.verdict.reason, leftOut]).toEqual(['needs +client|list', 0]);
  });
});

describe('what nodes prove together', () => {
  const drained = [part('lb05', [backend(), server('web2', 'maintenance')]), part('lb06', web)];
  const both = ['lb05', 'lb06'];

  test('is a line of its own, since when it is so, with every node', () => {
    const { wrong } = find(drained, MOMENT, [finding(both)]);
    expect(wrong.map(said)).toEqual(['warning web2, found, on lb05, lb06 (2)']);
    expect(wrong[0]).toMatchObject({ key: 'finding haproxy/public state of web2', verdict: { since: { at: NOW - 30_000 } } });
  });

  test('is no line where nothing is wrong about it', () => {
    const standby = finding(['lb06'], { verdict: { status: 'ok', reason: 'no session', since: { at: NOW, how: 'seen' } } });
    expect(find(drained, MOMENT, [standby]).wrong).toEqual([]);
  });

  test('stands with the line of a row that is as bad, where it follows from that', () => {
    const parts = [part('lb05', oneDown), part('lb06', web)];
    expect(find(parts, MOMENT, [finding(both, { followsRows: true })]).wrong.map(said)).toEqual(['critical web2 on lb05, lb06 (3)']);
    expect(find(parts, MOMENT, [finding(both)]).wrong).toHaveLength(2);
  });

  test('is not said while one of its nodes is cut off, which is', () => {
    expect(find([drained[0] ?? OWN, part('lb06', web, outage)], MOMENT, [finding(both)]).wrong.map(said)).toEqual([
      'stale lb06 on lb06 (1)',
    ]);
  });

  test('that was critical is lost to no outage of one of its nodes: it has another cause', () => {
    const stuck = finding(both, { verdict: { status: 'critical', reason: 'stuck', since: { at: NOW - 90_000, how: 'seen' } } });
    const lines = find([drained[0] ?? OWN, part('lb06', web, outage)], MOMENT, [stuck]).wrong;
    expect(lines.map(said)).toEqual(['critical web2, found, on lb05, lb06 (2)', 'stale lb06 on lb06 (1)']);
    expect(lines[0]?.verdict).toMatchObject({ reason: expect.stringMatching(/^critical, not read for/), since: { at: NOW - 90_000 } });
    const silence = { ...stuck, isSilence: true } as const;
    expect(find([drained[0] ?? OWN, part('lb06', web, outage)], MOMENT, [silence]).wrong).toHaveLength(1);
  });

  test('is as old as the oldest reading that it rests on', () => {
    expect(find([...drained, OWN], SILENT, [finding(both)]).wrong.map(said)).toContain('stale web2, found, on lb05, lb06 (2)');
  });
});
