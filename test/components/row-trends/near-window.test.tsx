import { act } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { RowSparkline } from '#components/haproxy/row-trends/row-sparkline.tsx';
import { draw } from '../draw.tsx';

type Entry = { target: Element; isIntersecting: boolean };

/** What the browser has and this test's document does not. */
class Observer {
  static made: Observer[] = [];
  readonly watched = new Set<Element>();
  readonly #tell: (entries: readonly Entry[]) => void;
  readonly margin: string | undefined;
  constructor(tell: (entries: readonly Entry[]) => void, options?: { rootMargin?: string }) {
    this.#tell = tell;
    this.margin = options?.rootMargin;
    Observer.made.push(this);
  }
  observe(element: Element): void {
    this.watched.add(element);
  }
  unobserve(element: Element): void {
    this.watched.delete(element);
  }
  disconnect(): void {
    this.watched.clear();
  }
  move(target: Element, isIntersecting: boolean): void {
    act(() => this.#tell([{ target, isIntersecting }]));
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  Observer.made = [];
});

const line = (of: string) => (
  <RowSparkline key={of} parts={[{ source: 'haproxy/g/n/stats', row: of }]} figure="rate" of={of} isStale={false} />
);
const places = (container: Element) => [...container.querySelectorAll('.rowspark')];
const drawn = (container: Element) => places(container).map((place) => place.querySelector('svg') !== null);

test('lines are drawn near the window alone, each in a place that is there before, and one observer watches them all', () => {
  vi.stubGlobal('IntersectionObserver', Observer);
  const { container, unmount } = draw(['web01', 'web02'].map(line));
  const [observer, ...others] = Observer.made;
  expect([others, observer?.margin, observer?.watched.size]).toEqual([[], '100% 0px', 2]);
  expect(drawn(container)).toEqual([false, false]);
  const [, second] = places(container);
  if (!second) throw new Error('no place');
  observer?.move(second, true);
  expect(drawn(container)).toEqual([false, true]);
  observer?.move(second, false);
  expect(drawn(container)).toEqual([false, false]);
  unmount();
  expect(observer?.watched.size).toBe(0);
});

test('all lines are drawn for paper', () => {
  vi.stubGlobal('IntersectionObserver', Observer);
  const { container } = draw(['web01', 'web02'].map(line));
  act(() => void window.dispatchEvent(new Event('beforeprint')));
  expect(drawn(container)).toEqual([true, true]);
});

test('all lines are drawn at once where nothing tells what is near', () => {
  const { container } = draw(['web01', 'web02'].map(line));
  expect(drawn(container)).toEqual([true, true]);
});
