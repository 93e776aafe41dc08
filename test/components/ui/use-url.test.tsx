import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useUrlText } from '#components/ui/use-url.ts';

function Box() {
  const [text, setText] = useUrlText('q');
  return <input aria-label="Filter" value={text} onChange={(event) => setText(event.target.value)} />;
}

/** What the address said of the filter when the link was followed. */
let followedAt: (string | null)[] = [];
const written = (): string | null => new URLSearchParams(window.location.search).get('q');

beforeEach(() => {
  vi.useFakeTimers();
  followedAt = [];
  window.history.replaceState(null, '', '/redis');
  render(
    <SearchParamsContext value={new URLSearchParams() as never}>
      <Box />
      <button type="button" onClick={() => followedAt.push(written())}>
        Away
      </button>
    </SearchParamsContext>,
  );
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function type(text: string): void {
  fireEvent.change(screen.getByLabelText('Filter'), { target: { value: text } });
}

/** As a navigation of Next ends: another page at another address, which has no such filter. */
function arrive(): void {
  window.history.pushState(null, '', '/issues');
  act(() => vi.advanceTimersByTime(1_000));
}

test('what is typed is written when the typing pauses', () => {
  type('web');
  expect(written()).toBeNull();
  type('web01');
  act(() => vi.advanceTimersByTime(1_000));
  expect(written()).toBe('web01');
});

test('a link that is followed at once finds the address written, and nothing is written while it is on its way', () => {
  type('web01');
  fireEvent.click(screen.getByText('Away'));
  expect(followedAt).toEqual(['web01']);
  arrive();
  expect(window.location.href).toMatch(/\/issues$/);
});

test('so does Enter, by which the palette goes elsewhere', () => {
  type('web01');
  fireEvent.keyDown(screen.getByText('Away'), { key: 'Enter' });
  expect(written()).toBe('web01');
  arrive();
  expect(written()).toBeNull();
});

test('going back drops what was not written, and the box says what the address says', () => {
  type('web01');
  window.history.replaceState(null, '', '/hosts');
  fireEvent.popState(window);
  arrive();
  expect(written()).toBeNull();
  expect(screen.getByLabelText('Filter')).toHaveProperty('value', '');
});
