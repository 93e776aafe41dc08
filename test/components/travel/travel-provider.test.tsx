import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useLink, useMoment, useProbes } from '#components/feed/use-feed.ts';
import { isLookingBack } from '#components/travel/guard.ts';
import { PastGate } from '#components/travel/past-gate.tsx';
import { useTravel } from '#components/travel/travel-context.ts';
import { withMoment } from '#components/travel/use-kept-links.ts';
import { NOW } from '../estate.ts';
import { AT, AT_MS, renderTravelled } from './travelled.tsx';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  window.scrollTo = () => {};
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  window.history.replaceState(null, '', '/');
});

function Page() {
  const travel = useTravel();
  const link = useLink();
  const { now } = useMoment();
  const nodes = useProbes().map(({ source }) => source.node);
  return (
    <>
      <PastGate>
        <output>{`${link.state} ${nodes.join()} ${now}`}</output>
        <a href="/redis?q=web#place">Redis</a>
      </PastGate>
      <button type="button" onClick={() => travel.go(AT_MS)}>
        Go
      </button>
      <button type="button" onClick={travel.leave}>
        Leave
      </button>
    </>
  );
}

const pass = (ms = 1_000) => act(() => vi.advanceTimersByTimeAsync(ms));
const shown = (): string => screen.queryByRole('status')?.textContent ?? 'no page';
const PAST = `past of-then ${AT_MS - 1_000}`;
const LIVE = `live of-now ${NOW}`;
const open = async (address: string, refuse?: string) => {
  const drawn = renderTravelled(address, <Page />, refuse === undefined ? {} : { refuse });
  await pass();
  return drawn;
};
/** As Next does when a link was followed: the address of the other page, which knows of no moment. */
const follow = async (path: string) => {
  window.history.pushState(null, '', path);
  await pass();
};

describe('the moment in the address', () => {
  test('without one the page is of now', async () => {
    await open('/redis');
    expect([shown(), isLookingBack()]).toEqual([LIVE, false]);
  });

  test('is what the page shows, and nothing of now is drawn before it is there', async () => {
    renderTravelled(`/redis?at=${AT}`, <Page />);
    expect([shown(), screen.getByText(/Reading the board of/).textContent]).toEqual(['no page', expect.stringContaining('03:12:30')]);
    await pass();
    expect([shown(), isLookingBack()]).toEqual([PAST, true]);
  });

  test.each([
    ['is no time', 'yesterday'],
    ['is of no zone', '2026-03-04T03:12:30'],
    ['is empty', ''],
  ])('one that %s is said so, and is not shown as now', async (_name, text) => {
    await open(`/redis?at=${encodeURIComponent(text)}`);
    expect([shown(), screen.getByText(/is no time/).textContent]).toEqual(['no page', expect.stringContaining('?at=')]);
  });

  test('whose board cannot be had is said so, with the way to one that can', async () => {
    await open(`/redis?at=${AT}`, 'Vigil was stopped');
    expect(shown()).toBe('no page');
    expect(screen.getByText(/Vigil was stopped/).textContent).toContain('The last before');
  });
});

describe('on the way', () => {
  test('a link that was followed keeps the moment', async () => {
    await open(`/redis?at=${AT}`);
    await follow('/hosts?q=a');
    expect([shown(), window.location.pathname, new URLSearchParams(window.location.search).get('at')]).toEqual([PAST, '/hosts', AT]);
  });

  test('nothing of now is drawn in between', async () => {
    await open(`/redis?at=${AT}`);
    window.history.pushState(null, '', '/hosts');
    const seen = new Set<string>();
    for (let step = 0; step < 20; step += 1) {
      await pass(20);
      seen.add(shown());
    }
    expect([...seen]).toEqual([PAST]);
  });

  test('going to a moment is a step of its own, and back from it is now', async () => {
    await open('/redis?q=web');
    fireEvent.click(screen.getByText('Go'));
    await pass();
    expect([shown(), window.location.search]).toEqual([PAST, `?q=web&at=${encodeURIComponent(AT)}`]);
    // As the browser does: the address is the one before, then it tells of it.
    window.history.replaceState(null, '', '/redis?q=web');
    act(() => void window.dispatchEvent(new PopStateEvent('popstate')));
    await pass();
    expect([shown(), window.location.search, isLookingBack()]).toEqual([LIVE, '?q=web', false]);
  });

  test('leaving keeps all of the address but the moment', async () => {
    await open(`/redis?q=web&at=${AT}#place`);
    fireEvent.click(screen.getByText('Leave'));
    await pass();
    expect([shown(), window.location.search, window.location.hash, isLookingBack()]).toEqual([LIVE, '?q=web', '#place', false]);
    await follow('/hosts');
    expect([shown(), window.location.search]).toEqual([LIVE, '']);
  });

  test('Escape does not leave', async () => {
    await open(`/redis?at=${AT}`);
    fireEvent.keyDown(document.body, { key: 'Escape' });
    await pass();
    expect(shown()).toBe(PAST);
  });

  test('a link carries the moment when it is used, so that one opened beside is of then too, and no longer after leaving', async () => {
    await open(`/redis?at=${AT}`);
    const link = screen.getByText('Redis');
    link.addEventListener('click', (event) => event.preventDefault());
    fireEvent.click(link);
    expect(link.getAttribute('href')).toBe(`/redis?q=web&at=${encodeURIComponent(AT)}#place`);
  });
});

test.each([
  ['/redis', `/redis?at=${encodeURIComponent(AT)}`],
  ['/hosts/a%2Fb?q=x#y', `/hosts/a%2Fb?q=x&at=${encodeURIComponent(AT)}#y`],
  ['/redis?at=2026-01-01T00:00:00Z', null],
  ['#main', null],
  ['/tv', null],
  ['/tv?x=1', null],
  ['/live/v1/jobs/export?id=1', null],
  ['/sign-in?from=/redis', null],
  ['https://example.com/redis', null],
])('the link %s with the moment is %s', (href, carried) => expect(withMoment(href, AT)).toBe(carried));
