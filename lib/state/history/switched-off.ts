import type { History } from './history.ts';
import { HistoryProblem } from './problem.ts';

const WORDS = 'No history is kept, because the configuration says so (state.history: false): what was can neither be drawn nor shown.';

/** The history of a Vigil that keeps none by its configuration: it takes in nothing, and says to whoever asks why there is nothing. */
export function switchedOff(): History {
  const refuse = (): Promise<never> => Promise.reject(new HistoryProblem('off', WORDS));
  return {
    addReading: () => {},
    addFrame: () => {},
    addEvent: () => {},
    needsWholeFrame: () => false,
    state: () => ({ isOff: true, writtenAt: null, waiting: 0, dropped: 0, bytes: 0, keptFrom: null, trouble: null }),
    onTrouble: () => () => {},
    ...{ series: refuse, groups: refuse, events: refuse, board: refuse, blanks: refuse },
    lastBoard: async () => null,
    close: async () => {},
  };
}
