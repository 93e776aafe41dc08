import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ActionClient } from '#components/actions/action-client.ts';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { Answer, SessionsOf } from '#components/haproxy/sessions-of.tsx';
import { SocketActions } from '#components/haproxy/socket-actions.tsx';
import { SocketsContext } from '#components/haproxy/sockets-context.tsx';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Order } from '#lib/acting.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { nodeKey } from '#lib/roll-up.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import type { ServerState } from '#lib/systems/haproxy/model-socket.ts';
import { previewed, VIEWER } from '../actions/door.tsx';
import { draw, words } from '../draw.tsx';
import { NOW, probe, state, view } from '../estate.ts';

const may = (rights: Partial<Viewer['systems']>): Viewer => ({ ...VIEWER, systems: { ...VIEWER.systems, ...rights } });

const WITH = probe({ acting: { isEnabled: true, howToEnable: '', ways: ['socket'] } });

function row(viewer: Viewer, of: Partial<RowView> = {}, on: ProbeRow = WITH) {
  const asked: Order[] = [];
  const client: ActionClient = {
    async preview(order) {
      asked.push(order);
      return { ok: true, value: previewed({ friction: 'ask' }) };
    },
    perform: () => new Promise(() => {}),
  };
  const set: ServerState = {
    ...{ backend: 'be_web', server: 'web01', operation: 'running', flags: [] },
    ...{ weight: 10, configuredWeight: 10, hasAgent: false },
  };
  const sockets = { info: null, servers: { probe: probe(), byId: new Map([['be_web/server/web01', set]]) } };
  const { container } = draw(
    <ActionsProvider viewer={viewer} client={client}>
      <SocketsContext value={new Map([[nodeKey(on.source), sockets]])}>
        <SocketActions view={view(of)} probe={on} />
        <SessionsOf view={view(of)} probe={on} />
      </SocketsContext>
    </ActionsProvider>,
  );
  return { asked, said: () => words(container) };
}

const ACTS = may({ act: ['haproxy'] });

describe('what can be done by the socket', () => {
  test('a weight in percent is asked for as the weight that it is', () => {
    const { asked } = row(ACTS);
    fireEvent.change(screen.getByLabelText(/^Weight of web01/), { target: { value: '50%' } });
    fireEvent.click(screen.getByText('Set weight…'));
    const input = { group: 'public', backend: 'be_web', server: 'web01', weight: 5 };
    expect(asked).toEqual([{ system: 'haproxy', action: 'weight', input }]);
  });

  test('what is no weight is refused in words, and nothing is asked for', () => {
    const { asked } = row(ACTS);
    fireEvent.change(screen.getByLabelText(/^Weight of web01/), { target: { value: 'much' } });
    fireEvent.click(screen.getByText('Set weight…'));
    expect(screen.getByText('Type a whole number, or a percentage such as 50%.')).toBeTruthy();
    expect(asked).toEqual([]);
  });

  test.each<['open' | 'paused', string, string]>([
    ['open', 'pause', 'Pause fe_web on every instance of the tier…'],
    ['paused', 'resume', 'Resume fe_web on every instance of the tier…'],
  ])('a frontend that is %s is offered to %s', (word, action, label) => {
    const { asked } = row(ACTS, { kind: 'frontend', proxy: 'fe_web', name: 'FRONTEND', state: state({ word }) });
    fireEvent.click(screen.getByText(label));
    expect(asked).toEqual([{ system: 'haproxy', action, input: { group: 'public', frontend: 'fe_web' } }]);
  });

  test('nothing is offered to who may not act, and where there is no socket to act by', () => {
    expect(row(VIEWER).said()).not.toContain('Set weight');
    expect(row(ACTS, {}, probe()).said()).not.toContain('Set weight');
  });
});

describe('the sessions of a server', () => {
  test('are offered to who may see details, and others are told what they lack', () => {
    expect(row(may({ details: ['haproxy'] })).said()).toContain('List its sessions on lb05');
    expect(row(VIEWER).said()).toContain('needs the right to details of HAProxy');
  });

  test('are told with their count, their age and how old the answer is', () => {
    const session = {
      id: '0x1',
      source: '10.0.0.1:5',
      protocol: 'tcpv4',
      frontend: 'fe_web',
      backend: 'be_web',
      server: 'web01',
      age: '1m2s',
      ageSeconds: 62,
    };
    const list = { count: 300, sources: 2, sessions: [session] };
    const shown = words(draw(<Answer answer={{ observedAt: NOW - 5_000, list, failure: null }} />).container);
    expect(shown).toContain('300 sessions from 2 addresses, the 1 oldest below, asked 5s ago.');
    expect(shown).toContain('10.0.0.1:5tcpv4fe_webweb011m2s');
  });

  test('that were not told say why, and are never drawn as none', () => {
    const failure = {
      kind: 'permission',
      message: '"show sess" needs level operator',
      node: 'web/lb1',
      question: 'show sess',
      received: null,
    } as const;
    const shown = words(draw(<Answer answer={{ observedAt: NOW - 5_000, list: null, failure }} />).container);
    expect(shown).toContain('Asked 5s ago, and not told: "show sess" needs level operator');
    expect(shown).not.toContain('No session');
  });
});
