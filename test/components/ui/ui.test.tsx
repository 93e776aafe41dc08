import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { FilterBox } from '#components/ui/filter-box.tsx';
import { Flash } from '#components/ui/flash.tsx';
import { Quantity } from '#components/ui/quantity.tsx';
import { inHeldOrder } from '#components/ui/use-held.ts';
import { Board, draw, words } from '../draw.tsx';

function Box() {
  const [text, setText] = useState('state:down');
  return <FilterBox text={text} onText={setText} placeholder="Filter" label="Filter the rows" />;
}

describe('the filter box', () => {
  test('takes the focus at a slash from anywhere, without typing it', () => {
    draw(<Box />);
    const box = screen.getByRole<HTMLInputElement>('textbox');
    expect(fireEvent.keyDown(document.body, { key: '/' })).toBe(false);
    expect(document.activeElement).toBe(box);
    expect(box.value).toBe('state:down');
  });

  test('leaves a slash that is typed into it alone', () => {
    draw(<Box />);
    expect(fireEvent.keyDown(screen.getByRole('textbox'), { key: '/' })).toBe(true);
  });

  test('is cleared by Escape', () => {
    draw(<Box />);
    fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' });
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('');
  });
});

test('a status flashes when it changes and not when it first appears', () => {
  const { container, rerender } = draw(<Flash of="ok">up</Flash>);
  expect(container.querySelector('.flash')).toBeNull();
  rerender(
    <Board>
      <Flash of="critical">down</Flash>
    </Board>,
  );
  expect(container.querySelector('.flash')?.textContent).toBe('down');
});

test('no value has no unit', () => expect(words(draw(<Quantity text="–" unit="ms" />).container)).toBe('–'));

test('a held order keeps what was there and puts what is new last', () => {
  expect(inHeldOrder(['new', 'b', 'a'], (one) => one, ['a', 'gone', 'b'])).toEqual(['a', 'b', 'new']);
});
