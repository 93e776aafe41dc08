import { beforeAll, describe, expect, test, vi } from 'vitest';
import { HaproxyBoard } from '#components/haproxy/haproxy-board.tsx';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import type { Finding, NodeEvent } from '#lib/finding.ts';
import type { Moment } from '#lib/reading.ts';
import { sourceId } from '#lib/reading.ts';
import { finding, part } from '../../issues/finding.ts';
import { draw, words } from '../draw.tsx';
import { MOMENT, NOW, row, SILENT, state } from '../estate.ts';
import { found } from '../issues/made-up.ts';

beforeAll(() => {
  // jsdom has no layout to observe.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});

const web = (name: string) => row({ name, state: state() });
const PARTS = ['lb05', 'lb06'].map((node) => part(node, [row({ kind: 'backend', name: 'BACKEND' }), web('web1'), web('web2')]));
const BOTH = ['lb05', 'lb06'];
const APART = finding(BOTH, { told: ['lb05 says drain since ', NOW - 60_000, ', lb06 says up'] });

function board(findings: readonly Finding[], { events = [], moment = MOMENT }: { events?: readonly NodeEvent[]; moment?: Moment } = {}) {
  const issues = found(PARTS, { findings, events, moment });
  const probes = PARTS.map(({ probe }) => probe);
  const rows = new Map(PARTS.map(({ probe, rows }) => [sourceId(probe.source), rows]));
  return draw(
    <IssuesContext value={issues}>
      <HaproxyBoard probes={probes} rows={rows} filter="" onFilter={() => {}} />
    </IssuesContext>,
    { probes, moment },
  ).container;
}

const head = (container: HTMLElement) => container.querySelector('.tier > header');
const notes = (container: HTMLElement) => [...container.querySelectorAll('.found')].map((one) => words(one as HTMLElement));

describe('what instances prove together', () => {
  test('stands once under the row, unfolded, with since when and both sides', () => {
    const container = board([APART]);
    expect(notes(container)).toHaveLength(1);
    expect(notes(container)[0]).toMatch(/^Disagreement since 14:10:42 UTC: lb05 says drain since 14:10:12 UTC, lb06 says up\.$/);
    const under = container.querySelector('tr.founds')?.previousElementSibling;
    expect(words(under as HTMLElement)).toMatch(/^web2/);
  });

  test.each<[name: string, findings: Finding[], said: string]>([
    ['one server', [APART, { ...APART, id: 'weight of web2' }], 'instances disagree about 1 server'],
    ['two', [APART, finding(BOTH, {}, 'web1')], 'instances disagree about 2 servers'],
    ['what there is', [{ ...APART, host: null }], 'instances disagree about which servers and proxies there are'],
    [
      'what a restart undid',
      [APART, { ...APART, id: 'web2 put back on lb05', kind: 'put back' }],
      'instances disagree about 1 server, 1 server put back past Vigil',
    ],
  ])('is counted in the head of the tier, which is no better than it: %s', (_name, findings, said) => {
    const container = board(findings);
    expect(head(container)?.textContent).toContain(said);
    expect(head(container)?.querySelector('h2')?.innerHTML).toContain('warning');
  });

  test('is stale with the readings that it rests on, and says what it was', () => {
    const [first] = notes(board([APART], { moment: SILENT }));
    expect(first).toMatch(/lb06 says up\. in doubt until it is read again, was warning$/);
  });

  test('is nothing where nothing is found', () => {
    const container = board([]);
    expect([notes(container), head(container)?.textContent]).toEqual([[], expect.not.stringContaining('disagree')]);
  });
});

describe('beside the name of an instance', () => {
  const standby = finding(['lb06'], {
    ...{ id: 'standby of lb06', kind: 'standby', title: 'On standby', rows: [], told: ['no session in the last 25s, while lb05 serves'] },
    verdict: { status: 'ok', reason: '', since: { at: NOW, how: 'seen' } },
  });
  const restarted = (agoMs: number): NodeEvent => {
    const place = { system: 'haproxy', group: 'public', node: 'lb06' };
    return { ...place, from: NOW - agoMs - 5_000, to: NOW - agoMs, words: 'restarted or reloaded' };
  };
  const nodes = (container: HTMLElement) => [...container.querySelectorAll('tbody.node')].map((one) => words(one as HTMLElement));

  test('stands that it is on standby, which makes nothing worse', () => {
    const container = board([standby]);
    expect(nodes(container).map((text) => /on standby: no session in the last 25s, while lb05 serves/.test(text))).toEqual([false, true]);
    expect(head(container)?.innerHTML).not.toContain('warning');
  });

  test.each([
    ['stands when it was restarted', 180_000, /restarted or reloaded 3m 00s ago/],
    ['stands nothing of what was longer ago than an hour', 3_600_000, /^(?!.*restarted)/],
  ])('%s', (_name, agoMs, said) => expect(nodes(board([], { events: [restarted(agoMs)] }))[1]).toMatch(said));
});
