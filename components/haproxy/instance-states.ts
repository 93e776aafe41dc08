import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import { ageMs } from '#lib/reading.ts';
import { isWorse, type Status } from '#lib/status.ts';
import { type ProxyLine, proxyStatus } from './lines.ts';
import type { MergedRow, OnInstance } from './merge.ts';
import { countWords, stateWord, stateWords } from './words.ts';

/** What one instance has of a row or a proxy. `said` in words, and `word` as it is counted; both null where it has nothing of it. */
export type InstanceState = { probe: ProbeRow; status: Status; said: string | null; word: string | null; isUnread: boolean };

/** How each instance of a tier has a row. */
export function rowStates({ on }: MergedRow): InstanceState[] {
  return on.map(({ probe, view, status, isUnread }) => ({
    probe,
    status,
    said: view && stateWords(view),
    word: view && stateWord(view.state),
    isUnread,
  }));
}

/** How each instance has a proxy, by its own row and by what stands under it there. */
export function proxyStates({ head, children }: ProxyLine): InstanceState[] {
  const rows = head ? [head, ...children] : children;
  return (rows[0]?.on ?? []).map((first, index) => {
    const own = head ? ofInstance([head], index) : [];
    const below = ofInstance(children, index);
    const [self] = own;
    const { probe, isUnread } = first;
    if (!self && below.length === 0) return { probe, status: worstOf(rows, index, first.status), said: null, word: null, isUnread };
    const status = proxyStatus(
      self?.status ?? null,
      below.map((one) => one.status),
    );
    const word = self ? stateWord(self.view.state) : null;
    return { probe, status, said: below.length > 0 ? countsIn(below) : (self && stateWords(self.view)) || null, word, isUnread };
  });
}

type There = OnInstance & { view: NonNullable<OnInstance['view']> };

function ofInstance(rows: readonly MergedRow[], index: number): There[] {
  return rows.flatMap(({ on }) => {
    const one = on[index];
    return one?.view ? [{ ...one, view: one.view }] : [];
  });
}

function worstOf(rows: readonly MergedRow[], index: number, first: Status): Status {
  return rows.reduce((worst, { on }) => {
    const status = on[index]?.status ?? worst;
    return isWorse(status, worst) ? status : worst;
  }, first);
}

function countsIn(rows: readonly There[]): string {
  return countWords(rows)
    .map(({ word, count }) => `${formatCount(count)} ${word}`)
    .join(', ');
}

/** "lb05: drain, read 2s ago". */
export function instanceWords({ probe, said, isUnread, status }: InstanceState, now: number): string {
  const { node } = probe.source;
  if (isUnread || probe.newest === null) return `${node}: never read`;
  const age = formatAge(ageMs(probe.newest, now));
  return `${node}: ${said ?? 'not there'}, ${status === 'stale' ? 'stale' : 'read'} ${age}${status === 'stale' ? '' : ' ago'}`;
}
