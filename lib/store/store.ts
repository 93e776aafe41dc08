import { Listeners } from '../listeners.ts';
import { type Failing, NOTHING_OBSERVED, type Observed, type Source, sourceId } from '../reading.ts';
import { begin, finish, type Outcome, type Past } from './observe.ts';

export type Store = {
  /** What is known of a source; nothing observed for one that was never asked. */
  read(id: string): Observed<unknown>;
  begin(source: Source, at: number, isByHand: boolean): void;
  finish(source: Source, outcome: Outcome<unknown>, keep: number, past?: Past<unknown>): void;
  /** Knows nothing of a source any more. Tells nobody. */
  forget(id: string): void;
  /** Called after each change that somebody can see, with the source that changed. Answers with the way to stop it. */
  subscribe(listener: (source: Source) => void): () => void;
};

/** How a silence goes on that is older than this run of Vigil: of a source whose first attempt, at `at`, failed. Null where nothing is known of before. */
type SilenceBefore = (id: string, at: number) => Failing | null;

/** The windows of all sources, in memory. An error of a listener goes to `onError` and stops neither the asking nor other listeners. */
export function createStore(onError: (error: unknown) => void, silenceBefore: SilenceBefore = () => null): Store {
  const windows = new Map<string, Observed<unknown>>();
  const listeners = new Listeners<Source>(onError);
  const read = (id: string): Observed<unknown> => windows.get(id) ?? NOTHING_OBSERVED;
  return {
    read,
    begin(source, at, isByHand) {
      const id = sourceId(source);
      const before = read(id);
      const isShown = isByHand || before.window.length === 0;
      windows.set(id, begin(before, at, isShown));
      if (isShown) listeners.tell(source);
    },
    finish(source, outcome, keep, past) {
      const id = sourceId(source);
      const before = read(id);
      const after = finish(before, outcome, keep, past);
      const isFirst = before.attempt === null && outcome.failure !== null;
      windows.set(id, isFirst ? { ...after, failing: silenceBefore(id, outcome.at) ?? after.failing } : after);
      listeners.tell(source);
    },
    forget: (id) => void windows.delete(id),
    subscribe: (listener) => listeners.add(listener),
  };
}
