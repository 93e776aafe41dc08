'use client';
import { createContext, useContext, useMemo } from 'react';
import type { NodeEvent } from '#lib/finding.ts';
import { nodeKey } from '#lib/roll-up.ts';
import type { SparkMark } from '../reading/sparkline.tsx';

type Marks = ReadonlyMap<string, readonly SparkMark[]>;

/** What happened to each instance that breaks its lines, by its nodeKey: restarts and reloads. */
export const RestartMarks = createContext<Marks>(new Map());

/** Events as marks on the lines of their instances. */
export function marksOf(events: readonly NodeEvent[]): Marks {
  const byNode = Map.groupBy(events, nodeKey);
  return new Map(
    [...byNode].map(([key, own]) => [key, own.map(({ node, to, words }) => ({ at: to, words: `${node} ${words.replace(/,$/, '')}` }))]),
  );
}

/** The marks of the instances that have these sources, each told once. */
export function useRestartMarks(sources: readonly string[]): readonly SparkMark[] {
  const marks = useContext(RestartMarks);
  const key = sources.join('\n');
  return useMemo(() => {
    // A source is a node and the name of a probe of it.
    const nodes = new Set(key.split('\n').map((source) => source.slice(0, source.lastIndexOf('/'))));
    return [...nodes].flatMap((node) => marks.get(node) ?? []);
  }, [marks, key]);
}
