import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useKeptFocus } from '#components/ui/use-kept-focus.ts';

afterEach(cleanup);

/** Two lists, of which one holds the line "web1", where it is not gone; and a button beside them. */
function Lists({ where }: { where: 'loud' | 'quiet' | 'gone' }) {
  useKeptFocus('.lists');
  const line = (
    <li id="web1" tabIndex={-1}>
      <button type="button">{where}</button>
    </li>
  );
  return (
    <main id="main" tabIndex={-1}>
      <div className="lists">
        <ul aria-label="loud">{where === 'loud' ? line : null}</ul>
        <ul aria-label="quiet">{where === 'quiet' ? line : null}</ul>
      </div>
      {where === 'loud' ? <button type="button">beside</button> : null}
    </main>
  );
}

test('goes with a line to another list', async () => {
  const { rerender } = render(<Lists where="loud" />);
  screen.getByRole('button', { name: 'loud' }).focus();
  rerender(<Lists where="quiet" />);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('listitem')));
});

test('goes to the page where its line is over', async () => {
  const { rerender } = render(<Lists where="loud" />);
  screen.getByRole('button', { name: 'loud' }).focus();
  rerender(<Lists where="gone" />);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
});

test.each([
  { name: 'is left to others where what had it was elsewhere', had: 'beside', leave: () => {} },
  { name: 'is not given to what somebody left by a press on nothing', had: 'loud', leave: () => fireEvent.pointerDown(document.body) },
])('$name', async ({ had, leave }) => {
  const { rerender } = render(<Lists where="loud" />);
  screen.getByRole('button', { name: had }).focus();
  leave();
  rerender(<Lists where="quiet" />);
  await Promise.resolve();
  expect(document.activeElement).toBe(document.body);
});
