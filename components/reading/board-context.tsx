'use client';
import { createContext, type ReactNode, useContext } from 'react';
import type { PollAnswer, PollTarget } from '#components/feed/poll-now.ts';
import type { Moment } from '#lib/reading.ts';

/** `own` judges Vigil's own probes; `board` judges everything else, and doubts all of it while one of Vigil's own is in trouble. */
export type BoardTime = { own: Moment; board: Moment };

export type Poll = (target: PollTarget) => Promise<PollAnswer>;

// Until a moment is provided everything is in doubt.
const NO_TIME: Moment = { now: 0, doubtBefore: Number.POSITIVE_INFINITY };

const TimeContext = createContext<BoardTime>({ own: NO_TIME, board: NO_TIME });
const PollContext = createContext<Poll>(async () => ({ ok: false, message: 'nothing is connected' }));

/** What every part of the board needs: the time to judge by, and how to ask for a poll. Only what reads the time is drawn again when it ticks. */
export function BoardContext({ time, poll, children }: { time: BoardTime; poll: Poll; children: ReactNode }) {
  return (
    <PollContext value={poll}>
      <TimeContext value={time}>{children}</TimeContext>
    </PollContext>
  );
}

/** The moment to judge by; ticks once a second. */
export function useBoardTime(): BoardTime {
  return useContext(TimeContext);
}

export function usePoll(): Poll {
  return useContext(PollContext);
}
