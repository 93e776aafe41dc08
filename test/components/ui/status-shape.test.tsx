import { render } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { StatusShape, StatusSprite } from '#components/ui/status-shape.tsx';
import { STATUSES } from '#lib/status.ts';

describe('the six statuses are told apart without colour', () => {
  test('by shapes of which no two are drawn by the same outlines', () => {
    const { container } = render(<StatusSprite />);
    const outlines = [...container.querySelectorAll('symbol')].map((symbol) => symbol.innerHTML.replace(/(fill|stroke)="[^"]*"/g, ''));
    expect(outlines).toHaveLength(STATUSES.length);
    expect(new Set(outlines).size).toBe(STATUSES.length);
  });

  test('by shapes that name no colour of their own', () => {
    const { container } = render(<StatusSprite />);
    const colours = [...container.querySelectorAll('symbol *')].flatMap((part) => [part.getAttribute('fill'), part.getAttribute('stroke')]);
    const own = colours.filter((colour) => colour !== null && !/^(none|currentColor|var\(--knockout, #fff\))$/.test(colour));
    expect(own).toEqual([]);
  });

  test('by words, for who does not see them', () => {
    const { container } = render(STATUSES.map((status) => <StatusShape key={status} status={status} label={status} />));
    const labels = [...container.querySelectorAll('[role=img]')].map((shape) => shape.getAttribute('aria-label'));
    expect(labels).toEqual([...STATUSES]);
  });
});
