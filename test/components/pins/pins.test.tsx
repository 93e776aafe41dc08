import { fireEvent, screen } from '@testing-library/react';
import { SWRConfig } from 'swr';
import { describe, expect, test } from 'vitest';
import type { Answer } from '#components/access/ask-vigil.ts';
import type { Findable } from '#components/finding/findable.ts';
import { PinButton } from '#components/pins/pin-button.tsx';
import { pinOf, withPins } from '#components/pins/pin-places.ts';
import type { PinsClient } from '#components/pins/pins-client.ts';
import { PinsProvider } from '#components/pins/pins-context.tsx';
import type { Viewer } from '#lib/access/viewer.ts';
import type { PreferencesAnswer } from '#lib/http/preferences.ts';
import type { Pin } from '#lib/preferences.ts';
import { ADMIN, ANONYMOUS } from '../actions/door.tsx';
import { draw } from '../draw.tsx';

const WEB01: Pin = { path: '/hosts/web01', name: 'web01', about: 'host' };
const CHART: Pin = { path: '/charts?s=a', name: 'Memory of a', about: 'chart' };

/** A Vigil that keeps pins, or refuses to. */
function startPins(kept: Pin[], refusal: string | null = null) {
  const state = { pins: kept, asked: [] as string[] };
  const answer = (): Answer<PreferencesAnswer> =>
    refusal === null ? { ok: true, value: { display: null, pins: state.pins, unkept: null } } : { ok: false, message: refusal };
  const client: PinsClient = {
    read: async () => ({ ok: true, value: { display: null, pins: state.pins, unkept: null } }),
    pin: async (pin) => {
      state.asked.push(`pin ${pin.path}`);
      if (refusal === null) state.pins = [...state.pins, pin];
      return answer();
    },
    unpin: async (path) => {
      state.asked.push(`unpin ${path}`);
      if (refusal === null) state.pins = state.pins.filter((pin) => pin.path !== path);
      return answer();
    },
  };
  return { state, client };
}

function button(client: PinsClient, viewer: Viewer = ADMIN) {
  draw(
    <SWRConfig value={{ provider: () => new Map() }}>
      <PinsProvider viewer={viewer} client={client}>
        <PinButton {...WEB01} />
      </PinsProvider>
    </SWRConfig>,
  );
}

describe('the pin of a page', () => {
  test('is set and taken back by the same button, which says how it stands', async () => {
    const { client, state } = startPins([]);
    button(client);
    const pin = screen.getByRole('button', { name: 'Pin web01 to the overview' });
    expect(pin.getAttribute('aria-pressed')).toBe('false');
    fireEvent.click(pin);
    expect((await screen.findByText('Pinned')).getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(pin);
    await screen.findByText('Pin');
    expect(state.asked).toEqual(['pin /hosts/web01', 'unpin /hosts/web01']);
  });

  test('that could not be set says why, and does not stand as set', async () => {
    const { client } = startPins([], '40 places are pinned already');
    button(client);
    fireEvent.click(screen.getByRole('button'));
    expect((await screen.findByRole('alert')).textContent).toBe('40 places are pinned already');
    expect(screen.getByRole('button').getAttribute('aria-pressed')).toBe('false');
  });

  test('is not there for who is not signed in', () => {
    button(startPins([]).client, ANONYMOUS);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('among what is found', () => {
  const place = (name: string, path: string): Findable => ({
    ...{ id: `host ${name}`, name, about: 'host', names: [name], words: [], leads: { to: 'path', path }, look: () => null },
  });
  const found = [place('web00', '/hosts/web00'), place('web01', '/hosts/web01')];

  test('the pinned stand first, those that are not on the board too, and none twice', () => {
    expect(withPins(found, [CHART, WEB01]).map(({ name }) => name)).toEqual(['Memory of a', 'web01', 'web00']);
    expect(withPins(found, [])).toEqual(found);
  });

  test('pages and what is no place cannot be pinned', () => {
    expect(found.map(pinOf)).toEqual([{ path: '/hosts/web00', name: 'web00', about: 'host' }, WEB01]);
    expect(pinOf({ ...place('HAProxy', '/haproxy'), id: 'page /haproxy' })).toBeNull();
    expect(pinOf({ ...place('Theme: dark', ''), leads: { to: 'theme', theme: 'dark' } })).toBeNull();
  });
});
