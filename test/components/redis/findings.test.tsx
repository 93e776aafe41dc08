import { describe, expect, test } from 'vitest';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import { RedisBoard, type View } from '#components/redis/redis-board.tsx';
import type { Finding } from '#lib/finding.ts';
import { sourceId } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import { finding } from '../../issues/finding.ts';
import { draw, shapes, words } from '../draw.tsx';
import { MOMENT, NOW, SILENT } from '../estate.ts';
import { found } from '../issues/made-up.ts';
import { link, redisProbe, rowOf, view } from './estate.ts';

const NODES = [
  { probe: redisProbe('a', 1), view: view('a', 1) },
  { probe: redisProbe('b', 2), view: view('b', 2, { link: link(1) }) },
  { probe: redisProbe('c', 3), view: view('c', 3, { link: link(2) }) },
];
const PARTS = NODES.map(({ probe, view }) => ({ probe, rows: [rowOf(view)] }));

const SENTENCE = 'carries nothing out';

/** What is proved of some nodes of the group. */
function proved(about: readonly string[], kind: string, status: Status, over: Partial<Finding> = {}): Finding {
  return finding(['a', ...about], {
    ...{
      system: 'redis',
      group: 'sessions',
      id: `${kind} ${about.join()}`,
      kind,
      title: kind,
      subject: about.join(),
      place: '',
      host: null,
    },
    ...{ probe: 'info', told: [SENTENCE], rows: about.map((node) => ({ node, row: 'server' })) },
    verdict: { status, reason: SENTENCE, since: { at: NOW - 30_000, how: 'seen' } },
    ...over,
  });
}

function board(
  findings: readonly Finding[],
  { by = 'group', filter = '', moment = MOMENT }: { by?: View; filter?: string; moment?: typeof MOMENT } = {},
) {
  const rows = new Map(PARTS.map(({ probe, rows }) => [sourceId(probe.source), rows]));
  const probes = PARTS.map(({ probe }) => probe);
  return draw(
    <IssuesContext value={found(PARTS, { findings, moment })}>
      <RedisBoard probes={probes} rows={rows} filter={filter} onFilter={() => {}} by={by} onBy={() => {}} />
    </IssuesContext>,
    { probes, moment },
  ).container;
}

const notes = (container: Element): string[] => [...container.querySelectorAll('.founds .found')].map(words);

function rowOfNode(container: Element, node: string): HTMLElement {
  const row = [...container.querySelectorAll('tr[id]')].find(({ id }) => id === `redis/sessions/${node}`);
  if (!(row instanceof HTMLElement)) throw new Error(`no row of ${node}`);
  return row;
}

describe('whether what is written reaches a replica', () => {
  test.each<[kind: string, status: Status, told: Finding['told'], said: RegExp]>([
    ['moving', 'ok', ['moving, has all that a had at ', NOW - 5_000], /moving/],
    ['idle', 'ok', ['idle, proved at ', NOW - 5_000, ': has all that a had'], /idle, proved 5s ago/],
    ['stuck', 'critical', [SENTENCE], /stuck 30s/],
    ['behind', 'warning', [SENTENCE], /behind 30s/],
    ['not known', 'unknown', [SENTENCE], /not known/],
    ['stranger', 'warning', [SENTENCE], /not known/],
    ['circle', 'critical', [SENTENCE], /not known/],
  ])('%s', (kind, status, told, said) => {
    const row = rowOfNode(board([proved(['b'], kind, status, { told })]), 'b');
    expect(words(row)).toMatch(said);
    expect(shapes(row, status)).toBe(1);
  });

  test('that is stuck since before Vigil looked is so for longer than that', () => {
    const before = { status: 'critical', reason: SENTENCE, since: { at: NOW - 30_000, how: 'before' } } as const;
    expect(words(rowOfNode(board([proved(['b'], 'stuck', 'critical', { verdict: before })]), 'b'))).toMatch(/stuck over 30s/);
  });

  test('is not known where nothing is proved, and a master has nothing to prove', () => {
    const container = board([]);
    expect(words(rowOfNode(container, 'b'))).toMatch(/not known/);
    expect(words(rowOfNode(container, 'a'))).not.toMatch(/not known/);
  });

  test('is hatched when what it rests on is too old', () => {
    const moving = [proved(['b'], 'moving', 'ok')];
    const isHatched = (moment: typeof MOMENT) =>
      rowOfNode(board(moving, { moment }), 'b').querySelector('.movement')?.className.includes('hatch');
    expect([isHatched(MOMENT), isHatched(SILENT)]).toEqual([false, true]);
  });
});

describe('what nodes of a group prove together', () => {
  const STUCK = proved(['b', 'c'], 'stuck', 'critical');

  test('stands once, under the first node that it is about, and makes both rows and the group worse', () => {
    const container = board([STUCK]);
    expect(notes(container)).toEqual(['stuck since 14:10:42 UTC: carries nothing out.']);
    expect(shapes(rowOfNode(container, 'b'), 'critical')).toBe(1);
    expect(shapes(rowOfNode(container, 'c'), 'critical')).toBe(1);
    expect(shapes(rowOfNode(container, 'a'), 'ok')).toBe(1);
    const head = container.querySelector('section > header');
    expect(head && shapes(head, 'critical')).toBe(1);
    expect(head && words(head)).toMatch(/stuck: b, c/);
  });

  test('is told under the other where a filter hides the first', () => {
    const container = board([STUCK], { filter: 'node:c' });
    expect(container.querySelectorAll('tr[id]')).toHaveLength(1);
    expect(notes(container)).toHaveLength(1);
  });

  test('is told by machine as well', () => {
    const container = board([STUCK], { by: 'host' });
    expect(notes(container)).toHaveLength(1);
    const head = container.querySelector('section > header');
    expect(head && shapes(head, 'critical')).toBe(1);
  });

  test('and is well has no note, and no word in the head', () => {
    const container = board([proved(['b'], 'moving', 'ok')]);
    expect(notes(container)).toEqual([]);
    expect(container.querySelector('section > header .reason.w.ok + .w')).toBeNull();
  });

  test('of another group is not told here', () => {
    expect(notes(board([{ ...STUCK, group: 'other' }]))).toEqual([]);
  });
});

test('who was let go is said in the head of the group, though it is no trouble', () => {
  const name = '10.0.0.5:6379';
  const over = { kind: 'discovery', title: 'Let go', subject: name, rows: [], nodes: ['a'], isOwn: true as const };
  const head = board([proved([], 'left', 'ok', over)]);
  expect(words(head)).toContain(`let go: ${name}`);
  expect(words(board([]))).not.toContain('let go');
});
