import { cleanup, type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import { BoardContext, type Poll } from '#components/reading/board-context.tsx';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Moment } from '#lib/reading.ts';
import { boardMoment } from '#lib/roll-up.ts';
import { MOMENT } from './estate.ts';

afterEach(cleanup);

type Around = { moment?: Moment; probes?: readonly ProbeRow[]; poll?: Poll };

const NO_POLL: Poll = async () => ({ ok: true, asked: 1 });

/** The time and the poll that the shell gives to a page. */
export function Board({ moment = MOMENT, probes = [], poll = NO_POLL, children }: Around & { children: ReactNode }) {
  return (
    <BoardContext time={{ own: moment, board: boardMoment(probes, moment) }} poll={poll}>
      {children}
    </BoardContext>
  );
}

/** Draws a part of the page as it stands on the board at a moment. */
export function draw(part: ReactNode, around: Around = {}): RenderResult {
  return render(<Board {...around}>{part}</Board>);
}

/** How often the shape of a status is drawn. */
export function shapes(container: Element, status: string): number {
  return container.querySelectorAll(`use[href="#status-${status}"]`).length;
}

/** What is on screen, with its white space made single. */
export function words(container: Element): string {
  return (container.textContent ?? '').replace(/\s+/g, ' ').trim();
}
