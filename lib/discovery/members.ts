import { EVENT_KEPT_MS, type Finding, type WitnessChange } from '../finding.ts';
import type { HostCard } from '../hosts.ts';
import { resolveHost } from '../io/resolve.ts';
import type { Judge } from '../judge/judge.ts';
import { Listeners } from '../listeners.ts';
import type { Estate } from '../parts.ts';
import type { KeptFile } from '../state/kept-file.ts';
import type { Discovery, GroupSpec, System, WitnessNode } from '../system.ts';
import { type Left, leftFindings, overFinding, unkeptFinding } from './findings.ts';
import { FoundKeeper, type KeptFound, type Unkept } from './found-file.ts';
import { GroupMembers, type Looked } from './group-members.ts';
import { type LiveGroup, liveGroups } from './live-estates.ts';
import { type Resolve, resolveSeldom } from './places.ts';

/** The discovery of nodes, and what is to be said of it. `onFound` tells what is said otherwise than before. */
export type Members = {
  findings(): readonly Finding[];
  onFound(listener: (change: WitnessChange) => void): () => void;
  /** Resolves when nothing more is written. */
  stop(): Promise<void>;
};

type Options = {
  estates: readonly Estate[];
  hosts: readonly HostCard[];
  judge: Pick<Judge, 'subscribe' | 'moment'>;
  /** The nodes of a group with what they have read freshly. */
  nodesOf(system: System, group: GroupSpec<unknown>): WitnessNode<unknown>[];
  /** Called when the nodes of a group are other ones, or are known otherwise. */
  onChange(): void;
  /** Where what was found is kept over a restart. */
  file: KeptFile<KeptFound>;
  resolve?: Resolve;
  onError: (error: unknown) => void;
};

type Watched = {
  system: System;
  group: LiveGroup;
  discovery: Discovery<unknown>;
  members: GroupMembers;
  isDue: boolean;
  over: readonly string[];
  overSince: number;
  left: readonly Left[];
  found: readonly Finding[];
};

/** A snapshot goes to every browser when nodes come or go, so not more often than this. */
const LOOK_EVERY_MS = 2_000;

/** Looks, after readings of groups whose nodes may name others, whom they name. Without such groups it does nothing at all. */
export function watchMembers({ estates, hosts, judge, nodesOf, onChange, file, resolve = resolveHost, onError }: Options): Members {
  const listeners = new Listeners<WitnessChange>(onError);
  const keeper = new FoundKeeper(file);
  const seldom = resolveSeldom(resolve, () => judge.moment().now);
  const watched = liveGroups(estates).flatMap((at) => watchedOf(at, { hosts, resolve: seldom, keeper }));
  if (watched.length === 0) return { findings: () => [], onFound: (listener) => listeners.add(listener), stop: async () => undefined };
  const byGroup = new Map(watched.map((one) => [`${one.system.name}/${one.group.name}`, one]));
  const leave = judge.subscribe(({ system, group }) => {
    const one = byGroup.get(`${system}/${group}`);
    if (one) one.isDue = true;
  });
  let isLooking = false;
  let isStopped = false;
  let keeping: Promise<void> = Promise.resolve();
  const look = async (one: Watched): Promise<void> => {
    one.isDue = false;
    if (await one.members.restore(one.discovery)) {
      one.isDue = true;
      if (!isStopped) onChange();
      return;
    }
    const { now } = judge.moment();
    const { isOther, left, over } = await one.members.look(one.discovery, nodesOf(one.system, one.group), now);
    if (isStopped) return;
    if (isOther) onChange();
    const change = say(one, { left, over, unkept: keeper.unkept }, now);
    if (change) listeners.tell(change);
  };
  const tick = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    for (const one of watched) if (one.isDue && !isStopped) await look(one).catch(onError);
    if (!isStopped) keeping = keepAll(keeper, watched, judge.moment().now).catch(onError);
    await keeping;
    isLooking = false;
  };
  const timer = setInterval(() => void tick(), LOOK_EVERY_MS);
  return {
    findings: () => watched.flatMap(({ found }) => found),
    onFound: (listener) => listeners.add(listener),
    async stop() {
      isStopped = true;
      clearInterval(timer);
      leave();
      await keeping;
    },
  };
}

/** Nothing is written before what was kept is among it. */
async function keepAll(keeper: FoundKeeper, watched: readonly Watched[], now: number): Promise<void> {
  if (!watched.every(({ members }) => members.isRestored)) return;
  await keeper.keep(
    watched.map(({ system, group, members }) => ({ system: system.name, group: group.name, members: members.found })),
    now,
  );
}

type Known = { hosts: readonly HostCard[]; resolve: Resolve; keeper: FoundKeeper };

function watchedOf({ system, group }: { system: System; group: LiveGroup }, { keeper, ...known }: Known): Watched[] {
  const { discovery } = system;
  if (!discovery) return [];
  const members = new GroupMembers({ system, group, ...known, kept: keeper.of(system.name, group.name) });
  return [{ system, group, discovery, members, isDue: true, over: [], overSince: 0, left: [], found: [] }];
}

type Said = Pick<Looked, 'left' | 'over'> & { unkept: Unkept | null };

/** What is to be said of a group now; null where that is what was said before. */
function say(one: Watched, { left, over, unkept }: Said, now: number): WitnessChange | null {
  if (one.over.length === 0) one.overSince = now;
  one.over = over;
  const before = one.found;
  // Of one that was let go twice the last time counts, and one that is back is asked again.
  const leftNow = left.map(({ name, unnamedSince }) => ({ name, unnamedSince, at: now }));
  const outdated = new Set([...left, ...one.members.found].map(({ name }) => name));
  one.left = [...one.left.filter(({ name, at }) => !outdated.has(name) && now - at < EVENT_KEPT_MS), ...leftNow];
  one.found = [...overFinding(one, over, one.overSince), ...unkeptFinding(one, unkept), ...leftFindings(one, one.left)];
  const known = new Set(before.map((finding) => JSON.stringify(finding)));
  const findings = one.found.filter((finding) => !known.has(JSON.stringify(finding)));
  const gone = before.filter(({ id }) => !one.found.some((is) => is.id === id)).map(({ id }) => id);
  if (findings.length + gone.length === 0) return null;
  return { system: one.system.name, group: one.group.name, findings, gone, events: null };
}
