import type { Feed } from '../feed/feed.ts';
import { type HostCard, hostNames } from '../hosts.ts';
import type { Part, SubjectOf } from '../issues/issue.ts';
import type { Judge } from '../judge/judge.ts';
import type { Witnesses } from '../judge/witnesses.ts';
import { Listeners } from '../listeners.ts';
import type { Estate } from '../parts.ts';
import { type Moment, sourceId } from '../reading.ts';
import type { MaintenanceTarget } from './attention.ts';
import type { ClosedIssue, Watched } from './closed.ts';
import type { Desk } from './desk.ts';
import type { IssueFiles } from './issue-files.ts';
import { IssueKeeping } from './issue-keeping.ts';
import type { OpenIssue } from './open-issue.ts';
import { takeUp } from './take-up.ts';
import { type FoundTarget, findTarget } from './targets.ts';
import { type IssueNews, Watch } from './watch.ts';

/** The watch of issues, and what people say of them. */
export type Watching = {
  desk: Desk;
  /** Since when issues are watched, and when not: those that were over before are not known. */
  watched(): Watched;
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
  issues: IssueFiles;
  onError: (error: unknown) => void;
};

const LOOK_EVERY_MS = 1_000;

/** Looks at most once a second what is wrong, where anything changed, and tells the feed when something is acknowledged or planned, begins or is over. */
export function startWatching(options: Options): Watching {
  const { estates, hosts, judge, witnesses, feed, desk, onError } = options;
  const subjectOf = subjectsOf(estates);
  const parts = (): Part[] => partsOf(options);
  const { watch, keeping } = openWatch(options, parts, subjectOf);
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
      watch.tick();
      if (hasChanged) look();
      keeping.looked();
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
    desk,
    watched: () => watch.watched(),
    closed: () => {
      // Whoever saw an issue go asks at once, before the next look.
      if (hasChanged) look();
      return watch.closed();
    },
    findIssue: (key) => {
      look();
      return watch.find(key);
    },
    findTarget: (target) => findTarget(target, { estates, parts: parts(), subjectOf, names: hostNames(hosts) }),
    onIssues: (listener) => listeners.add(listener),
    async stop() {
      clearInterval(timer);
      for (const stop of stops) stop();
      await desk.stop();
      await keeping.stop();
    },
  };
}

function partsOf({ feed, judge }: Options): Part[] {
  const rowsOf = (probe: Part['probe']): Part['rows'] => (probe.isAside ? [] : [...judge.judgement(sourceId(probe.source)).rows.values()]);
  return feed.probes().map((probe) => ({ probe, rows: rowsOf(probe) }));
}

function openWatch({ estates, judge, witnesses, issues, onError }: Options, parts: () => Part[], subjectOf: SubjectOf) {
  const moment = (): Moment => judge.moment();
  const known = takeUp({ open: issues.open.kept, closed: issues.closed.kept }, moment().now);
  const systems = estates.map(({ system }) => system.name);
  const watch = new Watch({ parts, findings: () => witnesses.findings(), moment, subjectOf, systems, known });
  return { watch, keeping: new IssueKeeping({ files: issues, watch, onError }) };
}

function subjectsOf(estates: readonly Estate[]): SubjectOf {
  const bySystem = new Map(estates.map(({ system }) => [system.name, system]));
  return (name, row) => {
    const system = bySystem.get(name);
    if (!system) throw new Error(`a row of ${name}, which is not configured`);
    return system.subjectOf(row);
  };
}
