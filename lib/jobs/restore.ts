import { formatUtc } from '../format/time.ts';
import type { AnyJob, RunCard } from '../job.ts';
import type { EndedRun } from './run.ts';
import type { KeptRun } from './run-files.ts';

/** Of one job at one node: enough to compare with. */
const MOST_OF_NODE = 5;
/** Of all: a result takes up to a few hundred kB. */
const MOST_KEPT = 60;
/** Of all, as they lie on disk. */
const MOST_BYTES = 100_000_000;

type JobsOf = readonly { name: string; jobs: readonly AnyJob[] }[];

/** The runs of before a restart, the oldest first. `lost` are those of them that Vigil did not live to end. */
export function restoreRuns(kept: readonly KeptRun[], systems: JobsOf, now: number): { runs: EndedRun[]; lost: EndedRun[] } {
  const runs = kept.map(({ card, form, result }) => {
    const job = systems.find(({ name }) => name === card.system)?.jobs.find(({ name }) => name === card.job) ?? null;
    if (card.state.is === 'running') return { card: lostCard(card, now), job, result: null };
    if (result === null || job?.form === form) return { card, job, result };
    return { card: unreadableCard(card), job, result: null };
  });
  return { runs, lost: runs.filter((_run, index) => kept[index]?.card.state.is === 'running') };
}

/** What is kept of runs, the oldest first: those that go on, and of those that have ended the newest. `bytesOf` is what one takes on disk. */
export function newestRuns<Any extends EndedRun>(runs: readonly Any[], bytesOf: (run: Any) => number): readonly Any[] {
  const ended = runs.filter(({ card }) => card.state.is !== 'running').toReversed();
  const placeOf = ({ card: { system, group, node, job } }: Any): string => JSON.stringify([system, group, node, job]);
  const newest = new Set([...Map.groupBy(ended, placeOf).values()].flatMap((own) => own.slice(0, MOST_OF_NODE)));
  let bytes = 0;
  const kept = new Set(
    ended
      .filter((run) => newest.has(run))
      .slice(0, MOST_KEPT)
      .filter((run, index) => {
        bytes += bytesOf(run);
        return index === 0 || bytes <= MOST_BYTES;
      }),
  );
  return runs.filter((run) => run.card.state.is === 'running' || kept.has(run));
}

function lostCard(card: RunCard, now: number): RunCard {
  const { progress, progressAt, startedAt } = card;
  const far = progress === null ? 'It had told of no progress' : `It had come so far: ${progress.words.replace(/\.$/, '')}`;
  const between = `between ${formatUtc(progressAt ?? startedAt)} and ${formatUtc(now)}`;
  const words = `Vigil ended while it ran, ${between}. ${far}. What it had found went with it: start it anew where it is still wanted.`;
  return { ...card, state: { is: 'lost', at: now, words }, hasResult: false };
}

/** The file stays as it is: the version that wrote it reads it. */
function unreadableCard(card: RunCard): RunCard {
  if (card.state.is === 'running') return card;
  const words = `${card.state.words} It was found by another version of Vigil, in a form that this one does not read.`;
  return { ...card, state: { ...card.state, words }, hasResult: false };
}
