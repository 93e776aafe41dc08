import { fireEvent, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SteadyRoom } from '#components/shell/steady-room.tsx';

let isOver = false;

beforeEach(() => {
  const real = Element.prototype.matches;
  vi.spyOn(Element.prototype, 'matches').mockImplementation(function (this: Element, selector: string) {
    return selector === ':hover' ? isOver : real.call(this, selector);
  });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const page = (isShown: boolean) => (
  <main>
    <SteadyRoom isShown={isShown}>
      <p>news</p>
    </SteadyRoom>
  </main>
);
const room = (container: Element) => container.querySelector('.room');

test('takes its room at once while no mouse is over the page', () => {
  isOver = false;
  const { container, rerender } = render(page(false));
  rerender(page(true));
  expect(room(container)?.className).toBe('room');
  expect(container.textContent).toBe('news');
  rerender(page(false));
  expect(container.textContent).toBe('');
});

test('lies over the page and moves nothing until the mouse has left it', () => {
  isOver = true;
  const { container, rerender } = render(page(false));
  rerender(page(true));
  expect(room(container)?.className).toBe('room floating');
  expect(container.textContent).toBe('news');
  fireEvent.pointerLeave(container.querySelector('main') ?? container);
  expect(room(container)?.className).toBe('room');
});

test('keeps its room when it goes, until the mouse has left the page', () => {
  isOver = true;
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(DOMRect.fromRect({ height: 54 }));
  const { container, rerender } = render(page(true));
  rerender(page(false));
  expect(container.textContent).toBe('');
  expect(container.querySelector<HTMLElement>('.room')?.style.minHeight).toBe('54px');
  fireEvent.pointerLeave(container.querySelector('main') ?? container);
  expect(container.querySelector<HTMLElement>('.room')?.style.minHeight).toBe('');
});
