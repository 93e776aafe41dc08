'use client';
import { useMemo } from 'react';
import { isSilence } from '#lib/failure.ts';
import { freshness, type Moment } from '#lib/reading.ts';
import type { Part } from './summary.ts';

/** Beyond this many instances a table has one column for all of them. */
const COLUMNS_UP_TO = 6;

/**
 * One instance of a tier as its column shows it. `isRefused`: it answers and gives no reading, so that its last values are drawn dimmed from then on, before their
 * age is up.
 */
export type Instance = { name: string; short: string; is: 'fresh' | 'stale' | 'unread'; isRefused: boolean };

/** The instances of a tier at this moment, in the order of their parts; made anew only when one of them turned. */
export function useInstances(parts: readonly Part[], moment: Moment): readonly Instance[] {
  const shorts = shortNames(parts.map(({ probe }) => probe.source.node));
  const now = JSON.stringify(parts.map((part, index) => instanceOf(part, shorts[index] ?? '', moment)));
  return useMemo<readonly Instance[]>(() => JSON.parse(now), [now]);
}

export function isCompact(instances: readonly unknown[]): boolean {
  return instances.length > COLUMNS_UP_TO;
}

/** How many columns the instances take. */
export function columnsFor(instances: readonly unknown[]): number {
  return isCompact(instances) ? 1 : instances.length;
}

function instanceOf({ probe }: Part, short: string, moment: Moment): Instance {
  const fresh = freshness(probe.newest, probe.staleAfterMs, moment);
  const failure = probe.attempt?.failure ?? null;
  return {
    name: probe.source.node,
    short,
    is: fresh.is === 'never' ? 'unread' : fresh.is,
    isRefused: failure !== null && !isSilence(failure),
  };
}

/** Names without what all of them begin with: "ny-lb05" and "ny-lb06" are "lb05" and "lb06" among themselves. One alone keeps its name. */
export function shortNames(names: readonly string[]): string[] {
  const [first = '', ...others] = names;
  const heads = [...first.matchAll(/[-._]/g)].map(({ index }) => first.slice(0, index + 1));
  const head = others.length === 0 ? '' : (heads.findLast((one) => others.every((name) => name.startsWith(one))) ?? '');
  return names.map((name) => name.slice(head.length));
}
