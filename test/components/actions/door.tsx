import { fireEvent, screen } from '@testing-library/react';
import type { ActionClient, Performed } from '#components/actions/action-client.ts';
import { ActionsProvider, useActions } from '#components/actions/actions-context.tsx';
import type { Opening } from '#components/actions/run.ts';
import type { Poll } from '#components/reading/board-context.tsx';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Outcome, Performing, Previewed } from '#lib/act/outcome.ts';
import type { Order, Step } from '#lib/acting.ts';
import { draw } from '../draw.tsx';
import { NOW } from '../estate.ts';

export const ADMIN: Viewer = {
  is: 'user',
  name: 'ann',
  key: 's1',
  systems: { view: ['haproxy'], act: ['haproxy'], details: [] },
  isAdmin: true,
  expiresAt: NOW + 3_600_000,
  hadSession: false,
};
export const VIEWER: Viewer = { ...ADMIN, name: 'dev', systems: { view: ['haproxy'], act: [], details: [] }, isAdmin: false };
export const ANONYMOUS: Viewer = { ...VIEWER, is: 'anonymous', name: 'anonymous', key: 'anonymous', expiresAt: null };

export const ORDER: Order = { system: 'haproxy', action: 'drain', input: { server: 'web03', backend: 'be_web', group: 'public' } };
export const OPENING: Opening = { order: ORDER, title: 'Drain web03 in be_web', asks: false, lasts: true, target: 'web03' };

export function step(node = 'lb05', over: Partial<Step> = {}): Step {
  const place = { group: 'public', node, target: 'be_web/web03', row: 'be_web/server/web03' };
  return { ...place, commands: ['drain'], before: 'up', wanted: 'drain', detail: null, ...over };
}

export function previewed(over: Partial<Previewed> = {}): Previewed {
  return {
    title: 'Drain web03 in be_web',
    button: 'Drain web03',
    summary: 'No new sessions on 2 instances. Running ones go on: 118 now.',
    friction: 'click',
    typed: null,
    notes: [],
    steps: [step('lb05'), step('lb06')],
    leftOut: [],
    refusal: null,
    instead: null,
    hash: 'h1',
    observedAt: NOW - 2_000,
    underWay: null,
    ...over,
  };
}

export function outcome(over: Partial<Outcome> = {}): Outcome {
  return {
    id: 'a1',
    title: 'Drain web03 in be_web',
    result: 'confirmed',
    words: 'Confirmed by reading back on lb05, lb06, 1.2 s.',
    by: 'ann',
    askedAt: NOW,
    endedAt: NOW + 1_200,
    steps: [],
    leftOut: [],
    finish: null,
    undo: null,
    ...over,
  };
}

export const ended = (over: Partial<Outcome> = {}): Performed => ({ is: 'ended', outcome: outcome(over) });

export type Script = { previews?: Previewed[]; answers?: (Performed | Promise<Performed>)[]; viewer?: Viewer; poll?: Poll };

/** A door that answers from a script, the last line again and again, and remembers what it was asked. */
export function openDoor({ previews = [previewed()], answers = [ended()], viewer = ADMIN, poll }: Script) {
  const asked: Order[] = [];
  const sent: Performing[] = [];
  const nth = <T,>(list: readonly T[], index: number): T => list[Math.min(index, list.length - 1)] as T;
  const client: ActionClient = {
    async preview(order) {
      asked.push(order);
      return { ok: true, value: nth(previews, asked.length - 1) };
    },
    async perform(performing) {
      sent.push(performing);
      return nth(answers, sent.length - 1);
    },
  };
  const page = (
    <ActionsProvider viewer={viewer} client={client}>
      <Press />
    </ActionsProvider>
  );
  const drawn = draw(page, poll ? { poll } : {});
  return { asked, sent, drawn };
}

function Press() {
  const { open } = useActions();
  return (
    <>
      <button type="button" onClick={() => open(OPENING)}>
        one click
      </button>
      <button type="button" onClick={() => open({ ...OPENING, asks: true })}>
        asks
      </button>
    </>
  );
}

export const press = (name: string | RegExp): void => void fireEvent.click(screen.getByRole('button', { name }));
