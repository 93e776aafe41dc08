import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ActionClient } from '#components/actions/action-client.ts';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { DrainView } from '#components/haproxy/drain/drain-view.tsx';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import { NO_ISSUES } from '#components/issues/open-issues.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Mark } from '#lib/act/outcome.ts';
import type { Order } from '#lib/acting.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import { ADMIN, previewed, VIEWER } from '../../actions/door.tsx';
import { draw, shapes, words } from '../../draw.tsx';
import { MOMENT, NEVER_READ, readAgo, row, SILENT } from '../../estate.ts';
import { failed, leaving, mark, on, serving, stateOf } from './drained.ts';

const OLD = readAgo(40_000);
const both = (...rows: Parameters<typeof on>[1]): Part[] => [on('lb05', rows), on('lb06', rows)];

type Given = { viewer?: Viewer; moment?: Moment; marks?: readonly Mark[]; who?: string };

function panel(parts: readonly Part[], { viewer = ADMIN, moment = MOMENT, marks = [], who = 'web01' }: Given = {}) {
  const asked: Order[] = [];
  const client: ActionClient = {
    async preview(order) {
      asked.push(order);
      return { ok: true, value: previewed({ friction: 'ask' }) };
    },
    perform: () => new Promise(() => {}),
  };
  let closed = 0;
  const state = stateOf(parts, { moment, marks, who });
  const { container } = draw(
    <IssuesContext value={{ ...NO_ISSUES, parts, cards: [], events: [] }}>
      <ActionsProvider viewer={viewer} client={client}>
        <DrainView who={who} state={state} isAsked={false} onClose={() => (closed += 1)} />
      </ActionsProvider>
    </IssuesContext>,
    { moment },
  );
  return { container, asked, closed: () => closed };
}

const heading = () => words(screen.getByRole('heading'));
const left = (container: Element) => words(container.querySelector('.left') ?? container);

describe('a server that drains', () => {
  test('says what is left by backend and instance, and who sent it', () => {
    const { container } = panel(both(leaving(3), leaving(0, 'be_api')), { marks: [mark('lb05'), mark('lb06')] });
    expect(screen.getByRole('complementary', { name: /web01/ })).toBeTruthy();
    expect(heading()).toBe('web01, draining everywhere');
    expect(left(container)).toMatch(/^6sessions left/);
    expect(words(screen.getByRole('row', { name: /be_web/ }))).toMatch(/^be_web33/);
    expect(words(screen.getByRole('row', { name: /be_api/ }))).toMatch(/empty$/);
    expect(words(container)).toContain('Drain sent by ann');
  });

  test.each<[string, Part[], Moment]>([
    ['one that counts is not read', [on('lb05', [leaving(0)]), on('lb06', [leaving(0)], OLD)], MOMENT],
    ['one was never read', [on('lb05', [leaving(0)]), on('lb06', [], NEVER_READ)], MOMENT],
    ['Vigil is not heard', both(leaving(0)), SILENT],
    ['its sessions are not told', both(leaving(null)), MOMENT],
  ])('is nowhere called empty, nor well, where %s', (_name, parts, moment) => {
    const { container } = panel(parts, { moment });
    expect(words(container)).not.toMatch(/empty:|\d+empty|Done: Sessions fall/);
    expect(screen.queryByRole('cell', { name: 'empty' })).toBeNull();
    expect(shapes(container, 'ok')).toBe(0);
  });

  test('tells how old the oldest reading is that it rests on', () => {
    panel([on('lb05', [leaving(3)]), on('lb06', [leaving(3)], OLD)]);
    expect(words(screen.getByRole('complementary', { name: /web01/ }).querySelector('header') ?? document.body)).toMatch(
      /oldest reading stale 40s/,
    );
  });

  test('is not empty where a connection is in use', () => {
    panel(both(leaving(0, 'be_web', { usedConnections: 1 })));
    expect(words(screen.getByRole('row', { name: /be_web/ }))).toMatch(/in use$/);
  });

  test('what it did not reach is named, and offered', async () => {
    const { container, asked } = panel([on('lb05', [leaving(3)]), on('lb06', [serving(9)])]);
    expect(words(container)).toContain('Still in rotation in be_web on lb06 (9 sessions there, not counted here)');
    fireEvent.click(screen.getByRole('button', { name: /^Drain there too…/ }));
    await screen.findByRole('dialog');
    const only = [{ group: 'public', node: 'lb06' }];
    expect(asked).toEqual([{ system: 'haproxy', action: 'drain', input: { server: 'web01', backend: 'be_web', group: 'public', only } }]);
  });

  test('goes back by the order that a menu sends: everywhere, or in its tier', async () => {
    const { asked } = panel(both(leaving(3)));
    fireEvent.click(screen.getByRole('button', { name: 'Put back… web01' }));
    await screen.findByRole('dialog');
    expect(asked).toEqual([{ system: 'haproxy', action: 'return', input: { server: 'web01' } }]);
  });

  test('whoever may not act sees every button, shut, with why', () => {
    const { container } = panel(both(leaving(3)), { viewer: VIEWER });
    for (const name of ['Maintenance… web01', 'Put back… web01'])
      expect(screen.getByRole('button', { name: `${name}: needs the right to act` }).getAttribute('aria-disabled')).toBe('true');
    expect(words(container)).toMatch(/needs the right to act$/);
  });

  test('is closed by its button', () => {
    const { closed } = panel(both(leaving(3)));
    fireEvent.click(screen.getByRole('button', { name: 'Close the drain panel' }));
    expect(closed()).toBe(1);
  });
});

describe('a server that does not drain', () => {
  test.each<[string, Part[], string, RegExp]>([
    ['is in rotation', both(serving(9)), 'web01, in rotation', /In rotation everywhere since 14:10:42 UTC: nothing is draining\./],
    [
      'is in rotation where it is read',
      [on('lb05', [serving(9)]), on('lb06', [serving(9)], OLD)],
      'web01, in rotation, as far as is read',
      /where it is read.*lb06 not read for 40s/,
    ],
    [
      'waits for its checks',
      [on('lb05', [failed()]), on('lb06', [serving(9)])],
      'web01, not draining, down',
      /up in 1 of 2 places; be_web on lb05: down, recovering 1\/3/,
    ],
    [
      'is not read now',
      both(leaving(4)).map(({ rows }, i) => on(`lb0${i + 5}`, rows, OLD)),
      'web01, not known now',
      /it had 8 sessions when it was read last/,
    ],
    [
      'nobody names',
      both(row({ name: 'web09' })),
      'web01, not known',
      /No instance names a server that is called web01\. That is no sign that it is empty\./,
    ],
    ['nobody was asked of yet', [on('lb05', [], NEVER_READ)], 'web01, not known', /No instance that is read names.*lb05 never read/],
  ])('says so: one that %s', (_name, parts, title, said) => {
    const { container } = panel(parts);
    expect(heading()).toBe(title);
    expect(words(container)).toMatch(said);
    expect(container.querySelector('.left')).toBeNull();
  });
});
