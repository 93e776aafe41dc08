import { act, render } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { BuildBar } from '#components/shell/build-bar.tsx';
import { Board, words } from '../draw.tsx';
import { NOW } from '../estate.ts';

let served: string | null = null;
let now = NOW;
vi.mock('#components/feed/use-feed.ts', () => ({ useServedBuild: () => served, useMoment: () => ({ now, doubtBefore: 0 }) }));

function serve(build: string | null, at: number): void {
  served = build;
  now = at;
}

const bar = () => (
  <Board moment={{ now, doubtBefore: 0 }}>
    <BuildBar drawnBy="build-1" />
  </Board>
);

describe('the bar of another build', () => {
  test('is not there while nothing is known, nor for the build that drew the page', () => {
    serve(null, NOW);
    const { container, rerender } = render(bar());
    expect(words(container)).toBe('');
    serve('build-1', NOW);
    rerender(bar());
    expect(words(container)).toBe('');
  });

  test('says when another build was first seen, which does not tick, and offers it', () => {
    serve('build-2', NOW);
    const { container, rerender, getByRole } = render(bar());
    expect(words(container)).toContain('Vigil was updated, seen at 14:11:12 UTC.');
    serve('build-2', NOW + 60_000);
    act(() => rerender(bar()));
    expect(words(container)).toContain('seen at 14:11:12 UTC.');
    expect(getByRole('button').textContent).toBe('Load this page again');
    serve('build-3', NOW + 90_000);
    act(() => rerender(bar()));
    expect(words(container)).toContain('seen at 14:12:42 UTC.');
  });

  test('goes when the old build is served again', () => {
    serve('build-2', NOW);
    const { container, rerender } = render(bar());
    serve('build-1', NOW + 1_000);
    act(() => rerender(bar()));
    expect(words(container)).toBe('');
  });
});
