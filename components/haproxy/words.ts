import { type Status, worst } from '#lib/status.ts';
import type { Check, RowState, RowView, StateWord } from '#lib/systems/haproxy/model.ts';

const WORDS: Record<Exclude<StateWord, 'unknown'>, string> = {
  up: 'up',
  down: 'down',
  nolb: 'nolb',
  drain: 'drain',
  maintenance: 'maint',
  'no check': 'no check',
  open: 'open',
  paused: 'paused',
  stopped: 'stopped',
  full: 'full',
  waiting: 'waiting',
};

/** A state in one word, as counted: "up". What the product said, where its grammar is not known. */
export function stateWord(state: RowState): string {
  return state.word === 'unknown' ? state.said || 'unknown' : WORDS[state.word];
}

/** What is said of a row's state besides its text. */
export type Stated = Pick<RowView, 'kind' | 'state' | 'isUnchecked' | 'weight'>;

/** A state in full: "up, failing checks 1/3", "up, not yet checked", "down, recovering 1/2", "maint via be_web/web01", "up, weight 0". */
export function stateWords(stated: Stated): string {
  const { state } = stated;
  return [stateWord(state) + byWords(state), checkCount(stated), isWeightless(stated) ? WEIGHTLESS : ''].filter(Boolean).join(', ');
}

const WEIGHTLESS = 'weight 0';

/** Up, and given no new sessions. */
function isWeightless({ kind, state, weight }: Stated): boolean {
  return kind === 'server' && state.word === 'up' && weight === 0;
}

/** True for a server that is given new sessions by its state and its weight. */
export function takesTraffic({ state, weight }: Pick<RowView, 'state' | 'weight'>): boolean {
  return (state.word === 'up' || state.word === 'no check') && weight !== 0;
}

function byWords({ by, via }: RowState): string {
  switch (by) {
    case 'agent':
      return ' by agent';
    case 'resolution':
      return ', name not resolved';
    case 'tracking':
      return via ? ` via ${via}` : ' by tracking';
    case null:
      return via ? ` via ${via}` : '';
  }
}

function checkCount({ state: { word, checks }, isUnchecked }: Stated): string {
  if (isUnchecked) return 'not yet checked';
  if (!checks) return '';
  return `${word === 'down' ? 'recovering' : 'failing checks'} ${checks.count}/${checks.of}`;
}

/** "L7STS 503": the code of the last check with the status it got. */
export function checkCode({ code, status }: Check): string {
  return status === null ? code : `${code} ${status}`;
}

// Up but failing its checks is a state of its own, and so is up without weight; up and not yet checked is not.
function countedWord(stated: Stated): string {
  const { state, isUnchecked } = stated;
  if (state.word === 'up' && state.checks && !isUnchecked) return 'failing checks';
  return isWeightless(stated) ? WEIGHTLESS : stateWord(state);
}

/** A row to be counted. `differs`: its instances have it in different states. */
type Counted = { view: Stated; status: Status; differs?: boolean };

/** How many of each word and the worst status among them, the most first: [up, 7, ok], [drain, 1, maintenance]. */
export function countWords(lines: readonly Counted[]): { word: string; count: number; status: Status }[] {
  const byWord = Map.groupBy(lines, ({ view, differs }) => (differs ? 'differs' : countedWord(view)));
  return [...byWord]
    .map(([word, alike]) => ({
      word,
      count: alike.length,
      status: worst(alike.map(({ status }) => status)),
    }))
    .sort((a, b) => b.count - a.count || a.word.localeCompare(b.word));
}

/** True for a check whose code says all there is to say: L4OK, L6OK, L7OK. */
export function hasPassed({ code }: Check): boolean {
  return /^L[467]OK$/.test(code);
}
