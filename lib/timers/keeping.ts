import type { Door } from '../act/door.ts';
import type { Feed } from '../feed/feed.ts';
import type { Finding, WitnessChange } from '../finding.ts';
import { Listeners } from '../listeners.ts';
import type { Estate } from '../parts.ts';
import { timerFindings } from './findings.ts';
import { TimerKeeper } from './keeper.ts';
import { TimerProblem } from './problem.ts';

/** The timers, and what is found of those that did not do what was wanted. `onFound` tells what is found otherwise than before. */
export type Timing = {
  keeper: TimerKeeper;
  findings(): readonly Finding[];
  onFound(listener: (change: WitnessChange) => void): () => void;
  stop(): Promise<void>;
};

type Options = Omit<ConstructorParameters<typeof TimerKeeper>[0], 'door'> & {
  estates: readonly Estate[];
  door: Door;
  feed: Pick<Feed, 'timersChanged' | 'findingsChanged'>;
};

const LOOK_EVERY_MS = 1_000;

/** Looks about once a second what is due, and tells the feed what becomes of it. */
export function startTimers({ estates, door, feed, ...options }: Options): Timing {
  const keeper = new TimerKeeper({ ...options, door });
  for (const { title, by, order } of keeper.kept())
    if (!estates.some(({ system }) => system.name === order.system)) options.onError(homeless(`"${title}", set by ${by}`, order.system));
  let found = timerFindings(keeper.kept(), estates);
  const tell = (): void => {
    const before = found;
    found = timerFindings(keeper.kept(), estates);
    feed.timersChanged();
    for (const change of changesOf(before, found)) listeners.tell(change);
  };
  const look = (): void => {
    try {
      keeper.look();
    } catch (error) {
      options.onError(error);
    }
  };
  const listeners = new Listeners<WitnessChange>(options.onError);
  listeners.add((change) => feed.findingsChanged(change));
  const stops = [keeper.onChange(tell), door.onMarks((system) => keeper.looked(system))];
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    keeper,
    findings: () => found,
    onFound: (listener) => listeners.add(listener),
    async stop() {
      clearInterval(timer);
      await keeper.stop();
      for (const stop of stops) stop();
    },
  };
}

/** What is found otherwise than before, by group. */
function changesOf(before: readonly Finding[], found: readonly Finding[]): WitnessChange[] {
  const changed = found.filter(({ id, verdict }) => !before.some((one) => one.id === id && one.verdict.reason === verdict.reason));
  const gone = before.filter(({ id }) => !found.some((one) => one.id === id));
  const groups = Map.groupBy([...changed, ...gone], ({ system, group }) => JSON.stringify([system, group]));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const all = [first, ...others];
    const [findings, ids] = [all.filter((one) => changed.includes(one)), all.filter((one) => gone.includes(one)).map(({ id }) => id)];
    return [{ system: first.system, group: first.group, findings, gone: ids, events: null }];
  });
}

function homeless(timer: string, system: string): TimerProblem {
  return new TimerProblem('not found', `The timer ${timer}, is of ${system}, which is not configured any more: nothing will come of it.`);
}
