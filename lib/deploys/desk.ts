import type { Clock } from '../clock.ts';
import type { HistoryEvent } from '../history.ts';
import type { History, NewEvent } from '../state/history/history.ts';
import { DeployProblem } from './problem.ts';

/** What a script says was deployed. Times are epoch ms; `startedAt` null stands for now, or for what was said before under the same id, `endedAt` null where that is not known (yet). */
export type DeployAsk = {
  id: string | null;
  service: string;
  version: string;
  title: string | null;
  by: string | null;
  link: string | null;
  startedAt: number | null;
  endedAt: number | null;
  /** Those it concerns, none where it concerns all; null where nobody said so: then they are what was said before, or `own`. */
  systems: readonly string[] | null;
  own: readonly string[];
};

/** How far back a deploy may be put, and how far the clock of who tells of it may be ahead. */
const LONGEST_AGO_MS = 14 * 86_400_000;
const AHEAD_MS = 60_000;
/** Those that may still be written: a script says that it ends soon after it said that it began. */
const REMEMBERED = 1_000;
const LOOKED_THROUGH = 1_000;
const ANY = { system: null, group: null, node: null, text: null, before: null };

type Kept = Pick<History, 'addEvent' | 'events' | 'state'>;
type Options = { history: Kept; clock: Pick<Clock, 'now'>; systems: readonly string[] };

/** Takes in what was deployed, as marks on the timeline. */
export class DeployDesk {
  readonly #history: Kept;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #systems: readonly string[];
  readonly #marked = new Map<string, NewEvent>();

  constructor({ history, clock, systems }: Options) {
    this.#history = history;
    this.#clock = clock;
    this.#systems = systems;
  }

  /**
   * Marks a deploy, told of by `by`. The same id by the same teller is the same deploy: what is said of it then counts from now on, and what is not said stays. Throws a DeployProblem in
   * words, and rejects with what the history rejects with.
   */
  async mark(ask: DeployAsk, by: string): Promise<{ event: NewEvent; isNew: boolean }> {
    const now = this.#clock.now();
    const { trouble, isOff } = this.#history.state();
    if (isOff) throw new DeployProblem('unwritten', 'The deploy was not marked: no history is kept here (state.history: false).');
    if (trouble !== null && !trouble.isKeeping) throw new DeployProblem('unwritten', `The deploy was not marked: ${trouble.words}`);
    const key = ask.id === null ? null : `${by} ${ask.id}`;
    const known = key === null ? null : await this.#known(key, now);
    const event = eventOf(ask, { by, key, known, now });
    check(event, known, now);
    if (known !== null && isSame(known, event)) return { event: known, isNew: false };
    if (key !== null) this.#remember(key, event);
    this.#history.addEvent(event);
    return { event, isNew: known === null };
  }

  async #known(key: string, now: number): Promise<NewEvent | null> {
    const remembered = this.#marked.get(key);
    if (remembered) return remembered;
    const query = { from: now - LONGEST_AGO_MS, to: now + AHEAD_MS, kinds: ['deploy' as const], views: this.#systems };
    const events = await this.#history.events({ ...query, ...ANY, limit: LOOKED_THROUGH });
    return events.find((event) => event.key === key) ?? null;
  }

  #remember(key: string, event: NewEvent): void {
    this.#marked.delete(key);
    this.#marked.set(key, event);
    const [oldest] = this.#marked.keys();
    if (this.#marked.size > REMEMBERED && oldest !== undefined) this.#marked.delete(oldest);
  }
}

type About = { by: string; key: string | null; known: NewEvent | null; now: number };

function eventOf(ask: DeployAsk, { by, key, known, now }: About): NewEvent {
  const at = ask.startedAt ?? known?.at ?? now;
  const wasEnded = known !== null && known.until > known.at ? known.until : at;
  const said = [ask.title ?? '', ask.by === null ? '' : `by ${ask.by}`].filter((part) => part !== '').join(', ');
  const systems = ask.systems ?? known?.systems ?? ask.own;
  const link = ask.link ?? known?.link ?? null;
  return {
    ...{
      at,
      until: ask.endedAt ?? wasEnded,
      kind: 'deploy',
      systems,
      system: systems.length === 1 ? (systems[0] ?? '') : '',
    },
    ...{ group: '', node: '', subject: `${ask.service} ${ask.version}`, status: null, words: said || known?.words || '', by },
    ...(key === null ? {} : { key }),
    ...(link === null ? {} : { link }),
  };
}

function check(event: NewEvent, known: NewEvent | null, now: number): void {
  if (known !== null && known.subject !== event.subject)
    throw new DeployProblem('other', `This id is that of ${known.subject}: give ${event.subject} an id of its own.`);
  if (event.at > now + AHEAD_MS || event.until > now + AHEAD_MS)
    throw new DeployProblem('invalid', 'It lies ahead: a deploy is marked when it begins or later.');
  if (event.at < now - LONGEST_AGO_MS) throw new DeployProblem('invalid', '"startedAt" is more than 14 days ago.');
  if (event.until < event.at) throw new DeployProblem('invalid', 'It ends before it begins: "endedAt" is before "startedAt".');
}

function isSame(a: NewEvent, b: NewEvent): boolean {
  const told = ({ at, until, words, link, systems }: NewEvent | HistoryEvent): string => JSON.stringify([at, until, words, link, systems]);
  return told(a) === told(b);
}
