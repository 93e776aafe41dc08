import type { Feed } from '../feed/feed.ts';
import { type HostCard, hostNames } from '../hosts.ts';
import type { Part, SubjectOf } from '../issues/issue.ts';
import type { Judge } from '../judge/judge.ts';
import type { Witnesses } from '../judge/witnesses.ts';
import { Listeners } from '../listeners.ts';
import type { Estate } from '../parts.ts';
import { sourceId } from '../reading.ts';
import type { MaintenanceTarget } from './attention.ts';
import type { ClosedIssue } from './closed.ts';
import type { Desk } from './desk.ts';
import type { OpenIssue } from './open-issue.ts';
import { type FoundTarget, findTarget } from './targets.ts';
import { type IssueNews, Watch } from './watch.ts';

/** The watch of issues, and what people say of them. */
export type Watching = {
  desk: Desk;
  /** Since when (epoch ms) issues are watched: those that were over before are not known. */
  watchedSince: number;
  /** Newest first. */
  closed(): readonly ClosedIssue[];
  /** The issue of this key, where it is open now. */
  findIssue(key: string): OpenIssue | null;
  findTarget(target: MaintenanceTarget): FoundTarget | null;
  /** Called where issues are found or over. Answers with the way to stop it. */
  onIssues(listener: (news: IssueNews) => void): () => void;
  stop(): Promise<void>;
};

type Options = {
  estates: readonly Estate[];
  hosts: readonly HostCard[];
  judge: Judge;
  witnesses: Pick<Witnesses, 'findings' | 'subscribe'>;
  feed: Feed;
  desk: Desk;
  onError: (error: unknown) => void;
};

const LOOK_EVERY_MS = 1_000;

/** Looks at most once a second what is wrong, where anything changed, and tells the feed when something is acknowledged or planned, begins or is over. */
export function startWatching({ estates, hosts, judge, witnesses, feed, desk, onError }: Options): Watching {
  const subjectOf = subjectsOf(estates);
  const names = hostNames(hosts);
  const rowsOf = (probe: Part['probe']): Part['rows'] => (probe.isAside ? [] : [...judge.judgement(sourceId(probe.source)).rows.values()]);
  const parts = (): Part[] => feed.probes().map((probe) => ({ probe, rows: rowsOf(probe) }));
  const systems = estates.map(({ system }) => system.name);
  const watch = new Watch({ parts, findings: () => witnesses.findings(), moment: () => judge.moment(), subjectOf, systems });
  const listeners = new Listeners<IssueNews>(onError);
  let hasChanged = true;
  const change = (): void => {
    hasChanged = true;
  };
  const look = (): void => {
    hasChanged = false;
    const news = watch.look(desk.attention().acknowledgements);
    if (news.found.length + news.over.length > 0) listeners.tell(news);
  };
  const tick = (): void => {
    try {
      if (hasChanged) look();
      desk.review((key, sources) => watch.isOver(key, sources));
    } catch (error) {
      onError(error);
    }
  };
  const stops = [
    ...[judge.subscribe(change), judge.onTransition(change), witnesses.subscribe(change)],
    ...[desk.onChange(change), desk.onChange(() => feed.attentionChanged())],
  ];
  const timer = setInterval(tick, LOOK_EVERY_MS);
  return {
    ...{ desk, watchedSince: watch.watchedSince },
    closed: () => {
      // Whoever saw an issue go asks at once, before the next look.
      if (hasChanged) look();
      return watch.closed();
    },
    findIssue: (key) => {
      look();
      return watch.find(key);
    },
    findTarget: (target) => findTarget(target, { estates, parts: parts(), subjectOf, names }),
    onIssues: (listener) => listeners.add(listener),
    async stop() {
      clearInterval(timer);
      for (const stop of stops) stop();
      await desk.stop();
    },
  };
}

function subjectsOf(estates: readonly Estate[]): SubjectOf {
  const bySystem = new Map(estates.map(({ system }) => [system.name, system]));
  return (name, row) => {
    const system = bySystem.get(name);
    if (!system) throw new Error(`a row of ${name}, which is not configured`);
    return system.subjectOf(row);
  };
}
