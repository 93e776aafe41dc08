'use client';
import type { KeyboardEvent } from 'react';

/** The arrow keys go from mark to mark: left and right through a lane, up and down to the nearest mark of the next lane that has one; Home and End to its first and last. */
export function useMarkKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const here = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.lanemark') : null;
    if (here === null) return;
    const marks = [...event.currentTarget.querySelectorAll<HTMLElement>('.lanemark')];
    const next = nextMark(event.key, here, marks);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
}

function nextMark(key: string, here: HTMLElement, marks: readonly HTMLElement[]): HTMLElement | undefined {
  const lane = marks.filter((mark) => mark.dataset.lane === here.dataset.lane);
  const index = lane.indexOf(here);
  switch (key) {
    case 'ArrowRight':
      return lane[index + 1];
    case 'ArrowLeft':
      return lane[index - 1];
    case 'Home':
      return lane[0];
    case 'End':
      return lane.at(-1);
    case 'ArrowDown':
    case 'ArrowUp':
      return inNextLane(here, marks, key === 'ArrowDown' ? 1 : -1);
    default:
      return undefined;
  }
}

function inNextLane(here: HTMLElement, marks: readonly HTMLElement[], by: 1 | -1): HTMLElement | undefined {
  const lanes = [...new Set(marks.map(({ dataset }) => dataset.lane))];
  const lane = lanes[lanes.indexOf(here.dataset.lane) + by];
  const away = (mark: HTMLElement): number => Math.abs(Number(mark.dataset.at) - Number(here.dataset.at));
  return marks.filter(({ dataset }) => lane !== undefined && dataset.lane === lane).sort((a, b) => away(a) - away(b))[0];
}
